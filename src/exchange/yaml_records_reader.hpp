// SPDX-License-Identifier: MIT
// Reads records of YAML: one, several with `---` between them as `export --format yaml` writes
// them, or a list of them.
#pragma once

#include <string>
#include <string_view>

#include "exchange/sheet.hpp"

namespace custrec {

/// Each is read like a file of the archive, by either reader and within the limits of records.
/// `text` is valid UTF-8. A row is counted by the line on which its record begins. Throws
/// Error(files) with the place of the first fault.
Sheet read_yaml_records(std::string text, const SheetSource& source);

/// `record`, the bytes of one, as a document of its own with the keys `_row` and `_reason` behind
/// its own; those that it had are gone. Comments and layout stay where the record is in block
/// style.
std::string add_yaml_reason(std::string_view record, std::size_t row, const std::string& reason);

}  // namespace custrec
