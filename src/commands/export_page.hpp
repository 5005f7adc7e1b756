// SPDX-License-Identifier: MIT
// custrec export --format html and form: customers on a page to look at, and sheets for paper.
#pragma once

#include <set>
#include <string>

#include "archive/selection.hpp"
#include "schema/masked_record.hpp"
#include "terminal/session.hpp"

namespace custrec {

struct PageOptions {
  std::string format;  ///< `html` or `form`
  std::string kind;    ///< of a form: `customer` or a kind of entries
  Unmask unmask;
};

struct ExportedPage {
  std::string text;
  std::set<std::string> shown;  ///< fields whose values were left whole
  std::size_t customers = 0;
  SelectionCounts counts;
  Text told;  ///< what it holds: `customers: 20`
};

/// The whole page of the customers that fit and that `person` may see. Throws Error(usage) when a
/// form has no sheet.
ExportedPage make_page(const PageOptions& options, const Session& session, const Archive& archive,
                       const Person& person, const Selection& selection);

/// A form to be filled in by hand: no record is looked at.
std::string make_blank_form(const Session& session, const Archive& archive,
                            const std::string& kind);

}  // namespace custrec
