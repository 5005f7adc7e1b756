// SPDX-License-Identifier: MIT
// Files come in together or not at all.
#include "archive/transaction.hpp"

#include <doctest/doctest.h>

#include <sys/stat.h>

#include <filesystem>
#include <fstream>

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
  folder.write(".custrec/stage-1/0", "left");
  folder.write(".custrec/stage-1/7", "left");
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
  folder.write(".custrec/stage-1/0", "after");
  folder.write(".custrec/stage-1/1", "new");
  folder.write(
      ".custrec/manifest",
      format_manifest({"-",
                       {{sha256("before"), sha256("after"), ".custrec/stage-1/0", "customers/a"},
                        {"-", sha256("new"), ".custrec/stage-1/1", "customers/deep/b"},
                        {sha256("gone"), "-", "-", "customers/c"},
                        {"-", sha256("moved"), "attachments/d", "attachments/e"}}}));
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
    if (done > 0) std::filesystem::rename(root + ".custrec/stage-1/0", root + "customers/a");
    if (done > 1) std::filesystem::rename(root + ".custrec/stage-1/1", root + "customers/deep/b");
    if (done > 2) std::filesystem::remove(root + "customers/c");
    if (done > 3) std::filesystem::rename(root + "attachments/d", root + "attachments/e");
    const Tree tree(folder.path());
    CHECK(error_of([&] {
            static_cast<void>(begin_checking(tree));
          }).starts_with("5 a change was cut off"));
    static_cast<void>(begin_writing(tree, "t"));
    CHECK(files_of(folder) == finished);
    CHECK(error_of([&] { static_cast<void>(begin_checking(tree)); }) == "");
  }
}

TEST_CASE("a target that is neither as before nor as after stops the finishing of all") {
  for (const std::string path : {"customers/a", "customers/deep/b", "customers/c", "attachments/e",
                                 ".custrec/stage-1/0", "attachments/d"}) {
    CAPTURE(path);
    const TemporaryFolder folder;
    leave_committed(folder);
    folder.write(path, "from another branch");
    const Files before = files_of(folder);
    const Tree tree(folder.path());
    CHECK(error_of([&] {
            static_cast<void>(begin_writing(tree, "t"));
          }).starts_with("5 a change that was cut off"));
    CHECK(files_of(folder) == before);
  }
}

TEST_CASE("a manifest that is none is refused") {
  for (const std::string text : {"", "x\n", "custrec transaction 2 -\n-\t-\t-\ta",
                                 "custrec transaction 2 -\n-\tabc\t-\ta\n"}) {
    const TemporaryFolder folder;
    folder.write(".custrec/manifest", text);
    const Tree tree(folder.path());
    CHECK(error_of([&] { static_cast<void>(begin_writing(tree, "t")); }).starts_with("5 "));
    CHECK(files_of(folder).size() == 1);
  }
}

TEST_CASE("a manifest that leads out of the archive's own files is refused") {
  for (const std::string target : {".git/hooks/post-checkout", ".custrec/lock", "README", "../x"}) {
    CAPTURE(target);
    const TemporaryFolder folder;
    folder.write(".custrec/stage-1/0", "harm");
    folder.write(".custrec/manifest",
                 format_manifest({"-", {{"-", sha256("harm"), ".custrec/stage-1/0", target}}}));
    const Files before = files_of(folder);
    const Tree tree(folder.path());
    CHECK(error_of([&] { static_cast<void>(begin_writing(tree, "t")); }).starts_with("5 "));
    CHECK(files_of(folder) == before);
  }
}

TEST_CASE("what a living writer has staged is left alone") {
  const TemporaryFolder folder;
  const Tree tree(folder.path());
  const Lock lock = begin_writing(tree, "writer");
  Transaction transaction(tree, lock);
  transaction.create("a", "x");
  static_cast<void>(begin_reading(tree, "reader"));
  static_cast<void>(begin_checking(tree));
  transaction.commit();
  CHECK(files_of(folder) == Files{{"a", "x"}});
}

TEST_CASE("a file from outside is hashed while it is staged and comes in with the rest") {
  const TemporaryFolder outside;
  std::string large;
  for (int at = 0; at < 200000; ++at) large += std::to_string(at);
  outside.write("scan.pdf", large);
  outside.write("empty", "");
  std::filesystem::create_symlink("scan.pdf", outside.path() + "/link");
  const TemporaryFolder folder;
  const Tree tree(folder.path());
  const Lock lock(tree, "t");
  Transaction transaction(tree, lock);
  const StagedFile scan = transaction.stage_file(outside.path() + "/scan.pdf");
  const StagedFile empty = transaction.stage_file(outside.path() + "/empty");
  const StagedFile link = transaction.stage_file(outside.path() + "/link");
  static_cast<void>(transaction.stage_file(outside.path() + "/scan.pdf"));
  CHECK(scan.sha256 == sha256(large));
  CHECK(scan.size == large.size());
  CHECK(empty.sha256 == sha256(""));
  CHECK(empty.size == 0);
  CHECK(link.sha256 == scan.sha256);
  transaction.create("customers/C1.yaml", "path: attachments/C1/合同.pdf\n");
  transaction.create_staged("attachments/C1/合同.pdf", scan);
  transaction.create_staged("attachments/C1/empty", empty);
  CHECK_FALSE(tree.exists("attachments"));
  transaction.commit();
  CHECK(files_of(folder) == Files{{"attachments/C1/empty", ""},
                                  {"attachments/C1/合同.pdf", large},
                                  {"customers/C1.yaml", "path: attachments/C1/合同.pdf\n"}});
  CHECK(outside.files().size() == 2);
}

TEST_CASE("a staged file never overwrites one that is there, and leaves no trace then") {
  const TemporaryFolder outside;
  outside.write("scan.pdf", "new");
  const TemporaryFolder folder;
  folder.write("attachments/C1/a.pdf", "there");
  const Tree tree(folder.path());
  const Lock lock(tree, "t");
  {
    Transaction transaction(tree, lock);
    transaction.create("customers/C1.yaml", "x");
    transaction.create_staged("attachments/C1/a.pdf",
                              transaction.stage_file(outside.path() + "/scan.pdf"));
    CHECK(error_of([&] { transaction.commit(); }) == "5 attachments/C1/a.pdf is there already");
  }
  CHECK(files_of(folder) == Files{{"attachments/C1/a.pdf", "there"}});
}

TEST_CASE("what is no file that can be read is refused by its name, and the rest can go on") {
  const TemporaryFolder outside;
  const std::string root = outside.path() + "/";
  outside.write("pointer", "version https://git-lfs.github.com/spec/v1\noid sha256:" + sha256("") +
                               "\nsize 0\n");
  std::filesystem::create_directories(root + "folder");
  CHECK(mkfifo((root + "pipe").c_str(), 0600) == 0);
  const TemporaryFolder folder;
  const Tree tree(folder.path());
  const Lock lock(tree, "t");
  Transaction transaction(tree, lock);
  const auto refused = [&](const std::string& path) {
    return error_of([&] { static_cast<void>(transaction.stage_file(path)); });
  };
  CHECK(refused(root + "none") == "4 " + root + "none: no such file or folder");
  CHECK(refused(root + "folder") == "2 " + root + "folder: is a folder");
  CHECK(refused(root + "pipe") == "2 " + root + "pipe: is no regular file");
  CHECK(refused("/dev/null") == "2 /dev/null: is no regular file");
  CHECK(refused("").starts_with("4 "));
  CHECK(refused(root + "pointer") == "2 " + root +
                                         "pointer: is a pointer of Git LFS, not the file itself; "
                                         "'git lfs pull' fetches it");
  transaction.create("customers/C1.yaml", "x");
  transaction.commit();
  CHECK(files_of(folder) == Files{{"customers/C1.yaml", "x"}});
}

TEST_CASE("a file that changes or goes away while it is read is refused") {
  const TemporaryFolder outside;
  const std::string path = outside.path() + "/log";
  const TemporaryFolder folder;
  const Tree tree(folder.path());
  for (const bool grows : {true, false}) {
    outside.write("log", std::string(1 << 20, 'x'));
    bool touched = false;
    const auto touch = [&](std::uint64_t done, std::uint64_t total) {
      CHECK((done <= total + 1 && total == 1 << 20));
      if (touched) return;
      touched = true;
      if (grows) {
        std::ofstream(path, std::ios::app) << "y";
      } else {
        std::filesystem::remove(path);
      }
    };
    CHECK(error_of([&] { static_cast<void>(stage_copy(tree, path, "copy", touch)); }) ==
          "4 " + path + ": changed while it was read; please try again");
    CHECK(touched);
  }
}

TEST_CASE("a manifest that was not written in this clone is not carried out") {
  const TemporaryFolder folder;
  folder.write(".git/HEAD", "");
  leave_committed(folder);
  const Files before = files_of(folder);
  const Tree tree(folder.path());
  CHECK(error_of([&] {
          static_cast<void>(begin_writing(tree, "t"));
        }).starts_with("5 " + folder.path() + "/.custrec/manifest was not written by custrec"));
  const Snapshot snapshot = begin_reading(tree, "t");
  CHECK(snapshot.note.en.find("was not written by custrec") != std::string::npos);
  CHECK(snapshot.replacements.empty());
  static_cast<void>(begin_checking(tree));
  REQUIRE(check_work_folder(tree).size() == 1);
  CHECK(check_work_folder(tree)[0].rule == "stray-file");
  CHECK(files_of(folder) == before);
}

TEST_CASE("a writer whose lock is gone changes nothing") {
  const TemporaryFolder folder;
  folder.write("a", "before");
  const Tree tree(folder.path());
  const Lock lock(tree, "first");
  {
    Transaction transaction(tree, lock);
    transaction.replace("a", "before", "after");
    std::filesystem::remove(folder.path() + "/.custrec/lock");
    const Lock second(tree, "second");
    CHECK(error_of([&] {
            transaction.commit();
          }).starts_with("5 " + folder.path() + "/.custrec/lock was removed"));
  }
  CHECK(files_of(folder) == Files{{"a", "before"}});
}

TEST_CASE("two writers stage in folders of their own") {
  const TemporaryFolder folder;
  const Tree tree(folder.path());
  const Lock lock(tree, "t");
  Transaction one(tree, lock);
  Transaction two(tree, lock);
  one.create("a", "one");
  two.create("b", "two");
  one.commit();
  two.commit();
  CHECK(files_of(folder) == Files{{"a", "one"}, {"b", "two"}});
}

TEST_CASE("new files of an archive that a group may write to are the group's") {
  const TemporaryFolder folder;
  REQUIRE(chmod(folder.path().c_str(), 02770) == 0);
  const mode_t umask_before = umask(077);
  const Tree tree(folder.path());
  const Lock lock(tree, "t");
  Transaction transaction(tree, lock);
  transaction.create("customers/2024/a", "one");
  transaction.commit();
  umask(umask_before);
  const auto mode_of = [&](const std::string& path) {
    struct stat status {};
    REQUIRE(stat((folder.path() + "/" + path).c_str(), &status) == 0);
    return status.st_mode & 07777U;
  };
  CHECK(mode_of("customers/2024/a") == 0660);
  CHECK(mode_of("customers/2024") == 02770);
  CHECK(mode_of("customers") == 02770);
  CHECK(mode_of(".custrec/lock") == 0660);
}
