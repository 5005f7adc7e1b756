// SPDX-License-Identifier: MIT
// Work on all cores whose results are taken in order. Items go to the threads in blocks, so that
// the lock is asked for seldom, and are taken when several blocks are done, so that the thread that
// takes them seldom has to be woken.
#include "archive/pipeline.hpp"

#include <sched.h>

#include <array>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>

namespace custrec {
namespace {

constexpr std::size_t window_blocks = pipeline_window / pipeline_block;
constexpr std::size_t blocks_to_take = window_blocks / 4;

class Pipeline {
 public:
  Pipeline(std::size_t count, const std::function<Work()>& make_work,
           const std::function<void(std::size_t)>& take, std::size_t block)
      : count_(count), block_(block), make_work_(make_work), take_(take) {}

  void run(unsigned jobs) {
    std::vector<std::thread> threads;
    for (unsigned worker = 0; worker < jobs; ++worker) {
      threads.emplace_back([this] {
        // Where the system doesn't allow it, all threads share one table as usual.
        static_cast<void>(unshare(CLONE_FILES));
        work_on_blocks();
      });
    }
    std::exception_ptr failure;
    try {
      take_blocks();
    } catch (...) {
      failure = std::current_exception();
    }
    stop();
    for (std::thread& thread : threads) thread.join();
    if (failure) std::rethrow_exception(failure);
  }

 private:
  [[nodiscard]] std::size_t block_count() const { return (count_ + block_ - 1) / block_; }

  /// Of the one behind the last: the end.
  [[nodiscard]] std::size_t begin_of(std::size_t block) const {
    return std::min(count_, block * block_);
  }

  void work_on_blocks() {
    Work work;
    while (true) {
      std::unique_lock lock(mutex_);
      room_.wait(lock, [&] { return stopped_ || next_ < taken_ + window_blocks; });
      if (stopped_ || next_ >= block_count()) return;
      const std::size_t block = next_++;
      lock.unlock();
      std::exception_ptr failure;
      try {
        if (!work) work = make_work_();
        work(begin_of(block), begin_of(block + 1));
      } catch (...) {
        failure = std::current_exception();
      }
      lock.lock();
      failures_[block % window_blocks] = failure;
      done_[block % window_blocks] = true;
      ++done_count_;
      if (is_due()) due_.notify_one();
    }
  }

  void take_blocks() {
    for (std::size_t block = 0; block < block_count(); ++block) {
      std::unique_lock lock(mutex_);
      if (!done_[block % window_blocks]) due_.wait(lock, [&] { return is_due(); });
      if (failures_[block % window_blocks]) {
        std::rethrow_exception(failures_[block % window_blocks]);
      }
      lock.unlock();
      for (std::size_t at = begin_of(block); at < begin_of(block + 1); ++at) take_(at);
      lock.lock();
      done_[block % window_blocks] = false;
      ++taken_;
      room_.notify_one();
    }
  }

  /// Whether the next block can be taken, and with enough others or what there is at the end.
  [[nodiscard]] bool is_due() const {
    return done_[taken_ % window_blocks] &&
           (done_count_ >= taken_ + blocks_to_take || next_ >= block_count());
  }

  void stop() {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
    room_.notify_all();
  }

  std::size_t count_;
  std::size_t block_;
  const std::function<Work()>& make_work_;
  const std::function<void(std::size_t)>& take_;
  std::mutex mutex_;
  std::condition_variable room_;  ///< for the workers: there may be blocks to begin
  std::condition_variable due_;   ///< for the taker
  std::size_t next_ = 0;          ///< the block that is worked on next
  std::size_t done_count_ = 0;
  std::size_t taken_ = 0;  ///< how many have been taken
  bool stopped_ = false;
  std::array<bool, window_blocks> done_{};
  std::array<std::exception_ptr, window_blocks> failures_;
};

}  // namespace

unsigned find_cores() {
  return std::max(1U, std::thread::hardware_concurrency());
}

void run_workers(std::size_t count, unsigned jobs, const std::function<Work()>& make_work,
                 const std::function<void(std::size_t)>& take, std::size_t block) {
  if (jobs > 1 && count > block) {
    Pipeline(count, make_work, take, block).run(jobs);
    return;
  }
  const Work work = make_work();
  for (std::size_t from = 0; from < count; from += block) {
    const std::size_t to = std::min(count, from + block);
    work(from, to);
    for (std::size_t at = from; at < to; ++at) take(at);
  }
}

}  // namespace custrec
