// SPDX-License-Identifier: MIT
// What GitHub's runners would carry out when it appears in a log.
#pragma once

#include <string>
#include <string_view>

namespace custrec {

/// `text` without workflow commands: a `::` that begins a line (behind white space, too) as
/// `\u003A:`, a `##[` anywhere as `\u0023#[`. In a JSON text that changes no value.
std::string break_workflow_commands(std::string_view text);

}  // namespace custrec
