// SPDX-License-Identifier: MIT
// Records as JSON.
#include "exchange/json.hpp"

#include <doctest/doctest.h>
#include <rapidjson/document.h>

#include "test_support.hpp"

using namespace custrec;
using namespace custrec::test;

TEST_CASE("keys and nesting stay, whole numbers and yes-no become JSON's own") {
  const Value record = make_mapping(
      "", {make_text("id", "C1"), make_text("annual_value", "620000.00"),
           make_text("founded", "2004", true),
           make_sequence("tags", {make_text("", "a\"b"), make_text("", "")}),
           make_sequence("interactions", {make_mapping("", {make_text("done", "true", true),
                                                            make_text("reached", "perhaps")})}),
           make_sequence("needs", {make_mapping("", {make_text("satisfaction", "5", true)}),
                                   make_mapping("")}),
           make_mapping("collection", {make_mapping("consent", {make_text("basis", "contract")})}),
           make_mapping("empty"), make_sequence("none"), make_text("unknown", "true")});
  CHECK(format_json_record(record, shipped_schemas(), false) ==
        R"({"id":"C1","annual_value":"620000.00","founded":"2004","tags":["a\"b",""],)"
        R"("interactions":[{"done":true,"reached":"perhaps"}],)"
        R"("needs":[{"satisfaction":5},{}],"collection":{"consent":{"basis":"contract"}},)"
        R"("empty":{},"none":[],"unknown":"true"})");
  CHECK(format_json_record(
            make_mapping("", {make_text("id", "C1"), make_sequence("tags", {make_text("", "x")})}),
            shipped_schemas(), true) == "{\n  \"id\": \"C1\",\n  \"tags\": [\n    \"x\"\n  ]\n}");
}

TEST_CASE("only what is a whole number in JSON too is written as one") {
  const auto satisfaction = [](const std::string& text) {
    return format_json_record(
        make_mapping(
            "", {make_sequence("needs", {make_mapping("", {make_text("satisfaction", text)})})}),
        shipped_schemas(), false);
  };
  const auto with = [](const std::string& value) {
    return R"({"needs":[{"satisfaction":)" + value + "}]}";
  };
  CHECK(satisfaction("5") == with("5"));
  CHECK(satisfaction("-5") == with("-5"));
  CHECK(satisfaction("0") == with("0"));
  CHECK(satisfaction("999999999999999") == with("999999999999999"));
  for (const std::string text :
       {"05", "-", "--5", "1.5", "+5", "", "five", "1000000000000000000", "1e3"}) {
    CHECK(satisfaction(text) == with("\"" + text + "\""));
  }
}

TEST_CASE("a negative zero and leading zeros behind a sign are no numbers of JSON") {
  const Value record = make_mapping(
      "", {make_sequence("needs", {make_mapping("", {make_text("satisfaction", "-05")})})});
  rapidjson::Document parsed;
  const std::string text = format_json_record(record, shipped_schemas(), false);
  parsed.Parse(text.data(), text.size());
  CHECK_MESSAGE(!parsed.HasParseError(), text);
}

TEST_CASE("whatever a record holds, the JSON can be read again") {
  const std::string nasty = "\"\\/\b\f\n\r\t\x01\x7F\xC2\x85\xE2\x80\xA8</script>😀中文";
  const Value record = make_mapping("", {make_text("name", nasty), make_text(nasty, "x"),
                                         make_sequence("tags", {make_text("", nasty)})});
  for (const bool indented : {false, true}) {
    const std::string text = format_json_record(record, shipped_schemas(), indented);
    rapidjson::Document parsed;
    parsed.Parse(text.data(), text.size());
    REQUIRE_FALSE(parsed.HasParseError());
    CHECK(std::string(parsed["name"].GetString(), parsed["name"].GetStringLength()) == nasty);
    CHECK(parsed["tags"][0] == parsed["name"]);
    CHECK(parsed.HasMember(nasty.c_str()));
    if (!indented) CHECK(text.find('\n') == std::string::npos);
  }
}
