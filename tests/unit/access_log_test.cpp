// SPDX-License-Identifier: MIT
// Who took data out unmasked.
#include "archive/access_log.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>

#include "test_support.hpp"

using namespace custrec;
using namespace custrec::test;

TEST_CASE("each access is one line of six columns at the end of the log") {
  const TemporaryArchive folder;
  const Archive archive = folder.open();
  log_access(archive, test_now(),
             {"张三", "export csv", " 年度对账 ", {"name", "contacts.mobile"}, 201});
  log_access(archive, test_now() + std::chrono::hours(1), {"李四", "show", "x", {}, 0});
  CHECK(read_file(folder.path() + "/access.log") ==
        "2024-03-15T09:12:00+08:00\t张三\texport csv\t201\tcontacts.mobile,name\t年度对账\n"
        "2024-03-15T10:12:00+08:00\t李四\tshow\t0\t\tx\n");
}

TEST_CASE("nothing a person gives breaks a line or a column") {
  const TemporaryArchive folder;
  const Archive archive = folder.open();
  log_access(archive, test_now(), {"a\tb\nc", "show\n", "p\tq\nr\x1B[31m", {"f\tg"}, 1});
  const std::string log = read_file(folder.path() + "/access.log");
  CHECK(std::count(log.begin(), log.end(), '\n') == 1);
  CHECK(std::count(log.begin(), log.end(), '\t') == 5);
  CHECK(log.find('\x1B') == std::string::npos);
}

TEST_CASE("a last line that lacks its newline gets it") {
  const TemporaryArchive folder;
  folder.write("access.log", "what stood there");
  log_access(folder.open(), test_now(), {"a", "show", "p", {}, 1});
  CHECK(read_file(folder.path() + "/access.log") ==
        "what stood there\n2024-03-15T09:12:00+08:00\ta\tshow\t1\t\tp\n");
}

TEST_CASE("a log that can't be written stops the access") {
  const TemporaryArchive folder;
  std::filesystem::create_directories(folder.path() + "/access.log");
  const Archive archive = folder.open();
  CHECK(error_of([&] {
          log_access(archive, test_now(), {"a", "show", "p", {}, 1});
        }) == "4 " + folder.path() + "/access.log: is a folder");
}
