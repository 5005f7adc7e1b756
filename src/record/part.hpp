// SPDX-License-Identifier: MIT
// A record as a tree of parts that keeps its bytes: what a merge puts together anew. Each part has
// the comments above it and the bytes of its value, so that what nobody changed stays as it was.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "record/document.hpp"
#include "record/value.hpp"

namespace custrec {

/// Which of the two that are merged.
enum class Side : unsigned char { ours, theirs };

struct Part {
  Kind kind = Kind::scalar;
  std::string key;          ///< of an item of a mapping, else empty
  std::string text;         ///< of a scalar, decoded
  std::string above;        ///< comments and empty lines before it, whole lines
  std::string body;         ///< behind `key:` or `-` up to the end of a scalar, `[]` or `{}`
  std::string remark;       ///< behind that, up to the end of the line: `  # …`, or blanks
  std::string below;        ///< of the root: comments behind the last item
  std::vector<Part> items;  ///< of a collection
  std::optional<std::chrono::sys_seconds> time;  ///< of an entry, by who knows its schema
  std::optional<std::size_t> at_ours;    ///< of an entry that was merged: its position there
  std::optional<std::size_t> at_theirs;  ///< the same

  /// Two values that exclude each other stand here: at most one part each, none where that side
  /// has nothing. Only `key`, `above` and these count then.
  bool conflict = false;
  std::vector<Part> ours;
  std::vector<Part> theirs;

  [[nodiscard]] const Part* find(std::string_view item_key) const;
  [[nodiscard]] Part* find(std::string_view item_key);
  /// Of that item when it is a scalar, else empty.
  [[nodiscard]] std::string_view text_at(std::string_view item_key) const;
  [[nodiscard]] const std::vector<Part>& of(Side side) const {
    return side == Side::ours ? ours : theirs;
  }
};

/// `part` with another scalar; its quotes are those that the text needs.
void set_text(Part& part, std::string text, bool bare, std::size_t indent);

/// An item of the root as it would be written anew.
Part make_part(const Value& item);

/// Whether two parts say the same, whatever their layout, comments and order of keys. Neither has
/// conflicts.
bool says_the_same(const Part& left, const Part& right);

/// A text that two parts have in common when and only when they say the same.
std::string make_saying(const Part& part);

bool has_conflicts(const Part& part);

/// `part` as that side has it in all its conflicts; nothing when it has nothing there.
std::optional<Part> choose_side(const Part& part, Side side);

/// The paths of all conflicts, in order: entries by their id where they have one.
std::vector<std::string> find_conflict_paths(const Part& root);

}  // namespace custrec
