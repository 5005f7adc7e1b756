// SPDX-License-Identifier: MIT
// What a word may become: the placeholder of an option or argument says where its values are from.
#include "commands/candidates.hpp"

#include <algorithm>
#include <optional>
#include <set>

#include "archive/new_entry.hpp"
#include "archive/walk.hpp"
#include "commands/field_candidates.hpp"
#include "problem/error.hpp"
#include "problem/problem.hpp"
#include "review/deadline_rules.hpp"
#include "schema/field_type.hpp"
#include "terminal/git_command.hpp"

namespace custrec {
namespace {

/// More numbers than these nobody reads: then their beginnings are told.
constexpr std::size_t most_ids = 500;

/// `ids`, or of too many what they begin with, up to the first character in which they differ.
std::set<std::string> shorten(const std::vector<std::string>& ids) {
  if (ids.size() <= most_ids) return {ids.begin(), ids.end()};
  const auto [least, greatest] = std::ranges::minmax_element(ids);
  const auto alike =
      static_cast<std::size_t>(std::ranges::mismatch(*least, *greatest).in1 - least->begin());
  std::set<std::string> beginnings;
  for (const std::string& id : ids) {
    std::size_t end = std::min(alike + 1, id.size());
    while (end < id.size() && (static_cast<unsigned char>(id[end]) & 0xC0U) == 0x80U) ++end;
    beginnings.insert(id.substr(0, end));
  }
  return beginnings;
}

class Completer {
 public:
  Completer(const Cursor& cursor, const std::string& directory, Language language)
      : cursor_(cursor), language_(language), typed_(cursor.typed), before_(cursor.before) {
    const auto given = cursor.values.find(cursor.find_option("-C"));
    directory_ = given == cursor.values.end() ? directory : given->second;
  }

  Candidates run() {
    if (cursor_.option != nullptr) {
      offer_values(*cursor_.option);
    } else if (cursor_.may_be_option && typed_.starts_with('-')) {
      offer_options();
    }
    if (!cursor_.may_be_option || typed_.starts_with('-')) return std::move(found_);
    if (cursor_.option == nullptr || cursor_.option->get_positional()) offer_commands();
    const bool nothing = found_.words.empty() && found_.paths == Candidates::Paths::none;
    if (nothing && cursor_.option == nullptr && typed_.empty()) offer_options();
    return std::move(found_);
  }

 private:
  void offer(const std::string& word, std::string about) {
    if (word.starts_with(typed_)) found_.words.push_back({before_ + word, std::move(about)});
  }

  void offer_commands() {
    if (!cursor_.arguments.empty()) return;
    for (const CLI::App* command : cursor_.command().get_subcommands(nullptr)) {
      offer(command->get_name(), command->get_description());
    }
  }

  /// Those of the command, then those of the program; what is given already only if it repeats.
  void offer_options() {
    for (auto app = cursor_.called.rbegin(); app != cursor_.called.rend(); ++app) {
      for (const CLI::Option* option : (*app)->get_options()) {
        const bool help = option == (*app)->get_help_ptr() && app != cursor_.called.rbegin();
        const bool repeats =
            option->get_items_expected_max() >= CLI::detail::expected_max_vector_size;
        if (help || (cursor_.values.contains(option) && !repeats)) continue;
        for (const std::string& name : option->get_lnames()) {
          offer("--" + name, option->get_description());
        }
        if (!option->get_lnames().empty()) continue;
        for (const std::string& name : option->get_snames()) {
          offer("-" + name, option->get_description());
        }
      }
    }
  }

  /// `FORMAT:{text,json}` tells the values; else the placeholder tells where to look.
  void offer_values(const CLI::Option& option) {
    if (option.get_delimiter() != '\0') {
      const std::size_t comma = typed_.rfind(option.get_delimiter());
      before_ += typed_.substr(0, comma + 1);
      typed_.erase(0, comma + 1);
    }
    const std::string type = option.get_type_name();
    const std::size_t colon = type.find(":{");
    if (colon != std::string::npos) return offer_listed(type.substr(colon + 2));
    const std::string word = option.get_positional() ? option.get_name(true) : type;
    for (const Source& source : sources) {
      if (source.placeholder == word) return (this->*source.offer)();
    }
  }

  /// `text,json}`
  void offer_listed(std::string words) {
    for (char& c : words) {
      if (c == '}') c = ',';
    }
    for (std::size_t at = 0; at < words.size();) {
      const std::size_t comma = words.find(',', at);
      offer(words.substr(at, comma - at), "");
      at = comma + 1;
    }
  }

  void offer_files() { found_.paths = Candidates::Paths::files; }
  void offer_folders() { found_.paths = Candidates::Paths::folders; }

  void offer_people() {
    for (const Person& person : archive().team().people()) offer(person.name, person.department);
  }

  void offer_rules() {
    for (const Rule& rule : rule_table()) {
      offer(std::string(rule.name), rule.sentence.in(language_));
    }
  }

  /// Those that people add, or also what custrec keeps itself.
  void offer_kinds() {
    for (const Field* list : find_entry_lists(archive().schemas())) offer_kind(*list);
  }

  void offer_all_kinds() {
    for (const Field& field : customer_fields()) {
      if (field.kind != nullptr) offer_kind(field);
    }
  }

  void offer_kind(const Field& list) { offer(list.of, list.kind->title.in(language_)); }

  void offer_deadlines() {
    const DeadlineRules rules = DeadlineRules::read(archive());
    for (const std::string& name : rules.names()) offer(name, rules.label_of(name).in(language_));
  }

  void offer_customers() {
    std::vector<std::string> ids;
    const Walk walk = walk_customers(archive());
    for (const std::string_view path : walk.records) {
      const std::string_view id = layout::id_of_path(path);
      if (id.starts_with(typed_)) ids.emplace_back(id);
    }
    for (const std::string& id : shorten(ids)) offer(id, "");
  }

  void offer_customers_or_files() {
    offer_files();
    offer_customers();
  }

  void offer_outcome() {
    if (cursor_.value_number == 0) return offer_customers();
    offer("ok", "");
    offer("wrong", "");
  }

  /// Branches and tags of git.
  void offer_revisions() {
    const std::string names = ask_git(directory_, {"for-each-ref", "--format=%(refname:short)",
                                                   "refs/heads", "refs/remotes", "refs/tags"});
    for (std::size_t line = 0; line < names.size();) {
      const std::size_t end = std::min(names.find('\n', line), names.size());
      offer(names.substr(line, end - line), "");
      line = end + 1;
    }
  }

  void offer_fields(const FieldWish& wish) {
    for (Candidate& candidate : find_field_candidates(archive(), wish, typed_, language_)) {
      found_.words.push_back({before_ + candidate.word, std::move(candidate.about)});
    }
  }

  [[nodiscard]] const FieldList& customer_fields() { return archive().schemas().customer().fields; }

  void offer_names_of_fields() { offer_fields({customer_fields(), FieldWish::Lists::whole}); }
  void offer_conditions() { offer_fields({customer_fields(), FieldWish::Lists::columns, true}); }
  void offer_reasons() { offer_fields({customer_fields(), FieldWish::Lists::entries}); }

  /// Of customers, or with --kind of entries.
  void offer_columns() {
    const auto kind = cursor_.values.find(cursor_.find_option("--kind"));
    const Field* list =
        kind == cursor_.values.end() ? nullptr : find_entry_list(archive().schemas(), kind->second);
    offer_fields({list == nullptr ? customer_fields() : archive().schemas().fields_of(*list)});
  }

  /// The words of `add` and of `edit`.
  void offer_words() { cursor_.command().get_name() == "add" ? offer_new() : offer_changes(); }

  void offer_new() {
    const std::vector<std::string>& given = cursor_.arguments;
    const Field* kind = given.empty() ? nullptr : find_entry_list(archive().schemas(), given[0]);
    if (kind == nullptr) {
      if (given.empty()) offer_kinds();
      offer_fields_of_new_customer();
    } else if (given.size() == 1) {
      offer_customers();
    } else if (kind->of == "file" && given.size() == 2) {
      offer_files();
    } else {
      offer_fields({archive().schemas().fields_of(*kind),
                    FieldWish::Lists::entries,
                    true,
                    "",
                    given,
                    {"id"}});
    }
  }

  /// Lists but those that a customer needs from the start are filled later, by `add KIND ID`.
  void offer_fields_of_new_customer() {
    std::vector<std::string_view> without = {"id", "status", "wanted_status"};
    for (const Field& field : customer_fields()) {
      const bool needed = field.required || field.min_items.value_or(0) > 0;
      if (field.type->shape == Shape::entries && !needed) without.push_back(field.name);
    }
    offer_fields({customer_fields(), FieldWish::Lists::entries, true, "", cursor_.arguments,
                  std::move(without)});
  }

  void offer_changes() {
    const std::vector<std::string>& given = cursor_.arguments;
    if (given.empty() || cursor_.is_given("--tidy") || cursor_.is_given("--discard")) {
      return offer_customers();
    }
    if (cursor_.is_given("--renumber")) return;
    offer_fields({customer_fields(),
                  FieldWish::Lists::entries,
                  !cursor_.is_given("--resolve"),
                  archive().find_record(given[0]),
                  given,
                  {"id", "wanted_status", "changes", "reviews"}});
  }

  const Archive& archive() {
    if (!archive_) archive_.emplace(Archive::open(require_root(directory_)));
    return *archive_;
  }

  struct Source {
    std::string_view placeholder;
    void (Completer::*offer)();
  };
  static const Source sources[23];

  const Cursor& cursor_;
  Language language_;
  std::string typed_;
  std::string before_;
  std::string directory_;
  std::optional<Archive> archive_;
  Candidates found_;
};

const Completer::Source Completer::sources[] = {
    {"COMMIT", &Completer::offer_revisions},
    {"DATE|REV", &Completer::offer_revisions},
    {"DEADLINE", &Completer::offer_deadlines},
    {"DIR", &Completer::offer_folders},
    {"FIELD", &Completer::offer_names_of_fields},
    {"FIELD,…", &Completer::offer_columns},
    {"FIELD=REASON", &Completer::offer_reasons},
    {"FIELD=VALUE", &Completer::offer_conditions},
    {"FILE", &Completer::offer_files},
    {"ID ok|wrong", &Completer::offer_outcome},
    {"KIND", &Completer::offer_all_kinds},
    {"NAME", &Completer::offer_people},
    {"REV", &Completer::offer_revisions},
    {"RULE", &Completer::offer_rules},
    {"base", &Completer::offer_files},
    {"customer", &Completer::offer_customers},
    {"directory", &Completer::offer_folders},
    {"id", &Completer::offer_customers},
    {"ours", &Completer::offer_files},
    {"path", &Completer::offer_files},
    {"target", &Completer::offer_customers_or_files},
    {"theirs", &Completer::offer_files},
    {"word", &Completer::offer_words},
};

}  // namespace

Candidates find_candidates(const Cursor& cursor, const std::string& directory, Language language) {
  Completer completer(cursor, directory, language);
  try {
    return completer.run();
  } catch (const Error&) {
    return {};
  }
}

}  // namespace custrec
