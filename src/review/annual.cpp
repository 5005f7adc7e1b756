// SPDX-License-Identifier: MIT
// The check of December.
#include "review/annual.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "schema/check_record.hpp"
#include "schema/field_path.hpp"
#include "schema/scope.hpp"
#include "time/date.hpp"

namespace custrec {
namespace {

using std::chrono::sys_days;

/// What is known of a key customer besides what the schemas ask for.
constexpr std::array<std::string_view, 7> key_fields = {
    "address",       "products",       "annual_value",       "decision_chain",
    "credit_rating", "contacts.email", "plan.next_follow_up"};

struct Talk {
  sys_days day;
  bool reached = true;
};

class RecordCheck {
 public:
  RecordCheck(const Archive& archive, const TypeContext& context, const ZoneOffsets& zone,
              std::chrono::sys_seconds as_of, const Reading& reading)
      : archive_(archive),
        zone_(zone),
        as_of_(as_of),
        today_(zone.day_of({as_of, {}, false})),
        document_(reading.document),
        findings_(check_record(reading, archive.schemas(), context)) {}

  std::vector<AnnualFinding> run() {
    read_talks();
    check_dormant();
    check_key_customer();
    check_vague();
    check_unreached();
    return std::move(annual_);
  }

 private:
  [[nodiscard]] std::string_view text(std::string_view key) const {
    return document_.text_at(Document::root, key);
  }

  [[nodiscard]] std::optional<sys_days> day_at(NodeIndex mapping, std::string_view key) const {
    const auto time = parse_time(document_.text_at(mapping, key));
    if (!time || (!time->date_only && time->instant > as_of_)) return std::nullopt;
    const sys_days day = zone_.day_of(*time);
    return day > today_ ? std::nullopt : std::optional(day);
  }

  /// Interactions by day; visits count as talks too, but not for whether anybody was reached.
  void read_talks() {
    for (const std::string_view key : {"interactions", "visits"}) {
      const NodeIndex list = document_.find(Document::root, key);
      if (list == no_node || document_[list].kind != Kind::sequence) continue;
      for (const NodeIndex item : document_.children(list)) {
        if (document_[item].kind != Kind::mapping) continue;
        const auto day = day_at(item, "at");
        if (day) talks_.push_back({*day, document_.text_at(item, "reached") != "false"});
      }
    }
    std::ranges::stable_sort(talks_, {}, &Talk::day);
  }

  void add(std::string_view reason, Text label, Text detail, Text advice) {
    annual_.push_back({reason, std::move(label), std::move(detail), std::move(advice)});
  }

  /// A year without a word. Who is marked already isn't told again.
  void check_dormant() {
    const std::string_view activity = text("activity");
    if (activity == "reactivate" || activity == "dormant") return;
    std::optional<sys_days> last;
    if (!talks_.empty()) {
      last = talks_.back().day;
    } else {
      const NodeIndex collection = document_.find(Document::root, "collection");
      if (collection != no_node && document_[collection].kind == Kind::mapping) {
        last = day_at(collection, "entered_at");
      }
      if (!last) last = day_at(Document::root, "first_contact");
    }
    if (!last || year_after(*last) >= today_) return;
    const std::string day = format_date(*last);
    add("dormant", {"a year without interaction", "一年无互动"},
        talks_.empty() ? fill({"no interaction or visit since it was filed on {}",
                               "自 {} 建档以来没有互动或拜访"},
                              {day})
                       : fill({"last interaction or visit on {}", "最近一次互动或拜访：{}"}, {day}),
        {"mark it: activity=reactivate or activity=dormant",
         "标记为待激活或休眠：活跃状态=待激活"});
  }

  static sys_days year_after(sys_days day) {
    const std::chrono::year_month_day later =
        std::chrono::year_month_day(day) + std::chrono::years(1);
    return later.ok() ? sys_days(later)
                      : sys_days(later.year() / later.month() / std::chrono::last);
  }

  [[nodiscard]] bool is_key_customer() const {
    const std::string_view grade = text("grade");
    if (grade == "key" || grade == "strategic") return true;
    const std::string& least = archive_.settings().key_customer;
    const Field* value = find_field(archive_.schemas().customer().fields, "annual_value");
    if (least.empty() || value == nullptr) return false;
    const auto order = compare_values(*value->type, text("annual_value"), least);
    return order && *order != std::strong_ordering::less;
  }

  void check_key_customer() {
    if (!is_key_customer()) return;
    Text missing;
    const auto name = [&](const Text& label) {
      missing = missing.empty() ? label : fill({"{}, {}", "{}、{}"}, {missing, label});
    };
    for (const std::string_view key : key_fields) {
      const auto path = find_field_path(archive_.schemas(), key);
      if (path && !is_filled(*path, 0, Document::root)) name(path->field().label);
    }
    std::size_t problems = 0;
    for (const Finding& finding : findings_) {
      problems += finding.rule == "required" || finding.rule == "check" ? 1 : 0;
    }
    if (missing.empty() && problems == 0) return;
    Text detail = missing.empty() ? Text{} : fill({"not filled in: {}", "未填：{}"}, {missing});
    if (problems > 0) {
      const Text count = fill({"problems: {}", "问题 {} 个"}, {problems});
      detail = detail.empty() ? count : fill({"{}; {}", "{}；{}"}, {detail, count});
    }
    add("incomplete", {"key customer incomplete", "重点客户资料不全"}, std::move(detail),
        {"complete it; see custrec verify", "补全资料；见 custrec verify"});
  }

  /// In a list it is enough that one entry has it.
  [[nodiscard]] bool is_filled(const FieldPath& path, std::size_t step, NodeIndex node) const {
    if (node == no_node || document_.is_empty(node)) return false;
    if (document_[node].kind == Kind::sequence) {
      const Children items = document_.children(node);
      return std::any_of(items.begin(), items.end(),
                         [&](NodeIndex item) { return is_filled(path, step, item); });
    }
    if (step == path.steps.size()) return true;
    if (document_[node].kind != Kind::mapping) return false;
    return is_filled(path, step + 1, find_item(document_, node, *path.steps[step].field));
  }

  void check_vague() {
    std::string fields;
    for (const Finding& finding : findings_) {
      if (finding.rule != "vague") continue;
      fields += (fields.empty() ? "" : ", ") + finding.field;
    }
    if (fields.empty()) return;
    add("vague", {"vague wording", "用语含糊"}, same_text(fields),
        {"say it definitely, the same way everywhere", "改为明确、统一的说法"});
  }

  /// The last three interactions, or all of the last three months if there are two or more.
  void check_unreached() {
    constexpr std::ptrdiff_t enough = 3;
    const std::chrono::year_month_day now(today_);
    const std::chrono::year_month_day then = now - std::chrono::months(3);
    const sys_days start =
        then.ok() ? sys_days(then) : sys_days(then.year() / then.month() / std::chrono::last);
    std::ptrdiff_t recent = 0;
    std::ptrdiff_t in_vain = 0;
    for (auto talk = talks_.rbegin(); talk != talks_.rend() && !talk->reached; ++talk) ++in_vain;
    for (const Talk& talk : talks_) recent += talk.day > start ? 1 : 0;
    if (in_vain < enough && (recent < 2 || in_vain < recent)) return;
    add("unreached", {"nobody reached", "联系不上"},
        fill({"reached nobody {} times, last on {}", "连续 {} 次未联系上，最近一次 {}"},
             {in_vain, format_date(talks_.back().day)}),
        {"find another way, or mark it: status=invalid, which a second person approves",
         "另寻联系方式，或标为无效：信息状态=无效（须第二人审核）"});
  }

  const Archive& archive_;
  const ZoneOffsets& zone_;
  std::chrono::sys_seconds as_of_;
  sys_days today_;
  const Document& document_;
  std::vector<Finding> findings_;
  std::vector<Talk> talks_;  ///< in order of time
  std::vector<AnnualFinding> annual_;
};

}  // namespace

AnnualCheck::AnnualCheck(const Archive& archive, std::chrono::sys_seconds as_of)
    : archive_(archive),
      as_of_(as_of),
      context_(archive.context(as_of)),
      zone_(archive.settings().zone) {}

std::vector<AnnualFinding> AnnualCheck::check(const Reading& reading) const {
  const std::string_view status = reading.document.text_at(Document::root, "status");
  if (status == "draft" || status == "invalid" || status == "closed") return {};
  return RecordCheck(archive_, context_, zone_, as_of_, reading).run();
}

}  // namespace custrec
