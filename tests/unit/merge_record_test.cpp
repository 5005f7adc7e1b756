// SPDX-License-Identifier: MIT
// Merging two texts of a customer: ids that both gave, approvals, what can't be read.
#include "archive/merge_record.hpp"

#include <doctest/doctest.h>

#include "record/part_text.hpp"
#include "schema/fingerprint.hpp"
#include "test_support.hpp"

using namespace custrec;
using namespace custrec::test;

namespace {

std::optional<RecordMerge> merge(const MergeTexts& texts, const std::string& by = "张三") {
  const TemporaryArchive folder;
  const Archive archive = folder.open();
  return RecordMerger(archive, test_now(), by).merge(texts);
}

/// The text, and what else is told.
std::string tell(const std::optional<RecordMerge>& merged) {
  if (!merged) return "no record";
  std::string told = merged->text;
  for (const std::string& path : merged->conflicts) told += "conflict: " + path + "\n";
  for (const NewEntryId& id : merged->new_ids) {
    told += id.list + ": " + id.from + " → " + id.to + "\n";
  }
  return told + (merged->resubmitted ? "resubmitted\n" : "");
}

std::string need(const std::string& id, const std::string& at, const std::string& what) {
  return "  - id: " + id + "\n    raised_at: " + at + "\n    description: " + what + "\n";
}

std::string change(const std::string& field) {
  return "  - at: 2024-03-01\n    fields:\n      - field: " + field + "\n";
}

std::string approved(const std::string& fields) {
  const std::string text = "id: C1\nstatus: active\n" + fields;
  const std::string fingerprint =
      make_fingerprint(read_document(text).document, shipped_schemas(), world().context());
  return text +
         "reviews:\n  - at: 2024-03-01T10:00:00+08:00\n    by: 李四\n    result: approved\n"
         "    status: active\n    fingerprint: " +
         fingerprint + "\n";
}

}  // namespace

TEST_CASE("an id that both sides gave goes to the earlier entry, paths follow") {
  const std::string base = "id: C1\nneeds:\n" + need("N1", "2024-01-01", "old");
  const std::string ours =
      base + need("N2", "2024-03-02", "ours") + "changes:\n" + change("needs.N2.status");
  const std::string theirs = base + need("N2", "2024-03-01", "theirs") +
                             need("N3", "2024-03-03", "more") + "changes:\n" +
                             change("needs.N2.status") + change("needs.N2b.status");
  const std::string expected = base + need("N2", "2024-03-01", "theirs") +
                               need("N4", "2024-03-02", "ours") + need("N3", "2024-03-03", "more");
  CHECK(tell(merge({base, ours, theirs})) == expected + "changes:\n" + change("needs.N4.status") +
                                                 change("needs.N2.status") +
                                                 change("needs.N2b.status") + "needs: N2 → N4\n");
  CHECK(tell(merge({base, theirs, ours})) == expected + "changes:\n" + change("needs.N2.status") +
                                                 change("needs.N2b.status") +
                                                 change("needs.N4.status") + "needs: N2 → N4\n");
}

TEST_CASE("an entry that both sides have is there once, under whatever id") {
  const std::string base = "id: C1\nneeds: []\n";
  const std::string own = need("N1", "2024-03-01", "ours");
  const std::string both = "2024-03-02";
  const std::string head = "id: C1\nneeds:\n";
  CHECK(tell(merge({base, head + own + need("N2", both, "x"), head + need("N1", both, "x")})) ==
        head + own + need("N2", both, "x"));
  CHECK(tell(merge({base, head + need("N1", both, "x"), head + own + need("N2", both, "x")})) ==
        head + own + need("N2", both, "x"));
  CHECK(tell(merge({base, head + need("N1", "2024-03-01", "a") + need("N2", both, "b"),
                    head + need("N1", both, "b") + need("N2", "2024-03-01", "a")})) ==
        head + need("N3", "2024-03-01", "a") + need("N1", both, "b"));
}

TEST_CASE("an approval that no longer fits is taken back, with a change entry") {
  const std::string base = "id: C1\nstatus: submitted\ngrade: new\nremarks: x\n";
  const std::string ours = approved("grade: new\nremarks: x\n");
  const std::string theirs = "id: C1\nstatus: submitted\ngrade: key\nremarks: x\n";
  const auto merged = merge({base, ours, theirs});
  REQUIRE(merged);
  CHECK(merged->resubmitted);
  CHECK(merged->text ==
        "id: C1\nstatus: submitted\ngrade: key\nremarks: x\n" + ours.substr(ours.find("reviews:")) +
            "changes:\n  - at: 2024-03-15T09:12:00+08:00\n    by: 张三\n"
            "    reason: \"merged: it is not what was approved any more\"\n    fields:\n"
            "      - field: status\n        from: active\n        to: submitted\n");
  const std::string remark = "id: C1\nstatus: submitted\ngrade: new\nremarks: y\n";
  const auto fits = merge({base, ours, remark});
  REQUIRE(fits);
  CHECK_FALSE(fits->resubmitted);
  CHECK(fits->text.starts_with("id: C1\nstatus: active\ngrade: new\nremarks: y\nreviews:\n"));
}

TEST_CASE("an approval that never fitted is left to verify") {
  const std::string base = "id: C1\nstatus: active\ngrade: new\nstage: intent\n";
  CHECK(tell(merge({base, "id: C1\nstatus: active\ngrade: key\nstage: intent\n",
                    "id: C1\nstatus: active\ngrade: new\nstage: signed\n"})) ==
        "id: C1\nstatus: active\ngrade: key\nstage: signed\n");
}

TEST_CASE("anomalies follow the contact that they name by its position") {
  const std::string base = "id: C1\ncontacts:\n  - name: a\n    mobile: 1\n";
  const std::string ours = base + "  - name: b\n    mobile: 2\n";
  const std::string theirs = base + "  - name: c\n    mobile: 3\n";
  const std::string anomaly = "anomalies:\n  - id: A1\n    field: contacts[1].mobile\n";
  const auto merged = merge({base, ours, theirs + anomaly});
  REQUIRE(merged);
  CHECK(merged->text == ours +
                            "  - name: c\n    mobile: 3\nanomalies:\n  - id: A1\n    field: "
                            "contacts[2].mobile\n");
}

TEST_CASE("other YAML comes to record form, what is none isn't merged") {
  const std::string base = "id: C1\nowner: a\nstage: x\n";
  CHECK(tell(merge({base, "id: C1\nowner: 'b'\nstage: x\n", "id: C1\nowner: a\nstage: y\n"})) ==
        "id: C1\nowner: b\nstage: y\n");
  for (const std::string broken : {"", "a: [\n", "<<<<<<< ours\n", "\xff\n"}) {
    CHECK(tell(merge({base, broken, base})) == "no record");
    CHECK(tell(merge({broken, base, base})) == "no record");
  }
}

TEST_CASE("a conflict is told by its path") {
  const std::string base = "id: C1\nneeds:\n" + need("N1", "2024-01-01", "a");
  const auto merged = merge({base, "id: C1\nneeds:\n" + need("N1", "2024-01-01", "b"),
                             "id: C1\nneeds:\n" + need("N1", "2024-01-01", "c")});
  REQUIRE(merged);
  CHECK(merged->conflicts == std::vector<std::string>{"needs.N1.description"});
  CHECK(merged->text ==
        "id: C1\nneeds:\n  - id: N1\n    raised_at: 2024-01-01\n<<<<<<< ours\n    description: b\n"
        "=======\n    description: c\n>>>>>>> theirs\n");
}

TEST_CASE("an id that stands twice in one record goes to the earlier entry") {
  auto root = read_record_parts("id: C1\nneeds:\n" + need("N1", "2024-03-02", "b") +
                                need("N1", "2024-03-01", "a"));
  REQUIRE(root);
  note_entry_times(shipped_schemas(), world().zone, *root);
  CHECK(renumber_doubled_entries(shipped_schemas(), *root).size() == 1);
  CHECK(format_parts(*root) ==
        "id: C1\nneeds:\n" + need("N2", "2024-03-02", "b") + need("N1", "2024-03-01", "a"));
  const std::string twice = need("N1", "2024-03-02", "b");
  auto alike = read_record_parts("id: C1\nneeds:\n" + twice + twice);
  REQUIRE(alike);
  CHECK(renumber_doubled_entries(shipped_schemas(), *alike).size() == 1);
  CHECK(format_parts(*alike) == "id: C1\nneeds:\n" + twice);
}
