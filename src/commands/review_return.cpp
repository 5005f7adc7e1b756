// SPDX-License-Identifier: MIT
// custrec review return: a record goes back to be mended, with the reason and the fields.
#include <algorithm>
#include <memory>

#include "archive/transaction.hpp"
#include "commands/edit.hpp"
#include "commands/review.hpp"
#include "schema/field_path.hpp"

namespace custrec {
namespace {

struct ReturnOptions {
  std::string customer;
  std::string reason;
  std::vector<std::string> fields;
};

/// Paths as records name them; labels will do.
std::vector<std::string> read_fields(const Archive& archive,
                                     const std::vector<std::string>& words) {
  std::vector<std::string> fields;
  for (const std::string& word : words) {
    const FieldPathResult result = parse_field_path(archive.schemas(), read_words(word));
    if (!result.path) throw Error(Exit::usage, result.mistake);
    std::string path = result.path->text();
    if (std::find(fields.begin(), fields.end(), path) == fields.end()) {
      fields.push_back(std::move(path));
    }
  }
  return fields;
}

Exit run_return(const ReturnOptions& options, Session& session) {
  const std::string reason = read_words(options.reason);
  if (reason.empty()) {
    throw Error(Exit::usage,
                {"why? Who mends it has to know: --reason TEXT", "请用 --reason 写明退回原因"});
  }
  const Archive archive = session.open_archive();
  const Person& person = session.find_person(archive);
  const std::vector<std::string> fields = read_fields(archive, options.fields);
  const Lock lock = begin_writing(archive.tree(), person.name);
  const RecordFile file = read_visible_customer(session, archive, person, options.customer);
  const Judgement judgement =
      Reviewing(archive, person, session.now()).send_back(file, reason, fields);
  require_allowed({judgement});
  session.print_problems(judgement.problems, true);
  if (count_problems(judgement.problems).errors > 0) return Exit::problems;
  Transaction transaction(archive.tree(), lock);
  transaction.replace(judgement.path, judgement.before, judgement.after);
  transaction.commit();
  session.say(fill({"{}: status: submitted → returned", "{}: status: submitted → returned"},
                   {judgement.id}));
  return Exit::clean;
}

}  // namespace

void declare_review_return(const Declaration& review) {
  const auto text = [&](const Text& words) { return words.in(review.language); };
  CLI::App* command = declare_command(
      review,
      {"return",
       {"Send a record back to be mended", "退回档案，由跟进人补正"},
       {"  custrec review return C20240315001 --reason '号码与名片不一致' --field 手机号码\n"
        "  custrec review return C20240315001 --reason '缺少营业执照' --field files",
        "  custrec review return C20240315001 --reason '号码与名片不一致' --field 手机号码\n"
        "  custrec review return C20240315001 --reason '缺少营业执照' --field files"},
       "review"});
  auto options = std::make_shared<ReturnOptions>();
  command
      ->add_option("customer", options->customer,
                   text({"Customer number or name", "客户编号或名称"}))
      ->required();
  command
      ->add_option("--reason", options->reason, text({"What is wrong; needed", "退回原因，必填"}))
      ->type_name("TEXT");
  command
      ->add_option("--field", options->fields,
                   text({"A field to mend (repeat for more)", "须更正的字段（可重复）"}))
      ->type_name("FIELD")
      ->expected(1)
      ->take_all();
  command->callback([options, &run = review.run] {
    run = [options](Session& session) { return run_return(*options, session); };
  });
}

}  // namespace custrec
