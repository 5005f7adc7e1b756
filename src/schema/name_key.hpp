// SPDX-License-Identifier: MIT
// By what two customers, or two people, are known to have the same name.
#pragma once

#include <string>
#include <string_view>

namespace custrec {

/// A key to compare names by, never shown and never stored: NFKC and case fold, without white
/// space, punctuation and symbols; at the end 有限责任公司 counts as 有限公司 and 股份有限公司 as
/// 股份公司, but 有限公司 and 股份公司 stay apart. What stands inside brackets stays:
/// 腾讯科技（深圳） is not 腾讯科技（北京）. Empty when nothing is left: such a name equals no
/// other.
std::string name_key(std::string_view name);

/// Whether two people are called alike: the names are the same, or their keys are. `李四` with a
/// blank or an invisible character is 李四.
bool is_same_name(std::string_view left, std::string_view right);

/// Equal for two names exactly when `is_same_name` holds.
std::string same_name_key(std::string_view name);

}  // namespace custrec
