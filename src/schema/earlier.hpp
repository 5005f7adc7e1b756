// SPDX-License-Identifier: MIT
// The order of times as records have them.
#pragma once

#include <string_view>

namespace custrec {

/// Whether the time or date `left` is surely before `right`: not when one is a date within which
/// the other lies, nor when one is neither.
bool is_earlier(std::string_view left, std::string_view right);

}  // namespace custrec
