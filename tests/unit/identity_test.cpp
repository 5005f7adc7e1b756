// SPDX-License-Identifier: MIT
// Who a record is about.
#include "schema/identity.hpp"

#include <doctest/doctest.h>

#include "test_support.hpp"

using namespace custrec;
using namespace custrec::test;

namespace {

std::string identity_of(const std::string& text) {
  const Document document = read_both(text);
  Identity identity = identify(document, shipped_schemas(), world().context());
  identity.reach = find_reach(document, shipped_schemas(), world().context());
  std::string shown = identity.id + " | " + identity.name_key;
  for (const UniqueValue& value : identity.unique_values) {
    shown += " | " + value.field + "=" + value.value + "@" + std::to_string(value.offset);
  }
  for (const std::string& reach : identity.reach) shown += " | " + reach;
  return shown;
}

}  // namespace

TEST_CASE("a record is known by id, name, unique values and how contacts are reached") {
  CHECK(identity_of("id: C1\nname: 示例（上海）有限责任公司\ncredit_code: 91440300708461136T\n"
                    "contacts:\n  - name: x\n    mobile: \"13800138000\"\n    phone: 021-58880000\n"
                    "  - email: A@Example.COM\n    mobile: +86 139 0013 9000\n") ==
        "C1 | 示例上海有限公司 | credit_code=91440300708461136T@63 | 13800138000 | "
        "13900139000 | A@Example.COM");
}

TEST_CASE("values that are faulty by themselves are left out") {
  CHECK(identity_of("id: C1\nname: \"\"\ncredit_code: 91440300708461136X\n"
                    "id_number: nonsense\ncontacts:\n  - mobile: \"123\"\n    email: x@@y\n"
                    "  - word\n") == "C1 | ");
  CHECK(identity_of("name:\n  - x\ncredit_code: {}\ncontacts: none\n") == " | ");
}

TEST_CASE("written otherwise is the same value") {
  CHECK(identity_of("credit_code: 9144 0300 7084 6113 6t\n") ==
        " |  | credit_code=91440300708461136T@13");
  CHECK(identity_of("id_number: 11010519491231002x\n") == " |  | id_number=11010519491231002X@11");
}

TEST_CASE("records share hashes as they share the key of the name and unique values") {
  const auto hashes_of = [](const std::string& text) {
    std::vector<std::uint64_t> hashes;
    const Document document = read_both(text);
    add_identity_hashes(document, shipped_schemas(), world().context(), hashes);
    return hashes;
  };
  const std::string name = "name: 示例（上海）有限责任公司\n";
  const std::string code = "credit_code: 91440300708461136T\n";
  const auto both = hashes_of(name + code);
  CHECK(both.size() == 2);
  CHECK(hashes_of("id: C1\n") == std::vector<std::uint64_t>{});
  CHECK(hashes_of("name: 示例上海有限公司\n" + code) == both);
  CHECK(hashes_of(name + "credit_code: 91440300708461136t\n") == both);
  CHECK(hashes_of(name) == std::vector<std::uint64_t>{both[0]});
  CHECK(hashes_of(code) == std::vector<std::uint64_t>{both[1]});
  CHECK(hashes_of("name: 示例北京有限公司\ncredit_code: 91440300708461136X\n").size() == 1);
  CHECK(hashes_of("name: 示例北京有限公司\n") != std::vector<std::uint64_t>{both[0]});
  // The same text in another field is another value.
  CHECK(hashes_of("name: 91440300708461136T\n") != std::vector<std::uint64_t>{both[1]});
}

TEST_CASE("the offset of the name is that of its value") {
  const Document document = read_both("id: C1\nname: 示例公司\n");
  CHECK(identify(document, shipped_schemas(), world().context()).name_offset == 13);
}
