// SPDX-License-Identifier: MIT
// Records one after another as text: JSON, JSON Lines, YAML, vCard.
#include <memory>

#include "exchange/export_format.hpp"
#include "exchange/json.hpp"
#include "exchange/vcard.hpp"

namespace custrec {
namespace {

/// What stands before the first, between two, after the last, and where there is none at all.
struct Frame {
  std::string_view before;
  std::string_view between;
  std::string_view after;
  std::string_view none;
};

ExportWriter write_texts(const ExportTarget& target, Frame frame,
                         const std::function<std::string(const Value&)>& format) {
  ExportWriter writer;
  const auto begun = std::make_shared<bool>(false);
  writer.make = [format](const std::string& id, const Value& record) {
    return ExportedRecord{id, format(record), {}, 0};
  };
  writer.add = [target, frame, begun](const ExportedRecord& record) {
    if (record.text.empty()) return;
    target.write(*begun ? frame.between : frame.before);
    target.write(record.text);
    *begun = true;
  };
  writer.finish = [target, frame, begun] {
    target.write(*begun ? frame.after : frame.none);
    return std::vector<Text>{};
  };
  return writer;
}

}  // namespace

ExportWriter write_json(const ExportRequest& request, const ExportTarget& target) {
  return write_texts(target, {"[\n", ",\n", "\n]\n", "[\n]\n"},
                     [&schemas = request.schemas](const Value& record) {
                       return format_json_record(record, schemas, true);
                     });
}

ExportWriter write_json_lines(const ExportRequest& request, const ExportTarget& target) {
  return write_texts(target, {}, [&schemas = request.schemas](const Value& record) {
    return format_json_record(record, schemas, false) + '\n';
  });
}

ExportWriter write_yaml(const ExportRequest&, const ExportTarget& target) {
  return write_texts(target, {"", "---\n", "", ""}, format_record);
}

ExportWriter write_vcards(const ExportRequest& request, const ExportTarget& target) {
  ExportWriter writer = write_texts(target, {}, [&schemas = request.schemas](const Value& record) {
    return format_vcards(record, schemas);
  });
  writer.fields = vcard_fields(request.schemas);
  return writer;
}

}  // namespace custrec
