// SPDX-License-Identifier: MIT
// The JSON Schema of schemas, piece by piece. Whole records are compared by tests/run_peers.
#include "exchange/json_schema.hpp"

#include <doctest/doctest.h>

#include "exchange/json_schema_rules.hpp"
#include "exchange/json_schema_values.hpp"
#include "exchange/number_pattern.hpp"
#include "exchange/portable_pattern.hpp"
#include "test_support.hpp"

#include <re2/re2.h>

using namespace custrec;
using namespace custrec::test;

namespace {

std::string value_schema(const Schemas& schemas, const std::string& name) {
  const TypeContext context = world().context();
  return ValueSchemas(context).of(*find_field(schemas.customer().fields, name));
}

std::string filed_rule(const Schemas& schemas, const std::string& kind, const std::string& path) {
  const SchemaRules rules = collect_schema_rules(schemas, *schemas.find(kind));
  const auto found = rules.filed.find(path);
  return found == rules.filed.end() ? "" : json_array(found->second);
}

}  // namespace

TEST_CASE("every simple type has a fragment unless it depends on more than the type") {
  std::string without;
  for (const FieldType& type : field_types()) {
    if (type.json_schema.empty()) without += std::string(type.name) + " ";
  }
  CHECK(without == "choice choices phone code person entries group ");
}

TEST_CASE("a field has its type, its length, its pattern and the limits of numbers") {
  const Schemas schemas = make_schemas(
      "- name: plain\n"
      "  type: mobile\n"
      "- name: number\n"
      "  type: text\n"
      "  pattern: I[1-9]\n"
      "  max_length: 3\n"
      "- name: stars\n"
      "  type: integer\n"
      "  min: \"1\"\n"
      "  max: \"5\"\n"
      "- name: grade\n"
      "  type: choice\n"
      "  options:\n"
      "    - value: new\n"
      "    - value: key\n"
      "- name: tags\n"
      "  type: choices\n"
      "  max_items: 2\n"
      "- name: owner\n"
      "  type: person\n");
  CHECK(value_schema(schemas, "plain") == R"({"$ref":"#/$defs/type.mobile"})");
  CHECK(value_schema(schemas, "number") ==
        R"({"allOf":[{"$ref":"#/$defs/type.text"},)"
        R"({"type":"string","maxLength":3,"pattern":"^(?:I[1-9])$"}]})");
  CHECK(value_schema(schemas, "stars") ==
        R"({"allOf":[{"$ref":"#/$defs/type.integer"},{"type":["integer","string"],)"
        R"("minimum":1,"maximum":5,"allOf":[)"
        R"x({"pattern":"^(0*([1-9][0-9]{1,}|1|[2-9])([.][0-9]+)?)$"},)x"
        R"x({"pattern":"^(-[0-9]+([.][0-9]+)?|0*([0-4])([.][0-9]+)?|0*5([.]0+)?)$"}]}]})x");
  CHECK(value_schema(schemas, "grade") == R"({"enum":["new","key"]})");
  CHECK(value_schema(schemas, "tags") ==
        R"({"type":"array","items":{"$ref":"#/$defs/type.text"},"uniqueItems":true,"maxItems":2})");
  CHECK(value_schema(schemas, "owner") == R"({"$ref":"#/$defs/type.person"})");
  const TypeContext context = world().context();
  ValueSchemas values(context);
  values.of(*find_field(schemas.customer().fields, "owner"));
  CHECK(values.definitions().at("type.person") == R"({"enum":["张三","李四"]})");
}

TEST_CASE("a rule stands as far out as it looks and leads down from there") {
  const Schemas schemas = make_schemas(
      "- name: contacts\n"
      "  type: entries\n"
      "  of: contact\n",
      {},
      {{"schemas/contact.yaml",
        "kind: contact\n"
        "sections:\n"
        "  - fields:\n"
        "      - name: title\n"
        "        type: text\n"
        "        required_when:\n"
        "          type: enterprise\n"
        "          role: decides\n"
        "      - name: role\n"
        "        type: text\n"
        "      - name: left\n"
        "        type: text\n"
        "        required_when:\n"
        "          role: present\n"}});
  CHECK(filed_rule(schemas, "contact", "") ==
        R"([{"if":{"properties":{"role":{"$ref":"#/$defs/value.given"}},"required":["role"]},)"
        R"("then":{"properties":{"left":{"$ref":"#/$defs/value.given"}},"required":["left"]}}])");
  CHECK(
      filed_rule(schemas, "customer", "") ==
      R"([{"if":{"properties":{"type":{"enum":["enterprise"]}},"required":["type"]},)"
      R"("then":{"properties":{"contacts":{"anyOf":[{"$ref":"#/$defs/value.none"},)"
      R"({"type":"array","items":{"type":"object",)"
      R"("if":{"properties":{"role":{"enum":["decides"]}},"required":["role"]},)"
      R"("then":{"properties":{"title":{"$ref":"#/$defs/value.given"}},"required":["title"]}}}]}}}}])");
}

TEST_CASE("the definitions of a kind say what may stand in it and what must") {
  const Schemas schemas = make_schemas(
      "- name: steps\n"
      "  label:\n"
      "    en: Steps\n"
      "    zh: 步骤\n"
      "  hint:\n"
      "    en: One by one\n"
      "    zh: 逐条\n"
      "  type: entries\n"
      "  fields:\n"
      "    - name: what\n"
      "      type: text\n"
      "      required: true\n"
      "    - name: old\n"
      "      type: text\n"
      "      renamed_from: older\n"
      "      retired: true\n");
  const std::string text = format_json_schema(schemas, world().context(), Language::chinese);
  CHECK(text.find("        \"steps\": {\n"
                  "          \"title\": \"步骤\",\n"
                  "          \"description\": \"逐条\",\n") != text.npos);
  CHECK(text.find("\"required\": [\n                  \"what\"\n") != text.npos);
  CHECK(text.find("\"deprecated\": true") != text.npos);
  CHECK(text.find("\"older\"") != text.npos);
  CHECK(text.ends_with("}\n"));
}

TEST_CASE("limits of numbers that are written as text") {
  const auto matches = [](const std::optional<std::string>& pattern, const std::string& number) {
    REQUIRE(pattern);
    return RE2::FullMatch(number, *pattern);
  };
  for (const int limit : {-105, -10, -1, 0, 1, 9, 10, 99, 100, 105, 1949}) {
    const auto least = pattern_at_least(std::to_string(limit));
    const auto most = pattern_at_most(std::to_string(limit));
    for (int number = -2000; number <= 2000; ++number) {
      const std::string text = std::to_string(number);
      REQUIRE_MESSAGE(matches(least, text) == (number >= limit), text << " at least " << limit);
      REQUIRE_MESSAGE(matches(most, text) == (number <= limit), text << " at most " << limit);
    }
    const std::string sign = limit < 0 ? "-" : "";
    const std::string padded = sign + "00" + std::to_string(std::abs(limit));
    CHECK(matches(least, padded + ".00"));
    CHECK(matches(most, padded + ".0"));
    CHECK(matches(least, padded + ".5") == (limit >= 0));
    CHECK(matches(most, padded + ".5") == (limit < 0));
  }
  CHECK(matches(pattern_at_least("0"), "-0.00"));
  CHECK(matches(pattern_at_most("0"), "-0"));
  CHECK_FALSE(pattern_at_least("0.5"));
  CHECK_FALSE(pattern_at_most("many"));
}

TEST_CASE("patterns that RE2 and ECMA-262 both read") {
  CHECK(find_portable_pattern("[0-9a-f]{64}") == "^(?:[0-9a-f]{64})$");
  CHECK(find_portable_pattern("a|(?:b\\d+)?[^\\-]\\.") == "^(?:a|(?:b\\d+)?[^\\-]\\.)$");
  for (const std::string pattern : {"(?i)a", "(?P<n>a)", "[[:alpha:]]", "\\pL", "\\s", "\\Qa\\E",
                                    "a{,3}", "a}", "]", "[]a]", "\\z", "a{2"}) {
    CHECK_MESSAGE(!find_portable_pattern(pattern), pattern);
  }
  CHECK(escape_pattern("a.b|c") == "a\\.b\\|c");
}
