// SPDX-License-Identifier: MIT
// What the page of customers says.
#include "exchange/customer_html_words.hpp"

namespace custrec {

const std::vector<std::pair<std::string_view, Text>>& customer_html_words() {
  static const std::vector<std::pair<std::string_view, Text>> all = {
      {"skip", {"To the customers", "跳到客户列表"}},
      {"search", {"Search in all fields", "在全部字段中查找"}},
      {"filters", {"Search and filter", "查找与筛选"}},
      {"all", {"all", "全部"}},
      {"reset", {"Show all", "显示全部"}},
      {"customers", {"Customers", "客户"}},
      {"due", {"Due", "到期事项"}},
      {"overdue", {"overdue", "逾期"}},
      {"charts", {"Charts", "统计图"}},
      {"hits", {"{n} of {all} customers", "共 {all} 个客户，符合 {n} 个"}},
      {"none", {"No customer fits.", "没有符合条件的客户。"}},
      {"nothing_due", {"Nothing is due.", "没有到期事项。"}},
      {"more", {"Show {n} more", "再显示 {n} 个"}},
      {"more_due", {"Show {n} more", "再显示 {n} 项"}},
      {"last", {"Last spoken", "最近往来"}},
      {"next", {"Next due", "最近到期"}},
      {"contacts", {"Contacts", "联系人"}},
      {"open", {"Open", "待办与时限"}},
      {"details", {"All fields", "全部字段"}},
      {"close", {"Close", "关闭"}},
      {"rest", {"others", "其余"}},
      {"empty", {"not filled in", "未填写"}},
      {"area", {"Region", "地区"}},
      {"plain",
       {"This page can search, sort and filter when JavaScript is on; without it here is "
        "the table.",
        "启用 JavaScript 后可查找、排序和筛选；以下为客户表。"}},
      {"quiet",
       {"Made by custrec from the team's own archive. It loads nothing from anywhere.",
        "由 custrec 根据本单位档案生成，不从任何地方加载内容。"}}};
  return all;
}

}  // namespace custrec
