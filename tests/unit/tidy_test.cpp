// SPDX-License-Identifier: MIT
// What tidying changes, and what it leaves.
#include "schema/tidy.hpp"

#include <doctest/doctest.h>

#include "record/rewrite.hpp"
#include "test_support.hpp"

using namespace custrec;
using namespace custrec::test;

namespace {

std::string tidy(const std::string& text) {
  const Document document = read_both(text);
  Value record = value_of(document, Document::root);
  tidy_values(record, shipped_schemas(), world().context());
  return rewrite_record(document, record);
}

}  // namespace

TEST_CASE("a faultless record stays as it is") {
  CHECK(tidy(faultless_record()) == faultless_record());
}

TEST_CASE("what could be misread gets its quotes, but in fields that stand bare") {
  CHECK(tidy("name: no\nremarks: 0755  # r\nannual_value: 620000.00\n") ==
        "name: \"no\"\nremarks: \"0755\"  # r\nannual_value: \"620000.00\"\n");
  CHECK(tidy("founded: 2004\nfirst_contact: 2024-03-14\n") ==
        "founded: 2004\nfirst_contact: 2024-03-14\n");
  CHECK(tidy("tags:\n  - 1\n  - x\n") == "tags:\n  - \"1\"\n  - x\n");
  CHECK(tidy("unknown: 1\n") == "unknown: 1\n");
}

TEST_CASE("what only normalising makes valid gets its normal form") {
  CHECK(tidy("contacts:\n  - name: 王\n    mobile: 138 0013 8000  # r\n") ==
        "contacts:\n  - name: 王\n    mobile: \"13800138000\"  # r\n");
  CHECK(tidy("type: 企业客户\nfirst_contact: 2024/3/14\n") ==
        "type: enterprise\nfirst_contact: 2024-03-14\n");
  CHECK(tidy("plan:\n  next_follow_up: 2024年3月14日\n") ==
        "plan:\n  next_follow_up: 2024-03-14\n");
}

TEST_CASE("what is wrong stays as it stands") {
  const std::string text =
      "type: nonsense\ncontacts:\n  - name: 王\n    mobile: 138 0013 800\nfirst_contact: "
      "03/04/2024\n";
  CHECK(tidy(text) == text);
}
