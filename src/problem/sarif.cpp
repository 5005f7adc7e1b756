// SPDX-License-Identifier: MIT
// Problems as SARIF 2.1.0.
#include "problem/sarif.hpp"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <string_view>

#include "text/json.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

constexpr std::string_view schema =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

std::string_view name_of(Language language) {
  return language == Language::chinese ? "zh-CN" : "en-US";
}

Language other_than(Language language) {
  return language == Language::chinese ? Language::english : Language::chinese;
}

std::string_view level_of(Level level) {
  if (level == Level::known) return "note";
  return level == Level::error ? "error" : "warning";
}

/// A path as a relative reference (RFC 3986).
std::string uri_of(std::string_view path) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  constexpr std::string_view kept = "-._~/";
  std::string uri;
  for (const char c : path) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       kept.find(c) != std::string_view::npos;
    const auto byte = static_cast<unsigned char>(c);
    if (plain) {
      uri += c;
    } else {
      uri += {'%', digits[byte / 16], digits[byte % 16]};
    }
  }
  return uri;
}

/// `[text](target)` would be a link in a SARIF message.
std::string without_links(std::string text) {
  return replace_all(std::move(text), "](", "] (");
}

class Log {
 public:
  Log(const ProblemReport& report, Language language) : report_(report), language_(language) {}

  std::string run() {
    writer_.StartObject();
    text("$schema", schema);
    text("version", "2.1.0");
    open_list("runs");
    writer_.StartObject();
    write_tool();
    write_translation();
    write_frame();
    open_list("results");
    for (const Problem& problem : report_.problems) write_result(problem);
    writer_.EndArray();
    writer_.EndObject();
    writer_.EndArray();
    writer_.EndObject();
    return take_json(buffer_) + "\n";
  }

 private:
  void key(std::string_view name) {
    writer_.Key(name.data(), static_cast<rapidjson::SizeType>(name.size()));
  }
  void open(std::string_view name) {
    key(name);
    writer_.StartObject();
  }
  void open_list(std::string_view name) {
    key(name);
    writer_.StartArray();
  }
  /// JSON is UTF-8, what a file holds need not be.
  void string(std::string_view value) {
    const std::string escaped = find_invalid_utf8(value) ? escape_controls(value) : "";
    if (!escaped.empty()) value = escaped;
    writer_.String(value.data(), static_cast<rapidjson::SizeType>(value.size()));
  }
  void text(std::string_view name, std::string_view value) {
    key(name);
    string(value);
  }
  void number(std::string_view name, std::size_t value) {
    key(name);
    writer_.Uint64(value);
  }
  /// A message: an object with a text.
  void message(std::string_view name, std::string_view value) {
    open(name);
    text("text", value);
    writer_.EndObject();
  }

  void write_tool() {
    open("tool");
    open("driver");
    text("name", "custrec");
    text("semanticVersion", CUSTREC_VERSION);
    text("language", name_of(language_));
    write_rules(language_);
    writer_.EndObject();
    writer_.EndObject();
  }

  void write_rules(Language language) {
    open_list("rules");
    for (const Rule& rule : rule_table()) {
      const std::string& sentence = rule.sentence.in(language);
      writer_.StartObject();
      text("id", rule.name);
      message("shortDescription", sentence);
      message("fullDescription", sentence);
      message("help", describe(rule, language) + "\n" + describe(rule, other_than(language)));
      open("defaultConfiguration");
      text("level", level_of(rule.level));
      writer_.EndObject();
      writer_.EndObject();
    }
    writer_.EndArray();
  }

  static std::string describe(const Rule& rule, Language language) {
    const Text pattern = rule.level == Level::error
                             ? Text{"{}: {} (usually an error; see custrec-verify(1))",
                                    "{}：{}（一般为错误；详见 custrec-verify(1)）"}
                             : Text{"{}: {} (usually a warning; see custrec-verify(1))",
                                    "{}：{}（一般为警告；详见 custrec-verify(1)）"};
    return fill(pattern, {rule.name, rule.sentence}).in(language);
  }

  void write_translation() {
    const Language other = other_than(language_);
    open_list("translations");
    writer_.StartObject();
    text("name", "custrec");
    text("semanticVersion", CUSTREC_VERSION);
    text("language", name_of(other));
    open_list("contents");
    string("localizedData");
    writer_.EndArray();
    open("translationMetadata");
    text("name", std::string("custrec, ") + std::string(name_of(other)));
    writer_.EndObject();
    open("associatedComponent");
    text("name", "custrec");
    writer_.EndObject();
    write_rules(other);
    writer_.EndObject();
    writer_.EndArray();
  }

  /// What holds for the run as a whole.
  void write_frame() {
    text("language", name_of(language_));
    text("columnKind", "unicodeCodePoints");
    open("originalUriBaseIds");
    open("%SRCROOT%");
    message("description", Text{"the root of the repository, or of the archive outside one",
                                "仓库根目录；不在仓库中时为档案目录"}
                               .in(language_));
    writer_.EndObject();
    writer_.EndObject();
    open_list("invocations");
    writer_.StartObject();
    key("executionSuccessful");
    writer_.Bool(true);
    writer_.EndObject();
    writer_.EndArray();
    open("properties");
    number("records", report_.records);
    number("errors", report_.tally.errors);
    number("warnings", report_.tally.warnings);
    number("known", report_.tally.known);
    writer_.EndObject();
  }

  void write_result(const Problem& problem) {
    const Rule* rule = find_rule(problem.rule);
    writer_.StartObject();
    text("ruleId", problem.rule);
    if (rule != nullptr) {
      number("ruleIndex", static_cast<std::size_t>(rule - rule_table().data()));
    }
    text("level", level_of(problem.level));
    message("message", without_links(format_message(problem, language_)));
    if (!problem.path.empty()) write_location(problem);
    // The same problem is known again when lines have moved.
    open("partialFingerprints");
    const std::string& whose = problem.customer.empty() ? problem.path : problem.customer;
    text("customerRuleField/v1", whose + " " + std::string(problem.rule) + " " + problem.field);
    writer_.EndObject();
    if (problem.level == Level::known) write_suppression();
    open("properties");
    text("customer", problem.customer);
    text("field", problem.field);
    writer_.EndObject();
    writer_.EndObject();
  }

  void write_location(const Problem& problem) {
    open_list("locations");
    writer_.StartObject();
    open("physicalLocation");
    open("artifactLocation");
    text("uri", uri_of(report_.folder + problem.path));
    text("uriBaseId", "%SRCROOT%");
    writer_.EndObject();
    open("region");
    number("startLine", problem.line);
    number("startColumn", problem.column);
    writer_.EndObject();
    writer_.EndObject();
    if (!problem.field.empty()) {
      open_list("logicalLocations");
      writer_.StartObject();
      text("fullyQualifiedName", problem.field);
      text("kind", "property");
      writer_.EndObject();
      writer_.EndArray();
    }
    writer_.EndObject();
    writer_.EndArray();
  }

  void write_suppression() {
    open_list("suppressions");
    writer_.StartObject();
    text("kind", "external");
    text("status", "accepted");
    text("justification",
         Text{"an anomaly of the record accounts for it", "已由档案的异常台账说明"}.in(language_));
    writer_.EndObject();
    writer_.EndArray();
  }

  const ProblemReport& report_;
  Language language_;
  rapidjson::StringBuffer buffer_;
  rapidjson::Writer<rapidjson::StringBuffer> writer_{buffer_};
};

}  // namespace

std::string format_sarif(const ProblemReport& report, Language language) {
  return Log(report, language).run();
}

}  // namespace custrec
