// SPDX-License-Identifier: MIT
// An archive that is open: its files, settings, team and schemas.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

#include "archive/settings.hpp"
#include "archive/tree.hpp"
#include "schema/code_list.hpp"
#include "schema/field_type.hpp"
#include "schema/schema.hpp"
#include "time/calendar.hpp"

namespace custrec {

class Archive {
 public:
  /// Throws Error(settings) with the place of a mistake in settings, team or schemas, Error(files).
  static Archive open(const std::string& root, Replacements replacements = {});

  [[nodiscard]] const Tree& tree() const { return *tree_; }
  [[nodiscard]] const Settings& settings() const { return settings_; }
  [[nodiscard]] const Team& team() const { return team_; }
  [[nodiscard]] const Schemas& schemas() const { return *schemas_; }
  [[nodiscard]] const CodeLists& codes() const { return *codes_; }

  /// What values are checked against at the time `now`. Views into this archive.
  [[nodiscard]] TypeContext context(std::chrono::sys_seconds now) const;

  /// `now` in the archive's time zone: `2024-03-15T09:12:00+08:00`.
  [[nodiscard]] std::string format_now(std::chrono::sys_seconds now) const;

  /// The path of record `id` that is there; empty when there is none.
  [[nodiscard]] std::string find_record(std::string_view id) const;

  /// The office's working days; an archive without a calendar file has an empty one. Throws
  /// Error(settings) with the line of a mistake in it.
  [[nodiscard]] Calendar read_calendar() const;

 private:
  Archive(std::unique_ptr<Tree> tree, Settings settings, Team team);

  std::unique_ptr<Tree> tree_;
  Settings settings_;
  Team team_;
  std::unique_ptr<CodeLists> codes_;
  std::unique_ptr<Schemas> schemas_;
  std::unique_ptr<PhonePlan> phones_;
};

/// The folder at or above `start` that has a custrec.yaml; empty when there is none. Throws
/// Error(files) when that can't be told.
std::string find_root(const std::string& start);

/// The same; throws Error(usage) when there is none.
std::string require_root(const std::string& start);

}  // namespace custrec
