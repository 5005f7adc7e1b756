// SPDX-License-Identifier: MIT
// Loads a shared library when it is first needed.
#include "exchange/loaded_library.hpp"

#include <dlfcn.h>

#include "problem/error.hpp"

namespace custrec {

LoadedLibrary::LoadedLibrary(std::initializer_list<const char*> names, std::string_view package)
    : package_(package) {
  for (const char* name : names) {
    handle_ = dlopen(name, RTLD_NOW | RTLD_LOCAL);
    if (handle_ != nullptr) return;
  }
  throw Error(Exit::files, fill({"workbooks (XLSX) need the package {}, which is not installed",
                                 "处理工作簿（XLSX）须安装软件包 {}"},
                                {package}));
}

void* LoadedLibrary::find_symbol(const char* name) const {
  void* symbol = dlsym(handle_, name);
  if (symbol == nullptr) {
    throw Error(Exit::files, fill({"the library of the package {} lacks {}: it is another version",
                                   "软件包 {} 的库缺少 {}：版本不符"},
                                  {package_, name}));
  }
  return symbol;
}

}  // namespace custrec
