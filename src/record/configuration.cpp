// SPDX-License-Identifier: MIT
// Strict reading of schemas, settings and the team.
#include "record/configuration.hpp"

#include <algorithm>

#include "problem/error.hpp"
#include "text/similar.hpp"
#include "text/unprintable.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

Text describe_unprintable(std::string_view text) {
  const std::size_t at = *find_unprintable(text);
  if (text[at] == '\n') {
    return {"a text here has no line breaks: write it on one line (and >- instead of > or |)",
            "此处的文字不能有换行：请写成一行（以 >- 代替 > 或 |）"};
  }
  return fill(
      {"a text here can't contain the invisible character {}", "此处的文字不能含有不可见字符 {}"},
      {text.substr(at, code_point_at(text, at).length)});
}

}  // namespace

Configuration::Configuration(std::string path, std::string bytes)
    : Configuration(std::move(path), read_document(std::move(bytes))) {}

Configuration::Configuration(std::string path, Reading reading)
    : path_(std::move(path)), document_(std::move(reading.document)), lines_(document_.bytes()) {
  if (!reading.faults.empty()) fail_at(reading.faults[0].offset, reading.faults[0].message);
  for (const Node& node : document_.nodes()) {
    if (find_unprintable(node.key)) fail_at(node.key_span.begin, describe_unprintable(node.key));
    if (find_unprintable(node.text)) fail_at(node.span.begin, describe_unprintable(node.text));
  }
}

void Configuration::fail_at(std::uint32_t offset, const Text& message) const {
  const Place place = lines_.place_of(offset);
  throw Error(Exit::settings,
              fill({"{}:{}:{}: {}", "{}:{}:{}: {}"}, {path_, place.line, place.column, message}));
}

void Configuration::fail(NodeIndex index, const Text& message) const {
  fail_at(document_[index].span.begin, message);
}

void Configuration::fail_at_key(NodeIndex index, const Text& message) const {
  fail_at(document_[index].key_span.begin, message);
}

std::vector<NodeIndex> Configuration::any_mapping(NodeIndex index) const {
  if (document_[index].kind != Kind::mapping) {
    fail(index, {"fields (name: value) are expected here", "此处应为若干“名称: 值”"});
  }
  return document_.children(index).list();
}

std::vector<NodeIndex> Configuration::mapping(NodeIndex index,
                                              std::initializer_list<std::string_view> known) const {
  std::vector<NodeIndex> items = any_mapping(index);
  for (const NodeIndex item : items) {
    const std::string_view key = document_[item].key;
    if (std::find(known.begin(), known.end(), key) != known.end()) continue;
    const std::vector<std::string> candidates(known.begin(), known.end());
    const auto similar = find_similar(key, candidates);
    const std::string shown = escape_controls(key);
    fail_at_key(item, similar ? fill({"{} is not known here; did you mean {}?",
                                      "此处不认识 {}，是否想写 {}？"},
                                     {shown, *similar})
                              : fill({"{} is not known here", "此处不认识 {}"}, {shown}));
  }
  return items;
}

std::vector<NodeIndex> Configuration::sequence(NodeIndex index) const {
  if (document_[index].kind != Kind::sequence) {
    fail(index, {"a list (- …) is expected here", "此处应为列表（- …）"});
  }
  return document_.children(index).list();
}

std::string Configuration::text(NodeIndex index) const {
  const Node& node = document_[index];
  if (node.kind != Kind::scalar || node.text.empty()) {
    fail(index, {"a value is expected here", "此处应有值"});
  }
  return std::string(node.text);
}

bool Configuration::yes_no(NodeIndex index) const {
  const std::string word = text(index);
  if (word == "true" || word == "on" || word == "yes") return true;
  if (word != "false" && word != "off" && word != "no") {
    fail(index, {"true or false is expected here", "此处应为 true 或 false"});
  }
  return false;
}

std::size_t Configuration::count(NodeIndex index) const {
  const std::string digits = text(index);
  if (digits.size() > 9 || digits.find_first_not_of("0123456789") != std::string::npos) {
    fail(index, {"a number from 0 to 999999999 is expected here", "此处应为 0 到 999999999 的数"});
  }
  return std::stoul(digits);
}

Text Configuration::label(NodeIndex index) const {
  if (document_[index].kind == Kind::scalar) return same_text(text(index));
  Text label;
  for (const NodeIndex item : mapping(index, {"en", "zh"})) {
    (document_[item].key == "en" ? label.en : label.zh) = text(item);
  }
  if (label.empty()) fail(index, {"a value is expected here", "此处应有值"});
  if (label.en.empty()) label.en = label.zh;
  if (label.zh.empty()) label.zh = label.en;
  return label;
}

std::vector<std::string> Configuration::texts(NodeIndex index) const {
  if (document_[index].kind == Kind::scalar) return {text(index)};
  std::vector<std::string> found;
  for (const NodeIndex item : sequence(index)) found.push_back(text(item));
  return found;
}

NodeIndex Configuration::required(NodeIndex parent, std::string_view key) const {
  const NodeIndex index = document_.find(parent, key);
  if (index == no_node) fail(parent, fill({"{} is missing here", "此处缺少 {}"}, {key}));
  return index;
}

}  // namespace custrec
