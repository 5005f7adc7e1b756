// SPDX-License-Identifier: MIT
// What has to be checked when only some files of an archive have changed.
#include "archive/changed_files.hpp"

#include <string_view>

namespace custrec {
namespace {

bool is_below(std::string_view path, std::string_view folder) {
  return path.size() > folder.size() && path.starts_with(folder) && path[folder.size()] == '/';
}

/// `C20240315001` of `attachments/C20240315001/contract.pdf`; empty for what lies elsewhere.
std::string_view owner_of(std::string_view path) {
  path.remove_prefix(layout::attachments_folder.size() + 1);
  const std::size_t slash = path.find('/');
  return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}

class PartFinder {
 public:
  explicit PartFinder(const Archive& archive) : archive_(archive) {}

  void add(const std::string& path, bool gone) {
    if (is_setting(path)) {
      if (part_.setting.empty()) part_.setting = path;
    } else if (is_below(path, layout::samples_folder)) {
      part_.samples.insert(path);
    } else if (is_below(path, layout::attachments_folder)) {
      add_attachment(path);
    } else if (is_below(path, layout::customers_folder)) {
      part_.records.insert(path);
      // Its attachments may be left behind.
      if (gone) add_owner(layout::id_of_path(path));
    }
  }

  ChangedPart take() { return std::move(part_); }

 private:
  void add_attachment(const std::string& path) {
    // The record of another customer may list it too.
    part_.records.insert(path);
    add_owner(owner_of(path));
  }

  void add_owner(std::string_view id) {
    if (id.empty()) return;
    std::string record = archive_.find_record(id);
    part_.records.insert(record.empty() ? layout::attachments_path(id) : std::move(record));
  }

  const Archive& archive_;
  ChangedPart part_;
};

}  // namespace

bool is_setting(std::string_view path) {
  return path == layout::settings_file || path == layout::team_file ||
         is_below(path, layout::schemas_folder);
}

ChangedPart find_changed_part(const Archive& archive, const std::vector<ChangedFile>& files) {
  PartFinder finder(archive);
  for (const ChangedFile& file : files) {
    finder.add(file.path, file.gone);
    if (!file.gone && !file.old_path.empty() && file.old_path != file.path) {
      finder.add(file.old_path, true);
    }
  }
  return finder.take();
}

}  // namespace custrec
