// SPDX-License-Identifier: MIT
// Putting files in their places.
#include "archive/placement.hpp"

#include <string>

#include "archive/layout.hpp"
#include "problem/error.hpp"
#include "text/shell.hpp"

namespace custrec {
namespace {

bool is_staged(const ManifestLine& line) {
  return line.source.starts_with(layout::stage_prefix);
}

/// A file goes from one place in the archive to another.
bool is_moved(const ManifestLine& line) {
  return line.after != no_file && !is_staged(line);
}

void require_writable(const Tree& tree, const std::string& folder, const std::string& path,
                      bool is_there) {
  const std::string name = is_there ? path.substr(path.rfind('/') + 1) : std::string();
  const auto trouble = tree.find_write_trouble(folder, name);
  if (!trouble) return;
  const std::string whole = folder.empty() ? tree.root() : tree.root() + "/" + folder;
  throw Error(
      Exit::files,
      fill({"{}: {}\nNothing was changed. Ask the owner of this folder for write permission "
            "(chmod g+w), or take it over: sudo chown -R \"$(id -un)\" {}",
            "{}：{}\n未作任何更改。请向该文件夹的属主取得写权限（chmod g+w），或改为归您所有："
            "sudo chown -R \"$(id -un)\" {}"},
           {whole, *trouble, quote_for_shell(whole)}));
}

/// Folders above `path` that hold nothing.
void remove_empty_folders(const Tree& tree, const std::string& path) {
  try {
    for (std::size_t slash = path.rfind('/'); slash != std::string::npos && slash > 0;
         slash = path.rfind('/', slash - 1)) {
      tree.remove_folder(path.substr(0, slash));
    }
  } catch (const Error&) {
    // An empty folder does no harm, and git doesn't keep it.
    return;
  }
}

}  // namespace

void require_writable(const Tree& tree, const std::vector<ManifestLine>& lines) {
  std::string last;  // most files of a large change go to the same folder
  for (const ManifestLine& line : lines) {
    const bool is_new = line.before == no_file;
    const std::string folder = line.target.substr(0, line.target.rfind('/') + 1);
    if (!is_new || folder != last) {
      require_writable(tree, tree.find_folder_for(line.target), line.target, !is_new);
    }
    last = folder;
    if (is_moved(line)) {
      require_writable(tree, tree.find_folder_for(line.source), line.source, true);
    }
  }
}

void Placement::put_files() {
  tree_.sync_folder(layout::work_folder);
  FileMover mover(tree_);
  for (const ManifestLine& line : lines_) {
    if (line.after == no_file) {
      tree_.remove(line.target);
    } else {
      mover.move(line.source, line.target, line.before == no_file);
    }
    ++done_;
  }
}

/// Folders that have lost their last file are nothing that git or anyone else keeps.
void Placement::remove_left_folders() const {
  for (const ManifestLine& line : lines_) {
    const std::string& left = is_moved(line) ? line.source : line.target;
    if (!is_moved(line) && line.after != no_file) continue;
    try {
      tree_.remove_folder(left.substr(0, left.rfind('/')));
    } catch (const Error&) {
      // The folder above it may be another person's; an empty one does no harm.
      continue;
    }
  }
}

void Placement::run() {
  try {
    put_files();
    remove_left_folders();
    tree_.remove(layout::manifest_file);
  } catch (const Error& error) {
    if (!has_begun()) throw;
    throw Error(error.exit_code(),
                fill({"{}\nThe change is safely stored but not in place yet; the next command "
                      "finishes it",
                      "{}\n更改已安全保存但尚未就位，下一个命令会将其完成"},
                     {error.message()}));
  }
}

void Placement::take_back() const {
  tree_.remove(layout::manifest_file);
  for (const ManifestLine& line : lines_) {
    if (line.before == no_file) remove_empty_folders(tree_, line.target);
  }
}

void clear_stage(const Tree& tree, std::string_view folder) {
  for (const FolderEntry& entry : tree.list(folder)) tree.remove(entry.path);
  tree.remove_folder(folder);
}

void clear_stages(const Tree& tree) {
  for (const FolderEntry& folder : tree.list(layout::work_folder)) {
    if (!folder.path.starts_with(layout::stage_prefix)) continue;
    try {
      clear_stage(tree, folder.path);
    } catch (const Error&) {
      // It is another person's, and in no one's way.
      continue;
    }
  }
}

}  // namespace custrec
