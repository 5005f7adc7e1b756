// SPDX-License-Identifier: MIT
// A target of libFuzzer: two sides are made of a record by edits that the input spells, and merged.
// With either side chosen in the conflicts the result is record form and has all that this side has
// put in; no comment that a side has put in is lost; both orders of the sides say the same.
//
// Input: three bytes for each edit (what, where, with what), a line `@@@@`, the record.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <set>
#include <string>

#include "record/conflict_text.hpp"
#include "record/limits.hpp"
#include "record/merge_comments.hpp"
#include "record/merge_parts.hpp"
#include "record/part_text.hpp"
#include "record/record_form_reader.hpp"
#include "record/rewrite.hpp"
#include "text/utf8.hpp"

using namespace custrec;

namespace {

struct Texts {
  std::string base;
  std::string ours;
  std::string theirs;
};

[[noreturn]] void fail(const std::string& what, const Texts& texts, const std::string& merged) {
  std::cerr << what << "\n-- base\n"
            << escape_controls(texts.base, true) << "-- ours\n"
            << escape_controls(texts.ours, true) << "-- theirs\n"
            << escape_controls(texts.theirs, true) << "-- merged\n"
            << escape_controls(merged, true) << "-- ends here\n";
  std::abort();
}

void list_values(Value& value, std::vector<Value*>& values) {
  values.push_back(&value);
  for (Value& item : value.items) list_values(item, values);
}

/// One edit of the record.
void edit(Value& root, unsigned what, unsigned where, unsigned with) {
  std::vector<Value*> values;
  list_values(root, values);
  Value& value = *values[where % values.size()];
  const std::string text = "v" + std::to_string(with);
  const auto item =
      static_cast<std::ptrdiff_t>(value.items.empty() ? 0 : with % value.items.size());
  switch (what % 6) {
    case 0:
      if (value.kind == Kind::scalar) value.text = text;
      return;
    case 1:
      if (value.items.size() > (&value == &root ? 1U : 0U)) {
        value.items.erase(value.items.begin() + item);
      }
      return;
    case 2:
      if (value.kind == Kind::mapping && value.find("k" + text) == nullptr) {
        value.items.push_back(make_text("k" + text, text));
      }
      return;
    case 3:
      if (value.kind == Kind::sequence && !value.items.empty()) {
        Value copy = value.items[static_cast<std::size_t>(item)];
        forget_origins(copy);
        if (copy.kind == Kind::mapping) copy.items.push_back(make_text("x" + text, text));
        value.items.push_back(std::move(copy));
      }
      return;
    case 4:
      if (value.kind == Kind::sequence) value.items.push_back(make_text("", text));
      return;
    default:
      if (value.kind != Kind::scalar && !value.key.empty()) value.items.clear();
      return;
  }
}

/// A comment above the line `where`, if it can stand there.
std::string put_comment(const std::string& text, unsigned where, unsigned with) {
  const auto lines = static_cast<unsigned>(std::count(text.begin(), text.end(), '\n'));
  std::size_t at = 0;
  for (unsigned line = where % std::max(lines, 1U); line > 0; --line) at = text.find('\n', at) + 1;
  const std::string changed =
      text.substr(0, at) + "# c" + std::to_string(with) + "\n" + text.substr(at);
  Document document(changed);
  return read_record_form(document) ? changed : text;
}

void apply(std::string& text, unsigned what, unsigned where, unsigned with) {
  if (what % 7 == 6) {
    text = put_comment(text, where, with);
    return;
  }
  Document document(text);
  if (!read_record_form(document)) return;
  Value wanted = value_of(document, Document::root);
  edit(wanted, what % 7, where, with);
  if (wanted.items.empty()) return;
  std::string changed = format_record(wanted);
  if (Document check(changed); !read_record_form(check)) return;
  try {
    text = rewrite_record(document, wanted);
  } catch (const std::logic_error&) {
    return;  // the target of the readers looks for that
  }
}

void collect_texts(const Part& part, std::multiset<std::string>& texts) {
  if (part.kind == Kind::scalar) texts.insert(part.text);
  for (const Part& item : part.items) collect_texts(item, texts);
}

Part read_side(const Texts& texts, const std::string& merged, Side side) {
  const auto regions = find_conflict_regions(merged);
  if (!regions) fail("the markers don't pair", texts, merged);
  Document document(choose_sides(merged, *regions, [&](std::size_t) { return side; }));
  if (!read_record_form(document)) fail("one side is no record form", texts, merged);
  return read_parts(document);
}

void check_side(const Texts& texts, const std::string& merged, const Part& base, const Part& own,
                const Part& chosen) {
  std::multiset<std::string> before;
  std::multiset<std::string> put_in;
  std::multiset<std::string> found;
  collect_texts(base, before);
  collect_texts(own, put_in);
  collect_texts(chosen, found);
  for (const std::string& text : put_in) {
    if (!before.contains(text) && !found.contains(text)) fail("lost: " + text, texts, merged);
  }
  const std::string comments = find_new_comments(base, own);
  for (std::size_t at = 0; at < comments.size();) {
    const std::size_t end = comments.find('\n', at);
    const std::string comment = comments.substr(at, end - at);
    at = end + 1;
    if (merged.find(comment) == std::string::npos) fail("lost: " + comment, texts, merged);
  }
}

std::string merge(const Texts& texts, const Part& base, const Part& ours, const Part& theirs) {
  const Part merged = merge_parts(base, ours, theirs);
  return merged.conflict ? put_between_markers(texts.ours, texts.theirs) : format_parts(merged);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string input(reinterpret_cast<const char*>(data), size);
  const std::size_t mark = input.find("@@@@\n");
  if (mark == std::string::npos || mark > 96) return 0;
  Texts texts;
  texts.base = input.substr(mark + 5);
  Document base(texts.base);
  if (find_broken_limit(texts.base) || !read_record_form(base)) return 0;
  texts.ours = texts.theirs = texts.base;
  for (std::size_t at = 0; at + 2 < mark; at += 3) {
    apply(data[at] % 2 == 0 ? texts.ours : texts.theirs, data[at] / 2U, data[at + 1], data[at + 2]);
  }
  Document ours(texts.ours);
  Document theirs(texts.theirs);
  if (!read_record_form(ours) || !read_record_form(theirs)) return 0;
  const Part from = read_parts(base);
  const Part left = read_parts(ours);
  const Part right = read_parts(theirs);
  if (format_parts(left) != texts.ours) fail("written again it differs", texts, format_parts(left));

  const std::string merged = merge(texts, from, left, right);
  const Part by_ours = read_side(texts, merged, Side::ours);
  const Part by_theirs = read_side(texts, merged, Side::theirs);
  check_side(texts, merged, from, left, by_ours);
  check_side(texts, merged, from, right, by_theirs);

  const Texts turned{texts.base, texts.theirs, texts.ours};
  const std::string other = merge(turned, from, right, left);
  std::multiset<std::string> one;
  std::multiset<std::string> two;
  collect_texts(by_ours, one);
  collect_texts(read_side(turned, other, Side::theirs), two);
  if (one != two) fail("the other way round it says something else:\n" + other, texts, merged);
  return 0;
}
