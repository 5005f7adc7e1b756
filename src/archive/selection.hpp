// SPDX-License-Identifier: MIT
// Which customers a person asks for, and may see.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "archive/archive.hpp"
#include "archive/walk.hpp"
#include "schema/field_path.hpp"

namespace custrec {

/// The path of the record that `word` means: a customer number, or the name or a part of it that
/// only one customer has among those that `person` may see. Throws Error(usage) otherwise.
std::string find_customer(const Archive& archive, const Person& person, const std::string& word);

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
  std::string text;           ///< in any field, without regard to case; empty: all
};

struct SelectionCounts {
  std::size_t taken = 0;
  std::size_t hidden = 0;      ///< the person may not see them, whether they would fit or not
  std::size_t unreadable = 0;  ///< files that are no records and folders, see `verify`
};

/// Hands on the records that fit and that `person` may see, in the order of paths. Throws
/// Error(usage) for an id that there is not.
SelectionCounts select_records(const Archive& archive, const Person& person,
                               const Selection& selection,
                               const std::function<void(const RecordFile&)>& take);

/// Whether `person` may see the customer of `document`: reviewers and managers all, others those
/// of whom they are the owner.
bool may_see(const Person& person, const Document& document);

/// All texts at `path`: several when it leads through a list without a position, none when nothing
/// is filled in.
std::vector<std::string_view> texts_at(const Document& document, const FieldPath& path);

}  // namespace custrec
