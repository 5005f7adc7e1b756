// SPDX-License-Identifier: MIT
// What the headings of a sheet mean.
#include "exchange/header_map.hpp"

#include <algorithm>

#include "problem/error.hpp"
#include "record/plain.hpp"
#include "record/value.hpp"
#include "schema/field_path.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

Error mistake_at(const std::string& path, Place place, const Text& message) {
  return {Exit::usage,
          fill({"{}:{}:{}: {}", "{}:{}:{}: {}"}, {path, place.line, place.column, message})};
}

/// On one line, also when the heading has several.
std::string format_heading(const std::string& heading) {
  const bool plain = is_plain_safe(heading) && !is_ambiguous_plain(heading);
  return plain ? heading : format_quoted(heading);
}

}  // namespace

HeaderMap::HeaderMap(std::string path, std::string bytes) : path_(std::move(path)) {
  const Reading reading = read_document(std::move(bytes));
  const Document& document = reading.document;
  if (!reading.faults.empty()) {
    const Fault& fault = reading.faults.front();
    throw mistake_at(path_, document.place_of(fault.offset),
                     fill({"{}; a map has lines like 客户全称: name, and \"-\" for what isn't read",
                           "{}；对照表每行形如 客户全称: name，不读取的列写 \"-\""},
                          {fault.message}));
  }
  for (const NodeIndex item : document.children(Document::root)) {
    const Node& node = document[item];
    const Place place = document.place_of(node.key_span.begin);
    if (node.kind != Kind::scalar) {
      throw mistake_at(path_, place,
                       fill({"{}: one field belongs here", "{}：此处须为一个字段"},
                            {cut_to_width(escape_controls(node.key), 60)}));
    }
    if (node.text.empty()) {
      throw mistake_at(path_, place,
                       fill({"{}: name its field, or \"-\" to leave it out",
                             "{}：请写出字段，或写 \"-\" 表示不读取"},
                            {cut_to_width(escape_controls(node.key), 60)}));
    }
    rows_.push_back({std::string(trim(node.key)), std::string(node.text), place});
  }
}

const HeaderMap::Row* HeaderMap::find(std::string_view heading) const {
  const std::string_view wanted = trim(heading);
  auto found = std::find_if(rows_.begin(), rows_.end(),
                            [&](const Row& row) { return row.heading == wanted; });
  if (found == rows_.end() && !rows_.empty()) {
    const std::string key = heading_key(wanted);
    found = std::find_if(rows_.begin(), rows_.end(), [&](const Row& row) {
      return !key.empty() && heading_key(row.heading) == key;
    });
  }
  return found == rows_.end() ? nullptr : &*found;
}

std::string HeaderMap::place_of(const Row& row) const {
  return path_ + ":" + std::to_string(row.place.line);
}

std::string format_header_map(const std::vector<std::pair<std::string, std::string>>& rows) {
  std::string text;
  for (const auto& [heading, field] : rows) {
    text += format_heading(heading) + ": " + format_scalar(field, false, 0) + "\n";
  }
  return text;
}

}  // namespace custrec
