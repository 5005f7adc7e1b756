// SPDX-License-Identifier: MIT
// What a clone of an archive needs in git.
#include "terminal/git_setup.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "archive/tree.hpp"
#include "problem/error.hpp"
#include "terminal/outside_file.hpp"
#include "terminal/run_program.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

constexpr const char* driver_name = "custrec: by field and by entry";
constexpr const char* driver = "custrec merge-driver --marker-size=%L %O %A %B %P";

void set_config(const std::string& root, const std::string& key, const std::string& value) {
  if (run_with_input({"git", "-C", root, "config", "--local", key, value}, {})) return;
  throw Error(Exit::files,
              fill({"git config {} failed in {}", "git config {} 在 {} 中运行失败"}, {key, root}));
}

std::string quote_for_shell(const std::string& word) {
  return "'" + replace_all(word, "'", "'\\''") + "'";
}

}  // namespace

SetUp set_up_merge_driver(const std::string& root) {
  const std::string key = "merge.custrec.driver";
  const std::string now = run_and_read({"git", "-C", root, "config", "--local", "--get", key});
  // One that a team has written itself stays.
  if (now.find("custrec merge-driver") != std::string::npos ||
      now.find("custrec' merge-driver") != std::string::npos) {
    return SetUp::was_there;
  }
  if (!now.empty()) return SetUp::refused;
  set_config(root, "merge.custrec.name", driver_name);
  set_config(root, key, driver);
  return SetUp::done;
}

bool has_merge_attribute(const std::string& root) {
  return run_and_read({"git", "-C", root, "check-attr", "merge", "--", "customers/any.yaml"})
      .ends_with(": custrec");
}

PreCommitHook find_pre_commit_hook(const std::string& root) {
  PreCommitHook hook;
  hook.path = run_and_read(
      {"git", "-C", root, "rev-parse", "--path-format=absolute", "--git-path", "hooks/pre-commit"});
  if (hook.path.empty()) {
    throw Error(Exit::files,
                fill({"git rev-parse failed in {}", "git rev-parse 在 {} 中运行失败"}, {root}));
  }
  // git runs hooks at the top of the repository.
  const std::string prefix = run_and_read({"git", "-C", root, "rev-parse", "--show-prefix"});
  hook.text = "#!/bin/sh\n# custrec init --hooks\nexec custrec" +
              (prefix.empty() ? "" : " -C " + quote_for_shell(prefix)) + " verify --staged\n";
  return hook;
}

SetUp set_up_pre_commit_hook(const PreCommitHook& hook) {
  if (access(hook.path.c_str(), F_OK) == 0) {
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
