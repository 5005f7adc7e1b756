// SPDX-License-Identifier: MIT
// Pages and tables for people, of a schema and a record whose texts are all hostile.
#include <doctest/doctest.h>

#include <algorithm>

#include "terminal/changes_page.hpp"
#include "terminal/customer_page.hpp"
#include "terminal/history_page.hpp"
#include "terminal/record_page.hpp"
#include "terminal/table.hpp"
#include "test_support.hpp"
#include "text/unprintable.hpp"
#include "text/utf8.hpp"

using namespace custrec;
using namespace custrec::test;

namespace {

const std::string hostile = "x\x1B[2K\n::error::forged\r\u009B\u202E\u2028";

void spoil(std::string& text) {
  text += hostile;
}
void spoil(Text& text) {
  spoil(text.en);
  spoil(text.zh);
}

void spoil(FieldList& fields) {
  for (Field& field : fields) {
    spoil(field.label);
    spoil(field.hint);
    for (Option& option : field.options) spoil(option.label);
    spoil(field.fields);
  }
}

/// A schema file can't say such things; a page doesn't count on that.
Schemas make_hostile_schemas() {
  Schemas schemas = make_schemas(
      "- name: stage\n  type: choice\n  options: [{value: lead}]\n"
      "- name: tags\n  type: choices\n"
      "- name: owner\n  type: text\n- name: remarks\n  type: note\n"
      "- name: contacts\n  type: entries\n  of: contact\n"
      "- name: plan\n  type: group\n  fields: [{name: goal, type: text}]\n"
      "- name: interactions\n  type: entries\n  of: talk\n",
      {},
      {{"schemas/contact.yaml",
        "kind: contact\nsections:\n  - fields:\n      - {name: name, type: text}\n"
        "      - {name: mobile, type: text}\n      - {name: prefers, type: text}\n"},
       {"schemas/talk.yaml",
        "kind: talk\nsections:\n  - fields:\n      - {name: id, type: text}\n"
        "      - {name: at, type: text}\n      - {name: topic, type: text}\n"}});
  for (const auto& [kind, schema] : schemas.all()) {
    auto& own = const_cast<Schema&>(schema);  // NOLINT(cppcoreguidelines-pro-type-const-cast)
    spoil(own.title);
    for (Section& section : own.sections) spoil(section.title);
    spoil(own.fields);
  }
  return schemas;
}

/// Every text of it is hostile.
Value make_hostile_record() {
  const auto text = [](const std::string& key) { return make_text(key, key + hostile); };
  const auto entry = [&](std::initializer_list<std::string> keys) {
    std::vector<Value> items;
    for (const std::string& key : keys) items.push_back(text(key));
    return make_mapping("", std::move(items));
  };
  const Value field = entry({"field", "from", "to"});
  Value change = entry({"at", "by", "reason", "evidence", "noticed_at"});
  change.items.push_back(make_sequence("fields", {field}));
  return make_mapping(
      "", {text("id"), text("status"), text("type"), text("name"), text("stage"), text("owner"),
           text("remarks"), make_sequence("tags", {text("")}), make_mapping("plan", {text("goal")}),
           make_sequence("contacts", {entry({"name", "mobile", "prefers"})}),
           make_sequence("interactions", {entry({"id", "at", "topic"})}),
           make_mapping("collection", {text("entered_at"), text("entered_by")}),
           make_sequence("changes", {change}),
           make_sequence("reviews", {entry({"at", "by", "result", "status", "reason", "note"})})});
}

/// The page's own lines are all that it has of what can't be shown. Only notes keep their own
/// lines.
void check_page(std::string_view page, bool has_notes = false) {
  CAPTURE(page);
  CHECK(page.find("x\\u001B[2K") != page.npos);
  for (std::size_t begin = 0; begin < page.size();) {
    const std::size_t end = std::min(page.find('\n', begin), page.size());
    const std::string_view line = page.substr(begin, end - begin);
    CHECK_FALSE(find_unprintable(line).has_value());
    if (!has_notes) CHECK_FALSE(trim(line).starts_with("::"));
    begin = end + 1;
  }
}

}  // namespace

TEST_CASE("no page lets a text of a record or schema steer the terminal or forge a line") {
  const Schemas schemas = make_hostile_schemas();
  const Value record = make_hostile_record();
  const RecentChanges changes{"id" + hostile,
                              "name" + hostile,
                              "owner" + hostile,
                              "new",
                              "at" + hostile,
                              "by" + hostile,
                              record.find("changes")->items};
  const DueLine due{"label" + hostile, "entry" + hostile, "owner" + hostile, "due" + hostile,
                    "late" + hostile};
  for (const Language language : {Language::english, Language::chinese}) {
    check_page(format_record_page(record, schemas, language, false), true);
    check_page(format_history(record, schemas, language, false));
    check_page(format_customer_page(record, schemas, {due}, language, false));
    check_page(format_changes_text({changes}, schemas, language, false));
    check_page(format_changes_json({changes}, hostile));
    const std::string markdown = format_changes_markdown({changes}, hostile, schemas, language);
    CHECK_FALSE(find_unprintable(replace_all(markdown, "\n", "")).has_value());
    CHECK(markdown.find("\n::") == markdown.npos);
  }
}

TEST_CASE("neither does a table, in its header and cells, on a terminal or not") {
  const std::vector<std::string> cells = {"a" + hostile, "b" + hostile};
  for (const std::size_t width : {std::size_t{0}, std::size_t{200}}) {
    const std::string table = format_table(cells, {cells, cells}, {width, false, {}});
    for (const char* raw : {"\x1B", "\u009B", "\u202E", "\u2028", "\r"}) {
      CHECK(table.find(raw) == table.npos);
    }
    CHECK(std::count(table.begin(), table.end(), '\n') == (width == 0 ? 2 : 3));
  }
}
