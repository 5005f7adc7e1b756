// SPDX-License-Identifier: MIT
// A target of libFuzzer: whatever git prints is read as what its commands print, and what was read
// is the same when it is printed and read again.
#include <cstdint>
#include <string>

#include "require.hpp"
#include "terminal/git_output.hpp"

using namespace custrec;
using namespace custrec::fuzz;

namespace {

const std::string nul(1, '\0');

void check_raw_changes(const std::string& output) {
  const auto changes = parse_raw_changes(output);
  std::string again;
  for (const RawChange& change : changes) {
    const bool two = change.letter == 'R' || change.letter == 'C';
    require(two || change.path == change.old_path, "one path became two", output);
    again += ":" + change.old_mode + " " + change.new_mode + " " + change.old_blob + " " +
             change.new_blob + " " + change.letter + nul + change.old_path + nul;
    if (two) again += change.path + nul;
  }
  const auto same = parse_raw_changes(again);
  require(same.size() == changes.size(), "git diff --raw is read otherwise", output);
  for (std::size_t at = 0; at < same.size(); ++at) {
    require(same[at].path == changes[at].path && same[at].new_blob == changes[at].new_blob &&
                same[at].old_mode == changes[at].old_mode,
            "git diff --raw is read otherwise", output);
  }
}

void check_blobs(const std::string& output, std::size_t count) {
  const auto blobs = parse_blobs(output, count);
  require(blobs.size() == count, "another number of files", output);
  std::string again;
  for (const auto& blob : blobs) {
    if (!blob) {
      again += "a1 missing\n";
      continue;
    }
    require(output.find("\n" + *blob + "\n") != std::string::npos ||
                output.find("\n" + *blob) != std::string::npos,
            "a file that git didn't print", output);
    again += "a1 blob " + std::to_string(blob->size()) + "\n" + *blob + "\n";
  }
  require(parse_blobs(again, count) == blobs, "git cat-file is read otherwise", output);
}

void check_unmerged(const std::string& output) {
  const auto files = parse_unmerged(output);
  std::string again;
  const auto add = [&](const std::string& blob, int stage, const std::string& path) {
    again += "100644 " + blob + " " + std::to_string(stage) + "\t" + path + nul;
  };
  for (const auto& [path, stages] : files) {
    require(!path.empty(), "a conflict without a path", output);
    add(stages.base, 1, path);
    add(stages.ours, 2, path);
    add(stages.theirs, 3, path);
  }
  const auto same = parse_unmerged(again);
  require(same.size() == files.size(), "git ls-files is read otherwise", output);
  for (const auto& [path, stages] : files) {
    const ConflictStages& other = same.at(path);
    require(other.base == stages.base && other.ours == stages.ours && other.theirs == stages.theirs,
            "git ls-files is read otherwise", output);
  }
}

void check_lines(const std::string& output) {
  for (const auto& row : parse_versions(output)) {
    require(row.size() == 4, "a version has four cells", output);
    for (const std::string& cell : row) {
      const bool last = &cell == &row.back();
      require(cell.find_first_of(last ? "\n" : "\n\t") == std::string::npos,
              "a cell holds more than one", output);
    }
  }
  const GitUser user = parse_user(output);
  const GitUser same = parse_user("user.name " + user.name + "\nuser.email " + user.email);
  require(same.name == user.name && same.email == user.email, "git config is read otherwise",
          output);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string output(reinterpret_cast<const char*>(data), size);
  std::string joined;
  for (const std::string& part : split_nul(output)) joined += part + nul;
  require(joined == output || joined == output + nul, "parts were lost", output);
  check_raw_changes(output);
  for (const std::size_t count : {1U, 3U}) check_blobs(output, count);
  check_unmerged(output);
  check_lines(output);
  return 0;
}
