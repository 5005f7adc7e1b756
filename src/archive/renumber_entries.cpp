// SPDX-License-Identifier: MIT
// Ids of entries that two people gave at the same time.
#include "archive/renumber_entries.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

#include "record/match_items.hpp"
#include "schema/entry_id.hpp"
#include "schema/field_type.hpp"
#include "time/date.hpp"

namespace custrec {
namespace {

/// The field that says when an entry of `fields` was; null when none does.
const Field* find_time_field(const FieldList& fields) {
  const auto found = std::find_if(fields.begin(), fields.end(), [](const Field& field) {
    return !field.retired && (field.type->name == "time" || field.type->name == "date");
  });
  return found == fields.end() ? nullptr : &*found;
}

std::optional<std::chrono::sys_seconds> find_time(std::string_view text, const Zone& zone) {
  const auto time = parse_time(text);
  if (!time) return std::nullopt;
  return time->date_only ? time->instant - zone.offset_at(time->instant) : time->instant;
}

const Field* find_named(const FieldList& fields, std::string_view name) {
  const auto found = std::find_if(fields.begin(), fields.end(), [&](const Field& field) {
    return field.name == name || (!field.renamed_from.empty() && field.renamed_from == name);
  });
  return found == fields.end() ? nullptr : &*found;
}

void note_times(const Schemas& schemas, const Zone& zone, const FieldList& fields, Part& mapping) {
  for (Part& item : mapping.items) {
    const Field* field = find_named(fields, item.key);
    if (field == nullptr || item.kind == Kind::scalar) continue;
    const FieldList& inner = schemas.fields_of(*field);
    if (item.kind == Kind::mapping) {
      note_times(schemas, zone, inner, item);
      continue;
    }
    const Field* time = find_time_field(inner);
    for (Part& entry : item.items) {
      if (time != nullptr) entry.time = find_time(entry.text_at(time->name), zone);
      if (entry.kind == Kind::mapping) note_times(schemas, zone, inner, entry);
    }
  }
}

/// Values as far as `next_entry_id` looks at them.
Value ids_of(const Part& part) {
  Value value = part.kind == Kind::scalar     ? make_text(part.key, part.text)
                : part.kind == Kind::sequence ? make_sequence(part.key)
                                              : make_mapping(part.key);
  for (const Part& item : part.items) value.items.push_back(ids_of(item));
  return value;
}

/// All entries of `list` and all changes that any of the records has, as one record.
Value collect_ids(const std::string& list, const std::vector<const Part*>& roots) {
  Value all = make_mapping("", {make_sequence(list), make_sequence("changes")});
  for (const Part* root : roots) {
    for (Value& target : all.items) {
      const Part* source = root->find(target.key);
      if (source == nullptr || source->kind != Kind::sequence) continue;
      for (const Part& entry : source->items) target.items.push_back(ids_of(entry));
    }
  }
  return all;
}

Part* find_entry(Part* list, std::string_view id) {
  if (list == nullptr) return nullptr;
  const auto found = std::find_if(list->items.begin(), list->items.end(),
                                  [&](const Part& entry) { return id_of(entry) == id; });
  return found == list->items.end() ? nullptr : &*found;
}

/// The later one; of two at the same time always the same one, whoever merges.
bool is_second(const Part& entry, const Part& other) {
  if (entry.time != other.time) return !entry.time || (other.time && *entry.time > *other.time);
  return make_saying(entry) > make_saying(other);
}

void set_id(Part& entry, const std::string& id) {
  constexpr std::size_t indent = 4;
  set_text(*entry.find("id"), id, false, indent);
}

/// Follows one entry to its new id.
class References {
 public:
  References(const Field& list, NewEntryId id)
      : kind_(list.of), list_(id.list), path_(id.list + "." + id.from), id_(std::move(id)) {}

  /// In all of `side` that `base` doesn't have as it is.
  void follow(const Part& base, Part& side) const {
    for (Part& item : side.items) {
      const Part* before = base.find(item.key);
      if (before != nullptr && says_the_same(*before, item)) continue;
      if (item.kind == Kind::mapping && before != nullptr && before->kind == Kind::mapping) {
        follow(*before, item);
      } else if (item.kind == Kind::sequence && before != nullptr) {
        follow_in_list(*before, item);
      } else {
        follow_in(item);
      }
    }
  }

 private:
  void follow_in_list(const Part& base, Part& list) const {
    std::set<std::string> old;
    for (const Part& entry : base.items) old.insert(make_saying(entry));
    for (Part& entry : list.items) {
      if (!old.contains(make_saying(entry))) follow_in(entry);
    }
  }

  void follow_in(Part& part) const {
    for (Part& item : part.items) follow_in(item);
    if (part.kind != Kind::scalar) return;
    const std::string& text = part.text;
    const bool path =
        text.starts_with(path_) && (text.size() == path_.size() || text[path_.size()] == '.');
    const bool names = text == id_.from && (part.key == kind_ || part.key == list_);
    if (!path && !names) return;
    const bool quoted = part.body.find('"') != std::string::npos;
    std::string moved = path ? list_ + "." + id_.to + text.substr(path_.size()) : id_.to;
    set_text(part, std::move(moved), !quoted, 0);
  }

  std::string kind_;
  std::string list_;
  std::string path_;
  NewEntryId id_;
};

bool has_list(const Part* list) {
  return list != nullptr && list->kind == Kind::sequence;
}

bool is_lower(const std::string& left, const std::string& right) {
  return std::pair(left.size(), left) < std::pair(right.size(), right);
}

/// What an entry says besides its id.
std::string say_without_id(const Part& entry) {
  Part rest = entry;
  std::erase_if(rest.items, [](const Part& item) { return item.key == "id"; });
  return make_saying(rest);
}

/// The ids of what both sides have put into one list.
class NewIds {
 public:
  NewIds(const Schemas& schemas, const Field& list, const Part& base, Part& ours, Part& theirs)
      : schemas_(schemas),
        list_(list),
        base_(base),
        sides_{&ours, &theirs},
        lists_{ours.find(list.name), theirs.find(list.name)},
        used_(collect_ids(list.name, {&base, &ours, &theirs})) {
    const Part* before = base.find(list.name);
    if (!has_list(before)) return;
    for (const Part& entry : before->items) old_.emplace(id_of(entry));
  }

  /// One entry under two ids keeps the one that is nobody else's.
  void unite_equal() {
    const auto our_sayings = find_new_sayings(0);
    for (const auto& [saying, their_id] : find_new_sayings(1)) {
      const auto found = our_sayings.find(saying);
      if (found == our_sayings.end() || found->second == their_id) continue;
      const std::string& our_id = found->second;
      const bool ours_fits = find_entry(lists_[1], our_id) == nullptr;
      const bool theirs_fits = find_entry(lists_[0], their_id) == nullptr;
      const bool take_ours = ours_fits && (!theirs_fits || is_lower(our_id, their_id));
      const std::string id = take_ours ? our_id : theirs_fits ? their_id : next_id();
      if (id.empty()) return;
      rename(0, our_id, id);
      rename(1, their_id, id);
    }
  }

  /// Two entries under one id: the later one gets another.
  void part_different(std::vector<NewEntryId>& new_ids) {
    std::map<std::string_view, const Part*> others;
    for (const Part& entry : lists_[1]->items) others.emplace(id_of(entry), &entry);
    std::set<std::string, decltype(&is_lower)> doubled(&is_lower);
    for (const Part& entry : lists_[0]->items) {
      const std::string id(id_of(entry));
      const auto other = others.find(id);
      const bool fresh = !id.empty() && !old_.contains(id) && other != others.end();
      if (fresh && !says_the_same(entry, *other->second)) doubled.insert(id);
    }
    for (const std::string& id : doubled) {
      const std::string next = next_id();
      if (next.empty()) return;
      rename(is_second(*find_entry(lists_[0], id), *find_entry(lists_[1], id)) ? 0 : 1, id, next);
      new_ids.push_back({list_.name, id, next});
    }
  }

 private:
  /// What each new entry of a side says, and its id.
  [[nodiscard]] std::map<std::string, std::string> find_new_sayings(std::size_t side) const {
    std::map<std::string, std::string> sayings;
    for (const Part& entry : lists_[side]->items) {
      const std::string id(id_of(entry));
      if (!id.empty() && !old_.contains(id)) sayings.emplace(say_without_id(entry), id);
    }
    return sayings;
  }

  /// Empty when entries of this list have no ids.
  std::string next_id() {
    std::string id = next_entry_id(schemas_, list_, used_);
    used_.items[0].items.push_back(make_mapping("", {make_text("id", id)}));
    return id;
  }

  void rename(std::size_t side, const std::string& from, const std::string& to) {
    if (from == to) return;
    set_id(*find_entry(lists_[side], from), to);
    References(list_, {list_.name, from, to}).follow(base_, *sides_[side]);
  }

  const Schemas& schemas_;
  const Field& list_;
  const Part& base_;
  std::array<Part*, 2> sides_;
  std::array<Part*, 2> lists_;
  Value used_;
  std::set<std::string> old_;
};

}  // namespace

void note_entry_times(const Schemas& schemas, const Zone& zone, Part& root) {
  note_times(schemas, zone, schemas.customer().fields, root);
}

std::vector<NewEntryId> renumber_new_entries(const Schemas& schemas, const Part& base, Part& ours,
                                             Part& theirs) {
  std::vector<NewEntryId> new_ids;
  for (const Field& field : schemas.customer().fields) {
    if (!has_list(ours.find(field.name)) || !has_list(theirs.find(field.name))) continue;
    NewIds ids(schemas, field, base, ours, theirs);
    ids.unite_equal();
    ids.part_different(new_ids);
  }
  return new_ids;
}

std::vector<NewEntryId> renumber_doubled_entries(const Schemas& schemas, Part& root) {
  std::vector<NewEntryId> new_ids;
  for (const Field& field : schemas.customer().fields) {
    Part* list = root.find(field.name);
    if (!has_list(list)) continue;
    Value ids = collect_ids(field.name, {&root});
    std::map<std::string, std::size_t> seen;
    for (std::size_t at = 0; at < list->items.size(); ++at) {
      const std::string id(id_of(list->items[at]));
      const auto [first, added] = seen.emplace(id, at);
      if (id.empty() || added) continue;
      if (says_the_same(list->items[first->second], list->items[at])) {
        list->items.erase(list->items.begin() + static_cast<std::ptrdiff_t>(at));
        at -= 1;
        new_ids.push_back({field.name, id, ""});
        continue;
      }
      const NewEntryId next{field.name, id, next_entry_id(schemas, field, ids)};
      if (next.to.empty()) break;
      const bool by_first = is_second(list->items[first->second], list->items[at]);
      set_id(list->items[by_first ? first->second : at], next.to);
      if (by_first) first->second = at;
      ids.items[0].items.push_back(make_mapping("", {make_text("id", next.to)}));
      new_ids.push_back(next);
    }
  }
  return new_ids;
}

}  // namespace custrec
