// SPDX-License-Identifier: MIT
// The report of a period as one JSON document; man/custrec-review.1 describes it.
#pragma once

#include <string>

#include "archive/selection.hpp"
#include "review/report_page.hpp"

namespace custrec {

std::string format_report_json(const ReportSubject& subject, const Figures& figures,
                               const SelectionCounts& counts);

}  // namespace custrec
