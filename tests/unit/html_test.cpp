// SPDX-License-Identifier: MIT
// Text inside HTML.
#include "text/html.hpp"

#include <doctest/doctest.h>

using namespace custrec;

TEST_CASE("markup in a text shows itself") {
  CHECK(escape_html("<b a=\"x\" c='y'>&amp;</b>") ==
        "&lt;b a=&quot;x&quot; c=&#39;y&#39;&gt;&amp;amp;&lt;/b&gt;");
  CHECK(escape_html("王五\n李四") == "王五\n李四");
  CHECK(escape_html(std::string_view("\x1b[31m\0", 6)) == "\\u001B[31m\\u0000");
}
