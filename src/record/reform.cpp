// SPDX-License-Identifier: MIT
// Any readable YAML as record form.
#include "record/reform.hpp"

#include <algorithm>
#include <vector>

#include "record/plain.hpp"
#include "record/record_form_reader.hpp"
#include "record/value.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

/// The next `#`, or the end of the next line that is empty.
std::size_t find_next(std::string_view bytes, std::size_t at) {
  for (; at < bytes.size(); ++at) {
    if (bytes[at] == '#') return at;
    if (bytes[at] != '\n') continue;
    const std::size_t line = at == 0 ? std::string_view::npos : bytes.rfind('\n', at - 1);
    const std::size_t begin = line == std::string_view::npos ? 0 : line + 1;
    if (trim(bytes.substr(begin, at - begin)).empty()) return at;
  }
  return at;
}

struct Comment {
  std::size_t offset;
  std::string text;  ///< from `#` on, empty for a blank line
};

/// Every `#` that stands in no key and no value begins a comment; every empty line counts as one.
std::vector<Comment> find_comments(const Document& document) {
  const std::string_view bytes = document.bytes();
  std::vector<Span> taken;
  for (const Node& node : document.nodes()) {
    taken.push_back(node.key_span);
    if (node.kind != Kind::scalar) continue;
    Span text = node.span;
    if (node.style == Style::block) {
      // A comment may stand behind the `|` or `>`.
      const auto newline = std::min<std::size_t>(bytes.find('\n', text.begin), text.end);
      text.begin = static_cast<std::uint32_t>(newline);
    }
    taken.push_back(text);
  }
  std::sort(taken.begin(), taken.end(), [](Span a, Span b) { return a.begin < b.begin; });
  std::vector<Comment> comments;
  auto span = taken.begin();
  for (std::size_t at = find_next(bytes, 0); at < bytes.size(); at = find_next(bytes, at)) {
    while (span != taken.end() && span->end <= at) ++span;
    if (span != taken.end() && span->begin <= at) {
      at = span->end;
      continue;
    }
    const std::size_t end = std::min(bytes.find_first_of("\r\n", at), bytes.size());
    comments.push_back({at, std::string(trim(bytes.substr(at, end - at)))});
    at = std::max(end, at + 1);
  }
  return comments;
}

std::size_t count_comments(const std::vector<Comment>& comments) {
  return static_cast<std::size_t>(std::count_if(
      comments.begin(), comments.end(), [](const Comment& one) { return !one.text.empty(); }));
}

class Writer {
 public:
  explicit Writer(const Document& document)
      : document_(document), comments_(find_comments(document)) {}

  std::string run() {
    write_items(Document::root, 0);
    write_comments(document_.bytes().size(), 0);
    return std::move(text_);
  }

  [[nodiscard]] std::size_t comment_count() const { return count_comments(comments_); }

 private:
  [[nodiscard]] std::size_t begin_of(NodeIndex node) const {
    const Node& item = document_[node];
    return item.key.empty() ? item.span.begin : item.key_span.begin;
  }

  /// Those before `offset` that aren't written yet, each on a line of its own.
  void write_comments(std::size_t offset, std::size_t indent) {
    for (; next_ < comments_.size() && comments_[next_].offset < offset; ++next_) {
      const std::string& comment = comments_[next_].text;
      text_ += (comment.empty() ? "" : std::string(indent, ' ') + comment) + "\n";
    }
  }

  void write_items(NodeIndex collection, std::size_t indent) {
    const bool list = document_[collection].kind == Kind::sequence;
    for (const NodeIndex child : document_.children(collection)) {
      write_comments(begin_of(child), indent);
      if (!dash_pending_) text_ += std::string(indent, ' ');
      dash_pending_ = false;
      if (list) {
        text_ += "- ";
        write_entry(child, indent);
      } else {
        text_ += std::string(document_[child].key) + ":";
        write_value(child, indent);
      }
    }
  }

  /// Behind the dash: a scalar, or a mapping whose first item stands on this line.
  void write_entry(NodeIndex entry, std::size_t indent) {
    if (document_[entry].kind == Kind::mapping && document_.has_children(entry)) {
      dash_pending_ = true;
      write_items(entry, indent + 2);
    } else {
      text_.pop_back();
      write_value(entry, indent);
    }
  }

  void write_value(NodeIndex node, std::size_t indent) {
    const Node& value = document_[node];
    if (value.kind != Kind::scalar && document_.has_children(node)) {
      text_ += '\n';
      write_items(node, indent + 2);
      return;
    }
    std::string written = value.kind == Kind::sequence ? "[]" : "{}";
    if (value.kind == Kind::scalar) {
      const bool quoted =
          value.style == Style::quoted && document_.bytes()[value.span.begin] == '"';
      written = quoted ? format_quoted(value.text)
                       : format_scalar(value.text, value.style == Style::plain, indent);
    }
    text_ += " " + written;
    write_remark(value.span.end, written);
    text_ += '\n';
  }

  /// The comment on the line where the value ends.
  void write_remark(std::size_t end, const std::string& written) {
    const std::string_view bytes = document_.bytes();
    // Many values may be on one line: where it ends is found once.
    if (end > newline_) newline_ = std::min(bytes.find('\n', end), bytes.size());
    const bool behind = next_ < comments_.size() && comments_[next_].offset >= end &&
                        comments_[next_].offset < newline_ && written[0] != '|' &&
                        !comments_[next_].text.empty();
    if (behind) text_ += "  " + comments_[next_++].text;
  }

  const Document& document_;
  std::vector<Comment> comments_;
  std::size_t next_ = 0;     ///< the first comment not written yet
  std::size_t newline_ = 0;  ///< the end of the line where the last value ends
  std::string text_;
  bool dash_pending_ = false;  ///< behind a `- `: the line is already begun
};

bool says_the_same(const Document& a, const Document& b) {
  return std::equal(a.nodes().begin(), a.nodes().end(), b.nodes().begin(), b.nodes().end(),
                    [](const Node& one, const Node& other) {
                      return one.kind == other.kind && one.key == other.key &&
                             one.text == other.text && one.end == other.end;
                    });
}

}  // namespace

std::optional<std::string> reform_record(const Document& document) {
  Writer writer(document);
  Document reformed(writer.run());
  if (!read_record_form(reformed) || !says_the_same(document, reformed) ||
      count_comments(find_comments(reformed)) != writer.comment_count()) {
    return std::nullopt;
  }
  return std::string(reformed.bytes());
}

}  // namespace custrec
