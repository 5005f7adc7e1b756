// SPDX-License-Identifier: MIT
// The ledger of anomalies.
#include "review/ledger.hpp"

#include <algorithm>

#include "archive/new_entry.hpp"
#include "schema/masked_record.hpp"
#include "time/date.hpp"

namespace custrec {
namespace {

AnomalyState state_of(const Value& anomaly, std::chrono::sys_days today) {
  if (anomaly.text_at("resolution") == "accepted") return AnomalyState::accepted;
  if (!anomaly.text_at("resolved_at").empty() || !anomaly.text_at("resolution").empty()) {
    return AnomalyState::corrected;
  }
  const auto due = parse_date(anomaly.text_at("due"));
  return due && std::chrono::sys_days(*due) < today ? AnomalyState::overdue : AnomalyState::open;
}

std::string find_owner(const Archive& archive, const Value& record, const Person& by,
                       const Adoption& adoption) {
  if (!adoption.owner.empty()) return adoption.owner;
  const std::string owner(record.text_at("owner"));
  return archive.team().find(owner) != nullptr ? owner : by.name;
}

}  // namespace

std::vector<LedgerRow> find_anomalies(const RecordFile& file, const Schemas& schemas,
                                      std::chrono::sys_days today) {
  std::vector<LedgerRow> rows;
  const Document& document = file.reading.document;
  if (document.find(Document::root, "anomalies") == no_node) return rows;
  const Value record = mask_record(document, schemas, {});
  const Value* anomalies = record.find("anomalies");
  if (anomalies == nullptr) return rows;
  for (const Value& anomaly : anomalies->items) {
    const auto text = [&](std::string_view name) { return std::string(anomaly.text_at(name)); };
    rows.push_back({file.id, std::string(record.text_at("name")), text("id"),
                    state_of(anomaly, today), text("found_at"), text("how"), text("field"),
                    text("rule"), text("problem"), text("cause"), text("owner"), text("due"),
                    text("resolved_at")});
  }
  return rows;
}

Revision adopt_problems(const Archive& archive, const Reviser& reviser, const RecordFile& file,
                        const std::vector<Problem>& problems, const Person& by,
                        std::chrono::sys_seconds now, const Adoption& adoption) {
  const Document layout = require_record_form(file);
  const Field& list = *find_entry_list(archive.schemas(), "anomaly");
  const Language own = archive.settings().language.value_or(Language::chinese);
  Value record = value_of(layout, Document::root);
  const auto found = std::find_if(record.items.begin(), record.items.end(),
                                  [&](const Value& item) { return item.key == list.name; });
  const auto position = static_cast<std::size_t>(found - record.items.begin());
  if (found == record.items.end()) record.items.push_back(make_sequence(list.name));
  record.items[position].kind = Kind::sequence;
  for (const Problem& problem : problems) {
    Value entry = make_mapping("", {make_text("how", "verify"), make_text("field", problem.field),
                                    make_text("rule", std::string(problem.rule)),
                                    make_text("problem", problem.message.in(own)),
                                    make_text("owner", find_owner(archive, record, by, adoption)),
                                    make_text("due", adoption.due, true)});
    std::erase_if(entry.items, [](const Value& item) { return item.is_empty(); });
    entry = complete_entry(std::move(entry), archive, list, record, by, now);
    record.items[position].items.push_back(std::move(entry));
  }
  Change change{by.name, {}, {}, {}};
  change.always_logged = false;
  return reviser.revise(file, layout, std::move(record), "", change);
}

}  // namespace custrec
