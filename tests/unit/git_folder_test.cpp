// SPDX-License-Identifier: MIT
// The git repository around an archive, without running git.
#include "archive/git_folder.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <thread>

#include "test_support.hpp"

using namespace custrec;
using namespace custrec::test;
using namespace std::chrono_literals;

TEST_CASE("the git folder is that of the nearest repository above") {
  const TemporaryFolder folder;
  folder.write("top/.git/HEAD", "ref: refs/heads/main\n");
  folder.write("top/records/shop/custrec.yaml", "");
  folder.write("linked/.git", "gitdir: " + folder.path() + "/top/.git/worktrees/linked\n");
  folder.write("module/.git", "gitdir: ../top/.git/modules/module\n");
  folder.write("alone/custrec.yaml", "");
  const std::string path = folder.path();
  CHECK(find_git_folder(path + "/top") == path + "/top/.git");
  CHECK(find_git_folder(path + "/top/records/shop") == path + "/top/.git");
  CHECK(find_git_folder(path + "/linked") == path + "/top/.git/worktrees/linked");
  CHECK(find_git_folder(path + "/module") == path + "/module/../top/.git/modules/module");
  CHECK(find_git_folder(path + "/alone") == "");
}

TEST_CASE("files that only look like a repository are none") {
  const TemporaryFolder folder;
  for (const std::string name : {"HEAD", "config", "objects/x", "refs/heads/x"}) {
    folder.write("records/" + name, "");
  }
  CHECK(find_git_folder(folder.path() + "/records") == "");
}

TEST_CASE("a clone has one token, and outside git there is none to be had") {
  const TemporaryFolder folder;
  folder.write("clone/.git/HEAD", "");
  folder.write("alone/custrec.yaml", "");
  const std::string clone = folder.path() + "/clone";
  CHECK(find_token(clone, false) == "");
  const std::string token = find_token(clone, true);
  CHECK(token.size() == 32);
  CHECK(find_token(clone, true) == token);
  CHECK(find_token(clone, false) == token);
  CHECK(folder.files().at("clone/.git/custrec-token") == token + "\n");
  CHECK(find_token(folder.path() + "/alone", true) == "-");
  folder.write("other/.git/HEAD", "");
  CHECK(find_token(folder.path() + "/other", true) != token);
}

TEST_CASE("a damaged token counts as none") {
  for (const std::string text : {"", "x\n", "7f\n", "0123456789ABCDEF0123456789ABCDEF\n"}) {
    const TemporaryFolder folder;
    folder.write(".git/custrec-token", text);
    CHECK(find_token(folder.path(), false) == "");
  }
}

TEST_CASE("git is waited for while its index is locked") {
  const TemporaryFolder folder;
  folder.write(".git/HEAD", "");
  CHECK_FALSE(wait_for_git(folder.path()));
  folder.write(".git/index.lock", "");
  CHECK(wait_for_git(folder.path(), 30ms));
  std::thread git([&] {
    std::this_thread::sleep_for(50ms);
    std::filesystem::remove(folder.path() + "/.git/index.lock");
  });
  CHECK(wait_for_git(folder.path(), 10s));
  git.join();
}
