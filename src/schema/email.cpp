// SPDX-License-Identifier: MIT
// E-mail addresses: the WHATWG rule written by hand, and the slips that it lets through.
#include "schema/email.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

#include "text/utf8.hpp"

namespace custrec {
namespace {

constexpr std::size_t longest_label = 63;
constexpr std::array<std::string_view, 4> slips_of_com{"con", "cmo", "cm", "ocm"};

bool is_alphanumeric(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_local_character(char c) {
  return is_alphanumeric(c) ||
         std::string_view(".!#$%&'*+/=?^_`{|}~-").find(c) != std::string_view::npos;
}

bool is_label(std::string_view label) {
  if (label.empty() || label.size() > longest_label) return false;
  if (label.front() == '-' || label.back() == '-') return false;
  return std::ranges::all_of(label, [](char c) { return is_alphanumeric(c) || c == '-'; });
}

bool is_domain(std::string_view domain) {
  while (true) {
    const std::size_t dot = domain.find('.');
    if (!is_label(domain.substr(0, dot))) return false;
    if (dot == std::string_view::npos) return true;
    domain.remove_prefix(dot + 1);
  }
}

bool is_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

Verdict wrong_at(std::string_view value, std::string_view shown) {
  if (value.find('@') != std::string_view::npos) {
    return bad(fill({"{} has more than one @, an address has one", "{}含有多个@，邮箱地址只有一个"},
                    {shown}),
               {"one address a field; a second one goes to another contact or field",
                "一个字段只填一个地址，其余填入其他联系人或字段"});
  }
  return bad(fill({"{} has no @", "{}缺少@"}, {shown}));
}

Verdict wrong_domain(std::string_view domain, std::string_view shown) {
  Text hint;
  if (!is_ascii(domain)) {
    hint = {"write a domain of other letters in its xn-- form", "非英文域名请写成xn--形式"};
  } else if (domain.find(',') != std::string_view::npos) {
    hint = {"there may be a comma for a dot", "可能把点写成了逗号"};
  }
  return bad(fill({"{} has no valid domain after the @", "{}的@之后不是有效域名"}, {shown}), hint);
}

/// What the syntax lets through and no mail server does.
Verdict find_doubt(std::string_view local, std::string_view domain, std::string_view shown) {
  const std::size_t dot = domain.rfind('.');
  if (dot == std::string_view::npos) {
    return doubtful(fill({"{} has no dot in its domain", "{}的域名中没有点"}, {shown}));
  }
  std::string top(domain.substr(dot + 1));
  for (char& c : top) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  if (std::ranges::find(slips_of_com, top) != slips_of_com.end()) {
    return doubtful(fill({"{} ends with .{}", "{}以.{}结尾"}, {shown, top}),
                    {".com may be meant", "可能应为.com"});
  }
  if (top.size() == 1) {
    return doubtful(fill(
        {"{} ends with .{}, no domain ends with one letter", "{}以.{}结尾，顶级域名不止一个字母"},
        {shown, top}));
  }
  if (local.find("..") != std::string_view::npos || local.front() == '.' || local.back() == '.') {
    return doubtful(fill({"{} has dots before the @ that few mail servers take",
                          "{}的@之前有连续或首尾的点，多数邮件服务器不接受"},
                         {shown}));
  }
  return good();
}

}  // namespace

Verdict check_email(std::string_view value, std::string_view shown) {
  const std::size_t at = value.find('@');
  if (at == std::string_view::npos || value.find('@', at + 1) != std::string_view::npos) {
    return wrong_at(value, shown);
  }
  const std::string_view local = value.substr(0, at);
  const std::string_view domain = value.substr(at + 1);
  if (local.empty()) return bad(fill({"{} has nothing before the @", "{}的@之前为空"}, {shown}));
  if (!std::ranges::all_of(local, is_local_character)) {
    return bad(fill({"{} has characters before the @ that an address does not have",
                     "{}的@之前有邮箱地址不允许的字符"},
                    {shown}));
  }
  if (!is_domain(domain)) return wrong_domain(domain, shown);
  return find_doubt(local, domain, shown);
}

std::string normalise_email(std::string_view input) {
  const std::string normal = to_nfkc(input);
  std::string visible;
  for (std::size_t offset = 0; offset < normal.size();) {
    const CodePoint point = code_point_at(normal, offset);
    if (!is_invisible(point.value)) visible.append(normal, offset, point.length);
    offset += point.length;
  }
  std::string_view address = trim(visible);
  static constexpr std::string_view scheme = "MAILTO:";
  if (to_upper_ascii(address.substr(0, scheme.size())) == scheme) {
    address = trim(address.substr(scheme.size()));
  }
  return std::string(address);
}

}  // namespace custrec
