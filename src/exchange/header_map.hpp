// SPDX-License-Identifier: MIT
// What the headings of a sheet mean, told in a file for `--map` instead of guessed:
//
//   客户全称: name
//   手机1: contacts[0].mobile
//   内部序号: "-"              not read
//
// A mapping of YAML in the record form, but for its keys, which are headings.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "record/document.hpp"

namespace custrec {

class HeaderMap {
 public:
  struct Row {
    std::string heading;
    std::string field;  ///< a path, or any heading that would do by itself; `-`: not read
    Place place;
  };

  HeaderMap() = default;  ///< tells nothing
  /// `path` is how messages name it. Throws Error(usage) with the place of the first mistake.
  HeaderMap(std::string path, std::string bytes);

  /// Null when it says nothing of `heading`. Case, blanks, a `*` and what stands in brackets at the
  /// end don't matter, unless a heading has them exactly so.
  [[nodiscard]] const Row* find(std::string_view heading) const;

  /// `path:line`.
  [[nodiscard]] std::string place_of(const Row& row) const;

 private:
  std::string path_;
  std::vector<Row> rows_;
};

/// Such a file, from headings and fields; an empty field is left for a person to fill in.
std::string format_header_map(const std::vector<std::pair<std::string, std::string>>& rows);

}  // namespace custrec
