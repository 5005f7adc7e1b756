// SPDX-License-Identifier: MIT
// What each row of a sheet would do to an archive.
#include "exchange/import.hpp"

#include <doctest/doctest.h>

#include <set>

#include "test_support.hpp"

using namespace custrec;
using namespace custrec::test;

namespace {

const std::string path = "customers/2024/03/C20240315001.yaml";

/// The columns of a row that becomes a complete customer, and such a row with name and mobile.
const std::string columns =
    "客户名称,客户类型,统一社会信用代码,所属行业,所在地区,合作阶段,客户级别,first_contact,source,"
    "owner,"
    "demand_type,联系人,手机号码,collection.collected_by,collection.collected_at,collection."
    "channel,"
    "collection.reference";

std::string row(const std::string& name, const std::string& code, const std::string& mobile) {
  return name + ",企业客户," + code +
         ",C35,浦东,意向,新客户,2024/3/10,online,张三,purchase,王小明," + mobile +
         ",张三,2024-03-14 16:00,active,2024年3月14日拜访记录";
}

struct Planned {
  std::vector<ImportItem> items;
  std::string shown;  ///< a line for each row, then its problems and differences
};

ImportOptions updating() {
  ImportOptions options;
  options.update = true;
  return options;
}

ImportOptions forced() {
  ImportOptions options;
  options.force = true;
  return options;
}

Planned plan(const Archive& archive, const std::string& csv, ImportOptions options = {}) {
  options.source = "in.csv";
  if (options.reason.empty()) options.reason = "导入";
  const Sheet table = read_sheet(csv, {options.source, ""});
  const SheetHeader header = read_header(archive.schemas(), table.columns);
  for (const HeaderMistake& mistake : header.mistakes) FAIL(mistake.message.en);
  const Person& by = *archive.team().find("张三");
  Filing filing(archive, by, test_now());
  Planned sheet;
  sheet.items =
      plan_import(archive, filing, by, test_now(), header, table, options, [](ImportItem&) {});
  for (const ImportItem& item : sheet.items) {
    sheet.shown += std::to_string(item.row) + " " + std::string(action_name(item.action)) + " " +
                   item.customer + "\n" + show_problems(item.problems);
    for (const Difference& one : item.differences) {
      sheet.shown += "  " + one.path + ": " + one.from + " -> " + one.to + "\n";
    }
  }
  return sheet;
}

std::string header_of(const std::vector<std::string>& cells) {
  std::vector<SheetColumn> headings;
  for (const std::string& cell : cells) {
    headings.push_back({cell, {1, static_cast<std::uint32_t>(headings.size() + 1)}});
  }
  const SheetHeader header = read_header(shipped_schemas(), headings);
  std::string shown;
  for (const auto& column : header.columns) shown += (column ? column->text() : "-") + "|";
  for (const HeaderMistake& mistake : header.mistakes) {
    shown += "\n" + std::to_string(mistake.place.column) + " " + mistake.message.en;
  }
  return shown;
}

}  // namespace

TEST_CASE("a header names fields by name, label or another word") {
  CHECK(header_of(
            {"客户名称*", "credit_code", "手机", "联系人2电子邮箱", "标签", "_row", "_reason"}) ==
        "name|credit_code|contacts[0].mobile|contacts[1].email|tags|-|-|");
}

TEST_CASE("mistakes of a header are all told") {
  CHECK(header_of({"客户名称", "", "nmae", "公司名称", "contacts", "interactions", "name.x"}) ==
        "name|-|-|name|-|-|-|"
        "\n2 column 2 has no heading"
        "\n3 there is no field nmae; did you mean name?"
        "\n4 客户名称 and 公司名称 are the same field"
        "\n5 contacts does not fit into one cell; name a field in it"
        "\n6 interactions does not fit into one cell; name a field in it"
        "\n7 there is no field name.x; did you mean name?");
}

TEST_CASE("new customers get numbers in turn and complete records") {
  const TemporaryArchive folder;
  const Archive archive = folder.open();
  const Planned sheet =
      plan(archive, columns + "\n" + row("甲公司", "91440300708461136T", "13800138000") + "\n" +
                        row("乙公司", "", "13900139000") + "\n");
  CHECK(sheet.shown == "2 create C20240315001\n3 create C20240315002\n");
  REQUIRE(sheet.items.size() == 2);
  CHECK(sheet.items[0].path == path);
  CHECK(sheet.items[0].text ==
        "id: C20240315001\n"
        "status: submitted\n"
        "type: enterprise\n"
        "name: 甲公司\n"
        "credit_code: 91440300708461136T\n"
        "industry: C35 专用设备制造业\n"
        "country: CN 中国\n"
        "region: 310115 上海市浦东新区\n"
        "stage: intent\n"
        "grade: new\n"
        "first_contact: 2024-03-10\n"
        "source: online\n"
        "owner: 张三\n"
        "activity: live\n"
        "demand_type: purchase\n"
        "contacts:\n"
        "  - name: 王小明\n"
        "    mobile: \"13800138000\"\n"
        "collection:\n"
        "  collected_by: 张三\n"
        "  collected_at: 2024-03-14T16:00:00+08:00\n"
        "  channel: active\n"
        "  reference: 2024年3月14日拜访记录\n"
        "  entered_by: 张三\n"
        "  entered_at: 2024-03-15T09:12:00+08:00\n");
  CHECK(folder.files().size() == TemporaryArchive().files().size());
}

TEST_CASE("the same sheet a second time changes nothing") {
  const TemporaryArchive folder;
  const std::string csv = columns + "\n" + row("甲公司", "91440300708461136T", "13800138000") +
                          "\n" + row("乙公司", "", "13900139000") + "\n";
  for (const ImportItem& item : plan(folder.open(), csv).items) folder.write(item.path, item.text);
  CHECK(plan(folder.open(), csv).shown == "2 unchanged C20240315001\n3 unchanged C20240315002\n");
  CHECK(plan(folder.open(), csv, updating()).shown ==
        "2 unchanged C20240315001\n3 unchanged C20240315002\n");
}

TEST_CASE("problems of a row stand at its line and the column they came from") {
  const TemporaryArchive folder;
  const Planned sheet =
      plan(folder.open(), columns + "\n" + row("", "91440300708461136X", "1380013800") + "\n");
  REQUIRE(sheet.items.size() == 1);
  CHECK(sheet.items[0].failed());
  CHECK(sheet.items[0].customer == "");
  CHECK(sheet.shown.find("2 error \nin.csv:2:1: error: name: Customer name is missing") == 0);
  CHECK(sheet.shown.find("in.csv:2:3: error: credit_code: ") != std::string::npos);
  CHECK(sheet.shown.find("in.csv:2:13: error: contacts[0].mobile: ") != std::string::npos);
  CHECK(sheet.shown.find("1380013800") == std::string::npos);
  CHECK(sheet.items[0].problems.size() == 3);
}

TEST_CASE("a row with more cells than the header is an error, fewer are empty") {
  const TemporaryArchive folder;
  const Planned sheet = plan(folder.open(), "客户名称,客户类型\n甲,企业客户,x\n");
  CHECK(sheet.shown ==
        "2 error \nin.csv:2:1: error: the row has 3 cells, the header 2 [entries]\n");
  CHECK(plan(folder.open(), "客户名称,客户类型\n甲\n").items[0].action == Action::error);
}

TEST_CASE("a known customer with other values is a duplicate, or an update when asked for") {
  const TemporaryArchive folder;
  folder.write(path, faultless_record());
  const Archive archive = folder.open();
  const std::string csv =
      "统一社会信用代码,手机号码,客户级别\n91440300708461136t,13900139000,重点客户\n";
  CHECK(plan(archive, csv).shown ==
        "2 duplicate C20240315001\n"
        "in.csv:2:1: error: credit_code: C20240315001 is this customer already (the same Unified "
        "social credit "
        "code), with other values: grade, contacts[0].mobile; --update changes it "
        "[unique]\n"
        "  grade: new -> key\n"
        "  contacts[0].mobile: 138****8000 -> 139****9000\n");
  const Planned sheet = plan(archive, csv, updating());
  CHECK(sheet.shown ==
        "2 update C20240315001\n"
        "  grade: new -> key\n"
        "  contacts[0].mobile: 138****8000 -> 139****9000\n");
  std::string expected = faultless_record();
  const auto replace = [&](const std::string& from, const std::string& to) {
    expected.replace(expected.find(from), from.size(), to);
  };
  replace("grade: new", "grade: key");
  replace("13800138000", "13900139000");
  replace("changes: []\n",
          "changes:\n"
          "  - at: 2024-03-15T09:12:00+08:00\n"
          "    by: 张三\n"
          "    reason: 导入\n"
          "    fields:\n"
          "      - field: grade\n"
          "        from: new\n"
          "        to: key\n"
          "      - field: contacts[0].mobile\n"
          "        from: \"13800138000\"\n"
          "        to: \"13900139000\"\n");
  CHECK(sheet.items[0].text == expected);
  CHECK(sheet.items[0].path == path);
}

TEST_CASE("an update keeps comments and submits an active record again") {
  const TemporaryArchive folder;
  std::string record = faultless_record();
  record.replace(record.find("submitted"), 9, "active");
  record.insert(record.find("grade:"), "# 重点跟进\n");
  folder.write(path, record);
  const Planned sheet = plan(folder.open(), "id,grade\nC20240315001,key\n", updating());
  REQUIRE(sheet.items[0].action == Action::update);
  CHECK(sheet.items[0].text.find("status: submitted\n") != std::string::npos);
  CHECK(sheet.items[0].text.find("# 重点跟进\ngrade: key\n") != std::string::npos);
}

TEST_CASE("a closed customer is reopened first") {
  const TemporaryArchive folder;
  std::string record = faultless_record();
  record.replace(record.find("submitted"), 9, "closed");
  folder.write(path, record);
  CHECK(plan(folder.open(), "id,grade\nC20240315001,key\n", updating()).shown ==
        "2 error C20240315001\n"
        "in.csv:2:1: error: C20240315001 is closed; reopen it first: status=submitted [check]\n"
        "  grade: new -> key\n");
}

TEST_CASE("empty cells and values written otherwise change nothing") {
  const TemporaryArchive folder;
  folder.write(path, faultless_record());
  CHECK(plan(folder.open(),
             "id,客户级别,手机号码,所属行业,first_contact\nC20240315001,新客户,+86 138 0013 "
             "8000,,2024年3月10日\n")
            .shown == "2 unchanged C20240315001\n");
}

TEST_CASE("status and what custrec sets itself never come in") {
  const TemporaryArchive folder;
  const Planned sheet =
      plan(folder.open(), columns + ",status,collection.entered_by,collection.entered_at\n" +
                              row("甲公司", "", "13800138000") + ",active,李四,2020-01-01\n");
  REQUIRE(sheet.items[0].action == Action::create);
  CHECK(sheet.items[0].text.find("status: submitted\n") != std::string::npos);
  CHECK(sheet.items[0].text.find("entered_by: 张三\n  entered_at: 2024-03-15T09:12:00+08:00\n") !=
        std::string::npos);
}

TEST_CASE("a row is known by the same name and mobile number too") {
  const TemporaryArchive folder;
  std::string record = faultless_record();
  record.replace(record.find("示例机械有限公司"), std::string("示例机械有限公司").size(),
                 "甲有限责任公司");
  folder.write(path, record);
  const Planned sheet =
      plan(folder.open(), "客户名称,手机号码,客户级别\n甲有限公司,13800138000,新客户\n");
  CHECK(sheet.shown ==
        "2 duplicate C20240315001\n"
        "in.csv:2:1: error: C20240315001 is this customer already (the same name and the same "
        "mobile number or e-mail), with other values: name; --update changes it "
        "[duplicate-customer]\n"
        "  name: 甲有限责任公司 -> 甲有限公司\n");
}

TEST_CASE("a namesake is held back unless it is forced") {
  const TemporaryArchive folder;
  folder.write(path, faultless_record());
  const std::string csv = columns + "\n" + row("示例机械有限公司", "", "13900139000") + "\n";
  CHECK(plan(folder.open(), csv).shown ==
        "2 duplicate C20240315001\n"
        "in.csv:2:1: error: name: C20240315001 has the same name; --force files this one all the "
        "same [duplicate-customer]\n");
  CHECK(plan(folder.open(), csv, forced()).shown == "2 create C20240315002\n");
}

TEST_CASE("a customer twice in one sheet is unchanged, or a duplicate with other values") {
  const TemporaryArchive folder;
  const std::string first = row("甲公司", "91440300708461136T", "13800138000");
  CHECK(plan(folder.open(), columns + "\n" + first + "\n" + first + "\n" +
                                row("甲公司", "91440300708461136T", "13900139000") + "\n")
            .shown ==
        "2 create C20240315001\n"
        "3 unchanged C20240315001\n"
        "4 duplicate C20240315001\n"
        "in.csv:4:3: error: credit_code: row 2 of this sheet is this customer already (the same "
        "Unified social credit code), with other values: contacts[0].mobile [unique]\n");
}

TEST_CASE("an id the archive lacks is kept if it fits the pattern") {
  const TemporaryArchive folder;
  const std::string cells = row("甲公司", "", "13800138000");
  CHECK(plan(folder.open(), "id," + columns + "\nC20200101007," + cells + "\n").shown ==
        "2 create C20200101007\n");
  const Planned sheet = plan(folder.open(), "id," + columns + "\nX7," + cells + "\n");
  CHECK(sheet.shown ==
        "2 error \nin.csv:2:1: error: id: X7 does not fit the pattern C{date}{seq:3} [id-path]\n");
}

TEST_CASE("a number given in the sheet is not given again to another row") {
  const TemporaryArchive folder;
  const Planned sheet =
      plan(folder.open(), "id," + columns + "\nC20240315001," + row("甲公司", "", "13800138000") +
                              "\n," + row("乙公司", "", "13900139000") + "\n");
  CHECK(sheet.shown == "2 create C20240315001\n3 create C20240315002\n");
}

TEST_CASE("a row that fails takes no number") {
  const TemporaryArchive folder;
  const Planned sheet = plan(folder.open(), columns + "\n" + row("甲公司", "", "123") + "\n" +
                                                row("乙公司", "", "13900139000") + "\n");
  REQUIRE(sheet.items.size() == 2);
  CHECK(sheet.items[0].action == Action::error);
  CHECK(sheet.items[1].customer == "C20240315001");
}

TEST_CASE("a masked value is refused, it never replaces the whole one") {
  const TemporaryArchive folder;
  folder.write(path, faultless_record());
  const Planned sheet = plan(folder.open(), "id,手机号码\nC20240315001,138****8000\n", updating());
  CHECK(sheet.items[0].action == Action::error);
  CHECK(sheet.shown.find("[masked-value]") != std::string::npos);
}

TEST_CASE("a record in another form, or one that can't be read, is not changed") {
  const TemporaryArchive folder;
  folder.write(path, faultless_record() + "remarks: 'single'\n");
  folder.write("customers/2024/03/C20240315002.yaml", "id: [\n");
  CHECK(plan(folder.open(), "id,grade\nC20240315001,key\n", updating()).shown ==
        "2 error C20240315001\n"
        "in.csv:2:1: error: the record of C20240315001 is not in record form, so its text can't be "
        "changed safely; 'custrec edit --tidy C20240315001' brings it there [syntax]\n"
        "  grade: new -> key\n");
}

TEST_CASE("a formula guard in front of a cell is taken off") {
  const TemporaryArchive folder;
  const Planned sheet =
      plan(folder.open(), columns + ",remarks\n" + row("甲公司", "", "13800138000") + ",'=1+1\n");
  CHECK(sheet.items[0].text.find("remarks: =1+1\n") != std::string::npos);
}

TEST_CASE("rows of one customer bring his contacts, and only those") {
  const TemporaryArchive folder;
  const Archive archive = folder.open();
  const std::string code = "91440300708461136T";
  const auto contact = [](const std::string& name, const std::string& word,
                          const std::string& mobile) {
    return name + ",,,,,,,,,,," + word + "," + mobile + ",,,,";
  };
  const std::string sheet = columns + "\n" + row("甲公司", code, "13800138000") + "\n" +
                            contact("甲 公司", "李小红", "13900139000") + "\n" +
                            contact("甲公司", "王小明", "13600136000") + "\n" +
                            contact("甲公司", "", "13700137000") + "\n" +
                            contact("乙公司", "赵大海", "13700137000") + "\n";
  const Planned planned = plan(archive, sheet);
  REQUIRE(planned.items.size() == 5);
  CHECK(planned.items[0].action == Action::create);
  CHECK(planned.items[1].action == Action::create);
  CHECK(planned.items[1].customer == "C20240315001");
  CHECK(planned.items[1].path.empty());
  CHECK(planned.items[2].failed());  // the same name with another number is no further contact
  CHECK(planned.items[3].failed());  // nor is one without a name
  CHECK(planned.items[4].failed());
  CHECK(planned.items[0].text.find("  - name: 李小红\n    mobile: \"13900139000\"\n") !=
        std::string::npos);
}

TEST_CASE("two people of one name never become one") {
  const TemporaryArchive folder;
  const Archive archive = folder.open();
  const std::string person =
      "王伟,个人客户,,,浦东,意向,新客户,2024/3/10,online,张三,purchase,王伟,";
  const std::string rest = ",张三,2024-03-14 16:00,active,2024年3月14日拜访记录";
  const Planned planned = plan(archive, columns + "\n" + person + "13800138000" + rest + "\n" +
                                            person + "13900139000" + rest + "\n");
  REQUIRE(planned.items.size() == 2);
  CHECK(planned.items[1].failed());
}

TEST_CASE("a sheet of all kinds of rows becomes the same on one thread and on several") {
  const TemporaryArchive folder;
  folder.write(path, faultless_record());
  const Archive archive = folder.open();
  std::string sheet = "id," + columns + "\n";
  for (int at = 0; at < 300; ++at) {
    const std::string name = "客户" + std::to_string(at);
    const std::string mobile = std::to_string(13800138000 + at);
    std::string cells = row(name, "", mobile);
    std::string id;
    if (at % 7 == 1) id = "C20200101" + std::to_string(100 + at);
    if (at % 29 == 2) id = "X" + std::to_string(at);
    if (at % 31 == 3) cells = row(name, "", "123");
    if (at % 37 == 4) cells = row("", "", mobile);
    if (at % 41 == 5) cells = row("示例机械有限公司", "91440300708461136T", mobile);
    if (at % 43 == 6) cells += ",one cell too many";
    sheet += id + "," + cells + "\n";
    if (at % 11 == 7) sheet += id + "," + cells + "\n";
    if (at % 13 == 8) sheet += "," + name + ",,,,,,,,,,,李小红,13900139000,,,,\n";
    if (at % 17 == 9) sheet += "," + name + ",,,,,,,,,,,,13900139000,,,,\n";
    if (at % 19 == 10) sheet += "," + row(name, "", "13700137000") + "\n";
  }
  for (ImportOptions options : {ImportOptions(), updating(), forced()}) {
    options.jobs = 1;
    const Planned alone = plan(archive, sheet, options);
    std::set<Action> actions;
    for (const ImportItem& item : alone.items) actions.insert(item.action);
    CHECK(actions.size() >= 3);
    options.jobs = 4;
    const Planned together = plan(archive, sheet, options);
    CHECK(together.shown == alone.shown);
    REQUIRE(together.items.size() == alone.items.size());
    for (std::size_t at = 0; at < alone.items.size(); ++at) {
      CHECK(together.items[at].path == alone.items[at].path);
      CHECK(together.items[at].text == alone.items[at].text);
    }
  }
}
