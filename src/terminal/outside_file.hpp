// SPDX-License-Identifier: MIT
// Files that a person names outside the archive.
#pragma once

#include <string>
#include <string_view>

namespace custrec {

/// Writes the file whole or not at all: beside it first, then renamed. Throws Error(files).
void write_output_file(const std::string& path, std::string_view bytes);

/// The bytes of a file, or of stdin for `-`. Throws Error(files).
std::string read_input_file(const std::string& path);

}  // namespace custrec
