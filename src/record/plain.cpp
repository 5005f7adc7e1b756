// SPDX-License-Identifier: MIT
// Which texts may stand without quotes in YAML, and which of those are misread.
#include "record/plain.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

#include "text/ascii.hpp"
#include "text/byte_pairs.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

/// Which bytes are of some kind.
using Table = std::array<bool, 256>;

constexpr Table table_of(std::string_view characters) {
  Table table{};
  for (const char c : characters) table[static_cast<unsigned char>(c)] = true;
  return table;
}

constexpr Table is_decimal = table_of("0123456789");
constexpr Table is_decimal_or_gap = table_of("0123456789_");
constexpr Table is_hexadecimal_or_gap = table_of("0123456789abcdefABCDEF_");
constexpr Table is_octal = table_of("01234567");
constexpr Table is_binary_or_gap = table_of("01_");
constexpr Table is_of_decimal = table_of("0123456789_.");

bool are_all(std::string_view text, const Table& fits) {
  return std::all_of(text.rbegin(), text.rend(),
                     [&](char c) { return fits[static_cast<unsigned char>(c)]; });
}

/// Not empty and of these characters only, at least one of them a digit of some base.
bool consists_of(std::string_view text, const Table& characters) {
  return !text.empty() && are_all(text, characters) &&
         text.find_first_not_of('_') != std::string_view::npos;
}

/// `12:30`, `1:30:00.5`: numbers to base sixty in YAML 1.1.
bool is_sexagesimal(std::string_view text) {
  const std::size_t point = text.find('.');
  if (point != std::string_view::npos) {
    if (!are_all(text.substr(point + 1), is_decimal_or_gap)) return false;
    text = text.substr(0, point);
  }
  const std::size_t first = text.find(':');
  if (first == std::string_view::npos || !consists_of(text.substr(0, first), is_decimal_or_gap)) {
    return false;
  }
  text.remove_prefix(first);
  while (!text.empty()) {
    const std::size_t next = std::min(text.find(':', 1), text.size());
    const std::string_view part = text.substr(1, next - 1);
    const bool fits = part.size() == 1 || (part.size() == 2 && part[0] <= '5');
    if (!fits || !consists_of(part, is_decimal)) return false;
    text.remove_prefix(next);
  }
  return true;
}

/// All that numbers are made of.
constexpr auto is_of_number = table_of("0123456789abcdefABCDEFox_.:+-");

bool is_number(std::string_view text) {
  // Most texts that begin with a digit have a character of another kind.
  if (!are_all(text, is_of_number)) return false;
  if (!text.empty() && (text[0] == '+' || text[0] == '-')) text.remove_prefix(1);
  if (text.empty()) return false;
  if (text.starts_with("0x")) return consists_of(text.substr(2), is_hexadecimal_or_gap);
  if (text.starts_with("0o")) return consists_of(text.substr(2), is_octal);
  if (text.starts_with("0b")) return consists_of(text.substr(2), is_binary_or_gap);
  if (is_sexagesimal(text)) return true;
  const bool begins = is_digit(text[0]) || (text[0] == '.' && text.size() > 1 && is_digit(text[1]));
  if (!begins) return false;
  const std::size_t exponent = std::min(text.find('e'), text.find('E'));
  if (exponent != std::string_view::npos) {
    std::string_view power = text.substr(exponent + 1);
    if (!power.empty() && (power[0] == '+' || power[0] == '-')) power.remove_prefix(1);
    if (!consists_of(power, is_decimal)) return false;
    text = text.substr(0, exponent);
  }
  return consists_of(text, is_of_decimal) && std::count(text.begin(), text.end(), '.') <= 1;
}

constexpr std::size_t longest_word = 5;

/// The bytes of a text that is no longer, as one number.
constexpr std::uint64_t bytes_of_word(std::string_view text) {
  std::uint64_t bytes = 0;
  for (const char c : text) bytes = bytes << 8U | static_cast<unsigned char>(c);
  return bytes;
}

/// Those that stand for nothing, yes or no, what is no number or no end of them, or a merge.
constexpr auto words = [] {
  constexpr std::array<std::string_view, 42> texts = {
      "",      "~",     "null",  "Null", "NULL", "true", "True", "TRUE", "false", "False", "FALSE",
      "y",     "Y",     "yes",   "Yes",  "YES",  "n",    "N",    "no",   "No",    "NO",    "on",
      "On",    "ON",    "off",   "Off",  "OFF",  ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF",
      "-.inf", "-.Inf", "-.INF", ".nan", ".NaN", ".NAN", "=",    "<<",   "-"};
  std::array<std::uint64_t, texts.size()> sorted{};
  std::transform(texts.begin(), texts.end(), sorted.begin(), bytes_of_word);
  std::sort(sorted.begin(), sorted.end());
  return sorted;
}();

/// Characters that no plain text begins with.
constexpr auto is_indicator = table_of(",[]{}#&*!|>'\"%@`");

using Byte = unsigned char;

/// Whether `byte` can't follow the three bytes before it (RFC 3629), or ends a character that YAML
/// doesn't call printable. No branches: the compiler makes vector instructions of it.
constexpr bool is_wrong_byte(Byte byte, Byte last, Byte second, Byte third) {
  const bool continues = (byte & 0xC0) == 0x80;
  const bool must_continue = (last >= 0xC0) | (second >= 0xE0) | (third >= 0xF0);
  const bool unknown = ((byte & 0xFE) == 0xC0) | (byte > 0xF4);
  const bool overlong = ((last == 0xE0) & (byte < 0xA0)) | ((last == 0xF0) & (byte < 0x90));
  const bool surrogate = (last == 0xED) & (byte > 0x9F);
  const bool beyond = (last == 0xF4) & (byte > 0x8F);
  const bool control = ((byte < 0x20) & (byte != '\n')) | (byte == 0x7F);
  const bool control_of_c1 = (last == 0xC2) & (byte < 0xA0);
  const bool separator = (second == 0xE2) & (last == 0x80) & ((byte | 1) == 0xA9);
  const bool byte_order_mark = (second == 0xEF) & (last == 0xBB) & (byte == 0xBF);
  const bool no_character = (second == 0xEF) & (last == 0xBF) & (byte >= 0xBE);
  return (continues != must_continue) | unknown | overlong | surrogate | beyond | control |
         control_of_c1 | separator | byte_order_mark | no_character;
}

/// Whether `byte` is anything but printable ASCII, a line feed, or part of a character of three
/// bytes, as ideographs and Chinese punctuation are, or comes close to what is wrong among those.
/// The bytes before it are not. Asks a quarter of what `is_wrong_byte` asks.
constexpr bool is_unusual_byte(Byte byte, Byte last, Byte second) {
  const bool ascii = (static_cast<Byte>(byte - 0x20) < 0x5F) | (byte == '\n');
  const bool leads = (byte >= 0xE1) & (byte <= 0xEF) & (byte != 0xED);
  const bool continues = (byte & 0xC0) == 0x80;
  const bool must_continue = (last >= 0xE1) | (second >= 0xE1);
  const bool separator = (last == 0x80) & ((byte | 1) == 0xA9);
  const bool mark_or_no_character = (last == 0xEF) & ((byte | 4) == 0xBF);
  return !(ascii | leads | continues) | (continues != must_continue) | separator |
         mark_or_no_character;
}

#ifdef __x86_64__
/// Pairs whose second byte is unusual, and a few more.
constexpr BytePairs unusual_pairs({{
    // A third byte of a character, if there is a first one.
    {{Halves::between(0x8, 0xB)}, {Halves::between(0x8, 0xB)}},
    // A second byte without a first one, and a first one without a second.
    {{Halves::between(0x0, 0x7)}, {Halves::between(0x8, 0xB)}},
    {{Halves::between(0xC, 0xF)}, {Halves::between(0x0, 0x7) | Halves::between(0xC, 0xF)}},
    // Controls, and what begins no character or one of another length, of surrogates or overlong.
    {any_byte, {Halves::of(0x0, 0x1, 0xC, 0xD, 0xF), Halves::all().but(0xA)}},
    {any_byte, {Halves::of(0x1, 0xC, 0xD, 0xE, 0xF), Halves::of(0x0, 0xA, 0xD)}},
    {any_byte, byte_of(0x7F)},
    // Separators; the byte order mark, and what are no characters.
    {byte_of(0x80), {Halves::of(0xA), Halves::of(0x8, 0x9)}},
    {byte_of(0xEF), {Halves::of(0xB), Halves::of(0xB, 0xE, 0xF)}},
}});

/// The same, `size` no less than `from + BytePairs::step`.
[[gnu::target("avx2")]] bool has_unusual_pair(const char* text, std::size_t from,
                                              std::size_t size) {
  // A byte of 0xE0 or more, less this, has bit 0 set, as the sort of third bytes has.
  const __m256i before_lead = _mm256_set1_epi8(static_cast<char>(0xDF));
  const __m256i one = _mm256_set1_epi8(1);
  __m256i unusual = _mm256_setzero_si256();
  // First the last ones of all, which others may overlap.
  const char* const last = text + size - BytePairs::step;
  const char* next = text + from;
  for (const char* at = last; at <= last; at = std::exchange(next, next + BytePairs::step)) {
    const __m256i leads =
        _mm256_min_epu8(_mm256_subs_epu8(BytePairs::load(at - 2), before_lead), one);
    const __m256i pairs = unusual_pairs.find(BytePairs::load(at - 1), BytePairs::load(at));
    unusual = _mm256_or_si256(unusual, _mm256_xor_si256(pairs, leads));
  }
  return _mm256_testz_si256(unusual, unusual) == 0;
}
#endif

/// Whether one of bytes `from` (at least 2) to `size` is unusual.
bool has_unusual_byte(const char* text, std::size_t from, std::size_t size) {
#ifdef __x86_64__
  if (size >= from + BytePairs::step && __builtin_cpu_supports("avx2") != 0) {
    return has_unusual_pair(text, from, size);
  }
#endif
  const auto* bytes = reinterpret_cast<const Byte*>(text);
  Byte unusual = 0;
  for (std::size_t at = from; at < size; ++at) {
    const bool is_unusual = is_unusual_byte(bytes[at], bytes[at - 1], bytes[at - 2]);
    unusual = static_cast<Byte>(unusual | is_unusual);
  }
  return unusual != 0;
}

/// Whether one of bytes `from` (at least 3) to `size` is wrong.
#if defined(__x86_64__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__)
[[gnu::target_clones("avx2", "default")]]
#endif
bool has_wrong_byte(const char* text, std::size_t from, std::size_t size) {
  const auto* bytes = reinterpret_cast<const Byte*>(text);
  Byte wrong = 0;
  for (std::size_t at = from; at < size; ++at) {
    const bool is_wrong = is_wrong_byte(bytes[at], bytes[at - 1], bytes[at - 2], bytes[at - 3]);
    wrong = static_cast<Byte>(wrong | is_wrong);
  }
  return wrong != 0;
}

}  // namespace

bool is_printable_line(std::string_view text) {
  const auto continues = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; };
  for (std::size_t offset = 0; offset < text.size();) {
    const auto byte = static_cast<unsigned char>(text[offset]);
    if (byte < 0x80) {
      if (byte < 0x20 || byte == 0x7F) return false;
      ++offset;
      continue;
    }
    // U+3000 to U+CFFF, ideographs among them: all printable.
    if (byte >= 0xE3 && byte <= 0xEC && offset + 2 < text.size() && continues(text[offset + 1]) &&
        continues(text[offset + 2])) {
      offset += 3;
      continue;
    }
    const CodePoint point = code_point_at(text, offset);
    if (point.value < 0xA0 || point.value == 0x2028 || point.value == 0x2029 ||
        point.value == 0xFEFF || point.value == 0xFFFE || point.value == 0xFFFF) {
      return false;
    }
    offset += point.length;
  }
  return true;
}

bool is_printable_text(std::string_view text) {
  // Nearly all begin with a key and end with a line feed, so that no character is cut there.
  constexpr std::size_t few = 3;
  const auto is_of_key = [](char c) { return (c >= 'a' && c <= 'z') || c == '_' || c == ':'; };
  const bool plain_ends = text.size() > few && text.back() == '\n' &&
                          std::all_of(text.begin(), text.begin() + few, is_of_key);
  if (plain_ends && !has_unusual_byte(text.data(), few, text.size())) return true;
  // At both ends stand line feeds in the mind: before them nothing is begun, behind them nothing
  // may be left to come.
  const auto byte = [&](std::size_t at) {
    return at >= 3 && at - 3 < text.size() ? static_cast<Byte>(text[at - 3]) : Byte{'\n'};
  };
  const auto is_wrong = [&](std::size_t at) {
    return is_wrong_byte(byte(at), byte(at - 1), byte(at - 2), byte(at - 3));
  };
  for (std::size_t at = 3; at < 6; ++at) {
    if (is_wrong(at) || is_wrong(text.size() + at)) return false;
  }
  return !has_wrong_byte(text.data(), 3, text.size());
}

bool may_begin_plain(std::string_view text) {
  if (text.empty() || text.front() == ' ') return false;
  const char first = text.front();
  if (is_indicator[static_cast<unsigned char>(first)]) return false;
  const bool dash = first == '-' || first == '?' || first == ':';
  return !dash || (text.size() > 1 && text[1] != ' ' && text[1] != '\n');
}

bool is_plain_safe(std::string_view text) {
  if (!may_begin_plain(text) || text.back() == ' ' || text.back() == ':') return false;
  if (text.find(": ") != std::string_view::npos || text.find(" #") != std::string_view::npos) {
    return false;
  }
  return is_printable_line(text);
}

bool is_ambiguous_plain(std::string_view text) {
  if (!may_be_ambiguous_plain(text)) return false;
  const bool short_enough = text.size() <= longest_word;
  if (short_enough && std::binary_search(words.begin(), words.end(), bytes_of_word(text))) {
    return true;
  }
  return is_number(text);
}

}  // namespace custrec
