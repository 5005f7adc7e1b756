// SPDX-License-Identifier: MIT
// Any readable YAML as record form: the same tree, written plainly, with every comment.
#pragma once

#include <optional>
#include <string>

#include "record/document.hpp"

namespace custrec {

/// `document` was read without faults, by either reader. A comment or blank line comes to stand
/// above the item that follows it, a comment behind a value stays behind it where the form allows,
/// double quotes stay. Nothing when a comment would be lost or there is a key or an empty record
/// that the form doesn't have.
std::optional<std::string> reform_record(const Document& document);

}  // namespace custrec
