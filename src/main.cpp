// SPDX-License-Identifier: MIT
// Parses the command line, runs one command, catches Error, returns the exit code.
#include <CLI/CLI.hpp>
#include <cstdio>

#include "commands/commands.hpp"
#include "text/similar.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

void declare_globals(CLI::App& app, GlobalOptions& options, Language language) {
  const auto text = [&](const Text& words) { return words.in(language); };
  app.add_option("-C", options.directory,
                 text({"Work in this folder's archive", "使用此文件夹所在的档案"}))
      ->type_name("DIR");
  app.add_option("--lang", options.language, text({"Language: en or zh", "语言：en 或 zh"}))
      ->check(CLI::IsMember({"en", "zh"}))
      ->type_name("LANG");
  app.add_option("--by", options.by,
                 text({"Who you are, a name in team.yaml (else CUSTREC_BY, else git's user)",
                       "您的姓名，须在 team.yaml 中（否则取 CUSTREC_BY，再取 git 用户）"}))
      ->type_name("NAME");
  app.add_option("--now", options.now,
                 text({"Take this for the present time (else CUSTREC_NOW)",
                       "以此为当前时间（否则取 CUSTREC_NOW）"}))
      ->type_name("TIME");
  app.add_option("--color", options.color, text({"auto, always or never", "auto、always 或 never"}))
      ->check(CLI::IsMember({"auto", "always", "never"}))
      ->type_name("WHEN");
  app.add_flag("-q,--quiet", options.quiet, text({"No words about the work", "不输出工作信息"}));
  app.add_flag("--no-input", options.no_input, text({"Never ask", "从不提问"}));
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

Exit report_usage(const CLI::App& app, const CLI::ParseError& error, Language language) {
  Text message = same_text(error.what());
  const std::vector<std::string> unknown = app.remaining(true);
  if (!unknown.empty()) {
    const std::string shown = escape_controls(unknown[0]);
    const std::string near = suggest(app, unknown[0]);
    message = near == unknown[0]
                  ? fill({"one command at a time; {} is a second one", "一次一个命令；{} 是第二个"},
                         {shown})
              : near.empty()
                  ? fill({"{} is not understood", "不认识 {}"}, {shown})
                  : fill({"{} is not understood; did you mean {}?", "不认识 {}，是否想写 {}？"},
                         {shown, near});
  }
  std::string called = "custrec";
  for (auto at = app.get_subcommands(); !at.empty(); at = at[0]->get_subcommands()) {
    called += " " + at[0]->get_name();
  }
  message = fill({"{}\nSee '{} --help'.", "{}\n请见 {} --help。"}, {message, called});
  std::fprintf(stderr, "custrec: %s\n", message.in(language).c_str());
  return Exit::usage;
}

Exit run(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  Language language = find_wished_language(arguments).value_or(Language::english);
  CLI::App app(
      Text{"Customer records as plain YAML files in git", "以 git 中的 YAML 文件管理客户档案"}.in(
          language),
      "custrec");
  GlobalOptions options;
  Run command;
  declare_globals(app, options, language);
  app.set_version_flag("--version", std::string("custrec ") + CUSTREC_VERSION);
  app.require_subcommand(1);
  app.footer(
      Text{"Examples:\n"
           "  custrec init shop                  a new archive\n"
           "  custrec add                        file a customer, asked field by field\n"
           "  custrec add --from customers.csv   file many\n"
           "  custrec edit C20240315001 grade=key --reason …   change one\n"
           "  custrec verify                     check all records\n"
           "Manual: man custrec",
           "示例：\n"
           "  custrec init shop                  新建档案\n"
           "  custrec add                        逐项询问，登记一个客户\n"
           "  custrec add --from customers.csv   批量登记\n"
           "  custrec edit C20240315001 grade=key --reason …   更改一个客户\n"
           "  custrec verify                     检查全部档案\n"
           "手册：man custrec"}
          .in(language));
  const Declaration declaration{app, language, command};
  declare_init(declaration);
  declare_add(declaration);
  declare_edit(declaration);
  declare_verify(declaration);
  declare_review(declaration);
  declare_list(declaration);
  declare_show(declaration);
  declare_export(declaration);
  declare_merge_driver(declaration);
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& help) {
    return static_cast<Exit>(app.exit(help));
  } catch (const CLI::ParseError& error) {
    return report_usage(app, error, language);
  }
  Exit exit_code = Exit::files;
  try {
    Session session(std::move(options));
    language = session.language();
    try {
      exit_code = command(session);
    } catch (const Error&) {
      language = session.language();
      throw;
    }
  } catch (const Error& error) {
    std::fflush(stdout);
    std::fprintf(stderr, "custrec: %s\n", error.message().in(language).c_str());
    return error.exit_code();
  }
  if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0) {
    std::fprintf(stderr, "custrec: %s\n",
                 Text{"cannot write to stdout", "无法写入标准输出"}.in(language).c_str());
    return Exit::files;
  }
  return exit_code;
}

}  // namespace
}  // namespace custrec

int main(int argc, char** argv) {
  try {
    return static_cast<int>(custrec::run(argc, argv));
  } catch (const std::exception& error) {
    std::fprintf(stderr, "custrec: internal error: %s\n", error.what());
    return static_cast<int>(custrec::Exit::files);
  }
}
