// SPDX-License-Identifier: MIT
// One writer at a time.
#include "archive/lock.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <thread>

#include "test_support.hpp"

using namespace custrec;
using namespace custrec::test;
using namespace std::chrono_literals;

TEST_CASE("the lock says who holds it, and a second writer is refused with that name") {
  const TemporaryFolder folder;
  const Tree tree(folder.path());
  const std::string line = "张三 (" + std::to_string(getpid()) + ")\n";
  {
    const Lock lock(tree, "张三");
    CHECK(folder.files() == std::map<std::string, std::string>{{".custrec/lock", line}});
    const auto begin = std::chrono::steady_clock::now();
    CHECK(error_of([&] { const Lock second(tree, "李四", 60ms); }) ==
          "5 the archive is being written to by 张三 (" + std::to_string(getpid()) +
              "); try again when that is done");
    CHECK(std::chrono::steady_clock::now() - begin >= 60ms);
    CHECK(folder.files() == std::map<std::string, std::string>{{".custrec/lock", line}});
  }
  CHECK(error_of([&] { const Lock third(tree, "李四", 0ms); }) == "");
}

TEST_CASE("who waits gets the lock when it is given back") {
  const TemporaryFolder folder;
  const Tree tree(folder.path());
  auto lock = std::make_unique<Lock>(tree, "first");
  std::string error = "not run";
  std::thread waiting([&] { error = error_of([&] { const Lock second(tree, "second", 10s); }); });
  std::this_thread::sleep_for(100ms);
  lock.reset();
  waiting.join();
  CHECK(error == "");
  CHECK(folder.files().at(".custrec/lock").starts_with("second ("));
}

TEST_CASE("the lock of a holder that died is taken over") {
  const TemporaryFolder folder;
  const Tree tree(folder.path());
  const pid_t child = fork();
  if (child == 0) {
    const Lock lock(tree, "dead");
    _exit(0);
  }
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  CHECK(folder.files().at(".custrec/lock").starts_with("dead ("));
  CHECK(error_of([&] { const Lock lock(tree, "alive", 0ms); }) == "");
  CHECK(folder.files().at(".custrec/lock").starts_with("alive ("));
}

TEST_CASE("a long name of a former holder leaves nothing behind") {
  const TemporaryFolder folder;
  folder.write(".custrec/lock", std::string(500, 'x') + "\n");
  const Tree tree(folder.path());
  const Lock lock(tree, "a");
  CHECK(folder.files().at(".custrec/lock") == "a (" + std::to_string(getpid()) + ")\n");
}

TEST_CASE("a lock that can't be written is told with its path") {
  const TemporaryFolder folder;
  const Tree tree(folder.path());
  std::filesystem::create_directories(folder.path() + "/.custrec/lock");
  CHECK(error_of([&] { const Lock lock(tree, "a"); }) ==
        "4 " + folder.path() + "/.custrec/lock: is a folder");
  const TemporaryFolder linked;
  folder.write("outside", "keep");
  std::filesystem::create_directories(linked.path() + "/.custrec");
  std::filesystem::create_symlink(folder.path() + "/outside", linked.path() + "/.custrec/lock");
  CHECK(error_of([&] { const Lock lock(Tree(linked.path()), "a"); }) ==
        "4 " + linked.path() + "/.custrec/lock: is a symbolic link, which is not followed");
  CHECK(read_file(folder.path() + "/outside") == "keep");
}

TEST_CASE("a lock whose file was removed or replaced is in force no more") {
  const TemporaryFolder folder;
  const Tree tree(folder.path());
  const Lock lock(tree, "first");
  CHECK(lock.is_in_force(tree));
  std::filesystem::remove_all(folder.path() + "/.custrec");
  CHECK_FALSE(lock.is_in_force(tree));
  const Lock second(tree, "second", 0ms);
  CHECK(second.is_in_force(tree));
  CHECK_FALSE(lock.is_in_force(tree));
}

TEST_CASE("who reads keeps a writer from putting files in place, and no one else from reading") {
  const TemporaryFolder folder;
  const Tree tree(folder.path());
  auto reader = std::make_unique<FolderLock>(FolderLock::share(tree));
  const FolderLock other = FolderLock::share(tree, 0ms);
  const auto begin = std::chrono::steady_clock::now();
  // The lock is a courtesy: after the time is up there is none, and no error.
  static_cast<void>(FolderLock::hold(tree, 60ms));
  CHECK(std::chrono::steady_clock::now() - begin >= 60ms);
}

TEST_CASE("a pipe or a folder in the place of the lock is an error at once") {
  const TemporaryFolder folder;
  std::filesystem::create_directories(folder.path() + "/.custrec");
  REQUIRE(mkfifo((folder.path() + "/.custrec/lock").c_str(), 0666) == 0);
  const Tree tree(folder.path());
  CHECK(error_of([&] { const Lock lock(tree, "t"); }) ==
        "4 " + folder.path() + "/.custrec/lock: is not a regular file");
  std::filesystem::remove(folder.path() + "/.custrec/lock");
  std::filesystem::create_directories(folder.path() + "/.custrec/lock");
  CHECK(error_of([&] { const Lock lock(tree, "t"); }) ==
        "4 " + folder.path() + "/.custrec/lock: is a folder");
}
