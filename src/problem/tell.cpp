// SPDX-License-Identifier: MIT
// How problems are told.
#include "problem/tell.hpp"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include "text/json.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

using Writer = rapidjson::Writer<rapidjson::StringBuffer>;

constexpr std::string_view red = "\033[1;31m";
constexpr std::string_view yellow = "\033[1;33m";
constexpr std::string_view bold = "\033[1m";
constexpr std::string_view plain = "\033[0m";

std::string_view level_name(Level level) {
  if (level == Level::known) return "known";
  return level == Level::error ? "error" : "warning";
}

std::string_view level_colour(Level level) {
  if (level == Level::known) return bold;
  return level == Level::error ? red : yellow;
}

/// JSON is UTF-8, names of files need not be.
void write_text(Writer& writer, std::string_view key, std::string_view value) {
  writer.Key(key.data(), static_cast<rapidjson::SizeType>(key.size()));
  if (find_invalid_utf8(value)) {
    const std::string escaped = escape_controls(value);
    writer.String(escaped.data(), static_cast<rapidjson::SizeType>(escaped.size()));
    return;
  }
  writer.String(value.data(), static_cast<rapidjson::SizeType>(value.size()));
}

void write_problem(Writer& writer, const Problem& problem, Language language) {
  writer.StartObject();
  write_text(writer, "level", level_name(problem.level));
  write_text(writer, "rule", problem.rule);
  write_text(writer, "customer", problem.customer);
  write_text(writer, "path", problem.path);
  writer.Key("line");
  writer.Uint(problem.line);
  writer.Key("column");
  writer.Uint(problem.column);
  write_text(writer, "field", problem.field);
  write_text(writer, "message", problem.message.in(language));
  write_text(writer, "hint", problem.hint.in(language));
  writer.EndObject();
}

}  // namespace

Text describe_totals(std::size_t records, const Tally& tally) {
  Text totals =
      fill({"records: {}, errors: {}, warnings: {}", "档案 {} 份，错误 {} 个，警告 {} 个"},
           {records, tally.errors, tally.warnings});
  if (tally.known == 0) return totals;
  return fill({"{}, known: {}", "{}，已知 {} 个"}, {totals, tally.known});
}

std::string format_message(const Problem& problem, Language language) {
  std::string text;
  if (!problem.field.empty()) text += problem.field + ": ";
  text += problem.message.in(language);
  if (!problem.hint.empty()) {
    text += (language == Language::chinese ? "；" : "; ") + problem.hint.in(language);
  }
  return escape_controls(text);
}

std::string format_problem(const Problem& problem, Language language, bool colour) {
  const auto paint = [&](std::string_view code, std::string_view text) {
    return colour ? std::string(code) + std::string(text) + std::string(plain) : std::string(text);
  };
  std::string line;
  if (!problem.path.empty()) {
    line += paint(bold, escape_controls(problem.path));
    line += ":" + std::to_string(problem.line) + ":" + std::to_string(problem.column) + ": ";
  }
  line += paint(level_colour(problem.level), level_name(problem.level)) + ": ";
  return line + format_message(problem, language) + " [" + std::string(problem.rule) + "]\n";
}

std::string format_json_problem(const Problem& problem, Language language) {
  rapidjson::StringBuffer buffer;
  Writer writer(buffer);
  write_problem(writer, problem, language);
  return take_json(buffer);
}

std::string format_json(const ProblemReport& report, Language language) {
  rapidjson::StringBuffer buffer;
  Writer writer(buffer);
  writer.StartObject();
  writer.Key("version");
  writer.Uint(1);
  writer.Key("records");
  writer.Uint64(report.records);
  writer.Key("errors");
  writer.Uint64(report.tally.errors);
  writer.Key("warnings");
  writer.Uint64(report.tally.warnings);
  writer.Key("known");
  writer.Uint64(report.tally.known);
  writer.Key("problems");
  writer.StartArray();
  for (const Problem& problem : report.problems) write_problem(writer, problem, language);
  writer.EndArray();
  writer.EndObject();
  return take_json(buffer) + "\n";
}

}  // namespace custrec
