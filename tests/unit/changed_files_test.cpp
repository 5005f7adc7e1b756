// SPDX-License-Identifier: MIT
// What has to be checked for changed files.
#include "archive/changed_files.hpp"

#include <doctest/doctest.h>

#include "test_support.hpp"

using namespace custrec;
using namespace custrec::test;

namespace {

std::string show(const std::vector<ChangedFile>& files) {
  const TemporaryArchive folder;
  folder.write("customers/2024/03/C20240315001.yaml", faultless_record());
  const Archive archive = folder.open();
  const ChangedPart part = find_changed_part(archive, files);
  std::string text = part.setting;
  for (const std::string& path : part.records) text += " " + path;
  for (const std::string& path : part.samples) text += " sample " + path;
  return text;
}

}  // namespace

TEST_CASE("settings, people and schemas concern all records") {
  CHECK(show({{"custrec.yaml", "", "", false}}) == "custrec.yaml");
  CHECK(show({{"team.yaml", "team.yaml", "", false}}) == "team.yaml");
  CHECK(show({{"schemas/codes/industry.tsv", "", "", true}}) == "schemas/codes/industry.tsv");
  CHECK(show({{"README.md", "", "", false}, {"access.log", "", "", false}}) == "");
}

TEST_CASE("an attachment concerns the record of its folder") {
  CHECK(show({{"attachments/C20240315001/a.pdf", "", "", false}}) ==
        " attachments/C20240315001/a.pdf customers/2024/03/C20240315001.yaml");
  CHECK(show({{"attachments/C20240315002/a.pdf", "", "", false}}) ==
        " attachments/C20240315002 attachments/C20240315002/a.pdf");
  CHECK(show({{"attachments/a.pdf", "", "", true}}) == " attachments/a.pdf");
}

TEST_CASE("of a record that is gone or has moved attachments may be left") {
  CHECK(show({{"customers/2024/03/C20240315002.yaml", "", "", true}}) ==
        " attachments/C20240315002 customers/2024/03/C20240315002.yaml");
  CHECK(show({{"customers/2024/03/C20240315001.yaml", "customers/2024/03/C20240315002.yaml", "",
               false}}) ==
        " attachments/C20240315002 customers/2024/03/C20240315001.yaml "
        "customers/2024/03/C20240315002.yaml");
}

TEST_CASE("a sample concerns itself") {
  CHECK(show({{"samples/2024-Q1.yaml", "", "", false}}) == " sample samples/2024-Q1.yaml");
}
