// SPDX-License-Identifier: MIT
// Anomalies: problems of a record that people know of.
#include "schema/anomaly.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "schema/earlier.hpp"
#include "schema/entry_id.hpp"
#include "schema/name_key.hpp"
#include "text/utf8.hpp"
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
  std::string_view id;
  std::string_view found_by;
  std::string_view at;  ///< when it was accepted, or else found

  /// Whether it can account for a problem at all.
  [[nodiscard]] bool holds() const {
    return (accepted || (!resolved && owned && !overdue)) && may_be_known(rule);
  }
};

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
  anomaly.id = text("id");
  anomaly.found_by = text("found_by");
  anomaly.at = text(anomaly.accepted && !text("resolved_at").empty() ? "resolved_at" : "found_at");
  return anomaly;
}

std::vector<Anomaly> read_anomalies(const Document& document, const TypeContext& context) {
  std::vector<Anomaly> anomalies;
  EntryPositions positions(document);
  for (const NodeIndex item : find_entries(document, "anomalies")) {
    anomalies.push_back(read_anomaly(document, positions, item, context));
  }
  return anomalies;
}

bool asks_for_approval(const Document& document, const Anomaly& anomaly) {
  return (anomaly.accepted || anomaly.rule == "file-changed") &&
         is_in_force(document.text_at(Document::root, "status"));
}

/// Who has approved the record, and who has accepted what by an edit.
class Approvers {
 public:
  Approvers(const Document& document, const TypeContext& context) {
    for (const NodeIndex review : find_entries(document, "reviews")) {
      const std::string_view by = document.text_at(review, "by");
      const bool known =
          std::find(context.people.begin(), context.people.end(), by) != context.people.end();
      const std::string_view at = document.text_at(review, "at");
      if (!known || document.text_at(review, "result") != "approved" || !parse_time(at)) continue;
      std::string_view& latest = latest_[by];
      if (latest.empty() || !is_earlier(at, latest)) latest = at;
    }
    for (const NodeIndex change : find_entries(document, "changes")) {
      const NodeIndex fields = document.find(change, "fields");
      if (fields == no_node) continue;
      for (const NodeIndex item : document.children(fields)) {
        if (document[item].kind != Kind::mapping) continue;
        const std::string_view path = document.text_at(item, "field");
        if (!path.starts_with("anomalies.") || !path.ends_with(resolution)) continue;
        accepted_.emplace(path, name_key(document.text_at(change, "by")));
      }
    }
  }

  /// Whether somebody who neither found nor accepted the anomaly has approved the record since.
  [[nodiscard]] bool have_seen(const Anomaly& anomaly) const {
    const std::string path = "anomalies." + std::string(anomaly.id) + std::string(resolution);
    return std::any_of(latest_.begin(), latest_.end(), [&](const auto& approval) {
      const auto& [name, at] = approval;
      return parse_time(anomaly.at) && !is_earlier(at, anomaly.at) &&
             !is_same_name(name, anomaly.found_by) && !accepted_.contains({path, name_key(name)});
    });
  }

 private:
  static constexpr std::string_view resolution = ".resolution";

  std::map<std::string_view, std::string_view> latest_;     ///< approval of each person
  std::set<std::pair<std::string, std::string>> accepted_;  ///< path, key of the name
};

Text ask_for_approval(const Anomaly& anomaly) {
  return fill({"anomaly {} explains it, but no one other than {} has approved the record since; "
               "'custrec edit ID status=submitted --reason …' brings it to a review",
               "异常 {} 已作说明，但此后除 {} 外无人审核过该档案；可用 custrec edit 编号 "
               "status=submitted --reason … 提交审核"},
              {cut_to_width(escape_controls(anomaly.id), 20),
               cut_to_width(escape_controls(anomaly.found_by), 40)});
}

/// What the anomalies of one rule and field make of the problems that they name.
struct Account {
  std::vector<const Anomaly*> anomalies;
  bool settled = false;
  bool known = false;
  Text hint;  ///< why they account for nothing yet

  void settle(const Document& document, const TypeContext& context,
              std::optional<Approvers>& approvers) {
    settled = true;
    for (const Anomaly* anomaly : anomalies) {
      const bool asks = context.four_eyes && asks_for_approval(document, *anomaly);
      if (asks && !approvers) approvers.emplace(document, context);
      known = known || !asks || approvers->have_seen(*anomaly);
      if (!known) hint = ask_for_approval(*anomaly);
    }
  }
};

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

bool is_in_force(std::string_view status) {
  return status == "active" || status == "invalid" || status == "closed";
}

bool may_be_known(std::string_view rule) {
  static constexpr std::array<std::string_view, 12> never = {
      "syntax",   "conflict-marker", "unreadable",      "id-path",
      "entry-id", "approval",        "four-eyes",       "change-log",
      "deleted",  "stray-file",      "anomaly-overdue", "file-unlisted"};
  return std::find(never.begin(), never.end(), rule) == never.end();
}

void apply_anomalies(const Document& document, const TypeContext& context, bool tell_overdue,
                     std::vector<Finding>& findings) {
  if (findings.empty() && !tell_overdue) return;
  const std::vector<Anomaly> anomalies = read_anomalies(document, context);
  std::map<std::pair<std::string_view, std::string_view>, Account> accounts;
  for (const Anomaly& anomaly : anomalies) {
    if (tell_overdue && anomaly.overdue) findings.push_back(tell(document, anomaly));
    if (anomaly.holds()) accounts[{anomaly.rule, anomaly.field}].anomalies.push_back(&anomaly);
  }
  if (accounts.empty()) return;
  std::optional<Approvers> approvers;
  for (Finding& finding : findings) {
    if (finding.unlisted > 0) continue;
    const auto found = accounts.find({finding.rule, finding.field});
    if (found == accounts.end()) continue;
    Account& account = found->second;
    if (!account.settled) account.settle(document, context, approvers);
    if (account.known) finding.level = Level::known;
    if (!account.known) finding.hint = account.hint;
  }
}

std::vector<WeightyAnomaly> find_to_be_approved(const Document& document,
                                                const TypeContext& context) {
  std::vector<WeightyAnomaly> found;
  for (const Anomaly& anomaly : read_anomalies(document, context)) {
    if (anomaly.rule.empty() || !anomaly.holds()) continue;
    if (asks_for_approval(document, anomaly)) found.push_back({anomaly.node, anomaly.at});
  }
  return found;
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
