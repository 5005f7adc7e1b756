// SPDX-License-Identifier: MIT
// Another customer number: the record goes to its new place, and what names it follows: its
// attachments, the paths to them in the record, and the samples that it was drawn for.
#pragma once

#include <set>
#include <string>

#include "archive/revision.hpp"
#include "archive/transaction.hpp"

namespace custrec {

/// The numbers that the record had before, by its change log.
std::set<std::string> find_former_ids(const Document& record);

/// Puts into `transaction` what gives the customer of `file` the number `id`. The revision has the
/// new record's text; when it isn't good, nothing was put in. Throws Error(refused) for a sample
/// that is no record form and Error(files).
Revision renumber(const Archive& archive, const Reviser& reviser, const RecordFile& file,
                  const std::string& id, const Change& change, Transaction& transaction);

/// The record of `file` as that of customer `id`, with the paths to his attachments; nothing is put
/// anywhere.
Revision revise_number(const Archive& archive, const Reviser& reviser, const RecordFile& file,
                       const std::string& id, const Change& change);

/// Where an attachment of customer `from` goes when his number becomes `to`: into the folder of the
/// new number, and where its name begins with the old one (as those of individuals do) under a name
/// with the new one. Any other path stays as it is.
std::string renumbered_path(const std::string& path, const std::string& from,
                            const std::string& to);

/// The files of `folder` and below it, sorted; none when there is no such folder.
std::vector<std::string> list_files_below(const Tree& tree, std::string_view folder);

}  // namespace custrec
