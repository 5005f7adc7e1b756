// SPDX-License-Identifier: MIT
// How a new customer becomes a record.
#include "archive/filing.hpp"

#include <doctest/doctest.h>

#include <thread>

#include "record/document.hpp"
#include "test_support.hpp"

using namespace custrec;
using namespace custrec::test;

namespace {

const std::string id_in_schema =
    "        type: text\n        required: true\n        hint:\n          en: Given by custrec";

/// What the faultless record says, without what custrec sets itself.
Value form_of_faultless() {
  Value form = value_of(read_document(faultless_record()).document, Document::root);
  forget_origins(form);
  std::erase_if(form.items,
                [](const Value& item) { return item.key == "id" || item.key == "status"; });
  return form;
}

std::string show(const NewRecord& record) {
  std::string shown = record.id + " " + record.path + "\n" + record.text + record.identity.id +
                      " " + record.identity.name_key + " " +
                      std::to_string(record.identity.name_offset) + "\n";
  for (const UniqueValue& value : record.identity.unique_values) {
    shown += value.field + " " + value.value + " " + std::to_string(value.offset) + "\n";
  }
  for (const std::string& reach : record.identity.reach) shown += reach + "\n";
  for (const Problem& problem : record.problems) shown += problem.customer + " ";
  return shown + show_problems(record.problems);
}

/// Files `count` customers, and holds each to what it is when it comes with its number.
void check_numbers(const Archive& archive, int count) {
  const Person& by = *archive.team().find("张三");
  Filing filing(archive, by, test_now());
  for (int number = 0; number < count; ++number) {
    const NewRecord record = filing.prepare(form_of_faultless(), false);
    Value form = form_of_faultless();
    form.items.push_back(make_text("id", record.id));
    const NewRecord whole = filing.prepare(std::move(form), false);
    CAPTURE(record.id);
    CHECK(show(record) == show(whole));
    CHECK(record.text.find("\nstatus: submitted\n") != std::string::npos);
    filing.accept(record);
  }
}

Archive with_pattern(const TemporaryArchive& folder, const std::string& pattern) {
  folder.write("custrec.yaml", "name: 示例公司客户档案\nid:\n  enterprise: \"" + pattern +
                                   "\"\n  individual: \"P{seq:3}\"\n");
  return folder.open();
}

Archive with_schema(const TemporaryArchive& folder, const std::string& from,
                    const std::string& to) {
  const std::string path = folder.path() + "/schemas/customer.yaml";
  std::string schema = read_file(path);
  schema.replace(schema.find(from), from.size(), to);
  write_file(path, schema);
  return folder.open();
}

}  // namespace

TEST_CASE("a number that is given last makes the record that it would have made first") {
  const TemporaryArchive folder;
  // The numbers get longer, need quotes where they look like numbers, and lie in several folders.
  for (const std::string pattern :
       {"C{date}{seq:3}", "{seq:1}", "{seq:3}", "1e{seq:2}", "{industry}-{region}-{seq:1}"}) {
    CAPTURE(pattern);
    check_numbers(with_pattern(folder, pattern), 12);
  }
}

TEST_CASE("a longer number than the one that stood in for it is checked by itself") {
  const TemporaryArchive folder;
  folder.write("customers/2024/03/C20240315998.yaml", faultless_record());
  std::string limited = id_in_schema;
  limited.insert(limited.find("        hint"), "        max_length: 12\n");
  const Archive archive = with_schema(folder, id_in_schema, limited);
  Filing filing(archive, *archive.team().find("张三"), test_now());
  const NewRecord last = filing.prepare(form_of_faultless(), false);
  CHECK(last.id == "C20240315999");
  CHECK(last.problems.empty());
  filing.accept(last);
  const NewRecord longer = filing.prepare(form_of_faultless(), false);
  CHECK(longer.id == "C202403151000");
  REQUIRE(longer.problems.size() == 1);
  CHECK(longer.problems[0].field == "id");
  CHECK(longer.problems[0].customer == "C202403151000");
}

TEST_CASE("a check that asks about the number sees the one that was given") {
  const TemporaryArchive folder;
  const Archive archive = with_schema(
      folder, "\nchecks:\n",
      "\nchecks:\n  - that: remarks != id\n    message:\n      en: itself\n      zh: 自身\n");
  Filing filing(archive, *archive.team().find("张三"), test_now());
  const auto problems_with = [&](const std::string& remarks) {
    Value form = form_of_faultless();
    form.items.push_back(make_text("remarks", remarks));
    return show_problems(filing.prepare(std::move(form), false).problems);
  };
  CHECK(problems_with("C20240315001").find("remarks: itself [check]") != std::string::npos);
  filing.accept(filing.prepare(form_of_faultless(), false));
  CHECK(problems_with("C20240315001") == "");
  CHECK(problems_with("C20240315002").find("remarks: itself [check]") != std::string::npos);
}

TEST_CASE("without what its number is made of a customer gets none, and is checked all the same") {
  const TemporaryArchive folder;
  const Archive archive = with_pattern(folder, "{industry}-{seq:3}");
  Filing filing(archive, *archive.team().find("张三"), test_now());
  Value form = form_of_faultless();
  std::erase_if(form.items,
                [](const Value& item) { return item.key == "industry" || item.key == "name"; });
  const NewRecord record = filing.prepare(std::move(form), false);
  CHECK(record.id == "");
  CHECK(record.path == "");
  REQUIRE(record.problems.size() >= 2);
  CHECK(record.problems[0].field == "industry");
  CHECK(record.problems[0].message.en == "the customer number ({industry}-{seq:3}) needs it");
  CHECK(show_problems(record.problems).find("name: Customer name is missing") != std::string::npos);
}

TEST_CASE(
    "records are completed on any thread, and numbered in the order in which they are asked") {
  const TemporaryArchive folder;
  const Archive archive = folder.open();
  Filing filing(archive, *archive.team().find("张三"), test_now());
  std::vector<UnnumberedRecord> made(8);
  std::vector<std::thread> threads;
  for (UnnumberedRecord& one : made) {
    threads.emplace_back([&] { one = filing.complete(form_of_faultless(), false); });
  }
  for (std::thread& thread : threads) thread.join();
  for (std::size_t at = 0; at < made.size(); ++at) {
    const NewRecord record = filing.number(std::move(made[at]));
    CHECK(record.id == "C2024031500" + std::to_string(at + 1));
    CHECK(record.text.starts_with("id: " + record.id + "\n"));
    filing.accept(record);
  }
}

TEST_CASE("what identifies a customer is completed only where the schema says so") {
  const TemporaryArchive folder;
  const auto completes = [&](const Archive& archive) {
    return Filing(archive, *archive.team().find("张三"), test_now()).completes_identity();
  };
  CHECK_FALSE(completes(folder.open()));
  std::string unique = id_in_schema;
  unique.insert(unique.find("        hint"), "        unique: true\n");
  CHECK(completes(with_schema(folder, id_in_schema, unique)));
}
