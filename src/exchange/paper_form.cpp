// SPDX-License-Identifier: MIT
// Forms for paper.
#include "exchange/paper_form.hpp"

#include <algorithm>
#include <array>

#include "archive/selection.hpp"
#include "exchange/html_page.hpp"
#include "exchange/page_file.hpp"
#include "exchange/paper_fields.hpp"
#include "problem/error.hpp"
#include "text/html.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

struct PaperTitle {
  std::string_view kind;
  Text title;
  bool customer_signs;
};

/// Titles as offices know them; other kinds are called after their schema.
const std::array<PaperTitle, 4>& paper_titles() {
  static const std::array<PaperTitle, 4> all = {{
      {"customer", {"Customer information form", "客户信息采集表"}, true},
      {"visit", {"Record of a visit", "客户拜访记录表"}, true},
      {"need", {"Record of a need", "客户需求登记表"}, true},
      {"complaint", {"Complaint sheet", "客户投诉登记表"}, true},
  }};
  return all;
}

const PaperTitle* find_paper_title(std::string_view kind) {
  const auto found = std::find_if(paper_titles().begin(), paper_titles().end(),
                                  [&](const PaperTitle& title) { return title.kind == kind; });
  return found == paper_titles().end() ? nullptr : found;
}

const Schema& find_kind(const Schemas& schemas, std::string_view kind) {
  if (const Schema* schema = schemas.find(kind)) return *schema;
  std::string known;
  for (const auto& [name, schema] : schemas.all()) known += (known.empty() ? "" : ", ") + name;
  throw Error(Exit::usage,
              fill({"--kind: there is no {}; there are {}", "--kind：没有 {}，可用 {}"},
                   {escape_controls(kind), known}));
}

std::string line_for(const Text& label, std::string_view text, Language language) {
  return "<span>" + escape_html(label.in(language)) +
         (language == Language::chinese ? "：" : ": ") + "<span class=\"line\">" +
         escape_html(text) + "&nbsp;</span></span>";
}

}  // namespace

PaperForm::PaperForm(const Schemas& schemas, std::string_view kind, std::string archive,
                     Language language)
    : schemas_(schemas),
      schema_(find_kind(schemas, kind)),
      archive_(std::move(archive)),
      language_(language) {
  for (const Field& field : schemas.customer().fields) {
    if (field.of == kind) lists_.push_back(&field);
  }
}

std::string PaperForm::title() const {
  const PaperTitle* title = find_paper_title(schema_.kind);
  if (title != nullptr) return title->title.in(language_);
  return fill({"{}: sheet", "{}表"}, {schema_.title}).in(language_);
}

bool PaperForm::has_field(std::string_view name) const {
  const std::string_view first = name.substr(0, name.find('.'));
  if (is_customer()) {
    const Field* field = find_field(schema_.fields, first);
    return field != nullptr && PaperFields(schemas_, true, language_).is_shown(*field);
  }
  return name == "name" || std::any_of(lists_.begin(), lists_.end(),
                                       [&](const Field* list) { return list->name == first; });
}

std::string PaperForm::blank_sheet() const {
  return make_sheet(make_mapping(""), nullptr);
}

std::vector<std::string> PaperForm::filled_sheets(const Value& record,
                                                  std::string_view since) const {
  if (is_customer()) return {make_sheet(record, &record)};
  std::vector<std::string> all;
  for (const Field* list : lists_) {
    const Value* entries = record.find(list->name);
    if (entries == nullptr) continue;
    for (const Value& entry : entries->items) {
      const bool wanted =
          entry.kind == Kind::mapping && has_news(entry, schemas_.fields_of(*list), since);
      if (wanted) all.push_back(make_sheet(entry, &record));
    }
  }
  return all;
}

std::string PaperForm::make_sheet(const Value& entry, const Value* customer) const {
  const PaperFields fields(schemas_, is_customer(), language_);
  std::string html = "<article class=\"sheet\">\n" + heading(customer);
  for (std::size_t at = 0; at < schema_.sections.size(); ++at) {
    const std::size_t end = at + 1 < schema_.sections.size() ? schema_.sections[at + 1].first_field
                                                             : schema_.fields.size();
    const std::string inner =
        fields.write(schema_.fields.begin() + schema_.sections[at].first_field,
                     schema_.fields.begin() + end, entry);
    if (inner.empty()) continue;
    html += "<section><h2>" + escape_html(schema_.sections[at].title.in(language_)) + "</h2>\n" +
            inner + "</section>\n";
  }
  return html + signatures() + "</article>\n";
}

/// The sheet of an entry says whose it is.
std::string PaperForm::heading(const Value* customer) const {
  const auto said = [&](const Text& text) { return escape_html(text.in(language_)); };
  std::string html = "<header><h1>" + escape_html(title()) + "</h1>\n<p class=\"office\">" +
                     escape_html(archive_) + "</p>\n";
  if (!is_customer()) {
    const Value none;
    const Value& record = customer == nullptr ? none : *customer;
    html += "<p class=\"of\">";
    for (const std::string_view name : {"id", "name"}) {
      const Field* field = find_field(schemas_.customer().fields, name);
      if (field != nullptr) html += line_for(field->label, record.text_at(name), language_);
    }
    html += "</p>\n";
  }
  return html + "<p class=\"legend\">" +
         said({"* required   (*) required in some cases   ☐ tick what applies",
               "* 必填　(*) 视情况必填　☐ 请勾选"}) +
         "</p></header>\n";
}

std::string PaperForm::signatures() const {
  const PaperTitle* title = find_paper_title(schema_.kind);
  std::vector<Text> who;
  if (title != nullptr && title->customer_signs) {
    who.push_back({"Confirmed by the customer (signature)", "客户签字确认"});
  }
  who.push_back(is_customer() ? Text{"Collected by", "信息收集人员"}
                              : Text{"Recorded by", "记录人"});
  who.push_back({"Reviewed by", "审核人"});
  std::string html = "<div class=\"signatures\">\n";
  for (const Text& text : who) {
    html += "<p><span>" + escape_html(text.in(language_)) +
            (language_ == Language::chinese ? "：" : ":") +
            "</span><span class=\"line\"></span><span>" + Text{"Date:", "日期："}.in(language_) +
            "</span><span class=\"day\">" +
            Text{"______-____-____", "______年____月____日"}.in(language_) + "</span></p>\n";
  }
  return html + "</div>\n";
}

std::string PaperForm::format(const std::vector<std::string>& sheets) const {
  const std::string_view style = page_file("form.css");
  std::string all;
  for (const std::string& sheet : sheets) all += sheet;
  return fill_page(page_file("form.html"),
                   {{"lang", language_ == Language::chinese ? "zh-CN" : "en"},
                    {"title", escape_html(title() + " · " + archive_)},
                    {"style-hash", policy_hash(style)},
                    {"style", std::string(style)},
                    {"sheets", all}});
}

}  // namespace custrec
