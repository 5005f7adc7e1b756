// SPDX-License-Identifier: MIT
// Names and contents of attachments.
#include "archive/attachments.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <vector>

#include "archive/layout.hpp"
#include "text/sha256.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

constexpr std::size_t max_name_bytes = 255;
constexpr std::size_t max_kind_bytes = 100;
constexpr std::size_t max_year_bytes = 16;
constexpr std::size_t max_ending = 16;
constexpr std::string_view not_in_names = "/\\:*?\"<>|";

bool is_letter_or_digit(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// At most `limit` bytes, whole characters, no blank at the end.
std::string_view cut_to_bytes(std::string_view text, std::size_t limit) {
  if (text.size() > limit) {
    while (limit > 0 && (static_cast<unsigned char>(text[limit]) & 0xC0U) == 0x80U) --limit;
    text = text.substr(0, limit);
  }
  return trim(text);
}

/// Nothing that a file system anywhere, or who lists a folder, stumbles over.
std::string make_safe(std::string_view text) {
  std::string safe;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = code_point_at(text, at);
    const std::string_view character = text.substr(at, point.length);
    at += point.length;
    const bool control = point.value < 0x20 || (point.value >= 0x7F && point.value < 0xA0);
    if (is_space(point.value)) {
      safe += ' ';
    } else if (control || not_in_names.find(character) != std::string_view::npos) {
      safe += '_';
    } else if (!is_invisible(point.value)) {
      safe += character;
    }
  }
  return std::string(trim(safe));
}

/// `.pdf` of `扫描/合同.PDF`; empty when what stands behind the last dot is no ending.
std::string find_ending(std::string_view source) {
  source.remove_prefix(source.rfind('/') + 1);  // npos + 1 is 0
  const std::size_t dot = source.rfind('.');
  if (dot == std::string_view::npos || dot == 0) return {};
  std::string ending(source.substr(dot));
  const bool plain = std::all_of(ending.begin() + 1, ending.end(), is_letter_or_digit);
  if (!plain || ending.size() == 1 || ending.size() > max_ending + 1) return {};
  for (char& c : ending) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return ending;
}

/// Of SHA-256.
bool is_digest(std::string_view text) {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

}  // namespace

std::string attachment_name(const Document& record, std::string_view kind, std::string_view year,
                            std::string_view source, const std::set<std::string>& taken) {
  std::set<std::string> taken_keys;
  for (const std::string& name : taken) taken_keys.insert(fold(name));
  const bool enterprise = record.text_at(Document::root, "type") == "enterprise";
  std::string customer = make_safe(record.text_at(Document::root, enterprise ? "name" : "id"));
  if (customer.empty()) customer = make_safe(record.text_at(Document::root, "id"));
  if (customer.starts_with('.')) customer.front() = '_';
  const std::string what = "-" + std::string(cut_to_bytes(make_safe(year), max_year_bytes)) + "-" +
                           std::string(cut_to_bytes(make_safe(kind), max_kind_bytes));
  const std::string ending = find_ending(source);
  for (std::size_t number = 1;; ++number) {
    const std::string rest = what + (number == 1 ? "" : "-" + std::to_string(number)) + ending;
    std::string name = std::string(cut_to_bytes(customer, max_name_bytes - rest.size())) + rest;
    if (!taken_keys.contains(fold(name))) return name;
  }
}

std::set<std::string> find_taken_names(const Tree& tree, const FileFields& file_fields,
                                       std::string_view id, const Document& record) {
  const std::string folder = layout::attachments_path(id);
  std::set<std::string> names;
  for (const FolderEntry& entry : tree.list(folder)) names.emplace(entry.name);
  for (const FileReference& reference : file_fields.find(record)) {
    const std::string_view path = record[reference.path].text;
    if (path.starts_with(folder + "/")) names.emplace(path.substr(folder.size() + 1));
  }
  return names;
}

std::optional<std::string> find_pointer_digest(std::string_view text) {
  constexpr std::string_view version = "version https://git-lfs.github.com/spec/v1\n";
  constexpr std::string_view oid = "oid sha256:";
  constexpr std::string_view size = "size ";
  if (text.size() > max_pointer_bytes || !text.starts_with(version)) return std::nullopt;
  text.remove_prefix(version.size());
  std::optional<std::string> digest;
  bool has_size = false;
  while (!text.empty()) {
    const std::size_t newline = text.find('\n');
    if (newline == std::string_view::npos) return std::nullopt;
    const std::string_view line = text.substr(0, newline);
    text.remove_prefix(newline + 1);
    // Further lines are those of extensions.
    if (line.starts_with(oid) && is_digest(line.substr(oid.size()))) {
      digest = line.substr(oid.size());
    } else if (line.starts_with(size)) {
      has_size = line.find_first_not_of("0123456789", size.size()) == std::string_view::npos;
    }
  }
  return has_size ? digest : std::nullopt;
}

ContentDigest read_content_digest(FileReader& files, std::string_view path) {
  const Descriptor file = files.open(path);
  struct stat status {};
  if (!file.is_open() || fstat(file.number(), &status) != 0) return {{}, describe_errno(errno)};
  if (!S_ISREG(status.st_mode)) return {{}, Text{"is no regular file", "不是普通文件"}};
  Sha256 hash;
  std::string head;
  std::vector<char> part(std::size_t{1} << 16U);
  while (true) {
    const ssize_t got = ::read(file.number(), part.data(), part.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return {{}, describe_errno(errno)};
    if (got == 0) break;
    const std::string_view bytes(part.data(), static_cast<std::size_t>(got));
    head += bytes.substr(0, max_pointer_bytes + 1 - head.size());
    hash.add(bytes);
  }
  const auto pointed = find_pointer_digest(head);
  return {pointed ? *pointed : hash.finish(), std::nullopt};
}

}  // namespace custrec
