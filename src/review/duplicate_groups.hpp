// SPDX-License-Identifier: MIT
// Customers that may be one and the same: found by what they share, in time that grows with their
// number only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "archive/archive.hpp"
#include "archive/walk.hpp"

namespace custrec {

/// What is looked at of a record.
struct DuplicateTraits {
  std::string id;
  std::string name;  ///< masked as its schema says
  std::string owner;
  std::string status;
  std::string name_key;
  std::string name_core;            ///< the key without the legal form
  std::vector<std::string> unique;  ///< `field=value`
  std::vector<std::string> mobiles;
  std::vector<std::string> emails;
};

/// `file` must be readable.
DuplicateTraits find_traits(const Archive& archive, const TypeContext& context,
                            const RecordFile& file);

/// Something that customers of a group share.
struct DuplicateReason {
  std::string_view kind;  ///< `unique`, `name`, `mobile`, `email` or `domain`
  Text label;
  std::string value;  ///< masked: the field, the number, the address, the domain; empty for a name
  std::vector<std::size_t> members;  ///< positions among the traits, rising
};

struct DuplicateGroup {
  std::vector<std::size_t> members;  ///< positions among the traits, rising
  std::vector<DuplicateReason> reasons;
};

/// Domains that more customers than this have are taken for public ones.
inline constexpr std::size_t widest_domain = 64;

struct DuplicateFindings {
  std::vector<DuplicateGroup> groups;     ///< by their first members; nobody is in two of them
  std::vector<std::string> wide_domains;  ///< so wide that their names were not compared
};

/// Groups of those that share a unique value, the key of the name, a mobile number, an e-mail
/// address, or the domain of their mail and nearly the name. Whoever is connected through others is
/// in the same group, so that no pair comes twice.
DuplicateFindings find_duplicate_groups(const std::vector<DuplicateTraits>& traits);

/// Whether anybody can have an address there: qq.com, 163.com, gmail.com …
bool is_public_mail(std::string_view domain);

/// `key` of a name without the legal form at its end: 示例机械有限公司 → 示例机械.
std::string without_legal_form(std::string_view key);

/// One contains the other, or they have at least half of their pairs of neighbouring characters in
/// common (Dice). Never for texts of one character or none.
bool are_near(std::string_view left, std::string_view right);

}  // namespace custrec
