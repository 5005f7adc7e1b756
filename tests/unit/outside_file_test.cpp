// SPDX-License-Identifier: MIT
// Files that a person names outside the archive.
#include "terminal/outside_file.hpp"

#include <doctest/doctest.h>

#include "test_support.hpp"

using namespace custrec;
using namespace custrec::test;

TEST_CASE("a file is there whole or not at all") {
  const TemporaryFolder folder;
  const std::string path = folder.path() + "/x.csv";
  folder.write("x.csv", "old");
  {
    OutputFile file(path, false);
    file.write("new");
    CHECK(file.path_beside() != path);
    CHECK(read_file(path) == "old");
  }
  CHECK(folder.files() == std::map<std::string, std::string>{{"x.csv", "old"}});
  OutputFile file(path, true);
  const std::string much(300000, 'a');
  file.write(much);
  file.write("b");
  file.finish();
  CHECK(file.path_beside().empty());
  CHECK(folder.files() == std::map<std::string, std::string>{{"x.csv", much + "b"}});
}

TEST_CASE("a folder that isn't there is told at once") {
  CHECK(error_of([] { OutputFile("/nowhere/x.csv", false); }) ==
        "4 /nowhere/x.csv: no such file or folder");
}

TEST_CASE("what waits on the disk comes back as it was") {
  Spool spool;
  std::string all;
  for (int i = 0; i < 50000; ++i) {
    const std::string line = "line " + std::to_string(i) + "\n";
    spool.append(line);
    all += line;
  }
  std::string first;
  CHECK(spool.take(7, first));
  CHECK(first == "line 0\n");
  std::string rest = first;
  spool.read([&](std::string_view part) { rest += part; }, 1000);
  CHECK(rest == all);
  CHECK_FALSE(spool.take(1, first));
  Spool empty;
  CHECK_FALSE(empty.take(1, first));
}
