// SPDX-License-Identifier: MIT
// How far long work is.
#include "terminal/progress.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace custrec;

namespace {

/// A progress whose clock is moved by hand.
struct Watched {
  Progress::Clock::time_point now;
  std::string written;
  Progress progress{{"{} of {} checked", "已检查 {} / {}"},
                    Language::english,
                    [this] { return now; },
                    [this](std::string_view text) { written += text; }};

  std::string after(int milliseconds, std::size_t done) {
    written.clear();
    now += std::chrono::milliseconds(milliseconds);
    progress.show(done, 900);
    return written;
  }
};

}  // namespace

TEST_CASE("short work leaves nothing on the terminal") {
  Watched watched;
  CHECK(watched.after(0, 1) == "");
  CHECK(watched.after(999, 899) == "");
  watched.progress.clear();
  CHECK(watched.written == "");
}

TEST_CASE("long work tells how far it is ten times a second, and cleans up") {
  Watched watched;
  CHECK(watched.after(1000, 300) == "\r\x1B[K300 of 900 checked");
  CHECK(watched.after(50, 350) == "");
  CHECK(watched.after(50, 400) == "\r\x1B[K400 of 900 checked");
  watched.written.clear();
  watched.progress.clear();
  CHECK(watched.written == "\r\x1B[K");
  watched.progress.clear();
  CHECK(watched.written == "\r\x1B[K");
}

TEST_CASE("nothing is written where nobody looks") {
  Progress progress({"{} of {}", "{} / {}"}, Language::english, Progress::Clock::now, nullptr);
  progress.show(1, 2);
  progress.clear();
}
