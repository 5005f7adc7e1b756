// SPDX-License-Identifier: MIT
// samples/<period>.yaml: one second verification, the customers drawn for it and what was found.
// man/custrec-record.5 describes the file.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "archive/archive.hpp"
#include "problem/problem.hpp"
#include "record/document.hpp"
#include "time/period.hpp"

namespace custrec {

inline constexpr std::string_view result_open = "open";
inline constexpr std::string_view result_ok = "ok";
inline constexpr std::string_view result_wrong = "wrong";

struct SampledRecord {
  std::string id;
  std::string result = std::string(result_open);
  std::string at;  ///< when the result was noted; empty while it is open
  std::string by;
  Place place = {};  ///< of the result in the file

  [[nodiscard]] bool is_open() const { return result == result_open; }
};

struct Sample {
  std::string period;
  std::size_t rate = 30;  ///< per cent, 1 to 100
  std::string seed;
  std::string drawn_by;
  std::size_t population = 0;  ///< records entered in the period, when it was drawn last
  std::vector<SampledRecord> records;

  [[nodiscard]] const SampledRecord* find(std::string_view id) const;
  [[nodiscard]] std::size_t count(std::string_view result) const;
};

/// A sample as it lies on disk.
struct SampleFile {
  std::string path;
  std::string text;
  Sample sample;                  ///< good without problems only
  std::vector<Problem> problems;  ///< everything that is wrong in it, in order of place
};

/// Reads the text of a sample and finds all that is wrong in it; `person` is asked of the names of
/// `team`.
SampleFile parse_sample(const std::string& path, std::string text, const Team& team);

/// Nothing when there is no sample of that period. Throws Error(files).
std::optional<SampleFile> read_sample(const Archive& archive, std::string_view period);

/// The periods of which there are samples, in order of their days; other files are left out. Throws
/// Error(files).
std::vector<Period> list_samples(const Archive& archive);

/// The text of a new sample.
std::string format_sample(const Sample& sample);

/// The text of `file` so that it says `sample`: what a person wrote beside it stays. Throws
/// Error(refused) when it is not in record form.
std::string rewrite_sample(const SampleFile& file, const Sample& sample);

}  // namespace custrec
