// SPDX-License-Identifier: MIT
// The parts of a ZIP file that lies in memory, read block by block and never unpacked to disk, so
// the names in it can lead nowhere. Every failure is Error(files) and names the file.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

struct zip;

namespace custrec {

/// Limits against files that unpack to far more than they are.
inline constexpr std::uint64_t max_unpacked_bytes = std::uint64_t{2} << 30U;  ///< of all parts
inline constexpr std::uint64_t max_unpacked_ratio = 200;  ///< of a part above 16 MiB

class ZipParts {
 public:
  /// `bytes` must outlive it; `name` is how messages call the file. Throws when it is no ZIP file,
  /// or one that is damaged or cut off.
  ZipParts(std::string_view bytes, std::string name);
  ZipParts(const ZipParts&) = delete;
  ZipParts& operator=(const ZipParts&) = delete;
  ~ZipParts();

  /// Case of ASCII letters doesn't matter.
  [[nodiscard]] bool has(const std::string& part) const;

  /// Gives the bytes of `part` to `take`, until it returns false. Throws when there is no such
  /// part, when it is damaged or encrypted, or goes beyond the limits.
  void read(const std::string& part, const std::function<bool(std::string_view)>& take);

  [[nodiscard]] const std::string& name() const { return name_; }

 private:
  [[nodiscard]] std::int64_t find_index(const std::string& part) const;

  std::string name_;
  zip* archive_ = nullptr;
  std::uint64_t unpacked_ = 0;
};

}  // namespace custrec
