// SPDX-License-Identifier: MIT
// What is being typed. CLI11 parses whole command lines only; this follows its rules for one that
// is not finished, and takes everything for right.
#include "commands/cursor.hpp"

namespace custrec {
namespace {

bool takes_values(const CLI::Option& option) {
  return option.get_items_expected_max() > 0;
}

class Reader {
 public:
  explicit Reader(const CLI::App& program) { cursor_.called.push_back(&program); }

  void read(const std::string& word) {
    if (take_value(word) || take_option(word)) return;
    const CLI::App* command = find_command(word);
    if (command == nullptr) {
      cursor_.arguments.push_back(word);
    } else {
      cursor_.called.push_back(command);
      cursor_.arguments.clear();
    }
  }

  Cursor finish(const std::string& word) {
    cursor_.typed = word;
    if (awaits_value(word)) {
      cursor_.option = open_;
      cursor_.value_number = count_;
      return std::move(cursor_);
    }
    const std::size_t equals = word.find('=');
    if (is_option(word) && word.starts_with("--") && equals != std::string::npos) {
      cursor_.option = cursor_.find_option(word.substr(0, equals));
      cursor_.before = word.substr(0, equals + 1);
      cursor_.typed = word.substr(equals + 1);
    } else if (!is_option(word)) {
      cursor_.option = find_argument();
    }
    return std::move(cursor_);
  }

 private:
  [[nodiscard]] bool is_option(const std::string& word) const {
    return cursor_.may_be_option && word.size() > 1 && word[0] == '-';
  }

  /// Whether the option that is open still needs this word, or may have it.
  [[nodiscard]] bool awaits_value(const std::string& word) const {
    if (open_ == nullptr) return false;
    const int least = std::max(open_->get_items_expected_min(), 1);
    if (static_cast<int>(count_) < least) {
      return open_->get_items_expected_min() > 0 || !is_option(word);
    }
    return open_->get_allow_extra_args() && !is_option(word) &&
           static_cast<int>(count_) < open_->get_items_expected_max();
  }

  bool take_value(const std::string& word) {
    if (!awaits_value(word)) {
      open_ = nullptr;
      return false;
    }
    cursor_.values[open_] = word;
    count_ += 1;
    return true;
  }

  void open(const CLI::Option* option) {
    if (option == nullptr) return;
    cursor_.values[option];
    count_ = 0;
    if (takes_values(*option)) open_ = option;
  }

  /// `--name`, `--name=value`, `-n`, `-n value`, `-nvalue`, several flags in one word.
  bool take_option(const std::string& word) {
    if (!is_option(word)) return false;
    if (word == "--") {
      cursor_.may_be_option = false;
      return true;
    }
    if (word.starts_with("--")) {
      const std::size_t equals = word.find('=');
      open(cursor_.find_option(word.substr(0, equals)));
      if (equals != std::string::npos) end_with(word.substr(equals + 1));
      return true;
    }
    for (std::size_t at = 1; at < word.size(); ++at) {
      open(cursor_.find_option({'-', word[at]}));
      if (open_ == nullptr || at + 1 == word.size()) continue;
      end_with(word.substr(at + 1));
      break;
    }
    return true;
  }

  void end_with(const std::string& value) {
    if (open_ != nullptr) cursor_.values[open_] = value;
    open_ = nullptr;
  }

  [[nodiscard]] const CLI::App* find_command(const std::string& word) const {
    if (!cursor_.may_be_option || !cursor_.arguments.empty()) return nullptr;
    for (const CLI::App* command : cursor_.command().get_subcommands(nullptr)) {
      if (command->get_name() == word) return command;
    }
    return nullptr;
  }

  /// The argument that comes next.
  [[nodiscard]] const CLI::Option* find_argument() const {
    std::size_t place = cursor_.arguments.size();
    for (const CLI::Option* option : cursor_.command().get_options()) {
      if (!option->get_positional()) continue;
      const auto most = static_cast<std::size_t>(option->get_items_expected_max());
      if (place < most) return option;
      place -= most;
    }
    return nullptr;
  }

  Cursor cursor_;
  const CLI::Option* open_ = nullptr;  ///< the last one, while it may take a value
  std::size_t count_ = 0;              ///< how many it has
};

}  // namespace

const CLI::Option* Cursor::find_option(const std::string& name) const {
  for (auto at = called.rbegin(); at != called.rend(); ++at) {
    if (const CLI::Option* found = (*at)->get_option_no_throw(name)) return found;
  }
  return nullptr;
}

bool Cursor::is_given(const std::string& name) const {
  const CLI::Option* named = find_option(name);
  return named != nullptr && values.contains(named);
}

Cursor find_cursor(const CLI::App& program, const std::vector<std::string>& words) {
  Reader reader(program);
  for (std::size_t at = 0; at + 1 < words.size(); ++at) reader.read(words[at]);
  return reader.finish(words.empty() ? "" : words.back());
}

}  // namespace custrec
