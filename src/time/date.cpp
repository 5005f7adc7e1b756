// SPDX-License-Identifier: MIT
// Strict readers of what records hold, and one lenient reader of what people write.
#include "time/date.hpp"

#include <algorithm>

#include "text/ascii.hpp"
#include "text/utf8.hpp"
#include "time/zone.hpp"

namespace custrec {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;
using std::chrono::sys_days;
using std::chrono::sys_seconds;
using std::chrono::year_month_day;

constexpr std::size_t longest_written = 64;  // bytes; what is longer is no date in any form

/// What is left to read; each `take` reads all of what it is named after, or nothing.
struct Cursor {
  std::string_view rest;

  bool take(std::string_view token) {
    if (!rest.starts_with(token)) return false;
    rest.remove_prefix(token.size());
    return true;
  }

  bool take_any(std::string_view characters) {
    if (rest.empty() || characters.find(rest.front()) == std::string_view::npos) return false;
    rest.remove_prefix(1);
    return true;
  }

  bool take_spaces() {
    const auto before = rest.size();
    while (take_any(" \t")) {
    }
    return rest.size() != before;
  }

  [[nodiscard]] std::size_t count_digits() const {
    return static_cast<std::size_t>(std::find_if_not(rest.begin(), rest.end(), is_digit) -
                                    rest.begin());
  }

  /// A whole run of `least` to `most` digits, below ten of them.
  std::optional<unsigned> take_number(std::size_t least, std::size_t most) {
    const auto count = count_digits();
    if (count < least || count > most) return std::nullopt;
    return take_digits(count);
  }

  /// A month or a day: 0 is none.
  std::optional<unsigned> take_part(std::size_t least) {
    const auto number = take_number(least, 2);
    return number == 0U ? std::nullopt : number;
  }

  unsigned take_digits(std::size_t count) {
    unsigned value = 0;
    for (const char c : rest.substr(0, count)) value = value * 10 + static_cast<unsigned>(c - '0');
    rest.remove_prefix(count);
    return value;
  }
};

/// In the Gregorian calendar; `month` is 1 to 12.
unsigned days_of_month(int year, unsigned month) {
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  if (month == 2) return leap ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

bool is_real(const PartialDate& parts) {
  if (parts.year < 1 || parts.year > 9999 || parts.month > 12) return false;
  if (parts.month == 0) return parts.day == 0;
  return parts.day <= days_of_month(parts.year, parts.month);
}

std::optional<year_month_day> to_date(const PartialDate& parts) {
  if (parts.day == 0 || !is_real(parts)) return std::nullopt;
  return year_month_day{std::chrono::year{parts.year}, std::chrono::month{parts.month},
                        std::chrono::day{parts.day}};
}

/// A time of day below 24:00:00, of one or two digits for the hour.
std::optional<seconds> read_clock(Cursor& cursor) {
  const auto hour = cursor.take_number(1, 2);
  if (!hour || *hour > 23 || !cursor.take(":")) return std::nullopt;
  const auto minute = cursor.take_number(2, 2);
  if (!minute || *minute > 59) return std::nullopt;
  unsigned second = 0;
  if (cursor.take(":")) {
    const auto number = cursor.take_number(2, 2);
    if (!number || *number > 59) return std::nullopt;
    second = *number;
  }
  return seconds{*hour * 3600 + *minute * 60 + second};
}

minutes to_offset(bool east, unsigned hour, unsigned minute) {
  const minutes offset{hour * 60 + minute};
  return east ? offset : -offset;
}

constexpr unsigned no_number = 10000;

/// The number of two digits that must stand there, else `no_number`. `text` is long enough.
unsigned two_digits(std::string_view text, std::size_t offset) {
  const auto tens = static_cast<unsigned>(text[offset] - '0');
  const auto ones = static_cast<unsigned>(text[offset + 1] - '0');
  return tens < 10 && ones < 10 ? tens * 10 + ones : no_number;
}

/// The same of four digits.
unsigned four_digits(std::string_view text, std::size_t offset) {
  const unsigned high = two_digits(text, offset);
  const unsigned low = two_digits(text, offset + 2);
  return high == no_number || low == no_number ? no_number : high * 100 + low;
}

/// A date at the beginning of `text`, which has ten bytes or more.
std::optional<year_month_day> read_date(std::string_view text) {
  const unsigned year = four_digits(text, 0);
  const unsigned month = two_digits(text, 5);
  const unsigned day = two_digits(text, 8);
  if (text[4] != '-' || text[7] != '-' || year == no_number || year == 0) return std::nullopt;
  if (month == 0 || month > 12 || day == 0) return std::nullopt;
  const int number = static_cast<int>(year);
  if (day > 28 && day > days_of_month(number, month)) return std::nullopt;
  return year_month_day{std::chrono::year{number}, std::chrono::month{month},
                        std::chrono::day{day}};
}

/// All of `text` is `Z` or `±HH:MM`.
std::optional<minutes> parse_offset(std::string_view text) {
  if (text == "Z") return minutes{0};
  if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':') return std::nullopt;
  const unsigned hour = two_digits(text, 1);
  const unsigned minute = two_digits(text, 4);
  if (hour > 23 || minute > 59) return std::nullopt;
  return to_offset(text[0] == '+', hour, minute);
}

struct ClockAndOffset {
  seconds clock;
  minutes offset;
};

/// Behind a date of ten bytes: THH:MM, then perhaps :SS, then Z or ±HH:MM.
std::optional<ClockAndOffset> read_clock_and_offset(std::string_view text) {
  if (text.size() < 17 || text[10] != 'T' || text[13] != ':') return std::nullopt;
  const bool with_seconds = text[16] == ':';
  if (with_seconds && text.size() < 20) return std::nullopt;
  const unsigned hour = two_digits(text, 11);
  const unsigned minute = two_digits(text, 14);
  const unsigned second = with_seconds ? two_digits(text, 17) : 0;
  if (hour > 23 || minute > 59 || second > 59) return std::nullopt;
  const auto offset = parse_offset(text.substr(with_seconds ? 19 : 16));
  if (!offset) return std::nullopt;
  return ClockAndOffset{seconds{hour * 3600 + minute * 60 + second}, *offset};
}

void append_number(std::string& text, unsigned value, std::size_t width) {
  const auto digits = std::to_string(value);
  if (digits.size() < width) text.append(width - digits.size(), '0');
  text += digits;
}

std::string format_offset(minutes offset) {
  const auto size = static_cast<unsigned>(std::chrono::abs(offset).count());
  std::string text = offset < minutes{0} ? "-" : "+";
  append_number(text, size / 60, 2);
  text += ':';
  append_number(text, size % 60, 2);
  return text;
}

std::string format_local(sys_seconds local) {
  const auto day = std::chrono::floor<std::chrono::days>(local);
  const auto second = static_cast<unsigned>((local - day).count());
  std::string text = format_date(year_month_day{day});
  text += 'T';
  append_number(text, second / 3600, 2);
  text += ':';
  append_number(text, second / 60 % 60, 2);
  text += ':';
  append_number(text, second % 60, 2);
  return text;
}

/// The rest of `2024年3月15日`, from the 年 on.
std::optional<PartialDate> read_chinese_parts(Cursor& cursor, PartialDate parts) {
  cursor.take("年");
  cursor.take_spaces();
  if (cursor.count_digits() == 0) return parts;
  const auto month = cursor.take_part(1);
  cursor.take_spaces();
  if (!month || !cursor.take("月")) return std::nullopt;
  parts.month = *month;
  cursor.take_spaces();
  if (cursor.count_digits() == 0) return parts;
  const auto day = cursor.take_part(1);
  if (!day) return std::nullopt;
  parts.day = *day;
  auto after_spaces = cursor;
  after_spaces.take_spaces();
  if (after_spaces.take("日") || after_spaces.take("号")) cursor = after_spaces;
  return parts;
}

/// The rest of `2024/3/15`, from the first mark on.
std::optional<PartialDate> read_marked_parts(Cursor& cursor, PartialDate parts) {
  const auto mark = cursor.rest.substr(0, 1);
  cursor.take(mark);
  const bool lost_zero = mark == "." && cursor.rest == "1";
  const auto month = cursor.take_part(1);
  if (!month || lost_zero) return std::nullopt;
  parts.month = *month;
  if (!cursor.take(mark)) return parts;
  const auto day = cursor.take_part(1);
  if (!day) return std::nullopt;
  parts.day = *day;
  return parts;
}

/// A whole or partial date in any form that is certain; the day may still be one that isn't real.
std::optional<PartialDate> read_written_date(Cursor& cursor) {
  if (cursor.count_digits() == 8) {
    const auto year = static_cast<int>(cursor.take_digits(4));
    const auto month = cursor.take_digits(2);
    const auto day = cursor.take_digits(2);
    if (month == 0 || day == 0) return std::nullopt;
    return PartialDate{year, month, day};
  }
  const auto year = cursor.take_number(4, 4);
  if (!year) return std::nullopt;
  const PartialDate only_year{static_cast<int>(*year)};
  auto after_spaces = cursor;
  after_spaces.take_spaces();
  const bool chinese = after_spaces.rest.starts_with("年");
  if (chinese) cursor = after_spaces;
  const bool marked = !cursor.rest.empty() &&
                      std::string_view("-/.").find(cursor.rest.front()) != std::string_view::npos;
  if (!chinese && !marked) return only_year;
  return chinese ? read_chinese_parts(cursor, only_year) : read_marked_parts(cursor, only_year);
}

/// `Z`, `+08:00`, `+0800` or `+08`, in the stored form.
std::optional<std::string> read_written_offset(Cursor& cursor) {
  if (cursor.take_any("Zz")) return "Z";
  const bool east = cursor.rest.starts_with('+');
  if (!cursor.take_any("+-")) return std::nullopt;
  const auto count = cursor.count_digits();
  if (count != 2 && count != 4) return std::nullopt;
  const auto hour = cursor.take_digits(2);
  unsigned minute = 0;
  if (count == 4) {
    minute = cursor.take_digits(2);
  } else if (cursor.take(":")) {
    const auto number = cursor.take_number(2, 2);
    if (!number) return std::nullopt;
    minute = *number;
  }
  if (hour > 23 || minute > 59) return std::nullopt;
  return format_offset(to_offset(east, hour, minute));
}

struct WrittenTime {
  PartialDate date;
  std::optional<seconds> clock;  ///< nothing: only a date was written
  bool after_space = false;      ///< the clock followed a space, not a `T`
  std::string offset;            ///< stored form, empty when none was written
};

/// All of `text`, or nothing.
std::optional<WrittenTime> read_written_time(std::string_view text) {
  Cursor cursor{text};
  const auto date = read_written_date(cursor);
  if (!date || !is_real(*date)) return std::nullopt;
  WrittenTime written{*date, std::nullopt, false, {}};
  if (cursor.rest.empty()) return written;
  if (date->day == 0) return std::nullopt;
  written.after_space = cursor.take_spaces();
  const auto before = text.substr(0, text.size() - cursor.rest.size());
  const bool separated = written.after_space || before.ends_with("日") || before.ends_with("号");
  if (!separated && !cursor.take_any("Tt")) return std::nullopt;
  written.clock = read_clock(cursor);
  if (!written.clock) return std::nullopt;
  if (cursor.rest.starts_with(".0")) {
    cursor.take(".");
    while (cursor.take("0")) {
    }
  }
  cursor.take_spaces();
  if (cursor.rest.empty()) return written;
  const auto offset = read_written_offset(cursor);
  if (!offset || !cursor.rest.empty()) return std::nullopt;
  written.offset = *offset;
  return written;
}

/// As `read_written_time`, of the normal form of what a person typed.
std::optional<WrittenTime> read_input(std::string_view trimmed) {
  if (trimmed.size() > longest_written) return std::nullopt;
  const auto is_ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
  if (std::all_of(trimmed.begin(), trimmed.end(), is_ascii)) return read_written_time(trimmed);
  return read_written_time(to_nfkc(trimmed));
}

bool is_midnight(const WrittenTime& written) {
  return written.clock == seconds{0} && written.offset.empty();
}

}  // namespace

std::optional<year_month_day> parse_date(std::string_view text) {
  return text.size() == 10 ? read_date(text) : std::nullopt;
}

std::optional<PartialDate> parse_partial_date(std::string_view text) {
  if (text.size() != 4 && text.size() != 7 && text.size() != 10) return std::nullopt;
  PartialDate parts{static_cast<int>(four_digits(text, 0))};
  if (text.size() >= 7) parts.month = text[4] == '-' ? two_digits(text, 5) : no_number;
  if (text.size() == 10) parts.day = text[7] == '-' ? two_digits(text, 8) : no_number;
  const bool zero = (text.size() >= 7 && parts.month == 0) || (text.size() == 10 && parts.day == 0);
  if (zero || !is_real(parts)) return std::nullopt;
  return parts;
}

bool is_time(std::string_view text) {
  if (text.size() < 10 || !read_date(text)) return false;
  return text.size() == 10 || read_clock_and_offset(text);
}

std::optional<Time> parse_time(std::string_view text) {
  if (text.size() < 10) return std::nullopt;
  const auto date = read_date(text);
  if (!date) return std::nullopt;
  const sys_seconds midnight{sys_days{*date}};
  if (text.size() == 10) return Time{midnight, minutes{0}, true};
  const auto rest = read_clock_and_offset(text);
  if (!rest) return std::nullopt;
  return Time{midnight + rest->clock - rest->offset, rest->offset, false};
}

std::string format_date(year_month_day date) {
  return format_partial_date({static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                              static_cast<unsigned>(date.day())});
}

std::optional<std::chrono::year_month_day> parse_spreadsheet_day(std::string_view text) {
  using namespace std::chrono;
  const std::string_view fraction = text.substr(std::min<std::size_t>(text.size(), 5));
  const bool fits =
      text.find_first_not_of("0123456789") >= 5 && text.size() >= 5 &&
      (fraction.empty() || (fraction[0] == '.' && fraction.size() > 1 &&
                            fraction.find_first_not_of("0123456789", 1) == fraction.npos));
  if (!fits) return std::nullopt;
  text = text.substr(0, 5);
  int number = 0;
  for (const char digit : text) number = number * 10 + (digit - '0');
  const year_month_day day = sys_days(1899y / December / 30) + days(number);
  if (number < 20000 || day.year() > 2099y) return std::nullopt;
  return day;
}

std::string format_partial_date(const PartialDate& date) {
  std::string text;
  append_number(text, static_cast<unsigned>(date.year), 4);
  for (const auto part : {date.month, date.day}) {
    if (part == 0) break;
    text += '-';
    append_number(text, part, 2);
  }
  return text;
}

std::string format_time(sys_seconds instant, minutes offset) {
  return format_local(instant + offset) + format_offset(offset);
}

std::strong_ordering compare_partial(const PartialDate& left, const PartialDate& right) {
  if (left.year != right.year) return left.year <=> right.year;
  if (left.month == 0 || right.month == 0) return std::strong_ordering::equal;
  if (left.month != right.month) return left.month <=> right.month;
  if (left.day == 0 || right.day == 0) return std::strong_ordering::equal;
  return left.day <=> right.day;
}

std::string normalise_date(std::string_view input) {
  const auto trimmed = trim(input);
  if (parse_date(trimmed)) return std::string(trimmed);
  const auto written = read_input(trimmed);
  if (!written || written->date.day == 0) return std::string(trimmed);
  if (written->clock && !is_midnight(*written)) return std::string(trimmed);
  return format_partial_date(written->date);
}

std::string normalise_partial_date(std::string_view input) {
  const auto trimmed = trim(input);
  if (parse_partial_date(trimmed)) return std::string(trimmed);
  const auto written = read_input(trimmed);
  if (!written || (written->clock && !is_midnight(*written))) return std::string(trimmed);
  return format_partial_date(written->date);
}

std::string normalise_time(std::string_view input, const Zone& zone) {
  const auto trimmed = trim(input);
  if (parse_time(trimmed)) return std::string(trimmed);
  const auto written = read_input(trimmed);
  if (!written || written->date.day == 0) return std::string(trimmed);
  if (!written->clock || (is_midnight(*written) && written->after_space)) {
    return format_partial_date(written->date);
  }
  const auto date = *to_date(written->date);
  const auto text = format_local(sys_days{date} + *written->clock);
  if (!written->offset.empty()) return text + written->offset;
  return text + format_offset(zone.offset_at_local(date, *written->clock));
}

}  // namespace custrec
