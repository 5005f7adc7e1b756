// SPDX-License-Identifier: MIT
// A line on the terminal that tells how far long work is, while it goes on.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <string_view>

#include "terminal/session.hpp"
#include "text/text.hpp"

namespace custrec {

class Progress {
 public:
  using Clock = std::chrono::steady_clock;

  /// `what` is filled with how many are done, of how many: `{} of {} records checked`. Nothing is
  /// written with -q, nor to what is no terminal.
  Progress(const Session& session, Text what);
  /// With a clock and a terminal of its own.
  Progress(Text what, Language language, std::function<Clock::time_point()> now,
           std::function<void(std::string_view)> write);
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  ~Progress() { clear(); }

  /// Writes the line anew, at most ten times a second; work that is done within a second leaves
  /// nothing on the terminal.
  void show(std::size_t done, std::size_t total);
  /// Takes the line away, as everything else must before it writes.
  void clear();

 private:
  Text what_;
  Language language_;
  std::function<Clock::time_point()> now_;
  std::function<void(std::string_view)> write_;  ///< empty: nobody looks
  Clock::time_point next_;
  bool shown_ = false;
};

}  // namespace custrec
