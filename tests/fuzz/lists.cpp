// SPDX-License-Identifier: MIT
// A target of libFuzzer: any bytes are read as a code list, a calendar, the tables of telephone
// numbers and a map of headings, or refused with a place; what was accepted holds what it promises.
#include <cstdint>
#include <string>

#include "exchange/header_map.hpp"
#include "require.hpp"
#include "schema/code_list.hpp"
#include "schema/phone.hpp"
#include "text/unprintable.hpp"
#include "time/calendar.hpp"

using namespace custrec;
using namespace custrec::fuzz;

namespace {

void check_codes(const std::string& text) {
  const std::string path = "schemas/codes/list.tsv";
  const auto list =
      read_or_refuse(path, text, Exit::settings, [&] { return CodeList(path, text); });
  if (!list) return;
  for (const Code& code : list->codes()) {
    const std::string stored = format_code(code);
    require(list->find(code.code) == &code, "a code isn't found", text);
    require(list->is_current(stored) != code.abolished, "a stored code isn't known", text);
    require(list->find_by_input(stored) == &code, "a stored code isn't understood", text);
    require(!list->shorthand_of(code).empty(), "a code without a shorthand", text);
    static_cast<void>(list->find_by_input(code.name));
  }
  require(list->find_candidates("", 3).size() <= 3, "too many candidates", text);
}

void check_calendar(const std::string& text) {
  const CalendarReading reading = parse_calendar(text);
  if (reading.line > 0) {
    const auto lines = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) + 1;
    require(reading.line <= lines, "the mistake is below the text", text);
    check_message(reading.mistake);
    return;
  }
  using namespace std::chrono;
  for (const sys_days start : {sys_days(year{2024} / 2 / 8), sys_days(year{1} / 1 / 1)}) {
    require(reading.calendar.after(start, 0).day == start, "no day later is another day", text);
    for (const unsigned count : {1U, 9U}) {
      const sys_days end = reading.calendar.after(start, count).day;
      require(reading.calendar.is_working_day(end), "a working day that is none", text);
      require(reading.calendar.before(end + days(1), 1).day == end, "before isn't after", text);
    }
  }
}

void check_number(const std::string& number, const PhonePlan& plan) {
  const std::string phone = normalise_phone(number, plan);
  require(normalise_phone(phone, plan) == phone, "a number in normal form changes", number);
  if (check_phone(number, number, plan).is_good()) {
    require(phone == number, "a good number is not in normal form", number);
  }
  const std::string mobile = normalise_mobile(number);
  require(normalise_mobile(mobile) == mobile, "a number in normal form changes", number);
  const Verdict verdict = check_mobile(number, number, plan);
  if (verdict.is_good()) {
    require(mobile == number, "a good mobile number is not in normal form", number);
  } else {
    require(!verdict.reason().empty(), "a bad number without a reason", number);
  }
  static_cast<void>(restore_leading_zero(number, plan));
}

void check_phones(const std::string& text) {
  const PhonePlan plan = parse_phone_plan(text, text);
  std::string_view rest = text;
  for (int line = 0; line < 4 && !rest.empty(); ++line) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::string number(rest.substr(0, std::min<std::size_t>(end, 40)));
    // Values of records are UTF-8 and never empty.
    if (!number.empty() && !find_invalid_utf8(number)) check_number(number, plan);
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
}

void check_map(const std::string& text) {
  const std::string path = "map.yaml";
  const auto map = read_or_refuse(path, text, Exit::usage, [&] { return HeaderMap(path, text); });
  if (map) static_cast<void>(map->find("手机 1（必填）"));

  // A heading and a field are read again as they were written.
  const std::size_t end = text.find('\t');
  if (end == std::string::npos || text.size() > 200 || !may_be_stored(text)) return;
  const std::string heading(trim(std::string_view(text).substr(0, end)));
  const std::string field = text.substr(end + 1);
  if (heading.empty() || field.empty()) return;
  const HeaderMap written(path, format_header_map({{heading, field}}));
  const HeaderMap::Row* row = written.find(heading);
  require(row != nullptr && row->field == field, "a map is read otherwise",
          format_header_map({{heading, field}}));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  check_codes(text);
  check_calendar(text);
  check_phones(text);
  check_map(text);
  return 0;
}
