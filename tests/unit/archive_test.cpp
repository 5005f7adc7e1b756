// SPDX-License-Identifier: MIT
// Opening an archive.
#include "archive/archive.hpp"

#include <doctest/doctest.h>

#include <filesystem>

#include "test_support.hpp"

using namespace custrec;
using namespace custrec::test;

TEST_CASE("an archive is found from any folder in it") {
  const TemporaryArchive folder;
  folder.write("customers/2024/03/C20240315001.yaml", "id: C20240315001\n");
  CHECK(find_root(folder.path()) == folder.path());
  CHECK(find_root(folder.path() + "/customers/2024/03") == folder.path());
  CHECK(find_root(folder.path() + "/customers/2024/..") == folder.path());
  const Archive archive = Archive::open(require_root(folder.path() + "/customers/2024"));
  CHECK(archive.tree().root() == folder.path());
  CHECK(archive.settings().name == "示例公司客户档案");
  CHECK(archive.team().names() == std::vector<std::string>{"张三", "李四", "王五"});
  CHECK(archive.schemas().find("contact") != nullptr);
  CHECK(archive.codes().find("industry") != nullptr);
  CHECK(archive.format_now(test_now()) == "2024-03-15T09:12:00+08:00");
  CHECK(archive.find_record("C20240315001") == "customers/2024/03/C20240315001.yaml");
  CHECK(archive.find_record("C20240315002") == "");
  CHECK(archive.find_record("../../etc/passwd") == "");
  CHECK(archive.find_record("") == "");
}

TEST_CASE("today is the day in the archive's zone") {
  const TemporaryArchive folder("timezone: Pacific/Kiritimati\n");
  const Archive archive = folder.open();
  using namespace std::chrono;
  const sys_seconds noon = sys_days{year{2024} / 3 / 15} + hours{12};
  CHECK(archive.context(noon).today == sys_days{year{2024} / 3 / 16});
  CHECK(archive.context(noon).now == noon);
}

TEST_CASE("a folder that is in no archive is told so") {
  const TemporaryFolder folder;
  CHECK(find_root(folder.path()) == "");
  CHECK(error_of([&] { static_cast<void>(require_root(folder.path())); }) ==
        "2 " + folder.path() +
            " is not in an archive: no custrec.yaml here or above. Make one with 'custrec init', "
            "or name one with -C");
}

TEST_CASE("an archive that lacks a file or has a broken one can't be opened") {
  const TemporaryArchive without_team;
  std::filesystem::remove(without_team.path() + "/team.yaml");
  CHECK(error_of([&] { static_cast<void>(without_team.open()); }) ==
        "3 " + without_team.path() + "/team.yaml: is missing from the archive");
  const TemporaryArchive without_codes;
  std::filesystem::remove(without_codes.path() + "/schemas/codes/region.tsv");
  CHECK(error_of([&] { static_cast<void>(without_codes.open()); }) ==
        "3 schemas/customer.yaml:394:16: there is no code list schemas/codes/region.tsv");
  const TemporaryArchive broken;
  broken.write("schemas/contact.yaml", "kind: contact\nsections: x\n");
  CHECK(error_of([&] { static_cast<void>(broken.open()); }) ==
        "3 schemas/contact.yaml:2:11: a list (- …) is expected here");
}

TEST_CASE("files beside the schemas are no schemas") {
  const TemporaryArchive folder;
  folder.write("schemas/README.md", "x");
  folder.write("schemas/.hidden.yaml", "x");
  folder.write("schemas/contact.yaml.orig", "x");
  std::filesystem::create_symlink("/etc/passwd", folder.path() + "/schemas/link.yaml");
  CHECK(error_of([&] { static_cast<void>(folder.open()); }) == "");
}
