// SPDX-License-Identifier: MIT
// The whole program at a glance: one function per command. Each declares its options and returns
// what runs it.
#pragma once

#include <functional>

#include "terminal/session.hpp"

namespace CLI {
class App;
}

namespace custrec {

using Run = std::function<Exit(Session&)>;

/// Texts of --help are wanted before a session exists.
struct Declaration {
  CLI::App& app;
  Language language;
  Run& run;  ///< set when the command is the one that was called
};

void declare_init(const Declaration& declaration);    ///< a new archive
void declare_add(const Declaration& declaration);     ///< a new customer, or many from a sheet
void declare_edit(const Declaration& declaration);    ///< changes of customers that are filed
void declare_verify(const Declaration& declaration);  ///< all problems of all records
void declare_review(const Declaration& declaration);  ///< what has to be done
void declare_list(const Declaration& declaration);    ///< which customers there are
void declare_show(const Declaration& declaration);    ///< one customer
void declare_export(const Declaration& declaration);  ///< customers for other programs
void declare_merge_driver(const Declaration& declaration);  ///< records that git merges
void declare_completion(const Declaration& declaration);    ///< words that a shell completes

}  // namespace custrec
