// SPDX-License-Identifier: MIT
// Files that a person names outside the archive.
#include "terminal/outside_file.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>

#include "exchange/spool.hpp"
#include "test_support.hpp"

using namespace custrec;
using namespace custrec::test;

TEST_CASE("a file is there whole or not at all") {
  const TemporaryFolder folder;
  const std::string path = folder.path() + "/x.csv";
  folder.write("x.csv", "old");
  {
    OutputFile file(path, {});
    file.write("new");
    CHECK(folder.files() == std::map<std::string, std::string>{{"x.csv", "old"}});
  }
  CHECK(folder.files() == std::map<std::string, std::string>{{"x.csv", "old"}});
  OutputFile file(path, {true, true});
  const std::string much(300000, 'a');
  file.write(much);
  file.write("b");
  file.finish();
  CHECK(folder.files() == std::map<std::string, std::string>{{"x.csv", much + "b"}});
}

TEST_CASE("a library may write the file in which an output waits") {
  const TemporaryFolder folder;
  const std::string path = folder.path() + "/x";
  OutputFile file(path, {true, false});
  CHECK(write(file.waiting(), "made", 4) == 4);
  file.finish();
  CHECK(read_file(path) == "made");
  CHECK(OutputFile("-", {}).waiting() == -1);
}

TEST_CASE("a link is followed to the file it names") {
  const TemporaryFolder folder;
  folder.write("real.csv", "old");
  std::filesystem::create_symlink("real.csv", folder.path() + "/link.csv");
  std::filesystem::create_symlink(folder.path() + "/new.csv", folder.path() + "/dangling.csv");
  write_output_file(folder.path() + "/link.csv", "new");
  write_output_file(folder.path() + "/dangling.csv", "too");
  CHECK(std::filesystem::is_symlink(folder.path() + "/link.csv"));
  CHECK(read_file(folder.path() + "/real.csv") == "new");
  CHECK(read_file(folder.path() + "/new.csv") == "too");
}

TEST_CASE("a file keeps its mode, and a new one that is secret is for its owner") {
  const TemporaryFolder folder;
  const auto mode_of = [&](const std::string& name) {
    return static_cast<unsigned>(std::filesystem::status(folder.path() + "/" + name).permissions());
  };
  folder.write("kept", "old");
  std::filesystem::permissions(folder.path() + "/kept", std::filesystem::perms(0640));
  write_output_file(folder.path() + "/kept", "new", {true, true});
  write_output_file(folder.path() + "/secret", "new", {true, true});
  CHECK(mode_of("kept") == 0640U);
  CHECK(mode_of("secret") == 0600U);
}

TEST_CASE("a folder that isn't there is told at once") {
  CHECK(error_of([] { OutputFile("/nowhere/x.csv", {}); }) ==
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
