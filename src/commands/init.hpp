// SPDX-License-Identifier: MIT
// The parts of custrec init.
#pragma once

#include <string>
#include <string_view>

#include "terminal/session.hpp"

namespace custrec {

/// Has git merge the records of the archive at `root` by custrec, in this clone. Throws
/// Error(files).
void set_up_merging(const Session& session, const std::string& root);

/// That, the line in .gitattributes if it is missing, and the pre-commit hook. What is there stays;
/// done again it changes nothing. Throws Error(refused) outside a git repository and where there is
/// another hook, which stays, Error(files).
Exit set_up_clone(const Session& session, const std::string& root);

/// The line of .gitattributes that has git call the driver.
inline constexpr std::string_view merge_attribute = "customers/** merge=custrec text eol=lf\n";

}  // namespace custrec
