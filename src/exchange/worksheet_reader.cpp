// SPDX-License-Identifier: MIT
// Reads one sheet of a workbook in one pass, row by row.
#include "exchange/worksheet_reader.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <unordered_map>

#include "exchange/cell_reference.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

constexpr std::size_t max_cells = 16U << 20U;

/// `2024-03-15T09:30:00` of a cell that holds a date as text.
std::string plain_date(std::string text) {
  if (text.ends_with("T00:00:00")) text.resize(text.size() - 9);
  if (text.size() > 10 && text[10] == 'T') text[10] = ' ';
  return text;
}

class SheetReader {
 public:
  SheetReader(Workbook& workbook, const WorkbookSheet& sheet)
      : workbook_(workbook), part_(sheet.part) {}

  Sheet read() {
    sheet_.format = SheetFormat::xlsx;
    workbook_.read_part(part_, {[this](std::string_view name, const XmlAttributes& attributes) {
                                  begin(name, attributes);
                                },
                                [this](std::string_view name) { end(name); },
                                [this](std::string_view text) { add(text); }});
    if (title_) take_header(*title_);
    note_hidden();
    return std::move(sheet_);
  }

 private:
  /// A cell while its XML goes by.
  struct Cell {
    Place place;
    char type = 'n';  // of `t`: n, s, i(nlineStr), f (str), b, e, d
    std::size_t style = 0;
    bool formula = false;
    bool valued = false;
    std::string value;
  };

  void begin(std::string_view name, const XmlAttributes& attributes) {
    if (name == "col") begin_column(attributes);
    if (name == "sheetData") in_data_ = true;
    if (!in_data_) return;
    if (name == "row") {
      begin_row(attributes);
    } else if (name == "c") {
      begin_cell(attributes);
    } else if (name == "v") {
      in_value_ = cell_.valued = true;
    } else if (name == "f") {
      cell_.formula = true;
    } else {
      rich_.begin(name);
    }
  }

  void end(std::string_view name) {
    if (name == "sheetData") in_data_ = false;
    if (!in_data_) return;
    if (name == "row") {
      end_row();
    } else if (name == "c") {
      end_cell();
    } else if (name == "v") {
      in_value_ = false;
    } else {
      rich_.end(name);
    }
  }

  void add(std::string_view text) {
    if (!in_data_) return;
    count_text(text.size());
    if (in_value_) {
      cell_.value += text;
    } else {
      rich_.add(text);
    }
  }

  void count_text(std::size_t bytes) {
    text_bytes_ += bytes;
    if (text_bytes_ > max_workbook_text) fail_too_large();
  }

  [[noreturn]] void fail_too_large() const {
    workbook_.fail(part_, {"it holds more than can be read at once; divide the sheet",
                           "内容过多，无法一次读取，请将工作表拆分"});
  }

  [[noreturn]] void fail_place(std::string_view what) const {
    workbook_.fail(part_, fill({"{} is no place in a sheet, or stands in the wrong order",
                                "{} 不是工作表中的位置，或顺序有误"},
                               {cut_to_width(escape_controls(what), 60)}));
  }

  void begin_column(const XmlAttributes& attributes) {
    if (!attributes.is_true("hidden")) return;
    hidden_columns_.emplace_back(parse_xml_number(attributes.find("min")).value_or(1),
                                 parse_xml_number(attributes.find("max")).value_or(1));
  }

  void begin_row(const XmlAttributes& attributes) {
    const std::string_view given = attributes.find("r");
    const std::uint32_t line = given.empty() ? line_ + 1 : parse_xml_number(given).value_or(0);
    if (line <= line_ || line > max_sheet_rows) fail_place(given);
    line_ = line;
    row_ = SheetRow{line, {line, 1}, 0, {}, {}};
    row_hidden_ = attributes.is_true("hidden");
    column_ = 0;
  }

  void begin_cell(const XmlAttributes& attributes) {
    const std::string_view given = attributes.find("r");
    const auto place =
        given.empty() ? std::optional(Place{line_, column_ + 1}) : parse_cell_reference(given);
    const bool fits = place && place->line == line_ && place->column > column_ &&
                      place->column <= max_sheet_columns;
    if (!fits) fail_place(given);
    column_ = place->column;
    const std::string_view type = attributes.find("t");
    cell_ = Cell{};
    cell_.place = *place;
    cell_.type = type.empty() ? 'n' : type == "str" ? 'f' : type[0];
    cell_.style = parse_xml_number(attributes.find("s")).value_or(0);
    rich_.take();
  }

  void end_cell() {
    SheetCell cell;
    cell.place = cell_.place;
    fill_in(cell);
    if (cell.text.empty()) return;
    if (++cells_ > max_cells) fail_too_large();
    row_.cells.push_back(cell);
  }

  void fill_in(SheetCell& cell) {
    if (cell_.type == 's') {
      const auto index = parse_xml_number(cell_.value);
      const bool known = index && *index < workbook_.string_count();
      if (!known && cell_.valued) {
        workbook_.fail(
            part_, fill({"the text of row {}, column {} is missing", "第 {} 行 {} 列的文字缺失"},
                        {cell.place.line, format_column(cell.place.column)}));
      }
      if (known) cell.text = keep(workbook_.string_at(*index));
      count_text(cell.text.size());
    } else if (cell_.type == 'i') {
      cell.text = keep(rich_.take());
    } else if (cell_.type == 'b') {
      cell.text = cell_.value == "1" || cell_.value == "true" ? "TRUE" : "FALSE";
      if (!cell_.valued) cell.text = {};
    } else if (cell_.type == 'e') {
      cell.text = keep(cell_.value);
      cell.damage = CellDamage::error;
    } else if (cell_.type == 'd') {
      cell.text = keep(plain_date(std::move(cell_.value)));
    } else if (cell_.type == 'f') {
      cell.text = keep(decode(cell_.value));
    } else if (cell_.valued) {
      const NumberText number =
          format_number(trim(cell_.value), workbook_.format_at(cell_.style), workbook_.from_1904());
      cell.text = keep(number.text);
      cell.amount = keep(number.amount);
      if (number.rounded) cell.damage = CellDamage::rounded;
    }
    if (cell_.formula && !cell_.valued) {
      cell.text = "=";
      cell.damage = CellDamage::unknown;
    }
  }

  std::string_view keep(std::string_view text) { return sheet_.texts.keep(text); }

  /// What a formula gives has the escapes of shared strings too.
  std::string decode(std::string_view value) {
    rich_.begin("t");
    rich_.add(value);
    rich_.end("t");
    return rich_.take();
  }

  void end_row() {
    if (row_.cells.empty()) return;
    row_.width = row_.cells.size();
    if (row_hidden_) ++hidden_rows_;
    if (!has_header_ && !title_) {
      title_ = std::move(row_);
      return;
    }
    if (!has_header_) {
      const bool is_title = title_->cells.size() == 1 && row_.cells.size() > 1;
      if (is_title) {
        note_title(*title_);
        take_header(row_);
        title_.reset();
        return;
      }
      take_header(*title_);
      title_.reset();
    }
    for (SheetCell& cell : row_.cells) cell.column = find_column(cell.place.column);
    sheet_.rows.push_back(std::move(row_));
  }

  void note_title(const SheetRow& row) {
    sheet_.notes.push_back(
        fill({"row {} is taken for a title: {}", "第 {} 行视为标题：{}"},
             {row.number, cut_to_width(escape_controls(row.cells[0].text), 60)}));
  }

  void take_header(const SheetRow& row) {
    has_header_ = true;
    for (const SheetCell& cell : row.cells) {
      columns_.emplace(cell.place.column, static_cast<std::uint32_t>(sheet_.columns.size()));
      sheet_.columns.push_back({std::string(cell.text), cell.place});
    }
    header_line_ = row.place.line;
  }

  /// A column without a heading is kept, so that it can be told.
  std::uint32_t find_column(std::uint32_t column) {
    const auto [found, added] =
        columns_.emplace(column, static_cast<std::uint32_t>(sheet_.columns.size()));
    if (added) sheet_.columns.push_back({"", {header_line_, column}});
    return found->second;
  }

  void note_hidden() {
    std::size_t columns = 0;
    for (const SheetColumn& column : sheet_.columns) {
      const auto covers = [&](const auto& range) {
        return range.first <= column.place.column && column.place.column <= range.second;
      };
      if (std::any_of(hidden_columns_.begin(), hidden_columns_.end(), covers)) ++columns;
    }
    if (columns + hidden_rows_ == 0) return;
    sheet_.notes.push_back(
        fill({"hidden rows: {}, hidden columns: {}; they are read like the others",
              "隐藏的行：{}，隐藏的列：{}，均照常读取"},
             {hidden_rows_, columns}));
  }

  Workbook& workbook_;
  const std::string& part_;
  Sheet sheet_;
  std::optional<SheetRow> title_;  ///< the first row, until the second tells what it is
  bool has_header_ = false;
  std::uint32_t header_line_ = 1;
  std::unordered_map<std::uint32_t, std::uint32_t> columns_;  ///< of the sheet → of `sheet_`
  std::vector<std::pair<std::uint32_t, std::uint32_t>> hidden_columns_;
  std::size_t hidden_rows_ = 0;
  bool in_data_ = false;
  bool in_value_ = false;
  bool row_hidden_ = false;
  std::uint32_t line_ = 0;
  std::uint32_t column_ = 0;
  SheetRow row_;
  Cell cell_;
  RichText rich_;
  std::size_t cells_ = 0;
  std::size_t text_bytes_ = 0;
};

}  // namespace

Sheet read_worksheet(Workbook& workbook, const WorkbookSheet& sheet) {
  return SheetReader(workbook, sheet).read();
}

}  // namespace custrec
