// SPDX-License-Identifier: MIT
// The longer JSON Schema fragments of the table of field types: what `check` lets pass, as far as
// JSON Schema can say it. It knows no check characters and no clock.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace custrec::fragment {

/// Texts joined when the program is compiled.
template <const std::string_view&... parts>
struct Joined {
  static constexpr auto bytes = [] {
    std::array<char, (parts.size() + ...)> all{};
    auto* end = all.data();
    ((end = std::copy(parts.begin(), parts.end(), end)), ...);
    return all;
  }();
  static constexpr std::string_view text{bytes.data(), bytes.size()};
};

inline constexpr std::string_view end = R"($"})";
inline constexpr std::string_view end_without_not = R"($")";

// One line without control characters, and none of what `trim` takes at its ends.
inline constexpr std::string_view text_start = R"({"type":"string","pattern":"^)";
inline constexpr std::string_view no_blank =
    R"([^\\s\\u0000-\\u001f\\u007f-\\u009f\\u00ad\\u061c\\u200b-\\u200f\\u202a-\\u202e)"
    R"(\\u2060-\\u2064\\u2066-\\u2069\\ufeff])";
inline constexpr std::string_view more = R"((?:[^\\u0000-\\u001f\\u007f-\\u009f]*)";
inline constexpr std::string_view perhaps = ")?";
inline constexpr std::string_view text =
    Joined<text_start, no_blank, more, no_blank, perhaps, end>::text;

inline constexpr std::string_view note =
    R"({"type":"string","pattern":"^[^\\u0000-\\u0009\\u000b-\\u001f\\u007f-\\u009f]*$"})";

// Days; what no calendar has is taken out again: the year 0, 30 and 31 February, the 31st of short
// months, 29 February of other years.
inline constexpr std::string_view month = R"((0[1-9]|1[0-2]))";
inline constexpr std::string_view day = R"((0[1-9]|[12][0-9]|3[01]))";
inline constexpr std::string_view hyphen = "-";
inline constexpr std::string_view no_such_day =
    R"(,"not":{"type":"string","pattern":"^(0000|[0-9]{4}-02-3|[0-9]{4}-(0[469]|11)-31)"
    R"(|([0-9]{2}([02468][1235679]|[13579][01345789]))"
    R"json(|([02468][1235679]|[13579][01345789])00)-02-29)"}})json";

inline constexpr std::string_view date_start =
    R"({"type":"string","format":"date","pattern":"^[0-9]{4}-)";
inline constexpr std::string_view date =
    Joined<date_start, month, hyphen, day, end_without_not, no_such_day>::text;

inline constexpr std::string_view partial_start =
    R"({"type":["string","integer"],"minimum":1000,"maximum":9999,"pattern":"^[0-9]{4}(-)";
inline constexpr std::string_view perhaps_day = "(-";
inline constexpr std::string_view partial_end = R"()?)?$")";
inline constexpr std::string_view partial_date =
    Joined<partial_start, month, perhaps_day, day, partial_end, no_such_day>::text;

inline constexpr std::string_view time_start = R"({"type":"string","pattern":"^[0-9]{4}-)";
inline constexpr std::string_view clock =
    R"((T([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9]))?)";
inline constexpr std::string_view time =
    Joined<time_start, month, hyphen, day, clock, end_without_not, no_such_day>::text;

inline constexpr std::string_view integer =
    R"({"type":["integer","string"],"exclusiveMinimum":-1000000000000000000,)"
    R"("exclusiveMaximum":1000000000000000000,"pattern":"^-?0*[0-9]{1,18}$"})";

inline constexpr std::string_view uscc =
    R"({"type":"string","pattern":"^(1[1239]|2[19]|3[1-59]|4[19]|5[1239]|6[129]|7[129]|8[19])"
    R"(|9[123]|A[19]|N[1239]|Y1)[0-9]{6}[0-9A-HJ-NP-RTUWXY]{10}$"})";

// 18 characters, of foreigners with a 9 before the place; 15 digits as they were before.
inline constexpr std::string_view id_start = R"({"type":"string","pattern":"^(()";
inline constexpr std::string_view place =
    R"((1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]))";
inline constexpr std::string_view or_foreign = "[0-9]|9";
inline constexpr std::string_view born = ")[0-9]{7}";
inline constexpr std::string_view id_end = "[0-9]{3}[0-9X]|";
inline constexpr std::string_view old_born = "[0-9]{6}";
inline constexpr std::string_view old_end =
    R"([0-9]{3})$","not":{"pattern":"^[0-9]{6}(0000.{8})"
    R"(|([0-9]{2}){1,2}(02(30|31)|(0[469]|11)31).{3}.?)$"}})";
inline constexpr std::string_view resident_id =
    Joined<id_start, place, or_foreign, place, born, month, day, id_end, place, old_born, month,
           day, old_end>::text;

inline constexpr std::string_view email =
    R"({"type":"string","pattern":"^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@)"
    R"([a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)"
    R"(([.][a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$"})";

inline constexpr std::string_view file =
    R"({"type":"string","pattern":"^attachments(/[^/\\\\\\r\\n\\t]+)+$",)"
    R"json("not":{"pattern":"/[.][.]?(/|$)"}})json";

}  // namespace custrec::fragment
