// SPDX-License-Identifier: MIT
// The only way to stdout and stderr for what people read.
#include "terminal/standard_streams.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <string>

#include "text/environment.hpp"
#include "text/utf8.hpp"
#include "text/workflow_commands.hpp"

namespace custrec {
namespace {

bool is_read_by_runner(std::FILE* stream) {
  struct stat status {};
  return !environment("GITHUB_ACTIONS").empty() &&
         (fstat(fileno(stream), &status) != 0 || !S_ISREG(status.st_mode));
}

}  // namespace

void write_to(std::FILE* stream, std::string_view text) {
  const bool may_command = text.find("::") != text.npos || text.find("##[") != text.npos;
  const std::string broken =
      may_command && is_read_by_runner(stream) ? break_workflow_commands(text) : std::string();
  if (!broken.empty()) text = broken;
  std::fwrite(text.data(), 1, text.size(), stream);
}

void write_document(std::string_view text) {
  write_to(stdout, isatty(STDOUT_FILENO) == 1 ? escape_controls(text, true) : std::string(text));
}

void write_commands(std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), stdout);
}

void write_message(std::string_view message) {
  std::fflush(stdout);
  write_to(stderr, escape_controls(message, true) + "\n");
}

}  // namespace custrec
