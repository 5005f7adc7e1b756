// SPDX-License-Identifier: MIT
// Changing the text of a record: the result says what was wanted, every other byte stays.
#include "record/rewrite.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <stdexcept>

#include "record/record_form_reader.hpp"
#include "test_support.hpp"

using namespace custrec;
using namespace custrec::test;

namespace {

/// The value at `path` (keys and positions), to be changed.
Value& at(Value& value, std::initializer_list<std::string> path) {
  Value* found = &value;
  for (const std::string& step : path) {
    if (found->kind == Kind::sequence) {
      found = &found->items.at(std::stoul(step));
      continue;
    }
    const auto item = std::find_if(found->items.begin(), found->items.end(),
                                   [&](const Value& one) { return one.key == step; });
    REQUIRE(item != found->items.end());
    found = &*item;
  }
  return *found;
}

void drop(Value& mapping, const std::string& key) {
  REQUIRE(std::erase_if(mapping.items, [&](const Value& item) { return item.key == key; }) == 1);
}

/// The text after `change`, or what rewrite_record threw.
std::string rewrite(const std::string& text, const std::function<void(Value&)>& change) {
  Document document(text);
  REQUIRE(read_record_form(document));
  Value wanted = value_of(document, Document::root);
  change(wanted);
  try {
    return rewrite_record(document, wanted);
  } catch (const std::logic_error& error) {
    return std::string("logic_error: ") + error.what();
  }
}

/// Like `show_value_tree`, but the order of items in mappings doesn't matter.
std::string show_sorted(Value value) {
  if (value.kind == Kind::mapping) {
    std::sort(value.items.begin(), value.items.end(),
              [](const Value& a, const Value& b) { return a.key < b.key; });
  }
  std::string text = value.key + "=" + value.text + "\x01";
  for (const Value& item : value.items) text += show_sorted(item);
  return text + (value.kind == Kind::sequence ? "]" : "}");
}

/// A record of random shape with comments and blank lines wherever they may stand.
class RecordMaker {
 public:
  explicit RecordMaker(std::mt19937& random) : random_(random) {}

  std::string make() {
    comments_ = 0;
    std::string text = blank(0) + mapping(0, 0, false);
    return text + blank(0);
  }
  [[nodiscard]] std::string scalar_text() {
    static const std::vector<std::string> texts = {
        "x",        "no",     "12:30", "two words", "a: b",  "# c",   "中文",         "line\nline",
        "x\n\ny\n", "- dash", "\"q\"", "",          " lead", "t\tab", "l1\n# l2\nl3", "😀"};
    return texts[random_() % texts.size()];
  }

 private:
  std::string blank(std::size_t indent) {
    if (random_() % 5 > 0) return {};
    if (random_() % 3 == 0) return "\n";
    return std::string(indent, ' ') + "# comment " + std::to_string(comments_++) + "\n";
  }

  std::string scalar(std::size_t indent) {
    const std::string text = format_scalar(scalar_text(), random_() % 2 == 0, indent);
    const bool remark = text[0] != '|' && random_() % 6 == 0;
    if (text[0] != '|' && random_() % 8 == 0) return text + "  \n";
    return text + (remark ? " # remark " + std::to_string(comments_++) : "") + "\n";
  }

  std::string mapping(std::size_t indent, int depth, bool behind_dash) {
    std::string text;
    for (std::size_t item = 0, items = 1 + random_() % 4; item < items; ++item) {
      if (item > 0 || !behind_dash) text += blank(indent) + std::string(indent, ' ');
      text += "k" + std::to_string(item) + ":" + value(indent, depth);
    }
    return text;
  }

  std::string value(std::size_t indent, int depth) {
    const auto kind = depth > 2 ? 9 : random_() % 8;
    if (kind == 0) return "\n" + mapping(indent + 2, depth + 1, false);
    if (kind <= 2) {
      std::string text = "\n";
      for (auto left = 1 + random_() % 3; left > 0; --left) {
        text += blank(indent + 2) + std::string(indent + 2, ' ') + "- ";
        text += random_() % 2 == 0 ? mapping(indent + 4, depth + 1, true) : scalar(indent + 2);
      }
      return text;
    }
    if (kind == 3) return random_() % 2 == 0 ? " []\n" : " {}\n";
    return spaces() + scalar(indent);
  }

  std::string spaces() { return std::string(random_() % 8 == 0 ? 3 : 1, ' '); }

  std::mt19937& random_;
  int comments_ = 0;
};

/// What a random change is about: the node that was set or removed, or became empty or filled, or
/// no_node when something was put between others.
struct Touched {
  NodeIndex node = no_node;
  NodeIndex next = no_node;  ///< the item behind a removed one
};

/// One random change somewhere in `value`; never empties the root.
Touched change_randomly(std::mt19937& random, RecordMaker& maker, Value& value, bool root) {
  static int fresh = 0;
  if (value.kind == Kind::scalar) {
    value.text = maker.scalar_text();
    value.bare = random() % 2 == 0;
    return {value.origin, no_node};
  }
  const auto choice = random() % 6;
  if (choice == 0) {
    const Touched touched{value.items.empty() ? value.origin : no_node, no_node};
    const auto where = static_cast<std::ptrdiff_t>(random() % (value.items.size() + 1));
    const std::string key = value.kind == Kind::mapping ? "new_" + std::to_string(fresh++) : "";
    Value added =
        random() % 3 == 0
            ? make_mapping(key, {make_text("p", maker.scalar_text()), make_text("q", "x")})
            : make_text(key, maker.scalar_text());
    value.items.insert(value.items.begin() + where, std::move(added));
    return touched;
  }
  if (choice == 1 && value.items.size() > (root ? 1 : 0)) {
    const auto where =
        value.items.begin() + static_cast<std::ptrdiff_t>(random() % value.items.size());
    const bool last = value.items.size() == 1;
    const bool has_next = where + 1 != value.items.end();
    const Touched touched{last ? value.origin : where->origin,
                          has_next ? (where + 1)->origin : no_node};
    value.items.erase(where);
    return touched;
  }
  if (value.items.empty()) return {value.origin, no_node};
  return change_randomly(random, maker, value.items[random() % value.items.size()], false);
}

/// Whether `after` is `before` with something else in the lines of what was touched, or with
/// something put in between.
bool touches_nothing_else(const Document& document, const std::string& after, Touched touched) {
  const std::string_view before = document.bytes();
  if (touched.node == no_node) {
    std::size_t same = 0;
    while (same < before.size() && same < after.size() && before[same] == after[same]) ++same;
    std::size_t rest = 0;
    while (rest < before.size() - same &&
           before[before.size() - 1 - rest] == after[after.size() - 1 - rest]) {
      ++rest;
    }
    return same + rest >= before.size();
  }
  const auto begin_of = [&](NodeIndex node) {
    const Node& item = document[node];
    return item.key.empty() ? item.span.begin : item.key_span.begin;
  };
  const std::size_t newline = before.rfind('\n', begin_of(touched.node));
  const std::size_t begin = newline == before.npos ? 0 : newline + 1;
  std::size_t end = before.find('\n', document[touched.node].span.end) + 1;
  if (touched.next != no_node) end = std::max<std::size_t>(end, begin_of(touched.next));
  return after.starts_with(before.substr(0, begin)) && after.ends_with(before.substr(end)) &&
         after.size() + end >= begin + before.size();
}

/// How often random tests try: CUSTREC_ROUNDS, else `usual`.
int rounds(int usual) {
  const char* wanted = std::getenv("CUSTREC_ROUNDS");
  return wanted == nullptr ? usual : std::atoi(wanted);
}

const std::string sample =
    "# 客户档案\n"
    "id: C1  # number\n"
    "\n"
    "name: \"old\"   # the name\n"
    "note: |-\n"
    "  first\n"
    "\n"
    "  second\n"
    "\n"
    "# contacts below\n"
    "contacts:\n"
    "  # 下午再打\n"
    "  - name: 王小明\n"
    "    mobile: \"13800138000\"\n"
    "    # the end of the first\n"
    "\n"
    "  - name: 李四  # second\n"
    "    title: x\n"
    "    mobile: \"13900139000\"\n"
    "group:\n"
    "  a: 1\n"
    "  # in the group\n"
    "  b: 2\n"
    "tags: []\n"
    "changes: []\n"
    "# the end\n";

std::string with(const std::string& from, const std::string& to) {
  std::string text = sample;
  const std::size_t found = text.find(from);
  REQUIRE(found != std::string::npos);
  REQUIRE(text.find(from, found + 1) == std::string::npos);
  return text.replace(found, from.size(), to);
}

}  // namespace

TEST_CASE("nothing wanted changes nothing") {
  CHECK(rewrite(sample, [](Value&) {}) == sample);
}

TEST_CASE("a scalar is replaced where it stands") {
  CHECK(rewrite(sample, [](Value& v) { at(v, {"id"}).text = "C2"; }) == with("C1", "C2"));
  CHECK(rewrite(sample, [](Value& v) { at(v, {"name"}) = make_text("name", "new"); }) ==
        with("\"old\"", "new"));
  CHECK(rewrite(sample, [](Value& v) { at(v, {"name"}) = make_text("name", ""); }) ==
        with("\"old\"", "\"\""));
  CHECK(rewrite(sample, [](Value& v) {
          at(v, {"contacts", "1", "title"}).text = "x: y";
        }) == with("title: x", "title: \"x: y\""));
  CHECK(rewrite(sample, [](Value& v) {
          at(v, {"contacts", "0", "name"}).text = "王五";
        }) == with("王小明", "王五"));
  CHECK(rewrite(sample, [](Value& v) {
          at(v, {"group", "b"}).text = "3";
        }) == with("b: 2", "b: 3"));
}

TEST_CASE("block texts are replaced, become lines and cease to be") {
  CHECK(rewrite(sample, [](Value& v) { at(v, {"note"}).text = "third\nfourth\n"; }) ==
        with("|-\n  first\n\n  second\n", "|\n  third\n  fourth\n"));
  CHECK(rewrite(sample, [](Value& v) { at(v, {"note"}).text = "short"; }) ==
        with("|-\n  first\n\n  second\n", "short\n"));
  CHECK(rewrite(sample, [](Value& v) {
          at(v, {"contacts", "1", "title"}).text = "a\nb";
        }) == with("title: x\n", "title: |-\n      a\n      b\n"));
  CHECK(rewrite("a:\n  - x\n  - y\n", [](Value& v) {
          at(v, {"a", "0"}).text = "l\nm";
        }) == "a:\n  - |-\n    l\n    m\n  - y\n");
}

TEST_CASE("a remark behind a value that becomes a block goes on the line above") {
  CHECK(rewrite(sample, [](Value& v) { at(v, {"name"}).text = "a\nb"; }) ==
        with("name: \"old\"   # the name\n", "# the name\nname: |-\n  a\n  b\n"));
  CHECK(rewrite("g:\n  a: x # r\n  b: y\n", [](Value& v) {
          at(v, {"g", "a"}).text = "l\nm";
        }) == "g:\n  # r\n  a: |-\n    l\n    m\n  b: y\n");
}

TEST_CASE("a remark is kept when the first value of an entry becomes a block") {
  CHECK(rewrite(sample, [](Value& v) {
          at(v, {"contacts", "1", "name"}).text = "a\nb";
        }) == with("  - name: 李四  # second\n", "  # second\n  - name: |-\n      a\n      b\n"));
  CHECK(rewrite("a:\n  - x # r\n", [](Value& v) {
          at(v, {"a", "0"}).text = "l\nm";
        }) == "a:\n  # r\n  - |-\n    l\n    m\n");
}

TEST_CASE("an item is removed with its lines only") {
  CHECK(rewrite(sample, [](Value& v) { drop(v, "id"); }) == with("id: C1  # number\n", ""));
  CHECK(rewrite(sample, [](Value& v) { drop(v, "note"); }) ==
        with("note: |-\n  first\n\n  second\n", ""));
  CHECK(rewrite(sample, [](Value& v) {
          drop(at(v, {"contacts", "1"}), "title");
        }) == with("    title: x\n", ""));
  CHECK(rewrite(sample, [](Value& v) { drop(at(v, {"group"}), "a"); }) == with("  a: 1\n", ""));
  CHECK(rewrite(sample, [](Value& v) { drop(v, "changes"); }) == with("changes: []\n", ""));
}

TEST_CASE("the second item of an entry takes the place of a removed first one") {
  CHECK(rewrite(sample,
                [](Value& v) {
                  drop(at(v, {"contacts", "0"}), "name");
                }) ==
        with("  - name: 王小明\n    mobile: \"13800138000\"\n", "  - mobile: \"13800138000\"\n"));
  CHECK(rewrite(sample, [](Value& v) {
          drop(at(v, {"contacts", "1"}), "name");
        }) == with("  - name: 李四  # second\n    title: x\n", "  - title: x\n"));
}

TEST_CASE("a first item is removed from an entry with comments or blank lines behind it") {
  const auto without_a = [](Value& v) { drop(at(v, {"l", "0"}), "a"); };
  CHECK(rewrite("l:\n  - a: 1\n    # c\n    b: 2\n", without_a) == "l:\n  # c\n  - b: 2\n");
  CHECK(rewrite("l:\n  - a: 1\n\n    b: 2\n", without_a) == "l:\n\n  - b: 2\n");
}

TEST_CASE("what the random changes found") {
  CHECK(rewrite("k:\n  a: x\n  # c\n  b: y # r\n", [](Value& v) {
          drop(at(v, {"k"}), "a");
          at(v, {"k", "b"}).text = "l\nm";
        }) == "k:\n  # c\n  # r\n  b: |-\n    l\n    m\n");
  CHECK(rewrite("l:\n  - a: x\n    # c\n    b: y # r\n", [](Value& v) {
          drop(at(v, {"l", "0"}), "a");
          at(v, {"l", "0", "b"}).text = "l\nm";
        }) == "l:\n  # r\n  # c\n  - b: |-\n      l\n      m\n");
  CHECK(rewrite("l:\n  - |-\n    t\n  - a: x\n    # c\n    b: y\n", [](Value& v) {
          drop(at(v, {"l", "1"}), "a");
        }) == "l:\n  - |-\n    t\n  # c\n  - b: y\n");
}

TEST_CASE("several items of an entry are removed at once") {
  const std::string text = "l:\n  - a: 1\n    b: 2\n    c: 3\n    d: 4\nz: 5\n";
  const auto without = [&](const std::vector<std::string>& keys) {
    return rewrite(text, [&](Value& v) {
      for (const std::string& key : keys) drop(at(v, {"l", "0"}), key);
    });
  };
  CHECK(without({"a", "b"}) == "l:\n  - c: 3\n    d: 4\nz: 5\n");
  CHECK(without({"a", "b", "c"}) == "l:\n  - d: 4\nz: 5\n");
  CHECK(without({"a", "c"}) == "l:\n  - b: 2\n    d: 4\nz: 5\n");
  CHECK(without({"b", "d"}) == "l:\n  - a: 1\n    c: 3\nz: 5\n");
  CHECK(without({"a", "b", "c", "d"}) == "l:\n  - {}\nz: 5\n");
}

TEST_CASE("all items of a mapping are replaced by others") {
  CHECK(rewrite("a: 1\n", [](Value& v) { v = make_mapping("", {make_text("b", "2", true)}); }) ==
        "b: 2\n");
  CHECK(rewrite("g:\n  a: 1\nz: 3\n", [](Value& v) {
          at(v, {"g"}) = make_mapping("g", {make_text("b", "2", true)});
        }) == "g:\n  b: 2\nz: 3\n");
  CHECK(rewrite("l:\n  - a: 1\n  - b: 2\n", [](Value& v) {
          at(v, {"l", "0"}) = make_mapping("", {make_text("c", "3", true)});
        }) == "l:\n  - c: 3\n  - b: 2\n");
  CHECK(rewrite("l:\n  - a: 1\n    b: 2\n", [](Value& v) {
          at(v, {"l", "0"}) =
              make_mapping("", {make_text("n", "0", true), make_text("b", "2", true)});
        }) == "l:\n  - n: 0\n    b: 2\n");
}

TEST_CASE("new items go behind the one before them, or in front") {
  const auto insert = [](Value& mapping, std::ptrdiff_t where, Value item) {
    mapping.items.insert(mapping.items.begin() + where, std::move(item));
  };
  CHECK(rewrite(sample, [&](Value& v) { insert(v, 1, make_text("x", "w")); }) ==
        with("id: C1  # number\n", "id: C1  # number\nx: w\n"));
  CHECK(rewrite(sample, [&](Value& v) { insert(v, 0, make_text("x", "w")); }) ==
        with("id: C1", "x: w\nid: C1"));
  CHECK(rewrite(sample, [&](Value& v) { insert(v, 3, make_text("x", "w")); }) ==
        with("  second\n", "  second\nx: w\n"));
  CHECK(rewrite(sample, [&](Value& v) {
          insert(at(v, {"contacts", "0"}), 0, make_text("x", "w"));
        }) == with("  - name: 王小明\n", "  - x: w\n    name: 王小明\n"));
  CHECK(rewrite(sample, [&](Value& v) {
          insert(at(v, {"contacts", "0"}), 2, make_text("x", "w"));
        }) == with("    mobile: \"13800138000\"\n", "    mobile: \"13800138000\"\n    x: w\n"));
  CHECK(
      rewrite(sample, [&](Value& v) {
        insert(v, 1, make_mapping("x", {make_text("y", "z")}));
        insert(v, 2, make_sequence("w", {make_text("", "q\nr")}));
      }) == with("id: C1  # number\n", "id: C1  # number\nx:\n  y: z\nw:\n  - |-\n    q\n    r\n"));
}

TEST_CASE("entries are appended and removed at the end of a list") {
  CHECK(rewrite(sample,
                [](Value& v) {
                  at(v, {"contacts"})
                      .items.push_back(
                          make_mapping("", {make_text("name", "新"), make_text("note", "a\nb")}));
                }) ==
        with("    mobile: \"13900139000\"\n",
             "    mobile: \"13900139000\"\n  - name: 新\n    note: |-\n      a\n      b\n"));
  CHECK(rewrite(sample, [](Value& v) { at(v, {"contacts"}).items.pop_back(); }) ==
        with("  - name: 李四  # second\n    title: x\n    mobile: \"13900139000\"\n", ""));
}

TEST_CASE("an entry goes from the middle with its own lines, and comments stay with the others") {
  const std::string text =
      "l:\n  # one\n  - a: 1\n    b: x\n  # two\n  - a: 2  # r\n    # in two\n    b: y\n\n  # "
      "three\n  - a: 3\n";
  const auto drop_at = [&](std::size_t position) {
    return rewrite(text, [&](Value& v) {
      auto& items = at(v, {"l"}).items;
      items.erase(items.begin() + static_cast<std::ptrdiff_t>(position));
    });
  };
  CHECK(drop_at(0) ==
        "l:\n  # one\n  # two\n  - a: 2  # r\n    # in two\n    b: y\n\n  # three\n  - a: 3\n");
  CHECK(drop_at(1) == "l:\n  # one\n  - a: 1\n    b: x\n  # two\n\n  # three\n  - a: 3\n");
  CHECK(drop_at(2) ==
        "l:\n  # one\n  - a: 1\n    b: x\n  # two\n  - a: 2  # r\n    # in two\n    b: y\n\n  # "
        "three\n");
}

TEST_CASE("a new entry goes between two others, or before the comments of the first") {
  const std::string text = "l:\n  # one\n  - a: 1\n  # two\n  - a: 2\n";
  const auto insert_at = [&](std::size_t position) {
    return rewrite(text, [&](Value& v) {
      auto& items = at(v, {"l"}).items;
      items.insert(items.begin() + static_cast<std::ptrdiff_t>(position),
                   make_mapping("", {make_text("a", "new")}));
    });
  };
  CHECK(insert_at(0) == "l:\n  - a: new\n  # one\n  - a: 1\n  # two\n  - a: 2\n");
  CHECK(insert_at(1) == "l:\n  # one\n  - a: 1\n  - a: new\n  # two\n  - a: 2\n");
  CHECK(insert_at(2) == "l:\n  # one\n  - a: 1\n  # two\n  - a: 2\n  - a: new\n");
}

TEST_CASE("plain values come into a list and go out of it by what they say") {
  const std::string text = "t:\n  - x  # r\n  - yy\n  - z\n";
  const auto become = [&](const std::vector<std::string>& values) {
    return rewrite(text, [&](Value& v) {
      Value& list = at(v, {"t"});
      list.items.clear();
      for (const std::string& value : values) list.items.push_back(make_text("", value));
    });
  };
  CHECK(become({"x", "z"}) == "t:\n  - x  # r\n  - z\n");
  CHECK(become({"yy", "z"}) == "t:\n  - yy\n  - z\n");
  CHECK(become({"x", "yy", "z", "w"}) == "t:\n  - x  # r\n  - yy\n  - z\n  - w\n");
  CHECK(become({"v", "yy", "z"}) == "t:\n  - v  # r\n  - yy\n  - z\n");
}

TEST_CASE("unusual spacing stays around a new value") {
  CHECK(rewrite("a:   x   # r\nb:  \"y\"  \nl:\n  -   z\n", [](Value& v) {
          at(v, {"a"}).text = "1x";
          at(v, {"b"}).text = "2y";
          at(v, {"l", "0"}).text = "3z";
        }) == "a:   1x   # r\nb:  2y  \nl:\n  -   3z\n");
}

TEST_CASE("a value that could be misread gets its quotes, when asked for") {
  CHECK(rewrite("a: 0755\nb: 0755\nc: \"x\"\n", [](Value& v) { at(v, {"a"}).bare = false; }) ==
        "a: \"0755\"\nb: 0755\nc: \"x\"\n");
}

TEST_CASE("an empty list gets its first entry, a last entry leaves an empty list") {
  CHECK(rewrite(sample, [](Value& v) {
          at(v, {"tags"}).items.push_back(make_text("", "x"));
          at(v, {"changes"}).items.push_back(make_mapping("", {make_text("at", "2024")}));
        }) == with("tags: []\nchanges: []\n", "tags:\n  - x\nchanges:\n  - at: \"2024\"\n"));
  CHECK(rewrite("a:\n  - x\n  - y\nb: z\n", [](Value& v) { at(v, {"a"}).items.clear(); }) ==
        "a: []\nb: z\n");
  CHECK(rewrite("a:\n  b: x\nc: z\n", [](Value& v) { at(v, {"a"}).items.clear(); }) ==
        "a: {}\nc: z\n");
  CHECK(rewrite("a:\n  # one\n  - x\n\n  # end\nb: z\n", [](Value& v) {
          at(v, {"a"}).items.clear();
        }) == "a: []\n  # one\n\n  # end\nb: z\n");
  CHECK(rewrite("l:\n  - {}\n  - x\n", [](Value& v) {
          at(v, {"l", "0"}).items.push_back(make_text("a", "b"));
        }) == "l:\n  - a: b\n  - x\n");
}

TEST_CASE("the remark behind an empty list stays when it gets its first entry") {
  CHECK(rewrite("tags: []  # none yet\nb: x\n", [](Value& v) {
          at(v, {"tags"}).items.push_back(make_text("", "x"));
        }) == "# none yet\ntags:\n  - x\nb: x\n");
  CHECK(rewrite("g:\n  tags: [] # none yet\n", [](Value& v) {
          at(v, {"g", "tags"}).items.push_back(make_text("", "x"));
        }) == "g:\n  # none yet\n  tags:\n    - x\n");
}

TEST_CASE("a value becomes one of another kind") {
  CHECK(rewrite("a: x\nb: y\n", [](Value& v) {
          at(v, {"a"}) = make_sequence("a", {make_text("", "z")});
        }) == "a:\n  - z\nb: y\n");
  CHECK(rewrite("a:\n  - z\nb: y\n", [](Value& v) { at(v, {"a"}) = make_text("a", "x"); }) ==
        "a: x\nb: y\n");
  CHECK(rewrite("l:\n  - x\n  - c: d\n", [](Value& v) {
          at(v, {"l", "0"}) = make_mapping("", {make_text("a", "b")});
          at(v, {"l", "1"}) = make_text("", "e");
        }) == "l:\n  - a: b\n  - e\n");
  CHECK(rewrite("a: []\n", [](Value& v) { at(v, {"a"}) = make_mapping("a"); }) == "a: {}\n");
}

TEST_CASE("many changes at once don't disturb each other") {
  CHECK(rewrite(sample,
                [](Value& v) {
                  at(v, {"id"}).text = "C2";
                  drop(v, "name");
                  at(v, {"contacts", "0", "mobile"}).text = "13700137000";
                  drop(at(v, {"contacts", "1"}), "name");
                  at(v, {"contacts"}).items.push_back(make_mapping("", {make_text("name", "新")}));
                  drop(at(v, {"group"}), "b");
                  v.items.push_back(make_text("end", "x"));
                }) ==
        "# 客户档案\nid: C2  # number\n\nnote: |-\n  first\n\n  second\n\n# contacts below\n"
        "contacts:\n  # 下午再打\n  - name: 王小明\n    mobile: \"13700137000\"\n"
        "    # the end of the first\n\n  - title: x\n    mobile: \"13900139000\"\n  - name: 新\n"
        "group:\n  a: 1\n  # in the group\ntags: []\nchanges: []\nend: x\n# the end\n");
}

TEST_CASE("random changes of scalars leave every other byte alone") {
  std::mt19937 random(11);
  RecordMaker maker(random);
  int changed = 0;
  for (int round = 0; round < rounds(1500); ++round) {
    const std::string text = maker.make();
    Document document(text);
    REQUIRE_MESSAGE(read_record_form(document), text);
    std::vector<NodeIndex> scalars;
    for (NodeIndex node = 0; node < document.nodes().size(); ++node) {
      if (document[node].kind == Kind::scalar) scalars.push_back(node);
    }
    if (scalars.empty()) continue;
    const NodeIndex node = scalars[random() % scalars.size()];
    const std::string wanted_text = "n" + std::to_string(round);
    Value wanted = value_of(document, Document::root);
    NodeIndex count = 0;
    const std::function<void(Value&)> set = [&](Value& value) {
      if (count++ == node) value.text = wanted_text;
      for (Value& item : value.items) set(item);
    };
    set(wanted);
    std::string expected = text;
    const Span span = document[node].span;
    expected.replace(span.begin, span.end - span.begin, wanted_text);
    CAPTURE(text);
    REQUIRE(rewrite_record(document, wanted) == expected);
    ++changed;
  }
  CHECK(changed > rounds(1500) / 2);
}

TEST_CASE("random changes give exactly what was wanted and touch nothing else") {
  std::mt19937 random(12);
  RecordMaker maker(random);
  int failures = 0;
  for (int round = 0; round < rounds(4000) && failures < 3; ++round) {
    const std::string text = maker.make();
    Document document(text);
    REQUIRE_MESSAGE(read_record_form(document), text);
    Value wanted = value_of(document, Document::root);
    const bool single = random() % 2 == 0;
    Touched touched;
    for (auto left = single ? 1 : 2 + random() % 3; left > 0; --left) {
      touched = change_randomly(random, maker, wanted, true);
    }
    const std::string result = rewrite(text, [&](Value& value) { value = wanted; });
    Document again(result);
    const bool good = read_record_form(again) &&
                      show_sorted(value_of(again, Document::root)) == show_sorted(wanted);
    if (!good) {
      ++failures;
      CAPTURE(text);
      CAPTURE(show_value_tree(wanted));
      CHECK_MESSAGE(good, result);
      continue;
    }
    read_both(result);
    if (single && !touches_nothing_else(document, result, touched)) {
      ++failures;
      CAPTURE(text);
      CHECK_MESSAGE(false, result);
    }
  }
}

TEST_CASE("an impossible change throws and says nothing else") {
  Document document("a: x\n");
  REQUIRE(read_record_form(document));
  CHECK_THROWS_AS(rewrite_record(document, make_mapping("", {make_text("Not A Key", "x")})),
                  std::logic_error);
}
