// SPDX-License-Identifier: MIT
// SHA-256 (FIPS 180-4), by which a file or a content is known again.
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace custrec {

/// Bytes that come in parts.
class Sha256 {
 public:
  Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;
  ~Sha256();

  void add(std::string_view bytes);
  /// 64 lower-case hexadecimal digits; nothing may be added afterwards.
  [[nodiscard]] std::string finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Hexadecimal digits of a hash.
inline constexpr std::size_t sha256_digits = 64;

std::string sha256(std::string_view bytes);
/// The same without memory from elsewhere.
std::array<char, sha256_digits> sha256_of(std::string_view bytes);

}  // namespace custrec
