// SPDX-License-Identifier: MIT
// From bytes to parts and back.
#include "record/part_text.hpp"

#include <algorithm>

namespace custrec {
namespace {

/// Cuts the bytes of a document into parts, from the beginning to the end.
class PartReader {
 public:
  explicit PartReader(const Document& document) : document_(document), bytes_(document.bytes()) {}

  Part read() {
    Part root = read_node(Document::root, "");
    root.below = bytes_.substr(at_);
    return root;
  }

 private:
  /// `above`: what was read already of the lines before it.
  Part read_node(NodeIndex index, std::string above) {
    const Node& node = document_[index];
    Part part;
    part.kind = node.kind;
    part.key = node.key;
    part.text = node.text;
    part.above = std::move(above);
    if (!node.key.empty()) at_ = node.key_span.end + 1;
    if (!document_.has_children(index)) {
      part.body = bytes_.substr(at_, node.span.end - at_);
      const std::size_t end = bytes_.find('\n', node.span.end);
      part.remark = bytes_.substr(node.span.end, end - node.span.end);
      at_ = end + 1;
      return part;
    }
    // Behind the key of a collection stands nothing else.
    if (!node.key.empty()) at_ += 1;
    for (const NodeIndex child : document_.children(index)) {
      part.items.push_back(read_child(node, child));
    }
    return part;
  }

  Part read_child(const Node& parent, NodeIndex index) {
    const Node& node = document_[index];
    std::string above;
    if (parent.kind == Kind::sequence) {
      above = take_above(node.span.begin);
      at_ = bytes_.find('-', at_) + 1;
      // What is above the first key of an entry is above its dash.
      return read_node(index, std::move(above));
    }
    const bool behind_dash = at_ > 0 && bytes_[at_ - 1] == '-';
    if (!behind_dash) above = take_above(node.key_span.begin);
    return read_node(index, std::move(above));
  }

  /// The whole lines from here to the line that holds `offset`.
  std::string take_above(std::size_t offset) {
    const std::size_t newline = offset == 0 ? bytes_.npos : bytes_.rfind('\n', offset - 1);
    const std::size_t line = newline == bytes_.npos ? 0 : newline + 1;
    std::string above(bytes_.substr(at_, line - at_));
    at_ = line;
    return above;
  }

  const Document& document_;
  std::string_view bytes_;
  std::size_t at_ = 0;
};

class PartWriter {
 public:
  explicit PartWriter(std::size_t marker_size) : marker_size_(marker_size) {}

  std::string run(const Part& root) {
    for (const Part& item : root.items) write_item(item, 0, "");
    write_above(root.below, 0);
    return std::move(text_);
  }

 private:
  static constexpr std::size_t no_block = SIZE_MAX;

  /// An item of a mapping; `lead` stands before its key instead of blanks.
  void write_item(const Part& part, std::size_t indent, const std::string& lead) {
    if (lead.empty()) write_above(part.above, indent);
    const std::string begin = lead.empty() ? std::string(indent, ' ') : lead;
    if (part.conflict) {
      write_conflict(part, [&](const Part& side) { write_item(side, indent, lead); });
    } else {
      write_value(part, begin + part.key + ":", indent);
    }
  }

  void write_value(const Part& part, const std::string& begin, std::size_t indent) {
    if (part.kind == Kind::scalar || part.items.empty()) {
      const std::string_view empty = part.kind == Kind::sequence ? " []" : " {}";
      const bool fresh = part.kind != Kind::scalar && part.body.empty();
      text_.append(begin).append(fresh ? empty : part.body).append(part.remark).append("\n");
      const bool block = part.kind == Kind::scalar && part.body.find('\n') != std::string::npos;
      block_indent_ = block ? indent + 2 : no_block;
      return;
    }
    text_.append(begin).append("\n");
    block_indent_ = no_block;
    for (const Part& item : part.items) {
      if (part.kind == Kind::sequence) {
        write_entry(item, indent + 2);
      } else {
        write_item(item, indent + 2, "");
      }
    }
  }

  /// An item of a sequence, its dash indented by `indent`.
  void write_entry(const Part& part, std::size_t indent) {
    write_above(part.above, indent);
    const std::string dash = std::string(indent, ' ') + "-";
    if (part.conflict) {
      write_conflict(part, [&](const Part& side) { write_entry(side, indent); });
    } else if (part.kind == Kind::scalar || part.items.empty()) {
      write_value(part, dash, indent);
    } else {
      bool first = true;
      for (const Part& item : part.items) {
        // Comments can't stand behind the dash: they go above it.
        if (first) write_above(item.above, indent);
        write_item(item, indent + 2, first ? dash + " " : "");
        first = false;
      }
    }
  }

  template <typename Write>
  void write_conflict(const Part& part, const Write& write) {
    const std::size_t before = block_indent_;
    std::size_t after = no_block;
    const auto write_side = [&](const std::vector<Part>& side) {
      block_indent_ = before;
      for (const Part& one : side) write(one);
      after = std::min(after, block_indent_);
    };
    text_.append(marker_size_, '<').append(" ours\n");
    write_side(part.ours);
    text_.append(marker_size_, '=').append("\n");
    write_side(part.theirs);
    text_.append(marker_size_, '>').append(" theirs\n");
    block_indent_ = after;
  }

  /// Lines that would become part of a block before them are moved to the left.
  void write_above(std::string_view lines, std::size_t indent) {
    while (!lines.empty()) {
      const std::size_t end = lines.find('\n') + 1;
      const std::size_t blanks = lines.find_first_not_of(' ');
      if (block_indent_ == no_block || blanks < block_indent_) {
        text_ += lines.substr(0, end);
      } else if (lines[blanks] == '\n') {
        text_ += '\n';
      } else {
        text_.append(indent, ' ').append(lines.substr(blanks, end - blanks));
      }
      if (lines[blanks] != '\n') block_indent_ = no_block;
      lines.remove_prefix(end);
    }
  }

  std::size_t marker_size_;
  std::string text_;
  std::size_t block_indent_ = no_block;  ///< of the block that the last line belongs to
};

}  // namespace

Part read_parts(const Document& document) {
  return PartReader(document).read();
}

std::string format_parts(const Part& root, std::size_t marker_size) {
  return PartWriter(marker_size).run(root);
}

}  // namespace custrec
