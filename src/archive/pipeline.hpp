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

/// Calls `work(worker, i)` for each i below `count`, on `jobs` threads in any order, and `take(i)`
/// on this thread, one after the other from 0 on. A worker, one of 0 … jobs - 1, does one thing at
/// a time, so it may have memory of its own. What `work` throws is thrown here when it is its turn.
/// `block`, at most `pipeline_block`: how many items a thread gets at a time; 1 where one of them
/// may take long.
void run_pipeline(std::size_t count, unsigned jobs,
                  const std::function<void(unsigned, std::size_t)>& work,
                  const std::function<void(std::size_t)>& take, std::size_t block = pipeline_block);

/// The same with results: `work` fills one for an index, `take` gets it. A result is filled again
/// for a later index, with what was left in it: so its memory is used again too.
template <typename Result>
void run_pipeline_in_place(std::size_t count, unsigned jobs,
                           const std::function<void(unsigned, std::size_t, Result&)>& work,
                           const std::function<void(Result&)>& take,
                           std::size_t block = pipeline_block) {
  std::vector<Result> results(std::min(count, pipeline_window));
  run_pipeline(
      count, jobs,
      [&](unsigned worker, std::size_t at) { work(worker, at, results[at % pipeline_window]); },
      [&](std::size_t at) { take(results[at % pipeline_window]); }, block);
}

/// The same where `work` makes a new result each time.
template <typename Result>
void run_pipeline(std::size_t count, unsigned jobs,
                  const std::function<Result(unsigned, std::size_t)>& work,
                  const std::function<void(Result)>& take, std::size_t block = pipeline_block) {
  run_pipeline_in_place<std::optional<Result>>(
      count, jobs,
      [&](unsigned worker, std::size_t at, std::optional<Result>& result) {
        result = work(worker, at);
      },
      [&](std::optional<Result>& result) {
        take(std::move(*result));
        result.reset();
      },
      block);
}

}  // namespace custrec
