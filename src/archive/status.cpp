// SPDX-License-Identifier: MIT
// The life of a record.
#include "archive/status.hpp"

#include <algorithm>
#include <array>

#include "text/utf8.hpp"

namespace custrec {
namespace {

constexpr std::array<Transition, 10> transitions = {{
    {"draft", "submitted", "", false},
    {"returned", "submitted", "", false},
    {"submitted", "submitted", "", false},  // takes wanted_status back
    {"invalid", "submitted", "", true},
    {"closed", "submitted", "", true},
    {"active", "submitted", "", true},  // what was changed by hand comes to a review
    {"active", "invalid", "invalid", true},
    {"active", "closed", "closed", true},
    {"returned", "invalid", "invalid", true},
    {"returned", "closed", "closed", true},
}};

}  // namespace

std::optional<Transition> find_transition(std::string_view from, std::string_view asked) {
  const auto found =
      std::find_if(transitions.begin(), transitions.end(), [&](const Transition& transition) {
        return transition.from == from && transition.asked == asked;
      });
  return found == transitions.end() ? std::nullopt : std::optional(*found);
}

Text refuse_transition(std::string_view from, std::string_view asked) {
  std::string possible;
  for (const Transition& transition : transitions) {
    if (transition.from != from || transition.from == transition.asked) continue;
    possible += (possible.empty() ? "" : ", ") + std::string(transition.asked);
  }
  const std::string shown = escape_controls(asked);
  if (asked == "active" || asked == "returned") {
    return fill(
        {"{} is what a second person's review makes of a record", "{} 须由第二人审核后生效"},
        {shown});
  }
  if (from == "submitted" && is_settled(asked)) {
    return fill({"a record that is submitted is reviewed before it can become {}",
                 "待审核的档案须先经审核，才能改为 {}"},
                {shown});
  }
  if (possible.empty()) {
    return fill({"a record that is {} can't become {}", "状态为 {} 的档案不能改为 {}"},
                {from, shown});
  }
  return fill({"a record that is {} can't become {}; possible: {}",
               "状态为 {} 的档案不能改为 {}；可改为：{}"},
              {from, shown, possible});
}

bool is_settled(std::string_view status) {
  return status == "invalid" || status == "closed";
}

void submit(Value& record, std::string_view wanted) {
  if (Value* status = record.find("status")) {
    status->text = "submitted";
  } else {
    record.items.push_back(make_text("status", "submitted"));
  }
  std::erase_if(record.items, [&](const Value& item) {
    return item.key == "wanted_status" && item.text != wanted;
  });
  if (!wanted.empty() && record.find("wanted_status") == nullptr) {
    record.items.push_back(make_text("wanted_status", std::string(wanted)));
  }
}

}  // namespace custrec
