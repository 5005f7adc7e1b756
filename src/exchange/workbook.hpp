// SPDX-License-Identifier: MIT
// What the sheets of a workbook (XLSX, ECMA-376 part 1) share: their names, the strings, the
// formats of numbers.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/number_format.hpp"
#include "exchange/xml_parser.hpp"
#include "exchange/zip_parts.hpp"

namespace custrec {

/// More text than this in one workbook is refused, counted as often as cells show it.
inline constexpr std::size_t max_workbook_text = std::size_t{512} << 20U;

struct WorkbookSheet {
  std::string name;
  std::string part;  ///< `xl/worksheets/sheet1.xml`
  bool hidden = false;
};

class Workbook {
 public:
  /// Reads all but the sheets. `bytes` must outlive it. Throws Error(files) as ZipParts does, for
  /// XML that is none, and when it is no workbook of this kind, saying what it is instead.
  Workbook(std::string_view bytes, const std::string& name);

  [[nodiscard]] const std::vector<WorkbookSheet>& sheets() const { return sheets_; }
  [[nodiscard]] bool from_1904() const { return from_1904_; }
  /// Those of shared strings that don't exist are empty.
  [[nodiscard]] std::string_view string_at(std::size_t index) const;
  [[nodiscard]] std::size_t string_count() const { return string_ends_.size(); }
  /// Of a cell's style.
  [[nodiscard]] const NumberFormat& format_at(std::size_t style) const;

  /// Feeds a part to `events` until `go_on` says no. Throws Error(files).
  void read_part(const std::string& part, XmlEvents events,
                 const std::function<bool()>& go_on = nullptr);
  [[noreturn]] void fail(const std::string& part, const Text& message) const;

 private:
  struct Relation {
    std::string id;
    std::string type;
    std::string target;
  };
  void refuse_other_kinds() const;
  std::vector<Relation> read_relations(const std::string& part);
  void read_workbook(const std::string& part);
  void read_strings(const std::string& part);
  void read_styles(const std::string& part);

  ZipParts parts_;
  std::vector<WorkbookSheet> sheets_;
  bool from_1904_ = false;
  std::string strings_;  ///< one behind the other
  std::vector<std::uint32_t> string_ends_;
  std::vector<NumberFormat> formats_;  ///< by style
};

/// The text of a shared or inline string while its XML goes by: all runs, not the reading aids
/// above them (`rPh`).
class RichText {
 public:
  void begin(std::string_view name);
  void end(std::string_view name);
  void add(std::string_view text);
  /// What was gathered, with `_x000A_` decoded; starts anew.
  std::string take();

 private:
  std::string text_;
  bool in_text_ = false;
  bool in_reading_aid_ = false;
};

}  // namespace custrec
