// SPDX-License-Identifier: MIT
// A text with conflict markers.
#include "record/conflict_text.hpp"

#include <algorithm>

namespace custrec {
namespace {

constexpr std::size_t smallest_marker = 7;

/// How many `sign` the line begins with, when it is a marker.
std::size_t marker_size(std::string_view line, char sign) {
  const std::size_t size = std::min(line.find_first_not_of(sign), line.size());
  if (size < smallest_marker) return 0;
  return size == line.size() || line[size] == ' ' || line[size] == '\n' ? size : 0;
}

/// Reads the lines of a text one after another.
class RegionReader {
 public:
  std::optional<std::vector<ConflictRegion>> run(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = std::min(text.find('\n', at), text.size() - 1) + 1;
      if (!take(text.substr(at, end - at), static_cast<std::uint32_t>(at),
                static_cast<std::uint32_t>(end))) {
        return std::nullopt;
      }
      at = end;
    }
    if (state_ != State::outside) return std::nullopt;
    return std::move(regions_);
  }

 private:
  enum class State : unsigned char { outside, ours, base, theirs };

  bool take(std::string_view line, std::uint32_t begin, std::uint32_t end) {
    const auto is_marker = [&](char sign) {
      return size_ == 0 ? marker_size(line, sign) > 0 : marker_size(line, sign) == size_;
    };
    if (is_marker('<')) {
      if (state_ != State::outside) return false;
      size_ = marker_size(line, '<');
      state_ = State::ours;
      regions_.push_back({{begin, begin}, {end, end}, {end, end}});
    } else if (state_ == State::ours && is_marker('|')) {
      regions_.back().ours.end = begin;
      state_ = State::base;
    } else if ((state_ == State::ours || state_ == State::base) && is_marker('=')) {
      if (state_ == State::ours) regions_.back().ours.end = begin;
      regions_.back().theirs = {end, end};
      state_ = State::theirs;
    } else if (is_marker('>')) {
      if (state_ != State::theirs) return false;
      regions_.back().theirs.end = begin;
      regions_.back().whole.end = end;
      state_ = State::outside;
      size_ = 0;
    }
    return true;
  }

  std::vector<ConflictRegion> regions_;
  State state_ = State::outside;
  std::size_t size_ = 0;  ///< of the markers of the open conflict
};

/// The paths of what stands wholly in `span`, but not in something else that does.
void add_fields(const Document& document, NodeIndex index, Span span,
                std::vector<std::string>& fields) {
  for (const NodeIndex child : document.children(index)) {
    const Node& node = document[child];
    const std::uint32_t begin = node.key.empty() ? node.span.begin : node.key_span.begin;
    if (begin >= span.begin && node.span.end <= span.end) {
      std::string path = path_with_ids(document, child);
      if (std::find(fields.begin(), fields.end(), path) == fields.end()) {
        fields.push_back(std::move(path));
      }
    } else if (begin < span.end && node.span.end > span.begin) {
      add_fields(document, child, span, fields);
    }
  }
}

}  // namespace

std::optional<std::vector<ConflictRegion>> find_conflict_regions(std::string_view text) {
  return RegionReader().run(text);
}

std::string choose_sides(std::string_view text, const std::vector<ConflictRegion>& regions,
                         const SideChoice& choice) {
  std::string chosen;
  std::size_t at = 0;
  for (std::size_t number = 0; number < regions.size(); ++number) {
    const ConflictRegion& region = regions[number];
    const auto side = choice(number);
    chosen += text.substr(at, region.whole.begin - at);
    const Span span = !side ? region.whole : *side == Side::ours ? region.ours : region.theirs;
    chosen += text.substr(span.begin, span.end - span.begin);
    at = region.whole.end;
  }
  return chosen.append(text.substr(at));
}

std::optional<std::vector<std::vector<std::string>>> find_conflict_fields(
    std::string_view text, const std::vector<ConflictRegion>& regions) {
  std::vector<std::vector<std::string>> fields(regions.size());
  for (const Side side : {Side::ours, Side::theirs}) {
    const Reading reading =
        read_document(choose_sides(text, regions, [&](std::size_t) { return side; }));
    if (!reading.readable || !reading.faults.empty()) return std::nullopt;
    std::uint32_t moved = 0;
    for (std::size_t number = 0; number < regions.size(); ++number) {
      const ConflictRegion& region = regions[number];
      const Span span = side == Side::ours ? region.ours : region.theirs;
      const std::uint32_t begin = region.whole.begin - moved;
      const std::uint32_t end = begin + span.end - span.begin;
      add_fields(reading.document, Document::root, {begin, end}, fields[number]);
      moved = region.whole.end - end;
    }
  }
  return fields;
}

std::string path_with_ids(const Document& document, NodeIndex index) {
  const Node& node = document[index];
  if (node.parent == no_node) return {};
  std::string path = path_with_ids(document, node.parent);
  if (!node.key.empty()) return path.append(path.empty() ? "" : ".").append(node.key);
  const std::string_view id =
      node.kind == Kind::mapping ? document.text_at(index, "id") : std::string_view();
  if (!id.empty()) return path.append(".").append(id);
  return path.append("[").append(std::to_string(node.position)).append("]");
}

std::string put_between_markers(std::string_view ours, std::string_view theirs,
                                std::size_t marker_size) {
  std::string text;
  const auto add = [&](std::string_view side) {
    text += side;
    if (!side.empty() && side.back() != '\n') text += '\n';
  };
  text.append(marker_size, '<').append(" ours\n");
  add(ours);
  text.append(marker_size, '=').append("\n");
  add(theirs);
  return text.append(marker_size, '>').append(" theirs\n");
}

}  // namespace custrec
