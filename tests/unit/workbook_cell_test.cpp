// SPDX-License-Identifier: MIT
// What a value becomes in a cell of a workbook.
#include "exchange/workbook_cell.hpp"

#include <doctest/doctest.h>

#include "test_support.hpp"

using namespace custrec;
using namespace custrec::test;

namespace {

std::string cell(const std::string& type, const std::string& text) {
  const Schemas schemas = make_schemas("- {name: f, type: " + type + "}\n");
  const WorkbookCell made =
      make_workbook_cell(*find_field(schemas.customer().fields, "f"), text, world().zone);
  if (made.look == CellLook::text) return "text";
  return std::to_string(made.number) + " " + std::to_string(made.decimals);
}

}  // namespace

TEST_CASE("numbers are numbers where the same comes back") {
  CHECK(cell("money", "620000.00") == "620000.000000 2");
  CHECK(cell("integer", "-5") == "-5.000000 0");
  CHECK(cell("decimal", "0.5") == "0.500000 1");
  for (const char* text : {"007", "1234567890123456", "+5", "-0", "x", "1e5", "12.", "***"}) {
    CAPTURE(text);
    CHECK(cell("decimal", text) == "text");
  }
  CHECK(cell("text", "12") == "text");
  CHECK(cell("mobile", "13800138000") == "text");
}

TEST_CASE("dates are dates, times those of the archive's zone") {
  CHECK(cell("date", "2024-03-15") == "45366.000000 0");
  CHECK(cell("time", "2024-03-15") == "45366.000000 0");
  CHECK(cell("time", "2024-03-15T12:00:00+08:00") == "45366.500000 0");
  CHECK(cell("date", "1900-03-01") == "61.000000 0");
  for (const char* text : {"2024-03-15T12:00:00+09:00", "2024-03-15T00:00:00+08:00",
                           "2024-03-15T12:00+08:00", "1900-02-28", "2024-02-30", "x"}) {
    CAPTURE(text);
    CHECK(cell("time", text) == "text");
  }
  CHECK(cell("partial-date", "2024-03-15") == "text");
}
