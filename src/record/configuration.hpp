// SPDX-License-Identifier: MIT
// Strict reading of schemas, settings and the team: the first mistake ends the command with its
// place (exit 3), since nothing can be checked against a broken schema.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "record/document.hpp"
#include "record/line_index.hpp"

namespace custrec {

class Configuration {
 public:
  /// `path` is how messages name the file. Throws Error(settings) when it is not readable YAML, has
  /// faults, or a text in it is more than one line fit for a terminal.
  Configuration(std::string path, std::string bytes);

  [[nodiscard]] const Document& document() const { return document_; }
  [[nodiscard]] const std::string& path() const { return path_; }

  [[nodiscard]] Place place_of(NodeIndex index) const {
    return lines_.place_of(document_[index].span.begin);
  }
  [[nodiscard]] Place place_of_key(NodeIndex index) const {
    return lines_.place_of(document_[index].key_span.begin);
  }

  /// Throws Error(settings) with the place of the value at `index`.
  [[noreturn]] void fail(NodeIndex index, const Text& message) const;
  /// The same at its key.
  [[noreturn]] void fail_at_key(NodeIndex index, const Text& message) const;

  /// Items of the mapping at `index`; fails when it is none or has a key outside `known`.
  [[nodiscard]] std::vector<NodeIndex> mapping(NodeIndex index,
                                               std::initializer_list<std::string_view> known) const;
  [[nodiscard]] std::vector<NodeIndex> any_mapping(NodeIndex index) const;
  [[nodiscard]] std::vector<NodeIndex> sequence(NodeIndex index) const;

  /// A scalar that is not empty.
  [[nodiscard]] std::string text(NodeIndex index) const;
  /// `true`, `false`, `on`, `off`, `yes`, `no`.
  [[nodiscard]] bool yes_no(NodeIndex index) const;
  [[nodiscard]] std::size_t count(NodeIndex index) const;
  /// `{en, zh}` or one text for both; one language falls back to the other.
  [[nodiscard]] Text label(NodeIndex index) const;
  /// A scalar or a sequence of scalars.
  [[nodiscard]] std::vector<std::string> texts(NodeIndex index) const;

  /// The value under `key`, which must be there.
  [[nodiscard]] NodeIndex required(NodeIndex parent, std::string_view key) const;

 private:
  Configuration(std::string path, Reading reading);
  [[noreturn]] void fail_at(std::uint32_t offset, const Text& message) const;

  std::string path_;
  Document document_;
  LineIndex lines_;
};

}  // namespace custrec
