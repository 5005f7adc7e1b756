// SPDX-License-Identifier: MIT
// A whole record and the schemas: which problems, where, and only one per value.
#include "schema/check_record.hpp"

#include <doctest/doctest.h>

#include "test_support.hpp"

using namespace custrec;
using namespace custrec::test;

namespace {

const std::map<std::string, std::string>& kinds() {
  static const std::map<std::string, std::string> files = {
      {"schemas/contract.yaml",
       "kind: contract\nsections:\n  - fields:\n"
       "      - {name: id, type: text}\n"
       "      - {name: begins, type: date, required: true}\n"
       "      - {name: ends, type: date}\n"
       "      - {name: why, type: text, required_when: {type: enterprise}}\n"
       "checks:\n  - {that: ends >= begins, message: it ends before it begins}\n"}};
  return files;
}

std::string check(const std::string& fields, const std::string& text,
                  const std::string& checks = {}) {
  return check_text(make_schemas(fields, checks, kinds()), text);
}

}  // namespace

TEST_CASE("a faultless record has no findings") {
  CHECK(check_text(shipped_schemas(), faultless_record()) == "");
}

TEST_CASE("an unknown field is told at its key, with what was probably meant") {
  CHECK(check("- {name: mobile, type: text}\n", "id: x\nmobil: y\nzzzzzz: 1\n") ==
        "6 error mobil: the schema has no field mobil; did you mean mobile? [unknown-field]\n"
        "15 error zzzzzz: the schema has no field zzzzzz [unknown-field]\n");
  CHECK(check("- {name: g, type: group, fields: [{name: a, type: text}]}\n", "g:\n  b: x\n") ==
        "5 error g.b: the schema has no field b [unknown-field]\n");
}

TEST_CASE("control characters of a key are not repeated") {
  CHECK(check("", "id: x\n\"a\\u001B[31m\": y\n") ==
        "6 error a\\u001B[31m: the schema has no field a\\u001B[31m [unknown-field]\n");
}

TEST_CASE("what is missing is told at the key of what it is missing from") {
  const std::string fields =
      "- {name: a, label: {en: The A, zh: 甲}, type: text, required: true, hint: {en: give it}}\n"
      "- {name: g, type: group, fields: [{name: b, type: text, required: true}]}\n"
      "- {name: l, type: entries, fields: [{name: c, type: text, required: true}, {name: d, type: "
      "text}]}\n";
  CHECK(check(fields, "# top\nid: x\ng:\n  z: 1\nl:\n  - d: x\n  - c: v\n") ==
        "0 error a: The A is missing; give it [required]\n"
        "12 error g.b: b is missing [required]\n"
        "17 error g.z: the schema has no field z [unknown-field]\n"
        "29 error l[0].c: c is missing [required]\n");
}

TEST_CASE("an empty value counts as missing, told at its own key") {
  CHECK(check("- {name: a, type: text, required: true}\n", "id: x\na: \"\"\n") ==
        "6 error a: a is missing [required]\n");
  CHECK(check("- {name: l, type: entries, min_items: 1, fields: [{name: c, type: text}]}\n",
              "id: x\nl: []\n") == "6 error l: l is missing [required]\n");
}

TEST_CASE("a group that is missing altogether is asked for when it is required") {
  const std::string fields =
      "- {name: g, type: group, required: true, fields: [{name: b, type: text, required: true}]}\n";
  CHECK(check(fields, "id: x\n") == "0 error g: g is missing [required]\n");
  CHECK(check(fields, "id: x\ng: {}\n") == "6 error g: g is missing [required]\n");
}

TEST_CASE("a draft may leave out what is required, but not be wrong") {
  const std::string fields =
      "- {name: a, type: text, required: true}\n- {name: b, type: date}\n"
      "- {name: contracts, type: entries, min_items: 1, of: contract}\n";
  const std::string checks =
      "- {has: {contracts: {id: present}}, message: no contract}\n"
      "- {that: b >= 2024-01-01, message: too early}\n";
  CHECK(check(fields, "status: draft\nb: 2024-02-30\n", checks) ==
        "17 error b: 2024-02-30 is no day of the calendar [date]\n");
  CHECK(check(fields, "status: draft\nb: 2023-02-01\n", checks) ==
        "17 error b: too early [check]\n");
  CHECK(check(fields, "status: submitted\nb: 2024-02-01\na: x\n", checks) ==
        "0 error contracts: contracts is missing [required]\n");
}

TEST_CASE("a condition looks at values, codes and defaults, from the entry outward") {
  const std::string fields =
      "- {name: country, type: code, codes: country, default: CN}\n"
      "- {name: a, type: text, required_when: {country: CN, type: [enterprise, individual]}}\n"
      "- {name: b, type: text, required_when: {id: present}}\n"
      "- {name: contracts, type: entries, of: contract}\n";
  CHECK(check(fields, "type: enterprise\n") == "0 error a: a is missing [required]\n");
  CHECK(check(fields, "type: enterprise\ncountry: CN 中国\n") ==
        "0 error a: a is missing [required]\n");
  CHECK(check(fields, "type: enterprise\ncountry: US 美国\n") == "");
  CHECK(check(fields, "name: x\n") == "");
  CHECK(check(fields, "id: x\n") == "0 error b: b is missing [required]\n");
  CHECK(check(fields, "id: \"\"\n") == "");
  CHECK(check(fields, "type: enterprise\na: x\ncontracts:\n  - begins: 2024-01-01\n") ==
        "37 error contracts[0].why: why is missing [required]\n");
  CHECK(check(fields, "type: individual\na: x\ncontracts:\n  - begins: 2024-01-01\n") == "");
}

TEST_CASE("a condition in a kind within a kind looks at the entries between before the record") {
  const Schemas schemas =
      make_schemas("- {name: who, type: text}\n- {name: needs, type: entries, of: need}\n", {},
                   {{"schemas/need.yaml",
                     "kind: need\nsections:\n  - fields:\n      - {name: who, type: text}\n"
                     "      - {name: steps, type: entries, of: step}\n"},
                    {"schemas/step.yaml",
                     "kind: step\nsections:\n  - fields:\n      - {name: at, type: date}\n"
                     "      - {name: a, type: text, required_when: {who: x}}\n"}});
  const auto told = [&](const std::string& customer, const std::string& need) {
    return check_text(
        schemas, "id: c\n" + customer + "needs:\n  - " + need + "steps:\n      - at: 2024-01-01\n");
  };
  CHECK(told("who: z\n", "who: x\n    ") ==
        "50 error needs[0].steps[0].a: a is missing [required]\n");
  CHECK(told("who: x\n", "who: z\n    ") == "");
}

TEST_CASE("an empty key is shown as one") {
  CHECK(check("- {name: g, type: group, fields: [{name: a, type: text}]}\n",
              "id: x\n\"\": y\ng:\n  \"\": z\n") ==
        "6 error \"\": the schema has no field \"\" [unknown-field]\n"
        "17 error g.\"\": the schema has no field \"\" [unknown-field]\n");
}

TEST_CASE("checks are made in the order of the schema, not of the record") {
  const auto kind = [](const std::string& name) {
    return "kind: " + name + "\nsections:\n  - fields:\n      - {name: x, type: text}\n" +
           "checks:\n  - {has: {l: {y: z}}, message: " + name + " asks}\n";
  };
  const Schemas schemas = make_schemas(
      "- {name: a, type: entries, of: first}\n- {name: b, type: entries, of: second}\n"
      "- {name: l, type: entries, fields: [{name: y, type: text}]}\n",
      {}, {{"schemas/first.yaml", kind("first")}, {"schemas/second.yaml", kind("second")}});
  CHECK(check_text(schemas, "id: c\nb:\n  - x: v\na:\n  - x: v\n") ==
        "0 error l: first asks [check]\n");
}

TEST_CASE("a value of the wrong shape is one problem, nothing below it another") {
  const std::string fields =
      "- {name: a, type: text}\n- {name: g, type: group, fields: [{name: b, type: text}]}\n"
      "- {name: l, type: entries, fields: [{name: c, type: text, required: true}]}\n"
      "- {name: t, type: choices}\n";
  CHECK(check(fields, "a:\n  - x\ng: y\nl: z\nt: w\n") ==
        "5 error a: one value is expected here, not a list or fields [text]\n"
        "12 error g: fields (name: value) are expected here [group]\n"
        "17 error l: a list (- …) is expected here [entries]\n"
        "22 error t: a list (- …) is expected here [choices]\n");
  CHECK(check(fields, "a:\n  x: y\nl:\n  - x\n  - []\n") ==
        "5 error a: one value is expected here, not a list or fields [text]\n"
        "17 error l[0]: an entry is made of fields (name: value) [entries]\n"
        "23 error l[1]: an entry is made of fields (name: value) [entries]\n");
}

TEST_CASE("items of choices are options, or labels, none of them twice") {
  const std::string fields =
      "- {name: t, type: choices, max_items: 3}\n"
      "- {name: o, type: choices, options: [{value: x}, {value: y}]}\n";
  CHECK(check(fields, "t:\n  - a\n  - a\n  - no\n  - []\n  - \" b\"\no:\n  - x\n  - z\n") ==
        "0 error t: has 5 items, at most 3 are allowed [items]\n"
        "13 error t[1]: a stands here twice [choices]\n"
        "19 warning t[2]: stands without quotes, YAML tools take it for something other than text; "
        "write \"no\" [quote]\n"
        "26 error t[3]: one value is expected here [choices]\n"
        "33 error t[4]: has blanks around it [choices]\n"
        "51 error o[1]: z is none of x, y [choices]\n");
}

TEST_CASE("lists have as many items as they should") {
  const std::string fields =
      "- {name: l, type: entries, min_items: 2, max_items: 3, fields: [{name: c, type: text}]}\n";
  CHECK(check(fields, "id: x\nl:\n  - c: x\n") ==
        "6 error l: has 1 items, at least 2 are needed [items]\n");
  CHECK(check(fields, "l:\n  - c: x\n  - c: x\n") == "");
  CHECK(check(fields, "l:\n  - c: x\n  - c: x\n  - c: x\n  - c: x\n") ==
        "0 error l: has 4 items, at most 3 are allowed [items]\n");
}

TEST_CASE("no two entries share an id, whatever list they are in") {
  const std::string fields =
      "- {name: contracts, type: entries, of: contract}\n"
      "- {name: l, type: entries, fields: [{name: id, type: text}]}\n";
  CHECK(check(fields,
              "id: A\ncontracts:\n  - id: A\n    begins: 2024-01-01\nl:\n  - id: B\n  - "
              "id: A\n  - id: B\n") ==
        "71 error l[1].id: the id A is also that of contracts[0] [entry-id]\n"
        "81 error l[2].id: the id B is also that of l[0]; 'custrec edit --resolve ID' gives the "
        "later "
        "one the next id [entry-id]\n");
}

TEST_CASE("a retired field is told at its key, an old name is taken") {
  const std::string fields =
      "- {name: a, label: {en: Old A}, type: text, retired: true, required: true}\n"
      "- {name: b, type: date, renamed_from: old_b, required: true}\n";
  CHECK(check(fields, "a: x\nold_b: 2024-02-30\n") ==
        "0 warning a: the field Old A is no longer used [retired-field]\n"
        "12 error old_b: 2024-02-30 is no day of the calendar [date]\n");
  CHECK(check(fields, "b: 2024-02-01\nold_b: 2024-02-01\n") ==
        "14 error old_b: the schema has no field old_b [unknown-field]\n");
  CHECK(check(fields, "a: \"\"\nb: 2024-02-01\n") == "");
}

TEST_CASE("one value has one problem only, a retired field with a faulty value too") {
  const std::string fields = "- {name: a, type: date, retired: true}\n";
  CHECK(check(fields, "a: 2024-02-30\n") ==
        "3 error a: 2024-02-30 is no day of the calendar [date]\n");
}

TEST_CASE("a check compares fields with each other and with constants") {
  const std::string fields =
      "- {name: a, type: date}\n- {name: b, type: date}\n- {name: m, type: money}\n"
      "- {name: p, type: partial-date}\n- {name: c, type: code, codes: country}\n";
  const auto one = [&](const std::string& that, const std::string& text) {
    return check(fields, text, "- {that: " + that + ", message: no}\n");
  };
  const std::string early = "a: 2024-01-01\nb: 2024-02-01\n";
  CHECK(one("a <= b", early) == "");
  CHECK(one("a < b", early) == "");
  CHECK(one("a != b", early) == "");
  CHECK(one("a >= b", early) == "3 error a: no [check]\n");
  CHECK(one("a > b", early) == "3 error a: no [check]\n");
  CHECK(one("a == b", early) == "3 error a: no [check]\n");
  CHECK(one("b >= a", early) == "");
  CHECK(one("a < b", "a: 2024-01-01\nb: 2024-01-01\n") == "3 error a: no [check]\n");
  CHECK(one("a >= b", "a: 2024-01-01\n") == "");
  CHECK(one("a >= b", "b: 2024-01-01\n") == "");
  CHECK(one("m <= 100", "m: \"99.99\"\n") == "");
  CHECK(one("m <= 100", "m: \"100.01\"\n") == "3 error m: no [check]\n");
  CHECK(one("p <= a", "p: 2024\na: 2024-01-01\n") == "");
  CHECK(one("p <= a", "p: 2025\na: 2024-01-01\n") == "3 error p: no [check]\n");
  CHECK(one("c == CN", "c: CN 中国\n") == "");
  CHECK(one("c == CN", "c: US 美国\n") == "3 error c: no [check]\n");
}

TEST_CASE("checks pass over values that are faulty already") {
  const std::string fields = "- {name: a, type: date}\n- {name: b, type: date}\n";
  CHECK(check(fields, "a: 2024-02-30\nb: 2024-01-01\n", "- {that: a <= b, message: no}\n") ==
        "3 error a: 2024-02-30 is no day of the calendar [date]\n");
  CHECK(check(fields, "a: 2024-02-01\nb: 2024-01-99\n", "- {that: a <= b, message: no}\n") ==
        "17 error b: 2024-01-99 is no day of the calendar [date]\n");
}

TEST_CASE("of several checks that fail at one value the first is told") {
  const std::string fields = "- {name: a, type: date}\n- {name: b, type: date}\n";
  CHECK(check(fields, "a: 2024-02-01\nb: 2024-01-01\n",
              "- {that: a <= b, message: first}\n- {that: a == b, message: second}\n"
              "- {that: b >= a, message: third, level: warning}\n") ==
        "3 error a: first [check]\n"
        "17 warning b: third [check]\n");
}

TEST_CASE("a check of a kind holds for each entry, one of the record goes through its lists") {
  const std::string fields =
      "- {name: contracts, type: entries, of: contract}\n- {name: since, type: date}\n";
  const std::string text =
      "type: individual\nsince: 2024-01-15\ncontracts:\n"
      "  - begins: 2024-02-01\n    ends: 2024-01-01\n"
      "  - begins: 2024-02-01\n    ends: 2024-03-01\n"
      "  - begins: 2024-01-01\n";
  CHECK(check(fields, text) == "79 error contracts[0].ends: it ends before it begins [check]\n");
  CHECK(check(fields, text, "- {that: contracts.begins >= since, message: too early}\n") ==
        "79 error contracts[0].ends: it ends before it begins [check]\n"
        "146 error contracts[2].begins: too early [check]\n");
  CHECK(check(fields, text, "- {that: contracts.ends > contracts.begins, message: again}\n") ==
        "79 error contracts[0].ends: again [check]\n");
}

TEST_CASE("a check goes through groups and through lists in lists") {
  const std::string fields =
      "- {name: since, type: date}\n"
      "- {name: g, type: group, fields: [{name: l, type: entries, fields: [{name: at, type: date}, "
      "{name: m, type: entries, fields: [{name: from, type: date}, {name: to, type: date}]}]}]}\n";
  const std::string text =
      "id: x\nsince: 2020-01-01\ng:\n  l:\n    - at: 2019-01-01\n    - at: 2021-01-01\n      m:\n"
      "        - from: 2020-02-02\n          to: 2020-02-01\n";
  CHECK(check(fields, text, "  - {that: g.l.at >= since, message: too early}\n") ==
        "42 error g.l[0].at: too early [check]\n");
  CHECK(check(fields, text, "  - {that: g.l.m.from <= g.l.m.to, message: back in time}\n") ==
        "99 error g.l[1].m[0].from: back in time [check]\n");
}

TEST_CASE("a check with a condition holds only where that does") {
  const std::string fields = "- {name: a, type: date}\n";
  const std::string checks = "- {when: {type: enterprise}, that: a >= 2024-01-01, message: no}\n";
  CHECK(check(fields, "type: enterprise\na: 2023-01-01\n", checks) == "20 error a: no [check]\n");
  CHECK(check(fields, "type: individual\na: 2023-01-01\n", checks) == "");
  CHECK(check(fields, "a: 2023-01-01\n", checks) == "");
}

TEST_CASE("a check asks for an entry, one of several will do") {
  const std::string fields =
      "- {name: contracts, type: entries, of: contract}\n"
      "- {name: files, type: entries, fields: [{name: kind, type: text}]}\n";
  const std::string checks =
      "- {has: [{contracts: {id: A}}, {files: {kind: [x, w]}}], level: warning, message: none}\n";
  CHECK(check(fields, "id: x\n", checks) == "0 warning contracts: none [check]\n");
  CHECK(check(fields, "id: x\nfiles:\n  - kind: z\n", checks) ==
        "0 warning contracts: none [check]\n");
  CHECK(check(fields, "id: x\nfiles:\n  - kind: z\n  - kind: w\n", checks) == "");
  CHECK(check(fields, "id: x\ncontracts:\n  - id: A\n    begins: 2024-01-01\n", checks) == "");
  CHECK(check(fields, "id: x\ncontracts:\n  - id: B\n    begins: 2024-01-01\n", checks) ==
        "6 warning contracts: none [check]\n");
  CHECK(check(fields, "id: x\ncontracts: y\n", checks) ==
        "17 error contracts: a list (- …) is expected here [entries]\n");
}

TEST_CASE("personal values are masked wherever they are told") {
  const std::string secret = "zhangsan-secret";
  const std::string fields =
      "- {name: p, type: mobile, pii: personal}\n"
      "- {name: q, type: text, pii_when: {type: individual}, pattern: '[0-9]+', mask: name}\n"
      "- {name: l, type: entries, fields: [{name: id, type: text, pii: personal}, {name: e, type: "
      "email, pii: sensitive}]}\n";
  const std::string text = "type: individual\np: " + secret + "\nq: " + secret +
                           "\nl:\n  - id: " + secret + "\n    e: " + secret +
                           "@@x\n  - id: " + secret + "\n";
  const std::string told = check(fields, text);
  CHECK_MESSAGE(told.find(secret) == std::string::npos, told);
  CHECK(told.find("[mobile]") != std::string::npos);
  CHECK(told.find("[pattern]") != std::string::npos);
  CHECK(told.find("[entry-id]") != std::string::npos);
  CHECK(told.find("[email]") != std::string::npos);
  const std::string open = check(fields, "type: enterprise\nq: " + secret + "\n");
  CHECK(open.find(secret + " does not have the form") != std::string::npos);
}

TEST_CASE("what a block holds is found, in record form and in any other YAML") {
  const std::string fields = "- {name: n, type: note}\n- {name: t, type: text}\n";
  const auto rule_of = [&](const std::string& text) {
    const std::string told = check(fields, "id: x\n" + text);
    const std::size_t bracket = told.find('[');
    return bracket == std::string::npos ? "" : told.substr(bracket, told.find(']') - bracket + 1);
  };
  CHECK(rule_of("n: |-\n  first line\n  the last one\n") == "");
  CHECK(rule_of("n: |-\n  first line\n  6222 0212 3456 7890 128\n") == "[forbidden]");
  CHECK(rule_of("n: |\n  first line\n  住址：示例市示例路1号\n") == "[forbidden]");
  CHECK(rule_of("n: |\n  first line\n  home address: Example Road 1\n") == "[forbidden]");
  CHECK(rule_of("n: >\n  first line, home\n  address: Example Road 1\n") == "[forbidden]");
  CHECK(rule_of("n: |\n  first line\n  a\tb\n") == "[note]");
  CHECK(rule_of("t: |-\n  first line\n  the last one\n") == "[text]");
  CHECK(rule_of("t: |\n  one line\n") != "");
  CHECK(rule_of("t: |-\n  one line\n") == "");
}

TEST_CASE("faults of the syntax are among the findings") {
  CHECK(check("- {name: a, type: date}\n", "id: x\na: 2024-01-01\nid: y\na: &b 2024-02-30\n") ==
        "20 error : the key id stands here a second time [syntax]\n"
        "26 error : the key a stands here a second time [syntax]\n"
        "29 error : an anchor (&) is not allowed [syntax]\n");
}

TEST_CASE("findings are placed by line and code point, whatever order they come in") {
  const Document document(
      "\xEF\xBB\xBF"
      "名: x\n\n值: 中文y\n");
  const std::vector<Problem> problems =
      place_findings(document, "customers/a.yaml", "A",
                     {{22, Level::error, "text", "b", {"third", "三"}, {}},
                      {3, Level::warning, "quote", "a", {"first", "一"}, {"mend", "改"}},
                      {11, Level::error, "text", "b", {"second", "二"}, {}}});
  CHECK(show_problems(problems) ==
        "customers/a.yaml:1:1: warning: a: first; mend [quote]\n"
        "customers/a.yaml:3:1: error: b: second [text]\n"
        "customers/a.yaml:3:6: error: b: third [text]\n");
  for (const Problem& problem : problems) CHECK(problem.customer == "A");
  const Problem top = place_findings(document, "p", "", {{0, Level::error, "r", "", {}, {}}})[0];
  CHECK(top.line == 1);
  CHECK(top.column == 1);
}

TEST_CASE("placing agrees with Document::place_of at every byte") {
  const std::string text = "a: 中\n\n# 注\nb:\n  - 😀x\n";
  const Document document(text);
  for (std::uint32_t offset = 0; offset <= text.size(); ++offset) {
    const Place place = document.place_of(offset);
    const Problem problem =
        place_findings(document, "p", "", {{offset, Level::error, "text", "", {}, {}}})[0];
    CAPTURE(offset);
    CHECK(problem.line == place.line);
    CHECK(problem.column == place.column);
  }
}

TEST_CASE("of one rule so many problems are listed, and one stands for the rest") {
  std::string text = "id: x\n";
  for (std::size_t at = 0; at < most_listed + 5; ++at) text += "# \n";
  std::vector<Finding> findings;
  for (std::uint32_t at = 0; at < most_listed + 5; ++at) {
    findings.push_back({at, Level::error, "choices", "f", {}, {}});
  }
  findings.push_back({0, Level::warning, "choices", "f", {}, {}});
  const std::vector<Finding> limited = limit_findings(std::move(findings));
  REQUIRE(limited.size() == most_listed + 2);
  CHECK(limited[most_listed].unlisted == 5);
  CHECK(limited[most_listed].offset == most_listed);
  CHECK(limited[most_listed].message.en == "more problems of this rule, not listed: 5");
  CHECK(limited[most_listed + 1].unlisted == 0);
  // Once more it is no different.
  CHECK(limit_findings(limited)[most_listed].unlisted == 5);
  const auto problems = place_findings(Document(text), "p", "x", limited);
  CHECK(count_problems(problems).errors == most_listed + 1);
  CHECK(count_problems(problems).warnings == 1);
}

TEST_CASE("of a record as a whole they are counted too") {
  std::string text = "l:\n";
  for (std::size_t at = 0; at < most_listed + 7; ++at) text += "  - d: x\n";
  const Schemas schemas = make_schemas(
      "- {name: l, type: entries, fields: [{name: c, type: text, required: true}, "
      "{name: d, type: text}]}\n",
      {}, kinds());
  const std::string found = check_text(schemas, text);
  CHECK(std::count(found.begin(), found.end(), '\n') == most_listed + 1);
  CHECK(found.find("more problems of this rule, not listed: 7 [required]") != std::string::npos);
}
