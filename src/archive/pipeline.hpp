// SPDX-License-Identifier: MIT
// Work on all cores whose results are taken in order: whatever the threads do, what is said in the
// end is the same.
#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace custrec {

/// How many items may be worked on ahead of the one that is taken next.
inline constexpr std::size_t pipeline_window = 2048;

/// How many items a thread gets at a time, where one takes microseconds.
inline constexpr std::size_t pipeline_block = 32;

/// How many threads there are for work.
unsigned find_cores();

/// What a thread does with the block that it gets: the indices `from` to `to`, without that.
using Work = std::function<void(std::size_t from, std::size_t to)>;

/// Calls `make_work` at most once on each of `jobs` threads, and what it gives for blocks of the
/// indices below `count`, in any order; and `take(i)` on this thread, one after the other from 0
/// on. What is thrown while a block is worked on is thrown here when it is its turn. `block`, one
/// that `pipeline_block` is a multiple of: how many indices there are in each; 1 where one of them
/// may take long.
///
/// What a thread opens it must close itself: it has a table of open files of its own, since threads
/// that share one wait for each other at each opening and closing.
void run_workers(std::size_t count, unsigned jobs, const std::function<Work()>& make_work,
                 const std::function<void(std::size_t)>& take, std::size_t block = pipeline_block);

/// The same for work that has nothing of its own on a thread, and takes one index at a time.
inline void run_pipeline(std::size_t count, unsigned jobs,
                         const std::function<void(std::size_t)>& work,
                         const std::function<void(std::size_t)>& take,
                         std::size_t block = pipeline_block) {
  run_workers(
      count, jobs,
      [&]() -> Work {
        return [&](std::size_t from, std::size_t to) {
          for (std::size_t at = from; at < to; ++at) work(at);
        };
      },
      take, block);
}

/// Work that fills the results of a block, which begins with index `from`.
template <typename Result>
using Filling = std::function<void(std::size_t from, std::span<Result> results)>;

/// The same with results: one is filled for an index, `take` gets it. It is filled again for a
/// later index, with what was left in it: so its memory is used again too.
template <typename Result>
void run_workers(std::size_t count, unsigned jobs,
                 const std::function<Filling<Result>()>& make_work,
                 const std::function<void(Result&)>& take, std::size_t block = pipeline_block) {
  std::vector<Result> results(std::min(count, pipeline_window));
  run_workers(
      count, jobs,
      [&]() -> Work {
        return [&results, work = make_work()](std::size_t from, std::size_t to) {
          work(from, std::span(results).subspan(from % pipeline_window, to - from));
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
