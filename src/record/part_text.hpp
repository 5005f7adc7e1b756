// SPDX-License-Identifier: MIT
// From bytes to parts and back: what nobody changed comes out byte for byte.
#pragma once

#include <string>

#include "record/part.hpp"

namespace custrec {

/// The root of `document`, which is record form (read by `read_record_form`).
Part read_parts(const Document& document);

/// The text of the record; where there are conflicts with the markers of git, `marker_size` long.
std::string format_parts(const Part& root, std::size_t marker_size = 7);

}  // namespace custrec
