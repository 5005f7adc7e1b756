// SPDX-License-Identifier: MIT
// Pieces of JSON as text.
#include "exchange/json_text.hpp"

#include <doctest/doctest.h>
#include <rapidjson/document.h>

using namespace custrec;

TEST_CASE("a string of JSON steers no terminal and reads back the same") {
  const std::string text = "a\x1B\x7F\u009B\u061C\u200E\u202E\u2066\u2028\uFFFF\n\"客户";
  const std::string json = json_string(text);
  CHECK(json == "\"a\\u001B\\u007F\\u009B\\u061C\\u200E\\u202E\\u2066\\u2028\\uFFFF\\n\\\"客户\"");
  rapidjson::Document parsed;
  parsed.Parse(json.data(), json.size());
  REQUIRE(parsed.IsString());
  CHECK(parsed.GetString() == text);
}

TEST_CASE("so do keys, and indented JSON keeps its lines") {
  const std::string json = json_object({{"k\u202E", json_strings({"\u0085"})}});
  CHECK(json == "{\"k\\u202E\":[\"\\u0085\"]}");
  CHECK(indent_json(json) == "{\n  \"k\\u202E\": [\n    \"\\u0085\"\n  ]\n}\n");
}
