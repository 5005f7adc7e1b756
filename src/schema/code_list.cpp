// SPDX-License-Identifier: MIT
// Code lists from TSV.
#include "schema/code_list.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <functional>

#include "problem/error.hpp"
#include "text/equal.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

/// Of all its bits: a list may have hundreds of thousands of codes, which `KeyHash`, made for the
/// keys of a mapping, can't tell apart.
std::size_t hash_code(std::string_view code) {
  return std::hash<std::string_view>{}(code);
}

constexpr std::array<std::string_view, 6> columns = {"code",  "name",      "parent",
                                                     "short", "abolished", "successor"};

std::array<std::string_view, 6> split_row(std::string_view line) {
  std::array<std::string_view, 6> cells;
  for (std::string_view& cell : cells) {
    const std::size_t tab = std::min(line.find('\t'), line.size());
    cell = line.substr(0, tab);
    line.remove_prefix(std::min(tab + 1, line.size()));
  }
  return cells;
}

[[noreturn]] void fail(const std::string& path, std::size_t line, const Text& message) {
  throw Error(Exit::settings, fill({"{}:{}:1: {}", "{}:{}:1: {}"}, {path, line, message}));
}

[[noreturn]] void fail_header(const std::string& path) {
  fail(path, 1,
       {"the first line must name the columns code, name, parent, short, abolished, "
        "successor, with tabs between them",
        "首行须为以制表符分隔的列名 code、name、parent、short、abolished、successor"});
}

// The ways in which an input may name a code, the closest first.

bool is_same(std::string_view name, std::string_view input) {
  return name == input;
}

bool is_end_of_name(std::string_view name, std::string_view input) {
  if (name.ends_with(input)) return true;
  for (const std::string_view suffix : {"省", "市", "区", "县"}) {
    if (name.ends_with(suffix) && name.substr(0, name.size() - suffix.size()).ends_with(input)) {
      return true;
    }
  }
  return false;
}

/// Every character of `input` comes in `name` in this order, the first and the last at its ends.
bool is_parts_in_order(std::string_view name, std::string_view input) {
  constexpr std::size_t shortest = 12;  // four Chinese characters; less would be guessing
  if (input.size() < shortest || name.substr(0, 3) != input.substr(0, 3) ||
      !name.ends_with(input.substr(input.size() - 3))) {
    return false;
  }
  std::size_t at = 0;
  for (std::size_t offset = 0; offset < input.size();) {
    const std::size_t length = code_point_at(input, offset).length;
    at = name.find(input.substr(offset, length), at);
    if (at == name.npos) return false;
    at += length;
    offset += length;
  }
  return true;
}

bool is_part(std::string_view name, std::string_view input) {
  return name.find(input) != name.npos;
}

}  // namespace

CodeList::CodeList(const std::string& path, std::string tsv)
    : tsv_(std::make_unique<std::string>(std::move(tsv))) {
  std::string_view rest = *tsv_;
  if (rest.empty()) fail_header(path);
  for (std::size_t line_number = 1; !rest.empty(); ++line_number) {
    const std::size_t newline = std::min(rest.find('\n'), rest.size());
    std::string_view line = rest.substr(0, newline);
    rest.remove_prefix(std::min(newline + 1, rest.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (find_invalid_utf8(line)) {
      fail(path, line_number, {"a code list is written in UTF-8", "代码表须为 UTF-8 编码"});
    }
    const auto cells = split_row(line);
    if (line_number == 1) {
      if (cells != columns) {
        fail_header(path);
      }
      continue;
    }
    if (line.empty()) continue;
    if (cells[0].empty() || cells[0].find(' ') != std::string_view::npos || cells[1].empty()) {
      fail(path, line_number,
           {"a row needs a code without spaces, and a name", "每行须有代码（不含空格）和名称"});
    }
    codes_.push_back(
        {cells[0], cells[1], cells[2], cells[3], !cells[4].empty(), cells[5], line_number});
  }
  const auto is_before = [](const Code& a, const Code& b) { return a.code < b.code; };
  if (!std::is_sorted(codes_.begin(), codes_.end(), is_before)) {
    std::sort(codes_.begin(), codes_.end(), is_before);
  }
  const auto twice = std::adjacent_find(
      codes_.begin(), codes_.end(), [](const Code& a, const Code& b) { return a.code == b.code; });
  if (twice != codes_.end()) {
    const std::size_t line = std::max(twice->line, std::next(twice)->line);
    fail(path, line, fill({"the code {} stands twice", "代码 {} 重复"}, {twice->code}));
  }
  table_.assign(std::bit_ceil(2 * codes_.size() + 1), 0);
  for (std::size_t index = 0; index < codes_.size(); ++index) {
    std::size_t slot = hash_code(codes_[index].code);
    while (table_[slot & (table_.size() - 1)] != 0) ++slot;
    table_[slot & (table_.size() - 1)] = static_cast<std::uint32_t>(index + 1);
  }
  fill_stored();
}

void CodeList::fill_stored() {
  stored_.resize(table_.size());
  for (const Code& code : codes_) {
    if (code.abolished) continue;
    // With a space for the tab it stands in the text as it is stored.
    const auto begin = static_cast<std::size_t>(code.code.data() - tsv_->data());
    (*tsv_)[begin + code.code.size()] = ' ';
    const auto text =
        std::string_view(*tsv_).substr(begin, code.code.size() + 1 + code.name.size());
    const std::size_t hash = hash_code(text);
    std::size_t slot = hash;
    while (stored_[slot & (stored_.size() - 1)].size != 0) ++slot;
    stored_[slot & (stored_.size() - 1)] = {static_cast<std::uint32_t>(hash >> 32U),
                                            static_cast<std::uint32_t>(begin),
                                            static_cast<std::uint32_t>(text.size())};
  }
}

bool CodeList::is_current(std::string_view value) const {
  const std::size_t hash = hash_code(value);
  for (std::size_t slot = hash;; ++slot) {
    const Stored& stored = stored_[slot & (stored_.size() - 1)];
    if (stored.size == 0) return false;
    if (stored.hash != static_cast<std::uint32_t>(hash >> 32U)) continue;
    if (value == std::string_view(*tsv_).substr(stored.begin, stored.size)) return true;
  }
}

const Code* CodeList::find(std::string_view code) const {
  for (std::size_t slot = hash_code(code);; ++slot) {
    const std::uint32_t index = table_[slot & (table_.size() - 1)];
    if (index == 0) return nullptr;
    if (are_equal(codes_[index - 1].code, code)) return &codes_[index - 1];
  }
}

const Code* CodeList::find_by_input(std::string_view input) const {
  if (input.empty()) return nullptr;
  if (const Code* code = find(input)) return code;
  if (const Code* code = find(code_part(input))) {
    if (code->name == name_part(input)) return code;
  }
  // A division of GB/T 4754 is known by its two digits too.
  const auto by_digits = [&](const Code& code) {
    return input.size() == 2 && code.code.size() == 3 && code.code.substr(1) == input;
  };
  if (std::count_if(codes_.begin(), codes_.end(), by_digits) == 1) {
    return &*std::find_if(codes_.begin(), codes_.end(), by_digits);
  }
  using Fits = bool (*)(std::string_view name, std::string_view input);
  static constexpr std::array<Fits, 4> ways = {is_same, is_end_of_name, is_parts_in_order, is_part};
  for (const Fits fits : ways) {
    const Code* found = nullptr;
    for (const Code& code : codes_) {
      if (code.abolished || !fits(code.name, input)) continue;
      // A section with a division of the same name means the division.
      const bool narrower = fits == is_same && found != nullptr && code.parent == found->code;
      if (found != nullptr && !narrower) return nullptr;
      found = &code;
    }
    if (found != nullptr) return found;
  }
  return nullptr;
}

std::vector<const Code*> CodeList::find_candidates(std::string_view input, std::size_t most) const {
  std::vector<const Code*> found;
  for (const Code& code : codes_) {
    if (found.size() == most) break;
    if (!code.abolished && is_part(code.name, input)) found.push_back(&code);
  }
  return found;
}

std::string_view CodeList::shorthand_of(const Code& code) const {
  const Code* at = &code;
  for (int level = 0; at != nullptr && level < 8; ++level) {
    if (!at->shorthand.empty()) return at->shorthand;
    at = at->parent.empty() ? nullptr : find(at->parent);
  }
  return code.code;
}

std::string_view code_part(std::string_view value) {
  return value.substr(0, value.find(' '));
}

std::string_view name_part(std::string_view value) {
  const std::size_t space = value.find(' ');
  return space == std::string_view::npos ? std::string_view() : value.substr(space + 1);
}

std::string format_code(const Code& code) {
  return std::string(code.code) + " " + std::string(code.name);
}

const CodeLists::Named* CodeLists::find_loaded(std::string_view name) const {
  const Named* named = first_.load(std::memory_order_acquire);
  while (named != nullptr && !are_equal(named->name, name)) named = named->next;
  return named;
}

const CodeList* CodeLists::find(std::string_view name) const {
  if (const Named* named = find_loaded(name)) return named->list.get();
  const std::lock_guard guard(mutex_);
  if (const Named* named = find_loaded(name)) return named->list.get();
  const std::string path = "schemas/codes/" + std::string(name) + ".tsv";
  auto text = load_(name);
  auto list = text ? std::make_unique<CodeList>(path, std::move(*text)) : nullptr;
  lists_.push_front(Named{std::string(name), std::move(list), first_.load()});
  first_.store(&lists_.front(), std::memory_order_release);
  return lists_.front().list.get();
}

std::string CodeLists::text_of(std::string_view name) const {
  return load_(name).value_or(std::string());
}

const std::vector<std::string_view>& CodeLists::counties() const {
  const CodeList* regions = find("region");
  const std::lock_guard guard(mutex_);
  if (!counties_) {
    counties_.emplace();
    for (const Code& code : regions == nullptr ? std::vector<Code>() : regions->codes()) {
      if (code.code.size() == 6 && !code.code.ends_with("00")) counties_->push_back(code.code);
    }
  }
  return *counties_;
}

}  // namespace custrec
