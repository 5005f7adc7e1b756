// SPDX-License-Identifier: MIT
// Names on disk, both ways: two tables of what is good and what is not.
#include "archive/layout.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace custrec;
using namespace custrec::layout;

namespace {

IdParts parts() {
  using namespace std::chrono;
  return {year{2024} / 3 / 5, "GY", "SH"};
}

}  // namespace

TEST_CASE("an id and its path are the same both ways") {
  struct Row {
    std::string pattern;
    std::uint64_t number;
    std::string id;
    std::string path;
  };
  const std::vector<Row> rows = {
      {"C{date}{seq:3}", 1, "C20240305001", "customers/2024/03/C20240305001.yaml"},
      {"C{date}{seq:3}", 999, "C20240305999", "customers/2024/03/C20240305999.yaml"},
      {"C{date}{seq:3}", 1000, "C202403051000", "customers/2024/03/C202403051000.yaml"},
      {"C{date}-{seq}", 7, "C20240305-7", "customers/2024/03/C20240305-7.yaml"},
      {"{industry}-{region}-{seq:3}", 1, "GY-SH-001", "customers/GY/SH/GY-SH-001.yaml"},
      {"{region}_{seq:2}", 12, "SH_12", "customers/SH/SH_12.yaml"},
      {"{year}{month}{seq:3}", 1, "202403001", "customers/2024/03/202403001.yaml"},
      {"{year}-{seq:4}", 12345, "2024-12345", "customers/2024/2024-12345.yaml"},
      {"K{seq:6}", 12345, "K012345", "customers/012/K012345.yaml"},
      {"K{seq:6}", 1234567, "K1234567", "customers/1234/K1234567.yaml"},
      {"{seq:1}", 5, "5", "customers/000/5.yaml"},
      {"{seq:9}", 999999999, "999999999", "customers/999999/999999999.yaml"},
      {"{month}{date}{seq:1}-x", 5, "03202403055-x", "customers/03/2024/03/03202403055-x.yaml"},
      {"{seq:3}-{year}", 5, "005-2024", "customers/2024/005-2024.yaml"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.pattern);
    REQUIRE_FALSE(IdPattern::find_mistake(row.pattern).has_value());
    const IdPattern pattern(row.pattern);
    CHECK(pattern.text() == row.pattern);
    CHECK(pattern.format(parts(), row.number) == row.id);
    CHECK(pattern.matches(row.id));
    CHECK(pattern.number_of(row.id) == std::optional<std::uint64_t>(row.number));
    CHECK(pattern.path_of(row.id) == std::optional<std::string>(row.path));
    CHECK(id_of_path(row.path) == row.id);
  }
}

TEST_CASE("an id that doesn't fit its pattern has no path") {
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"C{date}{seq:3}", ""},
      {"C{date}{seq:3}", "C"},
      {"C{date}{seq:3}", "c20240305001"},
      {"C{date}{seq:3}", "C2024030501"},
      {"C{date}{seq:3}", "C202403050001"},
      {"C{date}{seq:3}", "C20241305001"},
      {"C{date}{seq:3}", "C20240005001"},
      {"C{date}{seq:3}", "C20240305001x"},
      {"C{date}{seq:3}", " C20240305001"},
      {"C{date}{seq:3}", "C20240305001\n"},
      {"C{date}{seq:3}", "C20240305００１"},
      {"C{date}{seq:3}", "C20240305-01"},
      {"C{date}{seq:3}", "C202403059999999999999999999"},
      {"{industry}-{region}-{seq:3}", "GY-SH"},
      {"{industry}-{region}-{seq:3}", "-SH-001"},
      {"{industry}-{region}-{seq:3}", "..-SH-001"},
      {"{industry}-{region}-{seq:3}", "../x-SH-001"},
      {"{industry}-{region}-{seq:3}", "G/Y-SH-001"},
      {"{industry}-{region}-{seq:3}", "工业-SH-001"},
      {"{industry}-{region}-{seq:3}", "GY-SH-01"},
      {"{year}{month}{seq:3}", "202413001"},
      {"{year}{month}{seq:3}", "202400001"},
      {"K{seq:6}", "K12345"},
      {"K{seq:6}", "K0123456"},
      {"{seq:1}", "-1"},
      {"{seq:1}", "01"},
  };
  for (const auto& [text, id] : rows) {
    CAPTURE(text);
    CAPTURE(id);
    const IdPattern pattern(text);
    CHECK_FALSE(pattern.matches(id));
    CHECK_FALSE(pattern.path_of(id).has_value());
    CHECK_FALSE(pattern.number_of(id).has_value());
    CHECK_FALSE(pattern.same_series(id, id));
  }
}

TEST_CASE("a pattern with a mistake is told what it may have") {
  const std::string literal =
      " can't stand in a customer number: use letters, digits, - and _, and {date}, {year}, "
      "{month}, {industry}, {region}, {seq:3}";
  const std::string once = "a customer number needs {seq:3} exactly once";
  const std::string follow =
      "a number, industry or region must be followed by - or _, or stand at the end";
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"", once},
      {"C{date}", once},
      {"{seq:3}-{seq:3}", once},
      {"C/{seq:3}", "C/" + literal},
      {"C.{seq:3}", "C." + literal},
      {"客户{seq:3}", "客户" + literal},
      {"C {seq:3}", "C " + literal},
      {"C{seq:3}\n", "\\u000A" + literal},
      {"C{day}{seq:3}", "{day}" + literal},
      {"C{seq:0}", "{seq:0}" + literal},
      {"C{seq:10}", "{seq:10}" + literal},
      {"C{seq:x}", "{seq:x}" + literal},
      {"C{}{seq:3}", "{}" + literal},
      {"C{seq:3", "{seq:3" + literal},
      {"C}{seq:3}", "C}" + literal},
      {"C\x1B{seq:3}", "C\\u001B" + literal},
      {"-{seq:3}", "a customer number can't begin with -: commands would take it for an option"},
      {std::string(58, 'C') + "{seq:3}", "a pattern of customer numbers has 64 characters at most"},
      {"{seq:3}{date}", follow},
      {"{seq:3}x", follow},
      {"{industry}{seq:3}", follow},
      {"{region}1{seq:3}", follow},
  };
  for (const auto& [text, message] : rows) {
    CAPTURE(text);
    const auto mistake = IdPattern::find_mistake(text);
    CHECK(mistake.value_or(Text()).en == message);
    CHECK_FALSE(mistake.value_or(Text()).zh.empty());
  }
}

TEST_CASE("a pattern knows its placeholders") {
  const IdPattern pattern("{industry}-{year}-{seq:3}");
  CHECK(pattern.uses("industry"));
  CHECK(pattern.uses("year"));
  CHECK_FALSE(pattern.uses("region"));
  CHECK_FALSE(pattern.uses("date"));
  CHECK_FALSE(pattern.uses("nothing"));
}

TEST_CASE("ids of one series differ in their number only") {
  const IdPattern pattern("{industry}-{region}-{seq:3}");
  CHECK(pattern.same_series("GY-SH-001", "GY-SH-1000"));
  CHECK_FALSE(pattern.same_series("GY-SH-001", "GY-BJ-001"));
  CHECK_FALSE(pattern.same_series("GY-SH-001", "GY-SH-1"));
  CHECK(IdPattern("C{date}{seq:3}").same_series("C20240305001", "C20240305999"));
  CHECK_FALSE(IdPattern("C{date}{seq:3}").same_series("C20240305001", "C20240306001"));
}

TEST_CASE("the id of a path is the name of its file, of records only") {
  CHECK(id_of_path("customers/2024/03/C1.yaml") == "C1");
  CHECK(id_of_path("customers/C1.yaml") == "C1");
  for (const std::string path :
       {"", "C1.yaml", "customers", "customers.yaml", "schemas/customer.yaml",
        "customers/2024/C1.yml", "customersx/C1.yaml", "x/customers/C1.yaml"}) {
    CAPTURE(path);
    CHECK(id_of_path(path) == "");
  }
}
