// SPDX-License-Identifier: MIT
// Reads records of YAML.
#include "exchange/yaml_records_reader.hpp"

#include <algorithm>
#include <vector>

#include "exchange/record_columns.hpp"
#include "record/value.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

/// Lines from `begin` to `end` that hold one record.
struct Part {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::uint32_t line = 1;
  bool is_item = false;  ///< of a list: begins with `- `
  bool holds_something = false;
};

bool is_nothing(std::string_view line) {
  const std::string_view content = trim(line);
  return content.empty() || content.starts_with('#') || content.starts_with("%YAML");
}

bool begins_item(std::string_view line) {
  return line.starts_with("- ") || (line.starts_with('-') && trim(line) == "-");
}

/// At lines `---` and, of a list, `- `. Text of several lines is indented, so neither stands in it;
/// but a list in a record may not be, so what is a list begins as one.
std::vector<Part> split_records(std::string_view text) {
  std::vector<Part> parts(1);
  std::uint32_t number = 0;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size() - 1) + 1;
    const std::string_view line = text.substr(begin, end - begin);
    ++number;
    const bool separates = trim(line) == "---" && line.starts_with('-');
    const bool is_item =
        begins_item(line) && (parts.back().is_item || !parts.back().holds_something);
    if (separates || (is_item && parts.back().holds_something)) {
      parts.push_back({separates ? end : begin, end, separates ? number + 1 : number});
    }
    parts.back().is_item = parts.back().is_item || is_item;
    if (!separates && !is_nothing(line)) parts.back().holds_something = true;
    parts.back().end = end;
    begin = end;
  }
  std::erase_if(parts, [](const Part& part) { return !part.holds_something; });
  return parts;
}

/// The record by itself: an item of a list loses its hyphen.
std::string text_of(std::string_view text, const Part& part) {
  std::string record(text.substr(part.begin, part.end - part.begin));
  if (!part.is_item) return record;
  const std::size_t hyphen = record.starts_with('-') ? 0 : record.find("\n-") + 1;
  record[hyphen] = ' ';
  return record;
}

class YamlRecordReader {
 public:
  YamlRecordReader(Sheet& sheet, const SheetSource& source) : columns_(sheet), source_(source) {}

  SheetRow read(std::string record, const Part& part) {
    const Reading reading = read_document(std::move(record));
    line_ = part.line;
    if (!reading.faults.empty()) {
      const Fault& fault = reading.faults.front();
      throw fault_at(source_.path, shift(reading.document.place_of(fault.offset)), fault.message);
    }
    const Document& document = reading.document;
    columns_.begin_row();
    SheetRow row;
    row.place = shift(document.place_of(document[Document::root].span.begin));
    row.number = row.place.line;
    row.source = {static_cast<std::uint32_t>(part.begin), static_cast<std::uint32_t>(part.end)};
    take_mapping(row, document, Document::root, "");
    return row;
  }

 private:
  [[nodiscard]] Place shift(Place place) const { return {place.line + line_ - 1, place.column}; }

  void take_mapping(SheetRow& row, const Document& document, NodeIndex mapping,
                    const std::string& path) {
    for (const NodeIndex item : document.children(mapping)) {
      const std::string key(document[item].key);
      take(row, document, item, path.empty() ? key : path + "." + key, false);
    }
  }

  void take(SheetRow& row, const Document& document, NodeIndex index, const std::string& path,
            bool in_list) {
    const Node& node = document[index];
    if (node.kind == Kind::mapping) return take_mapping(row, document, index, path);
    const Place place = shift(document.place_of(node.span.begin));
    if (node.kind == Kind::scalar) {
      if (columns_.add(row, path, place, node.text, in_list)) return;
      throw fault_at(source_.path, place,
                     fill({"{} stands twice in one record", "同一档案中 {} 出现两次"},
                          {cut_to_width(escape_controls(path), 60)}));
    }
    std::size_t position = 0;
    for (const NodeIndex item : document.children(index)) {
      const bool single = document[item].kind == Kind::scalar;
      take(row, document, item, single ? path : path + "[" + std::to_string(position) + "]", true);
      ++position;
    }
  }

  RecordColumns columns_;
  const SheetSource& source_;
  std::uint32_t line_ = 1;
};

}  // namespace

Sheet read_yaml_records(std::string text, const SheetSource& source) {
  Sheet sheet;
  sheet.format = SheetFormat::yaml;
  sheet.text = std::move(text);
  YamlRecordReader reader(sheet, source);
  for (const Part& part : split_records(sheet.text)) {
    sheet.rows.push_back(reader.read(text_of(sheet.text, part), part));
  }
  return sheet;
}

std::string add_yaml_reason(std::string_view record, std::size_t row, const std::string& reason) {
  const Part whole = split_records(record).front();
  const std::string indent = whole.is_item ? "  " : "";
  std::string text;
  std::string_view rest;
  const std::string lines = text_of(record, whole);
  for (rest = lines; !rest.empty();) {
    const std::size_t end = std::min(rest.find('\n'), rest.size() - 1) + 1;
    const std::string_view line = rest.substr(0, end);
    const bool own = line.starts_with(indent + "_row:") || line.starts_with(indent + "_reason:");
    if (!own) text += line;
    rest.remove_prefix(end);
  }
  if (!text.ends_with('\n')) text += '\n';
  const std::string reasons = indent + "_row: " + std::to_string(row) + "\n" + indent +
                              "_reason: " + format_quoted(reason) + "\n";
  const Reading extended = read_document(text + reasons);
  const bool fits = extended.faults.empty() && extended.readable &&
                    extended.document.find(Document::root, "_reason") != no_node;
  if (fits) return "---\n" + text + reasons;
  // Written in another style, to which no line can be added: written anew in the plain one.
  const Reading reading = read_document(lines);
  Value value = value_of(reading.document, Document::root);
  std::erase_if(value.items,
                [](const Value& item) { return item.key == "_row" || item.key == "_reason"; });
  value.items.push_back(make_text("_row", std::to_string(row), true));
  value.items.push_back(make_text("_reason", reason));
  return "---\n" + format_record(value);
}

}  // namespace custrec
