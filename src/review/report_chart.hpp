// SPDX-License-Identifier: MIT
// Charts of a report as HTML with inline SVG. Words and numbers stand beside the drawings, not in
// them, so that they keep their size on a phone and on paper.
#pragma once

#include <string>

#include "review/report_page.hpp"

namespace custrec {

/// Empty when there is nothing to draw. Of long tables the first rows only.
std::string format_chart(const ReportTable& table);

}  // namespace custrec
