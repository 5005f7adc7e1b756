// SPDX-License-Identifier: MIT
// The fast reader of the record form. One function per rule of the grammar; each returns false at
// the first byte that is not record form, and the caller hands the text to yaml-cpp.
#include "record/record_form_reader.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include "record/plain.hpp"
#include "text/sixteen_bytes.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

/// Keys of one mapping may be compared one by one; where there are more to compare with it is no
/// record of ours, and yaml-cpp reads it without a quadratic wait.
constexpr std::size_t max_compared = 256;

/// No other reader need look further for the colon (YAML 1.2.2, 7.4.2).
constexpr std::ptrdiff_t max_key_length = 1024;

/// What nearly all plain texts begin with: a letter, a digit or a character beyond ASCII.
constexpr std::array<bool, 256> begins_plain = [] {
  std::array<bool, 256> table{};
  for (std::size_t byte = 0; byte < table.size(); ++byte) {
    const std::size_t letter = byte | 0x20U;
    table[byte] = byte >= 0x80 || (letter >= 'a' && letter <= 'z') || (byte >= '0' && byte <= '9');
  }
  return table;
}();

/// What tells an item from its neighbours: its key, or its position in a sequence.
struct Key {
  explicit Key(std::uint32_t at) : position(at) {}
  Key(std::string_view key, Span place) : text(key), hash(KeyHash::of_padded(key)), span(place) {}

  std::string_view text;  ///< empty for an item of a sequence
  KeyHash hash;
  Span span;
  std::uint32_t position = 0;
};

/// Those that an open mapping has so far.
struct Keys {
  NodeIndex mapping = no_node;
  SeenKeys seen{};
};

/// Whether a plain text ends at a line feed, colon or hash: the last two may be part of it.
bool ends_plain(const char* at) {
  if (*at == ':') return at[1] == ' ' || at[1] == '\n';
  return *at == '\n' || (*at == '#' && at[-1] == ' ');
}

/// The first line feed, ` #` or `: ` from `from` on, where a plain text begins behind a space.
const char* find_plain_end(const char* from) {
  while (true) {
    const SixteenBytes bytes(from);
    std::uint32_t marks = ((bytes == '\n') | (bytes == ':') | (bytes == '#')).bits();
    for (; marks != 0; marks &= marks - 1) {
      const char* mark = from + std::countr_zero(marks);
      if (ends_plain(mark)) return mark;
    }
    from += SixteenBytes::size;
  }
}

/// What stands in the first bytes of a line. Its end is found without its key, so that the
/// processor needn't wait for that before it goes on to the next line.
class LineMarks {
 public:
  explicit LineMarks(const char* at) : at_(at) {
    static_assert(size <= Document::padding);
    for (std::size_t offset = 0; offset < size; offset += SixteenBytes::size) {
      const SixteenBytes bytes(at + offset);
      newlines_ |= std::uint64_t{(bytes == '\n').bits()} << offset;
      marks_ |= std::uint64_t{((bytes == ':') | (bytes == '#')).bits()} << offset;
    }
  }

  /// What `find_plain_end` gives for a text in this line.
  [[nodiscard]] const char* find_end(const char* from) const {
    if (newlines_ == 0) return find_plain_end(from);
    const std::uint64_t up_to_end = newlines_ ^ (newlines_ - 1);
    std::uint64_t marks = marks_ & up_to_end & ~std::uint64_t{0} << (from - at_);
    for (; marks != 0; marks &= marks - 1) {
      const char* mark = at_ + std::countr_zero(marks);
      if (ends_plain(mark)) return mark;
    }
    return at_ + std::countr_zero(newlines_);
  }

 private:
  static constexpr std::size_t size = 3 * SixteenBytes::size;

  const char* at_;
  std::uint64_t newlines_ = 0;  ///< a bit for each, of the first byte the lowest
  std::uint64_t marks_ = 0;     ///< the same of colons and hashes
};

/// The text ends with a line feed, and behind it stands the NUL of its string: whoever stops at
/// either need not ask whether the text is over. As much can be read behind that as is looked at at
/// once.
class RecordFormReader {
 public:
  explicit RecordFormReader(Document& document)
      : document_(document),
        begin_(document.bytes().data()),
        end_(begin_ + document.bytes().size()),
        at_(begin_) {}

  bool read() {
    const std::string_view text = document_.bytes();
    if (text.empty() || text.back() != '\n' || !is_printable_text(text)) return false;
    go_to_item();
    return !at_end() && indent_ == 0 && read_mapping(0, Key(0)) && at_end();
  }

 private:
  [[nodiscard]] bool at_end() const { return at_ == end_; }
  [[nodiscard]] std::uint32_t offset_of(const char* at) const {
    return static_cast<std::uint32_t>(at - begin_);
  }
  [[nodiscard]] const char* find_newline(const char* from) const {
    return static_cast<const char*>(std::memchr(from, '\n', static_cast<std::size_t>(end_ - from)));
  }

  /// Passes over empty lines and comments of their own line to the next text, and measures the
  /// spaces before it.
  void go_to_item() {
    const char* line = at_;
    while (true) {
      const char* at = find_text(line);
      indent_ = static_cast<std::size_t>(at - line);
      if (*at == '#') at = find_newline(at);
      at_ = at;
      if (*at != '\n') return;
      line = at + 1;
    }
  }

  /// The first byte of `line` that is no space.
  static const char* find_text(const char* line) {
    return skip_spaces(line + (~(SixteenBytes(line) == ' ')).first());
  }

  static const char* skip_spaces(const char* at) {
    while (*at == ' ') ++at;
    return at;
  }

  /// After a value: the end of the line, or blanks, a comment and then the end.
  bool finish_line() {
    const char* at = skip_spaces(at_);
    if (*at == '#' && at != at_) at = find_newline(at);
    if (*at != '\n') return false;
    at_ = at + 1;
    go_to_item();
    return true;
  }

  // Each of these begins at the first character of what it reads, and ends at the next item.

  /// Items `key: value` at `indent`; the first may begin in the middle of a line (after `- `).
  bool read_mapping(std::size_t indent, const Key& key) {
    const NodeIndex mapping = open(Kind::mapping, key);
    if (++depth_ > max_depth) return false;
    Keys keys{mapping};
    const char* line = at_;
    do {
      const LineMarks marks(line);
      const char* key_end = find_key_end(at_);
      if (*at_ < 'a' || *at_ > 'z' || *key_end != ':' || key_end - at_ > max_key_length)
        return false;
      const Key item({at_, key_end}, {offset_of(at_), offset_of(key_end)});
      if (!note_key(item, keys)) return false;
      line = read_plain_line(marks, key_end, item);
      if (line != nullptr) continue;
      // The other items get a key of their own, so that this one can stay in registers.
      if (!read_item(key_end, indent, Key(item))) return false;
      line = at_;
    } while (!at_end() && indent_ == indent && *at_ != '-');
    --depth_;
    document_.close(mapping, last_end_);
    return at_end() || indent_ < indent;
  }

  /// Nearly all items are a plain text behind the key on the same line: null when this is another,
  /// else where the line of the next begins.
  const char* read_plain_line(const LineMarks& marks, const char* key_end, const Key& key) {
    const char* text = key_end + 2;
    if (key_end[1] != ' ' || !begins_plain[static_cast<unsigned char>(*text)]) return nullptr;
    const char* text_end = marks.find_end(text);
    if (*text_end != '\n' || text_end[-1] == ' ') return nullptr;
    add_scalar(Style::plain, {offset_of(text), offset_of(text_end)}, key, {text, text_end});
    const char* next = text_end + 1;
    at_ = find_text(next);
    indent_ = static_cast<std::size_t>(at_ - next);
    if (*at_ != '\n' && *at_ != '#') return next;
    at_ = next;
    go_to_item();
    return at_;
  }

  /// Any other.
  bool read_item(const char* key_end, std::size_t indent, const Key& key) {
    at_ = key_end + 1;
    if (*at_ == '\n') return read_nested(indent, key);
    return *at_ == ' ' && read_value(indent, key);
  }

  static const char* find_key_end(const char* at) {
    while (true) {
      const SixteenBytes bytes(at);
      const auto of_key =
          bytes.lie_between('a', 'z') | bytes.lie_between('0', '9') | (bytes == '_');
      const std::size_t length = (~of_key).first();
      at += length;
      if (length < SixteenBytes::size) return at;
    }
  }

  /// False when the mapping has the key already, or too many to be sure.
  bool note_key(const Key& key, Keys& keys) {
    if (!keys.seen.note(key.hash)) return true;
    // All items of the open mapping are closed by now.
    const std::vector<Node>& nodes = document_.nodes();
    std::size_t compared = 0;
    for (NodeIndex at = keys.mapping + 1; at < nodes.size(); at = nodes[at].end) {
      if (nodes[at].key_hash == key.hash && nodes[at].key == key.text) return false;
      if (++compared > max_compared) return false;
    }
    return true;
  }

  /// The value of a key on the lines below: a mapping or a sequence, indented by two more.
  bool read_nested(std::size_t indent, const Key& key) {
    ++at_;
    go_to_item();
    if (at_end() || indent_ != indent + 2) return false;
    return *at_ == '-' ? read_sequence(indent + 2, key) : read_mapping(indent + 2, key);
  }

  bool read_sequence(std::size_t indent, const Key& key) {
    const NodeIndex sequence = open(Kind::sequence, key);
    if (++depth_ > max_depth) return false;
    std::uint32_t position = 0;
    do {
      if (at_[0] != '-' || at_[1] != ' ') return false;
      ++at_;
      if (!read_sequence_item(indent, Key(position++))) return false;
    } while (!at_end() && indent_ == indent && *at_ == '-');
    --depth_;
    document_.close(sequence, last_end_);
    return at_end() || indent_ < indent;
  }

  bool read_sequence_item(std::size_t indent, const Key& key) {
    const char* after_key = find_key_end(at_ + 1);
    const bool mapping =
        after_key > at_ + 1 && *after_key == ':' && (after_key[1] == ' ' || after_key[1] == '\n');
    if (!mapping) return read_value(indent, key);
    ++at_;
    return read_mapping(indent + 2, key);
  }

  /// What stands after `key:` or `-` on the same line, from the first space on.
  bool read_value(std::size_t indent, const Key& key) {
    at_ = skip_spaces(at_ + 1);
    if (begins_plain[static_cast<unsigned char>(*at_)]) return read_plain(key);
    if (*at_ == '"') return read_quoted(key);
    if (*at_ == '|') return read_block(indent, key);
    if (*at_ == '[' || *at_ == '{') return read_empty_collection(key);
    return may_begin_plain({at_, end_}) && read_plain(key);
  }

  /// `[]` or `{}`.
  [[gnu::noinline]] bool read_empty_collection(const Key& key) {
    const bool sequence = *at_ == '[';
    if (at_[1] != (sequence ? ']' : '}') || depth_ >= max_depth) return false;
    const NodeIndex node = open(sequence ? Kind::sequence : Kind::mapping, key);
    at_ += 2;
    last_end_ = offset_of(at_);
    document_.close(node, last_end_);
    return finish_line();
  }

  /// Up to the end of the line, or to ` #`. A `: ` makes it another mapping, which this is not.
  bool read_plain(const Key& key) {
    const char* begin = at_;
    const char* end = find_plain_end(begin);
    if (*end == ':') return false;
    while (end > begin && end[-1] == ' ') --end;
    if (end == begin) return false;
    at_ = end;
    add_scalar(Style::plain, span_from(begin), key, {begin, at_});
    return finish_line();
  }

  [[gnu::noinline]] bool read_quoted(const Key& key) {
    const char* begin = at_++;
    bool escaped = false;
    for (; *at_ != '"'; ++at_) {
      if (*at_ == '\\') {
        escaped = true;
        ++at_;
      }
      if (*at_ == '\n') return false;
    }
    const std::string_view inside(begin + 1, static_cast<std::size_t>(at_ - begin - 1));
    ++at_;
    if (escaped && !decode_escapes(inside)) return false;
    add_scalar(Style::quoted, span_from(begin), key, escaped ? document_.keep(decoded_) : inside);
    return finish_line();
  }

  /// Fills `decoded_`.
  bool decode_escapes(std::string_view inside) {
    decoded_.clear();
    for (std::size_t at = 0; at < inside.size(); ++at) {
      if (inside[at] != '\\') {
        decoded_ += inside[at];
        continue;
      }
      ++at;
      switch (inside[at]) {
        case '"':
        case '\\':
          decoded_ += inside[at];
          break;
        case 'n':
          decoded_ += '\n';
          break;
        case 't':
          decoded_ += '\t';
          break;
        case 'u': {
          char32_t value = 0;
          for (int digit = 0; digit < 4; ++digit) {
            if (++at >= inside.size()) return false;
            const int hex = hex_digit(inside[at]);
            if (hex < 0) return false;
            value = value * 16 + static_cast<char32_t>(hex);
          }
          const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
          if (value == 0 || surrogate || value == 0xFFFE || value == 0xFFFF) return false;
          append_utf8(decoded_, value);
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
  [[gnu::noinline]] bool read_block(std::size_t indent, const Key& key) {
    const char* begin = at_;
    const bool strip = at_[1] == '-';
    at_ += strip ? 2 : 1;
    if (*at_ != '\n') return false;
    ++at_;
    const std::size_t content_indent = indent + 2;
    decoded_.clear();
    std::size_t empty_lines = 0;
    while (!at_end()) {
      const char* line = at_;
      while (*line == ' ' && line < at_ + content_indent) ++line;
      if (line < at_ + content_indent) {
        // A line of fewer blanks is an empty one too: what is indented below it goes on.
        if (*line != '\n') break;
        ++empty_lines;
        at_ = line + 1;
        continue;
      }
      const bool first = decoded_.empty();
      if (first && (*line == ' ' || empty_lines > 0)) return false;
      const char* newline = find_newline(line);
      const std::string_view text(line, static_cast<std::size_t>(newline - line));
      if (text.find_first_not_of(' ') == std::string_view::npos) return false;
      if (!first) decoded_.append(empty_lines + 1, '\n');
      decoded_ += text;
      empty_lines = 0;
      last_end_ = offset_of(newline);
      at_ = newline + 1;
    }
    if (decoded_.empty()) return false;
    if (!strip) decoded_ += '\n';
    add_scalar(Style::block, {offset_of(begin), last_end_}, key, document_.keep(decoded_));
    go_to_item();
    return true;
  }

  [[nodiscard]] Span span_from(const char* begin) const {
    return {offset_of(begin), offset_of(at_)};
  }

  NodeIndex open(Kind kind, const Key& key) {
    return document_.open({.kind = kind,
                           .key_hash = key.hash,
                           .position = key.position,
                           .key = key.text,
                           .text = {},
                           .key_span = key.span,
                           .span = span_from(at_)});
  }

  void add_scalar(Style style, Span span, const Key& key, std::string_view text) {
    last_end_ = span.end;
    document_.add({.style = style,
                   .key_hash = key.hash,
                   .position = key.position,
                   .key = key.text,
                   .text = text,
                   .key_span = key.span,
                   .span = span});
  }

  Document& document_;
  const char* begin_;
  const char* end_;
  const char* at_;
  std::size_t indent_ = 0;  ///< of the item at `at_`
  int depth_ = 0;
  std::uint32_t last_end_ = 0;
  std::string decoded_;
};

}  // namespace

bool read_record_form(Document& document) {
  if (RecordFormReader(document).read()) return true;
  document.clear();
  return false;
}

}  // namespace custrec
