// SPDX-License-Identifier: MIT
// Files come in together or not at all.
#include "archive/transaction.hpp"

#include <doctest/doctest.h>

#include <filesystem>

#include "test_support.hpp"
#include "text/sha256.hpp"

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
  transaction.replace("customers/old.yaml", "before", "after");
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
    transaction.replace("a", "before", "after");
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
  const Lock lock = begin_writing(tree, "t");
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
      transaction.replace("a", "before", "after");
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

TEST_CASE("a file that changed since it was read is not overwritten, and nothing is done") {
  const TemporaryFolder folder;
  folder.write("a", "somebody else's");
  const Tree tree(folder.path());
  const Lock lock(tree, "t");
  {
    Transaction transaction(tree, lock);
    transaction.create("b", "new");
    transaction.replace("a", "before", "after");
    CHECK(error_of([&] { transaction.commit(); }) == "5 a changed meanwhile; nothing was written");
  }
  CHECK(files_of(folder) == Files{{"a", "somebody else's"}});
}

TEST_CASE("a replaced file keeps who may read it") {
  const TemporaryFolder folder;
  folder.write("a", "before");
  const std::filesystem::path path = folder.path() + "/a";
  const auto mode = std::filesystem::perms::owner_read | std::filesystem::perms::owner_write;
  std::filesystem::permissions(path, mode);
  const Tree tree(folder.path());
  const Lock lock(tree, "t");
  Transaction transaction(tree, lock);
  transaction.replace("a", "before", "after");
  transaction.commit();
  CHECK(read_file(path) == "after");
  CHECK(std::filesystem::status(path).permissions() == mode);
}

TEST_CASE("files move and go in one transaction with others") {
  const TemporaryFolder folder;
  folder.write("attachments/A/x.pdf", "x");
  folder.write("gone", "old");
  const Tree tree(folder.path());
  const Lock lock(tree, "t");
  Transaction transaction(tree, lock);
  transaction.move("attachments/A/x.pdf", "attachments/B/x.pdf");
  transaction.remove("gone");
  transaction.create("new", "n");
  transaction.commit();
  CHECK(files_of(folder) == Files{{"attachments/B/x.pdf", "x"}, {"new", "n"}});
}

namespace {

/// A folder as a crash leaves it after the commit point of: a replaced, b created, c removed, d
/// moved to e.
void leave_committed(const TemporaryFolder& folder) {
  folder.write("customers/a", "before");
  folder.write("customers/c", "gone");
  folder.write("attachments/d", "moved");
  folder.write(".custrec/stage/0", "after");
  folder.write(".custrec/stage/1", "new");
  folder.write(
      ".custrec/manifest",
      format_manifest({{sha256("before"), sha256("after"), ".custrec/stage/0", "customers/a"},
                       {"-", sha256("new"), ".custrec/stage/1", "customers/deep/b"},
                       {sha256("gone"), "-", "-", "customers/c"},
                       {"-", sha256("moved"), "attachments/d", "attachments/e"}}));
}

const Files finished = {
    {"customers/a", "after"}, {"customers/deep/b", "new"}, {"attachments/e", "moved"}};

}  // namespace

TEST_CASE("a committed transaction is finished from wherever it stopped") {
  for (int done = 0; done <= 4; ++done) {
    const TemporaryFolder folder;
    leave_committed(folder);
    const std::string root = folder.path() + "/";
    std::filesystem::create_directories(root + "customers/deep");
    if (done > 0) std::filesystem::rename(root + ".custrec/stage/0", root + "customers/a");
    if (done > 1) std::filesystem::rename(root + ".custrec/stage/1", root + "customers/deep/b");
    if (done > 2) std::filesystem::remove(root + "customers/c");
    if (done > 3) std::filesystem::rename(root + "attachments/d", root + "attachments/e");
    const Tree tree(folder.path());
    CHECK(error_of([&] { refuse_unfinished(tree); }).starts_with("5 a change was cut off"));
    recover(tree, "t");
    CHECK(files_of(folder) == finished);
    CHECK(error_of([&] { refuse_unfinished(tree); }) == "");
  }
}

TEST_CASE("a target that is neither as before nor as after stops the finishing of all") {
  for (const std::string path : {"customers/a", "customers/deep/b", "customers/c", "attachments/e",
                                 ".custrec/stage/0", "attachments/d"}) {
    CAPTURE(path);
    const TemporaryFolder folder;
    leave_committed(folder);
    folder.write(path, "from another branch");
    const Files before = files_of(folder);
    const Tree tree(folder.path());
    CHECK(error_of([&] { recover(tree, "t"); }).starts_with("5 a change that was cut off"));
    CHECK(files_of(folder) == before);
  }
}

TEST_CASE("a manifest that is none is refused") {
  for (const std::string text :
       {"", "x\n", "custrec transaction 1\n-\t-\t-\ta", "custrec transaction 1\n-\tabc\t-\ta\n"}) {
    const TemporaryFolder folder;
    folder.write(".custrec/manifest", text);
    const Tree tree(folder.path());
    CHECK(error_of([&] { recover(tree, "t"); }).starts_with("5 "));
    CHECK(files_of(folder).size() == 1);
  }
}

TEST_CASE("a manifest that leads out of the archive's own files is refused") {
  for (const std::string target : {".git/hooks/post-checkout", ".custrec/lock", "README", "../x"}) {
    CAPTURE(target);
    const TemporaryFolder folder;
    folder.write(".custrec/stage/0", "harm");
    folder.write(".custrec/manifest",
                 format_manifest({{"-", sha256("harm"), ".custrec/stage/0", target}}));
    const Files before = files_of(folder);
    const Tree tree(folder.path());
    CHECK(error_of([&] { recover(tree, "t"); }).starts_with("5 "));
    CHECK(files_of(folder) == before);
  }
}

TEST_CASE("what a living writer has staged is left alone") {
  const TemporaryFolder folder;
  const Tree tree(folder.path());
  const Lock lock = begin_writing(tree, "writer");
  Transaction transaction(tree, lock);
  transaction.create("a", "x");
  recover(tree, "reader");
  refuse_unfinished(tree);
  transaction.commit();
  CHECK(files_of(folder) == Files{{"a", "x"}});
}
