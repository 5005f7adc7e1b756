// SPDX-License-Identifier: MIT
// Which entries of a record the entries of a row are.
#include "exchange/known_entries.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "exchange/repeated_rows.hpp"
#include "schema/entry_id.hpp"
#include "schema/form.hpp"
#include "schema/scope.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

/// An entry as a row gives it.
struct RowEntry {
  std::size_t position = 0;
  bool is_repeated = false;  ///< from another row than the first of its customer
  std::vector<GivenCell*> cells;
  std::optional<std::size_t> known;  ///< its place in the record
};

/// The entries of one list of a record.
class ListMatcher {
 public:
  ListMatcher(const Document& document, NodeIndex list, const Field& field, const Schemas& schemas,
              const TypeContext& context)
      : document_(document), context_(context), naming_(find_naming_field(schemas, field)) {
    if (list != no_node) items_ = document.children(list).list();
  }

  void match(std::vector<RowEntry>& entries) {
    for (RowEntry& entry : entries) claim(entry, find_by_id(entry));
    for (RowEntry& entry : entries) claim(entry, find_same(entry));
    for (RowEntry& entry : entries) claim(entry, find_by_name(entry));
    std::size_t next = items_.size();
    for (RowEntry& entry : entries) {
      if (entry.known) continue;
      const bool stays = !has_id(entry) && !entry.is_repeated && !taken_.contains(entry.position);
      entry.known = stays && entry.position < items_.size() ? entry.position : next++;
      taken_.insert(*entry.known);
    }
  }

 private:
  void claim(RowEntry& entry, std::optional<std::size_t> place) {
    if (!place || entry.known) return;
    entry.known = place;
    taken_.insert(*place);
  }

  static std::string_view text_of(const RowEntry& entry, std::string_view field) {
    for (const GivenCell* cell : entry.cells) {
      if (cell->path->steps.size() == 2 && cell->path->field().name == field) {
        return trim(cell->text);
      }
    }
    return {};
  }

  static bool has_id(const RowEntry& entry) { return !text_of(entry, "id").empty(); }

  template <typename Fits>
  [[nodiscard]] std::optional<std::size_t> find(const Fits& fits) const {
    for (std::size_t at = 0; at < items_.size(); ++at) {
      if (!taken_.contains(at) && fits(items_[at])) return at;
    }
    return std::nullopt;
  }

  [[nodiscard]] std::optional<std::size_t> find_by_id(const RowEntry& entry) const {
    const std::string_view id = text_of(entry, "id");
    if (id.empty()) return std::nullopt;
    return find([&](NodeIndex item) { return document_.text_at(item, "id") == id; });
  }

  [[nodiscard]] bool says_so(NodeIndex item, const GivenCell& cell) const {
    if (cell.path->steps.size() != 2) return true;
    const Field& field = cell.path->field();
    const NodeIndex node = find_item(document_, item, field);
    if (node == no_node || document_[node].kind != Kind::scalar) return false;
    return make_value(field, document_[node].text, context_).text ==
           make_value(field, cell.text, context_).text;
  }

  [[nodiscard]] std::optional<std::size_t> find_same(const RowEntry& entry) const {
    if (entry.known || has_id(entry)) return std::nullopt;
    const auto fits = [&](NodeIndex item) {
      return document_[item].kind == Kind::mapping &&
             std::all_of(entry.cells.begin(), entry.cells.end(),
                         [&](const GivenCell* cell) { return says_so(item, *cell); });
    };
    const bool stays = entry.position < items_.size() && !taken_.contains(entry.position) &&
                       fits(items_[entry.position]);
    return stays ? std::optional(entry.position) : find(fits);
  }

  [[nodiscard]] std::optional<std::size_t> find_by_name(const RowEntry& entry) const {
    if (entry.known || naming_ == nullptr) return std::nullopt;
    const std::string_view name = text_of(entry, naming_->name);
    if (name.empty()) return std::nullopt;
    return find([&](NodeIndex item) {
      return document_[item].kind == Kind::mapping &&
             fold(document_.text_at(item, naming_->name)) == fold(name);
    });
  }

  const Document& document_;
  const TypeContext& context_;
  const Field* naming_;
  std::vector<NodeIndex> items_;
  std::set<std::size_t> taken_;
};

/// `N4` of `N3`.
std::string find_following(const std::string& id) {
  const std::size_t digits = id.find_first_of("0123456789");
  return id.substr(0, digits) + std::to_string(std::stoul(id.substr(digits)) + 1);
}

}  // namespace

void find_known_entries(std::vector<GivenCell>& cells, const Document& document,
                        const Schemas& schemas, const TypeContext& context,
                        std::deque<FieldPath>& paths) {
  std::map<const Field*, std::map<std::size_t, RowEntry>> lists;
  for (GivenCell& cell : cells) {
    const FieldStep& step = cell.path->steps.front();
    if (!step.position) continue;
    RowEntry& entry = lists[step.field][*step.position];
    entry.position = *step.position;
    entry.is_repeated = cell.row != cells.front().row;
    entry.cells.push_back(&cell);
  }
  for (auto& [field, by_position] : lists) {
    std::vector<RowEntry> entries;
    for (auto& [position, entry] : by_position) entries.push_back(std::move(entry));
    const NodeIndex list = find_item(document, Document::root, *field);
    ListMatcher(document, list, *field, schemas, context).match(entries);
    for (const RowEntry& entry : entries) {
      if (entry.known == entry.position) continue;
      for (GivenCell* cell : entry.cells) {
        paths.push_back(*cell->path);
        paths.back().steps.front().position = entry.known;
        cell->path = &paths.back();
      }
    }
  }
}

void number_entries(Value& record, const Schemas& schemas) {
  for (std::size_t at = 0; at < record.items.size(); ++at) {
    const Field* field = find_field(schemas.customer().fields, record.items[at].key);
    if (field == nullptr || field->type->name != "entries") continue;
    if (find_field(schemas.fields_of(*field), "id") == nullptr) continue;
    std::string id;
    for (std::size_t entry = 0; entry < record.items[at].items.size(); ++entry) {
      if (!record.items[at].items[entry].text_at("id").empty()) continue;
      id = id.empty() ? next_entry_id(schemas, *field, record) : find_following(id);
      Value& made = record.items[at].items[entry];
      if (!id.empty()) made.items.insert(made.items.begin(), make_text("id", id));
    }
  }
}

}  // namespace custrec
