// SPDX-License-Identifier: MIT
// Reads JSON Lines by RapidJSON's iterative parser: its recursive one lets a text overflow the
// stack.
#include "exchange/json_lines_reader.hpp"

#include <rapidjson/error/en.h>
#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <set>
#include <vector>

#include "exchange/record_columns.hpp"
#include "text/json.hpp"
#include "text/unprintable.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

constexpr unsigned parse_flags = rapidjson::kParseIterativeFlag |
                                 rapidjson::kParseNumbersAsStringsFlag |
                                 rapidjson::kParseValidateEncodingFlag;

/// Lines and columns of offsets that only grow.
class PlaceFinder {
 public:
  explicit PlaceFinder(std::string_view text) : text_(text) {}

  Place find(std::size_t offset) {
    for (; at_ < offset && at_ < text_.size(); ++at_) {
      if (text_[at_] == '\n') {
        ++line_;
        line_begin_ = at_ + 1;
      }
    }
    const std::string_view before = text_.substr(line_begin_, offset - line_begin_);
    return {line_, static_cast<std::uint32_t>(count_code_points(before) + 1)};
  }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t line_begin_ = 0;
  std::uint32_t line_ = 1;
};

/// Takes RapidJSON's events of one record, or of a list of records around them.
class RecordHandler {
 public:
  RecordHandler(Sheet& sheet, rapidjson::MemoryStream& stream)
      : columns_(sheet), sheet_(sheet), stream_(stream), places_(sheet.text) {}

  bool Null() { return take({}); }
  bool Bool(bool value) { return take(value ? "true" : "false"); }
  bool RawNumber(const char* text, rapidjson::SizeType length, bool) {
    return take({text, length});
  }
  bool String(const char* text, rapidjson::SizeType length, bool) {
    const std::string_view value(text, length);
    if (!may_be_stored(value)) {
      return fail({"an escape stands for a character that no text may hold",
                   "转义符代表了文本中不允许的字符"});
    }
    return take(value);
  }
  bool Int(int) { return false; }
  bool Uint(unsigned) { return false; }
  bool Int64(std::int64_t) { return false; }
  bool Uint64(std::uint64_t) { return false; }
  bool Double(double) { return false; }

  // Brackets are still to be taken from the stream when they are told.
  bool StartObject() {
    if (!open(false)) return false;
    if (frames_.size() > record_depth_) return true;
    columns_.begin_row();
    const std::size_t begin = stream_.Tell();
    const Place place = places_.find(begin);
    row_ = SheetRow{place.line, place, 0, {}, {static_cast<std::uint32_t>(begin), 0}};
    return true;
  }
  bool Key(const char* text, rapidjson::SizeType length, bool) {
    Frame& frame = frames_.back();
    frame.key.assign(text, length);
    if (!may_be_stored(frame.key)) {
      return fail({"a key with a character that no text may hold", "键中含有不允许的字符"});
    }
    if (!frame.keys.insert(frame.key).second) {
      return fail(fill({"the key {} stands twice in one object", "键 {} 在同一对象中出现两次"},
                       {cut_to_width(escape_controls(frame.key), 60)}));
    }
    return true;
  }
  bool EndObject(rapidjson::SizeType) {
    const bool is_record = frames_.size() == record_depth_;
    close();
    if (!is_record) return true;
    row_.source.end = static_cast<std::uint32_t>(stream_.Tell() + 1);
    sheet_.rows.push_back(std::move(row_));
    return true;
  }
  bool StartArray() {
    if (!frames_.empty()) return open(true);
    record_depth_ = 2;
    frames_.push_back({});
    frames_.back().is_list = true;
    return true;
  }
  bool EndArray(rapidjson::SizeType) {
    close();
    if (frames_.empty()) record_depth_ = 1;
    return true;
  }

  [[nodiscard]] const Text& fault() const { return fault_; }

 private:
  struct Frame {
    bool is_list = false;
    std::size_t path_length = 0;  ///< of the collection itself
    std::size_t position = 0;     ///< of the next item of a list
    std::string key;
    std::set<std::string> keys;
  };

  bool fail(Text message) {
    fault_ = std::move(message);
    return false;
  }

  /// The path of what comes next, made from that of the collection around it.
  void step_down(bool to_scalar) {
    Frame& frame = frames_.back();
    path_.resize(frame.path_length);
    if (!frame.is_list) {
      if (!path_.empty()) path_ += '.';
      path_ += frame.key;
      return;
    }
    // A list of values stands under its own name, one of entries under that of each.
    if (!to_scalar) path_ += "[" + std::to_string(frame.position) + "]";
    ++frame.position;
  }

  bool open(bool is_list) {
    if (frames_.size() >= static_cast<std::size_t>(max_depth)) {
      return fail({"nested too deeply", "嵌套过深"});
    }
    if (is_list && !frames_.empty() && frames_.back().is_list) {
      return fail({"a list directly in a list", "列表中直接包含列表"});
    }
    const bool inside = frames_.size() >= record_depth_;
    if (inside) step_down(false);
    Frame frame;
    frame.is_list = is_list;
    frame.path_length = inside ? path_.size() : 0;
    frames_.push_back(std::move(frame));
    return true;
  }

  void close() { frames_.pop_back(); }

  bool take(std::string_view text) {
    if (frames_.size() < record_depth_) {
      return fail({"each record is an object in braces", "每份档案须为花括号中的对象"});
    }
    const bool in_list = frames_.back().is_list;
    step_down(true);
    return columns_.add(row_, path_, row_.place, text, in_list) ||
           fail(fill({"{} stands twice in one record", "同一档案中 {} 出现两次"},
                     {cut_to_width(escape_controls(path_), 60)}));
  }

  RecordColumns columns_;
  Sheet& sheet_;
  rapidjson::MemoryStream& stream_;
  PlaceFinder places_;
  std::size_t record_depth_ = 1;  ///< how many frames there are within a record
  std::vector<Frame> frames_;
  std::string path_;
  SheetRow row_;
  Text fault_;
};

/// Passes events on, but for the two keys of a rejects file.
class ReasonWriter {
 public:
  explicit ReasonWriter(rapidjson::StringBuffer& buffer) : writer_(buffer) {}

  bool Null() { return skips() || writer_.Null(); }
  bool Bool(bool value) { return skips() || writer_.Bool(value); }
  bool RawNumber(const char* text, rapidjson::SizeType length, bool) {
    return skips() || writer_.RawValue(text, length, rapidjson::kNumberType);
  }
  bool String(const char* text, rapidjson::SizeType length, bool) {
    return skips() || writer_.String(text, length);
  }
  bool Int(int) { return false; }
  bool Uint(unsigned) { return false; }
  bool Int64(std::int64_t) { return false; }
  bool Uint64(std::uint64_t) { return false; }
  bool Double(double) { return false; }
  bool StartObject() {
    ++depth_;
    return skipping_ || writer_.StartObject();
  }
  bool Key(const char* text, rapidjson::SizeType length, bool) {
    const std::string_view key(text, length);
    if (depth_ == 1) skipping_ = key == "_row" || key == "_reason";
    return skipping_ || writer_.Key(text, length);
  }
  bool EndObject(rapidjson::SizeType) {
    if (--depth_ == 0) return true;  // `finish` ends it
    return skipping_ || writer_.EndObject();
  }
  bool StartArray() {
    ++depth_;
    return skipping_ || writer_.StartArray();
  }
  bool EndArray(rapidjson::SizeType) {
    --depth_;
    return skipping_ || writer_.EndArray();
  }

  void finish(std::size_t row, const std::string& reason) {
    writer_.Key("_row");
    writer_.Uint64(row);
    writer_.Key("_reason");
    writer_.String(reason.data(), static_cast<rapidjson::SizeType>(reason.size()));
    writer_.EndObject();
  }

 private:
  [[nodiscard]] bool skips() const { return skipping_; }

  rapidjson::Writer<rapidjson::StringBuffer> writer_;
  std::size_t depth_ = 0;
  bool skipping_ = false;
};

struct JsonFault {
  rapidjson::ParseErrorCode code;
  std::string_view chinese;
};
constexpr JsonFault faults[] = {
    {rapidjson::kParseErrorDocumentEmpty, "内容为空"},
    {rapidjson::kParseErrorDocumentRootNotSingular, "此处应为一份档案的结尾"},
    {rapidjson::kParseErrorValueInvalid, "值无效"},
    {rapidjson::kParseErrorObjectMissName, "缺少双引号中的字段名"},
    {rapidjson::kParseErrorObjectMissColon, "字段名之后缺少冒号"},
    {rapidjson::kParseErrorObjectMissCommaOrCurlyBracket, "值之后缺少逗号或 }"},
    {rapidjson::kParseErrorArrayMissCommaOrSquareBracket, "值之后缺少逗号或 ]"},
    {rapidjson::kParseErrorStringUnicodeEscapeInvalidHex, "\\u 之后须为四位十六进制数字"},
    {rapidjson::kParseErrorStringUnicodeSurrogateInvalid, "\\u 的代理对无效"},
    {rapidjson::kParseErrorStringEscapeInvalid, "\\ 之后的转义符无效"},
    {rapidjson::kParseErrorStringMissQuotationMark, "双引号没有闭合"},
    {rapidjson::kParseErrorStringInvalidEncoding, "不是有效的 UTF-8"},
    {rapidjson::kParseErrorNumberTooBig, "数值过大"},
    {rapidjson::kParseErrorNumberMissFraction, "小数点之后缺少数字"},
    {rapidjson::kParseErrorNumberMissExponent, "指数缺少数字"},
};

Text describe_fault(const rapidjson::ParseResult& result) {
  const auto* const fault = std::ranges::find(faults, result.Code(), &JsonFault::code);
  const std::string_view chinese = fault == std::end(faults) ? "语法有误" : fault->chinese;
  return fill({"not JSON: {}", "不是 JSON：{}"},
              {Text{rapidjson::GetParseError_En(result.Code()), std::string(chinese)}});
}

}  // namespace

Sheet read_json_lines(std::string text, const SheetSource& source) {
  Sheet sheet;
  sheet.format = SheetFormat::json_lines;
  sheet.text = std::move(text);
  rapidjson::MemoryStream stream(sheet.text.data(), sheet.text.size());
  RecordHandler handler(sheet, stream);
  rapidjson::Reader reader;
  while (true) {
    rapidjson::SkipWhitespace(stream);
    if (stream.Tell() >= sheet.text.size()) break;
    const rapidjson::ParseResult result =
        reader.Parse<parse_flags | rapidjson::kParseStopWhenDoneFlag>(stream, handler);
    if (!result.IsError()) continue;
    const bool own = result.Code() == rapidjson::kParseErrorTermination;
    throw fault_at(source.path, PlaceFinder(sheet.text).find(result.Offset()),
                   own ? handler.fault() : describe_fault(result));
  }
  return sheet;
}

std::string add_reason(std::string_view object, std::size_t row, const std::string& reason) {
  rapidjson::MemoryStream stream(object.data(), object.size());
  rapidjson::StringBuffer buffer;
  ReasonWriter writer(buffer);
  rapidjson::Reader().Parse<parse_flags>(stream, writer);
  writer.finish(row, reason);
  return take_json(buffer);
}

}  // namespace custrec
