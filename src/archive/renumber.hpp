// SPDX-License-Identifier: MIT
// Another customer number: the record goes to its new place, and what names it follows: its
// attachments, the paths to them in the record, and the samples that it was drawn for.
#pragma once

#include <string>

#include "archive/revision.hpp"
#include "archive/transaction.hpp"

namespace custrec {

/// Puts into `transaction` what gives the customer of `file` the number `id`. The revision has the
/// new record's text; when it isn't good, nothing was put in. Throws Error(refused) for a sample
/// that is no record form and Error(files).
Revision renumber(const Archive& archive, const Reviser& reviser, const RecordFile& file,
                  const std::string& id, const Change& change, Transaction& transaction);

/// The files of `folder` and below it, sorted; none when there is no such folder.
std::vector<std::string> list_files_below(const Tree& tree, const std::string& folder);

}  // namespace custrec
