// SPDX-License-Identifier: MIT
// The end of every JSON text that custrec writes.
#pragma once

#include <rapidjson/stringbuffer.h>

#include <string>

namespace custrec {

/// The JSON in `buffer`, fit for a terminal: what `find_unprintable` finds in its strings as
/// `\u009B`. A reader finds the same values in it.
std::string take_json(const rapidjson::StringBuffer& buffer);

}  // namespace custrec
