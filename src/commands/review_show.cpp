// SPDX-License-Identifier: MIT
// custrec review show: what a reviewer has to look at.
#include <algorithm>
#include <memory>

#include "archive/access.hpp"
#include "archive/approval.hpp"
#include "archive/verify.hpp"
#include "commands/edit.hpp"
#include "commands/review.hpp"
#include "exchange/json.hpp"
#include "exchange/json_text.hpp"
#include "problem/tell.hpp"
#include "review/change_log.hpp"
#include "review/reviewers.hpp"
#include "review/waiting.hpp"
#include "schema/masked_record.hpp"
#include "terminal/record_page.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

struct ReviewShowOptions {
  std::string customer;
  std::string format = "text";
};

/// All that is shown of a record, masked.
struct Sight {
  std::string id;
  Value record;
  std::optional<Value> approval;  ///< the last one
  std::vector<Value> changes;     ///< since then, what bears on a review only
  LogTells log = LogTells::all;
  std::vector<std::string> reviewers;
  std::string since;  ///< when it was submitted, if it is
  std::string fingerprint;
  std::vector<Problem> problems;
};

/// The entry of the masked record that stands at `node` in its document.
Value entry_of(const Value& record, std::string_view list, const Document& document,
               NodeIndex node) {
  const Value* entries = record.find(list);
  return entries->items[document[node].position];
}

/// Only the fields that bear on a review.
void narrow(Value& change, const Schemas& schemas) {
  for (Value& item : change.items) {
    if (item.key != "fields") continue;
    std::erase_if(item.items, [&](const Value& field) {
      return !bears_on_review(schemas, field.text_at("field"));
    });
  }
}

Sight look(const Session& session, const Archive& archive, const RecordFile& file) {
  const Document& document = file.reading.document;
  Sight sight;
  sight.id = file.id;
  sight.record = mask_record(document, archive.schemas(), mask_for_all(archive.team()));
  const std::vector<Approval> approvals = find_approvals(document);
  if (!approvals.empty()) {
    const Approval& last = approvals.back();
    sight.approval = entry_of(sight.record, "reviews", document, last.node);
    sight.log = compare_log(archive, archive.context(session.now()), document, last);
    for (const NodeIndex change : find_changes_since(document, archive.schemas(), &last)) {
      sight.changes.push_back(entry_of(sight.record, "changes", document, change));
      narrow(sight.changes.back(), archive.schemas());
    }
  }
  if (document.text_at(Document::root, "status") == "submitted") {
    sight.reviewers = find_reviewers(archive, document);
    sight.since = find_submission(document, archive.schemas());
  }
  sight.fingerprint =
      make_seen_fingerprint(document, archive.schemas(), archive.context(session.now()));
  sight.problems =
      verify_archive(archive, session.now(), {std::set<std::string>{file.path}}).problems;
  return sight;
}

std::string shown(std::string_view text) {
  return escape_controls(replace_all(std::string(text), "\n", " "));
}

std::string format_change(const Value& change, Language language) {
  std::string text = "  " + shown(change.text_at("at")) + "  " + shown(change.text_at("by"));
  if (!change.text_at("reason").empty()) text += "  " + shown(change.text_at("reason"));
  if (!change.text_at("evidence").empty()) {
    text += fill({" ({})", "（{}）"}, {shown(change.text_at("evidence"))}).in(language);
  }
  text += "\n";
  const Value* fields = change.find("fields");
  if (fields == nullptr) return text;
  const auto side = [&](std::string_view value) {
    return value.empty() ? Text{"(empty)", "（空）"}.in(language) : shown(value);
  };
  for (const Value& field : fields->items) {
    text += "    " + shown(field.text_at("field")) + ": " + side(field.text_at("from")) + " → " +
            side(field.text_at("to")) + "\n";
  }
  return text;
}

Text describe_status(const Sight& sight) {
  const std::string status = shown(sight.record.text_at("status"));
  const std::string wanted = shown(sight.record.text_at("wanted_status"));
  Text text = same_text(status);
  if (!wanted.empty()) {
    text = fill({"{}, to become {}", "{}，申请变为 {}"}, {status, wanted});
  }
  if (!sight.since.empty()) {
    text = fill({"{}, since {}", "{}，自 {}"}, {text, shown(sight.since)});
  }
  return text;
}

std::string format_sight(const Sight& sight, const Archive& archive, const Session& session) {
  const Language language = session.language();
  const auto line = [&](const Text& text) { return text.in(language) + "\n"; };
  std::string page =
      line(fill({"{} {}: {}", "{} {}：{}"},
                {sight.id, shown(sight.record.text_at("name")), describe_status(sight)}));
  if (sight.record.text_at("status") == "submitted") {
    page += line(fill({"may be reviewed by: {}", "可审核的人：{}"},
                      {list_people(sight.reviewers, language)}));
    page += line(fill({"fingerprint: {1}; to approve what is shown: custrec review approve {0}@{1}",
                       "指纹：{1}；按所示内容审核：custrec review approve {0}@{1}"},
                      {sight.id, sight.fingerprint.substr(0, shown_digits)}));
  }
  if (!sight.approval) {
    page += line({"never approved; the whole record:", "从未审核通过；整份档案："}) + "\n";
    return page +
           format_record_page(sight.record, archive.schemas(), language, session.has_colour());
  }
  page += line(fill({"last approved by {} at {} as {}", "上次由 {} 于 {} 审核通过，状态 {}"},
                    {shown(sight.approval->text_at("by")), shown(sight.approval->text_at("at")),
                     shown(sight.approval->text_at("status"))}));
  page +=
      sight.changes.empty()
          ? line({"no changes to be reviewed are on record since then", "此后没有须审核的更改记录"})
          : line({"changes since then:", "此后的更改："});
  for (const Value& change : sight.changes) page += format_change(change, language);
  if (sight.log == LogTells::nothing) {
    page +=
        line({"yet it is not what was approved: something was changed without a word in the "
              "change log; see 'git log -p'",
              "但内容与审核时不同：有更改未写入变更记录，请见 git log -p"});
  } else if (sight.log == LogTells::part) {
    page +=
        line({"more has changed than the change log tells: with these changes taken back it "
              "would not be what was approved; see 'git log -p'",
              "实际更改多于变更记录：撤回上述更改后仍与审核时不同，请见 git log -p"});
  }
  return page;
}

std::string name_log(LogTells log) {
  switch (log) {
    case LogTells::all:
      return json_string("all");
    case LogTells::part:
      return json_string("part");
    case LogTells::nothing:
      return json_string("nothing");
  }
  return "null";
}

std::string json_texts(const Value& entry, const std::vector<std::string>& keys,
                       JsonMembers more = {}) {
  JsonMembers members;
  for (const std::string& key : keys) members.emplace_back(key, json_string(entry.text_at(key)));
  for (auto& member : more) members.push_back(std::move(member));
  return json_object(members);
}

std::string format_sight_json(const Sight& sight, const Archive& archive, Language language) {
  std::vector<std::string> changes;
  for (const Value& change : sight.changes) {
    std::vector<std::string> fields;
    const Value* list = change.find("fields");
    for (std::size_t at = 0; list != nullptr && at < list->items.size(); ++at) {
      fields.push_back(json_texts(list->items[at], {"field", "from", "to"}));
    }
    changes.push_back(
        json_texts(change, {"at", "by", "reason", "evidence"}, {{"fields", json_array(fields)}}));
  }
  std::vector<std::string> problems;
  for (const Problem& problem : sight.problems) {
    problems.push_back(format_json_problem(problem, language));
  }
  const bool approved = sight.approval.has_value();
  return json_object(
             {{"version", "1"},
              {"id", json_string(sight.id)},
              {"name", json_string(sight.record.text_at("name"))},
              {"status", json_string(sight.record.text_at("status"))},
              {"wanted_status", json_string(sight.record.text_at("wanted_status"))},
              {"since", json_string(sight.since)},
              {"reviewers", json_strings(sight.reviewers)},
              {"fingerprint", json_string(sight.fingerprint)},
              {"approval",
               approved ? json_texts(*sight.approval, {"at", "by", "status", "note"}) : "null"},
              {"changes", json_array(changes)},
              {"log_tells", approved ? name_log(sight.log) : "null"},
              {"record",
               approved ? "null" : format_json_record(sight.record, archive.schemas(), false)},
              {"problems", json_array(problems)}}) +
         "\n";
}

Exit run_review_show(const ReviewShowOptions& options, Session& session) {
  const Archive archive = session.open_archive(Purpose::read);
  const Person& person = session.find_person(archive);
  const RecordFile file = read_visible_customer(session, archive, person, options.customer);
  if (options.format == "json") {
    session.print(format_sight_json(look(session, archive, file), archive, session.language()));
  } else {
    print_for_review(session, archive, file);
  }
  return Exit::clean;
}

}  // namespace

void print_for_review(const Session& session, const Archive& archive, const RecordFile& file) {
  const Sight sight = look(session, archive, file);
  session.print(format_sight(sight, archive, session));
  if (!sight.problems.empty()) session.print("\n");
  session.print_problems(sight.problems, false);
}

void declare_review_show(const Declaration& review) {
  const auto text = [&](const Text& words) { return words.in(review.language); };
  CLI::App* command = declare_command(
      review,
      {"show",
       {"What changed in a record since its last approval, masked", "上次审核通过后的更改（脱敏）"},
       {"  custrec review show C20240315001\n"
        "  custrec review show C20240315001 --format json",
        "  custrec review show C20240315001\n"
        "  custrec review show C20240315001 --format json"},
       "review"});
  auto options = std::make_shared<ReviewShowOptions>();
  command
      ->add_option("customer", options->customer,
                   text({"Customer number or name", "客户编号或名称"}))
      ->required();
  command->add_option("--format", options->format, text({"text or json", "text 或 json"}))
      ->check(CLI::IsMember({"text", "json"}))
      ->type_name("FORMAT");
  command->callback([options, &run = review.run] {
    run = [options](Session& session) { return run_review_show(*options, session); };
  });
}

}  // namespace custrec
