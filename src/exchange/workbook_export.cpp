// SPDX-License-Identifier: MIT
// Customers as a workbook: a sheet of customers with their contacts, as a CSV has them, and one for
// each other list that people add to. Filled in, its sheets come in again.
#include "archive/new_entry.hpp"
#include "archive/selection.hpp"
#include "exchange/customer_sheet.hpp"
#include "exchange/export_format.hpp"
#include "exchange/workbook_writer.hpp"
#include "problem/error.hpp"

namespace custrec {
namespace {

struct SheetPlan {
  const Field* list = nullptr;  ///< null: customers
  SheetLayout layout;
  std::size_t first_width = 0;  ///< of its parts among those of all sheets
  SheetWidths widths;
  std::vector<LayoutColumn> columns;
  std::size_t number = 0;  ///< in the workbook
};

class WorkbookExport {
 public:
  WorkbookExport(const ExportRequest& request, const ExportTarget& target)
      : request_(request), target_(target) {
    const bool chosen = !request.columns.empty();
    add_sheet(request.list, chosen ? request.columns : all_columns(request.list));
    if (chosen || request.list != nullptr) return;
    for (const Field* list : find_entry_lists(request.schemas)) {
      if (!is_form_list(*list)) add_sheet(list, all_columns(list));
    }
  }

  [[nodiscard]] SheetWidths measure(const Value& record) const {
    SheetWidths widths;
    for (const SheetPlan& sheet : sheets_) {
      SheetWidths own = sheet.layout.narrowest();
      for_each_row(sheet, record, [&](const Value& row) {
        widen(own, sheet.layout.measure({record, row}));
      });
      widths.insert(widths.end(), own.begin(), own.end());
    }
    return widths;
  }

  void begin(const SheetWidths& widths) {
    writer_ = std::make_unique<WorkbookWriter>("/proc/self/fd/" + std::to_string(target_.file));
    for (SheetPlan& sheet : sheets_) {
      sheet.widths = sheet.layout.narrowest();
      for (std::size_t at = 0; at < sheet.widths.size() && !widths.empty(); ++at) {
        sheet.widths[at] = widths[sheet.first_width + at];
      }
      sheet.columns = sheet.layout.columns(sheet.widths);
      sheet.number = writer_->add_sheet(name_of(sheet), headed_columns(sheet));
    }
  }

  [[nodiscard]] ExportedRecord make(const std::string& id, const Value& record) const {
    ExportedRecord made{id, {}, {}, 0};
    for (std::size_t at = 0; at < sheets_.size(); ++at) {
      const SheetPlan& sheet = sheets_[at];
      for_each_row(sheet, record, [&](const Value& row) {
        made.rows.push_back({at, cells_of(sheet, {record, row})});
        if (sheet.list != nullptr && sheet.list == request_.list) ++made.entries;
      });
    }
    return made;
  }

  void add(const ExportedRecord& record) {
    for (const ExportedRow& row : record.rows) {
      const SheetPlan& sheet = sheets_[row.table];
      writer_->begin_row(sheet.number);
      for (std::size_t at = 0; at < row.cells.size(); ++at) {
        if (!row.cells[at]) continue;
        const Field& field = sheet.columns[at].path.field();
        writer_->write(sheet.number, at,
                       make_workbook_cell(field, *row.cells[at], *request_.context.zone),
                       *row.cells[at]);
      }
    }
  }

  void finish() { writer_->finish(); }

  [[nodiscard]] std::set<std::string> fields() const {
    std::set<std::string> names;
    for (const SheetPlan& sheet : sheets_) {
      for (const SheetPart& part : sheet.layout.parts()) {
        for (const LayoutColumn& column : part.columns) {
          names.insert(field_names(sheet.list, column));
        }
      }
    }
    return names;
  }

 private:
  [[nodiscard]] std::vector<LayoutColumn> all_columns(const Field* list) const {
    return list == nullptr ? columns_of_customers(request_.schemas)
                           : columns_of_entries(request_.schemas, *list);
  }

  void add_sheet(const Field* list, const std::vector<LayoutColumn>& columns) {
    const std::size_t first =
        sheets_.empty() ? 0 : sheets_.back().first_width + sheets_.back().layout.parts().size();
    sheets_.push_back({list, SheetLayout(columns), first, {}, {}, 0});
  }

  template <typename Take>
  void for_each_row(const SheetPlan& sheet, const Value& record, const Take& take) const {
    if (sheet.list == nullptr) {
      take(record);
      return;
    }
    const Value* entries = record.find(sheet.list->name);
    if (entries == nullptr) return;
    for (const Value& entry : entries->items) {
      const bool wanted = sheet.list != request_.list ||
                          has_news(entry, request_.schemas.fields_of(*sheet.list), request_.since);
      if (wanted) take(entry);
    }
  }

  [[nodiscard]] std::string name_of(const SheetPlan& sheet) const {
    const Text& title =
        sheet.list == nullptr ? request_.schemas.customer().title : sheet.list->label;
    return title.in(request_.language);
  }

  [[nodiscard]] std::vector<WorkbookColumn> headed_columns(const SheetPlan& sheet) const {
    const std::vector<std::string> headings =
        sheet_headings(request_.schemas, sheet.list, sheet.columns, true, request_.language);
    std::vector<WorkbookColumn> columns;
    for (std::size_t at = 0; at < headings.size(); ++at) {
      const Field& field = sheet.columns[at].path.field();
      columns.push_back({headings[at], look_of(field), choices_of(field)});
    }
    return columns;
  }

  [[nodiscard]] std::vector<std::string> choices_of(const Field& field) const {
    std::vector<std::string> choices;
    const std::string_view type = field.type->name;
    if (type == "choice") {
      for (const Option& option : field.options) {
        choices.push_back(option.label.in(request_.language));
      }
    }
    if (type == "yes-no") choices = {show_yes_no(true), show_yes_no(false)};
    if (type == "person") {
      choices.assign(request_.context.people.begin(), request_.context.people.end());
    }
    return choices;
  }

  [[nodiscard]] std::string show_yes_no(bool yes) const {
    return (yes ? Text{"yes", "是"} : Text{"no", "否"}).in(request_.language);
  }

  [[nodiscard]] std::optional<std::string> cell_of(const Value* value, const Field& field) const {
    std::string text = cell_text(value, field, true, request_.language);
    if (text.empty()) return std::nullopt;
    const bool yes_no = field.type->name == "yes-no" && (text == "true" || text == "false");
    return yes_no ? show_yes_no(text == "true") : text;
  }

  [[nodiscard]] std::vector<std::optional<std::string>> cells_of(const SheetPlan& sheet,
                                                                 const LayoutSource& source) const {
    const SheetWidths own = sheet.layout.measure(source);
    for (std::size_t at = 0; at < own.size(); ++at) {
      if (own[at] <= sheet.widths[at]) continue;
      throw Error(Exit::refused, {"the archive changed meanwhile; once more, please",
                                  "其间档案有变动，请重新导出"});
    }
    std::vector<std::optional<std::string>> cells;
    for (const LayoutColumn& column : sheet.columns) {
      const Value& from = column.of_customer ? source.customer : source.row;
      cells.push_back(cell_of(find_value(from, column.path), column.path.field()));
    }
    return cells;
  }

  ExportRequest request_;
  ExportTarget target_;
  std::vector<SheetPlan> sheets_;
  std::unique_ptr<WorkbookWriter> writer_;
};

}  // namespace

ExportWriter write_workbook(const ExportRequest& request, const ExportTarget& target) {
  auto book = std::make_shared<WorkbookExport>(request, target);
  ExportWriter writer;
  writer.measure = [book](const Value& record) { return book->measure(record); };
  writer.begin = [book](const SheetWidths& widths) { book->begin(widths); };
  writer.make = [book](const std::string& id, const Value& record) {
    return book->make(id, record);
  };
  writer.add = [book](const ExportedRecord& record) { book->add(record); };
  writer.finish = [book] {
    book->finish();
    return std::vector<Text>{};
  };
  writer.fields = book->fields();
  return writer;
}

}  // namespace custrec
