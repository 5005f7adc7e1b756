// SPDX-License-Identifier: MIT
// A shared library that is loaded only when it is needed, so that every other start stays fast.
#pragma once

#include <initializer_list>
#include <string_view>

namespace custrec {

class LoadedLibrary {
 public:
  /// Opens the first of `names` that there is, and keeps it to the end of the program. Throws
  /// Error(files), which names `package`, when there is none.
  LoadedLibrary(std::initializer_list<const char*> names, std::string_view package);

  /// Throws Error(files) when the library has no such function.
  template <typename Function>
  [[nodiscard]] Function* find(const char* name) const {
    return reinterpret_cast<Function*>(find_symbol(name));  // NOLINT: what dlsym is for
  }

 private:
  [[nodiscard]] void* find_symbol(const char* name) const;

  void* handle_ = nullptr;
  std::string_view package_;
};

}  // namespace custrec
