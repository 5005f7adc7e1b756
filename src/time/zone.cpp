// SPDX-License-Identifier: MIT
// Reads TZif files: a 32-bit block for old readers, then a 64-bit block, then a POSIX TZ string.
#include "time/zone.hpp"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <iterator>

namespace custrec {
namespace {

using std::chrono::days;
using std::chrono::minutes;
using std::chrono::seconds;
using std::chrono::sys_days;
using std::chrono::sys_seconds;
using std::chrono::year_month_day;

bool is_letter(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_zone_name(std::string_view name) {
  const auto allowed = [](char c) {
    return is_letter(c) || is_digit(c) || c == '_' || c == '-' || c == '+' || c == '/';
  };
  return !name.empty() && name.size() < 100 && name.front() != '/' && name.back() != '/' &&
         std::all_of(name.begin(), name.end(), allowed);
}

/// Reads a POSIX TZ string from the front. A part that isn't there clears `ok`.
struct PosixReader {
  std::string_view rest;
  bool ok = true;

  bool take(char c) {
    if (!rest.starts_with(c)) return false;
    rest.remove_prefix(1);
    return true;
  }

  void expect(char c) { ok = take(c) && ok; }

  unsigned number(unsigned least, unsigned most) {
    unsigned value = 0;
    const auto end = rest.data() + rest.size();
    const auto [stop, error] = std::from_chars(rest.data(), end, value);
    ok = ok && error == std::errc{} && value >= least && value <= most;
    rest.remove_prefix(static_cast<std::size_t>(stop - rest.data()));
    return value;
  }

  /// `EST` or `<+08>`.
  void abbreviation() {
    const auto end = rest.starts_with('<') ? std::find(rest.begin(), rest.end(), '>')
                                           : std::find_if_not(rest.begin(), rest.end(), is_letter);
    const auto length = static_cast<std::size_t>(end - rest.begin());
    ok = ok && length >= 3;
    const bool bracketed = rest.starts_with('<');
    rest.remove_prefix(length);
    if (bracketed) expect('>');
  }

  /// `[+-]h[:mm[:ss]]`, as written.
  seconds time(unsigned most_hours) {
    const bool negative = take('-');
    if (!negative) take('+');
    unsigned value = number(0, most_hours) * 3600;
    if (take(':')) value += number(0, 59) * 60;
    if (take(':')) value += number(0, 59);
    const seconds size{value};
    return negative ? -size : size;
  }

  YearlyDay yearly_day() {
    YearlyDay result;
    if (take('M')) {
      result.kind = YearlyDay::Kind::weekday;
      result.month = number(1, 12);
      expect('.');
      result.week = number(1, 5);
      expect('.');
      result.day = number(0, 6);
    } else if (take('J')) {
      result.day = number(1, 365);
    } else {
      result.kind = YearlyDay::Kind::zero_based;
      result.day = number(0, 365);
    }
    if (take('/')) result.time = time(167);
    return result;
  }
};

sys_days day_in_year(const YearlyDay& day, std::chrono::year year) {
  using std::chrono::January;
  using std::chrono::month;
  using std::chrono::weekday;
  if (day.kind == YearlyDay::Kind::weekday) {
    const auto in_month = year / month{day.month};
    if (day.week == 5) return sys_days{in_month / weekday{day.day}[std::chrono::last]};
    return sys_days{in_month / weekday{day.day}[day.week]};
  }
  const sys_days first{year / January / 1};
  if (day.kind == YearlyDay::Kind::zero_based) return first + days{day.day};
  const bool after_leap_day = year.is_leap() && day.day >= 60;
  return first + days{day.day - 1} + days{after_leap_day ? 1 : 0};
}

seconds offset_by_rule(const YearlyRule& rule, sys_seconds instant) {
  if (rule.summer == rule.standard) return rule.standard;
  const auto local_day = std::chrono::floor<days>(instant + rule.standard);
  const auto year = year_month_day{local_day}.year();
  const auto begin =
      day_in_year(rule.summer_begins, year) + rule.summer_begins.time - rule.standard;
  const auto end = day_in_year(rule.summer_ends, year) + rule.summer_ends.time - rule.summer;
  const bool summer =
      begin < end ? begin <= instant && instant < end : begin <= instant || instant < end;
  return summer ? rule.summer : rule.standard;
}

std::string read_file(const std::string& path) {
  constexpr std::size_t largest = 1 << 16;  // tzdata 2024: 3.6 kB
  std::ifstream file(path, std::ios::binary);
  std::string bytes(largest, '\0');
  file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(static_cast<std::size_t>(file.gcount()));
  return bytes;
}

}  // namespace

/// One pass over the bytes of a TZif file; anything odd makes it no zone.
class TzifReader {
 public:
  explicit TzifReader(std::string_view bytes) : rest_(bytes) {}

  std::optional<Zone> read_zone() {
    auto header = read_header();
    if (!header) return std::nullopt;
    std::size_t width = 4;
    const bool has_wide_block = header->version != '\0';
    if (has_wide_block) {
      if (!skip(header->block_size(width))) return std::nullopt;
      width = 8;
      header = read_header();
    }
    Zone zone;
    if (!header || !read_block(*header, width, zone)) return std::nullopt;
    if (has_wide_block && !read_footer(zone)) return std::nullopt;
    return zone;
  }

 private:
  struct Header {
    char version = '\0';
    std::size_t ut_marks = 0, standard_marks = 0, leaps = 0, times = 0, types = 0, characters = 0;

    [[nodiscard]] std::size_t block_size(std::size_t width) const {
      return times * (width + 1) + types * 6 + characters + leaps * (width + 4) + standard_marks +
             ut_marks;
    }
  };

  bool skip(std::size_t count) {
    if (count > rest_.size()) return false;
    rest_.remove_prefix(count);
    return true;
  }

  /// A big-endian signed number of `width` bytes, which must be there.
  std::int64_t number(std::size_t width) {
    std::uint64_t value = static_cast<signed char>(rest_.front()) < 0 ? ~std::uint64_t{0} : 0;
    for (const char c : rest_.substr(0, width)) value = value << 8 | static_cast<unsigned char>(c);
    rest_.remove_prefix(width);
    return static_cast<std::int64_t>(value);
  }

  std::optional<Header> read_header() {
    if (rest_.size() < 44 || !rest_.starts_with("TZif")) return std::nullopt;
    Header header;
    header.version = rest_[4];
    skip(20);
    for (auto* count : {&header.ut_marks, &header.standard_marks, &header.leaps, &header.times,
                        &header.types, &header.characters}) {
      const auto value = number(4);
      if (value < 0 || value > 1 << 20) return std::nullopt;
      *count = static_cast<std::size_t>(value);
    }
    // Files with leap seconds (`right/…`) count other seconds than POSIX time does.
    if (header.types == 0 || header.leaps != 0) return std::nullopt;
    return header;
  }

  bool read_block(const Header& header, std::size_t width, Zone& zone) {
    const auto after = header.block_size(width);
    if (after > rest_.size()) return false;
    const auto behind_block = rest_.substr(after);
    for (std::size_t i = 0; i < header.times; ++i) {
      const auto at = number(width);
      if (i > 0 && at <= zone.transitions_.back().at) return false;
      zone.transitions_.push_back({at, seconds{0}});
    }
    const auto type_of = rest_.substr(0, header.times);
    skip(header.times);
    std::vector<seconds> offsets;
    for (std::size_t i = 0; i < header.types; ++i) {
      offsets.emplace_back(number(4));
      if (std::chrono::abs(offsets.back()) >= std::chrono::hours{26}) return false;
      skip(2);
    }
    for (std::size_t i = 0; i < header.times; ++i) {
      const auto type = static_cast<unsigned char>(type_of[i]);
      if (type >= offsets.size()) return false;
      zone.transitions_[i].offset = offsets[type];
    }
    zone.first_ = offsets.front();
    rest_ = behind_block;
    return true;
  }

  /// A line with the POSIX TZ string; an empty one says that nothing is known.
  bool read_footer(Zone& zone) {
    if (!rest_.starts_with('\n')) return false;
    rest_.remove_prefix(1);
    const auto end = rest_.find('\n');
    if (end == std::string_view::npos) return false;
    if (end == 0) return true;
    zone.rule_ = parse_posix_zone(rest_.substr(0, end));
    return zone.rule_.has_value();
  }

  std::string_view rest_;
};

std::optional<Zone> Zone::find_zone(std::string_view name, std::string_view directory) {
  if (!is_zone_name(name)) return std::nullopt;
  const bool is_utc = name == "UTC" || name == "Etc/UTC";
  std::optional<Zone> zone;
  if (!is_utc) {
    const auto bytes = read_file(std::string(directory) + '/' + std::string(name));
    zone = TzifReader(bytes).read_zone();
  }
  if (!zone && (is_utc || name == "Asia/Shanghai")) {
    zone = Zone();
    zone->first_ = std::chrono::hours{is_utc ? 0 : 8};
  }
  if (zone) zone->name_ = name;
  return zone;
}

seconds Zone::exact_offset(sys_seconds instant) const {
  const auto at = instant.time_since_epoch().count();
  if (rule_ && (transitions_.empty() || at >= transitions_.back().at)) {
    return offset_by_rule(*rule_, instant);
  }
  const auto next =
      std::upper_bound(transitions_.begin(), transitions_.end(), at,
                       [](std::int64_t time, const Transition& one) { return time < one.at; });
  return next == transitions_.begin() ? first_ : std::prev(next)->offset;
}

minutes Zone::offset_at(sys_seconds instant) const {
  return std::chrono::round<minutes>(exact_offset(instant));
}

minutes Zone::offset_at_local(year_month_day date, seconds of_day) const {
  const auto local = sys_days{date} + of_day;
  const auto before = exact_offset(local - days{1});
  const auto after = exact_offset(local + days{1});
  const bool only_after_fits =
      exact_offset(local - before) != before && exact_offset(local - after) == after;
  return std::chrono::round<minutes>(only_after_fits ? after : before);
}

std::optional<YearlyRule> parse_posix_zone(std::string_view text) {
  PosixReader reader{text};
  YearlyRule rule;
  reader.abbreviation();
  rule.standard = -reader.time(24);  // POSIX counts west of Greenwich
  rule.summer = rule.standard;
  if (reader.ok && !reader.rest.empty()) {
    reader.abbreviation();
    const bool has_offset = !reader.rest.starts_with(',');
    rule.summer = has_offset ? -reader.time(24) : rule.standard + std::chrono::hours{1};
    reader.expect(',');
    rule.summer_begins = reader.yearly_day();
    reader.expect(',');
    rule.summer_ends = reader.yearly_day();
  }
  if (!reader.ok || !reader.rest.empty()) return std::nullopt;
  return rule;
}

}  // namespace custrec
