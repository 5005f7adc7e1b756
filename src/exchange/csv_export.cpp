// SPDX-License-Identifier: MIT
// Customers or entries as CSV. How many columns there are is known in the end only: rows wait on
// the disk, each as wide as it is, and are widened when they are written out.
#include <algorithm>
#include <cstdint>
#include <cstring>
#include <memory>

#include "archive/selection.hpp"
#include "exchange/csv.hpp"
#include "exchange/customer_sheet.hpp"
#include "exchange/export_format.hpp"
#include "exchange/spool.hpp"

namespace custrec {
namespace {

/// A row as it waits: the numbers of bytes of its text, its widths and the byte behind each
/// part, then the text.
class WaitingRow {
 public:
  static constexpr std::size_t number_size = sizeof(std::uint32_t);

  explicit WaitingRow(std::size_t parts) : numbers(1 + 2 * parts) {}

  [[nodiscard]] std::uint32_t& size() { return numbers[0]; }
  [[nodiscard]] std::uint32_t& width(std::size_t part) { return numbers[1 + 2 * part]; }
  [[nodiscard]] std::uint32_t& end(std::size_t part) { return numbers[2 + 2 * part]; }

  void append_to(std::string& bytes) const {
    const std::size_t at = bytes.size();
    bytes.resize(at + numbers.size() * number_size);
    std::memcpy(bytes.data() + at, numbers.data(), numbers.size() * number_size);
    bytes += text;
  }

  void read(std::string_view bytes) {
    std::memcpy(numbers.data(), bytes.data(), numbers.size() * number_size);
  }

  std::vector<std::uint32_t> numbers;
  std::string text;
};

class CsvExport {
 public:
  CsvExport(const ExportRequest& request, const ExportTarget& target)
      : request_(request),
        target_(target),
        layout_(request.columns),
        widths_(layout_.narrowest()) {}

  [[nodiscard]] ExportedRecord make(const Value& record) const {
    ExportedRecord made;
    const ValuesByField customer(record, request_.schemas.customer().fields);
    if (request_.list == nullptr) {
      append_row(made.text, {record, record}, customer, customer);
      return made;
    }
    const Value* entries = record.find(request_.list->name);
    if (entries == nullptr) return made;
    const FieldList& fields = request_.schemas.fields_of(*request_.list);
    for (const Value& entry : entries->items) {
      if (!has_news(entry, fields, request_.since)) continue;
      append_row(made.text, {record, entry}, customer, ValuesByField(entry, fields));
      ++made.entries;
    }
    return made;
  }

  void add(const ExportedRecord& made) {
    std::string_view rest = made.text;
    WaitingRow row(layout_.parts().size());
    while (!rest.empty()) {
      row.read(rest);
      for (std::size_t part = 0; part < widths_.size(); ++part) {
        widths_[part] = std::max<std::size_t>(widths_[part], row.width(part));
      }
      rest.remove_prefix(row.numbers.size() * WaitingRow::number_size + row.size());
    }
    rows_.append(made.text);
  }

  void finish() {
    const std::vector<LayoutColumn> columns = layout_.columns(widths_);
    std::string text = request_.mark ? "\xEF\xBB\xBF" : "";
    std::vector<std::string> headings = sheet_headings(request_.schemas, request_.list, columns,
                                                       request_.labels, request_.language);
    for (std::string& heading : headings) heading = guard_formula(heading);
    text += format_csv_row(headings);
    WaitingRow row(layout_.parts().size());
    std::string numbers;
    while (rows_.take(row.numbers.size() * WaitingRow::number_size, numbers)) {
      row.read(numbers);
      row.text.clear();
      if (row.size() > 0) static_cast<void>(rows_.take(row.size(), row.text));
      append_wide(text, row);
      if (text.size() > part_size) {
        target_.write(text);
        text.clear();
      }
    }
    target_.write(text);
  }

 private:
  static constexpr std::size_t part_size = 1U << 16U;

  /// `customer` and `row_values` are what `source` holds.
  void append_row(std::string& bytes, const LayoutSource& source, const ValuesByField& customer,
                  const ValuesByField& row_values) const {
    const SheetWidths widths = layout_.measure(source);
    WaitingRow row(widths.size());
    bool first = true;
    const auto append = [&](const Value* value, const Field& field) {
      if (!first) row.text += ',';
      first = false;
      row.text += format_csv_cell(
          guard_formula(cell_text(value, field, request_.labels, request_.language)));
    };
    for (std::size_t at = 0; at < widths.size(); ++at) {
      const SheetPart& part = layout_.parts()[at];
      for (const LayoutColumn& column : part.columns) {
        if (part.repeated) break;
        const ValuesByField& from = column.of_customer ? customer : row_values;
        append(from.find(column.path), column.path.field());
      }
      if (part.repeated) append_entries(part, source, widths[at], append);
      row.width(at) = static_cast<std::uint32_t>(widths[at]);
      row.end(at) = static_cast<std::uint32_t>(row.text.size());
    }
    row.size() = static_cast<std::uint32_t>(row.text.size());
    row.append_to(bytes);
  }

  template <typename Append>
  static void append_entries(const SheetPart& part, const LayoutSource& source, std::size_t width,
                             const Append& append) {
    const Value* list =
        find_value(part.columns[0].of_customer ? source.customer : source.row, part.list);
    for (std::size_t position = 0; position < width; ++position) {
      const bool there = list != nullptr && position < list->items.size();
      for (const FieldPath& path : part.inner) {
        append(there ? find_value(list->items[position], path) : nullptr, path.field());
      }
    }
  }

  void append_wide(std::string& text, WaitingRow& row) const {
    const std::size_t begin = text.size();
    std::size_t done = 0;
    for (std::size_t at = 0; at < widths_.size(); ++at) {
      const std::size_t end = row.end(at);
      text.append(row.text, done, end - done);
      text.append((widths_[at] - row.width(at)) * layout_.parts()[at].columns.size(), ',');
      done = end;
    }
    if (text.size() == begin) text += "\"\"";  // not an empty line
    text += '\n';
  }

  ExportRequest request_;
  ExportTarget target_;
  SheetLayout layout_;
  SheetWidths widths_;  ///< of the widest rows so far
  Spool rows_;
};

}  // namespace

ExportWriter write_csv(const ExportRequest& request, const ExportTarget& target) {
  ExportRequest complete = request;
  if (complete.columns.empty()) {
    complete.columns = request.list == nullptr ? columns_of_customers(request.schemas)
                                               : columns_of_entries(request.schemas, *request.list);
  }
  auto csv = std::make_shared<CsvExport>(complete, target);
  ExportWriter writer;
  writer.make = [csv](const std::string&, const Value& record) { return csv->make(record); };
  writer.add = [csv](const ExportedRecord& made) { csv->add(made); };
  writer.finish = [csv] {
    csv->finish();
    return std::vector<Text>{};
  };
  writer.fields.emplace();
  writer.needs.emplace();
  for (const LayoutColumn& column : complete.columns) {
    const std::string field = field_names(request.list, column);
    writer.needs->insert(field.substr(0, field.find('.')));
    writer.fields->insert(field);
  }
  if (request.list != nullptr) writer.needs->insert(request.list->name);
  return writer;
}

}  // namespace custrec
