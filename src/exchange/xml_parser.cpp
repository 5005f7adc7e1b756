// SPDX-License-Identifier: MIT
// XML as events, by expat. Nothing is thrown through its C code.
#include "exchange/xml_parser.hpp"

#include <expat.h>

#include <charconv>
#include <new>
#include <utility>

namespace custrec {
namespace {

constexpr std::size_t max_element_depth = 256;
constexpr std::size_t max_tag_bytes = std::size_t{1} << 20U;  // expat keeps a tag whole

std::string_view without_prefix(std::string_view name) {
  const std::size_t colon = name.rfind(':');
  return colon == name.npos ? name : name.substr(colon + 1);
}

}  // namespace

std::optional<std::uint32_t> parse_xml_number(std::string_view text) {
  std::uint32_t number = 0;
  const char* end = text.data() + text.size();
  const auto [rest, fault] = std::from_chars(text.data(), end, number);
  if (fault != std::errc() || rest != end) return std::nullopt;
  return number;
}

std::string_view XmlAttributes::find(std::string_view name) const {
  for (const char** pair = pairs_; *pair != nullptr; pair += 2) {
    if (pair[0] == name) return pair[1];
  }
  return {};
}

std::string_view XmlAttributes::find_prefixed(std::string_view name) const {
  for (const char** pair = pairs_; *pair != nullptr; pair += 2) {
    const std::string_view full = pair[0];
    if (full != name && without_prefix(full) == name) return pair[1];
  }
  return {};
}

bool XmlAttributes::is_true(std::string_view name) const {
  const std::string_view value = find(name);
  return value == "1" || value == "true";
}

struct XmlCallbacks {
  template <typename Run>
  static void guard(XmlParser& self, const Run& run) {
    if (self.thrown_) return;
    try {
      run();
    } catch (...) {
      self.thrown_ = std::current_exception();
      XML_StopParser(self.parser_.get(), XML_FALSE);
    }
  }

  static void begin(void* data, const char* name, const char** attributes) {
    auto& self = *static_cast<XmlParser*>(data);
    if (++self.depth_ > max_element_depth) XML_StopParser(self.parser_.get(), XML_FALSE);
    guard(self, [&] { self.events_.begin(without_prefix(name), XmlAttributes(attributes)); });
  }
  static void end(void* data, const char* name) {
    auto& self = *static_cast<XmlParser*>(data);
    --self.depth_;
    guard(self, [&] { self.events_.end(without_prefix(name)); });
  }
  static void text(void* data, const char* begin, int length) {
    auto& self = *static_cast<XmlParser*>(data);
    guard(self, [&] { self.events_.text({begin, static_cast<std::size_t>(length)}); });
  }
  static void document_type(void* data, const char*, const char*, const char*, int) {
    auto& self = *static_cast<XmlParser*>(data);
    self.has_document_type_ = true;
    XML_StopParser(self.parser_.get(), XML_FALSE);
  }
};

void XmlParser::Free::operator()(XML_ParserStruct* parser) const {
  XML_ParserFree(parser);
}

XmlParser::XmlParser(XmlEvents events)
    : events_(std::move(events)), parser_(XML_ParserCreate(nullptr)) {
  if (!parser_) throw std::bad_alloc();
  XML_SetUserData(parser_.get(), this);
  XML_SetElementHandler(parser_.get(), XmlCallbacks::begin, XmlCallbacks::end);
  XML_SetCharacterDataHandler(parser_.get(), XmlCallbacks::text);
  XML_SetStartDoctypeDeclHandler(parser_.get(), XmlCallbacks::document_type);
}

Text XmlParser::parse(std::string_view block, bool last) {
  XML_SetUserData(parser_.get(), this);
  const auto outcome = XML_Parse(parser_.get(), block.data(), static_cast<int>(block.size()),
                                 last ? XML_TRUE : XML_FALSE);
  if (thrown_) std::rethrow_exception(std::exchange(thrown_, nullptr));
  if (has_document_type_) {
    return {"it declares a document type, which no workbook does",
            "其中声明了文档类型，工作簿不应有此声明"};
  }
  if (depth_ > max_element_depth) {
    return {"its elements are nested too deeply", "其元素嵌套过深"};
  }
  if (outcome != XML_STATUS_OK) {
    return fill({"it is not well-formed in line {}", "第 {} 行不是规范的 XML"},
                {XML_GetCurrentLineNumber(parser_.get())});
  }
  fed_ += block.size();
  const XML_Index at = XML_GetCurrentByteIndex(parser_.get());
  if (!last && at >= 0 && fed_ > static_cast<std::size_t>(at) + max_tag_bytes) {
    return {"a tag in it is longer than a million bytes", "其中一个标签超过一百万字节"};
  }
  return {};
}

Text XmlParser::feed(std::string_view block) {
  return parse(block, false);
}

Text XmlParser::finish() {
  return parse({}, true);
}

}  // namespace custrec
