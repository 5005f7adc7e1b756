// SPDX-License-Identifier: MIT
// Many texts that stay where they are.
#include "text/text_store.hpp"

#include <doctest/doctest.h>

#include <utility>

using namespace custrec;

TEST_CASE("texts of any length stay what they are, also when the store is moved") {
  TextStore first;
  std::vector<std::string> texts;
  std::vector<std::string_view> kept;
  for (const std::size_t size : {0U, 1U, 20U, 300U, 200'000U, 1U, 100'000U, 600'000U, 5U}) {
    texts.emplace_back(size, static_cast<char>('a' + texts.size()));
    kept.push_back(first.keep(texts.back()));
  }
  const TextStore second = std::move(first);
  for (std::size_t at = 0; at < texts.size(); ++at) CHECK(kept[at] == texts[at]);
}

TEST_CASE("a store takes over the texts of another") {
  TextStore all;
  std::vector<std::string_view> kept = {all.keep("first")};
  for (const std::size_t size : {3U, 5000U, 0U, 300'000U}) {
    TextStore other;
    if (size > 0) kept.push_back(other.keep(std::string(size, 'x')));
    all.absorb(std::move(other));
    kept.push_back(all.keep("next"));
  }
  CHECK(kept[0] == "first");
  CHECK(kept[1] == "xxx");
  CHECK(kept[3] == std::string(5000, 'x'));
  CHECK(kept[6] == std::string(300'000, 'x'));
  for (const std::size_t at : {2U, 4U, 5U, 7U}) CHECK(kept[at] == "next");
}

TEST_CASE("a text that goes on keeps its beginning, whatever was kept in between") {
  TextStore store;
  const std::string_view other = store.keep("other");
  std::string expected = "list";
  std::string_view list = store.keep(expected);
  for (int at = 0; at < 100'000; ++at) {
    list = store.extend(list, "\nitem");
    expected += "\nitem";
  }
  CHECK(list == expected);
  CHECK(store.extend(other, " one") == "other one");
  CHECK(store.extend(store.extend({}, ""), "new") == "new");
  CHECK(other == "other");
  CHECK(list == expected);
}
