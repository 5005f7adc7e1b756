// SPDX-License-Identifier: MIT
// What may be shown of personal values, and how to know a value that came in masked.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace custrec {

enum class Mask : unsigned char { none, whole, name, mobile, phone, email, id, address };

/// By the word that schemas write (`none`, `whole`, `name` …).
std::optional<Mask> find_mask(std::string_view name);

/// What may be shown of `value`: mobile `138****5678`, id `1101**********1234`, name `张*` `欧阳*`
/// `J***` (of several names each), e-mail `z***@example.com`, landline `010-****5678`, address to
/// the county. Whatever is short or malformed becomes `***`, an empty value stays empty. What is
/// masked already never shows more.
std::string mask_value(Mask mask, std::string_view value);

/// Whether `value` itself was masked before it came here: `138****5678`, `z***@example.com`, `张*`,
/// `***`. Stars inside ordinary text (`5*8`, `M4*20螺丝`) do not count.
bool looks_masked(std::string_view value);

}  // namespace custrec
