// SPDX-License-Identifier: MIT
// What GitHub's runners would carry out when it appears in a log.
#include "text/workflow_commands.hpp"

#include <doctest/doctest.h>

using namespace custrec;

TEST_CASE("a line can't begin with a workflow command") {
  CHECK(break_workflow_commands("::error::x\n") == "\\u003A:error::x\n");
  CHECK(break_workflow_commands("a\n::stop-commands::x\r::debug::") ==
        "a\n\\u003A:stop-commands::x\r\\u003A:debug::");
  // The runner passes over any white space at the beginning.
  CHECK(break_workflow_commands(" \t\u3000\u00A0::add-mask::e") ==
        " \t\u3000\u00A0\\u003A:add-mask::e");
  CHECK(break_workflow_commands(":::x") == "\\u003A::x");
}

TEST_CASE("the older form is broken anywhere in a line") {
  CHECK(break_workflow_commands("stage: ##[group]x ###[error]y") ==
        "stage: \\u0023#[group]x #\\u0023#[error]y");
}

TEST_CASE("all else stays as it is") {
  for (const std::string text :
       {"", "a::b\n", "a ::b", "# ## [x]", ": :x", "客户：：x\n", "\xFF::\n"}) {
    CAPTURE(text);
    CHECK(break_workflow_commands(text) == text);
  }
}
