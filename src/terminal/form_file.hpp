// SPDX-License-Identifier: MIT
// A text in the person's editor: a file of our own in the work folder of the archive, which git
// ignores. It stays there until it is discarded, so that no text is ever lost.
#pragma once

#include <string>
#include <vector>

#include "archive/archive.hpp"
#include "terminal/session.hpp"

namespace custrec {

/// Throws Error(usage) when no editor is named and nobody sits at a terminal.
void require_editor();

class FormFile {
 public:
  FormFile(const Archive& archive, std::string text);

  [[nodiscard]] const std::string& text() const { return text_; }
  [[nodiscard]] std::string whole_path() const;

  /// Opens it in $VISUAL, $EDITOR or vi and reads it again, without the mark that some editors put
  /// in front; false when the editor failed.
  [[nodiscard]] bool open_editor();

  /// The text without the problems of the round before.
  [[nodiscard]] std::string text_without_problems() const;

  /// Puts `problems` on top of `text` for the next round; their lines, where they have one, are
  /// those of `text`.
  void ask_again(const std::string& text, const std::vector<Problem>& problems, Language language);

  void discard() const;

 private:
  const Tree& tree_;
  std::string path_;
  std::string text_;  ///< what is in the file
};

}  // namespace custrec
