// SPDX-License-Identifier: MIT
// What a person saw in a cell of a workbook that holds a number: a date, a time, a number.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace custrec {

/// What a number format shows. Everything false: a number.
struct NumberFormat {
  bool year = false;
  bool month = false;
  bool day = false;
  bool time = false;
  bool elapsed = false;    ///< `[h]:mm`: hours beyond a day
  bool yes_no = false;     ///< `"TRUE";"TRUE";"FALSE"`, as LibreOffice writes yes and no
  std::size_t digits = 0;  ///< of a format of zeros only: as many, at least
  /// Zeros behind the point (`#,##0.00`): as many are shown, at least.
  std::size_t decimals = 0;

  [[nodiscard]] bool is_date() const { return year || month || day; }
};

/// Of a format code (ECMA-376 part 1, 18.8.31), also with conditions, colours, languages
/// (`[$-804]`) and quoted text (`yyyy"年"m"月"d"日"`). The first section counts.
NumberFormat parse_number_format(std::string_view code);

/// Of the formats that have a number only, those of Chinese programs (27 to 36, 50 to 58) too. A
/// plain number for any other.
NumberFormat built_in_number_format(std::size_t id);

struct NumberText {
  std::string text;
  bool rounded = false;  ///< a whole number of more than 15 digits, of which only 15 are kept
  std::string amount;    ///< with the decimals that the format shows, where these are more
};

/// `value` as it stands in the file. A date is `2024-03-15`; `2024-03` or `2024` where the format
/// shows no more; with a time that isn't midnight `2024-03-15 09:30`, seconds only if there are
/// some; a time alone `09:30`. Anything else is the shortest decimal that has the same 15 digits,
/// without exponent as long as it is below 10^21. What is no number comes back as it is.
/// `from_1904`: days are counted from 1904-01-01.
NumberText format_number(std::string_view value, const NumberFormat& format, bool from_1904);

}  // namespace custrec
