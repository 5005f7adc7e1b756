// SPDX-License-Identifier: MIT
// The text of a manifest, both ways.
#include "archive/manifest.hpp"

#include <doctest/doctest.h>

using namespace custrec;

namespace {

const std::string digest(64, 'a');

}  // namespace

TEST_CASE("a manifest says what it was made from") {
  const std::vector<ManifestLine> lines = {
      {"-", digest, ".custrec/stage/0", "customers/客户 1.yaml"}, {digest, "-", "-", "gone"}};
  CHECK(format_manifest({"7f", lines}) == "custrec transaction 2 7f\n-\t" + digest +
                                              "\t.custrec/stage/0\tcustomers/客户 1.yaml\n" +
                                              digest + "\t-\t-\tgone\n");
  const auto parsed = parse_manifest(format_manifest({"7f", lines}));
  REQUIRE(parsed);
  CHECK(parsed->token == "7f");
  CHECK(parsed->lines == lines);
  CHECK(parse_manifest(format_manifest({"-", {}}))->lines.empty());
}

TEST_CASE("a text that is no manifest is none") {
  const std::string first = "custrec transaction 2 -\n";
  for (const std::string& text : std::vector<std::string>{
           "", "custrec transaction 2 -", "custrec transaction 1\n", first + "\n",
           first + "-\t-\t-\ta", first + "-\t" + digest + "\t-\ta\n", first + "-\t-\tx\ta\n",
           first + "-\t" + digest + "\tx\t\n", first + "-\t" + digest + "0\tx\ta\n",
           first + "-\t" + digest + "\tx\ta\tb\n", first + "-\t" + digest + "\tx\n"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_manifest(text));
  }
}
