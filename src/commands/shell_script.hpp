// SPDX-License-Identifier: MIT
// The files of src/commands/shell/, which the binary carries: what shells run to complete words.
#pragma once

#include <string>
#include <string_view>

namespace custrec {

/// The text of `completion.bash` …. Throws std::logic_error when there is none.
std::string_view shell_script(std::string_view name);

}  // namespace custrec
