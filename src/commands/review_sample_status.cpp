// SPDX-License-Identifier: MIT
// custrec review sample --status: how far each second verification is, and how accurate the records
// were found.
#include <array>
#include <cstdio>

#include "commands/review_list.hpp"
#include "commands/review_sample.hpp"
#include "review/wilson_interval.hpp"

namespace custrec {
namespace {

/// `0.9286`; the same on every machine.
std::string format_share(double share) {
  std::array<char, 16> text{};
  std::snprintf(text.data(), text.size(), "%.4f", share);
  return text.data();
}

std::string format_percent(double share) {
  std::array<char, 16> text{};
  std::snprintf(text.data(), text.size(), "%.1f", share * 100);
  return text.data();
}

std::vector<ReviewCell> make_row(const Sample& sample) {
  const std::size_t ok = sample.count(result_ok);
  const std::size_t wrong = sample.count(result_wrong);
  const std::size_t verified = ok + wrong;
  const auto number = [](std::size_t count) {
    return ReviewCell{std::to_string(count), std::to_string(count), {}};
  };
  const auto share = [&](double value) {
    if (verified == 0) return optional_cell({});
    return ReviewCell{format_share(value), format_share(value), format_percent(value) + " %"};
  };
  const Interval interval = find_wilson_interval(ok, verified);
  return {{sample.period, {}, {}},
          number(sample.rate),
          number(sample.population),
          number(sample.records.size()),
          number(sample.count(result_open)),
          number(ok),
          number(wrong),
          share(verified == 0 ? 0 : static_cast<double>(ok) / static_cast<double>(verified)),
          share(interval.low),
          share(interval.high)};
}

std::vector<Period> find_periods(const Session& session, const Archive& archive,
                                 const SampleOptions& options) {
  if (options.period.empty()) return list_samples(archive);
  const Period period = choose_period(session, archive, options);
  if (!archive.tree().exists(layout::sample_path(period.name))) {
    static_cast<void>(require_sample(session, archive, period));
  }
  return {period};
}

}  // namespace

Exit print_sample_status(Session& session, const Archive& archive, const SampleOptions& options) {
  std::vector<Sample> samples;
  bool broken = false;
  for (const Period& period : find_periods(session, archive, options)) {
    auto file = read_sample(archive, period.name);
    if (!file) continue;
    session.print_problems(file->problems, true);
    if (file->problems.empty()) {
      samples.push_back(std::move(file->sample));
    } else {
      broken = true;
    }
  }
  ReviewList list{"samples",
                  {},
                  {{"period", {"Period", "期间"}},
                   {"rate", {"Rate", "比例"}},
                   {"population", {"Entered", "录入"}},
                   {"drawn", {"Drawn", "抽中"}},
                   {"open", {"Open", "待复核"}},
                   {"ok", {"Ok", "正确"}},
                   {"wrong", {"Wrong", "有误"}},
                   {"accuracy", {"Accuracy", "准确率"}},
                   {"low", {"95 % from", "95% 区间下限"}},
                   {"high", {"to", "上限"}}},
                  samples.size(),
                  [&samples](std::size_t at) { return make_row(samples[at]); },
                  0};
  print_review_list(session, options.format, list);
  if (samples.empty() && !broken) {
    session.say({"there is no sample yet: custrec review sample draws one",
                 "尚无抽样；请用 custrec review sample 抽取"});
  }
  return broken ? Exit::problems : Exit::clean;
}

}  // namespace custrec
