// SPDX-License-Identifier: MIT
// How people and sheets name a field.
#include "schema/field_path.hpp"

#include <doctest/doctest.h>

#include "test_support.hpp"

using namespace custrec;
using namespace custrec::test;

namespace {

std::string show(const FieldPathResult& result) {
  return result.path ? result.path->text() : "no: " + result.mistake.en;
}
std::string parse(std::string_view text) {
  return show(parse_field_path(shipped_schemas(), text));
}
std::string heading(std::string_view text) {
  static const Headings headings(shipped_schemas(), shipped_schemas().customer().fields);
  return show(headings.find(text));
}

}  // namespace

TEST_CASE("a path names fields by dots, positions by brackets or numbers") {
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"name", "name"},
      {"contacts", "contacts"},
      {"contacts[0]", "contacts[0]"},
      {"contacts[0].mobile", "contacts[0].mobile"},
      {"contacts.0.mobile", "contacts[0].mobile"},
      {"contacts[12].mobile", "contacts[12].mobile"},
      {"contacts.mobile", "contacts.mobile"},
      {"collection.channel", "collection.channel"},
      {"collection.consent.basis", "collection.consent.basis"},
      {"changes[0].fields[1].from", "changes[0].fields[1].from"},
      {"contacts[1]mobile",
       "no: there is no field contacts[1]mobile; did you mean "
       "contacts[0].mobile?"},
      {"nmae", "no: there is no field nmae; did you mean name?"},
      {"完全没有的东西", "no: there is no field 完全没有的东西"},
      {"", "no: there is no field "},
      {"name.x", "no: there is no field name.x; did you mean name?"},
  };
  for (const auto& [text, path] : rows) {
    CAPTURE(text);
    CHECK(parse(text) == path);
  }
  for (const std::string text :
       {"contacts[x].mobile", "contacts[0", "contacts[-1].mobile", "name[0]",
        "contacts[0][1].mobile", "contacts[9999999].mobile", "..", "."}) {
    CAPTURE(text);
    CHECK(parse(text).starts_with("no: "));
  }
}

TEST_CASE("a heading is a name, a label or another word of the schema") {
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"客户名称", "name"},
      {"Customer name", "name"},
      {"CUSTOMER NAME", "name"},
      {"公司名称", "name"},
      {"客户名称*", "name"},
      {"* 客户名称", "name"},
      {"客户名称（必填）", "name"},
      {"Customer name (required)", "name"},
      {" 客户 名称 ", "name"},
      {"税号", "credit_code"},
      {"credit_code", "credit_code"},
      {"Credit Code", "credit_code"},
      {"采集渠道", "collection.channel"},
      {"联系人", "contacts[0].name"},
      {"手机号码", "contacts[0].mobile"},
      {"手机", "contacts[0].mobile"},
      {"联系人手机号码", "contacts[0].mobile"},
      {"联系人1手机号码", "contacts[0].mobile"},
      {"联系人2手机号码", "contacts[1].mobile"},
      {"联系人２手机号码", "contacts[1].mobile"},
      {"联系人2", "contacts[1].name"},
      {"联系人12电子邮箱", "contacts[11].email"},
      {"Contacts 2 Mobile number", "contacts[1].mobile"},
      {"contacts2mobile", "contacts[1].mobile"},
      {"contacts[1].mobile", "contacts[1].mobile"},
      {"录入人", "collection.entered_by"},
  };
  for (const auto& [text, path] : rows) {
    CAPTURE(text);
    CHECK(heading(text) == path);
  }
  CHECK(heading("联系人0手机号码").starts_with("no: "));
  CHECK(heading("客户名字").starts_with("no: there is no field 客户名字"));
  CHECK(heading("x\x1B[31m") == "no: there is no field x\\u001B[31m");
}

TEST_CASE("every label and name of the customer's fields leads to a field") {
  for (const Field& field : shipped_schemas().customer().fields) {
    if (field.type->check == nullptr) continue;
    CAPTURE(field.name);
    CHECK(heading(field.name) == field.name);
    CHECK(heading(field.label.zh) == field.name);
    CHECK(heading(field.label.en) == field.name);
    for (const std::string& also : field.also) CHECK_MESSAGE(heading(also) == field.name, also);
  }
}

TEST_CASE("a heading number that is absurd names no field") {
  CHECK(heading("联系人999999999999手机号码").starts_with("no: "));
  CHECK(heading("联系人00手机号码").starts_with("no: "));
}
