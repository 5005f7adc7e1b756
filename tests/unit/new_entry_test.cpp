// SPDX-License-Identifier: MIT
// Which lists entries go to, and what an entry is filled in with by itself.
#include "archive/new_entry.hpp"

#include <doctest/doctest.h>

#include "test_support.hpp"

using namespace custrec;
using namespace custrec::test;

namespace {

/// What becomes of an entry with these values, in a record whose owner is 王五.
std::string complete(std::string_view kind, std::vector<Value> values) {
  const TemporaryArchive folder;
  const Archive archive = folder.open();
  const Field& list = *find_entry_list(archive.schemas(), kind);
  const Value record = make_mapping("", {make_text("owner", "王五")});
  const Person by{"张三", "", {}, ""};
  return format_record(
      complete_entry(make_mapping("", std::move(values)), archive, list, record, by, test_now()));
}

}  // namespace

TEST_CASE("a list is found by its kind or by the title of it in either language") {
  const Schemas& schemas = shipped_schemas();
  for (const std::string_view word : {"need", "需求", "Need", "NEED"}) {
    CAPTURE(word);
    REQUIRE(find_entry_list(schemas, word) != nullptr);
    CHECK(find_entry_list(schemas, word)->name == "needs");
  }
  for (const std::string_view word : {"needs", "review", "change", "customer", "", "name"}) {
    CAPTURE(word);
    CHECK(find_entry_list(schemas, word) == nullptr);
  }
}

TEST_CASE("people add to all lists but those that custrec writes itself") {
  std::string kinds;
  for (const Field* list : find_entry_lists(shipped_schemas())) kinds += list->of + " ";
  CHECK(kinds == "contact interaction visit need complaint contract file anomaly ");
}

TEST_CASE("what is known of an entry needn't be said") {
  CHECK(complete("need", {make_text("description", "x")}) ==
        "id: N1\ndescription: x\nraised_at: 2024-03-15T09:12:00+08:00\nstatus: open\n"
        "owner: 王五\n");
  CHECK(complete("contact", {make_text("name", "王小明")}) == "name: 王小明\n");
  CHECK(complete("anomaly", {}) ==
        "id: A1\nfound_at: 2024-03-15T09:12:00+08:00\nfound_by: 张三\nowner: 王五\n");
}

TEST_CASE("what is said stays") {
  CHECK(complete("need", {make_text("raised_at", "2024-03-01", true), make_text("owner", "李四"),
                          make_text("status", "done")}) ==
        "id: N1\nraised_at: 2024-03-01\nowner: 李四\nstatus: done\n");
}

TEST_CASE("an interaction with a next step isn't done") {
  CHECK(complete("interaction", {make_text("at", "2024-03-01", true)}) ==
        "id: I1\nat: 2024-03-01\nours: 张三\ndone: true\n");
  CHECK(complete("interaction", {make_text("at", "2024-03-01", true),
                                 make_text("next_due", "2024-03-20", true)}) ==
        "id: I1\nat: 2024-03-01\nnext_due: 2024-03-20\nours: 张三\ndone: false\n");
}

TEST_CASE("a visit that lies ahead has been recorded by nobody") {
  CHECK(complete("visit", {make_text("at", "2024-03-16", true)}) ==
        "id: V1\nat: 2024-03-16\nours: 张三\n");
  CHECK(complete("visit", {make_text("at", "2024-03-14", true)}) ==
        "id: V1\nat: 2024-03-14\nours: 张三\nrecorded_by: 张三\n"
        "recorded_at: 2024-03-15T09:12:00+08:00\n");
}

TEST_CASE("an entry without an id is called by its place") {
  const Field& contacts = *find_entry_list(shipped_schemas(), "contact");
  CHECK(entry_name(contacts, make_mapping(""), 2) == "contacts[2]");
  CHECK(entry_name(contacts, make_mapping("", {make_text("id", "X7")}), 2) == "X7");
}
