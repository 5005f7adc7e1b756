// SPDX-License-Identifier: MIT
// What a second verification found: the outcome goes into the sample, and what is wrong becomes an
// anomaly of the record, both in one transaction.
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "archive/archive.hpp"
#include "archive/transaction.hpp"
#include "archive/walk.hpp"
#include "problem/error.hpp"
#include "review/sample.hpp"

namespace custrec {

/// How long whoever owns an anomaly that a sample found has to mend it.
inline constexpr std::chrono::days sample_anomaly_days{7};

struct Flaw {
  std::string field;  ///< as a person names it; empty: the record as a whole
  std::string problem;
};

struct Outcome {
  std::string id;
  std::vector<Flaw> flaws;  ///< none: the record is right
};

/// Why an outcome can't be noted.
struct Refusal {
  Exit exit_code = Exit::refused;
  Text message;
};

/// The people who may verify the record a second time, in the order of the team: they have the role
/// reviewer or manager, and have neither collected nor entered it, unless `four_eyes` is off.
std::vector<std::string> find_samplers(const Archive& archive, const Document& document);

/// An outcome that goes into the archive.
struct NotedOutcome {
  std::string id;
  bool wrong = false;
  std::vector<std::string> anomalies;  ///< ids of the new ones; none when all are there already
  std::string owner;                   ///< of these
  std::string due;
};

/// Outcomes of one sample while they are collected. Nothing is written before `write`.
class OutcomeNotes {
 public:
  /// `file` must have no problems; the other arguments outlive this.
  OutcomeNotes(const Archive& archive, const Person& person, std::chrono::sys_seconds now,
               SampleFile file);

  /// Says why not when it can't be noted; then nothing of it is. The same outcome again changes
  /// nothing; a further flaw of a record that is wrong already opens a further anomaly. Throws
  /// Error(refused) for a record that is not in record form.
  [[nodiscard]] std::optional<Refusal> note(const Outcome& outcome);

  [[nodiscard]] const std::vector<NotedOutcome>& noted() const { return noted_; }
  [[nodiscard]] const Sample& sample() const { return sample_; }

  /// Nothing when nothing was noted.
  void write(Transaction& transaction) const;

 private:
  struct Edit {
    std::string before;
    std::string after;
  };
  [[nodiscard]] std::optional<Refusal> look_at(const RecordFile& file, const std::string& id) const;
  [[nodiscard]] std::optional<Refusal> open_anomalies(const RecordFile& file,
                                                      const std::vector<Flaw>& flaws,
                                                      NotedOutcome& noted);

  const Archive& archive_;
  const Person& person_;
  std::chrono::sys_seconds now_;
  SampleFile file_;
  Sample sample_;
  std::map<std::string, std::size_t> positions_;  ///< in the sample, by id
  std::map<std::string, Edit> edits_;             ///< of records, by path
  std::vector<NotedOutcome> noted_;
};

}  // namespace custrec
