// SPDX-License-Identifier: MIT
// Code lists: industries (GB/T 4754-2017), regions (GB/T 2260), countries (ISO 3166-1), and any
// list a team adds as schemas/codes/NAME.tsv.
#pragma once

#include <atomic>
#include <cstdint>
#include <forward_list>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace custrec {

struct Code {
  std::string_view code;
  std::string_view name;       ///< as stored behind the code
  std::string_view parent;     ///< code of the wider class, or empty
  std::string_view shorthand;  ///< used in customer numbers, or empty
  bool abolished = false;
  std::string_view successor;  ///< of an abolished code, or empty when several or none
  std::size_t line = 0;        ///< of the file
};

/// The columns `code name parent short abolished successor` of a TSV file.
class CodeList {
 public:
  /// Throws Error(settings) with `path` and line when a column is missing or a code stands twice.
  CodeList(const std::string& path, std::string tsv);

  [[nodiscard]] const Code* find(std::string_view code) const;
  /// Whether `value` is the stored form of a code that isn't abolished, as most are.
  [[nodiscard]] bool is_current(std::string_view value) const;
  /// What `input` means: a code; a name; the end of a name, with or without its 省 市 区 县
  /// (`深圳`); parts of a name in order (`浙江杭州西湖区`); any part that only one has. Abolished
  /// codes are found by code or whole value only. Null when nothing or several fit.
  [[nodiscard]] const Code* find_by_input(std::string_view input) const;
  /// Codes whose name contains `input`, at most `most`: what an unclear input may mean.
  [[nodiscard]] std::vector<const Code*> find_candidates(std::string_view input,
                                                         std::size_t most) const;
  /// `shorthand` of the code or of its nearest parent that has one, else the code itself.
  [[nodiscard]] std::string_view shorthand_of(const Code& code) const;
  [[nodiscard]] const std::vector<Code>& codes() const { return codes_; }

 private:
  void fill_stored();

  std::unique_ptr<std::string> tsv_;
  std::vector<Code> codes_;           ///< sorted by code
  std::vector<std::uint32_t> table_;  ///< by hash, a power of two of them: index + 1, or 0

  /// A code that isn't abolished, and its name behind a space.
  struct Stored {
    std::uint32_t hash = 0;   ///< of the stored form
    std::uint32_t begin = 0;  ///< in `tsv_`
    std::uint32_t size = 0;   ///< 0: free
  };
  /// By hash, a power of two of them. Close together: a record's codes lie anywhere in a long list.
  std::vector<Stored> stored_;
};

/// The part of a stored code value (`C35 专用设备制造业`) before the first space.
std::string_view code_part(std::string_view value);
std::string_view name_part(std::string_view value);
std::string format_code(const Code& code);

/// Lists by name, read when first asked for.
class CodeLists {
 public:
  /// Gives the text of `codes/NAME.tsv`, nothing when the archive has no such list.
  using Loader = std::function<std::optional<std::string>(std::string_view name)>;

  explicit CodeLists(Loader load) : load_(std::move(load)) {}

  [[nodiscard]] const CodeList* find(std::string_view name) const;
  [[nodiscard]] std::string text_of(std::string_view name) const;  ///< empty when there is none
  /// Sorted six-digit codes of counties, abolished ones too: what an ID number may begin with.
  [[nodiscard]] const std::vector<std::string_view>& counties() const;

 private:
  struct Named {
    std::string name;
    std::unique_ptr<CodeList> list;  ///< null: the archive has none of that name
    const Named* next;
  };
  /// Null when it was not asked for yet.
  [[nodiscard]] const Named* find_loaded(std::string_view name) const;

  Loader load_;
  mutable std::mutex mutex_;
  mutable std::forward_list<Named> lists_;
  /// The first of `lists_`. Every record of every thread asks for lists, so nobody waits for what
  /// is loaded already.
  mutable std::atomic<const Named*> first_ = nullptr;
  mutable std::optional<std::vector<std::string_view>> counties_;
};

}  // namespace custrec
