// SPDX-License-Identifier: MIT
// Code lists: reading TSV, finding codes, short forms.
#include "schema/code_list.hpp"

#include <doctest/doctest.h>

#include "test_support.hpp"

using namespace custrec;
using namespace custrec::test;

namespace {

const std::string head = "code\tname\tparent\tshort\tabolished\tsuccessor\n";

CodeList regions() {
  return {"schemas/codes/region.tsv", head +
                                          "310000\t上海市\t\tSH\t\t\n"
                                          "310115\t上海市浦东新区\t310000\t\t\t\n"
                                          "310119\t上海市南汇区\t310000\t\tyes\t310115\n"
                                          "110105\t北京市朝阳区\t110000\t\t\t\n"
                                          "110000\t北京市\t\tBJ\t\t\n"
                                          "220104\t长春市朝阳区\t\t\t\t\n"};
}

std::string show(const Code* code) {
  return code == nullptr ? "none" : format_code(*code);
}

}  // namespace

TEST_CASE("rows are read by column and sorted by code") {
  const CodeList list = regions();
  std::string codes;
  for (const Code& code : list.codes()) codes += std::string(code.code) + " ";
  CHECK(codes == "110000 110105 220104 310000 310115 310119 ");
  const Code* code = list.find("310119");
  REQUIRE(code != nullptr);
  CHECK(code->name == "上海市南汇区");
  CHECK(code->parent == "310000");
  CHECK(code->shorthand == "");
  CHECK(code->abolished);
  CHECK(code->successor == "310115");
  CHECK_FALSE(list.find("310000")->abolished);
  CHECK(list.find("310000")->shorthand == "SH");
  CHECK(list.find("31") == nullptr);
  CHECK(list.find("") == nullptr);
  CHECK(list.find("999999") == nullptr);
}

TEST_CASE("a code is found by code, name or a part that only one has") {
  const CodeList list = regions();
  CHECK(show(list.find_by_input("310115")) == "310115 上海市浦东新区");
  CHECK(show(list.find_by_input("310115 上海市浦东新区")) == "310115 上海市浦东新区");
  CHECK(show(list.find_by_input("上海市浦东新区")) == "310115 上海市浦东新区");
  CHECK(show(list.find_by_input("浦东")) == "310115 上海市浦东新区");
  CHECK(show(list.find_by_input("上海市")) == "310000 上海市");
  CHECK(show(list.find_by_input("北京市")) == "110000 北京市");
  CHECK(show(list.find_by_input("朝阳区")) == "none");
  CHECK(show(list.find_by_input("北京市朝阳区")) == "110105 北京市朝阳区");
  CHECK(show(list.find_by_input("310115 别的区")) == "none");
  CHECK(show(list.find_by_input("火星")) == "none");
  CHECK(show(list.find_by_input("")) == "none");
  CHECK(show(list.find_by_input("10115")) == "none");
}

TEST_CASE(
    "a list of hundreds of thousands of codes, as of villages, is read and searched at once") {
  constexpr std::size_t count = 400'000;
  std::string text = head;
  for (std::size_t code = 0; code < count; ++code) {
    text += std::to_string(110101001000 + code) + "\t示例村\t\t\t\t\n";
  }
  const CodeList list("schemas/codes/region.tsv", text);
  REQUIRE(list.codes().size() == count);
  std::size_t found = 0;
  for (std::size_t code = 0; code < count; ++code) {
    found += list.find(std::to_string(110101001000 + code)) != nullptr ? 1 : 0;
  }
  CHECK(found == count);
  CHECK(list.find("110101000999") == nullptr);
}

TEST_CASE("a stored form is current when the code is in use and its name is as it stands there") {
  const CodeList list = regions();
  CHECK(list.is_current("310000 上海市"));
  CHECK(list.is_current("220104 长春市朝阳区"));
  for (const std::string value :
       {"", "310000", "310000 ", "310000  上海市", "310000\t上海市", " 310000 上海市",
        "310000 上海", "310000 上海市 ", "310115 上海市", "310119 上海市南汇区", "999999 上海市"}) {
    CAPTURE(value);
    CHECK_FALSE(list.is_current(value));
  }
}

TEST_CASE("an abolished code is found by its code only") {
  const CodeList list = regions();
  CHECK(show(list.find_by_input("310119")) == "310119 上海市南汇区");
  CHECK(show(list.find_by_input("310119 上海市南汇区")) == "310119 上海市南汇区");
  CHECK(show(list.find_by_input("南汇")) == "none");
}

TEST_CASE("the short form is that of the code or its nearest parent, else the code") {
  const CodeList list = regions();
  CHECK(list.shorthand_of(*list.find("310000")) == "SH");
  CHECK(list.shorthand_of(*list.find("310115")) == "SH");
  CHECK(list.shorthand_of(*list.find("220104")) == "220104");
  const CodeList circle("x.tsv", head + "A\ta\tB\t\t\t\nB\tb\tA\t\t\t\n");
  CHECK(circle.shorthand_of(*circle.find("A")) == "A");
}

TEST_CASE("line ends, empty lines and a missing last line end don't matter") {
  const CodeList list("x.tsv",
                      "code\tname\tparent\tshort\tabolished\tsuccessor\r\n"
                      "A\ta\t\t\t\t\r\n\r\nB\tb");
  CHECK(list.codes().size() == 2);
  CHECK(show(list.find("A")) == "A a");
  CHECK(list.find("A")->successor == "");
  CHECK(show(list.find("B")) == "B b");
  CHECK(CodeList("x.tsv", head).codes().empty());
}

TEST_CASE("a broken list is a mistake with its line") {
  const auto mistake = [](const std::string& tsv) {
    return error_of([&] { const CodeList list("schemas/codes/x.tsv", tsv); });
  };
  const std::string columns =
      "3 schemas/codes/x.tsv:1:1: the first line must name the columns code, name, parent, short, "
      "abolished, successor, with tabs between them";
  CHECK(mistake("code,name\n") == columns);
  CHECK(mistake("code\tname\n") == columns);
  CHECK(mistake("") == columns);
  CHECK(mistake(head + "A\t\t\t\t\t\n") ==
        "3 schemas/codes/x.tsv:2:1: a row needs a code without spaces, and a name");
  CHECK(mistake(head + "A\ta\n\tb\n") ==
        "3 schemas/codes/x.tsv:3:1: a row needs a code without spaces, and a name");
  CHECK(mistake(head + "A B\ta\n") ==
        "3 schemas/codes/x.tsv:2:1: a row needs a code without spaces, and a name");
  CHECK(mistake(head + "A\ta\nB\t\xC3\x28\n") ==
        "3 schemas/codes/x.tsv:3:1: a code list is written in UTF-8");
}

TEST_CASE("a code that stands twice is told with the line of the second") {
  CHECK(error_of([] { const CodeList list("schemas/codes/x.tsv", head + "A\ta\nB\tb\nA\tc\n"); }) ==
        "3 schemas/codes/x.tsv:4:1: the code A stands twice");
}

TEST_CASE("a stored code splits at its first space") {
  CHECK(code_part("C35 专用设备制造业") == "C35");
  CHECK(name_part("C35 专用设备制造业") == "专用设备制造业");
  CHECK(name_part("US United States") == "United States");
  CHECK(code_part("C35") == "C35");
  CHECK(name_part("C35") == "");
  CHECK(code_part("") == "");
}

TEST_CASE("lists are read once, when first asked for") {
  int loads = 0;
  const CodeLists lists([&](std::string_view name) -> std::optional<std::string> {
    ++loads;
    if (name == "none") return std::nullopt;
    return head + "A\ta\n";
  });
  CHECK(loads == 0);
  CHECK(lists.find("x") != nullptr);
  CHECK(lists.find("x") == lists.find("x"));
  CHECK(loads == 1);
  CHECK(lists.find("none") == nullptr);
  CHECK(lists.find("none") == nullptr);
  CHECK(loads == 2);
  CHECK(lists.text_of("none") == "");
  CHECK(lists.text_of("x") == head + "A\ta\n");
}

TEST_CASE("counties are the regions below a prefecture, abolished ones too") {
  const CodeLists lists([](std::string_view) {
    return std::optional(head + "310000\ts\n310100\tt\n310119\tu\t\t\tyes\t\n31\tv\n310115\tw\n");
  });
  CHECK(lists.counties() == std::vector<std::string_view>{"310115", "310119"});
  const CodeLists empty([](std::string_view) { return std::optional<std::string>(); });
  CHECK(empty.counties().empty());
}

TEST_CASE("every shipped list can be read and names only parents and successors that it has") {
  for (const std::string name : {"industry", "region", "country"}) {
    const CodeList* list = world().codes.find(name);
    REQUIRE(list != nullptr);
    CHECK(list->codes().size() > 90);
    for (const Code& code : list->codes()) {
      if (!code.parent.empty()) CHECK_MESSAGE(list->find(code.parent) != nullptr, code.code);
      if (!code.successor.empty()) CHECK_MESSAGE(list->find(code.successor) != nullptr, code.code);
    }
  }
}
