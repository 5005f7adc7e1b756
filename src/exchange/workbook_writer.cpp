// SPDX-License-Identifier: MIT
// Writes a workbook row by row, with libxlsxwriter's constant memory mode.
#include "exchange/workbook_writer.hpp"

#include <fcntl.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <cerrno>
#include <map>

#include "archive/tree.hpp"
#include "exchange/cell_reference.hpp"
#include "exchange/loaded_library.hpp"
#include "exchange/memory_file.hpp"
#include "problem/error.hpp"
#include "text/environment.hpp"
#include "text/unprintable.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

struct Library {
  LoadedLibrary file{{"libxlsxwriter.so.4", "libxlsxwriter.so.5", "libxlsxwriter.so"},
                     "libxlsxwriter4"};
// NOLINTNEXTLINE(bugprone-macro-parentheses): the name of a member that is declared.
#define CUSTREC_FUNCTION(name) decltype(&::name) name = file.find<decltype(::name)>(#name)
  CUSTREC_FUNCTION(workbook_new_opt);
  CUSTREC_FUNCTION(workbook_add_worksheet);
  CUSTREC_FUNCTION(workbook_add_format);
  CUSTREC_FUNCTION(workbook_close);
  CUSTREC_FUNCTION(lxw_workbook_free);
  CUSTREC_FUNCTION(format_set_num_format);
  CUSTREC_FUNCTION(format_set_bold);
  CUSTREC_FUNCTION(format_set_bg_color);
  CUSTREC_FUNCTION(worksheet_set_column);
  CUSTREC_FUNCTION(worksheet_freeze_panes);
  CUSTREC_FUNCTION(worksheet_autofilter);
  CUSTREC_FUNCTION(worksheet_write_string);
  CUSTREC_FUNCTION(worksheet_write_number);
  CUSTREC_FUNCTION(worksheet_data_validation_range);
#undef CUSTREC_FUNCTION
};

const Library& library() {
  static const Library functions;
  return functions;
}

std::string clean_sheet_name(const std::string& name) {
  constexpr std::size_t longest = 24;  // of 31, in UTF-16; the rest is for a number
  std::string clean;
  std::size_t length = 0;
  for (std::size_t at = 0; at < name.size();) {
    const CodePoint point = code_point_at(name, at);
    length += point.value > 0xFFFF ? 2 : 1;
    if (length > longest) break;
    const std::string character = name.substr(at, point.length);
    const bool forbidden = std::string_view("[]:*?/\\'").find(character) != std::string::npos ||
                           find_unprintable(character);
    clean += forbidden ? "_" : character;
    at += point.length;
  }
  return clean.empty() ? "_" : clean;
}

/// Excel takes no longer list, and none with commas in its words.
bool fits_in_list(const std::vector<std::string>& choices) {
  constexpr std::size_t longest = 255;
  std::size_t length = 0;
  for (const std::string& choice : choices) {
    if (choice.empty() || choice.find_first_of(",\"") != choice.npos) return false;
    length += count_code_points(choice) + 1;
  }
  return !choices.empty() && length <= longest + 1;
}

/// To pick from, in all rows below the header.
void add_choices(lxw_worksheet* sheet, lxw_col_t column, std::vector<std::string> choices) {
  std::vector<char*> list;
  for (std::string& choice : choices) list.push_back(choice.data());
  list.push_back(nullptr);
  lxw_data_validation validation{};
  validation.validate = LXW_VALIDATION_TYPE_LIST;
  validation.value_list = list.data();
  library().worksheet_data_validation_range(sheet, 1, column, max_sheet_rows - 1, column,
                                            &validation);
}

/// As ECMA-376 part 1, 22.9.2.19 says: what XML can't hold is written `_xFFFE_`, the library itself
/// does that with controls only; what would be read as such (`_x0041_`) gets its first `_` escaped.
std::string escape_for_cell(const std::string& text) {
  constexpr std::size_t length = 7;
  std::string escaped;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::string_view part = std::string_view(text).substr(at, length);
    const bool looks_escaped = part.size() == length && part.starts_with("_x") && part[6] == '_' &&
                               part.find_first_not_of("0123456789ABCDEFabcdef", 2) == 6;
    if (looks_escaped) escaped += "_x005F";
    escaped += text[at];
  }
  escaped = replace_all(std::move(escaped), "\xEF\xBF\xBE", "_xFFFE_");
  return replace_all(std::move(escaped), "\xEF\xBF\xBF", "_xFFFF_");
}

double width_of(const WorkbookColumn& column) {
  constexpr double narrowest = 12;
  constexpr double widest = 30;
  const double wished = static_cast<double>(display_width(column.heading)) + 4;
  const double least = column.look == CellLook::time ? 20 : narrowest;
  return std::clamp(wished, least, widest);
}

/// The library tells its own failures on standard error, in words for programmers; custrec tells
/// them itself. Nobody else may write there meanwhile.
class QuietErrors {
 public:
  QuietErrors() : kept_(fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1)) {
    const Descriptor nowhere(open("/dev/null", O_WRONLY | O_CLOEXEC));
    if (kept_.is_open() && nowhere.is_open()) dup2(nowhere.number(), STDERR_FILENO);
  }
  QuietErrors(const QuietErrors&) = delete;
  QuietErrors& operator=(const QuietErrors&) = delete;
  ~QuietErrors() {
    if (kept_.is_open()) dup2(kept_.number(), STDERR_FILENO);
  }

 private:
  Descriptor kept_;
};

}  // namespace

struct WorkbookWriter::Book {
  struct Sheet {
    lxw_worksheet* sheet;
    std::size_t columns;
    std::size_t rows;  ///< with the header
  };
  lxw_workbook* workbook = nullptr;
  lxw_format* header = nullptr;
  std::map<std::pair<CellLook, std::size_t>, lxw_format*> formats;
  std::vector<Sheet> sheets;
  std::vector<std::string> names;  ///< folded, of the sheets

  /// A name that a sheet may have and no other has.
  std::string name_sheet(const std::string& wished) {
    const std::string base = clean_sheet_name(wished);
    std::string name = base;
    const auto is_taken = [&] {
      return std::find(names.begin(), names.end(), fold(name)) != names.end();
    };
    for (std::size_t number = 2; is_taken(); ++number) name = base + " " + std::to_string(number);
    names.push_back(fold(name));
    return name;
  }

  lxw_format* format_for(CellLook look, std::size_t decimals) {
    lxw_format*& format = formats[{look, decimals}];
    if (format != nullptr) return format;
    std::string pattern = "@";
    if (look == CellLook::date) pattern = "yyyy-mm-dd";
    if (look == CellLook::time) pattern = "yyyy-mm-dd hh:mm:ss";
    if (look == CellLook::number) pattern = "0";
    if (look == CellLook::amount) pattern = "#,##0";
    const bool has_decimals = look == CellLook::number || look == CellLook::amount;
    if (has_decimals && decimals > 0) pattern += "." + std::string(decimals, '0');
    format = library().workbook_add_format(workbook);
    library().format_set_num_format(format, pattern.c_str());
    return format;
  }
};

WorkbookWriter::WorkbookWriter(const std::string& path) : book_(std::make_unique<Book>()) {
  lxw_workbook_options options{};
  options.constant_memory = LXW_TRUE;
  std::string folder = environment("TMPDIR");
  if (!folder.empty()) options.tmpdir = folder.data();
  book_->workbook = library().workbook_new_opt(path.c_str(), &options);
  if (book_->workbook == nullptr) throw Error(Exit::files, {"no memory", "内存不足"});
  book_->header = library().workbook_add_format(book_->workbook);
  library().format_set_bold(book_->header);
  library().format_set_num_format(book_->header, "@");
  constexpr lxw_color_t grey = 0xE7E6E6;
  library().format_set_bg_color(book_->header, grey);
}

WorkbookWriter::~WorkbookWriter() {
  if (book_->workbook != nullptr) library().lxw_workbook_free(book_->workbook);
}

std::size_t WorkbookWriter::add_sheet(const std::string& name,
                                      const std::vector<WorkbookColumn>& columns) {
  if (columns.size() > max_sheet_columns) {
    throw Error(Exit::refused,
                fill({"{}: {} columns, a sheet has {} at most", "{}：{} 列，工作表至多 {} 列"},
                     {name, columns.size(), max_sheet_columns}));
  }
  const std::string own = book_->name_sheet(name);
  lxw_worksheet* sheet = library().workbook_add_worksheet(book_->workbook, own.c_str());
  if (sheet == nullptr) {
    throw Error(Exit::files, {"the workbook's temporary file can't be made (TMPDIR)",
                              "无法创建工作簿的临时文件（TMPDIR）"});
  }
  book_->sheets.push_back({sheet, columns.size(), 1});
  for (std::size_t at = 0; at < columns.size(); ++at) {
    const auto column = static_cast<lxw_col_t>(at);
    library().worksheet_set_column(sheet, column, column, width_of(columns[at]),
                                   book_->format_for(columns[at].look, 0));
  }
  library().worksheet_freeze_panes(sheet, 1, 0);
  for (std::size_t at = 0; at < columns.size(); ++at) {
    const auto column = static_cast<lxw_col_t>(at);
    library().worksheet_write_string(sheet, 0, column, escape_for_cell(columns[at].heading).c_str(),
                                     book_->header);
    if (fits_in_list(columns[at].choices)) add_choices(sheet, column, columns[at].choices);
  }
  return book_->sheets.size() - 1;
}

void WorkbookWriter::begin_row(std::size_t sheet) {
  if (++book_->sheets[sheet].rows <= max_sheet_rows) return;
  throw Error(Exit::refused, fill({"a sheet has {} rows at most; --where or another format",
                                   "工作表至多 {} 行；请用 --where 或其他格式"},
                                  {max_sheet_rows}));
}

void WorkbookWriter::write(std::size_t sheet, std::size_t column, const WorkbookCell& cell,
                           const std::string& text) {
  const Book::Sheet& at = book_->sheets[sheet];
  const auto row = static_cast<lxw_row_t>(at.rows - 1);
  const auto place = static_cast<lxw_col_t>(column);
  lxw_format* format = book_->format_for(cell.look, cell.decimals);
  const lxw_error error =
      cell.look == CellLook::text
          ? library().worksheet_write_string(at.sheet, row, place, escape_for_cell(text).c_str(),
                                             format)
          : library().worksheet_write_number(at.sheet, row, place, cell.number, format);
  if (error == LXW_NO_ERROR) return;
  if (error == LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED) {
    throw Error(Exit::refused, {"a text is longer than the 32,767 characters of a cell",
                                "文字超过单元格的 32767 字上限"});
  }
  throw Error(Exit::files, {"the workbook can't be written", "无法写入工作簿"});
}

void WorkbookWriter::finish() {
  for (const Book::Sheet& sheet : book_->sheets) {
    library().worksheet_autofilter(sheet.sheet, 0, 0, static_cast<lxw_row_t>(sheet.rows - 1),
                                   static_cast<lxw_col_t>(sheet.columns - 1));
  }
  const QuietErrors quiet;
  errno = 0;
  const lxw_error error = library().workbook_close(book_->workbook);
  const int system_error = errno;
  book_->workbook = nullptr;
  if (error == LXW_NO_ERROR) return;
  throw Error(Exit::files, system_error == 0
                               ? Text{"the workbook can't be written", "无法写入工作簿"}
                               : fill({"the workbook can't be written: {}", "无法写入工作簿：{}"},
                                      {describe_errno(system_error)}));
}

std::string format_text_workbook(const std::string& sheet,
                                 const std::vector<std::vector<std::string>>& rows) {
  const MemoryFile file;
  WorkbookWriter writer(file.path());
  std::vector<WorkbookColumn> columns;
  for (const std::string& heading : rows.at(0)) columns.push_back({heading, CellLook::text, {}});
  const std::size_t number = writer.add_sheet(sheet, columns);
  for (std::size_t row = 1; row < rows.size(); ++row) {
    writer.begin_row(number);
    for (std::size_t at = 0; at < rows[row].size(); ++at) {
      if (!rows[row][at].empty()) writer.write(number, at, WorkbookCell{}, rows[row][at]);
    }
  }
  writer.finish();
  return file.read();
}

}  // namespace custrec
