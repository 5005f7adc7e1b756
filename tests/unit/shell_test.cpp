// SPDX-License-Identifier: MIT
// Words for a shell.
#include "text/shell.hpp"

#include <doctest/doctest.h>

using namespace custrec;

TEST_CASE("a word is quoted where a shell would read it otherwise") {
  CHECK(quote_for_shell("records/2026-Q1_a.yaml") == "records/2026-Q1_a.yaml");
  CHECK(quote_for_shell("客户档案") == "客户档案");
  CHECK(quote_for_shell("") == "''");
  CHECK(quote_for_shell("a b") == "'a b'");
  CHECK(quote_for_shell("it's $HOME") == "'it'\\''s $HOME'");
  CHECK(quote_for_shell("~x") == "'~x'");
}
