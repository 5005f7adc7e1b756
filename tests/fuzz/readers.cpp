// SPDX-License-Identifier: MIT
// A target of libFuzzer: what is record form, yaml-cpp reads as the same tree, and so it does with
// the text that is written from it; a rewriting that changes nothing gives the very same bytes.
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string>

#include "record/limits.hpp"
#include "record/record_form_reader.hpp"
#include "record/rewrite.hpp"
#include "record/value.hpp"
#include "record/yaml_reader.hpp"
#include "text/utf8.hpp"

using namespace custrec;

namespace {

[[noreturn]] void fail(const std::string& what, const Document& document) {
  std::cerr << escape_controls(what, true) << "\n-- the text:\n"
            << escape_controls(document.bytes(), true) << "-- ends here\n";
  std::abort();
}

std::string show(const Node& node) {
  std::string line = "kind " + std::to_string(static_cast<int>(node.kind)) + ", style " +
                     std::to_string(static_cast<int>(node.style));
  line.append(", key '").append(node.key).append("', text '").append(node.text).append("'");
  for (const Span& span : {node.key_span, node.span}) {
    line += ", " + std::to_string(span.begin) + "-" + std::to_string(span.end);
  }
  return line + ", end " + std::to_string(node.end);
}

bool says_the_same(const Node& left, const Node& right) {
  return left.kind == right.kind && left.key == right.key && left.text == right.text &&
         left.end == right.end;
}

bool stands_at_the_same_place(const Node& left, const Node& right) {
  return left.style == right.style && left.key_span.begin == right.key_span.begin &&
         left.key_span.end == right.key_span.end && left.span.begin == right.span.begin &&
         left.span.end == right.span.end;
}

/// Fails with `what` at the first node of `left` that `agree` finds different in `right`.
void compare(const Document& left, const Document& right, const std::string& what,
             bool agree(const Node&, const Node&)) {
  if (left.nodes().size() != right.nodes().size()) {
    fail(what + ": " + std::to_string(left.nodes().size()) + " nodes, then " +
             std::to_string(right.nodes().size()),
         left);
  }
  for (NodeIndex at = 0; at < left.nodes().size(); ++at) {
    if (agree(left[at], right[at])) continue;
    fail(what + " at node " + std::to_string(at) + ":\n  " + show(left[at]) + "\n  " +
             show(right[at]),
         left);
  }
}

/// Reads the bytes of `document` with both readers; false when they are no record form.
bool read_both(Document& document) {
  const bool accepted = read_record_form(document);
  if (!accepted && !document.nodes().empty()) fail("refused, but the tree is not empty", document);
  Reading reference{Document(std::string(document.bytes())), {}, true};
  read_yaml(reference);
  if (!accepted) return false;
  if (!reference.readable || !reference.faults.empty()) {
    fail("record form, but yaml-cpp finds a fault at byte " +
             std::to_string(reference.faults.at(0).offset) + ": " +
             reference.faults.at(0).message.en,
         document);
  }
  const auto agree = [](const Node& left, const Node& right) {
    return says_the_same(left, right) && stands_at_the_same_place(left, right);
  };
  compare(document, reference.document, "yaml-cpp reads it otherwise", agree);
  return true;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Document document(std::string(reinterpret_cast<const char*>(data), size));
  if (find_broken_limit(document.bytes()) || !read_both(document)) return 0;

  const Value value = value_of(document, Document::root);
  Document written(format_record(value));
  if (find_broken_limit(written.bytes()) || !read_both(written)) {
    fail("written anew it is no record form:\n" + std::string(written.bytes()) + "--", document);
  }
  compare(document, written, "written anew it says something else", says_the_same);

  const std::string rewritten = rewrite_record(document, value);
  if (rewritten != document.bytes()) fail("rewritten it is\n" + rewritten + "--", document);
  return 0;
}
