// SPDX-License-Identifier: MIT
// Any readable YAML as record form: the same tree, written plainly, with every comment.
#pragma once

#include <optional>
#include <string>

#include "record/document.hpp"

namespace custrec {

/// `document` was read without faults, by either reader. A comment on a line of its own comes to
/// stand above the item that follows it, one behind a value stays behind it where the form allows.
/// Nothing when a comment would be lost or the result would say something else.
std::optional<std::string> reform_record(const Document& document);

}  // namespace custrec
