// SPDX-License-Identifier: MIT
// A text in the person's editor.
#include "terminal/form_file.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>

#include "archive/layout.hpp"
#include "problem/tell.hpp"
#include "terminal/run_program.hpp"
#include "text/environment.hpp"

namespace custrec {
namespace {

constexpr std::string_view problem_mark = "#! ";

/// VISUAL or EDITOR, which may have arguments of their own; empty when neither is set.
std::string find_editor() {
  for (const char* name : {"VISUAL", "EDITOR"}) {
    if (std::string editor = environment(name); !editor.empty()) return editor;
  }
  return {};
}

int run_editor(const std::string& path) {
  const std::string editor = find_editor();
  return run_in_terminal(
      {"sh", "-c", (editor.empty() ? "vi" : editor) + " \"$1\"", "custrec", path});
}

/// A file that a process of the same number has left is somebody's text.
std::string find_free_path(const Tree& tree) {
  const auto process = static_cast<unsigned>(getpid());
  unsigned copy = 1;
  while (tree.exists(layout::form_path(process, copy))) ++copy;
  return layout::form_path(process, copy);
}

}  // namespace

void require_editor() {
  if (!find_editor().empty() || isatty(STDIN_FILENO) == 1) return;
  throw Error(Exit::usage, {"there is no terminal for an editor; give FIELD=VALUE, or set EDITOR",
                            "没有终端可供编辑器使用；请给出 字段=值，或设置 EDITOR"});
}

FormFile::FormFile(const Archive& archive, std::string text)
    : tree_(archive.tree()), path_(find_free_path(archive.tree())), text_(std::move(text)) {
  tree_.make_folders_for(path_);
  tree_.write(path_, text_);
}

std::string FormFile::whole_path() const {
  return tree_.root() + "/" + path_;
}

bool FormFile::open_editor() {
  const bool done = run_editor(whole_path()) == 0;
  text_ = tree_.read(path_).value_or("");
  if (text_.starts_with("\xEF\xBB\xBF")) text_.erase(0, 3);
  return done;
}

std::string FormFile::text_without_problems() const {
  std::size_t at = 0;
  while (std::string_view(text_).substr(at).starts_with(problem_mark)) {
    at = std::min(text_.find('\n', at), text_.size() - 1) + 1;
  }
  return text_.substr(at);
}

void FormFile::ask_again(const std::string& text, const std::vector<Problem>& problems,
                         Language language) {
  text_.clear();
  for (Problem problem : problems) {
    if (problem.line > 0) problem.line += static_cast<std::uint32_t>(problems.size());
    text_ += std::string(problem_mark) + format_problem(problem, language, false);
  }
  text_ += text;
  tree_.write(path_, text_);
}

void FormFile::discard() const {
  tree_.remove(path_);
}

}  // namespace custrec
