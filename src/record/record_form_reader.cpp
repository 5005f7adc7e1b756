// SPDX-License-Identifier: MIT
// The fast reader of the record form. One function per rule of the grammar; each returns false at
// the first byte that is not record form, and the caller hands the text to yaml-cpp.
#include "record/record_form_reader.hpp"

#include <algorithm>

#include "record/plain.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

/// Keys of one mapping are compared one by one; a mapping of more keys is no record of ours, and
/// yaml-cpp reads it without a quadratic wait.
constexpr std::size_t max_keys = 256;

/// No other reader need look further for the colon (YAML 1.2.2, 7.4.2).
constexpr std::size_t max_key_length = 1024;

class RecordFormReader {
 public:
  explicit RecordFormReader(Document& document) : document_(document), text_(document.bytes()) {}

  bool read() {
    if (text_.empty() || text_.back() != '\n' || text_.starts_with("\xEF\xBB\xBF")) return false;
    if (!skip_blank_lines() || at_end()) return false;
    return line_indent() == 0 && read_mapping(0, {}) && at_end();
  }

 private:
  [[nodiscard]] bool at_end() const { return at_ >= text_.size(); }
  [[nodiscard]] char peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\n';
  }
  [[nodiscard]] std::uint32_t here() const { return static_cast<std::uint32_t>(at_); }

  /// Spaces before the text of the line that begins here.
  [[nodiscard]] std::size_t line_indent() const { return text_.find_first_not_of(' ', at_) - at_; }

  /// Passes over empty lines and comments of their own line; false on a line of spaces or a tab.
  bool skip_blank_lines() {
    while (!at_end()) {
      const std::size_t text_begin = text_.find_first_not_of(' ', at_);
      if (text_[text_begin] == '#') {
        at_ = text_begin;
        if (!skip_comment()) return false;
      } else if (text_[text_begin] == '\n') {
        at_ = text_begin + 1;
      } else {
        break;
      }
    }
    return true;
  }

  /// From `#` to the next line. Comments hold printable text only, as YAML asks.
  bool skip_comment() {
    const std::size_t newline = text_.find('\n', at_);
    if (!is_printable_line(text_.substr(at_, newline - at_))) return false;
    at_ = newline + 1;
    return true;
  }

  /// After a value: the end of the line, or blanks, a comment and then the end.
  bool finish_line() {
    const std::size_t rest = text_.find_first_not_of(' ', at_);
    if (text_[rest] == '\n') {
      at_ = rest + 1;
      return true;
    }
    if (rest == at_ || text_[rest] != '#') return false;
    at_ = rest;
    return skip_comment();
  }

  /// Items `key: value` at `indent`; the first may begin in the middle of a line (after `- `).
  bool read_mapping(std::size_t indent, std::string_view key) {
    const NodeIndex mapping = open(Kind::mapping, key);
    if (++depth_ > max_depth) return false;
    const std::size_t first_key = keys_.size();
    while (true) {
      if (!read_item(indent, first_key)) return false;
      if (!skip_blank_lines()) return false;
      if (at_end() || line_indent() != indent || text_[at_ + indent] == '-') break;
      at_ += indent;
    }
    keys_.resize(first_key);
    --depth_;
    document_.close(mapping, last_end_);
    return at_end() || line_indent() < indent;
  }

  bool read_item(std::size_t indent, std::size_t first_key) {
    const std::size_t key_begin = at_;
    if (peek() < 'a' || peek() > 'z') return false;
    while (is_key_character(peek())) ++at_;
    const std::string_view key = text_.substr(key_begin, at_ - key_begin);
    if (key.size() > max_key_length) return false;
    if (peek() != ':' || (peek(1) != ' ' && peek(1) != '\n')) return false;
    if (std::find(keys_.begin() + static_cast<std::ptrdiff_t>(first_key), keys_.end(), key) !=
        keys_.end()) {
      return false;
    }
    if (keys_.size() - first_key >= max_keys) return false;
    keys_.push_back(key);
    key_span_ = {static_cast<std::uint32_t>(key_begin), here()};
    ++at_;
    return peek() == '\n' ? read_nested(indent, key) : read_value(indent, key);
  }

  /// The value of a key on the lines below: a mapping or a sequence, indented by two more.
  bool read_nested(std::size_t indent, std::string_view key) {
    const Span key_span = key_span_;
    ++at_;
    if (!skip_blank_lines() || at_end() || line_indent() != indent + 2) return false;
    at_ += indent + 2;
    key_span_ = key_span;
    if (peek() == '-') return read_sequence(indent + 2, key);
    return read_mapping(indent + 2, key);
  }

  bool read_sequence(std::size_t indent, std::string_view key) {
    const NodeIndex sequence = open(Kind::sequence, key);
    if (++depth_ > max_depth) return false;
    while (true) {
      if (peek() != '-' || peek(1) != ' ') return false;
      ++at_;
      key_span_ = {};
      if (!read_sequence_item(indent)) return false;
      if (!skip_blank_lines()) return false;
      if (at_end() || line_indent() != indent || text_[at_ + indent] != '-') break;
      at_ += indent;
    }
    --depth_;
    document_.close(sequence, last_end_);
    return at_end() || line_indent() < indent;
  }

  bool read_sequence_item(std::size_t indent) {
    std::size_t after_key = at_ + 1;
    while (after_key < text_.size() && is_key_character(text_[after_key])) ++after_key;
    const bool mapping = after_key > at_ + 1 && text_[after_key] == ':' &&
                         (text_[after_key + 1] == ' ' || text_[after_key + 1] == '\n');
    if (!mapping) return read_value(indent, {});
    ++at_;
    return read_mapping(indent + 2, {});
  }

  /// What stands after `key:` or `-` on the same line, from the first space on.
  bool read_value(std::size_t indent, std::string_view key) {
    while (peek() == ' ') ++at_;
    const std::uint32_t begin = here();
    if (peek() == '"') return read_quoted(begin, key);
    if (peek() == '|') return read_block(begin, indent, key);
    if (peek() == '[' || peek() == '{') {
      const bool sequence = peek() == '[';
      if (peek(1) != (sequence ? ']' : '}') || depth_ >= max_depth) return false;
      const NodeIndex node = open(sequence ? Kind::sequence : Kind::mapping, key);
      at_ += 2;
      last_end_ = here();
      document_.close(node, last_end_);
      return finish_line();
    }
    return read_plain(begin, key);
  }

  bool read_plain(std::uint32_t begin, std::string_view key) {
    const std::size_t newline = text_.find('\n', at_);
    std::string_view value = text_.substr(at_, newline - at_);
    const std::size_t comment = value.find(" #");
    if (comment != std::string_view::npos) value = value.substr(0, comment);
    const std::size_t last = value.find_last_not_of(' ');
    if (last == std::string_view::npos) return false;
    value = value.substr(0, last + 1);
    if (!is_plain_safe(value)) return false;
    at_ += value.size();
    add_scalar(Style::plain, {begin, here()}, key, value);
    return finish_line();
  }

  bool read_quoted(std::uint32_t begin, std::string_view key) {
    ++at_;
    const std::size_t content = at_;
    bool escaped = false;
    while (peek() != '"') {
      if (peek() == '\n') return false;
      if (peek() == '\\') {
        escaped = true;
        ++at_;
        if (peek() == '\n') return false;
      }
      ++at_;
    }
    const std::string_view inside = text_.substr(content, at_ - content);
    ++at_;
    if (!is_printable_line(inside)) return false;
    if (!escaped) {
      add_scalar(Style::quoted, {begin, here()}, key, inside);
      return finish_line();
    }
    std::string decoded;
    if (!decode_escapes(inside, decoded)) return false;
    add_scalar(Style::quoted, {begin, here()}, key, document_.keep(std::move(decoded)));
    return finish_line();
  }

  static bool decode_escapes(std::string_view inside, std::string& decoded) {
    for (std::size_t at = 0; at < inside.size(); ++at) {
      if (inside[at] != '\\') {
        decoded += inside[at];
        continue;
      }
      ++at;
      switch (inside[at]) {
        case '"':
        case '\\':
          decoded += inside[at];
          break;
        case 'n':
          decoded += '\n';
          break;
        case 't':
          decoded += '\t';
          break;
        case 'u': {
          char32_t value = 0;
          for (int digit = 0; digit < 4; ++digit) {
            if (++at >= inside.size()) return false;
            const int hex = hex_digit(inside[at]);
            if (hex < 0) return false;
            value = value * 16 + static_cast<char32_t>(hex);
          }
          if (value == 0 || (value >= 0xD800 && value <= 0xDFFF)) return false;
          append_utf8(decoded, value);
          break;
        }
        default:
          return false;
      }
    }
    return true;
  }

  static int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return -1;
  }

  /// `|` or `|-` and at least one line indented by two more than the key. The text ends with the
  /// last line that isn't empty: trailing empty lines belong to the file, not to the text.
  bool read_block(std::uint32_t begin, std::size_t indent, std::string_view key) {
    const bool strip = peek(1) == '-';
    at_ += strip ? 2 : 1;
    if (peek() != '\n') return false;
    ++at_;
    const std::size_t content_indent = indent + 2;
    std::string decoded;
    std::size_t empty_lines = 0;
    bool any = false;
    while (!at_end()) {
      const std::size_t indentation = line_indent();
      if (indentation < content_indent) {
        // A line of fewer blanks is an empty one too: what is indented below it goes on.
        if (peek(indentation) != '\n') break;
        ++empty_lines;
        at_ += indentation + 1;
        continue;
      }
      if (!any && (indentation != content_indent || empty_lines > 0)) return false;
      const std::size_t newline = text_.find('\n', at_);
      const std::string_view line =
          text_.substr(at_ + content_indent, newline - at_ - content_indent);
      if (line.find_first_not_of(' ') == std::string_view::npos || !is_printable_line(line)) {
        return false;
      }
      if (any) decoded.append(empty_lines + 1, '\n');
      decoded += line;
      any = true;
      empty_lines = 0;
      last_end_ = static_cast<std::uint32_t>(newline);
      at_ = newline + 1;
    }
    if (!any) return false;
    if (!strip) decoded += '\n';
    add_scalar(Style::block, {begin, last_end_}, key, document_.keep(std::move(decoded)));
    return true;
  }

  NodeIndex open(Kind kind, std::string_view key) {
    return document_.open({kind, Style::plain, key, {}, key_span_, {here(), here()}, 0});
  }

  void add_scalar(Style style, Span span, std::string_view key, std::string_view text) {
    last_end_ = span.end;
    document_.open({Kind::scalar, style, key, text, key_span_, span, 0});
  }

  static bool is_key_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  }

  Document& document_;
  std::string_view text_;
  std::size_t at_ = 0;
  int depth_ = 0;
  Span key_span_;
  std::uint32_t last_end_ = 0;
  std::vector<std::string_view> keys_;
};

}  // namespace

bool read_record_form(Document& document) {
  if (RecordFormReader(document).read()) return true;
  document.clear();
  return false;
}

}  // namespace custrec
