// SPDX-License-Identifier: MIT
// A text in the person's editor.
#include "commands/form_file.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>

#include "archive/layout.hpp"
#include "commands/run_program.hpp"
#include "problem/tell.hpp"

namespace custrec {
namespace {

constexpr std::string_view problem_mark = "#! ";

/// The value of VISUAL or EDITOR may have arguments of its own.
int run_editor(const std::string& path) {
  const char* editor = std::getenv("VISUAL");
  if (editor == nullptr || *editor == '\0') editor = std::getenv("EDITOR");
  if (editor == nullptr || *editor == '\0') editor = "vi";
  return run_in_terminal({"sh", "-c", std::string(editor) + " \"$1\"", "custrec", path});
}

/// A file that a process of the same number has left is somebody's text.
std::string find_free_path(const Tree& tree) {
  const auto process = static_cast<unsigned>(getpid());
  unsigned copy = 1;
  while (tree.exists(layout::form_path(process, copy))) ++copy;
  return layout::form_path(process, copy);
}

}  // namespace

FormFile::FormFile(const Archive& archive, std::string text)
    : tree_(archive.tree()), path_(find_free_path(archive.tree())), text_(std::move(text)) {
  tree_.make_folders_for(path_);
  tree_.write(path_, text_);
}

std::string FormFile::whole_path() const {
  return tree_.root() + "/" + path_;
}

bool FormFile::open_editor() {
  if (run_editor(whole_path()) != 0) return false;
  text_ = tree_.read(path_).value_or("");
  return true;
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
  for (const Problem& problem : problems) {
    text_ += std::string(problem_mark) + format_problem(problem, language, false);
  }
  text_ += text;
  tree_.write(path_, text_);
}

void FormFile::discard() const {
  tree_.remove(path_);
}

}  // namespace custrec
