// SPDX-License-Identifier: MIT
// Finds out what a file is, by its bytes first, and has it read.
#include "exchange/sheet.hpp"

#include <algorithm>
#include <array>

#include "exchange/json_lines_reader.hpp"
#include "exchange/xlsx_reader.hpp"
#include "exchange/yaml_records_reader.hpp"
#include "text/encoding.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

/// What people take for a sheet, by how it begins.
struct Foreign {
  std::string_view start;
  Text name;
};

const std::array<Foreign, 4>& foreign_files() {
  static const std::array<Foreign, 4> files = {{
      {"\xD0\xCF\x11\xE0",
       {"an old workbook (XLS), or one protected by a password; save it as XLSX or CSV without one",
        "旧版工作簿（XLS）或有密码保护的工作簿，请去掉密码后另存为 XLSX 或 CSV"}},
      {"%PDF-", {"a PDF; sheets are read as XLSX or CSV", "PDF 文件，表格须为 XLSX 或 CSV"}},
      {"\x1F\x8B", {"packed with gzip; unpack it first", "gzip 压缩文件，请先解压"}},
      {"Rar!", {"an archive (RAR); unpack it first", "RAR 压缩文件，请先解压"}},
  }};
  return files;
}

Error refuse(const SheetSource& source, const Text& what) {
  return {Exit::files, fill({"{}: {}", "{}：{}"}, {source.path, what})};
}

bool has_ending(const SheetSource& source, std::initializer_list<std::string_view> endings) {
  const std::string path = fold(source.path);
  return std::any_of(endings.begin(), endings.end(),
                     [&](std::string_view ending) { return path.ends_with(ending); });
}

/// A page, as web services like to send it under the name of a workbook.
bool looks_like_markup(std::string_view text) {
  const std::string start = fold(trim(text.substr(0, 200)));
  return start.starts_with("<!doctype") || start.starts_with("<html") ||
         start.starts_with("<?xml") || start.starts_with("<table") || start.starts_with("<meta");
}

/// `id: C20240315001`: a key of a record and its value.
bool looks_like_yaml(std::string_view text) {
  if (text.starts_with("---\n") || text.starts_with("---\r\n")) return true;
  const std::string_view line = text.substr(0, text.find('\n'));
  const std::size_t colon = line.find_first_not_of("abcdefghijklmnopqrstuvwxyz_");
  return colon > 0 && colon != line.npos && line[colon] == ':' &&
         (colon + 1 == line.size() || line[colon + 1] == ' ');
}

/// Behind it nothing is known of what JSON a text is.
bool looks_like_json(std::string_view text) {
  const std::string_view content = trim(text.substr(0, 1000));
  return content.starts_with('{') || content.starts_with("[{") || content.starts_with("[\n");
}

/// Spreadsheets like to save columns, and ends of rows, that nobody has written into: what has no
/// heading and holds nothing is left out.
void drop_empty_columns(Sheet& sheet) {
  std::vector<bool> kept;
  for (const SheetColumn& column : sheet.columns) kept.push_back(!trim(column.heading).empty());
  for (SheetRow& row : sheet.rows) {
    row.width = 0;
    for (const SheetCell& cell : row.cells) {
      if (trim(cell.text).empty()) continue;
      row.width = cell.column + 1;
      if (cell.column < kept.size()) kept[cell.column] = true;
    }
  }
  const auto dropped = static_cast<std::size_t>(std::count(kept.begin(), kept.end(), false));
  if (dropped == 0) return;
  std::vector<std::uint32_t> places;  // of the columns, as they are counted from now on
  std::vector<SheetColumn> columns;
  for (std::size_t at = 0; at < kept.size(); ++at) {
    places.push_back(static_cast<std::uint32_t>(columns.size()));
    if (kept[at]) columns.push_back(std::move(sheet.columns[at]));
  }
  for (SheetRow& row : sheet.rows) {
    std::erase_if(row.cells, [&](const SheetCell& cell) {
      return cell.column < kept.size() && !kept[cell.column];
    });
    for (SheetCell& cell : row.cells) {
      cell.column = cell.column < places.size() ? places[cell.column]
                                                : cell.column - static_cast<std::uint32_t>(dropped);
    }
    row.width = row.cells.empty() ? 0 : row.cells.back().column + 1;
  }
  sheet.columns = std::move(columns);
}

Sheet read_csv_sheet(std::string_view text, const SheetSource& source) {
  Sheet sheet;
  bool is_header = true;
  const CsvReading reading = read_csv(text, [&](CsvRow& row) {
    const auto line = static_cast<std::uint32_t>(row.line);
    SheetRow made{row.number, {line, 1}, row.cells.size(), {}, {}};
    made.cells.reserve(static_cast<std::size_t>(
        std::count_if(row.cells.begin(), row.cells.end(),
                      [](const std::string& cell) { return !cell.empty(); })));
    for (std::uint32_t at = 0; at < row.cells.size(); ++at) {
      const Place place{line, at + 1};
      if (is_header) {
        sheet.columns.push_back({unguard_formula(row.cells[at]), place});
      } else if (!row.cells[at].empty()) {
        made.cells.push_back(
            {at, CellDamage::none, false, place, sheet.texts.keep(row.cells[at]), {}});
      }
    }
    if (!is_header) sheet.rows.push_back(std::move(made));
    is_header = false;
  });
  if (reading.fault) {
    throw fault_at(source.path, {static_cast<std::uint32_t>(reading.fault->line), 1},
                   reading.fault->message);
  }
  sheet.separator = reading.separator;
  drop_empty_columns(sheet);
  return sheet;
}

/// Also of workbooks, where errors were pasted as values or come back in rejects.
void mark_errors(Sheet& sheet) {
  for (SheetRow& row : sheet.rows) {
    for (SheetCell& cell : row.cells) {
      if (is_formula_error(cell.text)) cell.damage = CellDamage::error;
    }
  }
}

Sheet read_text_sheet(const std::string& bytes, const SheetSource& source) {
  auto decoded = decode_text(bytes);
  if (!decoded) {
    throw refuse(source, {"neither a workbook (XLSX) nor text in UTF-8, UTF-16 or GB18030; save "
                          "it as XLSX, or as CSV in UTF-8",
                          "既不是工作簿（XLSX），也不是 UTF-8、UTF-16 或 GB18030 编码的文本，"
                          "请另存为 XLSX 或 UTF-8 的 CSV"});
  }
  if (looks_like_markup(decoded->text)) {
    throw refuse(source, {"a web page or XML; open it in a spreadsheet and save it as XLSX or CSV",
                          "网页或 XML 文件，请用电子表格打开后另存为 XLSX 或 CSV"});
  }
  if (has_ending(source, {".xlsx", ".xlsm"})) {
    throw refuse(source, {"text, and no workbook; if it is CSV, call it .csv",
                          "文本文件而不是工作簿；如为 CSV，请改用 .csv 扩展名"});
  }
  const bool utf8 = decoded->encoding == "UTF-8";
  const bool plain = utf8 && decoded->text.size() == bytes.size();
  Sheet sheet;
  const bool is_csv = has_ending(source, {".csv", ".tsv", ".txt"});
  const bool is_yaml = has_ending(source, {".yaml", ".yml"});
  if (has_ending(source, {".jsonl", ".ndjson", ".json"}) ||
      (!is_csv && !is_yaml && looks_like_json(decoded->text))) {
    sheet = read_json_lines(std::move(decoded->text), source);
  } else if (is_yaml || (!is_csv && looks_like_yaml(decoded->text))) {
    sheet = read_yaml_records(std::move(decoded->text), source);
  } else {
    sheet = read_csv_sheet(decoded->text, source);
  }
  sheet.plain_utf8 = plain;
  if (!utf8) {
    sheet.notes.push_back(
        fill({"{}: read as {}", "{}: 按 {} 编码读取"}, {source.path, decoded->encoding}));
  }
  return sheet;
}

}  // namespace

Sheet read_sheet(const std::string& bytes, const SheetSource& source) {
  for (const Foreign& foreign : foreign_files()) {
    if (bytes.starts_with(foreign.start)) throw refuse(source, foreign.name);
  }
  Sheet sheet = looks_like_zip(bytes) ? read_xlsx(bytes, source) : read_text_sheet(bytes, source);
  if (!source.sheet.empty() && sheet.format != SheetFormat::xlsx) {
    throw Error(Exit::usage, fill({"{}: --sheet goes with a workbook (XLSX) only",
                                   "{}：--sheet 只用于工作簿（XLSX）"},
                                  {source.path}));
  }
  if (sheet.is_table()) mark_errors(sheet);
  if (!sheet.columns.empty()) return sheet;
  Text names;
  for (const Text& note : sheet.notes) names = names.empty() ? note : names;
  const Text empty = fill({"{}: the sheet is empty", "{}: 表格为空"}, {source.path});
  throw Error(Exit::files, sheet.format == SheetFormat::xlsx && !names.empty()
                               ? fill({"{}; {}", "{}；{}"}, {empty, names})
                               : empty);
}

const SheetCell* find_cell(const SheetRow& row, std::size_t column) {
  const auto found = std::find_if(row.cells.begin(), row.cells.end(),
                                  [&](const SheetCell& cell) { return cell.column == column; });
  return found == row.cells.end() ? nullptr : &*found;
}

Error fault_at(const std::string& path, Place place, const Text& message) {
  return {Exit::files,
          fill({"{}:{}:{}: {}", "{}:{}:{}: {}"}, {path, place.line, place.column, message})};
}

}  // namespace custrec
