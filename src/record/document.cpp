// SPDX-License-Identifier: MIT
// The tree of one text, and which of the two readers makes it.
#include "record/document.hpp"

#include <algorithm>
#include <iterator>

#include "record/limits.hpp"
#include "record/line_index.hpp"
#include "record/record_form_reader.hpp"
#include "record/yaml_reader.hpp"
#include "text/equal.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

/// More than a record usually holds of texts that are not in its bytes as they are.
constexpr std::size_t chunk_size = 4096;

}  // namespace

std::size_t Children::size() const {
  return static_cast<std::size_t>(std::distance(begin_, end_));
}

NodeIndex Children::operator[](std::size_t position) const {
  return *std::next(begin_, static_cast<std::ptrdiff_t>(position));
}

Document::Document(std::string bytes) : bytes_(std::make_unique<std::string>()) {
  assign(std::move(bytes));
}

NodeIndex Document::find(NodeIndex parent, std::string_view key, KeyHash hash) const {
  if (nodes_[parent].kind != Kind::mapping) return no_node;
  if (parent == root && root_indexed_) {
    for (std::size_t slot = hash.value();; ++slot) {
      const NodeIndex item = root_items_[slot % slots];
      if (item == 0) return no_node;
      if (is_item(item, hash, key)) return item;
    }
  }
  for (const NodeIndex child : children(parent)) {
    if (is_item(child, hash, key)) return child;
  }
  return no_node;
}

bool Document::is_item(NodeIndex index, KeyHash hash, std::string_view key) const {
  return nodes_[index].key_hash == hash && are_equal(nodes_[index].key, key);
}

Place Document::place_of(std::uint32_t offset) const {
  return LineIndex(bytes()).place_of(offset);
}

std::string Document::path_of(NodeIndex index) const {
  std::vector<NodeIndex> way;
  for (NodeIndex at = index; nodes_[at].parent != no_node; at = nodes_[at].parent)
    way.push_back(at);
  std::string path;
  for (auto at = way.rbegin(); at != way.rend(); ++at) {
    const Node& node = nodes_[*at];
    if (nodes_[node.parent].kind == Kind::sequence) {
      path += "[" + std::to_string(node.position) + "]";
    } else {
      if (!path.empty()) path += '.';
      path += node.key.empty() ? "\"\"" : cut_to_width(escape_controls(node.key), 60);
    }
  }
  return path;
}

void Document::close(NodeIndex index, std::uint32_t end_of_span) {
  nodes_[index].end = static_cast<NodeIndex>(nodes_.size());
  nodes_[index].span.end = end_of_span;
  innermost_ = nodes_[index].parent;
  if (index == root) index_root();
}

void Document::index_root() {
  root_items_.fill(0);
  std::size_t count = 0;
  for (const NodeIndex item : children(root)) {
    // Half of the slots stay free, so that what isn't there is soon seen not to be.
    if (++count > slots / 2) return;
    std::size_t slot = nodes_[item].key_hash.value();
    while (root_items_[slot % slots] != 0) ++slot;
    root_items_[slot % slots] = item;
  }
  root_indexed_ = nodes_[root].kind == Kind::mapping;
}

std::string_view Document::keep(std::string_view decoded) {
  const std::size_t needed = decoded.size() + padding;
  if (decoded_.empty() || decoded_.back().capacity() - decoded_.back().size() < needed) {
    decoded_.emplace_back().reserve(std::max(chunk_size, needed));
  }
  std::string& chunk = decoded_.back();
  chunk += decoded;
  return std::string_view(chunk).substr(chunk.size() - decoded.size());
}

void Document::drop_last(NodeIndex index) {
  nodes_.resize(index);
}

void Document::clear() {
  nodes_.clear();
  innermost_ = no_node;
  root_indexed_ = false;
  if (decoded_.empty()) return;
  decoded_.resize(1);
  decoded_.front().clear();
}

std::vector<NodeIndex> find_entries(const Document& document, std::string_view list) {
  const NodeIndex node = document.find(Document::root, list);
  if (node == no_node || document[node].kind != Kind::sequence) return {};
  std::vector<NodeIndex> entries = document.children(node).list();
  std::erase_if(entries, [&](NodeIndex entry) { return document[entry].kind != Kind::mapping; });
  return entries;
}

std::string Document::release() {
  clear();
  return std::move(*bytes_);
}

void Document::assign(std::string bytes) {
  *bytes_ = std::move(bytes);
  bytes_->reserve(bytes_->size() + padding);
}

void read_document(std::string bytes, Reading& reading) {
  reading.document.assign(std::move(bytes));
  reading.faults.clear();
  reading.readable = true;
  // What is record form keeps all limits but that of size.
  const bool fits = reading.document.bytes().size() <= max_record_bytes;
  reading.record_form = fits && read_record_form(reading.document);
  if (reading.record_form) return;
  if (auto fault = find_broken_limit(reading.document.bytes())) {
    reading.faults.push_back(std::move(*fault));
    reading.readable = false;
    return;
  }
  read_yaml(reading);
}

Reading read_document(std::string bytes) {
  Reading reading;
  read_document(std::move(bytes), reading);
  return reading;
}

}  // namespace custrec
