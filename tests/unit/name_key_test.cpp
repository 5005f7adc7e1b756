// SPDX-License-Identifier: MIT
// By which names two customers are taken for the same.
#include "schema/name_key.hpp"

#include <doctest/doctest.h>

#include <string_view>
#include <vector>

using namespace custrec;

TEST_CASE("names that mean the same have the same key") {
  struct Row {
    std::string_view one;
    std::string_view other;
  };
  for (const Row& row : std::vector<Row>{{"示例机械有限公司", "示例机械有限责任公司"},
                                         {"示例机械股份有限公司", "示例机械股份公司"},
                                         {"腾讯科技（深圳）有限公司", "腾讯科技(深圳) 有限公司"},
                                         {"Example Machines, Ltd.", "EXAMPLE  MACHINES LTD"},
                                         {"ＡＢＣ贸易有限公司", "abc贸易有限公司"},
                                         {"示例·机械“中国”有限公司", "示例机械中国有限公司\u200B"},
                                         {"A&B公司", "AB公司"},
                                         {"Straße", "STRASSE"}}) {
    CAPTURE(row.one);
    CHECK(name_key(row.one) == name_key(row.other));
    CHECK_FALSE(name_key(row.one).empty());
  }
}

TEST_CASE("names that differ have different keys") {
  struct Row {
    std::string_view one;
    std::string_view other;
  };
  for (const Row& row : std::vector<Row>{{"腾讯科技（深圳）有限公司", "腾讯科技（北京）有限公司"},
                                         {"腾讯科技（深圳）有限公司", "腾讯科技有限公司"},
                                         {"示例机械有限公司", "示例机械股份有限公司"},
                                         {"示例机械有限公司", "示例机械股份公司"},
                                         {"示例机械有限公司", "示例机械公司"},
                                         {"示例有限责任公司上海分公司", "示例有限公司上海分公司"},
                                         {"示例1公司", "示例2公司"}}) {
    CAPTURE(row.one);
    CHECK(name_key(row.one) != name_key(row.other));
  }
}

TEST_CASE("the key of a name is what is left of it") {
  CHECK(name_key("腾讯科技（深圳）有限责任公司") == "腾讯科技深圳有限公司");
  CHECK(name_key("示例股份有限责任公司") == "示例股份公司");
  CHECK(name_key("——!").empty());
  CHECK(name_key("").empty());
}

TEST_CASE("people are the same when their names read alike") {
  for (const std::string_view name :
       {"李四", "李四 ", " 李四", "李四\u200B", "\u200E李四", "李\uFEFF四", "李　四", "李四\uFE0F",
        "李\u034F四", "李四\u115F", "李\u3164四", "李四\uFFA0", "李\u17B4四", "李\U000E0041四"}) {
    CAPTURE(name);
    CHECK(is_same_name("李四", name));
    CHECK(is_same_name(name, "李四"));
  }
  CHECK(is_same_name("Zhang San", "zhang  san"));
  CHECK(is_same_name("赵六", "赵\uF9D1"));  // a compatibility ideograph
  CHECK(is_same_name("", ""));
  CHECK(is_same_name("-", "-"));
  for (const std::string_view name : {"李", "李四四", "李四2", "", " ", "\u200B", "王五"}) {
    CAPTURE(name);
    CHECK_FALSE(is_same_name("李四", name));
  }
  CHECK_FALSE(is_same_name("-", " "));
  CHECK_FALSE(is_same_name("Zhang San", "Zhang Sang"));
}
