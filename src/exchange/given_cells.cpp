// SPDX-License-Identifier: MIT
// What a row of a sheet gives.
#include "exchange/given_cells.hpp"

#include <algorithm>
#include <optional>

#include "schema/check_value.hpp"
#include "schema/form.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

bool is_lost(const SheetCell& cell) {
  return cell.damage == CellDamage::error || cell.damage == CellDamage::unknown;
}

std::vector<std::string> split_lines(std::string_view text) {
  std::vector<std::string> lines;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    lines.emplace_back(trim(text.substr(begin, end - begin)));
    begin = end + 1;
  }
  std::erase(lines, "");
  return lines;
}

/// `tags[1]` stands in the cell of `tags`.
bool is_same_place(std::string_view cell, std::string_view field) {
  return field.starts_with(cell) && (field.size() == cell.size() || field[cell.size()] == '[');
}

/// What is missing from `contacts` is told at the first cell of contacts.
bool is_within(std::string_view cell, std::string_view field) {
  return !field.empty() && cell.starts_with(field) && cell.size() > field.size() &&
         (cell[field.size()] == '[' || cell[field.size()] == '.');
}

/// What is wrong with a cell in itself.
std::optional<Problem> check_cell(const SheetCell& cell, const FieldPath& path) {
  const bool list_of_one = cell.is_list && path.field().type->name != "choices";
  if (cell.damage == CellDamage::none && !list_of_one) return std::nullopt;
  Problem problem;
  problem.rule = "spreadsheet-damage";
  problem.field = path.text();
  if (cell.damage == CellDamage::error) {
    problem.message = fill({"the cell shows the error {}", "单元格显示错误 {}"},
                           {cut_to_width(escape_controls(cell.text), 60)});
    problem.hint = {"correct the formula, or type the value", "请更正公式，或直接填写值"};
  } else if (cell.damage == CellDamage::unknown) {
    problem.message = {"the cell holds a formula whose value was never stored",
                       "单元格为公式，但未保存其结果"};
    problem.hint = {"open the workbook in a spreadsheet and save it there",
                    "请用电子表格打开该工作簿并重新保存"};
  } else if (cell.damage == CellDamage::rounded) {
    problem.level = Level::warning;
    problem.message =
        fill({"{} is a number of more than 15 digits, of which a spreadsheet keeps 15",
              "{} 是超过 15 位的数字，电子表格只保留 15 位"},
             {show_value(path.field(), cell.text, path.field().may_be_personal())});
    problem.hint = {"type it anew in a cell of format text", "请在文本格式的单元格中重新填写"};
  } else {
    problem.rule = path.field().type->name;
    problem.message = {"a list, where one value belongs", "此处须为单个值，不能是列表"};
  }
  return problem;
}

}  // namespace

void GivenCell::fill_in(Value& record, const TypeContext& context) const {
  if (cell->is_list) {
    custrec::fill_in(record, *path, split_lines(text));
  } else {
    custrec::fill_in(record, *path, text, context);
  }
}

std::string_view SheetCells::text_of(const SheetCell& cell, const Field& field) const {
  if (!cell.amount.empty()) {
    constexpr std::size_t cents = 2;
    const bool fits_money = cell.amount.size() - cell.amount.find('.') - 1 <= cents;
    const std::string_view type = field.type->name;
    if (type == "decimal" || (type == "money" && fits_money)) return cell.amount;
  }
  std::string_view text = cell.text;
  const bool guarded = sheet_.format == SheetFormat::csv && text.starts_with('\'') &&
                       unguard_formula(text).size() < text.size();
  if (guarded) text.remove_prefix(1);
  return text;
}

std::vector<GivenCell> SheetCells::cells_of(const SheetRow& row) const {
  std::vector<GivenCell> cells;
  cells.reserve(row.cells.size());
  for (const SheetCell& cell : row.cells) {
    if (cell.column >= header_.columns.size() || is_lost(cell)) continue;
    const auto& path = header_.columns[cell.column];
    if (!path) continue;
    const std::string_view text = text_of(cell, path->field());
    if (!trim(text).empty()) cells.push_back({&*path, &cell, &row, text});
  }
  return cells;
}

bool SheetCells::is_draft(const SheetRow& row, const Schemas& schemas) const {
  const SheetCell* cell = header_.status ? find_cell(row, *header_.status) : nullptr;
  const Field* field = find_field(schemas.customer().fields, "status");
  return cell != nullptr && field != nullptr && find_option(*field, trim(cell->text)) == "draft";
}

std::vector<Problem> SheetCells::check(const SheetRow& row) const {
  std::vector<Problem> problems;
  if (row.width > header_.columns.size()) {
    Problem problem;
    problem.rule = "entries";
    problem.message = fill({"the row has {} cells, the header {}", "此行有 {} 格，标题行有 {} 格"},
                           {row.width, header_.columns.size()});
    problems.push_back(std::move(problem));
    return problems;
  }
  for (const SheetCell& cell : row.cells) {
    const auto& path = header_.columns[cell.column];
    if (!path) continue;
    if (auto problem = check_cell(cell, *path)) problems.push_back(std::move(*problem));
  }
  return problems;
}

SheetCells::Found SheetCells::locate(std::string_view field, const std::vector<GivenCell>& cells,
                                     const SheetRow& row) const {
  for (const GivenCell& cell : cells) {
    if (is_same_place(cell.path->text(), field)) return {cell.row, cell.cell->place};
  }
  const auto in_column = [&](const SheetRow& of, bool fits(std::string_view, std::string_view),
                             std::string_view wanted) -> std::optional<Place> {
    for (std::size_t at = 0; at < header_.columns.size() && sheet_.is_table(); ++at) {
      const auto& path = header_.columns[at];
      if (!path || !fits(path->text(), wanted)) continue;
      return Place{of.place.line, sheet_.columns[at].place.column};
    }
    return std::nullopt;
  };
  // An entry that stands in a row of its own: the column beside its other cells.
  const std::string_view entry = field.substr(0, field.rfind('.') + 1);
  for (const GivenCell& cell : cells) {
    if (entry.empty() || !cell.path->text().starts_with(entry)) continue;
    std::string wanted = header_.columns[cell.cell->column]->text();
    wanted = wanted.substr(0, wanted.rfind('.') + 1) + std::string(field.substr(entry.size()));
    const auto place = in_column(*cell.row, is_same_place, wanted);
    return {cell.row, place.value_or(cell.row->place)};
  }
  for (const auto fits : {is_same_place, is_within}) {
    if (const auto place = in_column(row, fits, field)) return {&row, *place};
  }
  for (const GivenCell& cell : cells) {
    if (is_within(cell.path->text(), field)) return {cell.row, cell.cell->place};
  }
  return {&row, row.place};
}

void SheetCells::place(Problem& problem, const std::vector<GivenCell>& cells,
                       const SheetRow& row) const {
  const Place place = locate(problem.field, cells, row).place;
  problem.path = path_;
  problem.line = place.line;
  problem.column = place.column;
}

void merge_damage(std::vector<Problem>& problems, const std::vector<Problem>& damage) {
  for (const Problem& problem : damage) {
    const auto same = [&](const Problem& other) { return other.field == problem.field; };
    const bool told = std::any_of(problems.begin(), problems.end(), same);
    if (told && problem.level == Level::warning) continue;
    std::erase_if(problems, [&](const Problem& other) {
      return !problem.field.empty() && other.field == problem.field;
    });
    problems.push_back(problem);
  }
}

}  // namespace custrec
