// SPDX-License-Identifier: MIT
// What a value becomes in a cell of a workbook.
#include "exchange/workbook_cell.hpp"

#include <algorithm>
#include <charconv>

#include "schema/decimal.hpp"
#include "schema/field_type.hpp"
#include "time/date.hpp"

namespace custrec {
namespace {

/// Plain digits as a person writes them, that a spreadsheet keeps.
bool is_plain_number(std::string_view text) {
  if (!parse_decimal(text) || text.front() == '+') return false;
  if (text.front() == '-') text.remove_prefix(1);
  const std::size_t point = std::min(text.find('.'), text.size());
  const bool leading_zero = point > 1 && text.front() == '0';
  const auto digits = std::count_if(text.begin(), text.end(), [](char c) { return c != '.'; });
  return point > 0 && point + 1 != text.size() && !leading_zero && digits <= 15;
}

WorkbookCell make_number(CellLook look, std::string_view text) {
  WorkbookCell cell;
  if (!is_plain_number(text) || parse_decimal(text)->negative != text.starts_with('-')) return cell;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), cell.number);
  if (read.ec != std::errc()) return cell;
  cell.look = look;
  cell.decimals = text.find('.') == text.npos ? 0 : text.size() - text.find('.') - 1;
  return cell;
}

WorkbookCell make_date(CellLook look, std::chrono::sys_seconds local) {
  constexpr std::chrono::sys_days first = std::chrono::year{1900} / 3 / 1;  // 1900 had no leap day
  constexpr std::chrono::sys_days zero = std::chrono::year{1899} / 12 / 30;
  if (local < first) return {};
  constexpr double day = 86400;
  return {look, static_cast<double>((local - zero).count()) / day, 0};
}

WorkbookCell make_time(const std::string& text, const Zone& zone) {
  const auto time = parse_time(text);
  if (!time) return {};
  if (time->date_only) return make_date(CellLook::date, time->instant);
  const std::chrono::sys_seconds local = time->instant + time->offset;
  const auto day = std::chrono::floor<std::chrono::days>(local);
  const bool usual = format_time(time->instant, time->offset) == text && local != day &&
                     zone.offset_at_local(day, local - day) == time->offset;
  return usual ? make_date(CellLook::time, local) : WorkbookCell{};
}

}  // namespace

CellLook look_of(const Field& field) {
  const std::string_view type = field.type->name;
  if (field.may_be_personal()) return CellLook::text;
  if (type == "integer" || type == "decimal") return CellLook::number;
  if (type == "money") return CellLook::amount;
  if (type == "date") return CellLook::date;
  return type == "time" ? CellLook::time : CellLook::text;
}

WorkbookCell make_workbook_cell(const Field& field, const std::string& text, const Zone& zone) {
  const CellLook look = look_of(field);
  if (look == CellLook::number || look == CellLook::amount) return make_number(look, text);
  if (look == CellLook::date && parse_date(text)) return make_time(text, zone);
  return look == CellLook::time ? make_time(text, zone) : WorkbookCell{};
}

}  // namespace custrec
