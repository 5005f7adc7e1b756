// SPDX-License-Identifier: MIT
// Names on disk and customer numbers.
#include "archive/layout.hpp"

#include <algorithm>
#include <array>

#include "text/ascii.hpp"

namespace custrec::layout {
namespace {

/// Names of files, of which ids are part, end at 255 bytes.
constexpr std::size_t longest_pattern = 64;

bool is_word(char c) {
  return is_digit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

bool is_literal(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return is_word(c) || c == '-' || c == '_'; });
}

std::string pad(std::uint64_t number, std::size_t digits) {
  std::string text = std::to_string(number);
  if (text.size() < digits) text.insert(0, digits - text.size(), '0');
  return text;
}

/// A number without needless zeros: as many digits as asked for, or more and then no 0 in front.
bool is_number(std::string_view text, std::size_t digits) {
  return text.size() <= 9 && (text.size() == digits || (text.size() > digits && text[0] != '0')) &&
         std::all_of(text.begin(), text.end(), is_digit);
}

bool is_day(std::string_view text) {
  return text >= "01" && text <= "31";
}

bool is_month(std::string_view text) {
  return text >= "01" && text <= "12";
}

}  // namespace

std::optional<IdPattern::Role> IdPattern::find_role(std::string_view placeholder) {
  struct Row {
    std::string_view name;
    Role role;
  };
  static constexpr std::array<Row, 5> rows = {{{"date", Role::date},
                                               {"year", Role::year},
                                               {"month", Role::month},
                                               {"industry", Role::industry},
                                               {"region", Role::region}}};
  for (const Row& row : rows) {
    if (row.name == placeholder) return row.role;
  }
  const bool number = placeholder.size() == 5 && placeholder.starts_with("seq:") &&
                      placeholder[4] >= '1' && placeholder[4] <= '9';
  return number || placeholder == "seq" ? std::optional(Role::number) : std::nullopt;
}

std::vector<IdPattern::Part> IdPattern::parse(std::string_view text) {
  std::vector<Part> parts;
  while (!text.empty()) {
    const std::size_t open = std::min(text.find('{'), text.size());
    if (open > 0) parts.push_back({Role::literal, std::string(text.substr(0, open)), 0});
    text.remove_prefix(open);
    if (text.empty()) break;
    const std::size_t close = std::min(text.find('}'), text.size());
    const std::string_view placeholder = text.substr(1, close - 1);
    const auto role = close < text.size() ? find_role(placeholder) : std::nullopt;
    const bool number = role == Role::number;
    const std::size_t digits =
        number && placeholder.size() == 5 ? static_cast<std::size_t>(placeholder[4] - '0') : 1;
    // A mistake is kept as a literal, which find_mistake tells by its braces.
    parts.push_back({role.value_or(Role::literal),
                     std::string(role ? std::string_view() : text.substr(0, close + 1)),
                     number ? digits : 0});
    text.remove_prefix(std::min(close + 1, text.size()));
  }
  return parts;
}

std::optional<Text> IdPattern::find_mistake(std::string_view text) {
  if (text.starts_with('-')) {
    return Text{"a customer number can't begin with -: commands would take it for an option",
                "客户编号不能以 - 开头，否则会被当作选项"};
  }
  if (text.size() > longest_pattern) {
    return fill(
        {"a pattern of customer numbers has {} characters at most", "客户编号规则不超过 {} 个字符"},
        {longest_pattern});
  }
  const std::vector<Part> parts = parse(text);
  std::size_t numbers = 0;
  for (std::size_t at = 0; at < parts.size(); ++at) {
    const Part& part = parts[at];
    numbers += part.role == Role::number ? 1 : 0;
    if (part.role == Role::literal) {
      if (is_literal(part.literal)) continue;
      return fill(
          {"{} can't stand in a customer number: use letters, digits, - and _, and {{date}}, "
           "{{year}}, {{month}}, {{industry}}, {{region}}, {{seq:3}}",
           "客户编号中不能有 {}：可用字母、数字、-、_ 以及 {{date}}、{{year}}、{{month}}、"
           "{{industry}}、{{region}}、{{seq:3}}"},
          {part.literal});
    }
    const bool open_ended =
        part.role == Role::number || part.role == Role::industry || part.role == Role::region;
    const bool followed = at + 1 < parts.size() && parts[at + 1].role != Role::literal;
    const bool unclear = at + 1 < parts.size() && !followed && is_word(parts[at + 1].literal[0]);
    if (open_ended && (followed || unclear)) {
      return Text{"a number, industry or region must be followed by - or _, or stand at the end",
                  "序号、行业、地区之后须为 - 或 _，或位于末尾"};
    }
  }
  if (numbers != 1) {
    return Text{"a customer number needs {seq:3} exactly once", "客户编号须恰好含一个 {seq:3}"};
  }
  return std::nullopt;
}

IdPattern::IdPattern(std::string_view text) : text_(text), parts_(parse(text)) {}

bool IdPattern::uses(std::string_view placeholder) const {
  const auto role = find_role(placeholder);
  return std::any_of(parts_.begin(), parts_.end(),
                     [&](const Part& part) { return role && part.role == *role; });
}

std::size_t IdPattern::width_in(std::string_view id, const Part& part) {
  const auto width_of = [&](bool (*fits)(char)) {
    return static_cast<std::size_t>(std::find_if_not(id.begin(), id.end(), fits) - id.begin());
  };
  switch (part.role) {
    case Role::literal:
      return part.literal.size();
    case Role::date:
      return 8;
    case Role::year:
      return 4;
    case Role::month:
      return 2;
    case Role::industry:
    case Role::region:
      return width_of(is_word);
    case Role::number:
      return width_of(is_digit);
  }
  return 0;
}

bool IdPattern::fits(std::string_view value, const Part& part) {
  const auto are_digits = [&](std::size_t count) {
    return value.size() == count && std::all_of(value.begin(), value.end(), is_digit);
  };
  switch (part.role) {
    case Role::literal:
      return value == part.literal;
    case Role::date:
      return are_digits(8) && is_month(value.substr(4, 2)) && is_day(value.substr(6));
    case Role::year:
      return are_digits(4);
    case Role::month:
      return are_digits(2) && is_month(value);
    case Role::industry:
    case Role::region:
      return !value.empty();
    case Role::number:
      return is_number(value, part.digits);
  }
  return false;
}

template <typename Visit>
bool IdPattern::take_apart(std::string_view id, const Visit& visit) const {
  for (const Part& part : parts_) {
    const std::string_view value = id.substr(0, width_in(id, part));
    if (!fits(value, part)) return false;
    visit(part, value);
    id.remove_prefix(value.size());
  }
  return id.empty();
}

bool IdPattern::matches(std::string_view id) const {
  return take_apart(id, [](const Part&, std::string_view) {});
}

std::optional<std::vector<std::string_view>> IdPattern::split(std::string_view id) const {
  std::vector<std::string_view> values;
  const bool fits =
      take_apart(id, [&](const Part&, std::string_view value) { values.push_back(value); });
  return fits ? std::optional(std::move(values)) : std::nullopt;
}

std::optional<std::uint64_t> IdPattern::number_of(std::string_view id) const {
  std::string_view number;
  const bool fits = take_apart(id, [&](const Part& part, std::string_view value) {
    if (part.role == Role::number) number = value;
  });
  return fits ? std::optional(std::stoull(std::string(number))) : std::nullopt;
}

std::string IdPattern::format(const IdParts& parts, std::uint64_t number) const {
  const std::string year = pad(static_cast<std::uint64_t>(static_cast<int>(parts.date.year())), 4);
  const std::string month = pad(static_cast<unsigned>(parts.date.month()), 2);
  const std::string day = pad(static_cast<unsigned>(parts.date.day()), 2);
  std::string id;
  for (const Part& part : parts_) {
    switch (part.role) {
      case Role::literal:
        id += part.literal;
        break;
      case Role::date:
        id += year + month + day;
        break;
      case Role::year:
        id += year;
        break;
      case Role::month:
        id += month;
        break;
      case Role::industry:
        id += parts.industry;
        break;
      case Role::region:
        id += parts.region;
        break;
      case Role::number:
        id += pad(number, part.digits);
        break;
    }
  }
  return id;
}

std::optional<std::string> IdPattern::path_of(std::string_view id) const {
  const std::size_t root = customers_folder.size();
  std::string path;
  path.reserve(root + 2 * id.size() + parts_.size() + 1 + record_suffix.size());
  path += customers_folder;
  const bool fits = take_apart(id, [&](const Part& part, std::string_view value) {
    if (part.role == Role::literal || part.role == Role::number) return;
    const bool date = part.role == Role::date;
    path.append("/").append(date ? value.substr(0, 4) : value);
    if (date) path.append("/").append(value.substr(4, 2));
  });
  if (!fits) return std::nullopt;
  if (path.size() == root) path.append("/").append(pad(*number_of(id) / 1000, 3));
  return path.append("/").append(id).append(record_suffix);
}

bool IdPattern::same_series(std::string_view left, std::string_view right) const {
  const auto left_values = split(left);
  const auto right_values = split(right);
  if (!left_values || !right_values) return false;
  for (std::size_t at = 0; at < parts_.size(); ++at) {
    if (parts_[at].role != Role::number && (*left_values)[at] != (*right_values)[at]) return false;
  }
  return true;
}

bool is_archive_path(std::string_view path) {
  static constexpr std::array<std::string_view, 4> folders = {"customers/", "attachments/",
                                                              "samples/", "schemas/"};
  static constexpr std::array<std::string_view, 5> files = {settings_file, team_file, access_log,
                                                            ".gitattributes", ".gitignore"};
  return std::find(files.begin(), files.end(), path) != files.end() ||
         std::any_of(folders.begin(), folders.end(),
                     [&](std::string_view folder) { return path.starts_with(folder); });
}

std::string form_path(unsigned process, unsigned copy) {
  return std::string(work_folder) + "/form-" + std::to_string(process) + "-" +
         std::to_string(copy) + ".yaml";
}

std::string attachments_path(std::string_view id) {
  return std::string(attachments_folder) + "/" + std::string(id);
}

std::string sample_path(std::string_view period) {
  return std::string(samples_folder) + "/" + std::string(period) + std::string(record_suffix);
}

std::string_view id_of_path(std::string_view path) {
  const bool inside =
      path.starts_with(customers_folder) && path.substr(customers_folder.size()).starts_with('/');
  if (!inside || !path.ends_with(record_suffix)) return {};
  path.remove_suffix(record_suffix.size());
  // No command reads hidden files.
  if (path.find("/.") != std::string_view::npos) return {};
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : path.substr(slash + 1);
}

}  // namespace custrec::layout
