// SPDX-License-Identifier: MIT
// What the reviews and changes of a record say of its approval: the rules `approval` and
// `four-eyes`, whose work waits for a review, and what has changed since the last approval.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "archive/archive.hpp"
#include "record/document.hpp"
#include "schema/anomaly.hpp"
#include "schema/check_record.hpp"

namespace custrec {

/// An entry of `reviews` with the result approved. Views into its document.
struct Approval {
  NodeIndex node = no_node;
  std::string_view at;
  std::string_view by;
  std::string_view status;  ///< that the record had from then on
  std::string_view fingerprint;
};

/// In the order of the record.
std::vector<Approval> find_approvals(const Document& document);

/// Who has had a hand in a record.
struct Author {
  enum class Part : unsigned char { collected, entered, changed };
  Part part = Part::changed;
  std::string_view name;
};

/// Whose work a review of the record would be about: who collected it, who entered it, and who made
/// a change under review, one since the last approval that was given by somebody else. Of a change
/// only reviewed fields and the status asked for count. Times that are equal, or of which one is a
/// date within which the other lies, count as later: better one too many.
std::vector<Author> find_authors(const Document& document, const Schemas& schemas);

/// `changed it` and the like.
Text describe_part(Author::Part part);

/// The entries of `changes` since `approval` that bear on a review, in order; all of them when it
/// is null.
std::vector<NodeIndex> find_changes_since(const Document& document, const Schemas& schemas,
                                          const Approval* approval);

/// Why nothing may be written into the record of `id` now: its log and its reviews already have an
/// entry of later. Nothing when it may.
std::optional<Text> refuse_time(const Archive& archive, const std::string& id,
                                const Document& document, std::chrono::sys_seconds now);

/// Whether an entry of a change's `fields` bears on a review.
bool bears_on_review(const Schemas& schemas, std::string_view path);

/// Findings `approval` and `four-eyes`. Whoever approved must be a person of the team (rule
/// `person`), but needs no role any more: people leave.
std::vector<Finding> check_approval(const Archive& archive, const TypeContext& context,
                                    const Document& document);
/// The same where `items` of the document are known already, or are to be known.
std::vector<Finding> check_approval(const Archive& archive, const TypeContext& context,
                                    const Document& document, FieldItems& items);

}  // namespace custrec
