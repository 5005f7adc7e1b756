// SPDX-License-Identifier: MIT
// The git repository around an archive, without running git.
#include "archive/git_folder.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <thread>

#include "test_support.hpp"
#include "text/utf8.hpp"

using namespace custrec;
using namespace custrec::test;
using namespace std::chrono_literals;

TEST_CASE("the git folder is that of the nearest repository above") {
  const TemporaryFolder folder;
  folder.write("top/.git/HEAD", "ref: refs/heads/main\n");
  folder.write("top/records/shop/custrec.yaml", "");
  folder.write("top/.git/worktrees/linked/HEAD", "ref: refs/heads/other\n");
  folder.write("top/.git/modules/module/HEAD", "ref: refs/heads/main\n");
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

TEST_CASE("a folder on which git would fail or wait is none") {
  const TemporaryFolder folder;
  folder.write("empty/.git/config", "");
  folder.write("elsewhere/secret.yaml", "");
  folder.write("outside/.git", "gitdir: ../elsewhere\n");
  folder.write("outer/.git/HEAD", "ref: refs/heads/main\n");
  folder.write("outer/inner/.git/config", "");
  const std::string path = folder.path();
  CHECK(find_git_folder(path + "/empty") == "");
  CHECK(find_top_of_git(path + "/empty") == "");
  CHECK(find_git_folder(path + "/outside") == "");
  CHECK(find_top_of_git(path + "/outside") == path + "/outside");
  CHECK(find_git_folder(path + "/outer/inner") == path + "/outer/.git");
  REQUIRE(mkfifo((path + "/outer/inner/.git/index").c_str(), 0600) == 0);
  CHECK(find_git_folder(path + "/outer/inner") == "");
  CHECK(find_top_of_git(path + "/outer/inner") == path + "/outer/inner");
}

TEST_CASE("git isn't asked where it would wait for ever") {
  const TemporaryFolder folder;
  const std::string path = folder.path();
  CHECK_FALSE(can_git_read(""));
  const auto make_repository = [&](const std::string& name) {
    folder.write(name + "/.git/HEAD", "ref: refs/heads/main\n");
    folder.write(name + "/.git/refs/heads/main", "");
    CHECK(can_git_read(path + "/" + name + "/.git"));
  };
  make_repository("pipe");
  REQUIRE(mkfifo((path + "/pipe/.git/refs/heads/next").c_str(), 0600) == 0);
  CHECK_FALSE(can_git_read(path + "/pipe/.git"));
  make_repository("device");
  std::filesystem::create_symlink("/dev/zero", path + "/device/.git/index");
  CHECK_FALSE(can_git_read(path + "/device/.git"));
  make_repository("linked");
  folder.write("common/config", "");
  folder.write("linked/.git/commondir", "../../common\n");
  CHECK(can_git_read(path + "/linked/.git"));
  REQUIRE(mkfifo((path + "/common/index").c_str(), 0600) == 0);
  CHECK_FALSE(can_git_read(path + "/linked/.git"));
}

namespace {

/// The environment of a person whose state folder is `folder`; none when empty.
void set_state_folder(const std::string& folder) {
  folder.empty() ? unsetenv("XDG_STATE_HOME") : setenv("XDG_STATE_HOME", folder.c_str(), 1);
  setenv("HOME", folder.empty() ? "/nonexistent" : folder.c_str(), 1);
}

}  // namespace

TEST_CASE("a clone has one token in its git folder, an archive outside git one of the person's") {
  const std::string home = std::getenv("HOME") == nullptr ? "" : std::getenv("HOME");
  const TemporaryFolder folder;
  const TemporaryFolder state;
  set_state_folder(state.path());
  folder.write("clone/.git/HEAD", "");
  folder.write("alone/custrec.yaml", "");
  const std::string clone = folder.path() + "/clone";
  CHECK_FALSE(is_own_token(clone, ""));
  const std::string token = make_token(clone);
  CHECK(token.size() == 32);
  CHECK(make_token(clone) == token);
  CHECK(is_own_token(clone, token));
  CHECK(folder.files().at("clone/.git/custrec-token").starts_with(token + " "));
  // What came with a tarball, or a copy of the folder, is of another.
  folder.write("copy/.git/HEAD", "");
  folder.write("copy/.git/custrec-token", folder.files().at("clone/.git/custrec-token"));
  CHECK_FALSE(is_own_token(folder.path() + "/copy", token));
  CHECK(make_token(folder.path() + "/copy") != token);
  CHECK(state.files().empty());
  const std::string alone = folder.path() + "/alone";
  const std::string other = make_token(alone);
  CHECK(other.size() == 32);
  CHECK(other != token);
  CHECK(state.files().size() == 1);
  CHECK(is_own_token(alone, other));
  CHECK_FALSE(is_own_token(alone, token));
  CHECK_FALSE(is_own_token(alone, "-"));
  CHECK_FALSE(is_own_token(clone, "-"));
  set_state_folder("");
  CHECK(make_token(alone) == "-");
  CHECK(is_own_token(alone, "-"));
  CHECK_FALSE(is_own_token(clone, "-"));
  setenv("HOME", home.c_str(), 1);
}

TEST_CASE("a damaged token counts as none") {
  for (const std::string text : {"x\n", "7f\n", "0123456789ABCDEF0123456789ABCDEF\n"}) {
    const TemporaryFolder folder;
    folder.write(".git/custrec-token", text);
    CHECK_FALSE(is_own_token(folder.path(), std::string(trim(text))));
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
