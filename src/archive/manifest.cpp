// SPDX-License-Identifier: MIT
// The text of a manifest.
#include "archive/manifest.hpp"

#include <array>

namespace custrec {
namespace {

constexpr std::string_view first_words = "custrec transaction 2 ";
constexpr std::size_t digest_length = 64;

bool is_digest_or_none(std::string_view text) {
  return text == no_file || (text.size() == digest_length &&
                             text.find_first_not_of("0123456789abcdef") == std::string_view::npos);
}

std::optional<ManifestLine> parse_line(std::string_view line) {
  std::array<std::string, 4> parts;
  for (std::size_t at = 0; at < parts.size(); ++at) {
    const bool last = at + 1 == parts.size();
    const std::size_t tab = line.find('\t');
    if (last != (tab == std::string_view::npos)) return std::nullopt;
    parts[at] = line.substr(0, tab);
    if (!last) line.remove_prefix(tab + 1);
  }
  if (!is_digest_or_none(parts[0]) || !is_digest_or_none(parts[1]) || parts[2].empty() ||
      parts[3].empty()) {
    return std::nullopt;
  }
  if ((parts[1] == no_file) != (parts[2] == no_file)) return std::nullopt;
  return ManifestLine{parts[0], parts[1], parts[2], parts[3]};
}

}  // namespace

std::string format_manifest(const Manifest& manifest) {
  std::string text(first_words);
  text += manifest.token + '\n';
  for (const ManifestLine& line : manifest.lines) {
    for (const auto* part : {&line.before, &line.after, &line.source}) text += *part + '\t';
    text += line.target + '\n';
  }
  return text;
}

std::optional<std::string> read_token_of_manifest(std::string_view text) {
  const std::size_t end = text.find('\n');
  if (!text.starts_with(first_words) || end == text.npos) return std::nullopt;
  return std::string(text.substr(first_words.size(), end - first_words.size()));
}

std::optional<Manifest> parse_manifest(std::string_view text) {
  auto token = read_token_of_manifest(text);
  if (!token || !text.ends_with('\n')) return std::nullopt;
  Manifest manifest{std::move(*token), {}};
  text.remove_prefix(text.find('\n') + 1);
  while (!text.empty()) {
    const std::size_t newline = text.find('\n');
    auto line = parse_line(text.substr(0, newline));
    if (!line) return std::nullopt;
    manifest.lines.push_back(std::move(*line));
    text.remove_prefix(newline + 1);
  }
  return manifest;
}

std::string digest_or_none(const Tree& tree, std::string_view path) {
  return tree.digest(path).value_or(std::string(no_file));
}

}  // namespace custrec
