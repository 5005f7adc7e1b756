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

namespace {

/// An enterprise whose change log has `fields`, each as `field` and `from`.
std::string masked_log(const std::string& record,
                       const std::vector<std::pair<std::string, std::string>>& fields) {
  std::string log = record + "changes:\n  - by: 张三\n    fields:\n";
  for (const auto& [field, from] : fields) {
    log += "      - field: " + field + "\n        from: " + from + "\n";
  }
  const std::string shown = masked(log, {});
  return shown.substr(shown.find("fields: "));
}

const std::string enterprise = "type: enterprise\nname: 示例公司\n";

}  // namespace

TEST_CASE("an old name stays masked after an individual became an enterprise") {
  CHECK(masked_log(enterprise, {{"type", "individual"},
                                {"name", "欧阳小乙"},
                                {"address", "世纪大道1号"},
                                {"registered_address", "世纪大道1号"}}) ==
        R"(fields: [{field: "type", from: "individual"}, {field: "name", from: "欧阳*"}, )"
        R"({field: "address", from: "***"}, {field: "registered_address", from: "***"}]}]})");
  CHECK(masked_log(enterprise, {{"name", "旧公司"}, {"address", "世纪大道1号"}}) ==
        R"(fields: [{field: "name", from: "旧公司"}, {field: "address", from: "世纪大道1号"}]}]})");
  CHECK(masked_log("type: individual\n", {{"name", "欧阳小乙"}}) ==
        R"(fields: [{field: "name", from: "欧阳*"}]}]})");
}

TEST_CASE("what makes a field of an entry personal is not known in the change log") {
  const Schemas schemas = make_schemas(
      "- name: contacts\n  type: entries\n  of: contact\n"
      "- name: changes\n  type: entries\n  of: change\n",
      {},
      {{"schemas/contact.yaml",
        "kind: contact\nversion: 1\ntitle:\n  en: Contact\n  zh: 联系人\nsections:\n"
        "  - title:\n      en: All\n      zh: 全部\n    fields:\n"
        "      - name: role\n        type: text\n        default: work\n"
        "      - name: place\n        type: text\n        pii_when:\n          role: private\n"
        "        mask: whole\nchecks: []\n"},
       {"schemas/change.yaml", read_file(CUSTREC_SOURCE_DIR "/schemas/change.yaml")}});
  const Document document = read_both(
      "contacts:\n  - role: work\n    place: 大厅\n"
      "changes:\n  - by: 张三\n    fields:\n      - field: contacts[0].place\n"
      "        from: 家\n");
  CHECK(show_value_tree(mask_record(document, schemas, {})) ==
        R"({contacts: [{role: "work", place: "大厅"}], )"
        R"(changes: [{by: "张三", fields: [{field: "contacts[0].place", from: "***"}]}]})");
}

TEST_CASE("differences are masked when only one side is personal") {
  const auto show = [](const std::string& record, std::vector<Difference> differences) {
    std::string shown;
    for (const Difference& one :
         mask_differences(read_both(record), shipped_schemas(), std::move(differences), {})) {
      shown += one.path + ": " + one.from + " → " + one.to + "\n";
    }
    return shown;
  };
  CHECK(
      show(enterprise, {{"type", "enterprise", "individual"}, {"name", "示例公司", "欧阳小乙"}}) ==
      "type: enterprise → individual\nname: 示* → 欧阳*\n");
  CHECK(show(enterprise, {{"name", "示例公司", "新公司"}}) == "name: 示例公司 → 新公司\n");
}

TEST_CASE("names of the team stay whole where people of either side are named") {
  const std::vector<std::string> team = {"王五", "张三"};
  const Document document = read_both(
      "type: individual\nname: 王五\ncontacts:\n  - name: 王五\n"
      "visits:\n  - id: V1\n    todos:\n      - what: 寄样\n        who: 王五、李小红\n"
      "      - what: 验收\n        who: 金丝雀\n");
  CHECK(show_value_tree(mask_record(document, shipped_schemas(), {false, false, team})) ==
        R"({type: "individual", name: "王*", contacts: [{name: "王*"}], )"
        R"(visits: [{id: "V1", todos: [{what: "寄样", who: "王五、李*"}, )"
        R"({what: "验收", who: "金*"}]}]})");
  CHECK(mask_record(document, shipped_schemas(), {})
            .find("visits")
            ->items[0]
            .items[1]
            .items[0]
            .text_at("who") == "王*、李*");
}
