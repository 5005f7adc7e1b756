// SPDX-License-Identifier: MIT
// Files come in together or not at all.
#include "archive/transaction.hpp"

#include <doctest/doctest.h>

#include <filesystem>

#include "test_support.hpp"

using namespace custrec;
using namespace custrec::test;

namespace {

using Files = std::map<std::string, std::string>;

/// All but the lock.
Files files_of(const TemporaryFolder& folder) {
  Files files = folder.files();
  files.erase(".custrec/lock");
  return files;
}

}  // namespace

TEST_CASE("what is committed is in place, nothing is left staged") {
  const TemporaryFolder folder;
  folder.write("customers/old.yaml", "before");
  const Tree tree(folder.path());
  const Lock lock(tree, "t");
  Transaction transaction(tree, lock);
  transaction.create("customers/2024/03/C1.yaml", "one");
  transaction.create("customers/2024/03/C2.yaml", "");
  transaction.replace("customers/old.yaml", "after");
  CHECK(files_of(folder).at("customers/old.yaml") == "before");
  CHECK_FALSE(tree.exists("customers/2024/03/C1.yaml"));
  transaction.commit();
  CHECK(files_of(folder) == Files{{"customers/2024/03/C1.yaml", "one"},
                                  {"customers/2024/03/C2.yaml", ""},
                                  {"customers/old.yaml", "after"}});
}

TEST_CASE("what is not committed leaves no trace") {
  const TemporaryFolder folder;
  folder.write("a", "before");
  const Tree tree(folder.path());
  const Lock lock(tree, "t");
  {
    Transaction transaction(tree, lock);
    transaction.create("b", "new");
    transaction.replace("a", "after");
    CHECK(files_of(folder).size() == 3);
  }
  CHECK(files_of(folder) == Files{{"a", "before"}});
}

TEST_CASE("a new file never overwrites one that is there, and then nothing is done") {
  const TemporaryFolder folder;
  folder.write("b", "there");
  const Tree tree(folder.path());
  const Lock lock(tree, "t");
  {
    Transaction transaction(tree, lock);
    transaction.create("a", "new");
    transaction.create("b", "new");
    transaction.replace("c", "new");
    CHECK(error_of([&] { transaction.commit(); }) == "5 b is there already");
  }
  CHECK(files_of(folder) == Files{{"b", "there"}});
}

TEST_CASE("one file created twice is refused before anything is in place") {
  const TemporaryFolder folder;
  const Tree tree(folder.path());
  const Lock lock(tree, "t");
  {
    Transaction transaction(tree, lock);
    transaction.create("a", "one");
    transaction.create("a", "two");
    CHECK(error_of([&] { transaction.commit(); }).starts_with("5 "));
  }
  CHECK(files_of(folder) == Files{});
}

TEST_CASE("what a dead writer left staged is cleared") {
  const TemporaryFolder folder;
  folder.write(".custrec/stage/0", "left");
  folder.write(".custrec/stage/7", "left");
  const Tree tree(folder.path());
  const Lock lock(tree, "t");
  const Transaction transaction(tree, lock);
  CHECK(files_of(folder) == Files{});
}

TEST_CASE("a target out of the root or behind a link is refused, and nothing is done") {
  const TemporaryFolder outer;
  outer.write("root/a", "before");
  std::filesystem::create_directories(outer.path() + "/outside");
  std::filesystem::create_symlink("../outside", outer.path() + "/root/link");
  const Tree tree(outer.path() + "/root");
  const Lock lock(tree, "t");
  for (const std::string path : {"../x", "/tmp/custrec-x", "link/x", "a/../../x"}) {
    CAPTURE(path);
    {
      Transaction transaction(tree, lock);
      transaction.replace("a", "after");
      transaction.create(path, "x");
      CHECK(error_of([&] { transaction.commit(); }) != "");
    }
    Files files = outer.files();
    files.erase("root/.custrec/lock");
    CHECK(files == Files{{"root/a", "before"}});
  }
}

TEST_CASE("an empty transaction may be committed") {
  const TemporaryFolder folder;
  const Tree tree(folder.path());
  const Lock lock(tree, "t");
  Transaction transaction(tree, lock);
  transaction.commit();
  CHECK(files_of(folder) == Files{});
}
