// SPDX-License-Identifier: MIT
// The subcommands of review, one file each, and what they share.
#pragma once

#include <vector>

#include "archive/walk.hpp"
#include "commands/command_help.hpp"
#include "review/judgement.hpp"

namespace custrec {

void declare_review_queue(const Declaration& review);       ///< `review` alone: what waits
void declare_review_show(const Declaration& review);        ///< what changed in one record
void declare_review_approve(const Declaration& review);     ///< a reviewer's word
void declare_review_return(const Declaration& review);      ///< back to whoever mends it
void declare_review_due(const Declaration& review);         ///< open time limits
void declare_review_stale(const Declaration& review);       ///< customers not updated for months
void declare_review_annual(const Declaration& review);      ///< what is put in order in December
void declare_review_ledger(const Declaration& review);      ///< anomalies and their causes
void declare_review_sample(const Declaration& review);      ///< second verification
void declare_review_duplicates(const Declaration& review);  ///< customers filed twice
void declare_review_changes(const Declaration& review);     ///< what others have to know
void declare_review_report(const Declaration& review);      ///< the figures of a period

/// Prints what a reviewer has to look at of a record, as people read it, and its problems.
void print_for_review(const Session& session, const Archive& archive, const RecordFile& file);

/// For --note and --reason: throws Error(usage) when it isn't UTF-8.
std::string read_words(const std::string& text);

/// Who waits for whom, for people: `李四, 张三`, or that nobody may.
std::string list_people(const std::vector<std::string>& names, Language language);

/// Throws the refusals, if there are any, as one Error(refused).
void require_allowed(const std::vector<Judgement>& judgements);

}  // namespace custrec
