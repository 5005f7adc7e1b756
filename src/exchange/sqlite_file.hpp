// SPDX-License-Identifier: MIT
// An SQLite database in a file that is open already and may have no name.
#pragma once

struct sqlite3;

namespace custrec {

/// A database in the empty file `descriptor`, which outlives it. SQLite's own way with files wants
/// names: it follows that of a descriptor and would make a file of what it finds. For one writer
/// and nobody else, without a journal. The result is SQLite's; `database` is to be closed anyway.
[[nodiscard]] int open_database_in(int descriptor, sqlite3*& database);

}  // namespace custrec
