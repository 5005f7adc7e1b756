// SPDX-License-Identifier: MIT
// Rows that give further contacts of a customer.
#include "exchange/repeated_rows.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>

#include "archive/pipeline.hpp"
#include "schema/form.hpp"
#include "schema/name_key.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

class RowGrouper {
 public:
  RowGrouper(const SheetCells& cells, const Schemas& schemas, const TypeContext& context)
      : cells_(cells), schemas_(schemas), context_(context) {}

  std::map<std::size_t, RepeatedRow> group(unsigned jobs) {
    const std::vector<SheetRow>& rows = cells_.sheet().rows;
    std::map<std::size_t, RepeatedRow> repeated;
    first_rows_.reserve(rows.size());
    run_pipeline<std::vector<std::string>>(
        rows.size(), jobs, [&](std::size_t at) { return keys_of(cells_.cells_of(rows[at])); },
        [&, at = std::size_t{0}](std::vector<std::string> keys) mutable {
          group_row(at++, std::move(keys), repeated);
        });
    return repeated;
  }

 private:
  /// By list: the names of the entries so far, and how many places they take.
  struct Entries {
    std::set<std::string> names;
    std::size_t places = 0;
  };
  using Lists = std::map<const Field*, Entries>;

  void group_row(std::size_t at, std::vector<std::string> keys,
                 std::map<std::size_t, RepeatedRow>& repeated) {
    const auto first = find_first(keys);
    if (!first) {
      for (std::string& key : keys) first_rows_.emplace(std::move(key), at);
      return;
    }
    auto offsets = join(*first, cells_.cells_of(cells_.sheet().rows[at]));
    if (offsets) repeated.emplace(at, RepeatedRow{*first, std::move(*offsets)});
  }

  /// What tells the customer, the surest first.
  [[nodiscard]] std::vector<std::string> keys_of(const std::vector<GivenCell>& given) const {
    std::vector<std::string> keys;
    std::string name;
    for (const GivenCell& cell : given) {
      if (cell.path->steps.size() != 1) continue;
      const Field& field = cell.path->field();
      if (field.name == "name") name = name_key(cell.text);
      if (field.name != "id" && !field.unique) continue;
      keys.push_back(field.name + "\n" + make_value(field, cell.text, context_).text);
    }
    if (!name.empty()) keys.push_back("name\n" + name);
    return keys;
  }

  [[nodiscard]] std::optional<std::size_t> find_first(const std::vector<std::string>& keys) const {
    for (const std::string& key : keys) {
      const auto found = first_rows_.find(key);
      if (found != first_rows_.end()) return found->second;
    }
    return std::nullopt;
  }

  [[nodiscard]] bool says_the_same(const GivenCell& cell, const SheetRow& first) const {
    const SheetCell* other = find_cell(first, cell.cell->column);
    if (other == nullptr) return false;
    if (trim(other->text) == trim(cell.cell->text)) return true;
    const Field& field = cell.path->field();
    if (field.name == "name") return name_key(other->text) == name_key(cell.text);
    if (field.type->check == nullptr) return false;
    return make_value(field, other->text, context_).text ==
           make_value(field, cell.text, context_).text;
  }

  /// The entries that a row gives; nothing when one of them has no name.
  [[nodiscard]] std::optional<Lists> lists_of(const std::vector<GivenCell>& given) const {
    Lists lists;
    std::set<std::pair<const Field*, std::size_t>> entries;
    std::set<std::pair<const Field*, std::size_t>> named;
    for (const GivenCell& cell : given) {
      const FieldStep& step = cell.path->steps.front();
      if (!step.position) continue;
      Entries& list = lists[step.field];
      list.places = std::max(list.places, *step.position + 1);
      entries.emplace(step.field, *step.position);
      const Field* naming = find_naming_field(schemas_, *step.field);
      if (cell.path->steps.size() != 2 || &cell.path->field() != naming) continue;
      list.names.insert(fold(trim(cell.text)));
      named.emplace(step.field, *step.position);
    }
    return entries == named ? std::optional(std::move(lists)) : std::nullopt;
  }

  /// Where the entries of the row go behind those of the first; nothing when it is no such row.
  std::optional<std::map<const Field*, std::size_t>> join(std::size_t first,
                                                          const std::vector<GivenCell>& given) {
    const SheetRow& row = cells_.sheet().rows[first];
    for (const GivenCell& cell : given) {
      if (!cell.path->steps.front().position && !says_the_same(cell, row)) return std::nullopt;
    }
    const auto own = lists_of(given);
    if (!own || own->empty()) return std::nullopt;
    auto known = lists_.find(first);
    if (known == lists_.end()) {
      auto lists = lists_of(cells_.cells_of(row));
      if (!lists) return std::nullopt;
      known = lists_.emplace(first, std::move(*lists)).first;
    }
    std::map<const Field*, std::size_t> offsets;
    for (const auto& [list, entries] : *own) {
      const std::set<std::string>& names = known->second[list].names;
      const auto is_known = [&](const std::string& name) { return names.contains(name); };
      if (std::any_of(entries.names.begin(), entries.names.end(), is_known)) return std::nullopt;
    }
    for (const auto& [list, entries] : *own) {
      Entries& all = known->second[list];
      offsets[list] = all.places;
      all.places += entries.places;
      all.names.insert(entries.names.begin(), entries.names.end());
    }
    return offsets;
  }

  const SheetCells& cells_;
  const Schemas& schemas_;
  const TypeContext& context_;
  std::unordered_map<std::string, std::size_t> first_rows_;  ///< by what tells the customer
  std::map<std::size_t, Lists> lists_;                       ///< of first rows with others
};

}  // namespace

std::map<std::size_t, RepeatedRow> find_repeated_rows(const SheetCells& cells,
                                                      const Schemas& schemas,
                                                      const TypeContext& context, unsigned jobs) {
  const std::vector<std::optional<FieldPath>>& columns = cells.header().columns;
  const bool has_lists = std::any_of(columns.begin(), columns.end(), [](const auto& path) {
    return path && path->steps.front().position;
  });
  if (!cells.sheet().is_table() || !has_lists) return {};
  return RowGrouper(cells, schemas, context).group(jobs);
}

const Field* find_naming_field(const Schemas& schemas, const Field& list) {
  const FieldList& fields = schemas.fields_of(list);
  if (find_field(fields, "id") != nullptr) return nullptr;
  const auto found =
      std::find_if(fields.begin(), fields.end(), [](const Field& field) { return field.required; });
  return found == fields.end() ? nullptr : found;
}

}  // namespace custrec
