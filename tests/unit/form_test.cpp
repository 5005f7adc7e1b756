// SPDX-License-Identifier: MIT
// Filling in a record from what people and sheets give.
#include "schema/form.hpp"

#include <doctest/doctest.h>

#include "test_support.hpp"

using namespace custrec;
using namespace custrec::test;

namespace {

const Schemas& schemas() {
  static const Schemas one = make_schemas(
      "- {name: founded, type: partial-date, renamed_from: born}\n"
      "- {name: value, type: money}\n"
      "- {name: live, type: yes-no, default: yes}\n"
      "- {name: kind, type: choice, default: p, options: [{value: p}, {value: q, label: {zh: "
      "丘}}]}\n"
      "- {name: gone, type: text, default: x, retired: true}\n"
      "- {name: tags, type: choices}\n"
      "- {name: picks, type: choices, options: [{value: a, label: {zh: 甲}}, {value: b}]}\n"
      "- {name: g, type: group, fields: [{name: x, type: text}, {name: y, type: integer, default: "
      "\"7\"}]}\n"
      "- {name: l, type: entries, fields: [{name: m, type: mobile}, {name: n, type: text}]}\n");
  return one;
}

void put(Value& record, std::string_view path, std::string_view input) {
  const auto found = parse_field_path(schemas(), path);
  REQUIRE(found.path.has_value());
  fill_in(record, *found.path, input, world().context());
}

std::string filled(std::initializer_list<std::pair<std::string, std::string>> inputs) {
  Value record = make_mapping("");
  for (const auto& [path, input] : inputs) put(record, path, input);
  return show_value_tree(record);
}

}  // namespace

TEST_CASE("each value takes the normal form of its type at its place") {
  CHECK(filled({{"name", " x\ny "}, {"value", "62万"}, {"type", "企业客户"}}) ==
        R"({name: "x y", value: "620000", type: "enterprise"})");
  CHECK(filled({{"g.y", "1,234"}, {"g.x", "z"}}) == R"({g: {y: "1234", x: "z"}})");
  CHECK(filled({{"l[1].m", "138 0013 8000"}, {"l.n", "first"}}) ==
        R"({l: [{n: "first"}, {m: "13800138000"}]})");
  CHECK(filled({{"name", "x"}, {"name", "y"}}) == R"({name: "y"})");
}

TEST_CASE("a list of choices is split at commas, semicolons and line breaks") {
  CHECK(filled({{"tags", "a、b，c, d;e；f\n g ,, a"}}) ==
        R"({tags: ["a", "b", "c", "d", "e", "f", "g"]})");
  CHECK(filled({{"picks", "甲,B，c"}}) == R"({picks: ["a", "b", "c"]})");
  CHECK(filled({{"tags", " , "}}) == R"({tags: []})");
}

TEST_CASE("no option stands twice in a list, however it was named") {
  CHECK(filled({{"picks", "甲,a,A"}}) == R"({picks: ["a"]})");
}

TEST_CASE("an old name is kept where the record has it") {
  Value record = make_mapping("", {make_text("born", "2004", true)});
  put(record, "founded", "2005");
  CHECK(show_value_tree(record) == R"({born: "2005"})");
}

TEST_CASE("a field without an old name doesn't take an item without a key") {
  Value record = make_mapping("", {make_mapping("l")});
  put(record, "name", "x");
  CHECK(show_value_tree(record) == R"({l: {}, name: "x"})");
}

TEST_CASE("an empty input takes the value away") {
  Value record = make_mapping("");
  put(record, "name", "x");
  put(record, "g.x", "z");
  put(record, "name", "");
  put(record, "g.x", " ");
  tidy_form(record, schemas());
  CHECK(show_value_tree(record) == "{}");
}

TEST_CASE("types that stand without quotes give bare values") {
  const auto bare = [](std::string_view name, std::string_view input) {
    return make_value(*find_field(schemas().customer().fields, name), input, world().context())
        .bare;
  };
  CHECK(bare("founded", "2004"));
  CHECK(bare("live", "yes"));
  CHECK_FALSE(bare("value", "10"));
  CHECK_FALSE(bare("name", "no"));
}

TEST_CASE("fields go in the order of the schema, unknown ones last as they came") {
  Value record = make_mapping(
      "", {make_text("zz", "1"),
           make_sequence("l", {make_mapping("", {make_text("n", "a"), make_text("m", "b")})}),
           make_text("aa", "2"), make_mapping("g", {make_text("y", "c"), make_text("x", "d")}),
           make_text("name", "e"), make_text("id", "f"), make_text("founded", "")});
  Value tidy = record;
  order_fields(record, schemas());
  CHECK(show_value_tree(record) == R"({id: "f", name: "e", founded: "", g: {x: "d", y: "c"}, )"
                                   R"(l: [{m: "b", n: "a"}], zz: "1", aa: "2"})");
  tidy.items.push_back(make_sequence("tags", {make_text("", "")}));
  tidy_form(tidy, schemas());
  CHECK(show_value_tree(tidy) ==
        R"({id: "f", name: "e", g: {x: "d", y: "c"}, l: [{m: "b", n: "a"}], zz: "1", aa: "2"})");
}

TEST_CASE("an old name goes where its field belongs") {
  Value record =
      make_mapping("", {make_text("value", "1"), make_text("born", "2004"), make_text("id", "x")});
  order_fields(record, schemas());
  CHECK(show_value_tree(record) == R"({id: "x", born: "2004", value: "1"})");
}

TEST_CASE("defaults fill what is empty, in groups that are there too, not what is retired") {
  Value record = make_mapping("", {make_text("kind", "q"), make_mapping("g", {make_text("x", "z")}),
                                   make_text("live", "")});
  fill_defaults(record, schemas(), world().context());
  CHECK(show_value_tree(record) == R"({kind: "q", g: {x: "z", y: "7"}, live: "true"})");
  Value empty = make_mapping("");
  fill_defaults(empty, schemas(), world().context());
  CHECK(show_value_tree(empty) == R"({live: "true", kind: "p"})");
}
