// SPDX-License-Identifier: MIT
// Contracts, licences and letters: what they are called below attachments/, and what they hold.
//
//   attachments/<id of the customer>/<name>-<year>-<kind>.<ending>
//     示例机械有限公司-2024-合同.pdf       an enterprise
//     C20240408001-2024-合同.pdf          anybody else: no personal name stands in a path
//     示例机械有限公司-2024-合同-2.pdf     the second of the same name
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "archive/tree.hpp"
#include "record/document.hpp"
#include "schema/file_reference.hpp"

namespace custrec {

/// The file name of an attachment of the customer of `record`: of its kind as people call it, and
/// with the ending of the file `source` (the last one, of letters and digits, in lower case), if
/// any. It is a name on all file systems: at most 255 bytes of UTF-8 (the customer's name is cut),
/// no `/ \ : * ? " < > |`, control or invisible characters, no dot in front. None of `taken` is the
/// same on a file system that doesn't tell upper from lower case.
std::string attachment_name(const Document& record, std::string_view kind, std::string_view year,
                            std::string_view source, const std::set<std::string>& taken);

/// The names that the next attachment of customer `id` can't have: what lies in the folder, and
/// what `record` says lies there. Throws Error(files).
std::set<std::string> find_taken_names(const Tree& tree, const FileFields& file_fields,
                                       std::string_view id, const Document& record);

/// A pointer of Git LFS, which lies in the place of a large file until that is fetched, is shorter.
inline constexpr std::size_t max_pointer_bytes = 1024;

/// The SHA-256 of the content that `text` points to; nothing when it is no pointer of Git LFS:
///   version https://git-lfs.github.com/spec/v1
///   oid sha256:<64 hexadecimal digits>
///   size <bytes>
std::optional<std::string> find_pointer_digest(std::string_view text);

struct ContentDigest {
  std::string sha256;           ///< of a pointer: of what it points to
  std::optional<Text> trouble;  ///< what stops the file from being read; then there is no digest
};

/// Of a file of any size, in little memory.
ContentDigest read_content_digest(FileReader& files, std::string_view path);

}  // namespace custrec
