// SPDX-License-Identifier: MIT
// How custrec verify tells what it found: the formats of its report.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "problem/tell.hpp"
#include "terminal/session.hpp"

namespace custrec {

/// The names that --format takes; the first is the usual one.
std::vector<std::string> report_formats();

/// Prints `report` on stdout. `root` is that of the archive; paths begin there, or at the root of
/// its repository where the format is for tools that know only that.
void print_report(const Session& session, const std::string& root, const std::string& format,
                  ProblemReport report);

/// The totals on stderr.
void print_summary(const Session& session, const ProblemReport& report,
                   std::chrono::steady_clock::duration taken);

}  // namespace custrec
