// SPDX-License-Identifier: MIT
// What has been approved, by whom, and whether it is still so.
#include "archive/approval.hpp"

#include <algorithm>
#include <map>

#include "archive/revision.hpp"
#include "schema/earlier.hpp"
#include "schema/fingerprint.hpp"
#include "schema/name_key.hpp"
#include "text/utf8.hpp"
#include "time/date.hpp"

namespace custrec {
namespace {

constexpr std::size_t date_length = 10;  // YYYY-MM-DD

/// A time, read once where it is compared with many others.
class WrittenTime {
 public:
  explicit WrittenTime(std::string_view text)
      : time_(text.size() > date_length ? parse_time(text) : std::nullopt),
        exact_(text.size() > date_length) {
    if (time_ || !exact_) date_ = parse_partial_date(text.substr(0, date_length));
  }

  /// The same as between the texts.
  friend bool is_before(const WrittenTime& left, const WrittenTime& right) {
    if (left.exact_ && right.exact_) {
      return left.time_ && right.time_ && left.time_->instant < right.time_->instant;
    }
    return left.date_ && right.date_ &&
           compare_partial(*left.date_, *right.date_) == std::strong_ordering::less;
  }

 private:
  std::optional<Time> time_;
  std::optional<PartialDate> date_;
  bool exact_;  ///< written with the time of day
};

bool bears_on_review(const Document& document, const Schemas& schemas, NodeIndex change) {
  const NodeIndex fields = document.find(change, "fields");
  if (fields == no_node || document.is_empty(fields)) return true;
  const Children items = document.children(fields);
  return std::any_of(items.begin(), items.end(), [&](NodeIndex item) {
    return document[item].kind != Kind::mapping ||
           bears_on_review(schemas, document.text_at(item, "field"));
  });
}

/// Follows a record from approval to approval.
class Authors {
 public:
  Authors(const Document& document, const Schemas& schemas)
      : document_(document), schemas_(schemas) {
    const NodeIndex collection = document.find(Document::root, "collection");
    if (collection == no_node || document[collection].kind != Kind::mapping) return;
    add(Author::Part::collected, document.text_at(collection, "collected_by"));
    add(Author::Part::entered, document.text_at(collection, "entered_by"));
  }

  /// Those who are meant by the next approval, or by `until` as the one that is looked at.
  [[nodiscard]] std::vector<Author> find(const Approval* until) const {
    std::vector<Author> authors = always_;
    for (const NodeIndex change : find_entries(document_, "changes")) {
      const std::string_view at = document_.text_at(change, "at");
      if (since_ != nullptr && is_earlier(at, since_->at)) continue;
      if (until != nullptr && is_earlier(until->at, at)) continue;
      if (!bears_on_review(document_, schemas_, change)) continue;
      authors.push_back({Author::Part::changed, document_.text_at(change, "by")});
    }
    return authors;
  }

  /// The part that the approver had in what he approved, if he had any. An approval of one's own
  /// work settles nothing: the work waits for the next one.
  std::optional<Author> pass(const Approval& approval) {
    for (const Author& author : always_) {
      if (is_same_name(author.name, approval.by)) return author;
    }
    if (has_changed(approval)) return Author{Author::Part::changed, approval.by};
    since_ = &approval;
    return std::nullopt;
  }

 private:
  void add(Author::Part part, std::string_view name) {
    if (!name.empty()) always_.push_back({part, name});
  }

  /// Whether the approver changed something between the last approval and this one.
  bool has_changed(const Approval& approval) {
    if (!changes_of_) note_changes();
    const auto changes = changes_of_->find(same_name_key(approval.by));
    if (changes == changes_of_->end()) return false;
    const WrittenTime since(since_ == nullptr ? std::string_view() : since_->at);
    const WrittenTime until(approval.at);
    return std::any_of(changes->second.begin(), changes->second.end(), [&](const WrittenTime& at) {
      return !is_before(at, since) && !is_before(until, at);
    });
  }

  void note_changes() {
    changes_of_.emplace();
    for (const NodeIndex change : find_entries(document_, "changes")) {
      if (!bears_on_review(document_, schemas_, change)) continue;
      (*changes_of_)[same_name_key(document_.text_at(change, "by"))].emplace_back(
          document_.text_at(change, "at"));
    }
  }

  const Document& document_;
  const Schemas& schemas_;
  std::vector<Author> always_;
  const Approval* since_ = nullptr;
  /// When each person changed something that is reviewed, once that is asked for.
  std::optional<std::map<std::string, std::vector<WrittenTime>>> changes_of_;
};

/// Hardly ever has the approver had any part in the record, and then times don't matter.
bool may_be_author(const Document& document, std::string_view name) {
  const NodeIndex collection = document.find(Document::root, "collection");
  if (collection != no_node && document[collection].kind == Kind::mapping &&
      (is_same_name(document.text_at(collection, "collected_by"), name) ||
       is_same_name(document.text_at(collection, "entered_by"), name))) {
    return true;
  }
  const NodeIndex changes = document.find(Document::root, "changes");
  if (changes == no_node || document[changes].kind != Kind::sequence) return false;
  const Children items = document.children(changes);
  return std::any_of(items.begin(), items.end(), [&](NodeIndex item) {
    return document[item].kind == Kind::mapping && is_same_name(document.text_at(item, "by"), name);
  });
}

std::string show_name(std::string_view name) {
  return cut_to_width(escape_controls(name), 40);
}

Finding find_no_eyes(const Document& document, const Approval& approval, Author::Part part) {
  const NodeIndex by = document.find(approval.node, "by");
  return {document[by].span.begin,
          Level::error,
          "four-eyes",
          document.path_of(by),
          fill({"{} approved the record and {}", "{} 审核了档案，而该档案由其本人{}"},
               {show_name(approval.by), describe_part(part)}),
          {"somebody else must review it", "须由他人审核"}};
}

bool is_approval(const Document& document, NodeIndex review) {
  return document[review].kind == Kind::mapping && document.text_at(review, "result") == "approved";
}

Approval read_approval(const Document& document, NodeIndex review) {
  return {review, document.text_at(review, "at"), document.text_at(review, "by"),
          document.text_at(review, "status"), document.text_at(review, "fingerprint")};
}

std::optional<Approval> find_last_approval(const Document& document) {
  const NodeIndex reviews = document.find(Document::root, "reviews");
  if (reviews == no_node || document[reviews].kind != Kind::sequence) return std::nullopt;
  NodeIndex last = no_node;
  for (const NodeIndex review : document.children(reviews)) {
    if (is_approval(document, review)) last = review;
  }
  return last == no_node ? std::nullopt : std::optional(read_approval(document, last));
}

std::string day_of(std::string_view time) {
  return show_name(time.substr(0, time.find('T')));
}

/// No command makes a draft of a record that was approved: its approvals would count no more.
std::optional<Finding> find_reopened_draft(const Document& document, NodeIndex status) {
  const std::optional<Approval> last = find_last_approval(document);
  if (!last) return std::nullopt;
  return Finding{document[status].span.begin,
                 Level::error,
                 "approval",
                 "status",
                 fill({"is a draft, but {} approved the record on {}",
                       "状态为草稿，但 {} 已于 {} 审核通过该档案"},
                      {show_name(last->by), day_of(last->at)}),
                 {"set the status to submitted; what was approved doesn't become a draft again",
                  "请将状态改为 submitted；审核通过的档案不能恢复为草稿"}};
}

}  // namespace

std::vector<Approval> find_approvals(const Document& document) {
  std::vector<Approval> approvals;
  for (const NodeIndex review : find_entries(document, "reviews")) {
    if (is_approval(document, review)) approvals.push_back(read_approval(document, review));
  }
  return approvals;
}

Text describe_part(Author::Part part) {
  switch (part) {
    case Author::Part::collected:
      return {"collected it", "采集"};
    case Author::Part::entered:
      return {"entered it", "录入"};
    case Author::Part::changed:
      return {"changed it", "更改"};
  }
  return {};
}

bool bears_on_review(const Schemas& schemas, std::string_view path) {
  if (path == "status" || path == "wanted_status") return true;
  return touches_reviewed(schemas, {{std::string(path), {}, {}}});
}

std::vector<Author> find_authors(const Document& document, const Schemas& schemas) {
  Authors authors(document, schemas);
  const std::vector<Approval> approvals = find_approvals(document);
  for (const Approval& approval : approvals) static_cast<void>(authors.pass(approval));
  return authors.find(nullptr);
}

std::vector<NodeIndex> find_changes_since(const Document& document, const Schemas& schemas,
                                          const Approval* approval) {
  std::vector<NodeIndex> changes = find_entries(document, "changes");
  std::erase_if(changes, [&](NodeIndex change) {
    return (approval != nullptr && is_earlier(document.text_at(change, "at"), approval->at)) ||
           !bears_on_review(document, schemas, change);
  });
  return changes;
}

std::optional<Text> refuse_time(const Archive& archive, const std::string& id,
                                const Document& document, std::chrono::sys_seconds now) {
  const std::string time = archive.format_now(now);
  for (const char* list : {"changes", "reviews"}) {
    for (const NodeIndex entry : find_entries(document, list)) {
      const std::string_view at = document.text_at(entry, "at");
      if (!is_earlier(time, at)) continue;
      return fill({"{}: {} has an entry of {}, and now it is {}: check the clock or --now",
                   "{}：{} 中已有 {} 的条目，晚于当前时间 {}；请检查时钟或 --now"},
                  {id, list, show_name(at), time});
    }
  }
  return std::nullopt;
}

std::vector<Finding> check_approval(const Archive& archive, const TypeContext& context,
                                    const Document& document) {
  FieldItems items(document);
  return check_approval(archive, context, document, items);
}

std::vector<Finding> check_approval(const Archive& archive, const TypeContext& context,
                                    const Document& document, FieldItems& items) {
  std::vector<Finding> findings;
  const NodeIndex status_node = document.find(Document::root, "status");
  if (status_node == no_node) return findings;
  const std::string_view status = document[status_node].text;
  if (status == "draft") {
    if (auto draft = find_reopened_draft(document, status_node)) findings.push_back(*draft);
  }
  if (!is_in_force(status)) return findings;
  const auto add = [&](Text message, Text hint) {
    findings.push_back({document[status_node].span.begin, Level::error, "approval", "status",
                        std::move(message), std::move(hint)});
  };
  const std::optional<Approval> last = find_last_approval(document);
  if (!last) {
    add(fill({"is {}, but nobody has approved it", "状态为 {}，但无审核通过的记录"}, {status}),
        {"the status is submitted until a second person approves it",
         "第二人审核通过之前状态应为 submitted"});
    return findings;
  }
  if (last->status != status) {
    add(fill({"is {}, but was approved as {}", "状态为 {}，但审核通过的状态是 {}"},
             {status, show_name(last->status)}),
        {"the status is submitted until a second person approves it",
         "第二人审核通过之前状态应为 submitted"});
  } else if (!has_fingerprint(document, archive.schemas(), context, last->fingerprint, items)) {
    add(fill({"the record is not what {} approved on {}", "档案内容与 {} 于 {} 审核的不同"},
             {show_name(last->by), day_of(last->at)}),
        {"'custrec review show' says what changed; 'custrec edit ID status=submitted --reason …' "
         "brings it to a review",
         "custrec review show 可查看更改；用 custrec edit 编号 status=submitted --reason … "
         "提交审核"});
  }
  if (archive.settings().four_eyes && may_be_author(document, last->by) && !last->by.empty()) {
    Authors authors(document, archive.schemas());
    std::optional<Author> own;
    for (const Approval& approval : find_approvals(document)) own = authors.pass(approval);
    if (own) findings.push_back(find_no_eyes(document, *last, own->part));
  }
  return findings;
}

}  // namespace custrec
