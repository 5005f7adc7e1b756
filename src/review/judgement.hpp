// SPDX-License-Identifier: MIT
// What a review makes of a record: approved or returned. Nothing is written here.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "archive/archive.hpp"
#include "archive/walk.hpp"
#include "problem/problem.hpp"
#include "record/value.hpp"

namespace custrec {

struct Judgement {
  std::string id;
  std::string path;
  std::string before;  ///< the text that it is based on
  std::string after;
  std::string new_status;
  std::optional<Text> refusal;    ///< why it may not be: exit 5; `after` is empty then
  std::vector<Problem> problems;  ///< of the record as it would be; with errors it may not be
};

/// What a reviewer looks at, known again by 64 hexadecimal digits: the fingerprint of the record.
/// Where a status is asked for, or anomalies are accepted, which an approval decides too, these are
/// hashed with it.
/// So many digits of it are shown.
constexpr std::size_t shown_digits = 12;
std::string make_seen_fingerprint(const Document& document, const Schemas& schemas,
                                  const TypeContext& context);

/// The reviews of one person.
class Reviewing {
 public:
  Reviewing(const Archive& archive, const Person& person, std::chrono::sys_seconds now);

  /// Appends a review with the fingerprint. The record becomes active, or what `wanted_status`
  /// says, which is cleared; anomalies that a review opened are resolved, since a person has seen
  /// the record mended. `file` must be readable; `note` may be empty. `seen` is the beginning
  /// of the fingerprint that the reviewer has seen, or empty; another one is a refusal.
  [[nodiscard]] Judgement approve(const RecordFile& file, const std::string& note,
                                  std::string_view seen = {}) const;

  /// Appends a review with reason and `fields` (paths); the record becomes returned. An anomaly is
  /// opened for each field, or one for the record: for its owner, else its collector, due the next
  /// day. Errors don't stop it, apart from those of the review itself.
  [[nodiscard]] Judgement send_back(const RecordFile& file, const std::string& reason,
                                    const std::vector<std::string>& fields) const;

 private:
  [[nodiscard]] Judgement begin(const RecordFile& file) const;
  [[nodiscard]] std::optional<Text> refuse_unseen(const RecordFile& file,
                                                  std::string_view seen) const;
  [[nodiscard]] Value begin_review(const char* result) const;
  void finish(Judgement& judgement, const Document& layout, Value record) const;
  [[nodiscard]] Value make_anomaly(const Value& record, const std::string& reason,
                                   const std::string& field) const;

  const Archive& archive_;
  const Person& person_;
  std::chrono::sys_seconds now_;
  TypeContext context_;
};

}  // namespace custrec
