// SPDX-License-Identifier: MIT
// Charts of a report as HTML with inline SVG. Words and numbers stand beside the drawings, not in
// them, so that they keep their size on a phone and on paper.
#pragma once

#include <string>

#include "review/report_page.hpp"

namespace custrec {

/// What stands above a table: columns, or the legend of its bars. Empty when there is nothing to
/// draw.
std::string format_chart(const ReportTable& table);

/// What is drawn in the row of the table; empty for columns.
std::string format_bar(const ReportTable& table, const ReportRow& row);

}  // namespace custrec
