// SPDX-License-Identifier: MIT
// Opening an archive.
#include "archive/archive.hpp"

#include <sys/stat.h>

#include <cerrno>
#include <cstdlib>
#include <map>

#include "problem/error.hpp"
#include "record/document.hpp"
#include "time/date.hpp"

namespace custrec {
namespace {

constexpr std::string_view yaml_suffix = ".yaml";

/// A text that says how records are read: it may be as long as a record.
std::optional<std::string> read_setting(const Tree& tree, std::string_view path) {
  std::string text;
  if (const auto trouble = FileReader(tree).read(path, max_record_bytes, text)) {
    if (!tree.exists(path)) return std::nullopt;
    throw Error(Exit::files, fill({"{}/{}: {}", "{}/{}: {}"}, {tree.root(), path, *trouble}));
  }
  if (text.size() > max_record_bytes) {
    throw Error(Exit::settings,
                fill({"{}/{}: the file is longer than {} MiB", "{}/{}：文件超过 {} MiB"},
                     {tree.root(), path, max_record_bytes >> 20U}));
  }
  return text;
}

std::string must_read(const Tree& tree, std::string_view path) {
  auto text = read_setting(tree, path);
  if (!text) {
    throw Error(
        Exit::settings,
        fill({"{}/{}: is missing from the archive", "{}/{}：档案缺少此文件"}, {tree.root(), path}));
  }
  return std::move(*text);
}

std::map<std::string, std::string> read_schemas(const Tree& tree) {
  std::map<std::string, std::string> files;
  for (const FolderEntry& entry : tree.list(layout::schemas_folder)) {
    if (entry.sort != FolderEntry::Sort::file || entry.name.starts_with('.') ||
        !entry.name.ends_with(yaml_suffix)) {
      continue;
    }
    files.emplace(entry.path, must_read(tree, entry.path));
  }
  return files;
}

std::string code_list_path(std::string_view name) {
  return std::string(layout::schemas_folder) + "/codes/" + std::string(name) + ".tsv";
}

}  // namespace

std::string find_root(const std::string& start) {
  const std::unique_ptr<char, void (*)(void*)> whole(realpath(start.c_str(), nullptr), std::free);
  std::string folder = whole == nullptr ? start : whole.get();
  while (!folder.empty()) {
    struct stat status {};
    const std::string file = folder + "/" + std::string(layout::settings_file);
    if (stat(file.c_str(), &status) == 0) {
      if (S_ISREG(status.st_mode)) return folder;
    } else if (errno != ENOENT && errno != ENOTDIR) {
      throw Error(Exit::files, fill({"{}: {}", "{}: {}"}, {file, describe_errno(errno)}));
    }
    const std::size_t slash = folder.rfind('/');
    if (slash == std::string::npos) break;
    folder.resize(slash);
  }
  return {};
}

Archive::Archive(std::unique_ptr<Tree> tree, Settings settings, Team team)
    : tree_(std::move(tree)), settings_(std::move(settings)), team_(std::move(team)) {
  const Tree& files = *tree_;
  codes_ = std::make_unique<CodeLists>(
      [&files](std::string_view name) { return read_setting(files, code_list_path(name)); });
  schemas_ = std::make_unique<Schemas>(read_schemas(files), [&files](std::string_view name) {
    return files.exists(code_list_path(name));
  });
  phones_ = std::make_unique<PhonePlan>(
      parse_phone_plan(codes_->text_of("mobile_prefixes"), codes_->text_of("area_codes")));
}

std::string require_root(const std::string& start) {
  std::string root = find_root(start);
  if (!root.empty()) return root;
  throw Error(Exit::usage,
              fill({"{} is not in an archive: no custrec.yaml here or above. Make one with "
                    "'custrec init', or name one with -C",
                    "{} 不在档案目录中：此处及上级均无 custrec.yaml。请用 custrec init 新建，"
                    "或用 -C 指定"},
                   {start}));
}

Archive Archive::open(const std::string& root, Replacements replacements) {
  auto tree = std::make_unique<Tree>(root, std::move(replacements));
  Settings settings = parse_settings(must_read(*tree, layout::settings_file));
  Team team = parse_team(must_read(*tree, layout::team_file));
  return {std::move(tree), std::move(settings), std::move(team)};
}

TypeContext Archive::context(std::chrono::sys_seconds now) const {
  const auto today = std::chrono::floor<std::chrono::days>(now + settings_.zone.offset_at(now));
  return {codes_.get(), phones_.get(), &settings_.zone,       team_.names(),
          now,          today,         find_long_past(today), settings_.four_eyes};
}

std::string Archive::format_now(std::chrono::sys_seconds now) const {
  return format_time(now, settings_.zone.offset_at(now));
}

Calendar Archive::read_calendar() const {
  const auto text = read_setting(*tree_, layout::calendar_file);
  if (!text) return {};
  CalendarReading reading = parse_calendar(*text);
  if (reading.line > 0) {
    throw Error(Exit::settings, fill({"{}:{}:1: {}", "{}:{}:1: {}"},
                                     {layout::calendar_file, reading.line, reading.mistake}));
  }
  return std::move(reading.calendar);
}

std::string Archive::find_record(std::string_view id) const {
  for (const auto* pattern : {&settings_.enterprise_id, &settings_.individual_id}) {
    auto path = pattern->path_of(id);
    if (path && tree_->exists(*path)) return std::move(*path);
  }
  return {};
}

}  // namespace custrec
