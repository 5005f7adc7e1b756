// SPDX-License-Identifier: MIT
// The schemas, code lists and calendars that the binary carries, for `init` to write out. The
// team's copy rules from then on.
#pragma once

#include <span>
#include <string_view>

namespace custrec {

struct BuiltInFile {
  std::string_view path;  ///< below the root of an archive: `schemas/customer.yaml`
  std::string_view text;
};

std::span<const BuiltInFile> built_in_files();

/// The `deadlines:` of a new custrec.yaml, with their comments.
std::string_view built_in_deadlines();

}  // namespace custrec
