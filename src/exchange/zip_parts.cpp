// SPDX-License-Identifier: MIT
// The parts of a ZIP file, by libzip.
#include "exchange/zip_parts.hpp"

#include <zip.h>

#include <array>
#include <memory>

#include "exchange/loaded_library.hpp"
#include "problem/error.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

constexpr std::uint64_t small_part = std::uint64_t{16} << 20U;  // may unpack to that at any ratio

struct Libzip {
  LoadedLibrary library{{"libzip.so.4", "libzip.so.5", "libzip.so"}, "libzip4"};
  decltype(&zip_source_buffer_create) source_buffer_create =
      library.find<decltype(zip_source_buffer_create)>("zip_source_buffer_create");
  decltype(&zip_open_from_source) open_from_source =
      library.find<decltype(zip_open_from_source)>("zip_open_from_source");
  decltype(&zip_source_free) source_free =
      library.find<decltype(zip_source_free)>("zip_source_free");
  decltype(&zip_discard) discard = library.find<decltype(zip_discard)>("zip_discard");
  decltype(&zip_name_locate) name_locate =
      library.find<decltype(zip_name_locate)>("zip_name_locate");
  decltype(&zip_stat_index) stat_index = library.find<decltype(zip_stat_index)>("zip_stat_index");
  decltype(&zip_fopen_index) fopen_index =
      library.find<decltype(zip_fopen_index)>("zip_fopen_index");
  decltype(&zip_fread) fread = library.find<decltype(zip_fread)>("zip_fread");
  decltype(&zip_fclose) fclose = library.find<decltype(zip_fclose)>("zip_fclose");
};

const Libzip& libzip() {
  static const Libzip functions;
  return functions;
}

Error cut_off(const std::string& name) {
  return {Exit::files, fill({"{}: the workbook is damaged or cut off; fetch it anew",
                             "{}：工作簿已损坏或不完整，请重新获取"},
                            {name})};
}

Error damaged_part(const std::string& name, const std::string& part) {
  return {Exit::files, fill({"{}: {} in it is damaged or encrypted", "{}：其中的 {} 已损坏或加密"},
                            {name, cut_to_width(escape_controls(part), 60)})};
}

Error too_large(const std::string& name) {
  return {Exit::files, fill({"{}: it unpacks to far more than a workbook holds; not read",
                             "{}：解压后远超工作簿应有的大小，未读取"},
                            {name})};
}

}  // namespace

ZipParts::ZipParts(std::string_view bytes, std::string name) : name_(std::move(name)) {
  zip_source_t* source = libzip().source_buffer_create(bytes.data(), bytes.size(), 0, nullptr);
  if (source != nullptr) archive_ = libzip().open_from_source(source, ZIP_RDONLY, nullptr);
  if (archive_ != nullptr) return;
  if (source != nullptr) libzip().source_free(source);
  throw cut_off(name_);
}

ZipParts::~ZipParts() {
  libzip().discard(archive_);
}

std::int64_t ZipParts::find_index(const std::string& part) const {
  const std::int64_t exact = libzip().name_locate(archive_, part.c_str(), 0);
  return exact >= 0 ? exact : libzip().name_locate(archive_, part.c_str(), ZIP_FL_NOCASE);
}

bool ZipParts::has(const std::string& part) const {
  return find_index(part) >= 0;
}

void ZipParts::read(const std::string& part, const std::function<bool(std::string_view)>& take) {
  const std::int64_t found = find_index(part);
  if (found < 0) {
    throw Error(Exit::files, fill({"{}: {} is missing in the workbook", "{}：工作簿中缺少 {}"},
                                  {name_, cut_to_width(escape_controls(part), 60)}));
  }
  const auto index = static_cast<zip_uint64_t>(found);
  zip_stat_t stat{};
  if (libzip().stat_index(archive_, index, 0, &stat) != 0) throw damaged_part(name_, part);
  const std::unique_ptr<zip_file_t, decltype(&zip_fclose)> file(
      libzip().fopen_index(archive_, index, 0), libzip().fclose);
  if (!file) throw damaged_part(name_, part);
  std::array<char, 65536> block{};
  std::uint64_t size = 0;
  while (true) {
    const zip_int64_t count = libzip().fread(file.get(), block.data(), block.size());
    if (count < 0) throw damaged_part(name_, part);
    if (count == 0) return;
    const auto length = static_cast<std::size_t>(count);
    size += length;
    unpacked_ += length;
    const bool bomb = size > small_part && size / max_unpacked_ratio > stat.comp_size;
    if (bomb || unpacked_ > max_unpacked_bytes) throw too_large(name_);
    if (!take({block.data(), length})) return;
  }
}

}  // namespace custrec
