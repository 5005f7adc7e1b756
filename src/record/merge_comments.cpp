// SPDX-License-Identifier: MIT
// Merging what stands around the values.
#include "record/merge_comments.hpp"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

namespace custrec {
namespace {

std::vector<std::string_view> split_lines(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return lines;
}

std::string_view without_blanks(std::string_view line) {
  const std::size_t begin = line.find_first_not_of(" \n");
  if (begin == std::string_view::npos) return {};
  return line.substr(begin, line.find_last_not_of(" \n") + 1 - begin);
}

using LineCounts = std::map<std::string_view, int>;

LineCounts count_lines(std::string_view text) {
  LineCounts counts;
  for (const std::string_view line : split_lines(text)) counts[without_blanks(line)] += 1;
  return counts;
}

/// Those lines of `text` that `counts` doesn't have, as often as that is so.
std::string lines_beyond(std::string_view text, LineCounts counts) {
  std::string beyond;
  for (const std::string_view line : split_lines(text)) {
    if (--counts[without_blanks(line)] < 0) beyond += line;
  }
  return beyond;
}

/// Every comment of `part`, as lines without blanks before them.
void add_comments(const Part& part, std::string& comments) {
  for (const std::string& text : {part.above, part.remark, part.below}) {
    for (const std::string_view line : split_lines(text)) {
      const std::string_view comment = without_blanks(line);
      if (!comment.empty()) comments.append(comment).append("\n");
    }
  }
  for (const Part& item : part.items) add_comments(item, comments);
}

/// Behind a block and behind the key of a list with entries stands nothing.
bool may_have_remark(const Part& part) {
  return part.kind == Kind::scalar ? part.body.find('\n') == std::string::npos : part.items.empty();
}

void add_above(std::string_view remark, Part& part) {
  const std::string_view comment = without_blanks(remark);
  if (!comment.empty()) part.above.append(comment).append("\n");
}

}  // namespace

std::string merge_lines(std::string_view base, std::string_view ours, std::string_view theirs) {
  if (ours == theirs || theirs == base) return std::string(ours);
  if (ours == base) return std::string(theirs);
  const std::string removed = lines_beyond(base, count_lines(theirs));
  std::string merged = lines_beyond(ours, count_lines(removed));
  const std::string added = lines_beyond(theirs, count_lines(base));
  const std::string own = lines_beyond(ours, count_lines(base));
  return merged.append(lines_beyond(added, count_lines(own)));
}

std::string find_new_comments(const Part& base, const Part& part) {
  std::string old;
  std::string now;
  add_comments(base, old);
  add_comments(part, now);
  return lines_beyond(now, count_lines(old));
}

void merge_surroundings(const Part& base, const Part& ours, const Part& theirs, Part& merged) {
  merged.above = merge_lines(base.above, ours.above, theirs.above);
  if (merged.conflict) return;
  const bool by_theirs = ours.remark == base.remark;
  const bool by_both = !by_theirs && theirs.remark != base.remark && theirs.remark != ours.remark;
  merged.remark = by_theirs ? theirs.remark : ours.remark;
  if (!may_have_remark(merged)) add_above(std::exchange(merged.remark, {}), merged);
  if (by_both) add_above(theirs.remark, merged);
}

}  // namespace custrec
