// SPDX-License-Identifier: MIT
// What the sheets of a workbook share.
#include "exchange/workbook.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <optional>

#include "problem/error.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

std::size_t parse_count(std::string_view text) {
  std::size_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

/// `target` as seen from the folder of `part`.
std::string resolve(const std::string& part, std::string_view target) {
  std::vector<std::string> steps;
  const auto walk = [&](std::string_view path) {
    for (std::size_t begin = 0; begin <= path.size();) {
      const std::size_t end = std::min(path.find('/', begin), path.size());
      const std::string_view step = path.substr(begin, end - begin);
      if (step == "..") {
        if (!steps.empty()) steps.pop_back();
      } else if (!step.empty() && step != ".") {
        steps.emplace_back(step);
      }
      begin = end + 1;
    }
  };
  const std::size_t slash = part.rfind('/');
  if (!target.starts_with('/') && slash != part.npos) walk(std::string_view(part).substr(0, slash));
  walk(target);
  std::string path;
  for (const std::string& step : steps) path += (path.empty() ? "" : "/") + step;
  return path;
}

std::string relations_of(const std::string& part) {
  const std::size_t slash = part.rfind('/');
  if (slash == part.npos) return "_rels/" + part + ".rels";
  return part.substr(0, slash) + "/_rels" + part.substr(slash) + ".rels";
}

/// `_x000D_`: how workbooks write a character that XML has no place for.
std::optional<char32_t> parse_escape(std::string_view text) {
  if (text.size() < 7 || !text.starts_with("_x") || text[6] != '_') return std::nullopt;
  unsigned value = 0;
  const auto [end, fault] = std::from_chars(text.data() + 2, text.data() + 6, value, 16);
  const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
  if (fault != std::errc() || end != text.data() + 6 || value == 0 || surrogate) {
    return std::nullopt;
  }
  return value;
}

void decode_escapes(std::string& text) {
  if (text.find("_x") == text.npos) return;
  std::string decoded;
  for (std::size_t at = 0; at < text.size();) {
    const auto escape = parse_escape(std::string_view(text).substr(at));
    if (escape) {
      append_utf8(decoded, *escape);
    } else {
      decoded += text[at];
    }
    at += escape ? 7 : 1;
  }
  text = std::move(decoded);
}

}  // namespace

void RichText::begin(std::string_view name) {
  if (name == "rPh") in_reading_aid_ = true;
  if (name == "t") in_text_ = true;
}

void RichText::end(std::string_view name) {
  if (name == "rPh") in_reading_aid_ = false;
  if (name == "t") in_text_ = false;
}

void RichText::add(std::string_view text) {
  if (in_text_ && !in_reading_aid_) text_ += text;
}

std::string RichText::take() {
  std::string text = std::move(text_);
  text_.clear();
  decode_escapes(text);
  return text;
}

Workbook::Workbook(std::string_view bytes, const std::string& name) : parts_(bytes, name) {
  refuse_other_kinds();
  std::string part = "xl/workbook.xml";
  for (const Relation& relation : read_relations("")) {
    if (relation.type.ends_with("/officeDocument")) part = resolve("", relation.target);
  }
  if (part.ends_with(".bin")) {
    throw Error(Exit::files, fill({"{}: a binary workbook (XLSB); save it as XLSX",
                                   "{}：二进制工作簿（XLSB），请另存为 XLSX"},
                                  {name}));
  }
  read_workbook(part);
  if (sheets_.empty()) {
    throw Error(Exit::files,
                fill({"{}: the workbook has no sheet", "{}：工作簿中没有工作表"}, {name}));
  }
}

void Workbook::refuse_other_kinds() const {
  struct OtherKind {
    const char* part;
    Text name;
  };
  static const std::array<OtherKind, 4> kinds = {{
      {"mimetype", {"an OpenDocument file or e-book", "OpenDocument 文件或电子书"}},
      {"word/document.xml", {"a text document (DOCX)", "文字文档（DOCX）"}},
      {"ppt/presentation.xml", {"a presentation (PPTX)", "演示文稿（PPTX）"}},
      {"xl/workbook.bin", {"a binary workbook (XLSB)", "二进制工作簿（XLSB）"}},
  }};
  for (const OtherKind& kind : kinds) {
    if (!parts_.has(kind.part)) continue;
    throw Error(Exit::files, fill({"{}: {}; save the table as XLSX or CSV",
                                   "{}：这是{}，请将表格另存为 XLSX 或 CSV"},
                                  {parts_.name(), kind.name}));
  }
  if (parts_.has("_rels/.rels") || parts_.has("xl/workbook.xml")) return;
  throw Error(Exit::files,
              fill({"{}: a ZIP file that holds no workbook", "{}：ZIP 压缩文件，其中没有工作簿"},
                   {parts_.name()}));
}

void Workbook::fail(const std::string& part, const Text& message) const {
  throw Error(Exit::files, fill({"{}: {} in the workbook: {}", "{}：工作簿中的 {}：{}"},
                                {parts_.name(), cut_to_width(escape_controls(part), 60), message}));
}

void Workbook::read_part(const std::string& part, XmlEvents events,
                         const std::function<bool()>& go_on) {
  XmlParser parser(std::move(events));
  bool stopped = false;
  parts_.read(part, [&](std::string_view block) {
    if (const Text fault = parser.feed(block); !fault.empty()) fail(part, fault);
    stopped = go_on != nullptr && !go_on();
    return !stopped;
  });
  if (stopped) return;
  if (const Text fault = parser.finish(); !fault.empty()) fail(part, fault);
}

std::vector<Workbook::Relation> Workbook::read_relations(const std::string& part) {
  std::vector<Relation> relations;
  const std::string path = relations_of(part);
  if (!parts_.has(path)) return relations;
  read_part(path, {[&](std::string_view name, const XmlAttributes& attributes) {
                     if (name != "Relationship") return;
                     relations.push_back({std::string(attributes.find("Id")),
                                          std::string(attributes.find("Type")),
                                          std::string(attributes.find("Target"))});
                   },
                   [](std::string_view) {}, [](std::string_view) {}});
  return relations;
}

void Workbook::read_workbook(const std::string& part) {
  std::vector<std::pair<std::string, WorkbookSheet>> named;  // with the id of the relation
  read_part(part, {[&](std::string_view name, const XmlAttributes& attributes) {
                     if (name == "workbookPr") from_1904_ = attributes.is_true("date1904");
                     if (name != "sheet") return;
                     const std::string_view state = attributes.find("state");
                     const bool hidden = state == "hidden" || state == "veryHidden";
                     named.push_back({std::string(attributes.find_prefixed("id")),
                                      {std::string(attributes.find("name")), "", hidden}});
                   },
                   [](std::string_view) {}, [](std::string_view) {}});
  const std::vector<Relation> relations = read_relations(part);
  for (auto& [id, sheet] : named) {
    const auto same = [&id = id](const Relation& relation) { return relation.id == id; };
    const auto found = std::find_if(relations.begin(), relations.end(), same);
    if (found == relations.end()) {
      fail(part, fill({"it doesn't say where the sheet {} is", "未注明工作表 {} 的位置"},
                      {cut_to_width(escape_controls(sheet.name), 60)}));
    }
    if (!found->type.ends_with("/worksheet")) continue;  // a chart alone
    sheet.part = resolve(part, found->target);
    sheets_.push_back(std::move(sheet));
  }
  for (const Relation& relation : relations) {
    if (relation.type.ends_with("/sharedStrings")) read_strings(resolve(part, relation.target));
    if (relation.type.ends_with("/styles")) read_styles(resolve(part, relation.target));
  }
}

void Workbook::read_strings(const std::string& part) {
  RichText text;
  std::size_t bytes = 0;
  read_part(part, {[&](std::string_view name, const XmlAttributes&) { text.begin(name); },
                   [&](std::string_view name) {
                     text.end(name);
                     if (name != "si") return;
                     strings_ += text.take();
                     string_ends_.push_back(static_cast<std::uint32_t>(strings_.size()));
                   },
                   [&](std::string_view more) {
                     bytes += more.size();
                     if (bytes > max_workbook_text) {
                       fail(part, {"it holds far more text than a workbook does",
                                   "其中的文字远超工作簿应有的数量"});
                     }
                     text.add(more);
                   }});
}

void Workbook::read_styles(const std::string& part) {
  std::map<std::size_t, NumberFormat> own;
  bool in_cell_styles = false;
  read_part(part,
            {[&](std::string_view name, const XmlAttributes& attributes) {
               if (name == "cellXfs") in_cell_styles = true;
               const std::size_t id = parse_count(attributes.find("numFmtId"));
               if (name == "numFmt") own[id] = parse_number_format(attributes.find("formatCode"));
               if (name != "xf" || !in_cell_styles) return;
               const auto found = own.find(id);
               formats_.push_back(found == own.end() ? built_in_number_format(id) : found->second);
             },
             [&](std::string_view name) {
               if (name == "cellXfs") in_cell_styles = false;
             },
             [](std::string_view) {}});
}

std::string_view Workbook::string_at(std::size_t index) const {
  if (index >= string_ends_.size()) return {};
  const std::size_t begin = index == 0 ? 0 : string_ends_[index - 1];
  return std::string_view(strings_).substr(begin, string_ends_[index] - begin);
}

const NumberFormat& Workbook::format_at(std::size_t style) const {
  static const NumberFormat general;
  return style < formats_.size() ? formats_[style] : general;
}

}  // namespace custrec
