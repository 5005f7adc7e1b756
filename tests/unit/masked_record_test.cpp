// SPDX-License-Identifier: MIT
// A record as it may be shown.
#include "schema/masked_record.hpp"

#include <doctest/doctest.h>

#include "test_support.hpp"

using namespace custrec;
using namespace custrec::test;

namespace {

const std::string text =
    "id: C1\n"
    "type: individual\n"
    "name: 欧阳小明\n"
    "id_number: 11010519491231002X\n"
    "address: 上海市浦东新区世纪大道1号\n"
    "owner: 张三\n"
    "unknown: secret\n"
    "strange:\n"
    "  - inner: secret\n"
    "    more:\n"
    "      - secret\n"
    "tags:\n"
    "  - vip\n"
    "contacts:\n"
    "  - name: 王小明\n"
    "    title: 主管\n"
    "    mobile: \"13800138000\"\n"
    "    email: zhang@example.com\n"
    "    other: 微信 wxm\n"
    "  - secret\n"
    "changes:\n"
    "  - by: 张三\n"
    "    fields:\n"
    "      - field: contacts[0].mobile\n"
    "        from: \"13900139000\"\n";

std::string masked(const std::string& record, Unmask unmask,
                   std::set<std::string>* shown = nullptr) {
  return show_value_tree(mask_record(read_both(record), shipped_schemas(), unmask, shown));
}

}  // namespace

TEST_CASE("personal values are masked, and all that the schema does not know") {
  std::set<std::string> shown;
  CHECK(
      masked(text, {}, &shown) ==
      R"({id: "C1", type: "individual", name: "欧阳*", id_number: "1101**********002X", )"
      R"(address: "上海市浦东新区***", owner: "张三", unknown: "***", )"
      R"(strange: [{inner: "***", more: ["***"]}], tags: ["vip"], )"
      R"(contacts: [{name: "王*", title: "主管", mobile: "138****8000", )"
      R"(email: "z***@example.com", other: "***"}, "***"], )"
      R"(changes: [{by: "张三", fields: [{field: "contacts[0].mobile", from: "139****9000"}]}]})");
  CHECK(shown.empty());
}

TEST_CASE("unmasking personal values leaves sensitive ones, and notes what was shown") {
  std::set<std::string> shown;
  CHECK(
      masked(text, {true, false}, &shown) ==
      R"({id: "C1", type: "individual", name: "欧阳小明", id_number: "1101**********002X", )"
      R"(address: "上海市浦东新区世纪大道1号", owner: "张三", unknown: "***", )"
      R"(strange: [{inner: "***", more: ["***"]}], tags: ["vip"], )"
      R"(contacts: [{name: "王小明", title: "主管", mobile: "13800138000", )"
      R"(email: "zhang@example.com", other: "微信 wxm"}, "***"], )"
      R"(changes: [{by: "张三", fields: [{field: "contacts[0].mobile", from: "13900139000"}]}]})");
  CHECK(shown == std::set<std::string>{"name", "address", "contacts.name", "contacts.mobile",
                                       "contacts.email", "contacts.other",
                                       "changes.fields.from(contacts.mobile)"});
}

TEST_CASE("fields that nobody wants are not looked at") {
  std::set<std::string> shown;
  const std::set<std::string> wanted = {"name", "contacts"};
  const Document document = read_both(
      "id: C1\ntype: individual\nname: 欧阳修\nnobody: x\n"
      "contacts:\n  - name: 王小明\n");
  CHECK(show_value_tree(mask_record(document, shipped_schemas(), {true, false}, &shown, &wanted)) ==
        R"({name: "欧阳修", contacts: [{name: "王小明"}]})");
  CHECK(shown == std::set<std::string>{"contacts.name", "name"});
}

TEST_CASE("sensitive values are whole only when they were asked for") {
  std::set<std::string> shown;
  const std::string whole = masked(text, {true, true}, &shown);
  CHECK(whole.find("11010519491231002X") != std::string::npos);
  CHECK(shown.contains("id_number"));
  const std::string only = masked(text, {false, true});
  CHECK(only.find("11010519491231002X") != std::string::npos);
  CHECK(only.find("欧阳小明") == std::string::npos);
}

TEST_CASE("what is personal depends on the record") {
  CHECK(masked("type: enterprise\nname: 示例公司\naddress: 世纪大道1号\n", {}) ==
        R"({type: "enterprise", name: "示例公司", address: "世纪大道1号"})");
}

TEST_CASE("values in a shape that the schema doesn't expect are masked") {
  const std::string told = masked(
      "type: individual\nname:\n  - secret\n  - deep: secret\ncontacts: secret\ncollection: "
      "secret\n"
      "tags:\n  - label: secret\n",
      {});
  CHECK_MESSAGE(told.find("secret") == std::string::npos, told);
}

TEST_CASE("an old value of a sensitive field is not shown by unmasking personal ones") {
  const std::string record =
      "type: individual\nchanges:\n  - by: 张三\n    fields:\n      - field: id_number\n"
      "        from: 11010519491231002X\n";
  CHECK(masked(record, {true, false}).find("11010519491231002X") == std::string::npos);
}
