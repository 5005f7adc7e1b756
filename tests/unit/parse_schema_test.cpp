// SPDX-License-Identifier: MIT
// One schema by itself: what is read, and each mistake with its exact message and place.
#include <doctest/doctest.h>
#include <re2/re2.h>

#include "schema/schema.hpp"
#include "test_support.hpp"

using namespace custrec;
using namespace custrec::test;

namespace {

std::string mistake(const std::string& text) {
  return error_of([&] { static_cast<void>(parse_schema("schemas/x.yaml", text)); });
}

/// A schema of kind x whose one field is written as `field`; its first line is line 4.
std::string with_field(const std::string& field) {
  return "kind: x\nsections:\n  - fields:\n      - " + field + "\n";
}

/// A schema with the check `check`; its first line is line 7.
std::string with_check(const std::string& check) {
  return "kind: x\nsections:\n  - fields:\n      - name: a\n        type: text\nchecks:\n  - " +
         check + "\n";
}

}  // namespace

TEST_CASE("every property of a field is read") {
  const Schema schema =
      parse_schema("schemas/x.yaml",
                   "kind: x\n"
                   "version: 3\n"
                   "title: {en: Thing, zh: 东西}\n"
                   "sections:\n"
                   "  - title: {en: First, zh: 一}\n"
                   "    fields:\n"
                   "      - name: a\n"
                   "        label: {en: A, zh: 甲}\n"
                   "        also: [x, y]\n"
                   "        type: text\n"
                   "        required: true\n"
                   "        required_when: {b: [p, q], c: present}\n"
                   "        default: d\n"
                   "        unique: yes\n"
                   "        pattern: '[A-Z]+'\n"
                   "        min_length: 2\n"
                   "        max_length: 5\n"
                   "        vague: [none, 无]\n"
                   "        pii: sensitive\n"
                   "        pii_when: {b: p}\n"
                   "        mask: name\n"
                   "        reviewed: false\n"
                   "        hint: {zh: 提示}\n"
                   "        example: E\n"
                   "        renamed_from: old_a\n"
                   "        retired: true\n"
                   "      - name: b\n"
                   "        type: choice\n"
                   "        options:\n"
                   "          - value: p\n"
                   "          - {value: q, label: {en: Q, zh: 丘}, also: [r]}\n"
                   "  - fields:\n"
                   "      - {name: c, type: code, codes: region}\n"
                   "      - {name: d, type: money, min: \"0\", max: \"9.50\"}\n"
                   "      - {name: e, type: date, max: now}\n"
                   "      - {name: f, type: entries, of: y, min_items: 1, max_items: 9}\n"
                   "      - name: g\n"
                   "        type: group\n"
                   "        fields:\n"
                   "          - {name: h, type: mobile, pii: personal}\n"
                   "          - {name: i, type: text, pii: personal}\n");
  CHECK(schema.kind == "x");
  CHECK(schema.path == "schemas/x.yaml");
  CHECK(schema.version == 3);
  CHECK(schema.title == Text{"Thing", "东西"});
  REQUIRE(schema.sections.size() == 2);
  CHECK(schema.sections[0].title == Text{"First", "一"});
  CHECK(schema.sections[0].first_field == 0);
  CHECK(schema.sections[1].title == Text{});
  CHECK(schema.sections[1].first_field == 2);
  REQUIRE(schema.fields.size() == 7);
  const Field& a = schema.fields[0];
  CHECK(a.label == Text{"A", "甲"});
  CHECK(a.also == std::vector<std::string>{"x", "y"});
  CHECK(a.type->name == "text");
  CHECK(a.required);
  REQUIRE(a.required_when.has_value());
  REQUIRE(a.required_when->size() == 2);
  CHECK((*a.required_when)[0].field == "b");
  CHECK((*a.required_when)[0].values == std::vector<std::string>{"p", "q"});
  CHECK((*a.required_when)[1].field == "c");
  CHECK((*a.required_when)[1].values.empty());
  CHECK(a.default_value == "d");
  CHECK(a.unique);
  REQUIRE(a.pattern != nullptr);
  CHECK(a.pattern->pattern() == "[A-Z]+");
  CHECK(a.min_length == std::optional<std::size_t>(2));
  CHECK(a.max_length == std::optional<std::size_t>(5));
  REQUIRE(a.vague.words.size() == 2);
  CHECK(a.vague.words[0].word == "none");
  CHECK(a.vague.words[1].folded == "无");
  CHECK(a.pii == Pii::sensitive);
  REQUIRE(a.pii_when.has_value());
  CHECK(a.mask == Mask::name);
  CHECK_FALSE(a.reviewed);
  CHECK(a.hint == Text{"提示", "提示"});
  CHECK(a.example == "E");
  CHECK(a.renamed_from == "old_a");
  CHECK(a.retired);
  const Field& b = schema.fields[1];
  CHECK(b.label == Text{"b", "b"});
  CHECK(b.reviewed);
  CHECK_FALSE(b.required);
  CHECK_FALSE(b.may_be_personal());
  REQUIRE(b.options.size() == 2);
  CHECK(b.options[0].label == Text{"p", "p"});
  CHECK(b.options[1].label == Text{"Q", "丘"});
  CHECK(b.options[1].also == std::vector<std::string>{"r"});
  CHECK(schema.fields[2].codes == "region");
  CHECK(schema.fields[3].min == "0");
  CHECK(schema.fields[3].max == "9.50");
  CHECK(schema.fields[4].max == "now");
  CHECK(schema.fields[5].of == "y");
  CHECK(schema.fields[5].min_items == std::optional<std::size_t>(1));
  CHECK(schema.fields[5].max_items == std::optional<std::size_t>(9));
  REQUIRE(schema.fields[6].fields.size() == 2);
  CHECK(schema.fields[6].fields[0].mask == Mask::mobile);
  CHECK(schema.fields[6].fields[1].mask == Mask::whole);
}

TEST_CASE("checks are read") {
  const Schema schema = parse_schema("schemas/x.yaml",
                                     "kind: x\n"
                                     "sections: []\n"
                                     "checks:\n"
                                     "  - that: a.b >= c d\n"
                                     "    message: m\n"
                                     "  - when: {k: v}\n"
                                     "    has: {files: {kind: licence, at: present}}\n"
                                     "    level: warning\n"
                                     "    message: {en: n, zh: 嗯}\n"
                                     "  - has: [{x: {y: 1}}, {z: {}}]\n"
                                     "    level: error\n"
                                     "    message: o\n");
  REQUIRE(schema.checks.size() == 3);
  CHECK(schema.checks[0].compares);
  CHECK(schema.checks[0].left == "a.b");
  CHECK(schema.checks[0].comparison == Comparison::at_least);
  CHECK(schema.checks[0].right == "c d");
  CHECK_FALSE(schema.checks[0].warning);
  CHECK(schema.checks[0].message == Text{"m", "m"});
  CHECK_FALSE(schema.checks[1].compares);
  REQUIRE(schema.checks[1].when.size() == 1);
  CHECK(schema.checks[1].when[0].field == "k");
  REQUIRE(schema.checks[1].has.size() == 1);
  CHECK(schema.checks[1].has[0].list == "files");
  REQUIRE(schema.checks[1].has[0].entry.size() == 2);
  CHECK(schema.checks[1].has[0].entry[1].values.empty());
  CHECK(schema.checks[1].warning);
  CHECK(schema.checks[1].message == Text{"n", "嗯"});
  CHECK(schema.checks[2].has.size() == 2);
  for (const auto& [sign, comparison] :
       std::map<std::string, Comparison>{{"==", Comparison::equal},
                                         {"!=", Comparison::unequal},
                                         {"<", Comparison::less},
                                         {"<=", Comparison::at_most},
                                         {">", Comparison::more},
                                         {">=", Comparison::at_least}}) {
    const Schema one = parse_schema(
        "x", "kind: x\nsections: []\nchecks:\n  - that: a " + sign + " b\n    message: m\n");
    CHECK(one.checks[0].comparison == comparison);
  }
}

TEST_CASE("a mistake in the outline of a schema is told at its place") {
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"sections: []\n", "1:1: kind is missing here"},
      {"kind: x\n", "1:1: sections is missing here"},
      {"kind: []\nsections: []\n", "1:7: a value is expected here"},
      {"kind: x\nsection: []\n", "2:1: section is not known here; did you mean sections?"},
      {"kind: x\nversion: one\nsections: []\n",
       "2:10: a number from 0 to 999999999 is expected here"},
      {"kind: x\nsections: none\n", "2:11: a list (- …) is expected here"},
      {"kind: x\nsections:\n  - title: t\n", "3:5: fields is missing here"},
      {"kind: x\nsections:\n  - fields: []\n    name: y\n", "4:5: name is not known here"},
      {"kind: x\nsections:\n  - x\n", "3:5: fields (name: value) are expected here"},
      {"kind: x\nsections:\n  - fields: x\n", "3:13: a list (- …) is expected here"},
      {"kind: x\nsections:\n  - fields:\n      - x\n",
       "4:9: fields (name: value) are expected here"},
      {"kind: x\nsections:\n  - fields:\n      - {name: a, type: text}\n"
       "      - {name: a, type: note}\n",
       "5:9: the field a stands here twice"},
      {"kind: x\nsections:\n  - fields:\n      - {name: a, type: text}\n  - fields:\n"
       "      - {name: b, type: note}\n      - {name: a, type: note}\n",
       "5:5: the field a stands in two sections"},
      {"kind: x\nsections: []\nchecks: x\n", "3:9: a list (- …) is expected here"},
  };
  for (const auto& [text, message] : rows) {
    CAPTURE(text);
    CHECK(mistake(text) == "3 schemas/x.yaml:" + message);
  }
}

TEST_CASE("1000 fields may be side by side, in one section or in several") {
  const auto fields = [](int first, int count) {
    std::string text = "  - fields:\n";
    for (int at = first; at < first + count; ++at) {
      text += "      - {name: f" + std::to_string(at) + ", type: text}\n";
    }
    return text;
  };
  const std::string head = "kind: x\nsections:\n";
  CHECK(mistake(head + fields(0, 1000)) == "");
  CHECK(mistake(head + fields(0, 1001)) == "3 schemas/x.yaml:1004:9: more than 1000 fields");
  CHECK(mistake(head + fields(0, 1000) + fields(1000, 1)) ==
        "3 schemas/x.yaml:1004:5: more than 1000 fields");
}

TEST_CASE("a mistake in a field is told at its place") {
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"{type: text}", "4:9: name is missing here"},
      {"{name: a}", "4:9: type is missing here"},
      {"{name: a, type: txt}", "4:25: txt is no field type; did you mean text?"},
      {"{name: a, type: hologram}", "4:25: hologram is no field type"},
      {"{name: A, type: text}", "4:16: a name is made of a-z, 0-9 and _, and begins with a letter"},
      {"{name: 1a, type: text}",
       "4:16: a name is made of a-z, 0-9 and _, and begins with a letter"},
      {"{name: a.b, type: text}",
       "4:16: a name is made of a-z, 0-9 and _, and begins with a letter"},
      {"{name: a, type: text, lable: x}",
       "4:31: a field has no property lable; did you mean label?"},
      {"{name: a, type: text, 名: x}", "4:31: a field has no property 名"},
      {"{name: a, type: text, required: maybe}", "4:41: true or false is expected here"},
      {"{name: a, type: text, max_length: x}",
       "4:43: a number from 0 to 999999999 is expected here"},
      {"{name: a, type: text, pii: secret}", "4:36: none, personal or sensitive is expected here"},
      {"{name: a, type: text, mask: stars}",
       "4:37: a mask is expected here: name, mobile, phone, email, id, address or whole"},
      {"{name: a, type: text, pattern: '[a'}",
       "4:40: not a regular expression of RE2: missing ]: [a"},
      {"{name: a, type: text, required_when: x}", "4:46: fields (name: value) are expected here"},
      {"{name: a, type: text, required_when: {b: {c: d}}}", "4:50: a list (- …) is expected here"},
      {"{name: a, type: choice}", "4:9: a field of type choice needs options"},
      {"{name: a, type: choice, options: []}", "4:9: a field of type choice needs options"},
      {"{name: a, type: choice, options: x}", "4:42: a list (- …) is expected here"},
      {"{name: a, type: choice, options: [{label: x}]}", "4:43: value is missing here"},
      {"{name: a, type: choice, options: [{value: x, lable: y}]}",
       "4:54: lable is not known here; did you mean label?"},
      {"{name: a, type: choice, options: [{value: x}, {value: x}]}",
       "4:55: the option x stands here twice"},
      {"{name: a, type: code}", "4:9: a field of type code needs codes"},
      {"{name: a, type: group}", "4:9: a field of type group needs fields"},
      {"{name: a, type: entries}", "4:9: a field of type entries needs of / fields"},
      {"{name: a, type: entries, of: b, fields: [{name: c, type: text}]}",
       "4:9: a field of type entries needs of / fields"},
      {"{name: a, type: entries, of: b, unique: true}",
       "4:9: unique, pattern and pii belong to single values, not to a field of type entries"},
      {"{name: a, type: group, pii: personal, fields: [{name: c, type: text}]}",
       "4:9: unique, pattern and pii belong to single values, not to a field of type group"},
      {"{name: a, type: choices, pii_when: {b: c}}",
       "4:9: unique, pattern and pii belong to single values, not to a field of type choices"},
      {"{name: a, type: money, min: much}", "4:37: much is no value of type money"},
      {"{name: a, type: date, max: later}", "4:36: later is no value of type date"},
      {"{name: a, type: date, min: now}", "4:36: now is no value of type date"},
      {"{name: a, type: integer, max: now}", "4:39: now is no value of type integer"},
      {"{name: a, type: date, min: 2024-02-30}", "4:36: 2024-02-30 is no value of type date"},
      {"{name: a, type: group, fields: [{name: b, type: txt}]}",
       "4:57: txt is no field type; did you mean text?"},
      {"{name: a, type: group, fields: [{name: b, type: text}, {name: b, type: text}]}",
       "4:64: the field b stands here twice"},
  };
  for (const auto& [field, message] : rows) {
    CAPTURE(field);
    CHECK(mistake(with_field(field)) == "3 schemas/x.yaml:" + message);
  }
}

TEST_CASE("a mistake in a check is told at its place") {
  const std::string comparison =
      "a comparison is expected here: FIELD OP FIELD, or a value on the right; OP is == != < <= > "
      "or >=";
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"{that: a == b}", "7:5: message is missing here"},
      {"{message: m}", "7:5: a check is either a that or a has"},
      {"{message: m, that: a == b, has: {x: {y: z}}}", "7:5: a check is either a that or a has"},
      {"{message: m, has: []}", "7:5: a check is either a that or a has"},
      {"{message: m, that: a}", "7:24: " + comparison},
      {"{message: m, that: a = b}", "7:24: " + comparison},
      {"{message: m, that: a ==}", "7:24: " + comparison},
      {"{message: m, that: a==b}", "7:24: " + comparison},
      {"{message: m, that: []}", "7:24: a value is expected here"},
      {"{message: m, that: a == b, level: fatal}", "7:39: error or warning is expected here"},
      {"{message: m, that: a == b, if: x}", "7:32: if is not known here"},
      {"{message: m, that: a == b, when: x}", "7:38: fields (name: value) are expected here"},
      {"{message: m, has: {a: {b: c}, d: {e: f}}}",
       "7:23: one list with the values of an entry is expected here"},
      {"{message: m, has: {}}", "7:23: one list with the values of an entry is expected here"},
      {"{message: m, has: x}", "7:23: fields (name: value) are expected here"},
      {"{message: m, has: {a: b}}", "7:27: fields (name: value) are expected here"},
  };
  for (const auto& [check, message] : rows) {
    CAPTURE(check);
    CHECK(mistake(with_check(check)) == "3 schemas/x.yaml:" + message);
  }
}

TEST_CASE("a name that is taken in another section is no former name of a field") {
  CHECK(mistake("kind: x\nsections:\n  - fields:\n      - {name: a, type: text}\n"
                "  - fields:\n      - {name: b, type: text, renamed_from: a}\n") ==
        "3 schemas/x.yaml:6:9: b can't be renamed from a, which is the name of another field");
}
