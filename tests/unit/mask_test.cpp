// SPDX-License-Identifier: MIT
// Masks: what may be seen of personal values.
#include "schema/mask.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

using namespace custrec;

namespace {

struct Row {
  Mask mask;
  std::string_view value;
  std::string_view masked;
};

const std::vector<Row> rows{
    {Mask::none, "王小明", "王小明"},
    {Mask::whole, "王小明", "***"},
    {Mask::whole, "", ""},
    {Mask::mobile, "13800138000", "138****8000"},
    {Mask::mobile, "1380013800", "138****800"},
    {Mask::mobile, "138001380000", "138*****0000"},
    {Mask::mobile, "+86 138 0013 8000", "138****8000"},
    {Mask::mobile, "138****8000", "138****8000"},
    {Mask::mobile, "13800", "***"},
    {Mask::mobile, "13800138000/13900139000", "***"},
    {Mask::id, "11010519491231002X", "1101**********002X"},
    {Mask::id, "11010519491231002x", "1101**********002X"},
    {Mask::id, "130503670401001", "1305*******1001"},
    {Mask::id, "1101**********1234", "1101**********1234"},
    {Mask::id, "11010519491231002", "***"},
    {Mask::id, "H08123456", "***"},
    {Mask::name, "张三", "张*"},
    {Mask::name, "王小明", "王*"},
    {Mask::name, "欧阳娜娜", "欧阳*"},
    {Mask::name, "欧阳", "欧*"},
    {Mask::name, "欧阳*", "欧阳*"},
    {Mask::name, "张", "*"},
    {Mask::name, "张*", "张*"},
    {Mask::name, "***", "***"},
    {Mask::name, "*", "*"},
    {Mask::name, "John Smith", "J***"},
    {Mask::name, "Élodie", "É***"},
    {Mask::name, "J***", "J***"},
    {Mask::name, "阿卜杜拉·买买提", "阿*"},
    {Mask::name, "张三、李四，司马光, Ann;王五", "张*、李*，司马*, A***;王*"},
    {Mask::name, "(张三)", "***"},
    {Mask::name, "、", "、"},
    {Mask::email, "zhangsan@example.com", "z***@example.com"},
    {Mask::email, "z***@example.com", "z***@example.com"},
    {Mask::email, "z@example.com", "***@example.com"},
    {Mask::email, "***@example.com", "***@example.com"},
    {Mask::email, "zhangsan＠example.com", "z***@example.com"},
    {Mask::email, "张三@example.com", "张***@example.com"},
    {Mask::email, "zhangsan", "***"},
    {Mask::email, "@example.com", "***"},
    {Mask::email, "a@example.com;lisi@example.com", "***"},
    {Mask::phone, "13800138000", "138****8000"},
    {Mask::phone, "010-62345678", "010-****5678"},
    {Mask::phone, "0755-86234567", "0755-****4567"},
    {Mask::phone, "0311-1234567", "0311-***4567"},
    {Mask::phone, "010-62345678-801", "010-****5678-***"},
    {Mask::phone, "(010)62345678", "010-****5678"},
    {Mask::phone, "010-****5678", "010-****5678"},
    {Mask::phone, "010-****5678-***", "010-****5678-***"},
    {Mask::phone, "4008001234", "400***1234"},
    {Mask::phone, "+44 20 7031 3000", "+44******3000"},
    {Mask::phone, "+44******3000", "+44******3000"},
    {Mask::phone, "95555", "***"},
    {Mask::phone, "62345678", "***"},
    {Mask::phone, "010-62345678转801", "***"},
    {Mask::address, "北京市海淀区中关村大街1号", "北京市海淀区***"},
    {Mask::address, "上海市浦东新区张江路88号", "上海市浦东新区***"},
    {Mask::address, "广东省深圳市南山区科技园区1栋", "广东省深圳市南山区***"},
    {Mask::address, "江苏省苏州市昆山市花桥镇1号", "江苏省苏州市昆山市***"},
    {Mask::address, "广东省东莞市南城街道1号", "广东省东莞市***"},
    {Mask::address, "湖北省荆州市沙市区北京路1号", "湖北省荆州市沙市区***"},
    {Mask::address, "山东省枣庄市市中区光明路1号", "山东省枣庄市市中区***"},
    {Mask::address, "内蒙古自治区呼伦贝尔市鄂温克族自治旗1号",
     "内蒙古自治区呼伦贝尔市鄂温克族自治旗***"},
    {Mask::address, "云南省大理白族自治州大理市古城1号", "云南省大理白族自治州大理市***"},
    {Mask::address, "新疆维吾尔自治区阿克苏地区库车市1号", "新疆维吾尔自治区阿克苏地区库车市***"},
    {Mask::address, "杭州市西湖大道区府路1号", "杭州市***"},
    {Mask::address, "阳光小区3号楼", "***"},
    {Mask::address, "12 High Street, London", "***"},
    {Mask::address, "北京市海淀区***", "北京市海淀区***"}};

}  // namespace

TEST_CASE("every mask shows what the design says and no more") {
  for (const Row& row : rows) {
    CAPTURE(row.value);
    CHECK(mask_value(row.mask, row.value) == row.masked);
  }
}

TEST_CASE("a masked value stays as it is under the same mask") {
  for (const Row& row : rows) {
    CAPTURE(row.masked);
    CHECK(mask_value(row.mask, row.masked) == row.masked);
  }
}

TEST_CASE("masks have the names that schemas write") {
  CHECK(find_mask("name") == Mask::name);
  CHECK(find_mask("address") == Mask::address);
  CHECK(find_mask("none") == Mask::none);
  CHECK_FALSE(find_mask("Name"));
  CHECK_FALSE(find_mask(""));
}

TEST_CASE("values that came in masked are recognised") {
  for (const std::string_view value : {"138****5678",
                                       "138****800",
                                       "138＊＊＊＊5678",
                                       "1101**********1234",
                                       "1101**********123X",
                                       "z***@example.com",
                                       "***@example.com",
                                       "张*",
                                       "张**",
                                       "张*明",
                                       "欧阳*",
                                       "***",
                                       "*",
                                       "**",
                                       "J***",
                                       "张*、李*",
                                       "010-****5678",
                                       "北京市海淀区***",
                                       "138XXXX5678",
                                       "138xxxx5678"}) {
    CAPTURE(value);
    CHECK(looks_masked(value));
  }
}

TEST_CASE("stars and crosses in ordinary text are no mask") {
  for (const std::string_view value :
       {"", "5*8 steel", "5*8", "M4*20螺丝", "钢管 20*30*2", "20*30*2mm", "***重要***", "**重要**",
        "* 要点一", "螺丝*2", "先付30%*", "2**10", "XXXX", "型号XXXX", "a * b", "13800138000",
        "客户说 *** 很急", "o'brien@example.com", "尺寸5*8、6*9"}) {
    CAPTURE(value);
    CHECK_FALSE(looks_masked(value));
  }
}
