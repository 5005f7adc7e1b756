// SPDX-License-Identifier: MIT
// E-mail addresses by the WHATWG rule.
#include "schema/email.hpp"

#include <doctest/doctest.h>

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
    {"o'brien@example.com", Outcome::valid, "apostrophe"},
    {"first.last@sub.example.museum", Outcome::valid, "subdomain, long TLD"},
    {"user@xn--55qx5d.xn--fiqs8s", Outcome::valid, "A-label of 公司.中国"},
    {"user@localhost", Outcome::doubtful, "no dot: syntax passes, warn"},
    {"user@aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.com", Outcome::valid,
     "label of 63"},
    {"@example.com", Outcome::invalid, "no local part"},
    {"zhang san@example.com", Outcome::invalid, "space"},
    {"zhangsan@@example.com", Outcome::invalid, "two @"},
    {"zhangsan@example,com", Outcome::invalid, "comma for dot"},
    {"zhangsan＠example.com", Outcome::normalises, "full-width @ (fixable: NFKC)"},
    {"ｚｈａｎｇ@example.com", Outcome::normalises, "full-width letters (fixable: NFKC)"},
    {"张三@example.com", Outcome::invalid,
     "non-ASCII local part: EAI (RFC 6531), outside WHATWG; accept only by option"},
    {"zhangsan@例子.公司", Outcome::invalid, "U-label domain: convert with IDNA first"},
    {"\"zhang san\"@example.com", Outcome::invalid, "quoted local part is RFC 5322 but not WHATWG"},
    {"mailto:zhangsan@example.com", Outcome::normalises, "URI scheme (fixable)"},
    {"zhangsan@example.com;lisi@example.com", Outcome::invalid, "two addresses"},
    {"zhangsan@example.com、lisi@example.com", Outcome::invalid,
     "two addresses, enumeration comma"},
    {"zhangsan@example.com\u200B", Outcome::normalises, "zero-width space (fixable)"},
    {"zhangsan#example.com", Outcome::invalid, "# for @"},
    {"zhangsan(at)example.com", Outcome::invalid, "(at)"},
    {"z***@example.com", Outcome::valid,
     "masked value: * IS legal in WHATWG, so masking is not caught by syntax; add an own check"},
    {"zhangsan@example.con", Outcome::doubtful,
     "TLD typo: syntax cannot see it; warn list (.con,.cmo,.cm)"},
    {"zhangsan@163.com", Outcome::valid, "digit label"},
    {"zhangsan@example.c", Outcome::doubtful, "one-letter TLD passes; warn"},
};

Verdict check(std::string_view value) {
  return check_email(value, value);
}

Outcome outcome_of(std::string_view value) {
  const Verdict strict = check(value);
  if (strict.is_good()) return Outcome::valid;
  if (!strict.is_bad()) return Outcome::doubtful;
  return check(normalise_email(value)).is_good() ? Outcome::normalises : Outcome::invalid;
}

/// All of a verdict as one text, so that whole messages are compared.
std::string told(const Verdict& verdict) {
  const std::string worth = verdict.is_bad() ? "bad" : verdict.is_good() ? "good" : "doubtful";
  return worth + ": " + verdict.reason().en + " | " + verdict.reason().zh + " | " +
         verdict.hint().en + " | " + verdict.hint().zh;
}

}  // namespace

TEST_CASE("every known address is judged as the vectors say") {
  for (const Fact& fact : facts) {
    CAPTURE(fact.value);
    CAPTURE(fact.why);
    CHECK(outcome_of(fact.value) == fact.outcome);
  }
}

TEST_CASE("what is wrong with an address is told") {
  CHECK(told(check_email("zhangsan#example.com", "***")) ==
        told(bad({"*** has no @", "***缺少@"})));
  CHECK(check("@example.com").reason().en == "@example.com has nothing before the @");
  CHECK(check("zhang san@example.com").reason().en ==
        "zhang san@example.com has characters before the @ that an address does not have");
  CHECK(told(check("zhangsan@example,com")) ==
        told(bad({"zhangsan@example,com has no valid domain after the @",
                  "zhangsan@example,com的@之后不是有效域名"},
                 {"there may be a comma for a dot", "可能把点写成了逗号"})));
  CHECK(check("zhangsan@例子.公司").hint().en ==
        "write a domain of other letters in its xn-- form");
  CHECK(check("a@example.com;b@example.com").hint().en ==
        "one address a field; a second one goes to another contact or field");
}

TEST_CASE("what the syntax lets through and no server does is doubtful") {
  CHECK(told(check("zhangsan@example.CON")) ==
        told(doubtful({"zhangsan@example.CON ends with .con", "zhangsan@example.CON以.con结尾"},
                      {".com may be meant", "可能应为.com"})));
  for (const std::string_view value : {"a..b@example.com", ".ab@example.com", "ab.@example.com",
                                       "a@example.cmo", "a@example.cm"}) {
    CAPTURE(value);
    CHECK(outcome_of(value) == Outcome::doubtful);
  }
}

TEST_CASE("domains follow the rule of labels") {
  const std::string label(63, 'a');
  CHECK(check("a@" + label + ".com").is_good());
  for (const std::string& domain :
       {label + "a.com", std::string("-a.com"), std::string("a-.com"), std::string("a..com"),
        std::string("a.com."), std::string(".com"), std::string(), std::string("a_b.com")}) {
    CAPTURE(domain);
    CHECK(check("a@" + domain).is_bad());
  }
}

TEST_CASE("normalising keeps the case of an address") {
  CHECK(normalise_email(" MailTo:Zhang.San＠Example.com\uFEFF ") == "Zhang.San@Example.com");
}
