// SPDX-License-Identifier: MIT
// A target of libFuzzer: any texts are compiled as schemas or refused with a place; with those that
// were accepted, records are checked, masked, tidied and shown, and forms and JSON Schemas written.
//
// Input: files, with lines `@@@@` between them. What has a `kind:` is a schema, the rest are
// records. Where no schema is that of customers there is a small one, whose list holds the first
// kind.
#define RAPIDJSON_HAS_STDSTRING 1
#include <rapidjson/document.h>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "exchange/json_schema.hpp"
#include "exchange/paper_form.hpp"
#include "record/record_form_reader.hpp"
#include "require.hpp"
#include "schema/check_record.hpp"
#include "schema/code_list.hpp"
#include "schema/field_path.hpp"
#include "schema/fingerprint.hpp"
#include "schema/form.hpp"
#include "schema/identity.hpp"
#include "schema/masked_record.hpp"
#include "schema/tidy.hpp"
#include "terminal/customer_page.hpp"
#include "terminal/record_page.hpp"
#include "time/zone.hpp"

using namespace custrec;
using namespace custrec::fuzz;

namespace {

constexpr std::string_view small_customer = R"(kind: customer
sections:
  - fields:
      - name: id
        type: text
      - name: status
        type: choice
        options:
          - value: draft
          - value: active
      - name: type
        type: choice
        options:
          - value: enterprise
          - value: individual
      - name: name
        type: text
        pii_when:
          type: individual
      - name: owner
        type: person
      - name: industry
        type: code
        codes: industry
)";

constexpr std::string_view small_list =
    "code\tname\tparent\tshort\tabolished\tsuccessor\n"
    "110000\t北京市\t\tBJ\t\t\n"
    "110101\t北京市东城区\t110000\t\t\t\n"
    "C35\t专用设备制造业\t\t\t1\t110000\n";

struct World {
  CodeLists codes{[](std::string_view) { return std::string(small_list); }};
  PhonePlan phones =
      parse_phone_plan("prefix\tkind\n138\t\n", "areacode\tdigits\tplaces\n010\t8\tx\n");
  Zone zone = *Zone::find_zone("Asia/Shanghai");
  std::vector<std::string> people = {"张三", "李四"};

  [[nodiscard]] TypeContext context() const {
    const std::chrono::sys_days today{std::chrono::days(19797)};
    return {&codes, &phones, &zone, people, today, today, find_long_past(today)};
  }
};

const TypeContext& context() {
  static const World world;
  static const TypeContext context = world.context();
  return context;
}

struct Input {
  std::map<std::string, std::string> schemas;
  std::vector<std::string> records;
};

/// The first value of `kind:`, if it is a plain word.
std::string find_kind(std::string_view text) {
  const std::string_view key = "kind: ";
  if (!text.starts_with(key)) return {};
  const std::string_view word = text.substr(key.size(), text.find('\n') - key.size());
  const bool plain = word.find_first_not_of("abcdefghijklmnopqrstuvwxyz_") == word.npos;
  return plain ? std::string(word) : std::string();
}

Input split(std::string_view text) {
  const std::string_view mark = "@@@@\n";
  Input input;
  std::string kind;
  bool customer = false;
  while (!text.empty() && input.schemas.size() < 4 && input.records.size() < 4) {
    const std::size_t end = std::min(text.find(mark), text.size());
    const std::string part(text.substr(0, end));
    text.remove_prefix(std::min(end + mark.size(), text.size()));
    if (part.find("kind:") == std::string::npos) {
      input.records.push_back(part);
      continue;
    }
    customer = customer || part.find("customer") != std::string::npos;
    if (kind.empty()) kind = find_kind(part);
    input.schemas["schemas/" + std::to_string(input.schemas.size()) + ".yaml"] = part;
  }
  if (customer) return input;
  std::string& file = input.schemas["schemas/customer.yaml"];
  file = small_customer;
  if (!kind.empty())
    file += "      - name: list\n        type: entries\n        of: " + kind + "\n";
  return input;
}

/// The place of a mistake is in one of several files.
std::optional<Schemas> compile(const std::map<std::string, std::string>& files) {
  try {
    return std::optional<Schemas>(std::in_place, files,
                                  [](std::string_view name) { return name != "none"; });
  } catch (const Error& error) {
    require(error.exit_code() == Exit::settings, "another exit code", error.message().en);
    check_message(error.message());
    const std::string& message = error.message().en;
    if (message.starts_with("schemas/: ")) return std::nullopt;
    const auto file = files.find(message.substr(0, message.find(':')));
    require(file != files.end(), "a mistake in no file", message);
    check_place(message, file->first, file->second);
    return std::nullopt;
  }
}

Value make_sample(const Schemas& schemas, const FieldList& fields, const std::string& key,
                  int depth);

Value make_sample(const Schemas& schemas, const Field& field, int depth) {
  const std::string text = !field.example.empty()         ? field.example
                           : !field.default_value.empty() ? field.default_value
                           : !field.options.empty()       ? field.options.front().value
                                                          : "110101 北京市东城区";
  switch (field.type->shape) {
    case Shape::single:
      return make_text(field.name, text, field.type->bare);
    case Shape::choices:
      return make_sequence(field.name, {make_text("", text)});
    case Shape::group:
      return make_sample(schemas, schemas.fields_of(field), field.name, depth);
    case Shape::entries:
      return make_sequence(field.name, {make_sample(schemas, schemas.fields_of(field), "", depth)});
  }
  return {};
}

/// A record with something in each field, lists within lists three deep.
Value make_sample(const Schemas& schemas, const FieldList& fields, const std::string& key,
                  int depth) {
  Value sample = make_mapping(key);
  for (const Field& field : fields) {
    const bool nested = field.type->shape == Shape::entries || field.type->shape == Shape::group;
    if (nested && depth == 0) continue;
    Value item = make_sample(schemas, field, depth - 1);
    if (!item.is_empty()) sample.items.push_back(std::move(item));
  }
  return sample;
}

void tidy(const Value& record, const Schemas& schemas) {
  Value tidied = record;
  tidy_values(tidied, schemas, context());
  Value again = tidied;
  tidy_values(again, schemas, context());
  require(format_record(again) == format_record(tidied), "tidied twice it differs",
          format_record(tidied));
  Value filled = record;
  fill_defaults(filled, schemas, context());
  normalise_values(filled, schemas, context(), make_mapping(""));
  order_fields(filled, schemas);
  tidy_form(filled, schemas);
  if (!filled.items.empty()) static_cast<void>(format_record(filled));
}

void use_record(const std::string& text, const Schemas& schemas) {
  const Reading reading = read_document(text);
  if (!reading.readable) return;
  const Document& document = reading.document;
  for (const Problem& problem :
       place_findings(document, "a.yaml", "C1", check_record(reading, schemas, context()))) {
    require(problem.line > 0 && problem.column > 0, "a problem without a place", text);
    check_message(problem.message);
  }
  const Value masked = mask_record(document, schemas, {});
  static_cast<void>(mask_record(document, schemas, {true, true}));
  static_cast<void>(mask_customer_name(document, schemas));
  static_cast<void>(format_record_page(masked, schemas, Language::english, true));
  static_cast<void>(format_customer_page(masked, schemas, {}, Language::chinese, false));
  static_cast<void>(identify(document, schemas, context()));
  std::vector<std::uint64_t> hashes;
  add_identity_hashes(document, schemas, context(), hashes);
  static_cast<void>(find_reach(document, schemas, context()));
  const std::string fingerprint = make_fingerprint(document, schemas, context());
  require(has_fingerprint(document, schemas, context(), fingerprint), "another fingerprint", text);
  static_cast<void>(
      PaperForm(schemas, "customer", "x", Language::english).filled_sheets(masked, ""));
  tidy(value_of(document, Document::root), schemas);
}

void check_paths(const Schemas& schemas) {
  const Headings headings(schemas, schemas.customer().fields);
  for (const Field& field : schemas.customer().fields) {
    const auto path = find_field_path(schemas, field.name);
    require(path && &path->field() == &field && path->text() == field.name, "a field isn't found",
            field.name);
    static_cast<void>(headings.find(field.label.zh));
  }
}

void write_forms(const Schemas& schemas) {
  for (const Language language : {Language::english, Language::chinese}) {
    const std::string json = format_json_schema(schemas, context(), language);
    rapidjson::Document parsed;
    parsed.Parse<rapidjson::kParseValidateEncodingFlag>(json);
    require(!parsed.HasParseError(), "the JSON Schema is no JSON", json);
  }
  for (const auto& [kind, schema] : schemas.all()) {
    try {
      const PaperForm form(schemas, kind, "x", Language::chinese);
      static_cast<void>(form.format({form.blank_sheet()}));
    } catch (const Error& error) {
      require(error.exit_code() == Exit::usage, "another exit code", error.message().en);
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Input input = split(std::string_view(reinterpret_cast<const char*>(data), size));
  const auto schemas = compile(input.schemas);
  if (!schemas) return 0;
  check_paths(*schemas);
  write_forms(*schemas);
  const Value sample = make_sample(*schemas, schemas->customer().fields, "", 3);
  use_record(format_record(sample), *schemas);
  for (const std::string& record : input.records) use_record(record, *schemas);
  return 0;
}
