// SPDX-License-Identifier: MIT
// The values that a second verification looks at.
#include "review/sample_sheet.hpp"

#include <algorithm>

#include "schema/check_record.hpp"

namespace custrec {
namespace {

constexpr std::size_t identity = 0;
constexpr std::size_t contact = 1;
constexpr std::size_t logic = 2;

struct Row {
  std::size_t aspect;
  std::string_view path;  ///< of a field; one of a list stands for each of its entries
};

/// What the customer, the licence and the contract are asked about. Fields that a team's schema
/// doesn't have are passed over.
constexpr std::array<Row, 38> rows = {{
    {identity, "type"},
    {identity, "name"},
    {identity, "credit_code"},
    {identity, "id_number"},
    {identity, "industry"},
    {identity, "segment"},
    {identity, "country"},
    {identity, "region"},
    {identity, "founded"},
    {identity, "registered_address"},
    {contact, "address"},
    {contact, "contacts.name"},
    {contact, "contacts.title"},
    {contact, "contacts.role"},
    {contact, "contacts.mobile"},
    {contact, "contacts.phone"},
    {contact, "contacts.email"},
    {contact, "contacts.other"},
    {contact, "contacts.left_on"},
    {logic, "stage"},
    {logic, "grade"},
    {logic, "status"},
    {logic, "activity"},
    {logic, "first_contact"},
    {logic, "first_deal"},
    {logic, "source"},
    {logic, "demand_type"},
    {logic, "intent"},
    {logic, "budget"},
    {logic, "annual_value"},
    {logic, "collection.collected_at"},
    {logic, "collection.channel"},
    {logic, "collection.reference"},
    {logic, "collection.confirmed_at"},
    {logic, "contracts.title"},
    {logic, "contracts.effective_on"},
    {logic, "contracts.ends_on"},
    {logic, "contracts.amount"},
}};

Text label_of_value(const Field& field, const std::string& text) {
  for (const Option& option : field.options) {
    if (option.value == text) return option.label;
  }
  return same_text(text);
}

void add_line(std::vector<SheetLine>& lines, Text label, const Field& field, const Value* value) {
  if (value == nullptr || value->kind != Kind::scalar || value->text.empty()) return;
  lines.push_back({std::move(label), label_of_value(field, value->text)});
}

/// The value of one field, or of one field of a group.
void add_lines(std::vector<SheetLine>& lines, const Schemas& schemas, const Value& record,
               std::string_view path) {
  const std::size_t dot = path.find('.');
  const Field* field = find_field(schemas.customer().fields, path.substr(0, dot));
  if (field == nullptr) return;
  const Value* value = record.find(field->name);
  if (dot == path.npos) return add_line(lines, field->label, *field, value);
  const Field* inner = find_field(schemas.fields_of(*field), path.substr(dot + 1));
  if (inner == nullptr || value == nullptr || value->kind != Kind::mapping) return;
  add_line(lines, inner->label, *inner, value->find(inner->name));
}

/// The entries of a list one after another, each with the fields that rows of `aspect` name.
void add_entries(std::vector<SheetLine>& lines, const Schemas& schemas, const Value& record,
                 std::size_t aspect, std::string_view list_name) {
  const Field* list = find_field(schemas.customer().fields, list_name);
  const Value* entries = list == nullptr ? nullptr : record.find(list->name);
  if (entries == nullptr || entries->kind != Kind::sequence) return;
  for (std::size_t at = 0; at < entries->items.size(); ++at) {
    for (const Row& row : rows) {
      if (row.aspect != aspect || !row.path.starts_with(std::string(list_name) + ".")) continue;
      const Field* field =
          find_field(schemas.fields_of(*list), row.path.substr(list_name.size() + 1));
      if (field == nullptr) continue;
      add_line(
          lines,
          fill({"{} {} {}", "{}{}{}"},
               {list->kind == nullptr ? list->label : list->kind->title, at + 1, field->label}),
          *field, entries->items[at].find(field->name));
    }
  }
}

bool is_list(const Schemas& schemas, std::string_view name) {
  const Field* field = find_field(schemas.customer().fields, name);
  return field != nullptr && field->kind != nullptr;
}

void fill_aspects(SheetEntry& entry, const Schemas& schemas, const Value& record) {
  std::string_view last_list;
  for (const Row& row : rows) {
    const std::string_view first = row.path.substr(0, row.path.find('.'));
    std::vector<SheetLine>& lines = entry.aspects[row.aspect].lines;
    if (!is_list(schemas, first)) {
      add_lines(lines, schemas, record, row.path);
    } else if (first != last_list) {
      add_entries(lines, schemas, record, row.aspect, first);
      last_list = first;
    }
  }
}

}  // namespace

SheetEntry make_sheet_entry(const Archive& archive, const TypeContext& context,
                            const RecordFile& file, Unmask unmask, std::set<std::string>& shown) {
  const Schemas& schemas = archive.schemas();
  std::set<std::string> whole;
  const Value record = mask_record(file.reading.document, schemas, unmask, &whole);
  SheetEntry entry{file.id,
                   std::string(record.text_at("name")),
                   std::string(record.text_at("owner")),
                   {},
                   {{{"identity", {"Identity", "身份"}, {}},
                     {"contact", {"Contact", "联系方式"}, {}},
                     {"logic", {"Logic", "逻辑"}, {}}}}};
  const Value* collection = record.find("collection");
  if (collection != nullptr) entry.collected_by = collection->text_at("collected_by");
  fill_aspects(entry, schemas, record);
  for (const Finding& finding : check_record(file.reading, schemas, context)) {
    entry.aspects[logic].lines.push_back(
        {{"custrec verify", "custrec verify"},
         fill({"{}: {}", "{}：{}"}, {finding.field, finding.message})});
  }
  for (const Row& row : rows) {
    if (whole.contains(std::string(row.path))) shown.insert(std::string(row.path));
  }
  return entry;
}

}  // namespace custrec
