// SPDX-License-Identifier: MIT
// When a customer was spoken with, and what was said.
#include "schema/talks.hpp"

#include <algorithm>
#include <array>

#include "schema/describe_value.hpp"
#include "schema/open_tasks.hpp"

namespace custrec {
namespace {

struct Source {
  std::string_view list;
  std::string_view topic;
  std::string_view said;
};

constexpr std::array<Source, 2> sources = {
    {{"interactions", "topic", "summary"}, {"visits", "purpose", "agreed"}}};

std::string describe_manner(const Field& list, const Schemas& schemas, const Value& entry,
                            Language language) {
  const Field* field = find_field(schemas.fields_of(list), "method");
  const Value* value = entry.find("method");
  const bool known = field != nullptr && value != nullptr && !value->is_empty();
  std::string manner =
      known ? describe_value(*field, *value, language) : list.kind->title.in(language);
  if (entry.text_at("reached") == "false") {
    manner += " · " + Text{"not reached", "未联系上"}.in(language);
  }
  return manner;
}

}  // namespace

std::vector<Talk> find_talks(const Value& record, const Schemas& schemas, Language language) {
  std::vector<Talk> talks;
  for (const Source& source : sources) {
    const Value* entries = record.find(source.list);
    const Field* list = find_field(schemas.customer().fields, source.list);
    if (entries == nullptr || list == nullptr || list->kind == nullptr) continue;
    for (std::size_t at = 0; at < entries->items.size(); ++at) {
      const Value& entry = entries->items[at];
      if (entry.kind != Kind::mapping) continue;
      talks.push_back({std::string(entry.text_at("at")), name_of_entry(source.list, entry, at),
                       describe_manner(*list, schemas, entry, language),
                       std::string(entry.text_at(source.topic)),
                       std::string(entry.text_at(source.said))});
    }
  }
  std::stable_sort(talks.begin(), talks.end(),
                   [](const Talk& a, const Talk& b) { return a.at > b.at; });
  return talks;
}

}  // namespace custrec
