// SPDX-License-Identifier: MIT
// Anomalies: problems of a record that people know of.
#include "schema/anomaly.hpp"

#include <algorithm>
#include <array>

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

Anomaly read_anomaly(const Document& document, NodeIndex node, const TypeContext& context) {
  const auto text = [&](std::string_view name) { return document.text_at(node, name); };
  Anomaly anomaly;
  anomaly.node = node;
  anomaly.field = with_positions(document, text("field"));
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
  for (const NodeIndex item : document.children(list)) {
    if (document[item].kind != Kind::mapping) continue;
    anomalies.push_back(read_anomaly(document, item, context));
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
  for (const Anomaly& anomaly : read_anomalies(document, context)) {
    if (tell_overdue && anomaly.overdue) findings.push_back(tell(document, anomaly));
    const bool holds = anomaly.accepted || (!anomaly.resolved && anomaly.owned && !anomaly.overdue);
    if (!holds || !may_be_known(anomaly.rule)) continue;
    for (Finding& finding : findings) {
      if (finding.rule == anomaly.rule && finding.field == anomaly.field) {
        finding.level = Level::known;
      }
    }
  }
}

bool has_overdue_anomaly(const Document& document, const TypeContext& context,
                         std::string_view rule, std::string_view field) {
  const std::vector<Anomaly> anomalies = read_anomalies(document, context);
  return std::any_of(anomalies.begin(), anomalies.end(), [&](const Anomaly& anomaly) {
    return anomaly.overdue && anomaly.rule == rule && anomaly.field == field;
  });
}

}  // namespace custrec
