// SPDX-License-Identifier: MIT
// Going over the records of an archive.
#include "archive/walk.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>

#include "test_support.hpp"

using namespace custrec;
using namespace custrec::test;
namespace fs = std::filesystem;

namespace {

std::vector<std::string> list(const PathList& paths) {
  return {paths.begin(), paths.end()};
}

const std::string mend = "; move it elsewhere or delete it [stray-file]\n";

}  // namespace

TEST_CASE("records are found in the order of their paths, dotfiles are passed over") {
  const TemporaryArchive folder;
  for (const std::string path :
       {"customers/2024/03/C2.yaml", "customers/2024/03/C1.yaml", "customers/2023/12/C9.yaml",
        "customers/.hidden", "customers/.git/x.yml", "customers/2024/.keep", "customers/Z.yaml"}) {
    folder.write(path, "");
  }
  const Archive archive = folder.open();
  const Walk walk = walk_customers(archive);
  CHECK(list(walk.records) ==
        std::vector<std::string>{"customers/2023/12/C9.yaml", "customers/2024/03/C1.yaml",
                                 "customers/2024/03/C2.yaml", "customers/Z.yaml"});
  CHECK(show_problems(walk.problems) == "");
}

TEST_CASE("an archive without customers has no records") {
  const TemporaryArchive folder;
  const Walk walk = walk_customers(folder.open());
  CHECK(walk.records.empty());
  CHECK(walk.problems.empty());
}

TEST_CASE("what is no record is told once") {
  const TemporaryArchive folder;
  folder.write("customers/2024/C1.yaml", "");
  folder.write("customers/2024/C1.yml", "");
  folder.write("customers/2024/C1.yaml.orig", "");
  folder.write("customers/notes/a.txt", "");
  folder.write("customers/notes/deep/b.txt", "");
  fs::create_directories(folder.path() + "/customers/folder.yaml");
  fs::create_directories(folder.path() + "/customers/empty");
  const Walk walk = walk_customers(folder.open());
  CHECK(list(walk.records) == std::vector<std::string>{"customers/2024/C1.yaml"});
  CHECK(show_problems(walk.problems) ==
        "customers/2024/C1.yaml.orig:1:1: warning: customers/ holds records (.yaml) only" + mend +
            "customers/2024/C1.yml:1:1: warning: customers/ holds records (.yaml) only" + mend +
            "customers/folder.yaml:1:1: error: a folder that has the name of a record "
            "[unreadable]\n"
            "customers/notes:1:1: warning: a folder without any record" +
            mend);
}

TEST_CASE("a link is never followed: not to a record, not to a folder, not into a loop") {
  const TemporaryArchive folder;
  const TemporaryFolder outside;
  outside.write("C1.yaml", "id: C1\n");
  fs::create_directories(folder.path() + "/customers/2024");
  fs::create_symlink(outside.path(), folder.path() + "/customers/2024/out");
  fs::create_symlink("..", folder.path() + "/customers/2024/loop");
  fs::create_symlink(outside.path() + "/C1.yaml", folder.path() + "/customers/2024/C1.yaml");
  const Archive archive = folder.open();
  const Walk walk = walk_customers(archive);
  CHECK(list(walk.records) == std::vector<std::string>{"customers/2024/C1.yaml"});
  CHECK(show_problems(walk.problems) ==
        "customers/2024/loop:1:1: warning: customers/ holds records (.yaml) only" + mend +
            "customers/2024/out:1:1: warning: customers/ holds records (.yaml) only" + mend);
  const RecordFile file = read_record_file(archive, walk.records[0]);
  CHECK_FALSE(file.reading.readable);
  CHECK(show_problems(file.problems) ==
        "customers/2024/C1.yaml:1:1: error: is a symbolic link, which is not followed "
        "[unreadable]\n");
}

TEST_CASE("folders nested beyond reason end the walk, not the program") {
  const TemporaryArchive folder;
  std::string path = "customers";
  for (int level = 0; level < 40; ++level) path += "/d";
  folder.write(path + "/C1.yaml", "");
  const Walk walk = walk_customers(folder.open());
  CHECK(walk.records.empty());
  CHECK(walk.problems.size() == 1);
}

TEST_CASE("records in batches are what each is by itself, also beside long and broken ones") {
  const TemporaryArchive folder;
  PathList paths;
  for (int number = 100; number < 180; ++number) {
    const std::string id = "C" + std::to_string(number);
    std::string text = "id: " + id + "\nname: 示例\n";
    if (number % 7 == 3) text += "remarks: " + std::string(std::size_t{200} << 10U, 'x') + "\n";
    if (number % 11 == 5) text += "no field\n";
    if (number % 13 == 2) text.clear();
    const std::string path = "customers/2024/03/" + id + ".yaml";
    paths.add(path);
    if (number % 17 != 4) folder.write(path, text);
  }
  const Archive archive = folder.open();
  const auto tell = [](const RecordFile& file) {
    const Document& document = file.reading.document;
    const bool readable = file.reading.readable;
    return file.path + " " + file.id + " " + std::string(document.bytes()) +
           std::to_string(document.nodes().size()) + (readable ? " ok\n" : " ") +
           show_problems(file.problems);
  };
  std::string expected;
  for (const std::string_view path : paths) expected += tell(read_record_file(archive, path));
  for (const unsigned jobs : {1U, 3U}) {
    std::string seen;
    for_each_record<std::string>(archive, paths, jobs, tell,
                                 [&](const std::string& told) { seen += told; });
    CHECK(seen == expected);
  }
  RecordReader reader(archive);
  for (std::span left(paths.all()); !left.empty();) {
    const auto batch = reader.read_batch(left);
    REQUIRE_FALSE(batch.empty());
    REQUIRE(batch.size() <= left.size());
    for (std::size_t at = 0; at < batch.size(); ++at) CHECK(batch[at].path == left[at]);
    left = left.subspan(batch.size());
  }
}

TEST_CASE("a record is read with its id from the path, a broken one with its problems") {
  const TemporaryArchive folder;
  folder.write("customers/2024/03/C1.yaml", "id: C1\nname: 示例\n");
  folder.write("customers/2024/03/C2.yaml", "id: C2\n<<<<<<< HEAD\n");
  folder.write("customers/2024/03/C3.yaml", std::string(max_record_bytes + 1, '#'));
  folder.write("customers/2024/03/C4.yaml", "");
  const Archive archive = folder.open();
  std::string seen;
  for_each_record<std::string>(
      archive, walk_customers(archive).records, 1,
      [&](const RecordFile& file) {
        for (const Problem& problem : file.problems) CHECK(problem.customer == file.id);
        CHECK(file.reading.document.nodes().empty() == !file.reading.readable);
        return file.id + (file.reading.readable ? " ok\n" : " ") + show_problems(file.problems);
      },
      [&](const std::string& told) { seen += told; });
  CHECK(seen ==
        "C1 ok\n"
        "C2 customers/2024/03/C2.yaml:2:1: error: a conflict of git is not resolved yet; 'custrec "
        "edit "
        "--resolve ID' helps [conflict-marker]\n"
        "C3 customers/2024/03/C3.yaml:1:1: error: the file is longer than the 4 MiB that a "
        "record may have [syntax]\n"
        "C4 customers/2024/03/C4.yaml:1:1: error: the file is empty [syntax]\n");
  CHECK(show_problems(read_record_file(archive, "customers/none.yaml").problems) ==
        "customers/none.yaml:1:1: error: no such file or folder [unreadable]\n");
}
