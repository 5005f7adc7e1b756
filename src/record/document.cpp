// SPDX-License-Identifier: MIT
// The tree of one text, and which of the two readers makes it.
#include "record/document.hpp"

#include "record/limits.hpp"
#include "record/record_form_reader.hpp"
#include "record/yaml_reader.hpp"
#include "text/utf8.hpp"

namespace custrec {

Document::Document(std::string bytes) : bytes_(std::make_unique<std::string>(std::move(bytes))) {}

NodeIndex Document::find(NodeIndex parent, std::string_view key) const {
  if (nodes_[parent].kind != Kind::mapping) return no_node;
  for (NodeIndex child = parent + 1; child < nodes_[parent].end; child = nodes_[child].end) {
    if (nodes_[child].key == key) return child;
  }
  return no_node;
}

std::string_view Document::text_at(NodeIndex parent, std::string_view key) const {
  const NodeIndex child = find(parent, key);
  return child == no_node ? std::string_view() : nodes_[child].text;
}

std::vector<NodeIndex> Document::children(NodeIndex parent) const {
  std::vector<NodeIndex> found;
  for (NodeIndex child = parent + 1; child < nodes_[parent].end; child = nodes_[child].end) {
    found.push_back(child);
  }
  return found;
}

bool Document::is_empty(NodeIndex index) const {
  const Node& node = nodes_[index];
  return node.kind == Kind::scalar ? node.text.empty() : !has_children(index);
}

Place Document::place_of(std::uint32_t offset) const {
  Place place;
  std::size_t line_start = bytes_->starts_with("\xEF\xBB\xBF") ? 3 : 0;
  for (std::size_t newline = bytes_->find('\n'); newline < offset;
       newline = bytes_->find('\n', newline + 1)) {
    place.line += 1;
    line_start = newline + 1;
  }
  if (offset > line_start) {
    const std::string_view before(bytes_->data() + line_start, offset - line_start);
    place.column += static_cast<std::uint32_t>(count_code_points(before));
  }
  return place;
}

NodeIndex Document::open(const Node& node) {
  const auto index = static_cast<NodeIndex>(nodes_.size());
  nodes_.push_back(node);
  nodes_.back().end = index + 1;
  return index;
}

void Document::close(NodeIndex index, std::uint32_t end_of_span) {
  nodes_[index].end = static_cast<NodeIndex>(nodes_.size());
  nodes_[index].span.end = end_of_span;
}

std::string_view Document::keep(std::string decoded) {
  return decoded_.emplace_back(std::move(decoded));
}

void Document::truncate(NodeIndex index) {
  nodes_.resize(index);
}

void Document::clear() {
  nodes_.clear();
  decoded_.clear();
}

Reading read_document(std::string bytes) {
  Reading reading{Document(std::move(bytes)), {}, true};
  if (auto fault = find_broken_limit(reading.document.bytes())) {
    reading.faults.push_back(std::move(*fault));
    reading.readable = false;
    return reading;
  }
  if (!read_record_form(reading.document)) read_yaml(reading);
  return reading;
}

}  // namespace custrec
