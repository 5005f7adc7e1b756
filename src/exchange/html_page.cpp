// SPDX-License-Identifier: MIT
// Putting pages together.
#include "exchange/html_page.hpp"

#include <stdexcept>

#include "text/sha256.hpp"

namespace custrec {
namespace {

std::string bytes_of_hex(const std::string& hex) {
  std::string bytes;
  for (std::size_t at = 0; at + 1 < hex.size(); at += 2) {
    bytes += static_cast<char>(std::stoi(hex.substr(at, 2), nullptr, 16));
  }
  return bytes;
}

/// RFC 4648, with padding.
std::string base64(std::string_view bytes) {
  constexpr std::string_view digits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    unsigned group = 0;
    for (std::size_t byte = at; byte < at + 3; ++byte) {
      group = group << 8U | (byte < bytes.size() ? static_cast<unsigned char>(bytes[byte]) : 0U);
    }
    const std::size_t filled = std::min<std::size_t>(bytes.size() - at, 3) + 1;
    for (std::size_t digit = 0; digit < 4; ++digit) {
      text += digit < filled ? digits[group >> (18U - 6U * digit) & 63U] : '=';
    }
  }
  return text;
}

}  // namespace

std::string script_json(std::string_view json) {
  std::string text;
  text.reserve(json.size());
  for (std::size_t at = 0; at < json.size(); ++at) {
    const std::string_view rest = json.substr(at, 3);
    if (json[at] == '<') {
      text += "\\u003c";
    } else if (json[at] == '>') {
      text += "\\u003e";
    } else if (json[at] == '&') {
      text += "\\u0026";
    } else if (rest == "\xE2\x80\xA8" || rest == "\xE2\x80\xA9") {
      text += rest[2] == '\xA8' ? "\\u2028" : "\\u2029";
      at += 2;
    } else {
      text += json[at];
    }
  }
  return text;
}

std::string policy_hash(std::string_view content) {
  return "'sha256-" + base64(bytes_of_hex(sha256(content))) + "'";
}

std::string fill_page(std::string_view page, const PageParts& parts) {
  std::string text;
  for (std::size_t at = 0;;) {
    const std::size_t open = page.find("{{", at);
    if (open == page.npos) return text.append(page.substr(at));
    const std::size_t close = page.find("}}", open);
    const std::string_view name = page.substr(open + 2, close - open - 2);
    const auto part = parts.find(name);
    if (close == page.npos || part == parts.end()) {
      throw std::logic_error("no part of a page: " + std::string(name));
    }
    text.append(page.substr(at, open - at)).append(part->second);
    at = close + 2;
  }
}

}  // namespace custrec
