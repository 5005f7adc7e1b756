// SPDX-License-Identifier: MIT
// Whether schemas ask about a field.
#include "schema/asked_about.hpp"

#include <doctest/doctest.h>

#include "test_support.hpp"

using namespace custrec;
using namespace custrec::test;

namespace {

/// Whether they ask about the field `id` of the customer.
bool asks_about_id(const Schemas& schemas) {
  return is_asked_about(*find_field(schemas.customer().fields, "id"), schemas);
}

const std::string text_field = "- name: parent\n  type: text\n";

std::string check_of(const std::string& lines) {
  return lines + "  message:\n    en: wrong\n    zh: 不对\n";
}

}  // namespace

TEST_CASE("the shipped schemas don't ask about the customer number") {
  CHECK_FALSE(asks_about_id(shipped_schemas()));
  CHECK_FALSE(asks_about_id(make_schemas(text_field)));
}

TEST_CASE("conditions and comparisons ask about the fields that they name") {
  CHECK(asks_about_id(make_schemas(text_field, check_of("- that: parent != id\n"))));
  CHECK(asks_about_id(make_schemas(text_field, check_of("- that: id != parent\n"))));
  CHECK(asks_about_id(
      make_schemas(text_field, check_of("- when:\n    id: present\n  that: parent != name\n"))));
  CHECK(
      asks_about_id(make_schemas("- name: parent\n  type: text\n  required_when:\n    id: C1\n")));
  CHECK(asks_about_id(
      make_schemas("- name: parent\n  type: text\n  pii: personal\n  pii_when:\n    id: C1\n")));
  CHECK_FALSE(
      asks_about_id(make_schemas("- name: parent\n  type: text\n  required_when:\n    name: x\n")));
}

TEST_CASE("an entry that asks about its own id doesn't ask about the customer's") {
  const auto fields = [](const std::string& inner) {
    return "- name: parts\n  type: entries\n  fields:\n    - name: " + inner +
           "\n      type: text\n    - name: size\n      type: text\n      required_when:\n"
           "        id: present\n";
  };
  CHECK_FALSE(asks_about_id(make_schemas(fields("id"))));
  CHECK(asks_about_id(make_schemas(fields("code"))));
}
