// SPDX-License-Identifier: MIT
// custrec export --format html and form.
#include "commands/export_page.hpp"

#include "commands/due_lines.hpp"
#include "exchange/customer_html.hpp"
#include "exchange/paper_form.hpp"
#include "terminal/progress.hpp"

namespace custrec {
namespace {

/// Goes over the records: `work` makes something of each, masked, on any thread; `take` gets it.
template <typename Part>
void collect(ExportedPage& page, const PageOptions& options, const Session& session,
             const Archive& archive, const Person& person, const Selection& selection,
             const std::function<Part(const RecordFile&, const Value&)>& work,
             const std::function<bool(Part)>& take) {
  struct Made {
    Part part;
    std::set<std::string> shown;
  };
  Progress progress(session, {"{} of {} records read", "已读取 {} / {} 份档案"});
  page.counts = select_records<Made>(
      archive, person, selection,
      [&](const RecordFile& file) {
        Made made;
        made.part = work(file, mask_record(file.reading.document, archive.schemas(), options.unmask,
                                           options.unmask.personal ? &made.shown : nullptr));
        return made;
      },
      [&](Made made) {
        if (!take(std::move(made.part))) return;
        ++page.customers;
        page.shown.merge(made.shown);
      },
      [&](std::size_t done, std::size_t total) { progress.show(done, total); });
  progress.clear();
}

ExportedPage make_customer_page(const PageOptions& options, const Session& session,
                                const Archive& archive, const Person& person,
                                const Selection& selection) {
  const CustomerHtml html(archive.schemas(), archive.codes(), session.language());
  const DeadlineRules rules = DeadlineRules::read(archive);
  const DeadlineEngine engine(archive, rules, session.now());
  ExportedPage page;
  std::vector<CustomerHtmlPart> parts;
  collect<CustomerHtmlPart>(
      page, options, session, archive, person, selection,
      [&](const RecordFile& file, const Value& record) {
        return html.make_part(record, find_due_lines(engine, file.reading, session.language()));
      },
      [&](CustomerHtmlPart part) {
        parts.push_back(std::move(part));
        return true;
      });
  std::erase_if(page.shown, [&](const std::string& name) { return !html.has_field(name); });
  std::string made_at = archive.format_now(session.now()).substr(0, 16);
  made_at[10] = ' ';
  page.text =
      html.format({archive.settings().name, made_at, person.name, options.unmask.personal}, parts);
  page.told = fill({"customers: {}", "客户 {} 个"}, {page.customers});
  return page;
}

ExportedPage make_form(const PageOptions& options, const Session& session, const Archive& archive,
                       const Person& person, const Selection& selection) {
  const PaperForm form(archive.schemas(), options.kind, archive.settings().name,
                       session.language());
  ExportedPage page;
  std::vector<std::string> sheets;
  collect<std::vector<std::string>>(
      page, options, session, archive, person, selection,
      [&](const RecordFile&, const Value& record) {
        return form.filled_sheets(record, selection.since);
      },
      [&](std::vector<std::string> made) {
        for (std::string& sheet : made) sheets.push_back(std::move(sheet));
        return !made.empty();
      });
  if (sheets.empty() && page.counts.unreadable == 0) {
    throw Error(Exit::usage, fill({"no {} to fill a sheet with; --blank makes an empty one",
                                   "没有可填入表单的内容（{}）；空白表单用 --blank"},
                                  {options.kind}));
  }
  std::erase_if(page.shown, [&](const std::string& name) { return !form.has_field(name); });
  page.text = form.format(sheets);
  page.told = fill({"sheets: {}", "表单 {} 份"}, {sheets.size()});
  return page;
}

}  // namespace

ExportedPage make_page(const PageOptions& options, const Session& session, const Archive& archive,
                       const Person& person, const Selection& selection) {
  return options.format == "html" ? make_customer_page(options, session, archive, person, selection)
                                  : make_form(options, session, archive, person, selection);
}

std::string make_blank_form(const Session& session, const Archive& archive,
                            const std::string& kind) {
  const PaperForm form(archive.schemas(), kind, archive.settings().name, session.language());
  return form.format({form.blank_sheet()});
}

}  // namespace custrec
