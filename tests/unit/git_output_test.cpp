// SPDX-License-Identifier: MIT
#include "terminal/git_output.hpp"

#include <doctest/doctest.h>

using namespace custrec;

namespace {

/// With a NUL for each `|`.
std::string with_nul(std::string text) {
  for (char& c : text) {
    if (c == '|') c = '\0';
  }
  return text;
}

}  // namespace

TEST_CASE("git diff --raw is read with moved files, and what isn't understood is left out") {
  const auto changes =
      parse_raw_changes(with_nul(":100644 100755 aa bb M|a.yaml|"
                                 "nonsense|"
                                 ":100644 100644 cc dd R087|old name|new name|"
                                 ":100644 000000 ee 00|"
                                 ":100644 000000 ee 00 D|:gone|"
                                 ":000000 100644 00 ff A|"));
  REQUIRE(changes.size() == 3);
  CHECK(changes[0].old_mode == "100644");
  CHECK(changes[0].new_mode == "100755");
  CHECK(changes[0].old_blob == "aa");
  CHECK(changes[0].new_blob == "bb");
  CHECK(changes[0].letter == 'M');
  CHECK(changes[0].old_path == "a.yaml");
  CHECK(changes[0].path == "a.yaml");
  CHECK(changes[1].letter == 'R');
  CHECK(changes[1].old_path == "old name");
  CHECK(changes[1].path == "new name");
  CHECK(changes[2].letter == 'D');
  CHECK(changes[2].path == ":gone");
  CHECK(parse_raw_changes("").empty());
}

TEST_CASE("git ls-files --unmerged gives the stages of each file") {
  const auto files = parse_unmerged(
      with_nul("100644 b1 1\tx\ty|100644 b2 2\tx\ty|100644 b3 3\tx\ty|100644 c3 3\tz|"
               "100644 d0 0\tw|100644 d4 2|100644 d5 2\t|a b\tno stage|"));
  REQUIRE(files.size() == 2);
  CHECK(files.at("x\ty").base == "b1");
  CHECK(files.at("x\ty").ours == "b2");
  CHECK(files.at("x\ty").theirs == "b3");
  CHECK(files.at("z").base.empty());
  CHECK(files.at("z").theirs == "c3");
}

TEST_CASE("git cat-file --batch gives the bytes of files, nothing for what is none") {
  const auto blobs = parse_blobs(
      "a1 blob 4\na\nb\n\nHEAD:./b 12 missing\nc3 tree 3\nxyz\nd4 blob 0\n\ne5 blob 2\nok\n", 6);
  REQUIRE(blobs.size() == 6);
  CHECK(blobs[0] == "a\nb\n");
  CHECK(!blobs[1]);
  CHECK(!blobs[2]);
  CHECK(blobs[3] == "");
  CHECK(blobs[4] == "ok");
  CHECK(!blobs[5]);
}

TEST_CASE("a file that git cat-file didn't print whole is none") {
  for (const char* output :
       {"a1 blob 4\nabc", "a1 blob 4\nabcd", "a1 blob 18446744073709551615\nabc\n",
        "a1 blob 99999999999999999999\nabc\n", "a1 blob -1\nabc\n", "4\nabcd\n", "a1 blob 4"}) {
    CAPTURE(output);
    CHECK(!parse_blobs(output, 1)[0]);
  }
}

TEST_CASE("the last name and e-mail of git config count") {
  const GitUser user = parse_user(
      "user.name Wang Li\nuser.email a@example.cn\nuser.name 王 丽\nuser.nameless x\nuser.name");
  CHECK(user.name == "王 丽");
  CHECK(user.email == "a@example.cn");
  CHECK(parse_user("").name.empty());
}

TEST_CASE("a version of git log has four cells, tabs belong to the message") {
  const auto rows = parse_versions("a1\t2024-03-15\t张三\tfirst\tsecond\nb2\n\t\t\t\n");
  REQUIRE(rows.size() == 3);
  CHECK(rows[0] == std::vector<std::string>{"a1", "2024-03-15", "张三", "first\tsecond"});
  CHECK(rows[1] == std::vector<std::string>{"b2", "", "", ""});
  CHECK(rows[2] == std::vector<std::string>{"", "", "", ""});
}
