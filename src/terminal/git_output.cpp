// SPDX-License-Identifier: MIT
// From what git prints to values.
#include "terminal/git_output.hpp"

#include <algorithm>
#include <charconv>

namespace custrec {
namespace {

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(separator), text.size());
    parts.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

/// A whole number and nothing else.
std::optional<std::size_t> parse_size(std::string_view digits) {
  std::size_t size = 0;
  const char* end = digits.data() + digits.size();
  const auto [stop, fault] = std::from_chars(digits.data(), end, size);
  return fault == std::errc() && stop == end ? std::optional(size) : std::nullopt;
}

}  // namespace

std::vector<std::string> split_nul(const std::string& text) {
  return split(text, '\0');
}

std::vector<RawChange> parse_raw_changes(const std::string& output) {
  const auto parts = split_nul(output);
  std::vector<RawChange> changes;
  for (std::size_t at = 0; at + 1 < parts.size();) {
    // `:<mode> <mode> <blob> <blob> <letter and number>`, then one path or two.
    const std::string& line = parts[at++];
    if (!line.starts_with(':')) continue;
    auto words = split(std::string_view(line).substr(1), ' ');
    if (words.size() != 5 || words[4].empty()) continue;
    RawChange change{std::move(words[0]),
                     std::move(words[1]),
                     std::move(words[2]),
                     std::move(words[3]),
                     words[4][0],
                     parts[at++],
                     {}};
    const bool two = (change.letter == 'R' || change.letter == 'C') && at < parts.size();
    change.path = two ? parts[at++] : change.old_path;
    changes.push_back(std::move(change));
  }
  return changes;
}

std::map<std::string, ConflictStages> parse_unmerged(const std::string& output) {
  std::map<std::string, ConflictStages> files;
  for (const std::string& row : split_nul(output)) {
    // `<mode> <blob> <stage>`, a tab and the path.
    const std::size_t tab = std::min(row.find('\t'), row.size());
    const auto words = split(std::string_view(row).substr(0, tab), ' ');
    if (tab + 1 >= row.size() || words.size() != 3 || words[2].size() != 1) continue;
    const char stage = words[2][0];
    if (stage < '1' || stage > '3') continue;
    ConflictStages& stages = files[row.substr(tab + 1)];
    (stage == '1' ? stages.base : stage == '2' ? stages.ours : stages.theirs) = words[1];
  }
  return files;
}

std::vector<std::optional<std::string>> parse_blobs(const std::string& output, std::size_t count) {
  std::vector<std::optional<std::string>> blobs(count);
  std::string_view rest = output;
  for (std::optional<std::string>& blob : blobs) {
    // `<hash> blob <size>`, the bytes, a newline; or `<name> missing`.
    const std::size_t end = rest.find('\n');
    if (end == std::string_view::npos) break;
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(end + 1);
    const std::size_t space = line.rfind(' ');
    if (space == std::string_view::npos) continue;
    const auto size = parse_size(line.substr(space + 1));
    if (!size) continue;
    // Cut short, it is not the file.
    if (*size >= rest.size()) break;
    if (line.substr(0, space).ends_with(" blob")) blob = rest.substr(0, *size);
    rest.remove_prefix(*size + 1);
  }
  return blobs;
}

GitUser parse_user(std::string_view output) {
  constexpr std::string_view name = "user.name ";
  constexpr std::string_view email = "user.email ";
  GitUser user;
  for (const std::string& line : split(output, '\n')) {
    if (line.starts_with(name)) user.name = line.substr(name.size());
    if (line.starts_with(email)) user.email = line.substr(email.size());
  }
  return user;
}

std::vector<std::vector<std::string>> parse_versions(std::string_view output) {
  constexpr std::size_t cells = 4;
  std::vector<std::vector<std::string>> rows;
  for (const std::string& line : split(output, '\n')) {
    std::vector<std::string>& row = rows.emplace_back();
    for (std::size_t at = 0; at <= line.size();) {
      // A message may have tabs of its own.
      const bool last = row.size() + 1 == cells;
      const std::size_t end = last ? line.size() : std::min(line.find('\t', at), line.size());
      row.push_back(line.substr(at, end - at));
      at = end + 1;
    }
    row.resize(cells);
  }
  return rows;
}

}  // namespace custrec
