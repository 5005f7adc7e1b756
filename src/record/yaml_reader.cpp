// SPDX-License-Identifier: MIT
// The reference reader: builds the tree from yaml-cpp's events. yaml-cpp tells where a value
// begins (in bytes) and gives no text for null values, so ends and such texts come from the bytes.
#include "record/yaml_reader.hpp"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <sstream>
#include <unordered_set>

#include "record/limits.hpp"
#include "text/unprintable.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

using YAML::Mark;

/// Nesting goes deeper than a record may: thrown by the handler to stop the parser at once.
struct TooDeep {
  std::uint32_t offset;
};

/// A mapping has more keys than a record may have there: thrown likewise.
struct TooManyKeys {
  std::uint32_t offset;
};

/// A text with this many faults of syntax is no record with slips of the pen.
constexpr std::size_t max_faults = 100;
struct TooManyFaults {};

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

std::uint32_t end_of_quoted(std::string_view bytes, std::uint32_t begin) {
  const char quote = bytes[begin];
  std::uint32_t at = begin + 1;
  while (at < bytes.size() && bytes[at] != quote) {
    const bool escape = quote == '"' && bytes[at] == '\\';
    at += escape ? 2 : 1;
    const bool doubled =
        quote == '\'' && at + 1 < bytes.size() && bytes[at] == '\'' && bytes[at + 1] == '\'';
    if (doubled) at += 2;
  }
  return std::min<std::uint32_t>(at + 1, static_cast<std::uint32_t>(bytes.size()));
}

/// The header line and the lines below it that are indented at least as the first of them.
std::uint32_t end_of_block(std::string_view bytes, std::uint32_t begin, bool has_text) {
  std::size_t line = bytes.find('\n', begin);
  std::size_t end = std::min(line, bytes.size());
  std::size_t indent = std::string_view::npos;
  while (has_text && line != std::string_view::npos && ++line < bytes.size()) {
    const std::size_t newline = std::min(bytes.find('\n', line), bytes.size());
    const std::size_t content = std::min(bytes.find_first_not_of(' ', line), newline);
    if (content < newline && bytes[content] != '\r') {
      if (indent == std::string_view::npos) indent = content - line;
      if (content - line < indent) break;
      end = newline;
    }
    line = newline;
  }
  return static_cast<std::uint32_t>(end);
}

/// Folding changes white space only: walks text and bytes side by side over all the rest.
std::uint32_t end_of_plain(std::string_view bytes, std::uint32_t begin, std::string_view text) {
  std::uint32_t at = begin;
  for (const char c : text) {
    if (is_blank(c)) continue;
    while (at < bytes.size() && is_blank(bytes[at])) ++at;
    ++at;
  }
  return at;
}

class TreeBuilder : public YAML::EventHandler {
 public:
  explicit TreeBuilder(Reading& reading)
      : reading_(reading),
        document_(reading.document),
        bytes_(document_.bytes()),
        bom_(bytes_.starts_with("\xEF\xBB\xBF") ? 3 : 0) {}

  void OnDocumentStart(const Mark& /*mark*/) override {}
  void OnDocumentEnd() override {}
  void OnAnchor(const Mark& /*mark*/, const std::string& /*name*/) override {}

  void OnNull(const Mark& mark, YAML::anchor_t anchor) override {
    const std::uint32_t begin = offset_of(mark);
    refuse_properties(begin, "", anchor);
    add_scalar(begin, null_text_at(begin));
  }

  void OnAlias(const Mark& mark, YAML::anchor_t /*anchor*/) override {
    add_fault(offset_of(mark), {"an alias (*) is not allowed: write the value out",
                                "不允许使用别名（*），请写出值"});
    add_scalar(offset_of(mark), "");
  }

  void OnScalar(const Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    const std::uint32_t begin = offset_of(mark);
    refuse_properties(begin, tag, anchor);
    if (!may_be_stored(value)) {
      add_fault(begin, {"an escape stands for a character that no text may hold",
                        "转义符代表了文本中不允许的字符"});
      add_scalar(begin, "");
      return;
    }
    const bool quoted = begin < bytes_.size() && (bytes_[begin] == '"' || bytes_[begin] == '\'');
    const std::uint32_t end = quoted ? end_of_quoted(bytes_, begin) : begin;
    if (quoted && (end < begin + 2 || bytes_[end - 1] != bytes_[begin])) {
      add_fault(begin, {"a quote is opened here and never closed", "此处的引号没有闭合"});
    }
    add_scalar(begin, value);
  }

  void OnSequenceStart(const Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value /*style*/) override {
    open(Kind::sequence, mark, tag, anchor);
  }
  void OnMapStart(const Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value /*style*/) override {
    open(Kind::mapping, mark, tag, anchor);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapEnd() override { close(); }

  std::uint32_t offset_of(const Mark& mark) const {
    const auto position = static_cast<std::size_t>(std::max(mark.pos, 0)) + bom_;
    return static_cast<std::uint32_t>(std::min(position, bytes_.size()));
  }

 private:
  /// A collection that is open. Of a mapping it knows the key whose value comes next.
  struct Frame {
    NodeIndex node = no_node;  ///< no_node inside a key that is a collection (a fault)
    bool mapping = false;
    bool has_key = false;
    bool key_is_double = false;
    std::string_view key;
    Span key_span;
    NodeIndex value_begin = 0;
    std::uint32_t items = 0;
    std::unordered_set<std::string_view> keys;
  };

  void add_fault(std::uint32_t offset, Text message) {
    if (reading_.faults.size() == max_faults) throw TooManyFaults{};
    reading_.faults.push_back({offset, "syntax", std::move(message)});
  }

  void refuse_properties(std::uint32_t begin, const std::string& tag, YAML::anchor_t anchor) {
    if (anchor != 0) {
      add_fault(begin, {"an anchor (&) is not allowed", "不允许使用锚点（&）"});
    } else if (begin < bytes_.size() && bytes_[begin] == '!' && !tag.empty()) {
      add_fault(begin, {"a tag (!) is not allowed: the schema gives values their type",
                        "不允许使用标签（!）：值的类型由模式决定"});
    }
  }

  /// yaml-cpp tells `null`, `~` and nothing at all alike. A word at the mark is the value, unless
  /// it is the next key.
  [[nodiscard]] std::string_view null_text_at(std::uint32_t begin) const {
    for (const std::string_view word : {"null", "Null", "NULL", "~"}) {
      if (bytes_.substr(begin, word.size()) != word) continue;
      std::size_t after = begin + word.size();
      if (expects_key()) return word;
      while (after < bytes_.size() && (bytes_[after] == ' ' || bytes_[after] == '\t')) ++after;
      const bool key = after < bytes_.size() && bytes_[after] == ':' &&
                       (after + 1 == bytes_.size() || is_blank(bytes_[after + 1]));
      return key ? std::string_view() : word;
    }
    return {};
  }

  [[nodiscard]] bool expects_key() const {
    return !frames_.empty() && frames_.back().mapping && !frames_.back().has_key;
  }

  [[nodiscard]] Span scalar_span(std::uint32_t begin, std::string_view text) const {
    if (begin >= bytes_.size()) return {begin, begin};
    const char first = bytes_[begin];
    if (first == '"' || first == '\'') return {begin, end_of_quoted(bytes_, begin)};
    if (first == '|' || first == '>') {
      const bool has_text = text.find_first_not_of('\n') != std::string_view::npos;
      return {begin, end_of_block(bytes_, begin, has_text)};
    }
    return {begin, end_of_plain(bytes_, begin, text)};
  }

  static Style style_at(std::string_view bytes, Span span) {
    if (span.begin == span.end) return Style::plain;
    const char first = bytes[span.begin];
    if (first == '"' || first == '\'') return Style::quoted;
    return first == '|' || first == '>' ? Style::block : Style::plain;
  }

  void take_key(std::uint32_t begin, std::string_view text) {
    Frame& frame = frames_.back();
    frame.has_key = true;
    frame.key_span = scalar_span(begin, text);
    if (frame.node == no_node) return;
    frame.key = document_.keep(text);
    frame.value_begin = static_cast<NodeIndex>(document_.nodes().size());
    if (frame.keys.size() == max_keys) throw TooManyKeys{begin};
    frame.key_is_double = !frame.keys.insert(frame.key).second;
    if (frame.key == "<<") {
      add_fault(begin, {"a merge key (<<) is not allowed", "不允许使用合并键（<<）"});
    } else if (frame.key_is_double) {
      add_fault(begin, fill({"the key {} stands here a second time", "键 {} 在此重复出现"},
                            {escape_controls(frame.key)}));
    }
  }

  void add_scalar(std::uint32_t begin, std::string_view text) {
    if (expects_key()) {
      take_key(begin, text);
      return;
    }
    if (is_ignored()) {
      finish_value();
      return;
    }
    Node node;
    set_place(node);
    node.span = scalar_span(begin, text);
    node.style = style_at(bytes_, node.span);
    node.text = document_.keep(text);
    document_.add(node);
    last_end_ = node.span.end;
    finish_value();
  }

  [[nodiscard]] bool is_ignored() const {
    return !frames_.empty() && frames_.back().node == no_node;
  }

  void set_place(Node& node) const {
    if (frames_.empty()) return;
    const Frame& frame = frames_.back();
    if (!frame.mapping) {
      node.position = frame.items;
      return;
    }
    node.key = frame.key;
    node.key_hash = KeyHash(node.key);
    node.key_span = frame.key_span;
  }

  void finish_value() {
    if (frames_.empty()) return;
    Frame& frame = frames_.back();
    if (frame.key_is_double && frame.node != no_node) document_.drop_last(frame.value_begin);
    frame.has_key = false;
    frame.key_is_double = false;
    ++frame.items;
  }

  void open(Kind kind, const Mark& mark, const std::string& tag, YAML::anchor_t anchor) {
    const std::uint32_t begin = offset_of(mark);
    if (frames_.size() >= static_cast<std::size_t>(max_depth)) throw TooDeep{begin};
    refuse_properties(begin, tag, anchor);
    const bool as_key = expects_key();
    if (as_key) {
      add_fault(begin, {"a key is a word, not a list or mapping", "键须为单词，不能是列表或映射"});
    }
    Frame frame;
    frame.mapping = kind == Kind::mapping;
    if (!as_key && !is_ignored()) {
      Node node;
      node.kind = kind;
      set_place(node);
      node.span = {begin, begin};
      frame.node = document_.open(node);
      last_end_ = begin;
    }
    frames_.push_back(std::move(frame));
  }

  void close() {
    const NodeIndex node = frames_.back().node;
    frames_.pop_back();
    if (node != no_node) {
      last_end_ = std::max(last_end_, end_of_flow(node));
      document_.close(node, last_end_);
    }
    if (expects_key()) {
      take_key(0, "");
    } else {
      finish_value();
    }
  }

  /// Behind the bracket of a flow collection; 0 for a block collection.
  [[nodiscard]] std::uint32_t end_of_flow(NodeIndex node) const {
    const std::uint32_t begin = document_[node].span.begin;
    if (begin >= bytes_.size() || (bytes_[begin] != '[' && bytes_[begin] != '{')) return 0;
    for (std::size_t at = std::max(last_end_, begin + 1); at < bytes_.size(); ++at) {
      if (bytes_[at] == ']' || bytes_[at] == '}') return static_cast<std::uint32_t>(at + 1);
      if (bytes_[at] == '#') at = std::min(bytes_.find('\n', at), bytes_.size());
    }
    return 0;
  }

  Reading& reading_;
  Document& document_;
  std::string_view bytes_;
  std::size_t bom_;
  std::vector<Frame> frames_;
  std::uint32_t last_end_ = 0;
};

/// Only whether another document begins, and where.
class DocumentFinder : public YAML::EventHandler {
 public:
  void OnDocumentStart(const Mark& mark) override { throw mark; }
  void OnDocumentEnd() override {}
  void OnNull(const Mark&, YAML::anchor_t) override {}
  void OnAlias(const Mark&, YAML::anchor_t) override {}
  void OnScalar(const Mark&, const std::string&, YAML::anchor_t, const std::string&) override {}
  void OnSequenceStart(const Mark&, const std::string&, YAML::anchor_t,
                       YAML::EmitterStyle::value) override {}
  void OnSequenceEnd() override {}
  void OnMapStart(const Mark&, const std::string&, YAML::anchor_t,
                  YAML::EmitterStyle::value) override {}
  void OnMapEnd() override {}
};

void fail(Reading& reading, std::uint32_t offset, Text message) {
  reading.document.clear();
  reading.faults = {{offset, "syntax", std::move(message)}};
  reading.readable = false;
}

/// What yaml-cpp says, for people who have never heard of tokens.
Text describe(const YAML::Exception& error) {
  struct Row {
    std::string_view part;  ///< of the message
    Text meaning;
  };
  static const std::vector<Row> rows = {
      {"end of map",
       {"a quote or bracket that was opened above is not closed before here",
        "上文打开的引号或括号在此之前没有闭合"}},
      {"end of seq",
       {"a bracket that was opened above is not closed before here",
        "上文打开的括号在此之前没有闭合"}},
      {"illegal EOF", {"a quote or bracket is never closed", "引号或括号没有闭合"}},
      {"illegal map value",
       {"a colon too many, or a line indented too deep", "多了一个冒号，或缩进过深"}},
      {"illegal block entry", {"a list item (-) where none can stand", "此处不能有列表项（-）"}},
      {"illegal tab", {"a tab in the indentation: use spaces", "缩进中有制表符：请用空格"}},
      {"tabs", {"a tab in the indentation: use spaces", "缩进中有制表符：请用空格"}},
      {"unknown token",
       {"a character that can't begin a value: put the value in quotes",
        "值不能以此字符开头：请加引号"}},
      {"anchor", {"an alias (*) or anchor (&) is not allowed", "不允许使用别名（*）或锚点（&）"}},
      {"unknown escape",
       {"an unknown escape after \\ in double quotes", "双引号中 \\ 之后的转义符无效"}},
      {"hex number", {"a hexadecimal number after \\ is faulty", "\\ 之后的十六进制数字无效"}},
      {"invalid unicode", {"there is no character of that number", "\\ 之后的字符编号无效"}},
      {"flow end", {"a closing bracket too many", "多了一个右括号"}},
      {"map key", {"a key (?) where none can stand", "此处不能有键（?）"}},
      {"document indicator", {"a line --- or ... within quotes", "引号中不能有 --- 或 ... 行"}},
      {"version", {"there is no such version of YAML", "没有这个 YAML 版本"}},
      {"block scalar",
       {"a fault in the first line of a text block (| or >)", "文本块（| 或 >）的首行有误"}},
      {"directive", {"a faulty directive (%)", "指令（%）有误"}},
      {"tag", {"a faulty tag (!)", "标签（!）有误"}},
  };
  for (const Row& row : rows) {
    if (error.msg.find(row.part) != std::string::npos) {
      return fill({"not YAML: {}", "不是有效的 YAML：{}"}, {row.meaning});
    }
  }
  return {"not YAML: " + error.msg, "不是有效的 YAML"};
}

void find_second_document(Reading& reading, YAML::Parser& parser, const TreeBuilder& builder) {
  try {
    DocumentFinder finder;
    parser.HandleNextDocument(finder);
  } catch (const Mark& mark) {
    reading.faults.push_back({builder.offset_of(mark),
                              "syntax",
                              {"a second document begins here: one file holds one record",
                               "此处开始第二个文档：一个文件只存一份档案"}});
  }
}

}  // namespace

void read_yaml(Reading& reading) {
  if (auto deep = find_deep_flow(reading.document.bytes())) {
    fail(reading, deep->offset, std::move(deep->message));
    return;
  }
  TreeBuilder builder(reading);
  try {
    std::istringstream stream{std::string(reading.document.bytes())};
    YAML::Parser parser(stream);
    if (!parser.HandleNextDocument(builder)) {
      fail(reading, 0, {"the file is empty", "文件为空"});
      return;
    }
    find_second_document(reading, parser, builder);
  } catch (const TooDeep& deep) {
    fail(reading, deep.offset, too_deep_message());
    return;
  } catch (const TooManyKeys& many) {
    fail(reading, many.offset,
         fill({"more than {} keys in one mapping", "一个映射中的键超过 {} 个"}, {max_keys}));
    return;
  } catch (const TooManyFaults&) {
    std::vector<Fault> faults = std::move(reading.faults);
    fail(reading, faults.back().offset,
         {"more faults than these; the rest is not read", "错误过多，其余部分未读取"});
    reading.faults.insert(reading.faults.begin(), faults.begin(), faults.end());
    return;
  } catch (const YAML::Exception& error) {
    fail(reading, builder.offset_of(error.mark), describe(error));
    return;
  }
  const auto& nodes = reading.document.nodes();
  if (nodes.empty() || nodes[0].kind != Kind::mapping) {
    const std::uint32_t offset = nodes.empty() ? 0 : nodes[0].span.begin;
    fail(reading, offset,
         {"the file holds no fields (field: value)", "文件中没有字段（字段: 值）"});
    return;
  }
  std::stable_sort(reading.faults.begin(), reading.faults.end(),
                   [](const Fault& a, const Fault& b) { return a.offset < b.offset; });
}

}  // namespace custrec
