// SPDX-License-Identifier: MIT
// Records as JSON.
#include "exchange/json.hpp"

#include <rapidjson/prettywriter.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include "schema/field_type.hpp"
#include "text/json.hpp"

namespace custrec {
namespace {

rapidjson::SizeType size_of(std::string_view text) {
  return static_cast<rapidjson::SizeType>(text.size());
}

bool is_integer(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  const bool leading_zero = text.size() > 1 && text[0] == '0';
  return !text.empty() && text.size() <= 15 && !leading_zero &&
         text.find_first_not_of("0123456789") == text.npos;
}

template <typename Writer>
class RecordWriter {
 public:
  RecordWriter(Writer& writer, const Schemas& schemas) : writer_(writer), schemas_(schemas) {}

  void write_mapping(const Value& mapping, const FieldList& fields) {
    writer_.StartObject();
    for (const Value& item : mapping.items) {
      writer_.Key(item.key.data(), size_of(item.key));
      write_value(item, find_field(fields, item.key));
    }
    writer_.EndObject();
  }

 private:
  void write_value(const Value& value, const Field* field) {
    static const FieldList no_fields;
    const FieldList& inner = field == nullptr ? no_fields : schemas_.fields_of(*field);
    if (value.kind == Kind::mapping) {
      write_mapping(value, inner);
    } else if (value.kind == Kind::sequence) {
      writer_.StartArray();
      for (const Value& item : value.items) {
        if (item.kind == Kind::mapping) {
          write_mapping(item, inner);
        } else {
          write_value(item, field);
        }
      }
      writer_.EndArray();
    } else {
      write_scalar(value.text, field == nullptr ? std::string_view() : field->type->name);
    }
  }

  void write_scalar(std::string_view text, std::string_view type) {
    if (type == "yes-no" && (text == "true" || text == "false")) {
      writer_.Bool(text == "true");
    } else if (type == "integer" && is_integer(text)) {
      writer_.RawValue(text.data(), text.size(), rapidjson::kNumberType);
    } else {
      writer_.String(text.data(), size_of(text));
    }
  }

  Writer& writer_;
  const Schemas& schemas_;
};

template <typename Writer>
std::string format_with(Writer writer, rapidjson::StringBuffer& buffer, const Value& record,
                        const Schemas& schemas) {
  RecordWriter<Writer>(writer, schemas).write_mapping(record, schemas.customer().fields);
  return take_json(buffer);
}

}  // namespace

std::string format_json_record(const Value& record, const Schemas& schemas, bool indented) {
  rapidjson::StringBuffer buffer;
  if (!indented) {
    return format_with(rapidjson::Writer<rapidjson::StringBuffer>(buffer), buffer, record, schemas);
  }
  rapidjson::PrettyWriter<rapidjson::StringBuffer> writer(buffer);
  writer.SetIndent(' ', 2);
  RecordWriter(writer, schemas).write_mapping(record, schemas.customer().fields);
  return take_json(buffer);
}

}  // namespace custrec
