// SPDX-License-Identifier: MIT
// Problems as JUnit XML.
#include "problem/junit.hpp"

#include <string_view>

#include "text/utf8.hpp"

namespace custrec {
namespace {

/// Text between tags and in quoted attributes. What XML 1.0 can't hold is written out.
std::string escape_xml(std::string_view text) {
  const std::string plain = escape_controls(text, true);
  std::string escaped;
  for (std::size_t at = 0; at < plain.size();) {
    const CodePoint point = code_point_at(plain, at);
    switch (point.value) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      case '\n':
        escaped += "&#10;";
        break;
      case '\t':
        escaped += "&#9;";
        break;
      case '\r':
        escaped += "&#13;";
        break;
      default:
        escaped += plain.substr(at, point.length);
    }
    at += point.length;
  }
  return escaped;
}

std::string attribute(std::string_view name, std::string_view value) {
  return " " + std::string(name) + "=\"" + escape_xml(value) + "\"";
}

std::string attribute(std::string_view name, std::size_t value) {
  return attribute(name, std::to_string(value));
}

/// The problems of one file, from `begin` on.
class TestCase {
 public:
  TestCase(const ProblemReport& report, std::size_t begin, Language language)
      : report_(report), end_(begin), language_(language), first_(report.problems[begin]) {
    while (end_ < report.problems.size() && report.problems[end_].path == first_.path) {
      take(report.problems[end_++]);
    }
  }

  [[nodiscard]] std::size_t end() const { return end_; }
  [[nodiscard]] bool failed() const { return failure_ != nullptr; }

  [[nodiscard]] std::string format() const {
    const std::string& group = first_.customer.empty() ? first_.path : first_.customer;
    std::string text = "    <testcase" + attribute("classname", group) +
                       attribute("name", first_.path) +
                       attribute("file", report_.folder + first_.path) + ">\n";
    if (failed()) {
      text += "      <failure" + attribute("type", failure_->rule) +
              attribute("message", format_message(*failure_, language_)) + ">" +
              escape_lines(failures_) + "</failure>\n";
    }
    if (!others_.empty()) text += "      <system-out>" + escape_lines(others_) + "</system-out>\n";
    return text + "    </testcase>\n";
  }

 private:
  void take(const Problem& problem) {
    const bool fails =
        problem.level == Level::error || (report_.strict && problem.level == Level::warning);
    if (fails && failure_ == nullptr) failure_ = &problem;
    (fails ? failures_ : others_) += format_problem(problem, language_, false);
  }

  /// Line breaks between tags need no escape and read better.
  static std::string escape_lines(const std::string& lines) {
    return replace_all(escape_xml(lines), "&#10;", "\n");
  }

  const ProblemReport& report_;
  std::size_t end_;
  Language language_;
  const Problem& first_;
  const Problem* failure_ = nullptr;
  std::string failures_;
  std::string others_;
};

}  // namespace

std::string format_junit(const ProblemReport& report, Language language) {
  std::string cases;
  std::size_t tests = 1;
  std::size_t failures = 0;
  for (std::size_t at = 0; at < report.problems.size(); ++tests) {
    const TestCase one(report, at, language);
    at = one.end();
    failures += one.failed() ? 1 : 0;
    cases += one.format();
  }
  const std::string counts = attribute("name", "custrec verify") + attribute("tests", tests) +
                             attribute("failures", failures) + attribute("errors", std::size_t{0});
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites" + counts + ">\n  <testsuite" +
         counts + attribute("skipped", std::size_t{0}) + ">\n" + cases + "    <testcase" +
         attribute("classname", "custrec") + attribute("name", "totals") + ">\n      <system-out>" +
         escape_xml(describe_totals(report.records, report.tally).in(language)) +
         "</system-out>\n    </testcase>\n  </testsuite>\n</testsuites>\n";
}

}  // namespace custrec
