// SPDX-License-Identifier: MIT
// The two readers side by side: what the record-form reader accepts, yaml-cpp reads as the same
// tree with the same spans. Handmade texts, the YAML files of this repository, random ones.
#include "record/record_form_reader.hpp"

#include <doctest/doctest.h>

#include <filesystem>

#include "record/limits.hpp"
#include "record/yaml_reader.hpp"
#include "test_support.hpp"

using namespace custrec;
using namespace custrec::test;

namespace {

/// How the two readers differ on `text`; empty when they don't, or when it isn't record form.
struct Agreement {
  bool accepted = false;
  std::string difference;
};

Agreement compare_readers(const std::string& text) {
  Document fast(text);
  Agreement agreement;
  agreement.accepted = read_record_form(fast);
  Reading reference{Document(text), {}, true};
  read_yaml(reference);
  if (!agreement.accepted) {
    if (!fast.nodes().empty()) agreement.difference = "refused, but the tree is not empty\n";
    return agreement;
  }
  const std::string left = show_tree(fast);
  const std::string right = show_tree(reference.document);
  if (!reference.faults.empty() || !reference.readable) {
    agreement.difference = "yaml-cpp finds faults: " + show_faults(reference.faults);
  } else if (left != right) {
    agreement.difference = "record form:\n" + left + "yaml-cpp:\n" + right;
  }
  return agreement;
}

/// What must hold of any tree; names the first thing that doesn't.
std::string find_broken_invariant(const Reading& reading) {
  const Document& document = reading.document;
  const std::size_t size = document.bytes().size();
  const auto& nodes = document.nodes();
  if (!reading.readable && (!nodes.empty() || reading.faults.empty())) return "unreadable, but…";
  if (reading.readable && (nodes.empty() || nodes[0].kind != Kind::mapping)) return "no root";
  for (const Fault& fault : reading.faults) {
    if (fault.offset > size || fault.message.empty()) return "fault beyond the text";
  }
  for (std::size_t at = 0; at < nodes.size(); ++at) {
    const Node& node = nodes[at];
    if (node.span.begin > node.span.end || node.span.end > size)
      return "span of " + show_tree(document);
    if (node.key_span.begin > node.key_span.end || node.key_span.end > size) return "key span";
    if (node.end <= at || node.end > nodes.size()) return "end";
    if (node.kind == Kind::scalar && node.end != at + 1) return "scalar with children";
    if (at > 0 && at < nodes[0].end && node.span.end > nodes[0].span.end) {
      return "a child ends behind the root: " + show_tree(document);
    }
  }
  return {};
}

struct Row {
  std::string text;
  bool accepted;
};

std::string repeat(const std::string& piece, int times) {
  std::string text;
  for (int at = 0; at < times; ++at) text += piece;
  return text;
}

std::string nested(int levels, const std::string& last) {
  std::string text;
  for (int level = 0; level + 1 < levels; ++level) text += repeat("  ", level) + "a:\n";
  return text + repeat("  ", levels - 1) + "a: " + last + "\n";
}

std::string many_keys(int count) {
  std::string text;
  for (int at = 0; at < count; ++at) text += "k" + std::to_string(at) + ": v\n";
  return text;
}

std::vector<Row> handmade() {
  return {
      {"a: x\n", true},
      {"a: x", false},
      {"", false},
      {"\n", false},
      {"# only\n", false},
      {"\xEF\xBB\xBF"
       "a: x\n",
       false},
      {"---\na: x\n", false},
      {"a: x\n...\n", false},
      {"a: x\n---\nb: y\n", false},
      // Blank lines and comments.
      {"\n\n# top\n\na: x\n", true},
      {"a: x\n\n\n", true},
      {"a: x\n# end\n", true},
      {"a: x\n# end", false},
      {"a: x # remark\n", true},
      {"a: x  #\n", true},
      {"a: x# none\n", true},
      {"a: x #remark: [y]\n", true},
      {"a: \"x\" # remark\nb: y\n", true},
      {"a: \"x\"# remark\n", false},
      {"a: \"x\"   \n", true},
      {"a: [] # remark\nb: {} # remark\n", true},
      {"a:   \"x\"  # r\n", true},
      {"a:  |\n  x\n", true},
      {"a:  []  \n", true},
      {"a:  b: c\n", false},
      {"a:\n  -  b: c\n", false},
      {"a:\n  -  - b\n", false},
      {"a: []# remark\n", false},
      {"a: # remark\n  b: x\n", false},
      {"a:\n# at the margin\n  b: x\n", true},
      {"a:\n      # deeper\n  b: x\n    # deeper still\nc: y\n", true},
      {"a:\n  - x\n# margin\n  - y\n      # deep\n\n  - z\n", true},
      {"a:\n\n  b: x\n\n\n  c: y\n", true},
      {"a:\n   \n  b: x\n", true},
      {"  # indented\na: x\n", true},
      {"a: x\n  \nb: y\n", true},
      {"a: x\n\t\nb: y\n", false},
      {"a: x\n\t# c\nb: y\n", false},
      {"# tab\there\na: x\n", false},
      {"# 注释 — \xE2\x80\x8B ok\na: x\n", true},
      {"# next\xC2\x85line\na: x\n", false},
      // Plain values.
      {"a: null\nb: ~\nc: NULL\nd: Null\n", true},
      {"null: a\nno: b\nyes: c\non: d\ntrue: e\n", true},
      {"a: no\nb: 0755\nc: 3.10\nd: 1e3\ne: =\nf: <<\n", true},
      {"a: http://example.com:80/?q=a#b\n", true},
      {"a: b: c\n", false},
      {"a: b:\n", false},
      {"a: b :c\n", true},
      {"a: -x\nb: - x\n", false},
      {"a: -x\nb: --\nc: -1\nd: ?x\ne: :x\n", true},
      {"a: -\n", false},
      {"a: ?\n", false},
      {"a: ---\nb: --- x\nc: ...\n", true},
      {"a: it's \"so\"\nb: x,y]}\nc: 5*8 & more | > ! % @ `\n", true},
      {"a: 'x'\n", false},
      {"a: &x y\n", false},
      {"a: *x\n", false},
      {"a: !x y\n", false},
      {"a: @x\n", false},
      {"a: `x\n", false},
      {"a: %x\n", false},
      {"a: x \n", true},
      {"a:  x\n", true},
      {"a: x\n  y\n", false},
      {"a: x\n y: z\n", false},
      {"a: 中文：值，（一）\n", true},
      {"a: x\xC2\x85y\n", false},
      {"a: x\xE2\x80\xA8y\n", false},
      {"a: x\xE2\x80\xA9y\n", false},
      {"a: x\xEF\xBB\xBFy\n", false},
      {"a: \xEF\xBB\xBF\n", false},
      {"a: x\xC2\xA0\n", true},
      {"a: \xE3\x80\x80x\xE3\x80\x80\n", true},
      {"a: x\xE2\x80\x8By \xF0\x9F\x98\x80\n", true},
      {"a: x\ty\n", false},
      {"a:\tx\n", false},
      {"a: x\r\nb: y\r\n", false},
      {"a: x\x7F\n", false},
      {"a:\n", false},
      {"a: \n", false},
      {"a:\nb: x\n", false},
      // Quotes.
      {"a: \"\"\n", true},
      {R"(a: "q \" b \\ n \n t \t u \u4E2d \uFEFF \u0085 \u2028 \u0001")"
       "\n",
       true},
      {R"(a: "\x41")"
       "\n",
       false},
      {R"(a: "\N")"
       "\n",
       false},
      {R"(a: "\/")"
       "\n",
       false},
      {R"(a: "\u12")"
       "\n",
       false},
      {R"(a: "\uD83D\uDE00")"
       "\n",
       false},
      {R"(a: "\u0000")"
       "\n",
       false},
      {R"(a: "\\")"
       "\n",
       true},
      {R"(a: "\")"
       "\n",
       false},
      {"a: \"x\n  y\"\n", false},
      {"a: \"x\ty\"\n", false},
      {"a: \" x: y # z \"\n", true},
      {"a: \"x\" y\n", false},
      {"a: \"x\": y\n", false},
      {"\"a\": x\n", false},
      {"a: \"中\xC2\x85文\"\n", false},
      // Literal blocks.
      {"a: |\n  x\n", true},
      {"a: |-\n  x\n", true},
      {"a: |-\n  x\n\n\n  y\n", true},
      {"a: |-\n  x\n    deeper\n  back\nb: y\n", true},
      {"a: |\n  # no comment\n  x # none either\n# a comment\nb: y\n", true},
      {"a: |-\n  x\n # indented comment\nb: y\n", true},
      {"a: |-\n  x\n\n\n", true},
      {"a: |\n  x\n\n\nb: y\n", true},
      {"a: |\n  x\n\n\n# comment\n\nb: y\n", true},
      {"a: |\n  x\n  \nb: y\n", false},
      {"a: |\n  x\n \nb: y\n", true},
      {"a: |\n  x\n \n  # no comment\n", true},
      {"a: |\n  x\n \n\n  y\n \n# comment\n", true},
      {"a: |\n \n  x\n", false},
      {"a: |\n\n  x\n", false},
      {"a: |\n    x\n  y\n", false},
      {"a: |\n   x\n", false},
      {"a: |\nb: y\n", false},
      {"a: |-\n", false},
      {"a: |+\n  x\n", false},
      {"a: |2\n  x\n", false},
      {"a: | # remark\n  x\n", false},
      {"a: >\n  x\n", false},
      {"a: |-\n  x: y\n  - z\n  \"q\n  [\n  ---\n  ...\n", true},
      {"a: |-\n  x \n  y\n", true},
      {"a: |-\n  x\ty\n", false},
      {"a: |-\n  x\xC2\x85y\n", false},
      {"a: |-\n  x", false},
      {"a:\n  b: |-\n    x\n\n  # comment\n  c: y\n", true},
      {"a:\n  - |-\n    x\n    y\n  - z\n", true},
      {"a:\n  - b: |\n      x\n    c: y\n  - d: z\n", true},
      {"a:\n  - b: |\n      x\n\n\n  - d: z\n", true},
      {"a: |-\n  <<<<<<< no marker\n", true},
      // Sequences.
      {"a:\n  - x\n  - \"y\"\n  - []\n  - {}\n", true},
      {"a:\n- x\n", false},
      {"a:\n    - x\n", false},
      {"a:\n  -  x\n", true},
      {"a:\n  -\n    b: x\n", false},
      {"a:\n  - b: x\n    c: y\n  - b: z\n", true},
      {"a:\n  - b: x\n   c: y\n", false},
      {"a:\n  - b: x\n  c: y\n", false},
      {"a:\n  - - x\n", false},
      {"a:\n  - b:\n      - c:\n          d: x\n    e: y\n", true},
      {"a:\n  - b:\n      c: x\n\n  # between\n\n  - b: []\nd: z\n", true},
      {"a:\n  - x: y: z\n", false},
      {"a:\n  - x:y\n  - x :y\n", true},
      {"a:\n  - null\n  - ~\n  - no\n", true},
      {"a:\n  - null: x\n", true},
      {"a:\n  - # c\n    b: x\n", false},
      {"a:\n  - X: y\n", false},
      {"- a\n", false},
      {"a: [x]\nb: {c: d}\n", false},
      {"a: [ ]\n", false},
      {"a: []x\n", false},
      {"a: [\n]\n", false},
      // Keys.
      {"A: x\n", false},
      {"a-b: x\n", false},
      {"1a: x\n", false},
      {"_a: x\n", false},
      {"a_1: x\n", true},
      {"a : x\n", false},
      {repeat("k", 1024) + ": x\n", true},
      {repeat("k", 1025) + ": x\n", false},
      {"? a\n: x\n", false},
      {"<<: x\n", false},
      {"名: x\n", false},
      {"a: x\na: y\n", false},
      {"a:\n  a: x\nb:\n  a: y\n", true},
      {"a:\n  - b: x\n    b: y\n", false},
      {" a: x\n", false},
      {"a: x\n  b: y\n", false},
      {"a:\n  b: x\n c: y\n", false},
      {"a:\n    b: x\n", false},
      {"a:\n  b: x\n    c: y\n", false},
      {"a:\n  b:\n    c: x\nd: y\n", true},
      // Depth.
      {nested(32, "x"), true},
      {nested(33, "x"), false},
      {nested(31, "[]"), true},
      {nested(32, "[]"), false},
      {nested(32, "{}"), false},
      {many_keys(200), true},
  };
}

class Generator {
 public:
  explicit Generator(unsigned seed) : random_(seed) {}

  std::string make() {
    std::string text = mapping(0, 0, false);
    if (below(3) > 0) {
      for (auto times = below(3) + 1; times > 0; --times) mutate(text);
    }
    return text;
  }

 private:
  std::size_t below(std::size_t limit) { return random_() % limit; }
  std::string pick(const std::vector<std::string>& from) { return from[below(from.size())]; }

  std::string blank(std::size_t indent) {
    if (below(6) > 0) return {};
    switch (below(5)) {
      case 0:
        return "\n";
      case 1:
        return "\n\n";
      case 2:
        return std::string(below(8), ' ') + "# c: " + piece() + "\n";
      case 3:
        return std::string(indent, ' ') + "#\n";
      default:
        return std::string(indent, ' ') + "\n";
    }
  }

  std::string piece() {
    return pick({"x",
                 "null",
                 "~",
                 "no",
                 "a b",
                 "中文",
                 "x: y",
                 "x #y",
                 "- x",
                 "#",
                 "\"",
                 "'",
                 "\\",
                 "0755",
                 "[]",
                 "{}",
                 "|",
                 "|-",
                 ">",
                 "---",
                 "...",
                 "&a",
                 "*a",
                 "!a",
                 "\t",
                 " ",
                 "\xC2\x85",
                 "\xE2\x80\xA8",
                 "\xEF\xBB\xBF",
                 "😀",
                 ":",
                 "a:",
                 "-",
                 "?",
                 "@",
                 "%",
                 "\r",
                 "<<",
                 "=",
                 "key",
                 "\\n",
                 "\\u4e2d",
                 "\\x",
                 ",",
                 "x\xC2\xA0",
                 "\xE3\x80\x80"});
  }

  std::string tail() { return below(6) == 0 ? pick({" # r", "  #", " #x: y", " ", "# x"}) : ""; }

  std::string scalar(std::size_t indent) {
    switch (below(9)) {
      case 0: {
        std::string quoted;
        for (auto left = below(4); left > 0; --left) {
          quoted += pick({"x", " ", ": ", " #", "\\\"", "\\\\", "\\n", "\\t", "\\u00e9", "中", "[",
                          "'", "\\u2028", "\\uFFFE", "\\uffff", "😀"});
        }
        return "\"" + quoted + "\"" + tail() + "\n";
      }
      case 1:
      case 2: {
        std::string block = pick({"|", "|-"}) + "\n";
        const std::size_t lines = 1 + below(3);
        for (std::size_t line = 0; line < lines; ++line) {
          if (line > 0 && below(3) == 0) block += "\n";
          block += std::string(indent + 2 + (line > 0 ? below(3) : 0), ' ') +
                   pick({"x", "# x", "x: y", "- x", "中文 x", "\"x", "| x", "x "}) + "\n";
        }
        return block + (below(4) == 0 ? pick({"\n", "\n\n"}) : "");
      }
      case 3:
        return pick({"[]", "{}"}) + tail() + "\n";
      case 4:
        return piece() + tail() + "\n";
      case 5:
        return piece() + piece() + tail() + "\n";
      default:
        return pick({"x", "null", "no", "中文", "x y", "a:b", "-1", "~", "3.10", "12:30"}) +
               tail() + "\n";
    }
  }

  std::string mapping(std::size_t indent, int depth, bool behind_dash) {
    std::string text;
    const std::size_t items = 1 + below(4);
    for (std::size_t at = 0; at < items; ++at) {
      if (at > 0 || !behind_dash) {
        text += blank(indent);
        text += std::string(indent, ' ');
      }
      text +=
          below(40) == 0 ? pick({"null", "no", "a", "A", "k-1", "1"}) : "k" + std::to_string(at);
      text += ":" + value(indent, depth);
    }
    return text;
  }

  std::string value(std::size_t indent, int depth) {
    const std::size_t kind = depth > 4 ? 2 : below(5);
    if (kind == 0) return "\n" + blank(indent + 2) + mapping(indent + 2, depth + 1, false);
    if (kind == 1) {
      std::string text = "\n";
      for (std::size_t left = 1 + below(3); left > 0; --left) {
        text += blank(indent + 2) + std::string(indent + 2, ' ') + "- ";
        text += below(2) == 0 ? mapping(indent + 4, depth + 1, true) : scalar(indent + 2);
      }
      return text;
    }
    return " " + scalar(indent);
  }

  void mutate(std::string& text) {
    const std::size_t at = text.empty() ? 0 : below(text.size());
    switch (below(5)) {
      case 0:
        text.erase(at, 1);
        break;
      case 1:
        text.insert(at, piece());
        break;
      case 2:
        text.insert(at, pick({"\n", " ", "  ", "\n\n", "\n  ", " #", "\t"}));
        break;
      case 3: {
        const std::size_t line = at == 0 ? 0 : text.rfind('\n', at - 1) + 1;
        const std::size_t end = std::min(text.find('\n', line), text.size() - 1) + 1;
        text.insert(end, text.substr(line, end - line));
        break;
      }
      default: {
        const std::size_t line = at == 0 ? 0 : text.rfind('\n', at - 1) + 1;
        text.insert(line, pick({" ", "  ", "    ", "- ", "# "}));
      }
    }
  }

  std::mt19937 random_;
};

}  // namespace

TEST_CASE("the readers agree on every handmade text, and record form is what it says") {
  for (const Row& row : handmade()) {
    CAPTURE(row.text);
    const Agreement agreement = compare_readers(row.text);
    CHECK(agreement.accepted == row.accepted);
    CHECK(agreement.difference == "");
  }
}

TEST_CASE("the readers agree on every YAML file of the repository") {
  std::size_t files = 0;
  for (const std::string folder : {"schemas", "examples", "tests"}) {
    const auto root = std::filesystem::path(CUSTREC_SOURCE_DIR) / folder;
    if (!std::filesystem::exists(root)) continue;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
      if (!entry.is_regular_file() || entry.path().extension() != ".yaml") continue;
      const std::string text = read_file(entry.path().string());
      if (find_broken_limit(text)) continue;
      CAPTURE(entry.path().string());
      const Agreement agreement = compare_readers(text);
      CHECK(agreement.difference == "");
      if (folder != "tests") CHECK(agreement.accepted);
      ++files;
    }
  }
  CHECK(files >= 11);
}

TEST_CASE("the readers agree on 20,000 random texts and the trees hold together") {
  Generator generator(20261122);
  int accepted = 0;
  int refused = 0;
  int failures = 0;
  for (int round = 0; round < 20000 && failures < 5; ++round) {
    const std::string text = generator.make();
    if (find_broken_limit(text)) continue;
    const Agreement agreement = compare_readers(text);
    (agreement.accepted ? accepted : refused) += 1;
    const std::string broken = find_broken_invariant(read_document(text));
    if (agreement.difference.empty() && broken.empty()) continue;
    ++failures;
    CAPTURE(round);
    CAPTURE(text);
    CHECK(agreement.difference == "");
    CHECK(broken == "");
  }
  CHECK(accepted > 3000);
  CHECK(refused > 3000);
}

TEST_CASE("a tree says what stands where") {
  Document document("a: x # r\nb:\n  - c: \"q\\n\"\n    d: |-\n      l\n\n      m\n\n  - []\n");
  REQUIRE(read_record_form(document));
  CHECK(show_tree(document) ==
        "0 mapping plain key=\"\"@0-0 text=\"\"@0-59 end=7\n"
        "1 scalar plain key=\"a\"@0-1 text=\"x\"@3-4 end=2\n"
        "2 sequence plain key=\"b\"@9-10 text=\"\"@14-59 end=7\n"
        "3 mapping plain key=\"\"@0-0 text=\"\"@16-51 end=6\n"
        "4 scalar quoted key=\"c\"@16-17 text=\"q\\n\"@19-24 end=5\n"
        "5 scalar block key=\"d\"@29-30 text=\"l\\n\\nm\"@32-51 end=6\n"
        "6 sequence plain key=\"\"@0-0 text=\"\"@57-59 end=7\n");
}
