// SPDX-License-Identifier: MIT
// The only way to stdout and stderr for what people read.
#pragma once

#include <cstdio>
#include <string_view>

namespace custrec {

/// Writes `text` to stdout or stderr as it is; in a job of GitHub Actions (GITHUB_ACTIONS is set)
/// nothing of it is a workflow command, unless the stream is a regular file, which no runner reads.
void write_to(std::FILE* stream, std::string_view text);

/// CSV, HTML and the like to stdout: on a terminal fit for it, else as it is.
void write_document(std::string_view text);

/// Writes workflow commands to stdout.
void write_commands(std::string_view text);

/// A message on stderr, with a line feed: fit for a terminal, but for its own line feeds.
void write_message(std::string_view message);

}  // namespace custrec
