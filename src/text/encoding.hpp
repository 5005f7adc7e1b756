// SPDX-License-Identifier: MIT
// Finds out how a text file from elsewhere is encoded, and makes UTF-8 of it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace custrec {

struct Decoded {
  std::string text;      ///< valid UTF-8 without byte order mark or NUL
  std::string encoding;  ///< `UTF-8`, `UTF-16LE`, `UTF-16BE` or `GB18030`
};

/// In this order: what a byte order mark says; UTF-16 without one, told by the NULs of its ASCII
/// characters; valid UTF-8; valid GB18030 (with it GBK and GB 2312). Line ends stay. Nothing when
/// it is none of these, breaks off within a character, or has a NUL once decoded: then it is no
/// text. Empty input is empty UTF-8.
std::optional<Decoded> decode_text(std::string_view bytes);

}  // namespace custrec
