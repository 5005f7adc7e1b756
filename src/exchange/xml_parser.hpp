// SPDX-License-Identifier: MIT
// XML as events, by expat. No document type, so no entities that could grow or reach outside.
#pragma once

#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <string_view>

#include "text/text.hpp"

struct XML_ParserStruct;

namespace custrec {

/// The number of an attribute; nothing when it is none.
std::optional<std::uint32_t> parse_xml_number(std::string_view text);

/// Those of an element; prefixes of names don't count.
class XmlAttributes {
 public:
  explicit XmlAttributes(const char** pairs) : pairs_(pairs) {}
  /// Empty when there is none of that name.
  [[nodiscard]] std::string_view find(std::string_view name) const;
  /// The same with a prefix before the name (`r:id`).
  [[nodiscard]] std::string_view find_prefixed(std::string_view name) const;
  [[nodiscard]] bool is_true(std::string_view name) const;

 private:
  const char** pairs_;
};

/// Names come without prefix. What they throw comes out of `feed`.
struct XmlEvents {
  std::function<void(std::string_view name, const XmlAttributes& attributes)> begin;
  std::function<void(std::string_view name)> end;
  std::function<void(std::string_view text)> text;  ///< may come in several pieces
};

class XmlParser {
 public:
  explicit XmlParser(XmlEvents events);

  /// What is wrong, or empty. Nothing may be fed after that.
  Text feed(std::string_view block);
  Text finish();

 private:
  struct Free {
    void operator()(XML_ParserStruct* parser) const;
  };
  friend struct XmlCallbacks;

  Text parse(std::string_view block, bool last);

  XmlEvents events_;
  std::unique_ptr<XML_ParserStruct, Free> parser_;
  std::exception_ptr thrown_;
  bool has_document_type_ = false;
  std::size_t depth_ = 0;
  std::size_t fed_ = 0;
};

}  // namespace custrec
