// SPDX-License-Identifier: MIT
// What several unit tests need.
#include "test_support.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "archive/built_in.hpp"
#include "problem/error.hpp"
#include "problem/tell.hpp"
#include "record/record_form_reader.hpp"
#include "record/yaml_reader.hpp"

namespace custrec::test {
namespace {

std::string quote(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '\n') {
      quoted += "\\n";
    } else {
      quoted += c;
    }
  }
  return quoted + "\"";
}

std::string show_span(Span span) {
  return std::to_string(span.begin) + "-" + std::to_string(span.end);
}

std::optional<std::string> built_in(const std::string& path) {
  for (const BuiltInFile& file : built_in_files()) {
    if (file.path == path) return std::string(file.text);
  }
  return std::nullopt;
}

}  // namespace

std::string show_tree(const Document& document) {
  static constexpr std::array<std::string_view, 3> kinds = {"scalar", "mapping", "sequence"};
  static constexpr std::array<std::string_view, 3> styles = {"plain", "quoted", "block"};
  std::string lines;
  for (std::size_t at = 0; at < document.nodes().size(); ++at) {
    const Node& node = document.nodes()[at];
    lines += std::to_string(at) + " " + std::string(kinds[static_cast<std::size_t>(node.kind)]) +
             " " + std::string(styles[static_cast<std::size_t>(node.style)]) +
             " key=" + quote(node.key) + "@" + show_span(node.key_span) +
             " text=" + quote(node.text) + "@" + show_span(node.span) +
             " end=" + std::to_string(node.end) + "\n";
  }
  return lines;
}

std::string show_faults(const std::vector<Fault>& faults) {
  std::string lines;
  for (const Fault& fault : faults) {
    lines += std::to_string(fault.offset) + " " + std::string(fault.rule) + ": " +
             fault.message.en + "\n";
  }
  return lines;
}

std::string show_findings(const std::vector<Finding>& findings) {
  std::string lines;
  for (const Finding& finding : findings) {
    lines += std::to_string(finding.offset) +
             (finding.level == Level::error ? " error " : " warning ") + finding.field + ": " +
             finding.message.en + (finding.hint.empty() ? "" : "; " + finding.hint.en) + " [" +
             std::string(finding.rule) + "]\n";
  }
  return lines;
}

std::string show_problems(const std::vector<Problem>& problems) {
  std::string lines;
  for (const Problem& problem : problems) {
    lines += format_problem(problem, Language::english, false);
  }
  return lines;
}

std::string show_value_tree(const Value& value) {
  std::string text = value.key.empty() ? "" : value.key + ": ";
  if (value.kind == Kind::scalar) return text + quote(value.text);
  text += value.kind == Kind::mapping ? "{" : "[";
  for (std::size_t at = 0; at < value.items.size(); ++at) {
    text += (at == 0 ? "" : ", ") + show_value_tree(value.items[at]);
  }
  return text + (value.kind == Kind::mapping ? "}" : "]");
}

Document read_both(const std::string& text) {
  Document fast(text);
  CHECK_MESSAGE(read_record_form(fast), "the record-form reader refuses:\n" << text);
  Reading reference{Document(text), {}, true};
  read_yaml(reference);
  CHECK_MESSAGE(show_tree(fast) == show_tree(reference.document), text);
  CHECK(show_faults(reference.faults) == "");
  return std::move(reference.document);
}

std::string error_of(const std::function<void()>& run) {
  try {
    run();
  } catch (const Error& error) {
    return std::to_string(static_cast<int>(error.exit_code())) + " " + error.message().en;
  }
  return {};
}

std::string read_file(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  REQUIRE_MESSAGE(stream.good(), path);
  std::ostringstream bytes;
  bytes << stream.rdbuf();
  return bytes.str();
}

void write_file(const std::string& path, std::string_view bytes) {
  std::filesystem::create_directories(std::filesystem::path(path).parent_path());
  std::ofstream stream(path, std::ios::binary | std::ios::trunc);
  stream << bytes;
  stream.close();
  REQUIRE_MESSAGE(stream.good(), path);
}

TemporaryFolder::TemporaryFolder() {
  std::string name = (std::filesystem::temp_directory_path() / "custrec-test-XXXXXX").string();
  REQUIRE(mkdtemp(name.data()) != nullptr);
  path_ = std::filesystem::canonical(name).string();
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code error;
  std::filesystem::remove_all(path_, error);
}

std::map<std::string, std::string> TemporaryFolder::files() const {
  std::map<std::string, std::string> found;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(path_)) {
    if (entry.is_symlink() || !entry.is_regular_file()) continue;
    found.emplace(entry.path().string().substr(path_.size() + 1), read_file(entry.path().string()));
  }
  return found;
}

TemporaryArchive::TemporaryArchive(std::string_view settings_text) {
  for (const BuiltInFile& file : built_in_files()) write(std::string(file.path), file.text);
  write("custrec.yaml", settings_text);
  write("team.yaml",
        "people:\n"
        "  - name: 张三\n"
        "    email: zhangsan@example.com\n"
        "    roles:\n"
        "      - collector\n"
        "      - manager\n"
        "  - name: 李四\n"
        "    roles:\n"
        "      - reviewer\n"
        "  - name: 王五\n"
        "    roles:\n"
        "      - collector\n");
}

std::chrono::sys_seconds test_now() {
  using namespace std::chrono;
  return sys_days{year{2024} / 3 / 15} + hours{1} + minutes{12};
}

World::World()
    : codes([](std::string_view name) {
        return built_in("schemas/codes/" + std::string(name) + ".tsv");
      }),
      phones(parse_phone_plan(codes.text_of("mobile_prefixes"), codes.text_of("area_codes"))),
      zone(*Zone::find_zone("Asia/Shanghai")),
      people{"张三", "李四"} {}

TypeContext World::context() const {
  using namespace std::chrono;
  const sys_days today = floor<days>(test_now() + hours{8});
  return {&codes, &phones, &zone, people, test_now(), today, find_long_past(today)};
}

const World& world() {
  static const World one;
  return one;
}

const Schemas& shipped_schemas() {
  static const Schemas schemas = [] {
    std::map<std::string, std::string> files;
    for (const BuiltInFile& file : built_in_files()) {
      const std::string path(file.path);
      if (path.ends_with(".yaml")) files.emplace(path, file.text);
    }
    return Schemas(files, [](std::string_view name) {
      return built_in("schemas/codes/" + std::string(name) + ".tsv").has_value();
    });
  }();
  return schemas;
}

std::string indent_lines(const std::string& text, std::size_t indent) {
  std::string lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size() - 1) + 1;
    lines += std::string(indent, ' ') + text.substr(at, end - at);
    at = end;
  }
  return lines;
}

Schemas make_schemas(const std::string& fields, const std::string& checks,
                     const std::map<std::string, std::string>& kinds) {
  std::map<std::string, std::string> files = kinds;
  files["schemas/customer.yaml"] =
      "kind: customer\n"
      "sections:\n"
      "  - fields:\n"
      "      - name: id\n"
      "        type: text\n"
      "      - name: status\n"
      "        type: choice\n"
      "        options:\n"
      "          - value: draft\n"
      "          - value: submitted\n"
      "      - name: type\n"
      "        type: choice\n"
      "        options:\n"
      "          - value: enterprise\n"
      "            label: {en: Enterprise, zh: 企业客户}\n"
      "            also: [企业]\n"
      "          - value: individual\n"
      "            label: {en: Individual, zh: 个人客户}\n"
      "      - name: name\n"
      "        label: {en: Customer name, zh: 客户名称}\n"
      "        type: text\n" +
      indent_lines(fields, 6) + (checks.empty() ? "" : "checks:\n" + indent_lines(checks, 2));
  return Schemas(files, [](std::string_view name) { return world().codes.find(name) != nullptr; });
}

std::string check_text(const Schemas& schemas, const std::string& text) {
  const Reading reading = read_document(text);
  REQUIRE_MESSAGE(reading.readable, text << show_faults(reading.faults));
  return show_findings(check_record(reading, schemas, world().context()));
}

std::string faultless_record() {
  return "id: C20240315001\n"
         "status: submitted\n"
         "type: enterprise\n"
         "name: 示例机械有限公司\n"
         "credit_code: 91440300708461136T\n"
         "industry: C35 专用设备制造业\n"
         "country: CN 中国\n"
         "region: 310115 上海市浦东新区\n"
         "stage: intent\n"
         "grade: new\n"
         "first_contact: 2024-03-10\n"
         "source: online\n"
         "owner: 张三\n"
         "activity: live\n"
         "demand_type: purchase\n"
         "contacts:\n"
         "  - name: 王小明\n"
         "    mobile: \"13800138000\"\n"
         "collection:\n"
         "  collected_by: 张三\n"
         "  collected_at: 2024-03-14T16:00:00+08:00\n"
         "  channel: active\n"
         "  reference: 2024年3月14日拜访记录\n"
         "  entered_by: 张三\n"
         "  entered_at: 2024-03-15T09:12:00+08:00\n"
         "changes: []\n";
}

}  // namespace custrec::test
