// SPDX-License-Identifier: MIT
// A report for the terminal and for mail: plain lines, the most frequent first.
#include <algorithm>

#include "review/report_page.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

constexpr std::size_t width = 80;
constexpr std::size_t most_items = 12;       ///< of a list in lines
constexpr std::size_t most_table_rows = 20;  ///< of a table
constexpr std::size_t widest_item = 36;
constexpr std::size_t gap = 2;

/// One line, fit for a terminal.
std::string show(std::string_view text) {
  return replace_all(escape_controls(text, true), "\n", " ");
}

/// Lists items in lines of at most 80 columns, those that follow the first further in.
class Paragraph {
 public:
  Paragraph(std::string begin, std::string separator)
      : text_(std::move(begin)), separator_(std::move(separator)), column_(display_width(text_)) {}

  void add(const std::string& item) {
    if (!first_) put(separator_);
    const std::size_t wide = display_width(item);
    if (!first_ && column_ + wide + display_width(separator_) > width) {
      drop_blanks();
      text_ += "\n    ";
      column_ = 4;
    }
    put(item);
    first_ = false;
  }

  std::string finish() {
    drop_blanks();
    return std::move(text_) + "\n";
  }

 private:
  void drop_blanks() {
    while (text_.ends_with(' ')) text_.pop_back();
  }
  void put(const std::string& words) {
    text_ += words;
    column_ += display_width(words);
  }

  std::string text_;
  std::string separator_;
  std::size_t column_;
  bool first_ = true;
};

class TextMaker {
 public:
  explicit TextMaker(const ReportPage& page) : page_(page) {}

  std::string run() {
    text_ = show(page_.title) + "\n";
    for (const std::string& line : page_.preface) add_words(show(line));
    for (const ReportSection& section : page_.sections) {
      text_ += "\n" + show(section.title) + "\n";
      add_facts(section);
      for (const ReportTable& table : section.tables) {
        table.header.size() == 2 ? add_list(table) : add_table(table);
      }
    }
    return std::move(text_);
  }

 private:
  [[nodiscard]] std::string say(const Text& words) const { return words.in(page_.language); }

  /// A sentence, which may be too long for a line.
  void add_words(const std::string& line) {
    Paragraph paragraph("", " ");
    for (std::size_t begin = 0; begin <= line.size();) {
      const std::size_t end = std::min(line.find(' ', begin), line.size());
      paragraph.add(line.substr(begin, end - begin));
      begin = end + 1;
    }
    text_ += paragraph.finish();
  }

  void add_facts(const ReportSection& section) {
    Paragraph paragraph("  ", say({"; ", "；"}));
    for (const ReportFact& fact : section.facts) {
      paragraph.add(say(fill({"{}: {}", "{}：{}"}, {fact.label, fact.value})));
    }
    text_ += paragraph.finish();
  }

  /// How many rows are left out.
  [[nodiscard]] std::string tell_rest(const ReportTable& table, std::size_t shown) const {
    return say(fill({"{} more", "另 {} 项"}, {table.rows.size() - shown}));
  }

  void add_list(const ReportTable& table) {
    Paragraph paragraph("  " + say(fill({"{}: ", "{}："}, {table.title})), say({", ", "、"}));
    for (std::size_t at = 0; at < std::min(table.rows.size(), most_items); ++at) {
      const ReportRow& row = table.rows[at];
      paragraph.add(cut_to_width(show(row.label), widest_item) + " (" + row.cells[0] + ")");
    }
    if (table.rows.size() > most_items) paragraph.add(tell_rest(table, most_items));
    text_ += paragraph.finish();
  }

  void add_table(const ReportTable& table) {
    std::vector<std::vector<std::string>> lines = {table.header};
    lines[0][0] = table.title;
    for (std::size_t at = 0; at < std::min(table.rows.size(), most_table_rows); ++at) {
      const ReportRow& row = table.rows[at];
      lines.push_back({"  " + show(row.label)});
      lines.back().insert(lines.back().end(), row.cells.begin(), row.cells.end());
    }
    std::vector<std::size_t> widths(lines[0].size(), 0);
    for (const auto& line : lines) {
      for (std::size_t at = 0; at < line.size(); ++at) {
        widths[at] = std::max(widths[at], display_width(line[at]));
      }
    }
    std::size_t others = gap;
    for (std::size_t at = 1; at < widths.size(); ++at) others += gap + widths[at];
    widths[0] = std::min(widths[0], width - std::min(width - 8, others));
    for (const auto& line : lines) add_line(line, widths);
    if (table.rows.size() > most_table_rows)
      text_ += "    " + tell_rest(table, most_table_rows) + "\n";
  }

  /// The label to the left, numbers to the right.
  void add_line(const std::vector<std::string>& line, const std::vector<std::size_t>& widths) {
    const std::string label = cut_to_width(line[0], widths[0]);
    text_ += "  " + label + std::string(widths[0] - display_width(label), ' ');
    for (std::size_t at = 1; at < line.size(); ++at) {
      text_ += std::string(gap + widths[at] - display_width(line[at]), ' ') + line[at];
    }
    text_ += "\n";
  }

  const ReportPage& page_;
  std::string text_;
};

}  // namespace

std::string format_report_text(const ReportPage& page) {
  return TextMaker(page).run();
}

}  // namespace custrec
