// SPDX-License-Identifier: MIT
#include "commands/commands.hpp"
namespace custrec {
void declare_add(const Declaration&) {}
}  // namespace custrec
