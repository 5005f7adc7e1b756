// SPDX-License-Identifier: MIT
// What the columns of a sheet mean.
#include "exchange/sheet_header.hpp"

#include <algorithm>
#include <map>

#include "archive/filing.hpp"
#include "text/unprintable.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

class HeaderReader {
 public:
  HeaderReader(const HeaderMap& map, const std::function<FieldPathResult(std::string_view)>& find,
               const std::function<bool(const FieldPath&)>& is_own)
      : map_(map), find_(find), is_own_(is_own) {}

  void take(const SheetColumn& column) {
    const std::string heading(trim(column.heading));
    header_.columns.emplace_back(std::nullopt);
    if (heading == "_row" || heading == "_reason") return;
    if (!may_be_stored(heading)) {
      add_mistake(column, fill({"{}: no heading can have NUL, U+FFFE or U+FFFF; change it",
                                "{}：标题不能含 NUL、U+FFFE 或 U+FFFF，请改正"},
                               {cut_to_width(escape_controls(heading), 60)}));
      return;
    }
    const HeaderMap::Row* row = map_.find(heading);
    if (row != nullptr && row->field == "-") {
      header_.left_out.push_back(heading);
      header_.meanings.emplace_back(heading, "-");
      return;
    }
    if (heading.empty()) {
      add_mistake(column,
                  fill({"column {} has no heading", "第 {} 列没有标题"}, {column.place.column}));
      return;
    }
    FieldPathResult found = find_single(row == nullptr ? heading : row->field);
    header_.meanings.emplace_back(heading, found.path ? found.path->text() : "");
    if (!found.path) {
      add_mistake(column, row == nullptr
                              ? found.mistake
                              : fill({"{}: {}", "{}：{}"}, {map_.place_of(*row), found.mistake}));
      return;
    }
    place(column, heading, std::move(*found.path));
  }

  SheetHeader finish() { return std::move(header_); }

 private:
  void add_mistake(const SheetColumn& column, Text message) {
    header_.mistakes.push_back({column.place, std::move(message)});
  }

  /// A field that a cell can hold.
  [[nodiscard]] FieldPathResult find_single(const std::string& name) const {
    FieldPathResult found = find_(name);
    if (!found.path) return found;
    const std::string shown = cut_to_width(escape_controls(name), 60);
    const FieldType& type = *found.path->field().type;
    if (type.check == nullptr && type.name != "choices") {
      return {std::nullopt, fill({"{} does not fit into one cell; name a field in it",
                                  "{} 无法放入一格，请指明其中的字段"},
                                 {shown})};
    }
    if (found.path->names_entry()) {
      return {std::nullopt,
              fill({"{} names an entry of one record; name it by position, like contacts[0]",
                    "{} 是某一档案中的条目；请用位置表示，如 contacts[0]"},
                   {shown})};
    }
    return found;
  }

  void place(const SheetColumn& column, const std::string& heading, FieldPath path) {
    const auto [first, added] = taken_.emplace(path.text(), heading);
    if (!added) {
      add_mistake(column, fill({"{} and {} are the same field", "{} 与 {} 是同一字段"},
                               {first->second, heading}));
    }
    if (path.text() == "status") header_.status = header_.columns.size() - 1;
    if (is_own_(path)) {
      ignore(path.steps.front().position ? path.steps.front().field->name : heading);
    } else {
      header_.columns.back() = std::move(path);
    }
  }

  /// Of a list its name is enough.
  void ignore(const std::string& name) {
    const bool known =
        std::find(header_.ignored.begin(), header_.ignored.end(), name) != header_.ignored.end();
    if (!known) header_.ignored.push_back(name);
  }

  const HeaderMap& map_;
  const std::function<FieldPathResult(std::string_view)>& find_;
  const std::function<bool(const FieldPath&)>& is_own_;
  SheetHeader header_;
  std::map<std::string, std::string> taken_;  ///< path → heading
};

}  // namespace

SheetHeader read_header(const Schemas& schemas, const std::vector<SheetColumn>& columns,
                        const HeaderMap& map) {
  const Headings headings(schemas, schemas.customer().fields);
  return read_header(
      columns, map, [&](std::string_view heading) { return headings.find(heading); },
      [](const FieldPath& path) {
        const std::string& kind = path.steps.front().field->of;
        return is_own_field(path.text()) || kind == "review" || kind == "change";
      });
}

SheetHeader read_header(const std::vector<SheetColumn>& columns, const HeaderMap& map,
                        const std::function<FieldPathResult(std::string_view)>& find,
                        const std::function<bool(const FieldPath&)>& is_own) {
  HeaderReader reader(map, find, is_own);
  for (const SheetColumn& column : columns) reader.take(column);
  return reader.finish();
}

}  // namespace custrec
