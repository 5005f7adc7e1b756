// SPDX-License-Identifier: MIT
// What commands say in the end.
#include "terminal/outcome.hpp"

#include <cstdio>

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

void tell_done(const Session& session, std::string_view line) {
  session.print_line(line);
  if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0) session.complain(same_text(line));
}

void tell_unknown_years(const Session& session, const std::set<int>& years) {
  if (years.empty()) return;
  std::string list;
  for (const int year : years) list += (list.empty() ? "" : ", ") + std::to_string(year);
  session.say(fill({"provisional: {} has no days of {}, so Monday to Friday were counted",
                    "暂定：{} 没有 {} 年的日期，按周一至周五计算"},
                   {layout::calendar_file, list}));
}

}  // namespace custrec
