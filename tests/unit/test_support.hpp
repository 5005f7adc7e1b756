// SPDX-License-Identifier: MIT
// What several unit tests need: trees and problems as text that can be compared whole, temporary
// folders and archives, schemas and what values are checked against.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "archive/archive.hpp"
#include "problem/problem.hpp"
#include "record/document.hpp"
#include "record/value.hpp"
#include "schema/check_record.hpp"
#include "schema/code_list.hpp"
#include "schema/field_type.hpp"
#include "schema/phone.hpp"
#include "schema/schema.hpp"
#include "time/zone.hpp"

namespace custrec::test {

/// One line for each node with everything that it says.
std::string show_tree(const Document& document);
/// `offset rule: message` for each fault, a line each, in English.
std::string show_faults(const std::vector<Fault>& faults);
/// `offset level field: message; hint [rule]` for each finding, a line each, in English.
std::string show_findings(const std::vector<Finding>& findings);
/// As `verify` tells them, in English.
std::string show_problems(const std::vector<Problem>& problems);
/// The tree of a value in one line: `{a: "x", b: ["y"]}`. Styles and `bare` don't matter.
std::string show_value_tree(const Value& value);

/// What both readers make of record form; fails the test when the first refuses it or they differ.
Document read_both(const std::string& text);

/// The exit code and the English message of the Error that `run` throws; empty when it throws none.
std::string error_of(const std::function<void()>& run);

std::string read_file(const std::string& path);
void write_file(const std::string& path, std::string_view bytes);

/// A new folder that goes away in the end.
class TemporaryFolder {
 public:
  TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder();

  [[nodiscard]] const std::string& path() const { return path_; }
  /// Path below the folder → bytes, of all files, sorted.
  [[nodiscard]] std::map<std::string, std::string> files() const;
  void write(const std::string& path, std::string_view bytes) const {
    write_file(path_ + "/" + path, bytes);
  }

 private:
  std::string path_;
};

/// A folder with the shipped schemas, the settings of `settings_text` and a team of three: 张三
/// (collector, manager), 李四 (reviewer) and 王五 (collector).
class TemporaryArchive : public TemporaryFolder {
 public:
  explicit TemporaryArchive(std::string_view settings_text = "name: 示例公司客户档案\n");
  [[nodiscard]] Archive open() const { return Archive::open(path()); }
};

/// 2024-03-15T09:12:00+08:00.
std::chrono::sys_seconds test_now();

/// The shipped code lists, Asia/Shanghai, `test_now()`, and the people 张三 and 李四.
struct World {
  World();
  CodeLists codes;
  PhonePlan phones;
  Zone zone;
  std::vector<std::string> people;
  [[nodiscard]] TypeContext context() const;
};
const World& world();

/// The schemas of `schemas/`.
const Schemas& shipped_schemas();

/// Schemas of a customer with `id`, `status`, `type` and `name` (all optional texts but `status`
/// and `type`), then `fields` (as they stand in `fields:`, not indented) and `checks`; `kinds` are
/// further files.
Schemas make_schemas(const std::string& fields, const std::string& checks = {},
                     const std::map<std::string, std::string>& kinds = {});

/// Findings of `text` by `schemas`, as text.
std::string check_text(const Schemas& schemas, const std::string& text);

/// A complete and faultless record of an enterprise.
std::string faultless_record();

/// `text` with each line indented by `indent`.
std::string indent_lines(const std::string& text, std::size_t indent);

}  // namespace custrec::test
