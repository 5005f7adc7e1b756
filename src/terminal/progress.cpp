// SPDX-License-Identifier: MIT
// A line that is written over and over.
#include "terminal/progress.hpp"

#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <utility>

#include "text/environment.hpp"

namespace custrec {
namespace {

constexpr std::chrono::milliseconds patience{1000};
constexpr std::chrono::milliseconds interval{100};

void write_to_terminal(std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), stderr);
  std::fflush(stderr);
}

/// Whether the line can be taken away again.
bool can_draw(const Session& session) {
  const std::string terminal = environment("TERM");
  return !session.options().quiet && isatty(STDERR_FILENO) == 1 && !terminal.empty() &&
         terminal != "dumb";
}

}  // namespace

Progress::Progress(const Session& session, Text what)
    : Progress(
          std::move(what), session.language(), Clock::now,
          can_draw(session) ? std::function<void(std::string_view)>(write_to_terminal) : nullptr) {}

Progress::Progress(Text what, Language language, std::function<Clock::time_point()> now,
                   std::function<void(std::string_view)> write)
    : what_(std::move(what)),
      language_(language),
      now_(std::move(now)),
      write_(std::move(write)),
      next_(now_() + patience) {}

void Progress::show(std::size_t done, std::size_t total) {
  if (!write_) return;
  const Clock::time_point now = now_();
  if (now < next_) return;
  next_ = now + interval;
  shown_ = true;
  write_("\r\x1B[K" + fill(what_, {done, total}).in(language_));
}

void Progress::clear() {
  if (shown_) write_("\r\x1B[K");
  shown_ = false;
}

}  // namespace custrec
