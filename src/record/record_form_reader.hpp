// SPDX-License-Identifier: MIT
// The fast reader of the record form (its grammar stands atop document.hpp): one pass, no copies.
#pragma once

#include "record/document.hpp"

namespace custrec {

/// Fills `document` and returns true when its bytes are record form; otherwise leaves it empty and
/// returns false. It refuses, never guesses: what it accepts, yaml-cpp reads as the same tree.
bool read_record_form(Document& document);

}  // namespace custrec
