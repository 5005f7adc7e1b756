// SPDX-License-Identifier: MIT
// What commands that look at customers say in the end.
#include "commands/outcome.hpp"

namespace custrec {

void tell_selection(const Session& session, const SelectionCounts& counts) {
  if (counts.hidden > 0) {
    session.say(fill(
        {"{} more customers belong to others and are left out", "另有 {} 个客户由他人跟进，未列出"},
        {counts.hidden}));
  }
  if (counts.unreadable > 0) {
    session.complain(fill({"{} files could not be read as records; see 'custrec verify'",
                           "{} 个文件无法作为档案读取，请见 custrec verify"},
                          {counts.unreadable}));
  }
}

}  // namespace custrec
