// SPDX-License-Identifier: MIT
// What a word on the command line may become: commands, options, and values out of the archive.
// Numbers of customers and names of fields are told, never what records say.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "commands/cursor.hpp"
#include "text/text.hpp"

namespace custrec {

struct Candidate {
  std::string word;  ///< the whole of it; more goes on behind one that ends in `=`, `.`, `/` or `,`
  std::string about;
};

struct Candidates {
  enum class Paths : unsigned char { none, files, folders };
  std::vector<Candidate> words;
  Paths paths = Paths::none;  ///< what of the disk fits too: shells know best how
};

/// Nothing where there is no archive or it can't be read. `directory`: where to look for it when
/// the words don't say so by -C.
Candidates find_candidates(const Cursor& cursor, const std::string& directory, Language language);

}  // namespace custrec
