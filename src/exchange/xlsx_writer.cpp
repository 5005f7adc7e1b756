// SPDX-License-Identifier: MIT
// Writes workbooks, into memory: nothing of a customer is left in a folder for temporary files.
#include "exchange/xlsx_writer.hpp"

#include <sys/mman.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <algorithm>

#include "exchange/cell_reference.hpp"
#include "exchange/loaded_library.hpp"
#include "problem/error.hpp"

namespace custrec {
namespace {

struct Libxlsxwriter {
  LoadedLibrary library{{"libxlsxwriter.so.4", "libxlsxwriter.so.5", "libxlsxwriter.so"},
                        "libxlsxwriter4"};
  decltype(&workbook_new) new_workbook = library.find<decltype(workbook_new)>("workbook_new");
  decltype(&workbook_add_worksheet) add_worksheet =
      library.find<decltype(workbook_add_worksheet)>("workbook_add_worksheet");
  decltype(&workbook_add_format) add_format =
      library.find<decltype(workbook_add_format)>("workbook_add_format");
  decltype(&format_set_num_format) set_num_format =
      library.find<decltype(format_set_num_format)>("format_set_num_format");
  decltype(&worksheet_set_column) set_column =
      library.find<decltype(worksheet_set_column)>("worksheet_set_column");
  decltype(&worksheet_freeze_panes) freeze_panes =
      library.find<decltype(worksheet_freeze_panes)>("worksheet_freeze_panes");
  decltype(&worksheet_write_string) write_string =
      library.find<decltype(worksheet_write_string)>("worksheet_write_string");
  decltype(&workbook_close) close = library.find<decltype(workbook_close)>("workbook_close");
};

const Libxlsxwriter& libxlsxwriter() {
  static const Libxlsxwriter functions;
  return functions;
}

Error failure(const Text& why) {
  return {Exit::files, fill({"the workbook can't be made: {}", "无法生成工作簿：{}"}, {why})};
}

/// A file in memory that has a path.
class MemoryFile {
 public:
  MemoryFile() : descriptor_(memfd_create("custrec", MFD_CLOEXEC)) {
    if (descriptor_ < 0) throw failure({"no memory", "内存不足"});
  }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  ~MemoryFile() { ::close(descriptor_); }

  [[nodiscard]] std::string path() const { return "/proc/self/fd/" + std::to_string(descriptor_); }

  [[nodiscard]] std::string read() const {
    std::string bytes(static_cast<std::size_t>(std::max<off_t>(lseek(descriptor_, 0, SEEK_END), 0)),
                      '\0');
    std::size_t done = 0;
    while (done < bytes.size()) {
      const ssize_t count =
          pread(descriptor_, bytes.data() + done, bytes.size() - done, static_cast<off_t>(done));
      if (count <= 0) throw failure({"it can't be read back", "无法读回"});
      done += static_cast<std::size_t>(count);
    }
    return bytes;
  }

 private:
  int descriptor_;
};

}  // namespace

std::string format_text_workbook(const std::vector<std::vector<std::string>>& rows) {
  if (rows.size() > max_sheet_rows) throw failure({"too many rows", "行数过多"});
  const Libxlsxwriter& library = libxlsxwriter();
  const MemoryFile file;
  lxw_workbook* workbook = library.new_workbook(file.path().c_str());
  lxw_worksheet* sheet = library.add_worksheet(workbook, nullptr);
  lxw_format* text = library.add_format(workbook);
  library.set_num_format(text, "@");
  constexpr double width = 16;
  const std::size_t columns = rows.empty() ? 0 : rows[0].size();
  if (columns > 0) {
    library.set_column(sheet, 0, static_cast<lxw_col_t>(columns - 1), width, text);
  }
  library.freeze_panes(sheet, 1, 0);
  bool fits = true;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    for (std::size_t column = 0; column < rows[row].size(); ++column) {
      if (rows[row][column].empty()) continue;
      fits = fits && library.write_string(sheet, static_cast<lxw_row_t>(row),
                                          static_cast<lxw_col_t>(column), rows[row][column].c_str(),
                                          text) == LXW_NO_ERROR;
    }
  }
  const bool closed = library.close(workbook) == LXW_NO_ERROR;
  if (!fits) throw failure({"a cell holds more than a sheet takes", "单元格内容超出工作表限制"});
  if (!closed) throw failure({"it can't be written", "无法写入"});
  return file.read();
}

}  // namespace custrec
