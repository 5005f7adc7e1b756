// SPDX-License-Identifier: MIT
// The form of --help: CLI11's, with Chinese words and columns that hold them.
#include "commands/help_format.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

#include "text/utf8.hpp"

namespace custrec {
namespace {

struct Placeholder {
  std::string_view english;
  std::string_view chinese;
};
constexpr Placeholder placeholders[] = {
    {"COMMIT", "提交"},
    {"DATE", "日期"},
    {"DATE|REV", "日期|提交"},
    {"DEADLINE", "时限"},
    {"DIR", "文件夹"},
    {"FIELD", "字段"},
    {"FIELD,…", "字段,…"},
    {"FIELD=REASON", "字段=原因"},
    {"FIELD=VALUE", "字段=值"},
    {"FILE", "文件"},
    {"FORMAT", "格式"},
    {"ID", "编号"},
    {"ID ok|wrong", "编号 ok|wrong"},
    {"KIND", "种类"},
    {"LANG", "语言"},
    {"LIMIT", "期限"},
    {"N", "数"},
    {"NAME", "姓名"},
    {"PERIOD", "期间"},
    {"REV", "提交"},
    {"RULE", "规则"},
    {"SHEET", "工作表"},
    {"SIDE", "一方"},
    {"TEXT", "文字"},
    {"[TEXT]", "[文字]"},
    {"TIME", "时间"},
    {"WHEN", "何时"},
    {"YEAR", "年份"},
    {"ZONE", "时区"},
    {"base", "共同祖先"},
    {"customer", "客户"},
    {"directory", "文件夹"},
    {"id", "编号"},
    {"ours", "本方"},
    {"path", "路径"},
    {"shell", "shell"},
    {"target", "对象"},
    {"text", "文字"},
    {"theirs", "对方"},
    {"word", "参数"},
    {"words", "命令行"},
};

constexpr std::size_t column_of_descriptions = 30;

std::string format_line(const std::string& name, const std::string& description) {
  std::string line = "  " + name;
  if (description.empty()) return line + "\n";
  std::size_t width = display_width(line);
  if (width >= column_of_descriptions) {
    line += "\n";
    width = 0;
  }
  return line + std::string(column_of_descriptions - width, ' ') + description + "\n";
}

/// `FORMAT:{text,json}` and `N:INT in [1 - 100]` are a placeholder and what CLI11 checks.
std::string describe_type(const std::string& type) {
  const std::size_t colon = type.find(':');
  std::string shown = describe_placeholder(type.substr(0, colon)).zh;
  if (colon == std::string::npos) return shown;
  const std::string check = type.substr(colon + 1);
  const std::size_t range = check.find(" in [");
  return shown + ":" + (range == std::string::npos ? check : check.substr(range + 4));
}

std::string join_names(const std::set<CLI::Option*>& options) {
  std::string names;
  for (const CLI::Option* option : options) names += " " + option->get_name();
  return names;
}

class EnglishFormat : public CLI::Formatter {
 public:
  std::string make_option(const CLI::Option* option, bool positional) const override {
    return format_line(make_option_name(option, positional) + make_option_opts(option),
                       make_option_desc(option));
  }
  std::string make_subcommand(const CLI::App* command) const override {
    return format_line(command->get_name(), command->get_description());
  }
};

class ChineseFormat : public EnglishFormat {
 public:
  ChineseFormat() {
    label("OPTIONS", "选项");
    label("SUBCOMMAND", "命令");
  }
  std::string make_usage(const CLI::App* app, std::string name) const override {
    const std::string usage = CLI::Formatter::make_usage(app, std::move(name));
    return "用法：" + usage.substr(usage.find(' ') + 1);
  }
  std::string make_group(std::string group, bool positional,
                         std::vector<const CLI::Option*> options) const override {
    const std::string lines = CLI::Formatter::make_group(group, positional, std::move(options));
    const std::string_view title = group == "Positionals" ? "参数：" : "选项：";
    return "\n" + std::string(title) + lines.substr(lines.find('\n', 1));
  }
  std::string make_subcommands(const CLI::App* app, CLI::AppFormatMode mode) const override {
    const std::string lines = CLI::Formatter::make_subcommands(app, mode);
    return lines.empty() ? lines : "\n命令：" + lines.substr(lines.find('\n', 1));
  }
  std::string make_option_name(const CLI::Option* option, bool positional) const override {
    const std::string name = CLI::Formatter::make_option_name(option, positional);
    return positional ? describe_placeholder(name).zh : name;
  }
  std::string make_option_opts(const CLI::Option* option) const override {
    std::string shown;
    const bool takes_values = option->get_type_size() != 0;
    if (takes_values && !option->get_positional() && !option->get_type_name().empty()) {
      shown += " " + describe_type(option->get_type_name());
    }
    if (takes_values && option->get_expected_max() == CLI::detail::expected_max_vector_size) {
      shown += " ...";
    }
    if (option->get_required()) shown += "（必填）";
    if (!option->get_needs().empty()) shown += "（须有" + join_names(option->get_needs()) + "）";
    if (!option->get_excludes().empty()) {
      shown += "（不与" + join_names(option->get_excludes()) + " 同用）";
    }
    return shown;
  }
};

}  // namespace

Text describe_placeholder(const std::string& word) {
  const auto* const found = std::ranges::find(placeholders, word, &Placeholder::english);
  return found == std::end(placeholders) ? same_text(word)
                                         : Text{word, std::string(found->chinese)};
}

std::shared_ptr<CLI::FormatterBase> make_help_format(Language language) {
  if (language == Language::chinese) return std::make_shared<ChineseFormat>();
  return std::make_shared<EnglishFormat>();
}

}  // namespace custrec
