// SPDX-License-Identifier: MIT
// Whether attachments/ and what the records say of it agree.
#include "archive/check_attachments.hpp"

#include <algorithm>
#include <climits>
#include <iterator>
#include <optional>
#include <tuple>

#include "archive/layout.hpp"
#include "archive/pipeline.hpp"
#include "problem/error.hpp"
#include "schema/check_value.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

using Sort = FolderEntry::Sort;

bool is_faulty(const std::vector<Finding>& told, std::uint32_t offset) {
  return std::any_of(told.begin(), told.end(), [&](const Finding& finding) {
    return finding.level == Level::error && finding.offset == offset;
  });
}

Text describe_missing(std::optional<Sort> sort) {
  if (!sort) return {"{} is not there", "{} 不存在"};
  switch (*sort) {
    case Sort::folder:
      return {"{} is a folder, not a file", "{} 是文件夹，不是文件"};
    case Sort::link:
      return {"{} leads over a symbolic link, which is not followed", "{} 经过符号链接，不予跟随"};
    default:
      return {"{} is no regular file", "{} 不是普通文件"};
  }
}

/// The references of one record, one after another.
class Checker {
 public:
  Checker(const Tree& tree, const Document& document) : document_(document), files_(tree) {}

  void check(const FileReference& reference, bool contents, const std::vector<Finding>& told) {
    const std::string_view path = document_[reference.path].text;
    if (is_faulty(told, document_[reference.path].span.begin)) return;
    const FileReader::Look look = files_.look(path);
    // Whole, so that the file can be found; a longer one than this can't be there.
    const bool personal = reference.field->may_be_personal();
    const std::string shown = personal || path.size() > PATH_MAX
                                  ? show_value(*reference.field, path, personal)
                                  : escape_controls(path);
    if (look.trouble) {
      add(reference.path, "unreadable", fill({"{}: {}", "{}: {}"}, {shown, *look.trouble}), {});
    } else if (look.sort != Sort::file) {
      add(reference.path, "file-missing", fill(describe_missing(look.sort), {shown}),
          {"bring it back, or correct the path", "请找回该文件，或更正路径"});
    } else if (contents && reference.sha256 != no_node &&
               !is_faulty(told, document_[reference.sha256].span.begin)) {
      check_content(reference, path, shown);
    }
  }

  std::vector<Finding> take() { return std::move(findings_); }

 private:
  void check_content(const FileReference& reference, std::string_view path,
                     const std::string& shown) {
    const ContentDigest found = read_content_digest(files_, path);
    if (found.trouble) {
      add(reference.path, "unreadable", fill({"{}: {}", "{}: {}"}, {shown, *found.trouble}), {});
    } else if (found.sha256 != document_[reference.sha256].text) {
      add(reference.sha256, "file-changed",
          fill({"{} has changed since it was filed: its SHA-256 is {}",
                "{} 归档后已被更改，现 SHA-256 为 {}"},
               {shown, found.sha256}),
          {"bring back the file of then; a new version is filed beside it",
           "请恢复原文件；新版本应另行归档"});
    }
  }

  void add(NodeIndex node, std::string_view rule, Text message, Text hint) {
    findings_.push_back({document_[node].span.begin, Level::error, rule, document_.path_of(node),
                         std::move(message), std::move(hint)});
  }

  const Document& document_;
  FileReader files_;
  std::vector<Finding> findings_;
};

struct Customer {
  std::string_view id;
  std::string_view record;  ///< path
};

bool is_before(const Customer& left, const Customer& right) {
  return std::tie(left.id, left.record) < std::tie(right.id, right.record);
}

std::vector<Customer> find_customers(const PathList& records) {
  std::vector<Customer> customers;
  customers.reserve(records.size());
  for (const std::string_view path : records) customers.push_back({layout::id_of_path(path), path});
  std::sort(customers.begin(), customers.end(), is_before);
  return customers;
}

const Customer* find_customer(const std::vector<Customer>& customers, std::string_view id) {
  const auto found =
      std::lower_bound(customers.begin(), customers.end(), Customer{id, {}}, is_before);
  return found != customers.end() && found->id == id ? &*found : nullptr;
}

Problem unlisted(std::string_view customer, const std::string& path, Text message, Text hint) {
  return {Level::warning,     "file-unlisted", std::string(customer), path, 1, 1, "",
          std::move(message), std::move(hint)};
}

Problem unlisted_file(std::string_view customer, const std::string& path, Sort sort) {
  const Text move = {"move it elsewhere or delete it", "请移走或删除"};
  if (sort == Sort::link) {
    return unlisted(customer, path,
                    {"a symbolic link, which is not followed", "符号链接，不予跟随"}, move);
  }
  if (sort != Sort::file) {
    return unlisted(customer, path, {"is no regular file", "不是普通文件"}, move);
  }
  return unlisted(customer, path, {"no record lists this file", "没有任何档案列出此文件"},
                  customer.empty()
                      ? move
                      : Text{"list it under files, or move it elsewhere", "请列入 files，或移走"});
}

/// What lies in a folder and below it.
class Search {
 public:
  /// `hashes` are sorted.
  Search(const Tree& tree, const std::vector<std::uint64_t>& hashes, std::string_view customer)
      : tree_(tree), hashes_(hashes), customer_(customer) {}

  void look_below(const std::string& folder) {
    FolderListing entries;
    try {
      entries = tree_.list(folder);
    } catch (const Error& error) {
      problems_.push_back({Level::error, "unreadable", std::string(customer_), folder, 1, 1, "",
                           error.message(), Text{}});
      return;
    }
    for (const FolderEntry& entry : entries) look_at(entry);
  }

  void look_at(const FolderEntry& entry) {
    if (entry.name.starts_with('.')) return;
    const std::string path(entry.path);
    if (entry.sort == Sort::folder) {
      look_below(path);
    } else if (std::binary_search(hashes_.begin(), hashes_.end(), ListedFiles::hash_of(path))) {
      found_listed_ = true;
    } else {
      problems_.push_back(unlisted_file(customer_, path, entry.sort));
    }
  }

  /// Something lies there, nothing of it is listed, and all of it could be read. An empty folder is
  /// nothing that git or anybody else keeps.
  [[nodiscard]] bool found_unlisted_only() const {
    return !found_listed_ && !problems_.empty() &&
           std::all_of(problems_.begin(), problems_.end(),
                       [](const Problem& problem) { return problem.rule == "file-unlisted"; });
  }
  std::vector<Problem> take() { return std::move(problems_); }

 private:
  const Tree& tree_;
  const std::vector<std::uint64_t>& hashes_;
  std::string_view customer_;
  bool found_listed_ = false;
  std::vector<Problem> problems_;
};

}  // namespace

std::vector<Finding> check_attachments(const Tree& tree, const Document& document,
                                       const std::vector<FileReference>& references, bool contents,
                                       const std::vector<Finding>& told) {
  Checker checker(tree, document);
  for (const FileReference& reference : references) checker.check(reference, contents, told);
  return checker.take();
}

std::uint64_t ListedFiles::hash_of(std::string_view path) {
  return std::hash<std::string_view>()(path);
}

void ListedFiles::add(const std::vector<std::uint64_t>& hashes) {
  hashes_.insert(hashes_.end(), hashes.begin(), hashes.end());
}

std::vector<Problem> ListedFiles::find_unlisted(
    const Tree& tree, const PathList& records, unsigned jobs,
    const std::function<bool(std::string_view)>& is_selected) {
  const std::string top(layout::attachments_folder);
  FolderListing entries;
  try {
    entries = tree.list(top);
  } catch (const Error& error) {
    if (!is_selected(top)) return {};
    return {{Level::error, "unreadable", "", top, 1, 1, "", error.message(), Text{}}};
  }
  if (entries.empty()) return {};
  std::sort(hashes_.begin(), hashes_.end());
  const std::vector<Customer> customers = find_customers(records);
  const auto look = [&](const FolderEntry& entry) -> std::vector<Problem> {
    const bool folder = entry.sort == Sort::folder;
    const std::string path(entry.path);
    const Customer* customer = folder ? find_customer(customers, entry.name) : nullptr;
    if (!is_selected(customer == nullptr ? path : customer->record)) return {};
    // What isn't known to be there may yet be.
    if (customer == nullptr ? folder && !complete_ : unknown_.contains(customer->id)) return {};
    Search search(tree, hashes_, customer == nullptr ? std::string_view() : customer->id);
    search.look_at(entry);
    if (folder && customer == nullptr && search.found_unlisted_only()) {
      return {unlisted("", path,
                       {"a folder of no customer: there is no record of this number",
                        "不属于任何客户的文件夹：没有此编号的档案"},
                       {"move it elsewhere or delete it", "请移走或删除"})};
    }
    return search.take();
  };
  std::vector<Problem> problems;
  run_pipeline<std::vector<Problem>>(
      entries.size(), jobs, [&](std::size_t at) { return look(entries[at]); },
      [&](std::vector<Problem> found) {
        std::move(found.begin(), found.end(), std::back_inserter(problems));
      });
  return problems;
}

}  // namespace custrec
