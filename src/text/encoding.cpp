// SPDX-License-Identifier: MIT
// Guesses by byte order marks, NULs and validity; iconv of libc decodes.
#include "text/encoding.hpp"

#include <iconv.h>

#include <cerrno>
#include <cstdint>

#include "text/utf8.hpp"

namespace custrec {
namespace {

constexpr std::string_view utf8_mark = "\xEF\xBB\xBF";
constexpr std::string_view utf16le_mark = "\xFF\xFE";
constexpr std::string_view utf16be_mark = "\xFE\xFF";

bool has_nul(std::string_view text) {
  return text.find('\0') != std::string_view::npos;
}

class Converter {
 public:
  explicit Converter(const char* from) : handle_(iconv_open("UTF-8", from)) {}
  ~Converter() {
    if (is_open()) iconv_close(handle_);
  }
  Converter(const Converter&) = delete;
  Converter& operator=(const Converter&) = delete;

  /// Nothing when a byte is invalid, the last character is cut off, or libc lacks the encoding.
  std::optional<std::string> convert(std::string_view bytes) {
    if (!is_open()) return std::nullopt;
    char* input = const_cast<char*>(bytes.data());  // iconv only reads it
    std::size_t input_left = bytes.size();
    std::string text(bytes.size() / 2 * 3 + 16, '\0');
    std::size_t done = 0;
    while (input_left > 0) {
      char* output = text.data() + done;
      std::size_t output_left = text.size() - done;
      const auto outcome = iconv(handle_, &input, &input_left, &output, &output_left);
      const bool failed = outcome == static_cast<std::size_t>(-1);
      if (failed && errno != E2BIG) return std::nullopt;
      done = text.size() - output_left;
      if (failed) text.resize(text.size() * 2);
    }
    text.resize(done);
    return text;
  }

 private:
  [[nodiscard]] bool is_open() const {
    return reinterpret_cast<std::intptr_t>(handle_) != -1;  // NOLINT: so iconv_open says it
  }

  iconv_t handle_;
};

std::optional<Decoded> convert(std::string_view bytes, const char* encoding) {
  auto text = Converter(encoding).convert(bytes);
  if (!text || has_nul(*text)) return std::nullopt;
  return Decoded{std::move(*text), encoding};
}

/// How many UTF-16 units are one of the characters by which tables and lines are separated, and how
/// many are any ASCII. The first tells the byte order better: 一 (U+4E00) looks like N from behind.
struct UnitCounts {
  std::size_t separators = 0;
  std::size_t ascii = 0;
};

UnitCounts count_units(std::string_view bytes, std::size_t low_byte) {
  constexpr std::string_view separators = "\t\n\r \",;";
  UnitCounts counts;
  for (std::size_t at = 0; at + 1 < bytes.size(); at += 2) {
    const char low = bytes[at + low_byte];
    if (bytes[at + 1 - low_byte] != '\0' || low <= '\0') continue;
    ++counts.ascii;
    if (separators.find(low) != std::string_view::npos) ++counts.separators;
  }
  return counts;
}

std::optional<Decoded> decode_unmarked_utf16(std::string_view bytes) {
  if (bytes.size() % 2 != 0) return std::nullopt;
  const auto little = count_units(bytes, 0);
  const auto big = count_units(bytes, 1);
  const bool tied = little.separators == big.separators;
  if (tied && little.ascii == big.ascii) return std::nullopt;
  const bool is_little = tied ? little.ascii > big.ascii : little.separators > big.separators;
  return convert(bytes, is_little ? "UTF-16LE" : "UTF-16BE");
}

}  // namespace

std::optional<Decoded> decode_text(std::string_view bytes) {
  if (bytes.starts_with(utf16le_mark)) return convert(bytes.substr(2), "UTF-16LE");
  if (bytes.starts_with(utf16be_mark)) return convert(bytes.substr(2), "UTF-16BE");
  if (has_nul(bytes)) return decode_unmarked_utf16(bytes);
  const bool marked = bytes.starts_with(utf8_mark);
  if (marked) bytes.remove_prefix(utf8_mark.size());
  if (!find_invalid_utf8(bytes)) return Decoded{std::string(bytes), "UTF-8"};
  if (marked) return std::nullopt;
  return convert(bytes, "GB18030");
}

}  // namespace custrec
