// SPDX-License-Identifier: MIT
// custrec completion: what has bash, zsh or fish complete words of custrec's command lines. The
// scripts hold no words; they hand over the command line and get what fits.
#include <memory>

#include "commands/candidates.hpp"
#include "commands/command_help.hpp"
#include "commands/shell_script.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

struct CompletionOptions {
  std::string shell;
  std::vector<std::string> words;  ///< a command line up to the cursor, its program first
};

/// A line for each: the word, a tab, what it is. `<tab>files` and `<tab>folders` ask for paths.
void print_candidates(const Session& session, const Candidates& candidates) {
  for (const Candidate& candidate : candidates.words) {
    if (escape_controls(candidate.word) != candidate.word) continue;
    const std::string tab = candidate.about.empty() ? "" : "\t";
    session.print_line(candidate.word + tab + escape_controls(candidate.about));
  }
  if (candidates.paths == Candidates::Paths::files) session.print_line("\tfiles");
  if (candidates.paths == Candidates::Paths::folders) session.print_line("\tfolders");
}

Exit run_completion(const CompletionOptions& options, const CLI::App& program, Session& session,
                    Language language) {
  if (options.words.empty()) {
    session.print(shell_script("completion." + options.shell));
    return Exit::clean;
  }
  const Cursor cursor = find_cursor(program, {options.words.begin() + 1, options.words.end()});
  print_candidates(session, find_candidates(cursor, session.options().directory, language));
  return Exit::clean;
}

}  // namespace

void declare_completion(const Declaration& declaration) {
  const auto text = [&](const Text& words) { return words.in(declaration.language); };
  CLI::App* command = declare_command(
      declaration,
      {"completion",
       {"Have a shell complete commands, options, customer numbers and fields",
        "让 shell 补全命令、选项、客户编号和字段"},
       {"  source <(custrec completion bash)         in ~/.bashrc\n"
        "  source <(custrec completion zsh)          in ~/.zshrc, after compinit\n"
        "  custrec completion fish > ~/.config/fish/completions/custrec.fish\n"
        "  custrec completion fish -- custrec edit C2024   what fits there, a line for each",
        "  source <(custrec completion bash)         写入 ~/.bashrc\n"
        "  source <(custrec completion zsh)          写入 ~/.zshrc，在 compinit 之后\n"
        "  custrec completion fish > ~/.config/fish/completions/custrec.fish\n"
        "  custrec completion fish -- custrec edit C2024   列出此处可写的词，每行一个"}});
  auto options = std::make_shared<CompletionOptions>();
  command->add_option("shell", options->shell, text({"bash, zsh or fish", "bash、zsh 或 fish"}))
      ->required()
      ->check(CLI::IsMember({"bash", "zsh", "fish"}));
  command->add_option("words", options->words,
                      text({"Behind --: a command line, its last word to be completed",
                            "-- 之后：命令行，补全其最后一个词"}));
  command->callback([options, &declaration_app = declaration.app, &run = declaration.run,
                     language = declaration.language] {
    run = [options, &declaration_app, language](Session& session) {
      return run_completion(*options, declaration_app, session, language);
    };
  });
}

}  // namespace custrec
