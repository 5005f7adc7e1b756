// SPDX-License-Identifier: MIT
// The commit that this binary was built from; CMake writes the text at every build.
#pragma once

#include <string_view>

namespace custrec {

/// `090c788`, with `-dirty` when files had changed since; empty when there was no repository.
std::string_view find_commit();

}  // namespace custrec
