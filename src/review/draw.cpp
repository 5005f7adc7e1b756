// SPDX-License-Identifier: MIT
// Drawing by rank.
#include "review/draw.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "text/sha256.hpp"
#include "time/date.hpp"

namespace custrec {

std::string find_rank(std::string_view seed, std::string_view id) {
  return sha256(std::string(seed).append("\n").append(id).append("\n"));
}

std::vector<std::string> draw(std::vector<std::string> ids, std::size_t rate,
                              std::string_view seed) {
  std::vector<std::pair<std::string, std::string>> ranked;
  ranked.reserve(ids.size());
  for (std::string& id : ids) {
    std::string rank = find_rank(seed, id);
    ranked.emplace_back(std::move(rank), std::move(id));
  }
  std::sort(ranked.begin(), ranked.end());
  ranked.resize((ranked.size() * rate + 99) / 100);
  std::vector<std::string> drawn;
  drawn.reserve(ranked.size());
  for (auto& [rank, id] : ranked) drawn.push_back(std::move(id));
  return drawn;
}

bool is_entered_in(const Document& document, const Period& period, const Zone& zone) {
  if (document.text_at(Document::root, "status") == "draft") return false;
  const NodeIndex collection = document.find(Document::root, "collection");
  if (collection == no_node) return false;
  const auto at = parse_time(document.text_at(collection, "entered_at"));
  if (!at) return false;
  const auto offset = at->date_only ? std::chrono::minutes(0) : zone.offset_at(at->instant);
  return period.contains(std::chrono::floor<std::chrono::days>(at->instant + offset));
}

Population find_population(const Archive& archive, const Period& period,
                           const std::function<void(std::size_t, std::size_t)>& progress) {
  enum class Part : unsigned char { outside, inside, unreadable };
  const Walk walk = walk_customers(archive);
  require_walked(walk);
  Population population;
  std::size_t done = 0;
  for_each_record<Part>(
      archive, walk.records, find_cores(),
      [&](const RecordFile& file) {
        require_read(file);
        if (!file.reading.readable) return Part::unreadable;
        const bool inside = is_entered_in(file.reading.document, period, archive.settings().zone);
        return inside ? Part::inside : Part::outside;
      },
      [&](Part part) {
        if (part == Part::inside) {
          population.ids.emplace_back(layout::id_of_path(walk.records[done]));
        }
        population.unreadable += part == Part::unreadable ? 1 : 0;
        progress(++done, walk.records.size());
      });
  return population;
}

Redraw draw_again(Sample sample, const Population& population) {
  Redraw redraw;
  const std::set<std::string> present(population.ids.begin(), population.ids.end());
  std::erase_if(sample.records, [&](const SampledRecord& record) {
    if (!record.is_open() || present.contains(record.id)) return false;
    redraw.gone.push_back(record.id);
    return true;
  });
  std::set<std::string> drawn;
  for (const SampledRecord& record : sample.records) drawn.insert(record.id);
  for (std::string& id : draw(population.ids, sample.rate, sample.seed)) {
    if (!drawn.insert(id).second) continue;
    sample.records.push_back({id, std::string(result_open), {}, {}, {}});
    redraw.added.push_back(std::move(id));
  }
  sample.population = population.ids.size();
  redraw.sample = std::move(sample);
  return redraw;
}

}  // namespace custrec
