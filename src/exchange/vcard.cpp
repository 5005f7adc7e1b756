// SPDX-License-Identifier: MIT
// Contacts as address cards.
#include "exchange/vcard.hpp"

#include "schema/field_type.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

bool holds_contacts(const Field& field) {
  return field.of == "contact";
}

/// The property of a contact's field; empty: it doesn't go on the card.
std::string_view property_of(const Field& field) {
  const std::string_view type = field.type->name;
  if (type == "mobile") return "TEL;TYPE=cell";
  if (type == "phone") return "TEL;TYPE=\"work,voice\"";
  if (type == "email") return "EMAIL";
  return field.name == "title" ? "TITLE" : "";
}

class Card {
 public:
  void add(std::string_view property, std::string_view text) {
    if (!text.empty()) add_line(property, escape_vcard_text(text));
  }
  /// `value` is escaped already.
  void add_line(std::string_view property, std::string_view value) {
    text_ += format_vcard_line(std::string(property) + ":" + std::string(value));
  }
  [[nodiscard]] std::string text() && { return std::move(text_); }

 private:
  std::string text_;
};

std::string format_card(const Value& contact, const FieldList& fields, const Value& record) {
  const std::string_view customer = record.text_at("name");
  const std::string_view own = contact.text_at("name");
  const std::string_view name = own.empty() ? customer : own;
  Card card;
  card.add_line("BEGIN", "VCARD");
  card.add_line("VERSION", "4.0");
  card.add_line("FN", escape_vcard_text(name));
  card.add_line("N", escape_vcard_text(name) + ";;;;");
  if (record.text_at("type") != "individual") card.add("ORG", customer);
  for (const Field& field : fields) {
    if (!property_of(field).empty()) card.add(property_of(field), contact.text_at(field.name));
  }
  const std::string_view address = record.text_at("address");
  if (!address.empty()) card.add_line("ADR", ";;" + escape_vcard_text(address) + ";;;;");
  card.add_line("END", "VCARD");
  return std::move(card).text();
}

}  // namespace

std::string escape_vcard_text(std::string_view text) {
  std::string escaped;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '\\' || c == ',' || c == ';') escaped += '\\';
    if (c == '\r' && at + 1 < text.size() && text[at + 1] == '\n') continue;
    if (c == '\n' || c == '\r') {
      escaped += "\\n";
    } else if (static_cast<unsigned char>(c) >= 0x20 || c == '\t') {
      if (c != '\x7F') escaped += c;
    }
  }
  return escaped;
}

std::string format_vcard_line(std::string_view line) {
  constexpr std::size_t longest = 75;
  std::string folded;
  std::size_t width = 0;
  for (std::size_t at = 0; at < line.size();) {
    const std::size_t length = code_point_at(line, at).length;
    if (width + length > longest) {
      folded += "\r\n ";
      width = 1;
    }
    folded += line.substr(at, length);
    width += length;
    at += length;
  }
  return folded + "\r\n";
}

std::string format_vcards(const Value& record, const Schemas& schemas) {
  std::string cards;
  for (const Field& field : schemas.customer().fields) {
    const Value* contacts = holds_contacts(field) ? record.find(field.name) : nullptr;
    if (contacts == nullptr) continue;
    for (const Value& contact : contacts->items) {
      if (!contact.is_empty()) cards += format_card(contact, schemas.fields_of(field), record);
    }
  }
  return cards;
}

std::set<std::string> vcard_fields(const Schemas& schemas) {
  std::set<std::string> names = {"name", "address"};
  for (const Field& field : schemas.customer().fields) {
    if (!holds_contacts(field)) continue;
    names.insert(field.name + ".name");
    for (const Field& inner : schemas.fields_of(field)) {
      if (!property_of(inner).empty()) names.insert(field.name + "." + inner.name);
    }
  }
  return names;
}

}  // namespace custrec
