// SPDX-License-Identifier: MIT
// What a clone of an archive needs in git.
#include "terminal/git_setup.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "archive/git_folder.hpp"
#include "archive/layout.hpp"
#include "problem/error.hpp"
#include "terminal/git_command.hpp"
#include "terminal/outside_file.hpp"
#include "text/shell.hpp"

namespace custrec {
namespace {

constexpr const char* driver_key = "merge.custrec.driver";
constexpr const char* driver_name = "custrec: by field and by entry";
constexpr const char* driver = "custrec merge-driver --marker-size=%L -- %O %A %B %P";

void set_config(const std::string& root, const std::string& key, const std::string& value) {
  if (try_git(root, {"config", "--local", key, value})) return;
  throw Error(Exit::files,
              fill({"git config {} failed in {}", "git config {} 在 {} 中运行失败"}, {key, root}));
}

}  // namespace

SetUp set_up_merge_driver(const std::string& root) {
  const std::string now = ask_git(root, {"config", "--local", "--get", driver_key});
  // One that a team has written itself stays.
  if (now.find("custrec merge-driver") != std::string::npos ||
      now.find("custrec' merge-driver") != std::string::npos) {
    return SetUp::was_there;
  }
  if (!now.empty()) return SetUp::refused;
  set_config(root, "merge.custrec.name", driver_name);
  set_config(root, driver_key, driver);
  return SetUp::done;
}

bool lacks_merge_driver(const Tree& tree) {
  if (find_top_of_git(tree.root()).empty() || tree.exists(layout::git_looked_at_file)) return false;
  try {
    tree.make_folder(layout::work_folder);
    tree.write(layout::git_looked_at_file, {});
  } catch (const Error&) {
    // Who can't write there merges nothing, and git isn't asked anew at each command.
    return false;
  }
  const std::string& root = tree.root();
  return is_in_git(root) && ask_git(root, {"config", "--get", driver_key}).empty();
}

bool has_merge_attribute(const std::string& root) {
  return ask_git(root, {"check-attr", "merge", "--", "customers/any.yaml"}).ends_with(": custrec");
}

PreCommitHook find_pre_commit_hook(const std::string& root) {
  PreCommitHook hook;
  hook.path =
      ask_git(root, {"rev-parse", "--path-format=absolute", "--git-path", "hooks/pre-commit"});
  if (hook.path.empty()) {
    throw Error(Exit::files,
                fill({"git rev-parse failed in {}", "git rev-parse 在 {} 中运行失败"}, {root}));
  }
  // git runs hooks at the top of the repository.
  std::string prefix = find_folder_in_git(root);
  if (prefix.starts_with('-')) prefix.insert(0, "./");
  hook.text = "#!/bin/sh\n# custrec init --hooks\nexec custrec" +
              (prefix.empty() ? "" : " -C " + quote_for_shell(prefix)) + " verify --staged\n";
  return hook;
}

SetUp set_up_pre_commit_hook(const PreCommitHook& hook) {
  struct stat status {};
  if (lstat(hook.path.c_str(), &status) == 0) {
    // A link, as a commit may bring it where core.hooksPath is a tracked folder, isn't followed.
    if (!S_ISREG(status.st_mode)) return SetUp::refused;
    const std::string text = read_input_file(hook.path);
    const bool own = text == hook.text || (text.find("custrec") != std::string::npos &&
                                           text.find("verify --staged") != std::string::npos);
    return own ? SetUp::was_there : SetUp::refused;
  }
  const std::string folder = hook.path.substr(0, hook.path.rfind('/'));
  if (mkdir(folder.c_str(), 0777) != 0 && errno != EEXIST) {
    throw Error(Exit::files, fill({"{}: {}", "{}: {}"}, {folder, describe_errno(errno)}));
  }
  write_output_file(hook.path, hook.text);
  if (chmod(hook.path.c_str(), 0755) != 0) {
    throw Error(Exit::files, fill({"{}: {}", "{}: {}"}, {hook.path, describe_errno(errno)}));
  }
  return SetUp::done;
}

}  // namespace custrec
