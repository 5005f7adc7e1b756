// SPDX-License-Identifier: MIT
// Anomalies: problems of a record that people know of.
#include "schema/anomaly.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "schema/entry_id.hpp"
#include "time/date.hpp"

namespace custrec {
namespace {

/// What an entry of `anomalies` says that matters here.
struct Anomaly {
  NodeIndex node = no_node;
  std::string field;  ///< with positions
  std::string_view rule;
  bool resolved = false;
  bool accepted = false;  ///< the value is odd but true, and it is said why
  bool owned = false;     ///< somebody sees to it by a day
  bool overdue = false;
};

/// Rule and field of problems that anomalies account for.
using KnownProblems = std::set<std::pair<std::string_view, std::string_view>>;

Anomaly read_anomaly(const Document& document, EntryPositions& positions, NodeIndex node,
                     const TypeContext& context) {
  const auto text = [&](std::string_view name) { return document.text_at(node, name); };
  Anomaly anomaly;
  anomaly.node = node;
  anomaly.field = positions.with_positions(text("field"));
  anomaly.rule = text("rule");
  anomaly.resolved = !text("resolved_at").empty() || !text("resolution").empty();
  anomaly.accepted = text("resolution") == "accepted" && !text("cause").empty();
  const auto due = parse_date(text("due"));
  anomaly.owned = due && !text("owner").empty();
  anomaly.overdue = !anomaly.resolved && due && std::chrono::sys_days(*due) < context.today;
  return anomaly;
}

std::vector<Anomaly> read_anomalies(const Document& document, const TypeContext& context) {
  std::vector<Anomaly> anomalies;
  const NodeIndex list = document.find(Document::root, "anomalies");
  if (list == no_node || document[list].kind != Kind::sequence) return anomalies;
  EntryPositions positions(document);
  for (const NodeIndex item : document.children(list)) {
    if (document[item].kind != Kind::mapping) continue;
    anomalies.push_back(read_anomaly(document, positions, item, context));
  }
  return anomalies;
}

Finding tell(const Document& document, const Anomaly& anomaly) {
  const NodeIndex due = document.find(anomaly.node, "due");
  return {
      document[due].span.begin,
      Level::error,
      "anomaly-overdue",
      document.path_of(due),
      fill({"this anomaly was to be resolved by {}", "此异常应在 {} 前解决"}, {document[due].text}),
      {"mend it and note resolved_at and resolution, or set another day",
       "请更正并填写 resolved_at 与 resolution，或另定期限"}};
}

}  // namespace

bool may_be_known(std::string_view rule) {
  static constexpr std::array<std::string_view, 11> never = {
      "syntax",    "conflict-marker", "unreadable", "id-path",         "entry-id",     "approval",
      "four-eyes", "change-log",      "stray-file", "anomaly-overdue", "file-unlisted"};
  return std::find(never.begin(), never.end(), rule) == never.end();
}

void apply_anomalies(const Document& document, const TypeContext& context, bool tell_overdue,
                     std::vector<Finding>& findings) {
  if (findings.empty() && !tell_overdue) return;
  const std::vector<Anomaly> anomalies = read_anomalies(document, context);
  KnownProblems known;
  for (const Anomaly& anomaly : anomalies) {
    if (tell_overdue && anomaly.overdue) findings.push_back(tell(document, anomaly));
    const bool holds = anomaly.accepted || (!anomaly.resolved && anomaly.owned && !anomaly.overdue);
    if (holds && may_be_known(anomaly.rule)) known.emplace(anomaly.rule, anomaly.field);
  }
  if (known.empty()) return;
  for (Finding& finding : findings) {
    const bool listed = finding.unlisted == 0;
    if (listed && known.contains({finding.rule, finding.field})) finding.level = Level::known;
  }
}

std::set<std::pair<std::string, std::string>> find_overdue_anomalies(const Document& document,
                                                                     const TypeContext& context) {
  std::set<std::pair<std::string, std::string>> overdue;
  for (Anomaly& anomaly : read_anomalies(document, context)) {
    if (anomaly.overdue) overdue.emplace(anomaly.rule, std::move(anomaly.field));
  }
  return overdue;
}

}  // namespace custrec
