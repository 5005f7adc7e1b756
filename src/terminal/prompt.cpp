// SPDX-License-Identifier: MIT
// Asking on a terminal through libedit.
#include "terminal/prompt.hpp"

#include <editline/readline.h>

#include <clocale>
#include <cstdio>
#include <cstdlib>
#include <memory>

#include "text/utf8.hpp"

namespace custrec {
namespace {

/// libedit loses Chinese in the C locale, which is what a fresh system has.
void prepare_terminal() {
  static const bool prepared = [] {
    if (std::setlocale(LC_CTYPE, "C.UTF-8") == nullptr) std::setlocale(LC_CTYPE, "");
    rl_instream = stdin;
    rl_outstream = stderr;
    return true;
  }();
  static_cast<void>(prepared);
}

}  // namespace

std::optional<std::string> ask_line(const std::string& question) {
  prepare_terminal();
  std::fflush(stdout);
  const std::unique_ptr<char, void (*)(void*)> line(readline(escape_controls(question).c_str()),
                                                    std::free);
  if (line == nullptr) return std::nullopt;
  return std::string(trim(line.get()));
}

}  // namespace custrec
