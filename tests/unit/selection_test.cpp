// SPDX-License-Identifier: MIT
// Which customers a person finds, and by what.
#include "archive/selection.hpp"

#include <doctest/doctest.h>

#include "test_support.hpp"

using namespace custrec;
using namespace custrec::test;

namespace {

const std::string individual =
    "id: C20240315001\n"
    "status: submitted\n"
    "type: individual\n"
    "name: 欧阳小乙\n"
    "id_number: 110101199003070038\n"
    "owner: 王五\n"
    "remarks: 常来电询问 0038 型\n"
    "contacts:\n"
    "  - name: 欧阳小乙\n"
    "    mobile: \"13987650001\"\n"
    "changes:\n"
    "  - at: 2024-03-15T10:00:00+08:00\n"
    "    by: 王五\n"
    "    fields:\n"
    "      - field: id_number\n"
    "        from: 110101199003070054\n"
    "        to: 110101199003070038\n";

class Office {
 public:
  Office() {
    folder_.write("customers/2024/03/C20240315001.yaml", individual);
    archive_.emplace(folder_.open());
  }

  [[nodiscard]] std::size_t count(const std::string& name, const std::string& text,
                                  const std::vector<std::string>& where = {}) const {
    Selection selection{{}, {}, text};
    for (const std::string& one : where) {
      selection.where.push_back(parse_where(*archive_, archive_->context(test_now()), one));
    }
    return select_records<int>(
               *archive_, *archive_->team().find(name), selection,
               [](const RecordFile&) { return 0; }, [](int) {}, [](std::size_t, std::size_t) {})
        .taken;
  }

  [[nodiscard]] std::string find(const std::string& name, const std::string& word) const {
    return error_of(
        [&] { static_cast<void>(find_customer(*archive_, *archive_->team().find(name), word)); });
  }

 private:
  TemporaryArchive folder_;
  std::optional<Archive> archive_;
};

}  // namespace

TEST_CASE("text is found in what anyone may read") {
  const Office office;
  CHECK(office.count("王五", "常来电") == 1);
  CHECK(office.count("李四", "INDIVIDUAL") == 1);
  CHECK(office.count("王五", "没有") == 0);
}

TEST_CASE("a personal value is found as a whole or by what its mask shows") {
  const Office office;
  for (const std::string name : {"张三", "李四", "王五"}) {
    CHECK(office.count(name, "欧阳小乙") == 1);
    CHECK(office.count(name, "欧阳小") == 0);
    CHECK(office.count(name, "小乙") == 0);
    CHECK(office.count(name, "欧阳") == 1);
    CHECK(office.count(name, "13987650001") == 1);
    CHECK(office.count(name, "1398765") == 0);
    CHECK(office.count(name, "8765") == 0);
    CHECK(office.count(name, "139****0001") == 1);
    CHECK(office.count(name, "", {"contacts.mobile=13987650001"}) == 1);
    CHECK(office.count(name, "", {"name=欧阳小乙"}) == 1);
    CHECK(office.count(name, "", {"name=欧阳小"}) == 0);
  }
}

TEST_CASE("a sensitive value is found as a whole by managers only, in the change log too") {
  const Office office;
  CHECK(office.count("张三", "110101199003070038") == 1);
  CHECK(office.count("张三", "11010119900307003") == 0);
  CHECK(office.count("张三", "", {"id_number=110101199003070038"}) == 1);
  CHECK(office.count("张三", "110101199003070054") == 1);
  CHECK(office.count("张三", "", {"changes.fields.from=110101199003070054"}) == 1);
  for (const std::string name : {"李四", "王五"}) {
    CHECK(office.count(name, "110101199003070038") == 0);
    CHECK(office.count(name, "110101199003070054") == 0);
    CHECK(office.count(name, "1990") == 0);
    CHECK(office.count(name, "1101**********0038") == 1);
    CHECK(office.count(name, "", {"changes.fields.from=110101199003070054"}) == 0);
    CHECK(error_of([&] {
            static_cast<void>(office.count(name, "", {"id_number=110101199003070038"}));
          }) == "5 id_number is sensitive; only managers may look for a value of it");
    CHECK(office.count(name, "", {"id_number="}) == 0);
  }
}

TEST_CASE("a customer with a masked name is known by the whole name or what the mask shows") {
  const Office office;
  CHECK(office.find("王五", "欧阳小乙").empty());
  CHECK(office.find("王五", "欧阳").empty());
  CHECK(office.find("王五", "欧阳小") == "2 there is no customer 欧阳小");
  CHECK(office.find("王五", "小乙") == "2 there is no customer 小乙");
}
