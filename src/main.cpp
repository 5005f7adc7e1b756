// SPDX-License-Identifier: MIT
// Parses the command line, runs one command, catches Error, returns the exit code.
#include <fcntl.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <iostream>
#include <new>

#include "commands/commands.hpp"
#include "commands/commit.hpp"
#include "commands/help_format.hpp"
#include "commands/usage_error.hpp"
#include "terminal/standard_streams.hpp"

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

/// `custrec 0.1.0 (090c788)`
std::string describe_version() {
  const std::string commit(find_commit());
  return std::string("custrec ") + CUSTREC_VERSION + (commit.empty() ? "" : " (" + commit + ")");
}

/// Where stdin, stdout or stderr was closed, the next file that is opened would take its place, and
/// messages would be written into it. Reading and writing still fail there, but on stderr.
void occupy_closed_streams() {
  for (const int number : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (fcntl(number, F_GETFD) >= 0) continue;
    // The lowest number that is free is this one.
    if (open("/dev/null", number == STDOUT_FILENO ? O_RDONLY : O_WRONLY) != number) return;
  }
}

/// What was printed may still fail to arrive.
Exit finish_stdout(Exit exit_code, Language language) {
  std::cout.flush();
  if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return exit_code;
  write_message("custrec: " + Text{"cannot write to stdout", "无法写入标准输出"}.in(language));
  return Exit::files;
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
  app.formatter(make_help_format(language));
  app.set_help_flag("-h,--help",
                    Text{"Print this help message and exit", "显示本帮助"}.in(language));
  declare_globals(app, options, language);
  app.set_version_flag("--version", describe_version())
      ->description(Text{"Display program version information and exit", "显示版本"}.in(language));
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
  declare_completion(declaration);
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& help) {
    return finish_stdout(static_cast<Exit>(app.exit(help)), language);
  } catch (const CLI::ParseError& error) {
    write_message("custrec: " + describe_usage_error(app, error).in(language));
    return Exit::usage;
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
    write_message("custrec: " + error.message().in(language));
    return error.exit_code();
  }
  return finish_stdout(exit_code, language);
}

}  // namespace
}  // namespace custrec

int main(int argc, char** argv) {
  custrec::occupy_closed_streams();
  try {
    return static_cast<int>(custrec::run(argc, argv));
  } catch (const std::exception& error) {
    const auto language = custrec::find_wished_language({argv + 1, argv + argc});
    const custrec::Text message =
        dynamic_cast<const std::bad_alloc*>(&error) != nullptr
            ? custrec::Text{"there isn't enough memory for this", "内存不足"}
            : custrec::fill({"internal error: {}", "内部错误：{}"}, {error.what()});
    custrec::write_message("custrec: " + message.in(language.value_or(custrec::Language::english)));
    return static_cast<int>(custrec::Exit::files);
  }
}
