// SPDX-License-Identifier: MIT
// git as a child: which repository, with which options, in which environment.
#include "terminal/git_command.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <map>
#include <memory>

#include "archive/git_folder.hpp"
#include "archive/tree.hpp"
#include "problem/error.hpp"
#include "terminal/git_output.hpp"
#include "terminal/run_program.hpp"
#include "text/environment.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

/// Both with links resolved.
struct Repository {
  std::string folder;                  ///< `.git`, or where it points to
  std::string top;                     ///< of the working tree
  std::vector<std::string> guards;     ///< options against programs that its own config names
  std::vector<std::string> variables;  ///< the same in the environment
};

/// These would lead git to another repository or change what it does. Others stay: hooks learn from
/// GIT_INDEX_FILE and GIT_OBJECT_DIRECTORY what is being committed, GIT_CONFIG_COUNT and the like
/// are settings of the person (`safe.directory` in a container), and a partial clone may need
/// GIT_SSH_COMMAND to fetch from where its owner said.
constexpr std::array<std::string_view, 11> hidden_variables = {"GIT_DIR",
                                                               "GIT_WORK_TREE",
                                                               "GIT_COMMON_DIR",
                                                               "GIT_IMPLICIT_WORK_TREE",
                                                               "GIT_CONFIG",
                                                               "GIT_ATTR_SOURCE",
                                                               "GIT_EXTERNAL_DIFF",
                                                               "GIT_LITERAL_PATHSPECS",
                                                               "GIT_GLOB_PATHSPECS",
                                                               "GIT_NOGLOB_PATHSPECS",
                                                               "GIT_ICASE_PATHSPECS"};

/// Options of every call. With an empty `core.fsmonitor` every version of git runs none; for
/// `false` versions before 2.36 run a program of that name. `git diff` would write the index.
constexpr std::array<const char*, 12> guards = {"-c",
                                                "safe.bareRepository=explicit",
                                                "-c",
                                                "core.fsmonitor=",
                                                "-c",
                                                "log.showSignature=false",
                                                "-c",
                                                "diff.autoRefreshIndex=false",
                                                "--no-pager",
                                                "--no-optional-locks",
                                                "--no-replace-objects",
                                                "--literal-pathspecs"};

bool is_at_or_below(const std::string& path, const std::string& folder) {
  return path == folder || path.starts_with(folder.ends_with('/') ? folder : folder + "/");
}

/// `git WORDS…` for a repository or folder that is named by options.
std::vector<std::string> git_words(const std::vector<std::string>& where,
                                   std::vector<std::string> words) {
  if (words[0] == "diff" || words[0] == "log") {
    words.insert(words.begin() + 1, {"--no-ext-diff", "--no-textconv"});
  }
  // It runs no hook, and is asked where they are.
  if (words[0] != "rev-parse") words.insert(words.begin(), {"-c", "core.hooksPath=/dev/null"});
  words.insert(words.begin(), guards.begin(), guards.end());
  words.insert(words.begin(), where.begin(), where.end());
  words.insert(words.begin(), "git");
  return words;
}

std::optional<std::string> run_hidden(std::vector<std::string> words, std::string_view input,
                                      std::vector<std::string> added = {}) {
  return run_with_input(std::move(words), input, hidden_variables, std::move(added));
}

/// What makes git run a program when it fetches an object that a partial clone lacks.
bool names_program_of_fetch(std::string_view name) {
  return name == "core.sshcommand" || name == "core.gitproxy" ||
         name == "core.alternaterefscommand" || name == "core.askpass" ||
         name.starts_with("credential.") || name.starts_with("protocol.") ||
         (name.starts_with("remote.") && (name.ends_with(".uploadpack") || name.ends_with(".vcs")));
}

/// Programs that only the config of the repository itself names, which may be a stranger's, aren't
/// run: its filters become none, and nothing is fetched. False when a name can't be taken back.
bool guard_against_own_config(const std::vector<std::string>& where, Repository& repository) {
  const auto list = run_hidden(
      git_words(where, {"config", "--show-scope", "--includes", "-z", "--name-only", "--list"}),
      {});
  const std::vector<std::string> parts = split_nul(list.value_or(""));
  for (std::size_t at = 0; at + 1 < parts.size(); at += 2) {
    if (parts[at] != "local" && parts[at] != "worktree") continue;
    const std::string& name = parts[at + 1];
    if (names_program_of_fetch(name)) repository.variables = {"GIT_ALLOW_PROTOCOL=none"};
    if (!name.starts_with("filter.")) continue;
    if (name.find('=') != std::string::npos) return false;
    const bool required = name.ends_with(".required");
    repository.guards.insert(repository.guards.end(), {"-c", name + (required ? "=false" : "=")});
  }
  return true;
}

/// The repository that a person, or git for its hooks, has named whole. GIT_DIR alone, which hooks
/// in a linked working tree get, doesn't say where the tree is.
std::vector<std::string> options_by_variables() {
  const std::string folder = environment("GIT_DIR");
  const std::string top = environment("GIT_WORK_TREE");
  if (folder.empty() || top.empty()) return {};
  return {"--git-dir=" + real_path(folder), "--work-tree=" + real_path(top), "-C", real_path(top)};
}

/// Where git is certain to find `.git` at once. Not with `--git-dir`: then it wouldn't look whether
/// somebody else owns the repository.
std::vector<std::string> options_by_folder(const std::string& folder) {
  static std::map<std::string, bool> readable;
  const std::string git_folder = find_git_folder(folder);
  const auto [found, is_new] = readable.try_emplace(git_folder);
  if (is_new) found->second = can_git_read(git_folder);
  if (!found->second) return {};
  return {"-C", find_top_of_git(folder)};
}

/// Nothing when git doesn't agree to work there.
std::optional<Repository> ask_for_repository(const std::vector<std::string>& where) {
  auto lines =
      run_hidden(git_words(where, {"rev-parse", "--show-toplevel", "--absolute-git-dir"}), {});
  if (!lines || !lines->ends_with('\n')) return std::nullopt;
  lines->pop_back();
  // The path may have a newline in it.
  const std::string& folder = where.back();
  const std::size_t end = lines->starts_with(folder + "\n")
                              ? folder.size()
                              : std::min(lines->find('\n'), lines->size());
  Repository repository;
  repository.top = lines->substr(0, end);
  if (end < lines->size()) repository.folder = lines->substr(end + 1);
  if (!guard_against_own_config(where, repository)) return std::nullopt;
  return repository;
}

/// The repository of a folder; null when there is none that git agrees to work with.
const Repository* find_repository(const std::string& folder) {
  static std::map<std::vector<std::string>, std::optional<Repository>> asked;
  const std::string place = real_path(folder);
  for (const auto& where : {options_by_variables(), options_by_folder(folder)}) {
    if (where.empty()) continue;
    const auto [found, is_new] = asked.try_emplace(where);
    if (is_new) found->second = ask_for_repository(where);
    const std::optional<Repository>& repository = found->second;
    // A repository around the folder is a bare one, or made to look like one.
    if (repository && is_at_or_below(place, repository->top) &&
        !is_at_or_below(place, repository->folder)) {
      return &*repository;
    }
  }
  return nullptr;
}

/// How a call in `folder` names its repository. Without one, git gets one that isn't there, so that
/// it looks for none.
std::vector<std::string> options_for(const std::string& folder) {
  const Repository* repository = find_repository(folder);
  if (repository == nullptr) return {"--git-dir=/dev/null", "-C", folder};
  std::vector<std::string> options = {"--git-dir=" + repository->folder,
                                      "--work-tree=" + repository->top, "-C", folder};
  options.insert(options.end(), repository->guards.begin(), repository->guards.end());
  return options;
}

std::vector<std::string> variables_for(const std::string& folder) {
  const Repository* repository = find_repository(folder);
  return repository == nullptr ? std::vector<std::string>() : repository->variables;
}

}  // namespace

bool is_in_git(const std::string& folder) {
  return find_repository(folder) != nullptr;
}

std::string find_folder_in_git(const std::string& folder) {
  const Repository* repository = find_repository(folder);
  const std::string place = real_path(folder);
  if (repository == nullptr || place == repository->top) return {};
  return place.substr(repository->top.size() + (repository->top == "/" ? 0 : 1)) + "/";
}

std::optional<std::string> try_git(const std::string& folder, std::vector<std::string> words,
                                   std::string_view input) {
  return run_hidden(git_words(options_for(folder), std::move(words)), input, variables_for(folder));
}

std::string ask_git(const std::string& folder, std::vector<std::string> words) {
  return std::string(trim(try_git(folder, std::move(words)).value_or("")));
}

std::string run_git(const std::string& folder, std::vector<std::string> words,
                    std::string_view input) {
  const std::string name = words[0];
  auto output = try_git(folder, std::move(words), input);
  if (!output) {
    throw Error(Exit::files,
                fill({"git {} failed in {}", "git {} 在 {} 中运行失败"}, {name, folder}));
  }
  return std::move(*output);
}

int run_git_in_terminal(std::vector<std::string> words) {
  return run_in_terminal(git_words(options_for("."), std::move(words)), hidden_variables);
}

bool make_repository(const std::string& folder) {
  return run_hidden(git_words({"-C", folder}, {"init"}), {}).has_value();
}

std::vector<std::optional<std::string>> read_blobs(const std::string& root,
                                                   const std::vector<std::string>& names) {
  if (names.empty()) return {};
  std::string input;
  for (const std::string& name : names) {
    // git takes a name for each line; none of that name is there.
    input += (name.find('\n') == std::string::npos ? name : std::string()) + "\n";
  }
  return parse_blobs(run_git(root, {"cat-file", "--batch"}, input), names.size());
}

}  // namespace custrec
