// SPDX-License-Identifier: MIT
// Another customer number.
#include "archive/renumber.hpp"

#include "problem/error.hpp"
#include "record/record_form_reader.hpp"
#include "record/rewrite.hpp"

namespace custrec {
namespace {

/// Every text of the record that is the path of one of its attachments.
void move_references(Value& value, const std::string& from, const std::string& to) {
  if (value.kind == Kind::scalar) value.text = renumbered_path(value.text, from, to);
  for (Value& item : value.items) {
    if (item.key != "changes") move_references(item, from, to);
  }
}

/// The text of a sample with the new number in it; the same when the old one isn't.
std::string renumber_sample(const std::string& path, const std::string& text,
                            const std::string& from, const std::string& to) {
  if (text.find(from) == std::string::npos) return text;
  Document document(text);
  if (!read_record_form(document)) {
    throw Error(Exit::refused, fill({"{} is not in record form, so the number in it can't be "
                                     "changed safely",
                                     "{} 不是规范格式，无法安全更改其中的编号"},
                                    {path}));
  }
  Value sample = value_of(document, Document::root);
  for (Value& list : sample.items) {
    if (list.key != "records") continue;
    for (Value& record : list.items) {
      for (Value& item : record.items) {
        if (item.key == "id" && item.text == from) item.text = to;
      }
    }
  }
  return rewrite_record(document, sample);
}

}  // namespace

std::set<std::string> find_former_ids(const Document& record) {
  std::set<std::string> ids;
  const NodeIndex changes = record.find(Document::root, "changes");
  if (changes == no_node) return ids;
  for (const NodeIndex change : record.children(changes)) {
    const NodeIndex fields =
        record[change].kind == Kind::mapping ? record.find(change, "fields") : no_node;
    if (fields == no_node) continue;
    for (const NodeIndex field : record.children(fields)) {
      if (record[field].kind != Kind::mapping || record.text_at(field, "field") != "id") continue;
      ids.emplace(record.text_at(field, "from"));
    }
  }
  return ids;
}

std::string renumbered_path(const std::string& path, const std::string& from,
                            const std::string& to) {
  const std::string old_folder = layout::attachments_path(from) + "/";
  if (!path.starts_with(old_folder)) return path;
  std::string name = path.substr(old_folder.size());
  if (name.starts_with(from + "-")) name = to + name.substr(from.size());
  return layout::attachments_path(to) + "/" + name;
}

std::vector<std::string> list_files_below(const Tree& tree, std::string_view folder) {
  std::vector<std::string> files;
  for (const FolderEntry& entry : tree.list(folder)) {
    if (entry.sort != FolderEntry::Sort::folder) {
      files.emplace_back(entry.path);
    } else {
      for (std::string& file : list_files_below(tree, entry.path)) files.push_back(std::move(file));
    }
  }
  return files;
}

Revision revise_number(const Archive& archive, const Reviser& reviser, const RecordFile& file,
                       const std::string& id, const Change& change) {
  const Document layout = require_record_form(file);
  Value wanted = value_of(layout, Document::root);
  for (Value& item : wanted.items) {
    if (item.key == "id") item.text = id;
  }
  move_references(wanted, file.id, id);
  Revision revision = reviser.revise(file, layout, std::move(wanted), "", change);
  if (!revision.is_good()) return revision;
  const layout::IdPattern& pattern =
      archive.settings().pattern_for(file.reading.document.text_at(Document::root, "type"));
  revision.id = id;
  revision.path = pattern.path_of(id).value_or("");
  return revision;
}

Revision renumber(const Archive& archive, const Reviser& reviser, const RecordFile& file,
                  const std::string& id, const Change& change, Transaction& transaction) {
  Revision revision = revise_number(archive, reviser, file, id, change);
  if (!revision.is_good()) return revision;
  transaction.create(revision.path, revision.after);
  transaction.remove(file.path);
  const Tree& tree = archive.tree();
  for (const std::string& path : list_files_below(tree, layout::attachments_path(file.id))) {
    transaction.move(path, renumbered_path(path, file.id, id));
  }
  for (const std::string& path : list_files_below(tree, std::string(layout::samples_folder))) {
    const std::string text = tree.read(path, max_record_bytes).value_or("");
    const std::string renumbered = renumber_sample(path, text, file.id, id);
    if (renumbered != text) transaction.replace(path, text, renumbered);
  }
  return revision;
}

}  // namespace custrec
