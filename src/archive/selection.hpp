// SPDX-License-Identifier: MIT
// Which customers a person asks for, among those they may see.
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "archive/archive.hpp"
#include "archive/walk.hpp"
#include "record/value.hpp"
#include "schema/field_path.hpp"

namespace custrec {

/// The path of the record that `word` means: a customer number, or the name or a part of it that
/// only one customer has among those that `person` may see. A masked name is known as a whole or by
/// what its mask shows. Throws Error(usage) otherwise.
std::string find_customer(const Archive& archive, const Person& person, const std::string& word);

/// The path of the record of customer `id`. Throws Error(usage) when there is none.
std::string require_record(const Archive& archive, const std::string& id);

/// `FIELD=VALUE`: one value at the path is this. Of a choice any of its labels will do; a code also
/// means the narrower codes below it (上海市 finds 310115).
struct Where {
  FieldPath path;
  std::string value;          ///< normal form; empty: nothing is filled in
  std::string default_value;  ///< what a record means that says nothing, in normal form
};

/// Throws Error(usage) when it is no `FIELD=VALUE`, there is no such field, or no such option, code
/// or person.
Where parse_where(const Archive& archive, const TypeContext& context, std::string_view text);

struct Selection {
  std::set<std::string> ids;  ///< empty: all
  std::vector<Where> where;   ///< all must hold
  /// In any field, without regard to case; empty: all. Of a personal value what its mask shows is
  /// searched, and it fits as a whole; a sensitive one fits as a whole for managers only.
  std::string text;
  std::string since = {};  ///< a date or time: something has happened since; empty: all
};

struct SelectionCounts {
  std::size_t taken = 0;
  std::size_t hidden = 0;      ///< the person may not see them, whether they would fit or not
  std::size_t unreadable = 0;  ///< files that are no records and folders, see `verify`
};

/// `text` as a date or time, as people write them. Throws Error(usage) when it is none.
std::string parse_since(const TypeContext& context, std::string_view text);

/// Whether something has happened since the date or time `since` in what lies at `node`, which has
/// `fields`: one of the dates and times there that can't lie in the future (`max: now`), of
/// whatever depth, isn't before. Among them are when a record was entered and changed.
bool has_news(const Schemas& schemas, const Document& document, NodeIndex node,
              const FieldList& fields, std::string_view since);
/// The same of an entry without what lies deeper; true as well when its kind has no such fields, or
/// `since` is empty.
bool has_news(const Value& entry, const FieldList& fields, std::string_view since);

/// What `select_records` finds of one record.
enum class Match : unsigned char { taken, unfit, hidden, unreadable };

/// Which records a person asked for.
class Selector {
 public:
  /// Throws Error(usage) for an id that there is not, Error(refused) when a sensitive value is
  /// asked for by someone who isn't a manager.
  Selector(const Archive& archive, const Person& person, const Selection& selection);

  [[nodiscard]] const PathList& paths() const { return paths_; }
  [[nodiscard]] Match match(const RecordFile& file) const;
  /// What can't be read besides the records.
  [[nodiscard]] std::size_t unreadable() const { return unreadable_; }

 private:
  [[nodiscard]] bool fits(const Document& document, const Where& where) const;
  [[nodiscard]] bool contains_text(const Document& document) const;

  const Archive& archive_;
  const Person& person_;
  const Selection& selection_;
  std::string wanted_;  ///< folded
  PathList paths_;
  std::size_t unreadable_ = 0;
};

/// Goes over the records that fit and that `person` may see: `work` makes something of each on any
/// thread, `take` gets it in the order of paths, `progress` is told how many records have been
/// looked at, and of how many. Throws Error(usage) for an id that there is not.
template <typename Result>
SelectionCounts select_records(const Archive& archive, const Person& person,
                               const Selection& selection,
                               const std::function<Result(const RecordFile&)>& work,
                               const std::function<void(Result)>& take,
                               const std::function<void(std::size_t, std::size_t)>& progress) {
  struct Row {
    Match match;
    std::optional<Result> result;
  };
  const Selector selector(archive, person, selection);
  SelectionCounts counts;
  counts.unreadable = selector.unreadable();
  std::size_t done = 0;
  for_each_record<Row>(
      archive, selector.paths(), find_cores(),
      [&](const RecordFile& file) {
        Row row{selector.match(file), std::nullopt};
        if (row.match == Match::taken) row.result = work(file);
        return row;
      },
      [&](Row row) {
        counts.taken += row.match == Match::taken ? 1 : 0;
        counts.hidden += row.match == Match::hidden ? 1 : 0;
        counts.unreadable += row.match == Match::unreadable ? 1 : 0;
        if (row.result) take(std::move(*row.result));
        progress(++done, selector.paths().size());
      });
  return counts;
}

/// The values at `path` in `record`: several when it leads through a list without a position.
std::vector<const Value*> values_at(const Value& record, const FieldPath& path);

/// All texts at `path`: several when it leads through a list without a position, none when nothing
/// is filled in.
std::vector<std::string_view> texts_at(const Document& document, const FieldPath& path);

}  // namespace custrec
