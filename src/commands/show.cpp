// SPDX-License-Identifier: MIT
// custrec show: one customer, as one wants to see it on the telephone.
#include <algorithm>
#include <memory>

#include "archive/access_log.hpp"
#include "archive/selection.hpp"
#include "commands/command_help.hpp"
#include "schema/code_list.hpp"
#include "schema/masked_record.hpp"
#include "schema/name_key.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

struct ShowOptions {
  std::string customer;
  bool unmask = false;
  std::string purpose;
};

struct Candidate {
  std::string path;
  std::string id;
  std::string name;
};

/// Customers whose name is `name`, else those whose name contains it.
std::vector<Candidate> find_by_name(const Archive& archive, const Person& person,
                                    const std::string& name) {
  const std::string key = name_key(name);
  std::vector<Candidate> same;
  std::vector<Candidate> alike;
  for_each_record(archive, walk_customers(archive).records, [&](const RecordFile& file) {
    if (!file.reading.readable || !may_see(person, file.reading.document)) return;
    const std::string other(file.reading.document.text_at(Document::root, "name"));
    const std::string other_key = name_key(other);
    if (key.empty() || other_key.find(key) == std::string::npos) return;
    (other_key == key ? same : alike).push_back({file.path, file.id, other});
  });
  return same.empty() ? alike : same;
}

std::string find_customer(const Archive& archive, const Person& person, const std::string& word) {
  std::string path = archive.find_record(word);
  if (!path.empty()) return path;
  const auto found = find_by_name(archive, person, word);
  if (found.size() == 1) return found[0].path;
  const std::string shown = escape_controls(word);
  if (found.empty()) {
    throw Error(Exit::usage, fill({"there is no customer {}", "没有客户 {}"}, {shown}));
  }
  std::string ids;
  for (std::size_t at = 0; at < found.size() && at < 10; ++at) {
    if (!ids.empty()) ids += ", ";
    ids += found[at].id;
  }
  throw Error(Exit::usage,
              fill({"{} customers have {} in their name: {}", "{} 个客户的名称含有 {}：{}"},
                   {found.size(), shown, ids}));
}

/// The lines of a record with labels, in the order of the schema.
class Page {
 public:
  Page(const Schemas& schemas, Language language, bool colour)
      : schemas_(schemas), language_(language), colour_(colour) {}

  std::string format(const Value& record) {
    const Schema& customer = schemas_.customer();
    for (std::size_t at = 0; at < customer.sections.size(); ++at) {
      const std::size_t begin = customer.sections[at].first_field;
      const std::size_t end = at + 1 < customer.sections.size()
                                  ? customer.sections[at + 1].first_field
                                  : customer.fields.size();
      const std::size_t size = text_.size();
      for (std::size_t field = begin; field < end; ++field) {
        const Value* value = record.find(customer.fields[field].name);
        // A group alone in its section has no need of a line of its own.
        if (end == begin + 1 && value != nullptr && value->kind == Kind::mapping) {
          add_fields(schemas_.fields_of(customer.fields[field]), *value, 0);
        } else {
          add_item(customer.fields[field], value, 0);
        }
      }
      if (text_.size() == size) continue;
      std::string title = customer.sections[at].title.in(language_);
      if (colour_) title = "\033[1m" + title + "\033[0m";
      text_.insert(size, (size == 0 ? "" : "\n") + title + "\n");
    }
    return std::move(text_);
  }

 private:
  void add_item(const Field& field, const Value* value, std::size_t indent) {
    if (value == nullptr || value->is_empty()) return;
    if (field.type->check != nullptr || field.type->name == "choices") {
      add_line(field.label.in(language_), describe(field, *value), indent);
      return;
    }
    if (value->kind == Kind::mapping) {
      add_line(field.label.in(language_), "", indent);
      add_fields(schemas_.fields_of(field), *value, indent + 2);
      return;
    }
    std::size_t position = 0;
    for (const Value& item : value->items) {
      add_line(field.label.in(language_) + " " + std::to_string(++position), "", indent);
      add_fields(schemas_.fields_of(field), item, indent + 2);
    }
  }

  void add_fields(const std::vector<Field>& fields, const Value& mapping, std::size_t indent) {
    for (const Field& field : fields) add_item(field, mapping.find(field.name), indent);
  }

  [[nodiscard]] std::string describe(const Field& field, const Value& value) const {
    if (value.kind != Kind::scalar) {
      std::string list;
      for (const Value& item : value.items) {
        if (!list.empty()) list += language_ == Language::chinese ? "、" : ", ";
        list += describe(field, item);
      }
      return list;
    }
    for (const Option& option : field.options) {
      if (option.value == value.text) return option.label.in(language_);
    }
    if (value.text == "true" && field.type->name == "yes-no")
      return Text{"yes", "是"}.in(language_);
    if (value.text == "false" && field.type->name == "yes-no")
      return Text{"no", "否"}.in(language_);
    return value.text;
  }

  void add_line(const std::string& label, const std::string& value, std::size_t indent) {
    constexpr std::size_t label_width = 22;
    text_.append(indent + 2, ' ');
    text_ += label;
    if (!value.empty()) {
      const std::size_t used = indent + display_width(label);
      text_.append(used < label_width ? label_width - used : 1, ' ');
      const std::string margin = "\n" + std::string(label_width + 2, ' ');
      text_ += replace_all(escape_controls(value, true), "\n", margin);
    }
    text_ += '\n';
  }

  const Schemas& schemas_;
  Language language_;
  bool colour_;
  std::string text_;
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
  session.print(Page(archive.schemas(), session.language(), session.has_colour()).format(record));
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
  command->add_flag("--unmask", options->unmask,
                    text({"Show personal values whole", "完整显示个人信息"}));
  command
      ->add_option("--purpose", options->purpose,
                   text({"What for; goes into access.log", "用途，记入 access.log"}))
      ->type_name("TEXT");
  command->callback([options, &run = declaration.run] {
    run = [options](Session& session) { return run_show(*options, session); };
  });
}

}  // namespace custrec
