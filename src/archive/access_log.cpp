// SPDX-License-Identifier: MIT
// access.log: who took data out unmasked.
#include "archive/access_log.hpp"

#include "archive/layout.hpp"
#include "text/utf8.hpp"

namespace custrec {

void log_access(const Archive& archive, std::chrono::sys_seconds now, const Access& access) {
  std::string fields;
  for (const std::string& field : access.fields) {
    if (!fields.empty()) fields += ',';
    fields += field;
  }
  const std::string line = archive.format_now(now) + "\t" + escape_controls(access.by) + "\t" +
                           escape_controls(access.command) + "\t" + std::to_string(access.records) +
                           "\t" + escape_controls(fields) + "\t" +
                           escape_controls(trim(access.purpose)) + "\n";
  archive.tree().append(layout::access_log, line);
}

}  // namespace custrec
