// SPDX-License-Identifier: MIT
// UTF-8 and the normal forms of what people type, with utf8proc for what Unicode decides.
#include "text/utf8.hpp"

#include <utf8proc.h>

#include <array>
#include <cstdlib>
#include <cstring>
#include <memory>

#include "text/unprintable.hpp"

namespace custrec {
namespace {

/// Bytes of the valid sequence at `offset`, 0 when there is none.
std::size_t valid_length_at(std::string_view text, std::size_t offset) {
  const auto byte = [&](std::size_t index) {
    return index < text.size() ? static_cast<unsigned char>(text[index]) : 0U;
  };
  const auto continues = [&](std::size_t index) { return (byte(index) & 0xC0U) == 0x80U; };
  const unsigned lead = byte(offset);
  const unsigned second = byte(offset + 1);
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return continues(offset + 1) ? 2 : 0;
  if (lead >= 0xE0 && lead <= 0xEF) {
    const bool overlong = lead == 0xE0 && second < 0xA0;
    const bool surrogate = lead == 0xED && second > 0x9F;
    return continues(offset + 1) && continues(offset + 2) && !overlong && !surrogate ? 3 : 0;
  }
  if (lead >= 0xF0 && lead <= 0xF4) {
    const bool overlong = lead == 0xF0 && second < 0x90;
    const bool beyond = lead == 0xF4 && second > 0x8F;
    return continues(offset + 1) && continues(offset + 2) && continues(offset + 3) && !overlong &&
                   !beyond
               ? 4
               : 0;
  }
  return 0;
}

std::string map_unicode(std::string_view text, int options) {
  utf8proc_uint8_t* mapped = nullptr;
  const utf8proc_ssize_t length = utf8proc_map(
      reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
      static_cast<utf8proc_ssize_t>(text.size()), &mapped, static_cast<utf8proc_option_t>(options));
  const std::unique_ptr<utf8proc_uint8_t, void (*)(void*)> owner(mapped, std::free);
  if (length < 0) return std::string(text);
  return {reinterpret_cast<const char*>(mapped), static_cast<std::size_t>(length)};
}

bool is_ascii(std::string_view text) {
  for (const char c : text) {
    if (static_cast<unsigned char>(c) >= 0x80) return false;
  }
  return true;
}

bool is_dash(char32_t value) {
  return value == U'-' || (value >= 0x2010 && value <= 0x2015) || value == 0x2212;
}

}  // namespace

std::optional<std::size_t> find_invalid_utf8(std::string_view text) {
  std::size_t offset = 0;
  while (offset < text.size()) {
    std::uint64_t eight = 0;
    if (offset + sizeof eight <= text.size()) {
      std::memcpy(&eight, text.data() + offset, sizeof eight);
      if ((eight & 0x8080808080808080U) == 0) {
        offset += sizeof eight;
        continue;
      }
    }
    const std::size_t length = valid_length_at(text, offset);
    if (length == 0) return offset;
    offset += length;
  }
  return std::nullopt;
}

CodePoint code_point_at(std::string_view text, std::size_t offset) {
  const auto bits = [&](std::size_t index) {
    return static_cast<char32_t>(static_cast<unsigned char>(text[offset + index]) & 0x3FU);
  };
  const char32_t lead = static_cast<unsigned char>(text[offset]);
  switch (valid_length_at(text, offset)) {
    case 2:
      return {((lead & 0x1FU) << 6U) | bits(1), 2};
    case 3:
      return {((lead & 0x0FU) << 12U) | (bits(1) << 6U) | bits(2), 3};
    case 4:
      return {((lead & 0x07U) << 18U) | (bits(1) << 12U) | (bits(2) << 6U) | bits(3), 4};
    default:
      return {lead, 1};
  }
}

void append_utf8(std::string& text, char32_t value) {
  std::array<utf8proc_uint8_t, 4> bytes{};
  const utf8proc_ssize_t length =
      utf8proc_encode_char(static_cast<utf8proc_int32_t>(value), bytes.data());
  text.append(reinterpret_cast<const char*>(bytes.data()), static_cast<std::size_t>(length));
}

std::size_t count_code_points(std::string_view text) {
  std::size_t count = 0;
  for (const char c : text) count += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1 : 0;
  return count;
}

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  for (std::size_t offset = 0; offset < text.size();) {
    const CodePoint point = code_point_at(text, offset);
    width +=
        static_cast<std::size_t>(utf8proc_charwidth(static_cast<utf8proc_int32_t>(point.value)));
    offset += point.length;
  }
  return width;
}

std::string cut_to_width(std::string_view text, std::size_t columns) {
  if (display_width(text) <= columns) return std::string(text);
  std::size_t width = 1;  // the ellipsis
  std::size_t offset = 0;
  while (offset < text.size()) {
    const CodePoint point = code_point_at(text, offset);
    const auto wide =
        static_cast<std::size_t>(utf8proc_charwidth(static_cast<utf8proc_int32_t>(point.value)));
    if (width + wide > columns) break;
    width += wide;
    offset += point.length;
  }
  return std::string(text.substr(0, offset)) + "…";
}

bool is_space(char32_t value) {
  return value == U' ' || (value >= 0x09 && value <= 0x0D) || value == 0x85 || value == 0xA0 ||
         value == 0x1680 || (value >= 0x2000 && value <= 0x200A) || value == 0x2028 ||
         value == 0x2029 || value == 0x202F || value == 0x205F || value == 0x3000;
}

bool is_invisible(char32_t value) {
  return (value >= 0x200B && value <= 0x200F) || (value >= 0x202A && value <= 0x202E) ||
         (value >= 0x2060 && value <= 0x2064) || (value >= 0x2066 && value <= 0x2069) ||
         value == 0xFEFF || value == 0x061C || value == 0xAD;
}

namespace {

/// Most texts begin and end with a letter of ASCII, an ideograph or a Chinese mark: U+3001 and
/// U+3002, and those from U+FF00 to U+FF7F. Then nothing is to be trimmed.
bool has_plain_ends(std::string_view text) {
  const auto byte = [&](std::size_t offset) { return static_cast<unsigned char>(text[offset]); };
  const auto is_ascii_letter = [](unsigned char c) { return c > ' ' && c < 0x7F; };
  const auto is_chinese_at = [&](std::size_t at) {
    const unsigned char lead = byte(at);
    if (lead >= 0xE4 && lead <= 0xE9) return true;
    if (lead == 0xE3) return byte(at + 1) == 0x80 && (byte(at + 2) == 0x81 || byte(at + 2) == 0x82);
    return lead == 0xEF && (byte(at + 1) == 0xBC || byte(at + 1) == 0xBD);
  };
  return text.size() >= 3 && (is_ascii_letter(byte(0)) || is_chinese_at(0)) &&
         (is_ascii_letter(byte(text.size() - 1)) || is_chinese_at(text.size() - 3));
}

}  // namespace

std::string_view trim(std::string_view text) {
  if (has_plain_ends(text)) return text;
  const auto drops = [](char32_t value) { return is_space(value) || is_invisible(value); };
  while (!text.empty()) {
    const CodePoint first = code_point_at(text, 0);
    if (!drops(first.value)) break;
    text.remove_prefix(first.length);
  }
  while (!text.empty()) {
    std::size_t last = text.size() - 1;
    while (last > 0 && text.size() - last < 4 &&
           (static_cast<unsigned char>(text[last]) & 0xC0U) == 0x80U) {
      --last;
    }
    if (!drops(code_point_at(text, last).value)) break;
    text.remove_suffix(text.size() - last);
  }
  return text;
}

bool is_trimmed(std::string_view text) {
  return trim(text).size() == text.size();
}

std::string to_nfkc(std::string_view text) {
  if (is_ascii(text)) return std::string(text);
  return map_unicode(text, UTF8PROC_COMPOSE | UTF8PROC_COMPAT | UTF8PROC_STABLE);
}

std::size_t count_plain_chinese(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    const auto lead = static_cast<unsigned char>(text[at]);
    if (lead < 0x80) {
      ++at;
      continue;
    }
    if (lead < 0xE4 || lead > 0xE9 || at + 3 > text.size()) return at;
    if (lead == 0xE4 && static_cast<unsigned char>(text[at + 1]) < 0xB8) return at;
    at += 3;
  }
  return at;
}

std::string fold(std::string_view text) {
  if (count_plain_chinese(text) == text.size()) {
    std::string folded(text);
    for (char& c : folded) c = static_cast<char>(c + (c >= 'A' && c <= 'Z' ? 'a' - 'A' : 0));
    return folded;
  }
  return map_unicode(text,
                     UTF8PROC_COMPOSE | UTF8PROC_COMPAT | UTF8PROC_STABLE | UTF8PROC_CASEFOLD);
}

std::string squeeze(std::string_view text) {
  const std::string normal = to_nfkc(text);
  std::string squeezed;
  squeezed.reserve(normal.size());
  for (std::size_t offset = 0; offset < normal.size();) {
    const CodePoint point = code_point_at(normal, offset);
    if (!is_space(point.value) && !is_invisible(point.value) && !is_dash(point.value)) {
      squeezed.append(normal, offset, point.length);
    }
    offset += point.length;
  }
  return squeezed;
}

std::string to_upper_ascii(std::string_view text) {
  std::string upper(text);
  for (char& c : upper) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return upper;
}

std::string escape_controls(std::string_view text, bool keep_lines) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string safe;
  safe.reserve(text.size());
  while (true) {
    const std::size_t end = find_unprintable(text).value_or(text.size());
    safe += text.substr(0, end);
    text.remove_prefix(end);
    if (text.empty()) return safe;
    const CodePoint point = code_point_at(text, 0);
    if (keep_lines && (point.value == U'\n' || point.value == U'\t')) {
      safe += text[0];
    } else {
      safe += "\\u";
      for (int shift = 12; shift >= 0; shift -= 4) safe += digits[(point.value >> shift) & 0xFU];
    }
    text.remove_prefix(point.length);
  }
}

std::string replace_all(std::string text, std::string_view from, std::string_view to) {
  std::size_t at = text.find(from);
  if (at == std::string::npos) return text;
  std::string replaced;
  std::size_t begin = 0;
  for (; at != std::string::npos; at = text.find(from, begin)) {
    replaced.append(text, begin, at - begin).append(to);
    begin = at + from.size();
  }
  return replaced.append(text, begin);
}

}  // namespace custrec
