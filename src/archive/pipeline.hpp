// SPDX-License-Identifier: MIT
// Work on all cores whose results are taken in order: whatever the threads do, what is said in the
// end is the same.
#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

namespace custrec {

/// How many items may be worked on ahead of the one that is taken next.
inline constexpr std::size_t pipeline_window = 2048;

/// How many items a thread gets at a time, where one takes microseconds.
inline constexpr std::size_t pipeline_block = 32;

/// How many threads there are for work.
unsigned find_cores();

/// What a thread does with each index that it gets.
using Work = std::function<void(std::size_t)>;

/// Calls `make_work` at most once on each of `jobs` threads, and what it gives for each index below
/// `count`, in any order; and `take(i)` on this thread, one after the other from 0 on. What is
/// thrown while an index is worked on is thrown here when it is its turn. `block`, at most
/// `pipeline_block`: how many indices a thread gets at a time; 1 where one of them may take long.
///
/// What a thread opens it must close itself: it has a table of open files of its own, since threads
/// that share one wait for each other at each opening and closing.
void run_workers(std::size_t count, unsigned jobs, const std::function<Work()>& make_work,
                 const std::function<void(std::size_t)>& take, std::size_t block = pipeline_block);

/// The same for work that has nothing of its own on a thread.
inline void run_pipeline(std::size_t count, unsigned jobs, const Work& work,
                         const std::function<void(std::size_t)>& take,
                         std::size_t block = pipeline_block) {
  run_workers(
      count, jobs, [&]() -> Work { return [&](std::size_t at) { work(at); }; }, take, block);
}

/// The same with results: one is filled for an index, `take` gets it. It is filled again for a
/// later index, with what was left in it: so its memory is used again too.
template <typename Result>
void run_workers(std::size_t count, unsigned jobs,
                 const std::function<std::function<void(std::size_t, Result&)>()>& make_work,
                 const std::function<void(Result&)>& take, std::size_t block = pipeline_block) {
  std::vector<Result> results(std::min(count, pipeline_window));
  run_workers(
      count, jobs,
      [&]() -> Work {
        return [&results, work = make_work()](std::size_t at) {
          work(at, results[at % pipeline_window]);
        };
      },
      [&](std::size_t at) { take(results[at % pipeline_window]); }, block);
}

/// The same where `work` makes a new result each time.
template <typename Result>
void run_pipeline(std::size_t count, unsigned jobs, const std::function<Result(std::size_t)>& work,
                  const std::function<void(Result)>& take, std::size_t block = pipeline_block) {
  std::vector<std::optional<Result>> results(std::min(count, pipeline_window));
  run_pipeline(
      count, jobs, [&](std::size_t at) { results[at % pipeline_window] = work(at); },
      [&](std::size_t at) {
        std::optional<Result>& result = results[at % pipeline_window];
        take(std::move(*result));
        result.reset();
      },
      block);
}

}  // namespace custrec
