// SPDX-License-Identifier: MIT
// Goes over one record, list by list, and works out the deadlines of each entry.
#include <algorithm>
#include <array>
#include <map>
#include <tuple>
#include <utility>

#include "review/deadline.hpp"
#include "schema/scope.hpp"

namespace custrec {
namespace {

/// A time of the record and where it stands.
struct Moment {
  Time time;
  NodeIndex node = no_node;
};

bool is_earlier(const ZoneOffsets& zone, const Time& left, const Time& right) {
  if (left.date_only || right.date_only) return zone.day_of(left) < zone.day_of(right);
  return left.instant < right.instant;
}

/// Moments among which the one next to a time is found quickly. Days and exact times are apart:
/// each can be sorted, both together can't, as a day is neither before nor behind its times.
class Moments {
 public:
  explicit Moments(const ZoneOffsets& zone) : zone_(&zone) {}

  void clear() {
    for (std::vector<Moment>& sort : sorts_) sort.clear();
  }
  void add(const Moment& moment) { sorts_[moment.time.date_only ? 0 : 1].push_back(moment); }
  /// After the last is added. Equal ones stay in the order of the record.
  void sort() {
    for (std::vector<Moment>& sort : sorts_) {
      std::stable_sort(sort.begin(), sort.end(), [](const Moment& a, const Moment& b) {
        return a.time.instant < b.time.instant;
      });
    }
  }

  /// The last day and the last exact time that `end` isn't before; of equal ones the first.
  [[nodiscard]] std::array<std::optional<Moment>, 2> find_last(
      const std::optional<Time>& end) const {
    std::array<std::optional<Moment>, 2> last;
    for (std::size_t at = 0; at < sorts_.size(); ++at) {
      const std::vector<Moment>& sort = sorts_[at];
      const auto behind = std::partition_point(sort.begin(), sort.end(), [&](const Moment& one) {
        return !end || !is_earlier(*zone_, *end, one.time);
      });
      if (behind == sort.begin()) continue;
      const auto instant = std::prev(behind)->time.instant;
      last[at] = *std::partition_point(
          sort.begin(), behind, [&](const Moment& one) { return one.time.instant < instant; });
    }
    return last;
  }

  /// The first day and the first exact time that aren't before `from`.
  [[nodiscard]] std::array<std::optional<Moment>, 2> find_first(const Time& from) const {
    std::array<std::optional<Moment>, 2> first;
    for (std::size_t at = 0; at < sorts_.size(); ++at) {
      const std::vector<Moment>& sort = sorts_[at];
      const auto found = std::partition_point(sort.begin(), sort.end(), [&](const Moment& one) {
        return is_earlier(*zone_, one.time, from);
      });
      if (found != sort.end()) first[at] = *found;
    }
    return first;
  }

 private:
  const ZoneOffsets* zone_;
  std::array<std::vector<Moment>, 2> sorts_;  ///< days, exact times
};

/// `needs.N1`, `visits.V2.todos[0]`.
std::string format_entry(const Document& document, NodeIndex index) {
  if (index == Document::root) return {};
  const Node& node = document[index];
  std::string path = format_entry(document, node.parent);
  if (!node.key.empty()) return path + (path.empty() ? "" : ".") + std::string(node.key);
  const std::string_view id = document.text_at(index, "id");
  if (!id.empty()) return path + "." + std::string(id);
  return path + "[" + std::to_string(node.position) + "]";
}

/// The value of the field `name` of `scope`.
std::string_view text_of(const Scope& scope, std::string_view name) {
  const Field* field = find_field(scope.fields, name);
  const NodeIndex node = field == nullptr ? no_node : scope.find(*field);
  return node == no_node ? std::string_view() : scope.document[node].text;
}

/// Goes over one record.
class DeadlineFinder {
 public:
  DeadlineFinder(const DeadlineEngine& engine, const Reading& reading, const DeadlineQuery& query)
      : engine_(engine),
        reading_(reading),
        document_(reading.document),
        schemas_(engine.archive().schemas()),
        query_(query) {}

  std::vector<Deadline> run() {
    const FieldList& fields = schemas_.customer().fields;
    std::vector<NodeIndex> items(fields.size(), no_node);
    for (const NodeIndex child : document_.children(Document::root)) {
      const Field* field = fields.find(document_[child]);
      if (field != nullptr) items[static_cast<std::size_t>(field - fields.begin())] = child;
    }
    for (const std::size_t index : fields.renamed()) {
      if (items[index] != no_node) continue;
      items[index] = find_item(document_, Document::root, fields[index]);
    }
    const Scope record{schemas_, document_, Document::root, fields, nullptr, items.data()};
    const std::string_view status = text_of(record, "status");
    ordinary_ = status == "submitted" || status == "active" || status == "returned";
    draft_ = status == "draft";
    for (const DeadlineList& list : engine_.rules().lists()) {
      if (ordinary_ || list.any_status) enter(list, 0, record);
    }
    return std::move(found_);
  }

 private:
  [[nodiscard]] const ZoneOffsets& zone() const { return engine_.zone(); }

  /// Goes into the lists from number `depth` on, down to the entries.
  void enter(const DeadlineList& list, std::size_t depth, const Scope& scope) {
    if (depth == list.lists.size()) {
      for (const DeadlineGroup& group : list.groups) look(group, scope);
      return;
    }
    for_each_item(list.lists[depth], scope,
                  [&](const Scope& item) { enter(list, depth + 1, item); });
  }

  template <typename Call>
  void for_each_item(const FieldReference& reference, const Scope& scope, const Call& call) {
    const Located list = locate(scope, reference);
    if (list.node == no_node || document_[list.node].kind != Kind::sequence) return;
    const FieldList& fields = schemas_.fields_of(*list.field);
    for (const NodeIndex item : document_.children(list.node)) {
      if (document_[item].kind == Kind::mapping) {
        call(Scope{schemas_, document_, item, fields, &scope});
      }
    }
  }

  void look(const DeadlineGroup& group, const Scope& scope) {
    if (!query_.name.empty() && group.front().name != query_.name) return;
    for (const DeadlineRow& row : group) {
      if (!(ordinary_ || row.any_status) || !holds(row.when, scope)) continue;
      const std::optional<Limit> limit = find_limit(row, scope);
      if (limit && row.ahead) {
        look_ahead(row, *limit, scope);
      } else if (limit) {
        look_back(row, *limit, scope);
      }
      return;
    }
  }

  static std::optional<Limit> find_limit(const DeadlineRow& row, const Scope& scope) {
    if (row.limit) return row.limit;
    const std::string_view value = locate(scope, row.by).text(scope.document);
    for (const auto& [option, limit] : row.limits) {
      if (are_equal(option, value)) return limit;
    }
    return std::nullopt;
  }

  /// The usual one: from a time within a limit to another.
  void look_back(const DeadlineRow& row, const Limit& limit, const Scope& scope) {
    const auto from = find_start(row, scope);
    const bool planned = limit == Limit{0, LimitUnit::days};
    if (!from || (is_future(from->time) && !planned)) return;
    const Due due = add_limit(from->time, limit, engine_.counting());
    Deadline deadline{&row, {}, {}, from->node, from->time, due, DeadlineState::open, {}};
    if (row.to_complete) {
      if (is_complete()) {
        deadline.state = DeadlineState::kept;
      } else if (is_past(due)) {
        deadline.state = DeadlineState::overdue;
      }
    } else {
      set_state(deadline, find_end(row.to, scope, from->time));
    }
    report(std::move(deadline), scope);
  }

  /// `at_least`: so long ahead of `to`.
  void look_ahead(const DeadlineRow& row, const Limit& limit, const Scope& scope) {
    const auto from = find_latest(row.from, scope);
    const auto end = find_latest(row.to, scope);
    if (!end || (!from && !is_future(end->time))) return;
    const Due due = subtract_limit(end->time, limit, engine_.counting());
    Deadline deadline{&row, {}, {}, end->node, {}, due, DeadlineState::open, {}};
    if (from) {
      deadline.place = from->node;
      deadline.from = from->time;
    }
    set_state(deadline, from);
    report(std::move(deadline), scope);
  }

  void set_state(Deadline& deadline, const std::optional<Moment>& met) const {
    if (met) {
      deadline.met = met->time;
      const bool late = is_late(met->time, deadline.due, zone());
      deadline.state = late ? DeadlineState::late : DeadlineState::kept;
    } else if (is_past(deadline.due)) {
      deadline.state = DeadlineState::overdue;
    }
  }

  void report(Deadline deadline, const Scope& scope) {
    const bool unmet =
        deadline.state == DeadlineState::open || deadline.state == DeadlineState::overdue;
    if (query_.unmet_only && !unmet) return;
    deadline.entry = format_entry(document_, scope.node);
    deadline.owner = find_owner(*deadline.row, scope);
    found_.push_back(std::move(deadline));
  }

  [[nodiscard]] std::string find_owner(const DeadlineRow& row, const Scope& scope) const {
    for (const Scope* at = &scope; at != nullptr; at = at->outer) {
      const std::string_view who = text_of(*at, "who");
      if (engine_.archive().team().find(who) != nullptr) return std::string(who);
      if (at->outer == nullptr) break;
      const std::string_view owner = text_of(*at, "owner");
      if (!owner.empty()) return std::string(owner);
    }
    if (scope.outer == nullptr) {
      const std::string_view owner = find_owner_of_group(row, scope);
      if (!owner.empty()) return std::string(owner);
    }
    return std::string(document_.text_at(Document::root, "owner"));
  }

  /// Of the group that the first `from` stands in: `plan.owner` for `plan.next_follow_up`.
  [[nodiscard]] std::string_view find_owner_of_group(const DeadlineRow& row,
                                                     const Scope& record) const {
    const TimeSource& source = row.from.front();
    if (!source.lists.empty() || source.field.way.size() < 2) return {};
    const NodeIndex node = locate(record, source.field).node;
    return node == no_node ? std::string_view()
                           : document_.text_at(document_[node].parent, "owner");
  }

  [[nodiscard]] bool is_future(const Time& time) const {
    return time.date_only ? zone().day_of(time) > engine_.today() : time.instant > engine_.now();
  }

  [[nodiscard]] bool is_past(const Due& due) const {
    return due.exact ? engine_.now() > due.instant : engine_.today() > due.day;
  }

  /// Nothing is required that is missing and no check fails. A draft never is: nobody holds it to
  /// what is required.
  bool is_complete() {
    if (complete_) return *complete_;
    const auto findings =
        draft_ ? std::vector<Finding>() : check_record(reading_, schemas_, engine_.context());
    complete_ = !draft_ && std::none_of(findings.begin(), findings.end(), [](const Finding& one) {
      return one.level == Level::error && (one.rule == "required" || one.rule == "check");
    });
    return *complete_;
  }

  /// The latest start, but once a single time has ended it for good, the latest up to then: word
  /// that is noted on a complaint after its completion doesn't ask for more.
  std::optional<Moment> find_start(const DeadlineRow& row, const Scope& scope) {
    const auto latest = find_latest(row.from, scope);
    const bool ends_for_good =
        !row.to.empty() && std::all_of(row.to.begin(), row.to.end(), [](const TimeSource& source) {
          return source.lists.empty();
        });
    if (!latest || !ends_for_good) return latest;
    const auto end = find_latest(row.to, scope);
    if (!end || is_future(end->time) || !is_before(end->time, latest->time)) return latest;
    const auto before_end = find_latest(row.from, scope, end->time);
    return before_end ? before_end : latest;
  }

  template <typename Call>
  void for_each_moment(const TimeSource& source, std::size_t depth, const Scope& scope,
                       const Call& call) {
    if (depth < source.lists.size()) {
      for_each_item(source.lists[depth], scope,
                    [&](const Scope& item) { for_each_moment(source, depth + 1, item, call); });
      return;
    }
    const Located located = locate(scope, source.field);
    if (located.node == no_node) return;
    const auto time = parse_time(document_[located.node].text);
    if (time) call(Moment{*time, located.node});
  }

  /// Those of a list of the record are the same for each entry that asks, and sorted once.
  const Moments& find_moments(const TimeSource& source, const Scope& scope) {
    const NodeIndex list =
        source.lists.empty() ? no_node : locate(scope, source.lists.front()).node;
    if (list == no_node) {
      single_.clear();
      for_each_moment(source, 0, scope, [&](const Moment& moment) { single_.add(moment); });
      return single_;
    }
    const auto [place, is_new] = moments_.try_emplace({&source, list}, zone());
    Moments& moments = place->second;
    if (is_new) {
      for_each_moment(source, 0, scope, [&](const Moment& moment) { moments.add(moment); });
      moments.sort();
    }
    return moments;
  }

  /// As a start: a date counts from its end. Of those up to `end`, if there is one.
  std::optional<Moment> find_latest(const std::vector<TimeSource>& sources, const Scope& scope,
                                    const std::optional<Time>& end = std::nullopt) {
    const auto key = [&](const Moment& moment) {
      return std::tuple(zone().day_of(moment.time), moment.time.date_only, moment.time.instant);
    };
    std::optional<Moment> latest;
    for (const TimeSource& source : sources) {
      for (const auto& moment : find_moments(source, scope).find_last(end)) {
        if (moment && (!latest || key(*latest) < key(*moment))) latest = moment;
      }
    }
    return latest;
  }

  /// The first that is neither before `from` nor yet to come; a date counts from its beginning.
  std::optional<Moment> find_end(const std::vector<TimeSource>& sources, const Scope& scope,
                                 const Time& from) {
    const auto key = [&](const Moment& moment) {
      return std::tuple(zone().day_of(moment.time), !moment.time.date_only, moment.time.instant);
    };
    std::optional<Moment> first;
    for (const TimeSource& source : sources) {
      for (const auto& moment : find_moments(source, scope).find_first(from)) {
        if (!moment || is_future(moment->time)) continue;
        if (!first || key(*moment) < key(*first)) first = moment;
      }
    }
    return first;
  }

  [[nodiscard]] bool is_before(const Time& left, const Time& right) const {
    return is_earlier(zone(), left, right);
  }

  const DeadlineEngine& engine_;
  const Reading& reading_;
  const Document& document_;
  const Schemas& schemas_;
  const DeadlineQuery& query_;
  bool ordinary_ = true;  ///< submitted, active or returned
  bool draft_ = false;
  std::optional<bool> complete_;  ///< once somebody has asked
  Moments single_{zone()};        ///< of the field that was asked for last, at most one
  std::map<std::pair<const TimeSource*, NodeIndex>, Moments> moments_;  ///< by source and its list
  std::vector<Deadline> found_;
};

}  // namespace

std::vector<Deadline> DeadlineEngine::find(const Reading& reading,
                                           const DeadlineQuery& query) const {
  return DeadlineFinder(*this, reading, query).run();
}

}  // namespace custrec
