// SPDX-License-Identifier: MIT
// What a fingerprint depends on, and what it doesn't.
#include "schema/fingerprint.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "test_support.hpp"
#include "text/sha256.hpp"

using namespace custrec;
using namespace custrec::test;

namespace {

std::string fingerprint(const std::string& text, const Schemas& schemas = shipped_schemas()) {
  const Reading reading = read_document(text);
  REQUIRE(reading.readable);
  const std::string made = make_fingerprint(reading.document, schemas, world().context());
  CHECK(has_fingerprint(reading.document, schemas, world().context(), made));
  CHECK_FALSE(has_fingerprint(reading.document, schemas, world().context(), ""));
  return made;
}

/// The example of man/custrec-record.5.
const std::string example =
    "id: C20240315001\n"
    "status: active\n"
    "type: enterprise\n"
    "name: 示例机械有限公司\n"
    "industry: C35 专用设备制造业\n"
    "tags:\n"
    "  - 高价值客户\n"
    "contacts:\n"
    "  - name: 王小明\n"
    "    mobile: \"13800138000\"\n"
    "    email: \"\"\n"
    "collection:\n"
    "  channel: active\n"
    "contracts:\n"
    "  - id: H1\n"
    "    title: 设备采购合同\n";

}  // namespace

TEST_CASE("the example of the manual") {
  CHECK(fingerprint(example) == sha256("18:collection.channel,6:active,"
                                       "18:contacts[0].mobile,11:13800138000,"
                                       "16:contacts[0].name,9:王小明,"
                                       "15:contracts.H1.id,2:H1,"
                                       "18:contracts.H1.title,18:设备采购合同,"
                                       "2:id,12:C20240315001,"
                                       "8:industry,3:C35,"
                                       "4:name,24:示例机械有限公司,"
                                       "4:type,10:enterprise,"));
}

TEST_CASE("layout, order of keys, quotes and comments don't matter") {
  const std::string other =
      "# c\n"
      "name: '示例机械有限公司'\n"
      "contracts: [{title: 设备采购合同, id: H1}]\n"
      "type: \"enterprise\"  # t\n"
      "industry: C35 another name\n"
      "contacts:\n"
      "- mobile: '13800138000'\n"
      "  name: 王小明\n"
      "status: closed\n"
      "wanted_status: invalid\n"
      "activity: dormant\n"
      "remarks: 其他\n"
      "plan: {goal: 回访}\n"
      "address: ''\n"
      "collection: {channel: active}\n"
      "interactions: [{id: I1}]\n"
      "visits: [{id: V1}]\n"
      "needs: [{id: N1}]\n"
      "complaints: [{id: K1}]\n"
      "reviews: [{by: 李四}]\n"
      "changes: [{by: 张三}]\n"
      "anomalies: [{id: A1}]\n"
      "unknown: 1\n"
      "id: C20240315001\n";
  CHECK(fingerprint(other) == fingerprint(example));
}

TEST_CASE("what only normalising makes valid counts in its normal form") {
  const std::string plain =
      "type: enterprise\nfirst_contact: 2024-03-14\n"
      "contacts:\n  - mobile: \"13800138000\"\n";
  CHECK(fingerprint("type: 企业客户\nfirst_contact: 2024/3/14\n"
                    "contacts:\n  - mobile: 138 0013 8000\n") == fingerprint(plain));
  CHECK(fingerprint("industry: 专用设备制造业\n") == fingerprint("industry: C35\n"));
  CHECK(fingerprint("first_contact: 03/04/2024\n") != fingerprint("first_contact: 2024-04-03\n"));
}

TEST_CASE("every reviewed value matters, and where it stands") {
  const auto differs = [](const std::string& a, const std::string& b) {
    CHECK(fingerprint(a) != fingerprint(b));
  };
  differs("name: a\n", "name: b\n");
  differs("name: a\n", "address: a\n");
  differs("name: a\n", "name: a\naddress: b\n");
  differs("contacts:\n  - name: a\n  - name: b\n", "contacts:\n  - name: b\n  - name: a\n");
  differs("contacts:\n  - name: a\n    title: b\n", "contacts:\n  - name: a\n  - title: b\n");
  differs("country: CN 中国\n", "name: \"\"\n");
  differs("contracts:\n  - id: H1\n", "contracts:\n  - id: H2\n");
  differs("business_scope: |-\n  a\n  b\n", "business_scope: |\n  a\n  b\n");
  // No value can look like two pairs.
  differs("address: \"a,4:name,1:b\"\n", "address: a\nname: b\n");
}

TEST_CASE("entries with an id may stand in any order, those without may not") {
  CHECK(fingerprint("contracts:\n  - id: H1\n    title: a\n  - id: H2\n    title: b\n") ==
        fingerprint("contracts:\n  - title: b\n    id: H2\n  - id: H1\n    title: a\n"));
  // What is no id in form is a value like others.
  CHECK(fingerprint("contracts:\n  - id: \"0\"\n  - id: H1.x\n") !=
        fingerprint("contracts:\n  - id: H1.x\n  - id: \"0\"\n"));
}

TEST_CASE("the schema says what is reviewed, and names a field by its oldest name") {
  const Schemas schemas = make_schemas(
      "- {name: new_name, type: text, renamed_from: old_name}\n"
      "- {name: tags, type: choices}\n"
      "- {name: g, type: group, fields: [{name: a, type: text}, "
      "{name: b, type: text, reviewed: false}]}\n"
      "- {name: l, type: entries, reviewed: false, fields: [{name: a, type: text}]}\n");
  CHECK(fingerprint("new_name: x\n", schemas) == fingerprint("old_name: x\n", schemas));
  CHECK(fingerprint("new_name: x\n", schemas) == sha256("8:old_name,1:x,"));
  CHECK(fingerprint("new_name: x\nold_name: y\n", schemas) ==
        fingerprint("new_name: x\n", schemas));
  CHECK(fingerprint("g:\n  a: x\n  b: y\n", schemas) == sha256("3:g.a,1:x,"));
  CHECK(fingerprint("l:\n  - a: x\n", schemas) == sha256(""));
  CHECK(fingerprint("tags:\n  - b\n  - a\n", schemas) == sha256("4:tags,1:a,4:tags,1:b,"));
}

TEST_CASE("what isn't as the schema says counts all the same") {
  CHECK(fingerprint("name:\n  - a\n") != fingerprint("name:\n  - b\n"));
  CHECK(fingerprint("contacts: a\n") != fingerprint("contacts: b\n"));
  CHECK(fingerprint("contacts:\n  - a\n") != fingerprint("contacts:\n  - b\n"));
}

TEST_CASE("pairs are in the order of their paths whatever the schema's order") {
  const Schemas schemas = make_schemas(
      "- {name: b, type: text}\n"
      "- {name: l1, type: text}\n"
      "- {name: l, type: entries, fields: [{name: id, type: text}, {name: x, type: text}]}\n"
      "- {name: z, type: text, renamed_from: a}\n");
  // The bracket of an entry without an id comes behind a digit, the full stop of another before it.
  CHECK(fingerprint("z: p\nb: q\nl1: r\nl:\n  - x: s\n  - id: H1\n", schemas) ==
        sha256("1:a,1:p,1:b,1:q,7:l.H1.id,2:H1,2:l1,1:r,6:l[0].x,1:s,"));
  std::string many = "l:\n";
  for (int at = 0; at < 500; ++at) many += "  - x: value\n";
  CHECK(fingerprint(many, schemas) == fingerprint("b: \"\"\n" + many, schemas));
}

TEST_CASE("pairs of long lists, long names and long values are those that sorting gives") {
  const std::string name = "a_name_longer_than_two_times_sixteen_bytes";
  const Schemas schemas = make_schemas(
      "- {name: tags, type: choices}\n- {name: l, type: entries, fields: [{name: id, type: text}, "
      "{name: " +
      name + ", type: text}]}\n- {name: l2, type: text}\n");
  std::vector<std::pair<std::string, std::string>> pairs = {{"l2", "z"}};
  std::string text = "l2: z\ntags:\n";
  for (const char* tag : {"c", "a", "b"}) {
    text += std::string("  - ") + tag + "\n";
    pairs.emplace_back("tags", tag);
  }
  text += "l:\n";
  for (std::size_t at = 0; at < 120; ++at) {
    const std::string number = std::to_string(at);
    const std::string value(at + 1, 'x');
    const bool has_id = at % 2 == 0;
    text += "  - " + (has_id ? "id: H" + number + "\n    " : std::string()) + name + ": " + value +
            "\n";
    const std::string entry = has_id ? "l.H" + number : "l[" + number + "]";
    if (has_id) pairs.emplace_back(entry + ".id", "H" + number);
    pairs.emplace_back(entry + "." + name, value);
  }
  std::sort(pairs.begin(), pairs.end());
  std::string expected;
  for (const auto& [path, value] : pairs) {
    expected += std::to_string(path.size()) + ":" + path + "," + std::to_string(value.size()) +
                ":" + value + ",";
  }
  CHECK(fingerprint(text, schemas) == sha256(expected));
}
