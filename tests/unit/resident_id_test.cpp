// SPDX-License-Identifier: MIT
// Resident identity numbers, with 2026-03-15 as today.
#include "schema/resident_id.hpp"

#include <doctest/doctest.h>

#include <array>
#include <string_view>
#include <vector>

using namespace custrec;

namespace {

enum class Outcome : unsigned char { valid, doubtful, normalises, invalid };

struct Fact {
  std::string_view value;
  Outcome outcome;
  std::string_view why;
};

const std::vector<Fact> facts{
    {"11010519491231002X", Outcome::valid, "GB 11643-1999 text example (check X)"},
    {"360426199101010071", Outcome::valid, "python3-stdnum doc example"},
    {"34052419800101001X", Outcome::valid, "widely published test number"},
    {"130503196704010016", Outcome::valid, "18-digit form of 130503670401001"},
    {"911124198108030024", Outcome::valid,
     "NIA table 1 example: foreigner, Beijing 11, Canada 124, 1981-08-03, female"},
    {"110101200002290018", Outcome::valid, "CONSTRUCTED leap day 2000-02-29"},
    {"110105194912310003", Outcome::doubtful, "CONSTRUCTED sequence 000: unusual, warn at most"},
    {"119999199001010012", Outcome::doubtful, "CONSTRUCTED, area not in any table: warn only"},
    {"11010519491231002", Outcome::invalid, "17 digits [length 17]"},
    {"110105194913310021", Outcome::invalid, "month 13, check digit right [date]"},
    {"110105194912000021", Outcome::invalid, "day 00, check digit right [date]"},
    {"11010519491321002X", Outcome::invalid, "adjacent transposition in date [date;check want 0]"},
    {"11015019491231002X", Outcome::invalid,
     "adjacent transposition in area: caught by check [check want 1]"},
    {"11010519491231002Χ", Outcome::invalid,
     "Greek Chi U+03A7 instead of X (NFKC does not fix) [check-char]"},
    {"11010519491231002✕", Outcome::invalid, "multiplication sign [check-char]"},
    {"110105194912310000", Outcome::invalid,
     "spreadsheet rounding to 15 significant digits [check want 3]"},
    {"H08123456", Outcome::invalid,
     "HK/Macau travel permit (来往内地通行证), another document type [length 9]"},
    {"M12345678", Outcome::invalid, "passport-like, another document type [length 9]"},
    {"911000001000013428", Outcome::invalid,
     "a USCC typed in the ID field: date part 0100-00 impossible [date;check want 7]"},
    {"111111111111111111", Outcome::invalid, "all ones [year;check want 0]"},
    {"123456789012345678", Outcome::invalid, "keyboard run [date;check want 7]"},
    {"", Outcome::invalid, "empty [length 0]"},
};

constexpr std::chrono::sys_days today = std::chrono::year(2026) / 3 / 15;
constexpr std::array<std::string_view, 5> counties{"110101", "110105", "130503", "340524",
                                                   "360426"};

Verdict check(std::string_view value, std::string_view shown = "1101**********1234") {
  return check_resident_id(value, shown, today, counties);
}

Outcome outcome_of(std::string_view value) {
  const Verdict strict = check(value);
  if (strict.is_good()) return Outcome::valid;
  if (!strict.is_bad()) return Outcome::doubtful;
  return check(normalise_resident_id(value)).is_good() ? Outcome::normalises : Outcome::invalid;
}

/// All of a verdict as one text, so that whole messages are compared.
std::string told(const Verdict& verdict) {
  const std::string worth = verdict.is_bad() ? "bad" : verdict.is_good() ? "good" : "doubtful";
  return worth + ": " + verdict.reason().en + " | " + verdict.reason().zh + " | " +
         verdict.hint().en + " | " + verdict.hint().zh;
}

}  // namespace

TEST_CASE("every known resident number is judged as the vectors say") {
  for (const Fact& fact : facts) {
    CAPTURE(fact.value);
    CAPTURE(fact.why);
    CHECK(outcome_of(fact.value) == fact.outcome);
  }
}

TEST_CASE("the wrong length is told with the right one") {
  CHECK(told(check("11010519491231002", "***")) ==
        told(bad({"*** has 17 characters, a resident ID number has 18",
                  "***有17个字符，公民身份号码为18位"})));
}

TEST_CASE("a wrong check character is told with the one that would be right") {
  CHECK(told(check("110105194912310021", "1101**********0021")) ==
        told(bad({"1101**********0021 has a check character that does not hold",
                  "1101**********0021的校验码不符"},
                 {"check the card: the last character would be X", "请核对证件：末位应为X"})));
}

TEST_CASE("a number that a spreadsheet rounded is told so") {
  CHECK(check("110105194912310000").hint().en ==
        "it looks like a number that a spreadsheet rounded: take it from the card again");
}

TEST_CASE("dates that do not exist or lie ahead are faults, old ones are not") {
  CHECK(check("110105194913310021").reason().en ==
        "1101**********1234 has a date of birth that does not exist (places 7 to 14)");
  CHECK(check("110101200102290018").is_bad());
  CHECK(check("110105209901010012").reason().en ==
        "1101**********1234 has a date of birth in the future (places 7 to 14)");
  CHECK(check("110105111101010019").reason().en ==
        "1101**********1234 has a birth more than 150 years ago");
  CHECK_FALSE(check("110105111101010019").is_bad());
  CHECK(check_resident_id("360426199101010071", "***", std::chrono::year(1991) / 1 / 1, counties)
            .is_good());
  CHECK(check_resident_id("360426199101010071", "***", std::chrono::year(1990) / 12 / 31, counties)
            .is_bad());
}

TEST_CASE("a place that is no province is a fault") {
  CHECK(check("000105199003071233").reason().en ==
        "1101**********1234 begins with 00, which is no province");
  CHECK(check("999124198108030026").reason().en ==
        "1101**********1234 begins with 999, which is no province");
}

TEST_CASE("a county is doubted only where a list of counties is given") {
  CHECK(check("119999199001010012").reason().en ==
        "1101**********1234 begins with 119999, a county that is not in the list");
  CHECK(check_resident_id("119999199001010012", "***", today, {}).is_good());
}

TEST_CASE("residence permits and foreign permanent residents carry no county") {
  for (const std::string_view value :
       {"810000199003070015", "830000199003070027", "710000199003070038", "911124198108030024"}) {
    CAPTURE(value);
    CHECK(check(value).is_good());
  }
}

TEST_CASE("the withdrawn 15 digits are doubtful when they can be true") {
  CHECK(
      told(check("130503670401001", "1305*******1001")) ==
      told(doubtful({"1305*******1001 has the 15 digits withdrawn in 2013, the card in use has 18",
                     "1305*******1001是2013年停用的15位号码，现行证件为18位"},
                    {"ask for the number on the present card", "请向客户索取现行证件上的号码"})));
  CHECK(check("130503671301001").is_bad());
  CHECK(check("000503670401001").is_bad());
}

TEST_CASE("numbers of other documents are recognised") {
  CHECK(check("H08123456").hint().en == "it looks like the number of a passport or travel permit");
  CHECK(check("914403001922038216").hint().en ==
        "it is a unified social credit code: the number of a company, not of a person");
}

TEST_CASE("spaces and a small x pass only after normalising") {
  CHECK(outcome_of("110105 19491231 002x") == Outcome::normalises);
  CHECK(outcome_of("１１０１０５19491231002Ｘ") == Outcome::normalises);
}

TEST_CASE("the parts of a resident number can be asked for") {
  CHECK(has_resident_check("11010519491231002X"));
  CHECK_FALSE(has_resident_check("11010519491231002x"));
  CHECK_FALSE(has_resident_check("1101"));
  CHECK(find_birth_date("11010519491231002X") ==
        std::chrono::sys_days{std::chrono::year(1949) / 12 / 31});
  CHECK_FALSE(find_birth_date("110105194902300021"));
  CHECK_FALSE(find_birth_date(""));
}
