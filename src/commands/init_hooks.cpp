// SPDX-License-Identifier: MIT
// custrec init --hooks: what one clone of an archive needs in git.
#include "archive/transaction.hpp"
#include "commands/init.hpp"
#include "terminal/git_command.hpp"
#include "terminal/git_setup.hpp"

namespace custrec {
namespace {

constexpr std::string_view attributes_file = ".gitattributes";

/// An archive from before the driver, or whose .gitattributes somebody else wrote.
void add_merge_attribute(const Session& session, const std::string& root) {
  if (has_merge_attribute(root)) return;
  const Tree tree(root);
  const std::string name = session.given_name();
  const Lock lock = begin_writing(tree, name.empty() ? "custrec" : name);
  Transaction transaction(tree, lock);
  const auto before = tree.read(attributes_file);
  if (before) {
    const std::string gap = before->empty() || before->back() == '\n' ? "" : "\n";
    transaction.replace(std::string(attributes_file), *before,
                        *before + gap + std::string(merge_attribute));
  } else {
    transaction.create(std::string(attributes_file), merge_attribute);
  }
  transaction.commit();
  session.say({".gitattributes: records are merged by custrec; commit this file",
               ".gitattributes：档案由 custrec 合并；请提交此文件"});
}

void refuse_hook(const PreCommitHook& hook) {
  const std::string command = hook.text.substr(hook.text.find("custrec", hook.text.find("exec")));
  throw Error(Exit::refused,
              fill({"there is another pre-commit hook, which stays: {}\nadd this line to it:\n  {}",
                    "已有其他 pre-commit 钩子，保持不变：{}\n请在其中加入一行：\n  {}"},
                   {hook.path, command.substr(0, command.find('\n')) + " || exit"}));
}

}  // namespace

void set_up_merging(const Session& session, const std::string& root) {
  if (set_up_merge_driver(root) != SetUp::refused) return;
  session.complain({"merge.custrec.driver in git's config is none of custrec's and stays",
                    "git 配置中的 merge.custrec.driver 不是 custrec 所设，保持不变"});
}

Exit set_up_clone(const Session& session, const std::string& root) {
  if (!is_in_git(root)) {
    throw Error(Exit::refused, fill({"{} is not in a git repository: 'git init' makes one",
                                     "{} 不在 git 仓库中：可用 git init 建立"},
                                    {root}));
  }
  add_merge_attribute(session, root);
  set_up_merging(session, root);
  const PreCommitHook hook = find_pre_commit_hook(root);
  const SetUp outcome = set_up_pre_commit_hook(hook);
  if (outcome == SetUp::refused) refuse_hook(hook);
  session.say(
      {"in this clone git merges records by field and by entry, and 'git commit' checks them",
       "在此克隆中，git 按字段和条目合并档案，git commit 会校验档案"});
  return Exit::clean;
}

}  // namespace custrec
