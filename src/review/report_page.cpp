// SPDX-License-Identifier: MIT
// Figures as sections of facts and tables.
#include "review/report_page.hpp"

#include <algorithm>

#include "review/report_labels.hpp"
#include "review/report_tables.hpp"
#include "time/date.hpp"

namespace custrec {
namespace {

/// Makes the sections one after the other.
class PageMaker {
 public:
  PageMaker(const ReportSubject& subject, const Figures& figures, Language language)
      : subject_(subject),
        figures_(figures),
        labels_(subject.archive, language),
        tables_(labels_),
        page_{language, {}, {}, {}} {}

  ReportPage run() {
    page_.title = labels_.say(fill({"Report {}", "{} 报告"}, {subject_.period.name}));
    add_preface();
    add_accuracy();
    add_anomalies();
    add_deadlines();
    add_complaints();
    add_needs();
    add_reviews();
    add_archive();
    return std::move(page_);
  }

 private:
  [[nodiscard]] std::string say(const Text& text) const { return labels_.say(text); }

  ReportSection& begin(const Text& title, const Text& note) {
    return page_.sections.emplace_back(ReportSection{say(title), say(note), {}, {}});
  }

  void add_fact(ReportSection& section, const Text& label, std::string value) const {
    section.facts.push_back({say(label), std::move(value)});
  }
  void add_fact(ReportSection& section, const Text& label, std::size_t count) const {
    add_fact(section, label, std::to_string(count));
  }

  static void add_table(ReportSection& section, ReportTable table) {
    if (!table.rows.empty()) section.tables.push_back(std::move(table));
  }

  void add_preface() {
    page_.preface.push_back(subject_.archive.settings().name);
    const Text days = fill({"{} to {}", "{} 至 {}"}, {format_date(subject_.period.begin),
                                                      format_date(subject_.period.last_day())});
    const std::string now = subject_.archive.format_now(subject_.now);
    page_.preface.push_back(say(fill({"{0}, as of {1}", "{0}，截至 {1}"},
                                     {days, now.substr(0, 10) + " " + now.substr(11, 5)})));
    if (!subject_.person.empty()) {
      page_.preface.push_back(
          say(fill({"Only the customers of {}; left out, since they are customers of others: {}",
                    "仅含 {} 跟进的客户；由他人跟进、未计入的客户：{}"},
                   {subject_.person, subject_.hidden})));
    }
  }

  void add_accuracy() {
    const AccuracyFigures& accuracy = figures_.accuracy;
    ReportSection& section =
        begin({"Accuracy", "准确率"},
              {"Records entered in the period that a second verification looked at, with the 95 % "
               "interval of Wilson",
               "期间内录入并经二次复核的档案，附 95% 置信区间（Wilson）"});
    add_fact(section, {"Verified", "已复核"}, accuracy.all.checked);
    add_fact(section, {"wrong", "有误"}, accuracy.all.wrong);
    add_fact(section, {"not verified yet", "待复核"}, accuracy.open);
    if (accuracy.all.checked > 0) {
      add_fact(
          section, {"accuracy", "准确率"},
          format_percent(share_right(accuracy.all)) + " (" + format_interval(accuracy.all) + ")");
    } else {
      add_fact(section, {"accuracy", "准确率"}, say({"unknown", "未知"}));
    }
    const std::size_t months =
        static_cast<std::size_t>(accuracy.months.count_error_free(subject_.last_month));
    add_fact(section,
             fill({"months without an error up to {}", "截至 {} 连续无差错月数"},
                  {format_month(subject_.last_month)}),
             months);
    add_table(section, make_collectors());
    add_table(section, make_fields());
    add_table(section, make_months());
  }

  [[nodiscard]] ReportTable make_collectors() const {
    ReportTable table =
        tables_.begin_accuracy({"By collector", "按采集人"}, {"Collector", "采集人"});
    for (const auto& [name, verified] : figures_.accuracy.by_collector) {
      table.rows.push_back(ReportTables::make_accuracy_row(labels_.person(name), verified));
    }
    std::ranges::stable_sort(table.rows, [](const ReportRow& left, const ReportRow& right) {
      return left.values[0] < right.values[0];
    });
    return table;
  }

  [[nodiscard]] ReportTable make_fields() const {
    ReportTable table = tables_.begin_accuracy(
        {"By field (all others: no error)", "按字段（其余字段无差错）"}, {"Field", "字段"});
    for (const auto& [path, wrong] : sort_counts(figures_.accuracy.wrong_by_field)) {
      table.rows.push_back(ReportTables::make_accuracy_row(labels_.field(path),
                                                           {figures_.accuracy.all.checked, wrong}));
    }
    return table;
  }

  [[nodiscard]] ReportTable make_months() const {
    Counts months;
    for (const auto& [name, span] : figures_.accuracy.months_by_collector) {
      if (!span.first) continue;
      months[name] = static_cast<std::size_t>(span.count_error_free(subject_.last_month));
    }
    return tables_.make({"Months without an error", "连续无差错月数"},
                        {{"Collector", "采集人"}, {"Months", "月数"}}, months,
                        [&](const std::string& name) { return labels_.person(name); });
  }

  void add_anomalies() {
    const AnomalyFigures& anomalies = figures_.anomalies;
    ReportSection& section =
        begin({"Anomalies", "异常"}, {"Found or resolved in the period; open "
                                      "and overdue ones at its end",
                                      "期间内发现或解决的异常；未解决和逾期数为"
                                      "期末数"});
    add_fact(section, {"Opened", "新增"}, anomalies.opened);
    add_fact(section, {"resolved", "已解决"}, anomalies.resolved);
    add_fact(section, {"open", "未解决"}, anomalies.open);
    add_fact(section, {"of these overdue", "其中逾期"}, anomalies.overdue);
    add_table(section,
              tables_.make({"Causes", "原因"}, {{"Cause", "原因"}, {"Anomalies", "异常数"}},
                           anomalies.causes, [&](const std::string& cause) {
                             return cause.empty() ? say({"(not said)", "（未填写）"}) : cause;
                           }));
    add_table(section, tables_.make_of_values({"Found by", "发现方式"}, {"Anomalies", "异常数"},
                                              "anomalies.how", anomalies.how));
  }

  void add_deadlines() {
    ReportSection& section =
        begin({"Deadlines", "时限"},
              {"Due in the period. What nothing ends (a recheck) can be overdue, and never kept",
               "期间内到期的时限；没有终点的时限（如信息复核）只计逾期，不计入按时率"});
    const DeadlineCounts all = figures_.count_deadlines();
    add_fact(section, {"Kept", "按时"}, all.kept);
    add_fact(section, {"late", "迟完成"}, all.late);
    add_fact(section, {"overdue", "逾期未完成"}, all.overdue);
    add_fact(section, {"open", "未到期"}, all.open);
    add_fact(section, {"share kept", "按时率"}, tables_.format_share_kept(all));
    ReportTable by_name = tables_.begin_deadlines({"By deadline", "按时限"}, {"Deadline", "时限"});
    for (const std::string& name : subject_.rules.names()) {
      const auto found = figures_.deadlines_by_name.find(name);
      if (found == figures_.deadlines_by_name.end()) continue;
      by_name.rows.push_back(
          tables_.make_deadline_row(say(subject_.rules.label_of(name)), found->second));
    }
    add_table(section, std::move(by_name));
    ReportTable by_person = tables_.begin_deadlines({"By person", "按人员"}, {"Person", "人员"});
    for (const auto& [name, counts] : figures_.deadlines_by_person) {
      by_person.rows.push_back(tables_.make_deadline_row(labels_.person(name), counts));
    }
    add_table(section, std::move(by_person));
  }

  void add_duration(ReportSection& section, const Text& label, const Durations& durations) const {
    const auto median = durations.median();
    if (median) add_fact(section, label, labels_.duration(*median));
  }

  void add_complaints() {
    const ComplaintFigures& complaints = figures_.complaints;
    ReportSection& section =
        begin({"Complaints", "投诉"}, {"Received in the period", "期间内受理的投诉"});
    add_fact(section, {"Received", "受理"}, complaints.received);
    add_duration(section, {"first answer after (median)", "首次响应时间中位数"},
                 complaints.to_answer);
    add_duration(section, {"completed after (median)", "办结时间中位数"}, complaints.to_completion);
    if (complaints.received == 0) return;
    const Text count{"Complaints", "投诉数"};
    add_table(section, tables_.make_months(subject_.period, count, complaints.by_month));
    add_table(section,
              tables_.make_of_values({"By responsibility", "按责任方"}, count,
                                     "complaints.responsibility", complaints.by_responsibility));
    add_table(section, tables_.make_of_values({"By channel", "按渠道"}, count, "complaints.channel",
                                              complaints.by_channel));
    add_table(section, tables_.make_of_values({"Satisfaction", "满意度"}, count,
                                              "complaints.satisfaction", complaints.satisfaction));
  }

  void add_needs() {
    const NeedFigures& needs = figures_.needs;
    ReportSection& section = begin({"Needs", "需求"}, {"Raised in the period", "期间内提出的需求"});
    add_fact(section, {"Raised", "提出"}, needs.raised);
    if (needs.answers.total() > 0) {
      add_fact(section, {"answered in time", "按时答复"},
               say(fill({"{0} (kept {1}, late {2}, overdue {3}, open {4})",
                         "{0}（按时 {1}，迟 {2}，逾期 {3}，未到期 {4}）"},
                        {tables_.format_share_kept(needs.answers), needs.answers.kept,
                         needs.answers.late, needs.answers.overdue, needs.answers.open})));
    }
    const Scores scores = count_scores(needs);
    if (scores.count > 0) {
      add_fact(section, {"satisfaction (1 to 5)", "满意度（1–5）"},
               say(fill({"mean {}, n = {}", "平均 {}，n = {}"},
                        {format_decimal(scores.mean), scores.count})));
    }
    add_fact(section, {"with lessons", "有经验总结"}, needs.lessons);
    Counts kinds;
    for (const auto& [key, count] : needs.by_kind_and_priority) {
      kinds[labels_.value("needs.kind", key.first) + " / " +
            labels_.value("needs.priority", key.second)] += count;
    }
    const auto same = [](const std::string& label) { return label; };
    const Text count{"Needs", "需求数"};
    add_table(section, tables_.make({"By kind and priority", "按类型和优先级"},
                                    {{"Kind / priority", "类型 / 优先级"}, count}, kinds, same));
    add_table(section, tables_.make_scores({"Satisfaction", "满意度"}, count, needs.satisfaction));
  }

  void add_reviews() {
    const ReviewFigures& reviews = figures_.reviews;
    ReportSection& section = begin({"Reviews", "审核"}, {"Given in the period", "期间内的审核"});
    add_fact(section, {"Approved", "通过"}, reviews.all.approved);
    add_fact(section, {"returned", "退回"}, reviews.all.returned);
    add_duration(section, {"first review after (median)", "首次审核时间中位数"}, reviews.to_first);
    ReportTable table{
        say({"By reviewer", "按审核人"}),
        {say({"Reviewer", "审核人"}), say({"Approved", "通过"}), say({"Returned", "退回"})},
        {},
        ChartKind::stacked,
        {say({"Approved", "通过"}), say({"Returned", "退回"})}};
    for (const auto& [name, results] : reviews.by_reviewer) {
      table.rows.push_back(
          {labels_.person(name),
           {std::to_string(results.approved), std::to_string(results.returned)},
           {static_cast<double>(results.approved), static_cast<double>(results.returned)}});
    }
    add_table(section, std::move(table));
  }

  void add_archive() {
    const ArchiveFigures& archive = figures_.archive;
    ReportSection& section = begin(
        {"The archive today", "档案现状"},
        {"All customers as they are now, whatever the period", "全部客户的当前情况，不限期间"});
    add_fact(section, {"Customers", "客户"}, archive.records);
    Counts classes;
    for (const auto& [key, count] : archive.by_class) {
      const auto& [type, group, stage] = key;
      const char* path = type == "individual" ? "segment" : "industry";
      classes[labels_.value("type", type) + " / " + labels_.value(path, group) + " / " +
              labels_.value("stage", stage)] += count;
    }
    const Text count{"Customers", "客户数"};
    const auto same = [](const std::string& label) { return label; };
    add_table(section,
              tables_.make(
                  {"By class", "按分类"},
                  {{"Type / industry or segment / stage", "类型 / 行业或消费场景 / 阶段"}, count},
                  classes, same));
    const auto add = [&](const Text& title, std::string_view path, const Counts& counts) {
      add_table(section, tables_.make_of_values(title, count, path, counts));
    };
    add({"By stage", "按合作阶段"}, "stage", archive.by_stage);
    add({"By grade", "按客户级别"}, "grade", archive.by_grade);
    add({"By region", "按地区"}, "region", archive.by_region);
    add_table(section,
              tables_.make({"By owner", "按跟进人"}, {{"Owner", "跟进人"}, count}, archive.by_owner,
                           [&](const std::string& name) { return labels_.person(name); }));
    add({"By status", "按信息状态"}, "status", archive.by_status);
    add({"By activity", "按活跃状态"}, "activity", archive.by_activity);
  }

  const ReportSubject& subject_;
  const Figures& figures_;
  ReportLabels labels_;
  ReportTables tables_;
  ReportPage page_;
};

}  // namespace

ReportPage make_report_page(const ReportSubject& subject, const Figures& figures,
                            Language language) {
  return PageMaker(subject, figures, language).run();
}

}  // namespace custrec
