// SPDX-License-Identifier: MIT
// The queue of submitted records.
#include "review/waiting.hpp"

#include <algorithm>
#include <tuple>

#include "archive/approval.hpp"
#include "review/reviewers.hpp"
#include "schema/masked_record.hpp"
#include "time/date.hpp"

namespace custrec {
namespace {

/// A date means its first moment in the zone of the archive.
std::chrono::sys_seconds instant_of(const Archive& archive, const Time& time) {
  if (!time.date_only) return time.instant;
  return time.instant - archive.settings().zone.offset_at(time.instant);
}

bool submits(const Document& document, NodeIndex change) {
  const NodeIndex fields = document.find(change, "fields");
  if (fields == no_node) return false;
  const Children items = document.children(fields);
  return std::any_of(items.begin(), items.end(), [&](NodeIndex item) {
    return document.text_at(item, "field") == "status" &&
           document.text_at(item, "to") == "submitted";
  });
}

std::string_view last_review_at(const Document& document) {
  const NodeIndex reviews = document.find(Document::root, "reviews");
  if (reviews == no_node || document.is_empty(reviews)) return {};
  return document.text_at(document.children(reviews).list().back(), "at");
}

}  // namespace

std::string_view find_submission(const Document& document, const Schemas& schemas) {
  Approval last;
  last.at = last_review_at(document);
  std::string_view since;
  for (const NodeIndex change :
       find_changes_since(document, schemas, last.at.empty() ? nullptr : &last)) {
    const std::string_view at = document.text_at(change, "at");
    const bool reopened = !last.at.empty() && since.empty();
    if (reopened || submits(document, change)) since = at;
  }
  if (!since.empty()) return since;
  const NodeIndex collection = document.find(Document::root, "collection");
  if (collection == no_node || document[collection].kind != Kind::mapping) return {};
  return document.text_at(collection, "entered_at");
}

std::optional<Waiting> find_waiting(const Archive& archive, const RecordFile& file,
                                    std::chrono::sys_seconds now) {
  const Document& document = file.reading.document;
  if (document.text_at(Document::root, "status") != "submitted") return std::nullopt;
  const Value shown = mask_record(document, archive.schemas(), {});
  Waiting waiting{file.id,
                  std::string(shown.text_at("name")),
                  std::string(shown.text_at("owner")),
                  std::string(shown.text_at("wanted_status")),
                  std::string(find_submission(document, archive.schemas())),
                  {},
                  find_reviewers(archive, document)};
  if (waiting.becomes.empty()) waiting.becomes = "active";
  if (const auto since = parse_time(waiting.since)) {
    waiting.age = std::chrono::floor<std::chrono::days>(now - instant_of(archive, *since));
  }
  return waiting;
}

void sort_waiting(std::vector<Waiting>& queue) {
  std::sort(queue.begin(), queue.end(), [](const Waiting& a, const Waiting& b) {
    return std::tie(a.reviewers, b.age, a.since, a.id) <
           std::tie(b.reviewers, a.age, b.since, b.id);
  });
}

}  // namespace custrec
