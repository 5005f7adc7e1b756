// SPDX-License-Identifier: MIT
// Whether the change log tells all that became of a record since it was approved.
#pragma once

#include "archive/approval.hpp"
#include "archive/archive.hpp"

namespace custrec {

enum class LogTells : unsigned char {
  all,      ///< with the changes taken back it is what was approved
  part,     ///< with the changes taken back it is still something else
  nothing,  ///< it isn't what was approved, and the log has no change
};

/// The changes since `approval` are taken back, the latest first. Where entries without an id came
/// and went, the log doesn't tell their fields from those of others; both readings are tried.
LogTells compare_log(const Archive& archive, const TypeContext& context, const Document& document,
                     const Approval& approval);

/// The owner in the state that was approved last, before the first approval the one in whose name
/// the customer was filed. Empty when the change log doesn't tell.
std::string find_settled_owner(const Archive& archive, const TypeContext& context,
                               const Document& document);

/// An entry of a list as it is written: the same entry in two states of a record has the same text.
std::string text_of_entry(const Document& document, NodeIndex entry);

}  // namespace custrec
