// SPDX-License-Identifier: MIT
// Putting pages together.
#include "exchange/html_page.hpp"

#include <doctest/doctest.h>

#include <stdexcept>

#include "exchange/page_file.hpp"

using namespace custrec;

TEST_CASE("nothing in JSON ends a script element") {
  CHECK(script_json(R"({"a":"</script><!--&"})") ==
        R"({"a":"\u003c/script\u003e\u003c!--\u0026"})");
  CHECK(script_json("\"\xE2\x80\xA8\xE2\x80\xA9\xE2\x80\xAA\"") ==
        "\"\\u2028\\u2029\xE2\x80\xAA\"");
}

TEST_CASE("a policy names content by its SHA-256 in base64") {
  // openssl dgst -sha256 -binary | base64
  CHECK(policy_hash("") == "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='");
  CHECK(policy_hash("abc") == "'sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0='");
}

TEST_CASE("a page is filled once: what was put in is not looked at again") {
  CHECK(fill_page("<p>{{a}}</p>{{b}}{{a}}", {{"a", "{{b}}"}, {"b", ""}}) == "<p>{{b}}</p>{{b}}");
  CHECK_THROWS_AS(fill_page("{{c}}", {{"a", ""}}), std::logic_error);
  CHECK_THROWS_AS(fill_page("{{a", {{"a", ""}}), std::logic_error);
  CHECK_THROWS_AS(static_cast<void>(page_file("none.html")), std::logic_error);
}
