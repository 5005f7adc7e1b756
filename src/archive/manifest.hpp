// SPDX-License-Identifier: MIT
// What a transaction does to the files of the archive, written down before it is done so that a
// crash in between can be mended: `.custrec/manifest`, a line for each file,
//
//   custrec transaction 2 <token>
//   <before> TAB <after> TAB <source> TAB <target>
//
// `before` and `after` are the SHA-256 of the target then and now, `-` where there is no file;
// `source` is the file that is moved to the target, `-` where it is removed. Paths are relative to
// the root and hold neither tabs nor line breaks. The token (see git_folder.hpp) shows that custrec
// wrote it in this clone: a manifest that came with a commit is no change to be carried out.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "archive/tree.hpp"

namespace custrec {

struct ManifestLine {
  std::string before;
  std::string after;
  std::string source;
  std::string target;

  bool operator==(const ManifestLine&) const = default;
};

/// Stands for a file that is not there.
inline constexpr std::string_view no_file = "-";

/// SHA-256 of the file at `path`; `no_file` when there is none. Throws Error(files).
std::string digest_or_none(const Tree& tree, std::string_view path);

/// Of a change of a million files; there is none larger.
inline constexpr std::size_t max_manifest_bytes = std::size_t{512} << 20U;

struct Manifest {
  std::string token;
  std::vector<ManifestLine> lines;
};

std::string format_manifest(const Manifest& manifest);

/// Nothing when `text` doesn't begin like a manifest.
std::optional<std::string> read_token_of_manifest(std::string_view text);

/// Nothing when `text` isn't a manifest of this form.
std::optional<Manifest> parse_manifest(std::string_view text);

}  // namespace custrec
