// SPDX-License-Identifier: MIT
// Samples as text and back.
#include "review/sample.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

#include "problem/error.hpp"
#include "record/record_form_reader.hpp"
#include "record/rewrite.hpp"
#include "record/value.hpp"
#include "text/utf8.hpp"
#include "time/date.hpp"

namespace custrec {
namespace {

/// Reads a sample that anybody may have written.
class SampleParser {
 public:
  SampleParser(const std::string& path, std::string text, const Team& team) : team_(team) {
    file_.path = path;
    file_.text = text;
    if (text.starts_with("\xEF\xBB\xBF")) line_begin_ = 3;
    reading_ = read_document(std::move(text));
  }

  SampleFile run() {
    for (const Fault& fault : reading_.faults) {
      add(fault.offset, fault.rule, "", fault.message);
    }
    if (reading_.readable) read_sample_fields();
    sort_problems(file_.problems);
    return std::move(file_);
  }

 private:
  [[nodiscard]] const Document& document() const { return reading_.document; }

  void add(std::uint32_t offset, std::string_view rule, std::string field, Text message,
           std::string customer = {}) {
    const Place place = document().place_of(offset);
    file_.problems.push_back({Level::error,
                              rule,
                              std::move(customer),
                              file_.path,
                              place.line,
                              place.column,
                              std::move(field),
                              std::move(message),
                              {}});
  }

  void add_at(NodeIndex node, std::string_view rule, Text message) {
    add(document()[node].span.begin, rule, document().path_of(node), std::move(message));
  }

  /// The text under `key`; a problem `required` when there is none.
  std::string must_read(NodeIndex mapping, std::string_view key) {
    const NodeIndex node = document().find(mapping, key);
    if (node == no_node || document().is_empty(node)) {
      const Node& at = document()[mapping];
      const std::string path = document().path_of(mapping);
      add(mapping == Document::root ? 0 : at.span.begin, "required",
          (path.empty() ? "" : path + ".") + std::string(key), {"is missing", "缺失"});
      return {};
    }
    if (document()[node].kind != Kind::scalar) {
      add_at(node, "syntax", {"a single value is expected here", "此处应为单个值"});
      return {};
    }
    return std::string(document()[node].text);
  }

  void refuse_unknown(NodeIndex mapping, std::initializer_list<std::string_view> known) {
    for (const NodeIndex item : document().children(mapping)) {
      if (std::find(known.begin(), known.end(), document()[item].key) != known.end()) continue;
      add(document()[item].key_span.begin, "unknown-field", document().path_of(item),
          {"a sample has no such field", "抽样文件没有此字段"});
    }
  }

  void check_person(NodeIndex mapping, std::string_view key, const std::string& name) {
    if (name.empty() || team_.find(name) != nullptr) return;
    add_at(document().find(mapping, key), "person",
           fill({"{} is not in team.yaml", "{} 不在 team.yaml 中"}, {escape_controls(name)}));
  }

  std::size_t read_count(std::string_view key, std::size_t least, std::size_t most) {
    const std::string digits = must_read(Document::root, key);
    if (digits.empty()) return 0;
    const bool whole =
        digits.size() <= 9 && digits.find_first_not_of("0123456789") == std::string::npos;
    const std::size_t count = whole ? std::stoul(digits) : 0;
    if (!whole) {
      add_at(document().find(Document::root, key), "integer",
             {"a whole number is expected here", "此处应为整数"});
    } else if (count < least || count > most) {
      add_at(document().find(Document::root, key), "range",
             fill({"lies outside {} to {}", "不在 {} 到 {} 之间"}, {least, most}));
    }
    return count;
  }

  void read_sample_fields() {
    constexpr std::size_t any_count = 999'999'999;
    Sample& sample = file_.sample;
    refuse_unknown(Document::root, {"period", "rate", "seed", "drawn_by", "population", "records"});
    sample.period = must_read(Document::root, "period");
    if (!sample.period.empty() && layout::sample_path(sample.period) != file_.path) {
      add_at(document().find(Document::root, "period"), "id-path",
             fill({"the sample of {} does not lie here", "{} 的抽样不应在此文件中"},
                  {cut_to_width(escape_controls(sample.period), 20)}));
    }
    sample.rate = read_count("rate", 1, 100);
    sample.seed = must_read(Document::root, "seed");
    sample.drawn_by = must_read(Document::root, "drawn_by");
    check_person(Document::root, "drawn_by", sample.drawn_by);
    sample.population = read_count("population", 0, any_count);
    read_records();
  }

  void read_records() {
    const NodeIndex list = document().find(Document::root, "records");
    if (list == no_node) {
      static_cast<void>(must_read(Document::root, "records"));
      return;
    }
    if (document()[list].kind != Kind::sequence) {
      add_at(list, "entries", {"a list (- …) is expected here", "此处应为列表（- …）"});
      return;
    }
    for (const NodeIndex item : document().children(list)) {
      if (document()[item].kind == Kind::mapping) {
        read_record(item);
      } else {
        add_at(item, "entries", {"fields (name: value) are expected here", "此处应为“名称: 值”"});
      }
    }
  }

  void read_record(NodeIndex item) {
    refuse_unknown(item, {"id", "result", "at", "by"});
    SampledRecord record;
    record.id = must_read(item, "id");
    if (!record.id.empty() && !ids_.insert(record.id).second) {
      add_at(document().find(item, "id"), "entry-id", {"stands in the list twice", "重复列出"});
    }
    record.result = must_read(item, "result");
    const NodeIndex result = document().find(item, "result");
    record.place = find_next_place(document()[result == no_node ? item : result].span.begin);
    const bool open = record.is_open() || record.result.empty();
    if (!open && record.result != result_ok && record.result != result_wrong) {
      add_at(result, "choice", {"a result is open, ok or wrong", "结果为 open、ok 或 wrong"});
    }
    record.at = document().text_at(item, "at");
    record.by = document().text_at(item, "by");
    if (!open) read_witness(item, record);
    file_.sample.records.push_back(std::move(record));
  }

  /// The place of an offset that lies behind the one asked for last: a sample may be long.
  Place find_next_place(std::uint32_t offset) {
    for (; offset_ < offset; ++offset_) {
      if (file_.text[offset_] != '\n') continue;
      line_ += 1;
      line_begin_ = offset_ + 1;
    }
    const std::string_view before =
        std::string_view(file_.text).substr(line_begin_, offset - line_begin_);
    return {line_, static_cast<std::uint32_t>(count_code_points(before)) + 1};
  }

  /// Who found the outcome, and when.
  void read_witness(NodeIndex item, SampledRecord& record) {
    record.at = must_read(item, "at");
    if (!record.at.empty() && !parse_time(record.at)) {
      add_at(document().find(item, "at"), "time",
             {"is no date and no time with offset", "不是日期，也不是带时区的时间"});
    }
    record.by = must_read(item, "by");
    check_person(item, "by", record.by);
  }

  const Team& team_;
  std::set<std::string> ids_;
  std::uint32_t offset_ = 0;
  std::uint32_t line_ = 1;
  std::uint32_t line_begin_ = 0;
  Reading reading_{Document(""), {}, false};
  SampleFile file_;
};

Value make_record(const SampledRecord& record) {
  Value item = make_mapping("", {make_text("id", record.id), make_text("result", record.result)});
  if (!record.at.empty()) item.items.push_back(make_text("at", record.at, true));
  if (!record.by.empty()) item.items.push_back(make_text("by", record.by));
  return item;
}

void set_text(Value& mapping, const Value& item) {
  const auto found = std::find_if(mapping.items.begin(), mapping.items.end(),
                                  [&](const Value& other) { return other.key == item.key; });
  if (found == mapping.items.end()) {
    mapping.items.push_back(item);
  } else if (found->text != item.text) {
    found->text = item.text;
    found->bare = item.bare;
  }
}

/// Items stay where they are, those that are new go last.
void set_records(Value& list, const std::vector<SampledRecord>& records) {
  std::map<std::string_view, const SampledRecord*> wanted;
  for (const SampledRecord& record : records) wanted.emplace(record.id, &record);
  list.kind = Kind::sequence;
  std::erase_if(list.items,
                [&](const Value& item) { return !wanted.contains(item.text_at("id")); });
  std::set<std::string, std::less<>> there;
  for (Value& item : list.items) {
    const SampledRecord& record = *wanted.at(item.text_at("id"));
    there.insert(record.id);
    for (const Value& text : make_record(record).items) set_text(item, text);
  }
  for (const SampledRecord& record : records) {
    if (!there.contains(record.id)) list.items.push_back(make_record(record));
  }
}

}  // namespace

const SampledRecord* Sample::find(std::string_view id) const {
  const auto found = std::find_if(records.begin(), records.end(),
                                  [&](const SampledRecord& record) { return record.id == id; });
  return found == records.end() ? nullptr : &*found;
}

std::size_t Sample::count(std::string_view result) const {
  return static_cast<std::size_t>(
      std::count_if(records.begin(), records.end(),
                    [&](const SampledRecord& record) { return record.result == result; }));
}

SampleFile parse_sample(const std::string& path, std::string text, const Team& team) {
  return SampleParser(path, std::move(text), team).run();
}

std::optional<SampleFile> read_sample(const Archive& archive, std::string_view period) {
  const std::string path = layout::sample_path(period);
  auto text = archive.tree().read(path, max_record_bytes);
  if (!text) return std::nullopt;
  return parse_sample(path, std::move(*text), archive.team());
}

std::vector<Period> list_samples(const Archive& archive) {
  std::vector<Period> periods;
  for (const FolderEntry& entry : archive.tree().list(layout::samples_folder)) {
    if (!entry.name.ends_with(layout::record_suffix)) continue;
    const auto name = entry.name.substr(0, entry.name.size() - layout::record_suffix.size());
    if (auto period = parse_period(name)) periods.push_back(std::move(*period));
  }
  std::stable_sort(periods.begin(), periods.end(),
                   [](const Period& a, const Period& b) { return a.begin < b.begin; });
  return periods;
}

std::string format_sample(const Sample& sample) {
  Value records = make_sequence("records");
  for (const SampledRecord& record : sample.records) records.items.push_back(make_record(record));
  return format_record(make_mapping(
      "", {make_text("period", sample.period), make_text("rate", std::to_string(sample.rate), true),
           make_text("seed", sample.seed), make_text("drawn_by", sample.drawn_by),
           make_text("population", std::to_string(sample.population), true), std::move(records)}));
}

std::string rewrite_sample(const SampleFile& file, const Sample& sample) {
  Document document(file.text);
  if (!read_record_form(document)) {
    throw Error(Exit::refused,
                fill({"{} is not in record form, so it can't be changed safely; write it as "
                      "custrec-record(5) shows",
                      "{} 不是规范格式，无法安全更改；请按 custrec-record(5) 的写法整理"},
                     {file.path}));
  }
  Value wanted = value_of(document, Document::root);
  set_text(wanted, make_text("population", std::to_string(sample.population), true));
  for (Value& list : wanted.items) {
    if (list.key == "records") set_records(list, sample.records);
  }
  return rewrite_record(document, wanted);
}

}  // namespace custrec
