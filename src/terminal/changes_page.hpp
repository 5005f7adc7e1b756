// SPDX-License-Identifier: MIT
// What has become of customers, for telling the others: on a terminal, in a message (Markdown), for
// programs (JSON).
#pragma once

#include <string>
#include <vector>

#include "review/recent_changes.hpp"
#include "schema/schema.hpp"
#include "text/text.hpp"

namespace custrec {

/// A customer after another, each with owner and entries. Empty without any.
std::string format_changes_text(const std::vector<RecentChanges>& customers, const Schemas& schemas,
                                Language language, bool colour);

/// The same with headings and lists; a heading of its own says since when.
std::string format_changes_markdown(const std::vector<RecentChanges>& customers,
                                    const std::string& since, const Schemas& schemas,
                                    Language language);

/// One document with a newline; `since` as it was asked for.
std::string format_changes_json(const std::vector<RecentChanges>& customers,
                                const std::string& since);

}  // namespace custrec
