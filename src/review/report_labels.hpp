// SPDX-License-Identifier: MIT
// What figures are called in one language: labels of the schemas instead of stored values.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "archive/archive.hpp"
#include "text/text.hpp"

namespace custrec {

class ReportLabels {
 public:
  /// `archive` outlives it.
  ReportLabels(const Archive& archive, Language language)
      : archive_(archive), language_(language) {}

  [[nodiscard]] std::string say(const Text& text) const { return text.in(language_); }
  /// The heading of the field `path`: `联系人 / 手机号码`.
  [[nodiscard]] std::string field(std::string_view path) const;
  /// What the value `key` of the field `path` is called; of a code its name.
  [[nodiscard]] std::string value(std::string_view path, std::string_view key) const;
  /// A person of the team; empty: somebody else, or nobody.
  [[nodiscard]] std::string person(const std::string& name) const;
  /// `25 min`, `3.5 h`, `2.1 d`.
  [[nodiscard]] std::string duration(std::chrono::minutes length) const;

 private:
  const Archive& archive_;
  Language language_;
};

}  // namespace custrec
