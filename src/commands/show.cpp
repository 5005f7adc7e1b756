// SPDX-License-Identifier: MIT
// custrec show: one customer, as one wants to see it on the telephone.
#include <algorithm>
#include <memory>

#include "archive/access_log.hpp"
#include "archive/selection.hpp"
#include "commands/command_help.hpp"
#include "commands/record_page.hpp"
#include "schema/masked_record.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

struct ShowOptions {
  std::string customer;
  bool unmask = false;
  std::string purpose;
};

/// Owners and managers may see one record whole without purpose and log: that is the telephone.
Unmask allow_unmasking(const ShowOptions& options, const Person& person, const Document& document) {
  if (!options.unmask) return {};
  const bool manager = person.has_role("manager");
  const bool owner = document.text_at(Document::root, "owner") == person.name;
  if (!manager && !owner && options.purpose.empty()) {
    throw Error(Exit::refused,
                {"only the customer's owner and managers may --unmask without a --purpose",
                 "只有跟进人和管理者可不写用途（--purpose）而查看完整信息"});
  }
  return {true, manager};
}

Exit run_show(const ShowOptions& options, Session& session) {
  const Archive archive = session.open_archive();
  const Person& person = session.find_person(archive);
  const RecordFile file =
      read_record_file(archive, find_customer(archive, person, options.customer));
  if (!file.reading.readable) {
    session.print_problems(file.problems, true);
    return Exit::problems;
  }
  const Document& document = file.reading.document;
  if (!may_see(person, document)) {
    throw Error(Exit::refused, fill({"{} is a customer of {}", "{} 是 {} 的客户"},
                                    {file.id, document.text_at(Document::root, "owner")}));
  }
  std::set<std::string> shown;
  const Unmask unmask = allow_unmasking(options, person, document);
  const Value record = mask_record(document, archive.schemas(), unmask, &shown);
  if (!options.purpose.empty() && options.unmask) {
    log_access(archive, session.now(), {person.name, "show", options.purpose, shown, 1});
  }
  session.print(
      format_record_page(record, archive.schemas(), session.language(), session.has_colour()));
  return Exit::clean;
}

}  // namespace

void declare_show(const Declaration& declaration) {
  const auto text = [&](const Text& words) { return words.in(declaration.language); };
  CLI::App* command = declare_command(
      declaration, {"show",
                    {"Show one customer, masked", "显示一个客户（脱敏）"},
                    {"  custrec show C20240315001\n"
                     "  custrec show 示例机械                a part of the name that only one has\n"
                     "  custrec show C20240315001 --unmask   whole, for its owner and managers",
                     "  custrec show C20240315001\n"
                     "  custrec show 示例机械                名称中唯一的一部分\n"
                     "  custrec show C20240315001 --unmask   完整显示，限跟进人和管理者"}});
  auto options = std::make_shared<ShowOptions>();
  command
      ->add_option("customer", options->customer,
                   text({"Customer number or name", "客户编号或名称"}))
      ->required();
  CLI::Option* unmask = command->add_flag("--unmask", options->unmask,
                                          text({"Show personal values whole", "完整显示个人信息"}));
  command
      ->add_option("--purpose", options->purpose,
                   text({"What for; goes into access.log", "用途，记入 access.log"}))
      ->type_name("TEXT")
      ->needs(unmask);
  command->callback([options, &run = declaration.run] {
    run = [options](Session& session) { return run_show(*options, session); };
  });
}

}  // namespace custrec
