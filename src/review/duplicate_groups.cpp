// SPDX-License-Identifier: MIT
// Groups of customers that may be the same.
#include "review/duplicate_groups.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <numeric>
#include <unordered_map>

#include "schema/identity.hpp"
#include "schema/mask.hpp"
#include "schema/masked_record.hpp"
#include "text/utf8.hpp"

namespace custrec {
namespace {

constexpr std::array<std::string_view, 46> public_mail = {
    "126.com",    "139.com",      "163.com",     "163.net",     "188.com",        "189.cn",
    "21cn.com",   "263.net",      "aliyun.com",  "aol.com",     "eyou.com",       "foxmail.com",
    "gmail.com",  "gmx.com",      "gmx.de",      "gmx.net",     "googlemail.com", "hotmail.com",
    "icloud.com", "live.cn",      "live.com",    "mac.com",     "mail.com",       "mail.ru",
    "me.com",     "msn.com",      "naver.com",   "outlook.com", "proton.me",      "protonmail.com",
    "qq.com",     "sina.cn",      "sina.com",    "sina.com.cn", "sogou.com",      "sohu.com",
    "tom.com",    "vip.126.com",  "vip.163.com", "vip.qq.com",  "vip.sina.com",   "wo.cn",
    "yahoo.com",  "yahoo.com.cn", "yandex.ru",   "yeah.net"};

/// Longest first, as `name_key` writes them.
constexpr std::array<std::string_view, 17> legal_forms = {
    "有限责任公司", "股份有限公司", "集团有限公司", "集团股份公司", "有限公司",    "股份公司",
    "集团公司",     "合伙企业",     "个体工商户",   "incorporated", "corporation", "limited",
    "公司",         "gmbh",         "corp",         "ltd",          "inc"};

void sort_unique(std::vector<std::string>& texts) {
  std::sort(texts.begin(), texts.end());
  texts.erase(std::unique(texts.begin(), texts.end()), texts.end());
}

std::vector<std::uint64_t> find_pairs(std::string_view text) {
  std::vector<std::uint64_t> pairs;
  char32_t last = 0;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint one = code_point_at(text, at);
    if (at > 0) pairs.push_back(static_cast<std::uint64_t>(last) << 32U | one.value);
    last = one.value;
    at += one.length;
  }
  std::sort(pairs.begin(), pairs.end());
  return pairs;
}

/// Who belongs together, by positions.
class Circles {
 public:
  explicit Circles(std::size_t size) : parents_(size) {
    std::iota(parents_.begin(), parents_.end(), std::size_t{0});
  }
  std::size_t find(std::size_t at) {
    while (parents_[at] != at) at = parents_[at] = parents_[parents_[at]];
    return at;
  }
  /// The smallest position stands for all.
  void join(std::size_t a, std::size_t b) {
    a = find(a);
    b = find(b);
    parents_[std::max(a, b)] = std::min(a, b);
  }

 private:
  std::vector<std::size_t> parents_;
};

class Grouping {
 public:
  explicit Grouping(const std::vector<DuplicateTraits>& traits)
      : traits_(traits), circles_(traits.size()) {}

  DuplicateFindings run() {
    share("unique", {"the same {}", "相同的 {}"}, &DuplicateTraits::unique,
          [](const std::string& value) { return value.substr(0, value.find('=')); });
    share_names();
    share("mobile", {"the same mobile number {}", "手机号码相同 {}"}, &DuplicateTraits::mobiles,
          [](const std::string& value) { return mask_value(Mask::mobile, value); });
    share("email", {"the same e-mail address {}", "邮箱相同 {}"}, &DuplicateTraits::emails,
          [](const std::string& value) { return mask_value(Mask::email, value); });
    share_domains();
    return collect();
  }

 private:
  using Holders = std::unordered_map<std::string_view, std::vector<std::size_t>>;

  void add(DuplicateReason reason) {
    for (const std::size_t member : reason.members) circles_.join(reason.members[0], member);
    reasons_.push_back(std::move(reason));
  }

  /// In the order of their first members, so that the result is the same for the same records.
  static std::vector<std::pair<std::string_view, std::vector<std::size_t>>> sort_holders(
      Holders&& holders, std::size_t least) {
    std::vector<std::pair<std::string_view, std::vector<std::size_t>>> rows;
    for (auto& [value, members] : holders) {
      if (members.size() >= least) rows.emplace_back(value, std::move(members));
    }
    std::sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) {
      return std::tie(a.second[0], a.first) < std::tie(b.second[0], b.first);
    });
    return rows;
  }

  template <typename Show>
  void share(std::string_view kind, const Text& label,
             std::vector<std::string> DuplicateTraits::*values, const Show& show) {
    Holders holders;
    for (std::size_t at = 0; at < traits_.size(); ++at) {
      for (const std::string& value : traits_[at].*values) holders[value].push_back(at);
    }
    for (auto& [value, members] : sort_holders(std::move(holders), 2)) {
      const std::string shown = show(std::string(value));
      add({kind, fill(label, {shown}), shown, std::move(members)});
    }
  }

  void share_names() {
    Holders holders;
    for (std::size_t at = 0; at < traits_.size(); ++at) {
      if (!traits_[at].name_key.empty()) holders[traits_[at].name_key].push_back(at);
    }
    for (auto& [value, members] : sort_holders(std::move(holders), 2)) {
      add({"name", {"the same name", "名称相同"}, {}, std::move(members)});
    }
  }

  static std::string_view domain_of(std::string_view email) {
    return email.substr(email.rfind('@') + 1);
  }

  void share_domains() {
    Holders holders;
    for (std::size_t at = 0; at < traits_.size(); ++at) {
      for (const std::string& email : traits_[at].emails) {
        const std::string_view domain = domain_of(email);
        std::vector<std::size_t>& members = holders[domain];
        if (members.empty() || members.back() != at) members.push_back(at);
      }
    }
    for (const auto& [domain, members] : sort_holders(std::move(holders), 2)) {
      if (is_public_mail(domain)) continue;
      if (members.size() > widest_domain) {
        findings_.wide_domains.emplace_back(domain);
      } else {
        compare_names(domain, members);
      }
    }
  }

  /// Of one domain: who is near to somebody else of it, in circles of their own.
  void compare_names(std::string_view domain, const std::vector<std::size_t>& members) {
    Circles near(members.size());
    for (std::size_t a = 0; a < members.size(); ++a) {
      for (std::size_t b = a + 1; b < members.size(); ++b) {
        if (are_near(traits_[members[a]].name_core, traits_[members[b]].name_core)) near.join(a, b);
      }
    }
    std::map<std::size_t, std::vector<std::size_t>> groups;
    for (std::size_t at = 0; at < members.size(); ++at) {
      groups[near.find(at)].push_back(members[at]);
    }
    for (auto& [first, group] : groups) {
      if (group.size() < 2 || have_same_name(group)) continue;
      add({"domain", fill({"near names, mail at {}", "名称相近，邮箱同属 {}"}, {domain}),
           std::string(domain), std::move(group)});
    }
  }

  /// That is told already.
  [[nodiscard]] bool have_same_name(const std::vector<std::size_t>& members) const {
    return std::all_of(members.begin(), members.end(), [&](std::size_t member) {
      return traits_[member].name_key == traits_[members[0]].name_key;
    });
  }

  DuplicateFindings collect() {
    std::map<std::size_t, DuplicateGroup> groups;
    for (DuplicateReason& reason : reasons_) {
      groups[circles_.find(reason.members[0])].reasons.push_back(std::move(reason));
    }
    for (auto& [first, group] : groups) {
      for (const DuplicateReason& reason : group.reasons) {
        group.members.insert(group.members.end(), reason.members.begin(), reason.members.end());
      }
      std::sort(group.members.begin(), group.members.end());
      group.members.erase(std::unique(group.members.begin(), group.members.end()),
                          group.members.end());
      findings_.groups.push_back(std::move(group));
    }
    return std::move(findings_);
  }

  const std::vector<DuplicateTraits>& traits_;
  Circles circles_;
  std::vector<DuplicateReason> reasons_;
  DuplicateFindings findings_;
};

}  // namespace

bool is_public_mail(std::string_view domain) {
  return std::binary_search(public_mail.begin(), public_mail.end(), domain);
}

std::string without_legal_form(std::string_view key) {
  for (const std::string_view form : legal_forms) {
    if (key.size() > form.size() && key.ends_with(form)) {
      key.remove_suffix(form.size());
      break;
    }
  }
  return std::string(key);
}

bool are_near(std::string_view left, std::string_view right) {
  const std::vector<std::uint64_t> a = find_pairs(left);
  const std::vector<std::uint64_t> b = find_pairs(right);
  if (a.empty() || b.empty()) return false;
  if (left.find(right) != left.npos || right.find(left) != right.npos) return true;
  std::vector<std::uint64_t> common;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(common));
  return common.size() * 4 >= a.size() + b.size();
}

DuplicateTraits find_traits(const Archive& archive, const TypeContext& context,
                            const RecordFile& file) {
  const Document& document = file.reading.document;
  const Schemas& schemas = archive.schemas();
  Identity identity = identify(document, schemas, context);
  DuplicateTraits traits;
  traits.id = file.id;
  traits.name = mask_customer_name(document, schemas);
  traits.owner = document.text_at(Document::root, "owner");
  traits.status = document.text_at(Document::root, "status");
  traits.name_core = without_legal_form(identity.name_key);
  traits.name_key = std::move(identity.name_key);
  for (UniqueValue& value : identity.unique_values) {
    traits.unique.push_back(value.field + "=" + value.value);
  }
  for (std::string& value : find_reach(document, schemas, context)) {
    const bool email = value.find('@') != std::string::npos;
    (email ? traits.emails : traits.mobiles).push_back(email ? fold(value) : std::move(value));
  }
  sort_unique(traits.unique);
  sort_unique(traits.mobiles);
  sort_unique(traits.emails);
  return traits;
}

DuplicateFindings find_duplicate_groups(const std::vector<DuplicateTraits>& traits) {
  return Grouping(traits).run();
}

}  // namespace custrec
