// SPDX-License-Identifier: MIT
// What commands that look at customers say in the end.
#include "terminal/outcome.hpp"

namespace custrec {

void tell_selection(const Session& session, const SelectionCounts& counts) {
  if (counts.hidden > 0) {
    session.say(
        fill({"left out, since they are customers of others: {}", "由他人跟进、未列出的客户：{}"},
             {counts.hidden}));
  }
  if (counts.unreadable > 0) {
    session.complain(fill({"files and folders that can't be read: {}; see 'custrec verify'",
                           "无法读取的文件和文件夹：{}，请见 custrec verify"},
                          {counts.unreadable}));
  }
}

}  // namespace custrec
