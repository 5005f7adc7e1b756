// SPDX-License-Identifier: MIT
// What happened to a record, for people: who filed, changed and reviewed it, when and why.
#pragma once

#include <string>
#include <string_view>

#include "record/value.hpp"
#include "schema/schema.hpp"

namespace custrec {

/// `record` is masked already. Events by time, each with its lines below it.
std::string format_history(const Value& record, const Schemas& schemas, Language language,
                           bool colour);

/// `2024-03-15 09:12` in the offset that it was written with.
std::string show_written_time(std::string_view text);

/// `联系人 1 手机号码` of `contacts[0].mobile`; what is no field of the schema as it stands.
std::string describe_field_path(const Schemas& schemas, std::string_view text, Language language);

}  // namespace custrec
