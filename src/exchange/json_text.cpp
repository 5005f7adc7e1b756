// SPDX-License-Identifier: MIT
// Pieces of JSON as text.
#include "exchange/json_text.hpp"

#include <rapidjson/prettywriter.h>
#include <rapidjson/reader.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <stdexcept>

#include "text/json.hpp"

namespace custrec {

std::string json_string(std::string_view text) {
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
  writer.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
  return take_json(buffer);
}

std::string json_array(const std::vector<std::string>& items) {
  std::string json = "[";
  for (const std::string& item : items) json += (json.size() == 1 ? "" : ",") + item;
  return json + "]";
}

std::string json_strings(const std::vector<std::string>& texts) {
  std::vector<std::string> items;
  items.reserve(texts.size());
  for (const std::string& text : texts) items.push_back(json_string(text));
  return json_array(items);
}

std::string json_object(const JsonMembers& members) {
  std::string json = "{";
  for (const auto& [key, value] : members) {
    json += (json.size() == 1 ? "" : ",") + json_string(key) + ":" + value;
  }
  return json + "}";
}

std::string indent_json(const std::string& json) {
  rapidjson::StringBuffer buffer;
  rapidjson::PrettyWriter<rapidjson::StringBuffer> writer(buffer);
  writer.SetIndent(' ', 2);
  rapidjson::Reader reader;
  rapidjson::StringStream stream(json.c_str());
  if (!reader.Parse<rapidjson::kParseIterativeFlag>(stream, writer))
    throw std::logic_error("no JSON: " + json);
  return take_json(buffer) + "\n";
}

}  // namespace custrec
