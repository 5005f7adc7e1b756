// SPDX-License-Identifier: MIT
// What is wrong with a call: CLI11's exceptions hold an English sentence and nothing else, so the
// names and values are taken from it.
#include "commands/usage_error.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "commands/help_format.hpp"
#include "text/similar.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

constexpr std::size_t most_parts = 4;
using Parts = std::array<std::string, most_parts>;

struct Wording {
  std::string_view class_name;  ///< of CLI11's exception
  std::string_view sentence;    ///< of CLI11, `*` for each part
  Text message;  ///< the parts by position: 0 a name, 1 a value, 2 a placeholder or number
};

const std::vector<Wording>& find_wordings() {
  static const std::vector<Wording> wordings = {
      {"RequiredError", "A subcommand is required", {"a command is missing", "缺少命令"}},
      {"RequiredError", "* is required", {"{0} is required", "缺少 {0}"}},
      {"RequiresError", "* requires *", {"{0} requires {1}", "{0} 须与 {1} 同用"}},
      {"ExcludesError", "* excludes *", {"{0} excludes {1}", "{0} 不能与 {1} 同用"}},
      {"ValidationError",
       "*: Value * not in range * to *",
       {"{0}: Value {1} not in range {2} to {3}", "{0}：{1} 不在 {2} 到 {3} 之间"}},
      {"ValidationError",
       "*: * not in {*}",
       {"{0}: {1} is not one of {2}{3}", "{0}：{1} 不在选项之中：{2}{3}"}},
      {"ArgumentMismatch",
       "*: * required * missing",
       {"{0} needs a value: {0} {2}", "{0} 之后缺少值：{0} {2}"}},
      {"ArgumentMismatch",
       "*: At Most * required but received *",
       {"{0} is given {2} times", "{0} 写了 {2} 次，只能写一次"}},
      {"ArgumentMismatch",
       "*: At least * required but received *",
       {"{0} needs {1} values", "{0} 之后须有 {1} 个值"}},
      {"ArgumentMismatch",
       "* was given a disallowed flag override",
       {"{0} takes no value", "{0} 不带值"}},
      {"ConversionError",
       "Could not convert: * = *",
       {"{0}: {1} is no value for it", "{0} 的值不能是 {1}"}},
      {"ConversionError", "*: *", {"{0} takes no value", "{0} 不带值"}},
  };
  return wordings;
}

/// What stands at each `*` of the pattern, as short as can be; nothing if it is another sentence.
std::optional<Parts> match_sentence(std::string_view pattern, std::string_view sentence) {
  Parts parts;
  std::size_t count = 0;
  std::size_t star = pattern.find('*');
  if (sentence.substr(0, star) != pattern.substr(0, star)) return std::nullopt;
  if (star == std::string_view::npos) return parts;
  sentence.remove_prefix(star);
  while (star != std::string_view::npos) {
    const std::size_t next = pattern.find('*', star + 1);
    const std::string_view between = pattern.substr(star + 1, next - star - 1);
    const bool last = next == std::string_view::npos;
    if (last && !sentence.ends_with(between)) return std::nullopt;
    const std::size_t end = last ? sentence.size() - between.size() : sentence.find(between);
    if (end == std::string_view::npos) return std::nullopt;
    parts.at(count++) = sentence.substr(0, end);
    sentence.remove_prefix(end + between.size());
    star = next;
  }
  return parts;
}

/// `text,json`: which of them `word` may have meant, as the end of a message.
Text suggest_value(const std::string& word, const std::string& values) {
  std::vector<std::string> known;
  for (std::size_t at = 0; at <= values.size();) {
    const std::size_t comma = std::min(values.find(',', at), values.size());
    known.push_back(values.substr(at, comma - at));
    at = comma + 1;
  }
  const auto similar = find_similar(word, known);
  return similar ? fill({"; did you mean {}?", "；是否想写 {}？"}, {*similar}) : Text{};
}

/// The name of an option or argument, or a placeholder with what CLI11 checks behind a colon.
Text describe_name(const std::string& name) {
  const Text placeholder = describe_placeholder(name.substr(0, name.find(':')));
  return placeholder.en == placeholder.zh ? same_text(name) : placeholder;
}

Text describe_known_error(const CLI::ParseError& error) {
  for (const Wording& wording : find_wordings()) {
    if (wording.class_name != error.get_name()) continue;
    if (const std::optional<Parts> parts = match_sentence(wording.sentence, error.what())) {
      const auto& [name, value, type, limit] = *parts;
      const bool values = wording.sentence.ends_with("not in {*}");
      return fill(wording.message,
                  {describe_name(name), escape_controls(value), describe_name(type),
                   values ? suggest_value(value, type) : same_text(limit)});
    }
  }
  return same_text(escape_controls(error.what()));
}

/// The word that is near to one that the command line does not know.
std::string suggest(const CLI::App& app, const std::string& word) {
  std::vector<std::string> known;
  std::vector<const CLI::App*> called;
  for (const CLI::App* at = &app; !at->get_subcommands().empty();) {
    called.push_back(at = at->get_subcommands()[0]);
  }
  const auto add_options = [&](const CLI::App* command) {
    for (const CLI::Option* option : command->get_options()) {
      for (const std::string& name : option->get_lnames()) known.push_back("--" + name);
    }
  };
  if (word.starts_with("-")) {
    add_options(&app);
    for (const CLI::App* command : called) add_options(command);
  } else {
    for (const CLI::App* command : app.get_subcommands(nullptr)) {
      known.push_back(command->get_name());
    }
    for (const CLI::App* command : called) {
      for (const CLI::App* inner : command->get_subcommands(nullptr)) {
        known.push_back(inner->get_name());
      }
    }
  }
  return find_similar(word.substr(0, word.find('=')), known).value_or(std::string());
}

Text describe_unknown_word(const CLI::App& app, const std::string& word) {
  const std::string shown = escape_controls(word);
  const std::string near = suggest(app, word);
  if (near == word) {
    return fill({"one command at a time; {} is a second one", "一次一个命令；{} 是第二个"},
                {shown});
  }
  if (near.empty()) return fill({"{} is not understood", "不认识 {}"}, {shown});
  return fill({"{} is not understood; did you mean {}?", "不认识 {}，是否想写 {}？"},
              {shown, near});
}

}  // namespace

Text describe_usage_error(const CLI::App& app, const CLI::ParseError& error) {
  const std::vector<std::string> unknown = app.remaining(true);
  const Text message =
      unknown.empty() ? describe_known_error(error) : describe_unknown_word(app, unknown[0]);
  std::string called = "custrec";
  for (auto at = app.get_subcommands(); !at.empty(); at = at[0]->get_subcommands()) {
    called += " " + at[0]->get_name();
  }
  return fill({"{}\nSee '{} --help'.", "{}\n请见 {} --help。"}, {message, called});
}

}  // namespace custrec
