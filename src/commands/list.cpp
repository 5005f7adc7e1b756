// SPDX-License-Identifier: MIT
// custrec list: which customers there are, masked; or how many of each class.
#include <map>
#include <memory>

#include "archive/selection.hpp"
#include "commands/command_help.hpp"
#include "schema/code_list.hpp"
#include "schema/field_type.hpp"
#include "schema/masked_record.hpp"
#include "terminal/outcome.hpp"
#include "terminal/progress.hpp"
#include "terminal/table.hpp"

namespace custrec {
namespace {

struct ListOptions {
  std::string text;
  std::vector<std::string> where;
  std::vector<std::string> columns;
  std::vector<std::string> group;
};

FieldPath must_parse_path(const Archive& archive, const std::string& text) {
  FieldPathResult found = parse_field_path(archive.schemas(), text);
  if (!found.path) throw Error(Exit::usage, found.mistake);
  const FieldType& type = *found.path->field().type;
  if (type.check == nullptr && type.name != "choices") {
    throw Error(Exit::usage, fill({"{} is no single value; name a field in it",
                                   "{} 不是单个值，请指明其中的字段"},
                                  {found.path->text()}));
  }
  return *found.path;
}

std::vector<FieldPath> find_columns(const Archive& archive, const std::vector<std::string>& names) {
  std::vector<FieldPath> columns;
  if (!names.empty()) {
    for (const std::string& name : names) {
      if (!name.empty()) columns.push_back(must_parse_path(archive, name));
    }
    return columns;
  }
  for (const std::string_view name : {"id", "name", "stage", "grade", "owner", "status"}) {
    const Field* field = find_field(archive.schemas().customer().fields, name);
    if (field != nullptr) columns.push_back({{{field, std::nullopt, {}}}});
  }
  return columns;
}

/// For people: the label of a choice, the name of a code, yes and no.
std::string show_cell(const Field& field, std::string_view text, Language language) {
  for (const Option& option : field.options) {
    if (option.value == text) return option.label.in(language);
  }
  if (field.type->name == "code" && !name_part(text).empty()) return std::string(name_part(text));
  return std::string(text);
}

/// The masked text at `path`, several joined.
std::string cell_of(const Value& record, const FieldPath& path, bool for_people,
                    Language language) {
  std::vector<const Value*> values = {&record};
  for (const FieldStep& step : path.steps) {
    std::vector<const Value*> next;
    for (const Value* value : values) {
      const Value* item = value->find(step.field->name);
      if (item == nullptr) continue;
      if (item->kind != Kind::sequence) next.push_back(item);
      for (std::size_t at = 0; at < item->items.size() && item->kind == Kind::sequence; ++at) {
        if (step.position && *step.position != at) continue;
        if (!step.entry.empty() && step.entry != item->items[at].text_at("id")) continue;
        next.push_back(&item->items[at]);
      }
    }
    values = std::move(next);
  }
  std::string cell;
  for (const Value* value : values) {
    if (value->kind != Kind::scalar || value->text.empty()) continue;
    if (!cell.empty()) cell += ", ";
    cell += for_people ? show_cell(path.field(), value->text, language) : value->text;
  }
  return cell;
}

std::vector<std::string> header_of(const std::vector<FieldPath>& columns, Language language) {
  std::vector<std::string> header;
  for (const FieldPath& path : columns) header.push_back(path.field().label.in(language));
  return header;
}

Exit run_list(const ListOptions& options, Session& session) {
  const Archive archive = session.open_archive(Purpose::read);
  const Person& person = session.find_person(archive);
  const TypeContext context = archive.context(session.now());
  Selection selection{{}, {}, options.text};
  for (const std::string& where : options.where) {
    selection.where.push_back(parse_where(archive, context, where));
  }
  const bool grouped = !options.group.empty();
  const auto columns = find_columns(archive, grouped ? options.group : options.columns);
  const TableLayout layout = find_table_layout(session.has_colour());
  const Language language = session.language();
  std::vector<std::vector<std::string>> rows;
  std::map<std::vector<std::string>, std::size_t> groups;
  using Row = std::vector<std::string>;
  Progress progress(session, {"{} of {} records read", "已读取 {} / {} 份档案"});
  const SelectionCounts counts = select_records<Row>(
      archive, person, selection,
      [&](const RecordFile& file) {
        const Value record = mask_record(file.reading.document, archive.schemas(), {});
        Row row;
        for (const FieldPath& path : columns) {
          row.push_back(cell_of(record, path, layout.width > 0, language));
        }
        return row;
      },
      [&](Row row) {
        if (grouped) {
          groups[std::move(row)] += 1;
        } else {
          rows.push_back(std::move(row));
        }
      },
      [&](std::size_t done, std::size_t total) { progress.show(done, total); });
  progress.clear();
  std::vector<std::string> header = header_of(columns, language);
  if (grouped) {
    header.push_back(Text{"Customers", "客户数"}.in(language));
    for (const auto& [key, count] : groups) {
      rows.push_back(key);
      rows.back().push_back(std::to_string(count));
    }
  }
  session.print(format_table(header, rows, layout));
  tell_selection(session, counts);
  return Exit::clean;
}

}  // namespace

void declare_list(const Declaration& declaration) {
  const auto text = [&](const Text& words) { return words.in(declaration.language); };
  CLI::App* command = declare_command(
      declaration, {"list",
                    {"List customers, masked", "列出客户（脱敏）"},
                    {"  custrec list                            all customers you may see\n"
                     "  custrec list 机械                       those with this text in any field\n"
                     "  custrec list --where stage=signed --where region=上海市\n"
                     "  custrec list --group type,stage         how many of each\n"
                     "  custrec list --columns id,name,contacts.mobile",
                     "  custrec list                            您可查看的全部客户\n"
                     "  custrec list 机械                       任一字段含此文字的客户\n"
                     "  custrec list --where 合作阶段=签约 --where 所在地区=上海市\n"
                     "  custrec list --group type,stage         各类客户数\n"
                     "  custrec list --columns id,name,contacts.mobile"}});
  auto options = std::make_shared<ListOptions>();
  command->add_option("text", options->text,
                      text({"Text to look for in all fields", "在所有字段中查找的文字"}));
  command
      ->add_option("--where", options->where,
                   text({"Only customers whose FIELD is VALUE (repeat for more)",
                         "只列字段等于此值的客户（可重复）"}))
      ->type_name("FIELD=VALUE")
      ->expected(1)
      ->take_all();
  command
      ->add_option("--columns", options->columns,
                   text({"Fields to show, with commas between", "要显示的字段，以逗号分隔"}))
      ->delimiter(',')
      ->allow_extra_args(false)
      ->type_name("FIELD,…");
  command
      ->add_option("--group", options->group,
                   text({"Count customers by these fields", "按这些字段统计客户数"}))
      ->delimiter(',')
      ->allow_extra_args(false)
      ->type_name("FIELD,…");
  command->callback([options, &run = declaration.run] {
    run = [options](Session& session) { return run_list(*options, session); };
  });
}

}  // namespace custrec
