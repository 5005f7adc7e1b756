// SPDX-License-Identifier: MIT
// Every name on disk below the root of an archive, as pure functions both ways:
//
//   custrec.yaml team.yaml access.log .gitattributes .gitignore
//   schemas/KIND.yaml schemas/codes/LIST.tsv schemas/calendar/COUNTRY.tsv
//   customers/<what the id is made of, but its number>/<id>.yaml
//   attachments/<id>/<file> samples/<period>.yaml
//   .custrec/lock .custrec/manifest
//   .custrec/stage-<random>/               what one writer is about to put in place
//   .custrec/git-looked-at                 this clone's git was looked at for the merge driver
//   .custrec/form-<process>-<copy>.yaml   a text that is in somebody's editor
//
// An id pattern is text with placeholders: `{date}` (eight digits), `{year}`, `{month}`,
// `{industry}`, `{region}` (letters and digits) and, exactly once, `{seq:N}`, a number of at least
// N digits. The folders of a record are the placeholders other than the number, in their order
// (`{date}` gives year and month); a pattern of nothing but a number has folders of a thousand:
//
//   C{date}{seq:3}             C20240315001   customers/2024/03/C20240315001.yaml
//   {industry}-{region}-{seq:3}  GY-SH-001    customers/GY/SH/GY-SH-001.yaml
//   {year}{month}{seq:3}       202403001      customers/2024/03/202403001.yaml
//   K{seq:6}                   K012345        customers/012/K012345.yaml
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/text.hpp"

namespace custrec::layout {

inline constexpr std::string_view settings_file = "custrec.yaml";
inline constexpr std::string_view team_file = "team.yaml";
inline constexpr std::string_view schemas_folder = "schemas";
inline constexpr std::string_view calendar_file = "schemas/calendar/CN.tsv";
inline constexpr std::string_view customers_folder = "customers";
inline constexpr std::string_view attachments_folder = "attachments";
inline constexpr std::string_view samples_folder = "samples";
inline constexpr std::string_view access_log = "access.log";
inline constexpr std::string_view work_folder = ".custrec";
inline constexpr std::string_view lock_file = ".custrec/lock";
inline constexpr std::string_view stage_prefix = ".custrec/stage-";
inline constexpr std::string_view manifest_file = ".custrec/manifest";
inline constexpr std::string_view git_looked_at_file = ".custrec/git-looked-at";
inline constexpr std::string_view record_suffix = ".yaml";

/// What goes into the placeholders of a new id.
struct IdParts {
  std::chrono::year_month_day date;
  std::string industry;  ///< short form
  std::string region;
};

class IdPattern {
 public:
  /// What is wrong with `text` as a pattern, or nothing.
  static std::optional<Text> find_mistake(std::string_view text);

  /// `text` must have no mistake.
  explicit IdPattern(std::string_view text);

  [[nodiscard]] const std::string& text() const { return text_; }
  [[nodiscard]] bool uses(std::string_view placeholder) const;

  [[nodiscard]] bool matches(std::string_view id) const;
  /// The number in an id of this pattern.
  [[nodiscard]] std::optional<std::uint64_t> number_of(std::string_view id) const;

  [[nodiscard]] std::string format(const IdParts& parts, std::uint64_t number) const;

  /// `customers/2024/03/C20240315001.yaml`, nothing when `id` does not fit.
  [[nodiscard]] std::optional<std::string> path_of(std::string_view id) const;

  /// Whether two ids differ in their number only, so that they count on from one another.
  [[nodiscard]] bool same_series(std::string_view left, std::string_view right) const;

 private:
  enum class Role : unsigned char { literal, date, year, month, industry, region, number };
  struct Part {
    Role role;
    std::string literal;
    std::size_t digits = 0;
  };

  static std::optional<Role> find_role(std::string_view placeholder);
  static std::vector<Part> parse(std::string_view text);
  /// How many bytes at the beginning of `id` are the value of `part`, if it fits.
  static std::size_t width_in(std::string_view id, const Part& part);
  static bool fits(std::string_view value, const Part& part);
  /// Calls `visit` with each part and its value in `id`; false when one doesn't fit, or something
  /// is left over.
  template <typename Visit>
  [[nodiscard]] bool take_apart(std::string_view id, const Visit& visit) const;
  [[nodiscard]] std::optional<std::vector<std::string_view>> split(std::string_view id) const;

  std::string text_;
  std::vector<Part> parts_;
};

/// Whether a transaction may write to `path`: the folders and files above, never .custrec/ or what
/// belongs to git. A manifest that somebody has put into an archive can do no harm elsewhere.
bool is_archive_path(std::string_view path);

/// Where the text is that process `process` has in an editor; `copy` counts from 1.
std::string form_path(unsigned process, unsigned copy);

/// Where the attachments of a customer are.
std::string attachments_path(std::string_view id);

/// `samples/2026-Q1.yaml`: the second verification of a period.
std::string sample_path(std::string_view period);

/// `C20240315001` of `customers/2024/03/C20240315001.yaml`; empty when it is no path of a record.
std::string_view id_of_path(std::string_view path);

}  // namespace custrec::layout
