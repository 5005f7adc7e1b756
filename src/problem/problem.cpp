// SPDX-License-Identifier: MIT
// Order and counts of problems, and the table of rules.
#include "problem/problem.hpp"

#include <algorithm>
#include <tuple>

namespace custrec {

void sort_problems(std::vector<Problem>& problems) {
  std::stable_sort(problems.begin(), problems.end(), [](const Problem& a, const Problem& b) {
    return std::tie(a.path, a.line, a.column, a.rule) < std::tie(b.path, b.line, b.column, b.rule);
  });
}

Tally count_problems(const std::vector<Problem>& problems) {
  Tally tally;
  for (const Problem& problem : problems) {
    tally.errors += problem.level == Level::error ? 1 : 0;
    tally.warnings += problem.level == Level::warning ? 1 : 0;
    tally.known += problem.level == Level::known ? 1 : 0;
  }
  return tally;
}

const std::vector<Rule>& rule_table() {
  static const std::vector<Rule> rules = {
      {"syntax",
       Level::error,
       {"the file is YAML of one document, in UTF-8, within the limits",
        "文件须为单一文档的 UTF-8 YAML，且不超过限制"}},
      {"conflict-marker",
       Level::error,
       {"no conflict markers of git are left", "不得残留 git 冲突标记"}},
      {"unreadable", Level::error, {"the file can be read", "文件须可读取"}},
      {"unknown-field",
       Level::error,
       {"every key is a field of the schema", "每个键都须是模式中的字段"}},
      {"required",
       Level::error,
       {"required fields are filled in, by customer type and stage",
        "必填项须填写（视客户类型和阶段而定）"}},
      {"pattern",
       Level::error,
       {"the value has the pattern that the schema asks for", "值须符合模式规定的格式"}},
      {"range",
       Level::error,
       {"numbers, amounts, dates and times lie within their limits",
        "数值、金额、日期和时间须在限定范围内"}},
      {"length",
       Level::error,
       {"texts have the length that the schema asks for", "文本长度须符合规定"}},
      {"items",
       Level::error,
       {"lists have as many items as the schema asks for", "列表条目数须符合规定"}},
      {"unique",
       Level::error,
       {"no two customers share a credit code or ID number", "统一社会信用代码、证件号码不得重复"}},
      {"id-path",
       Level::error,
       {"the customer number fits its pattern and the file lies where it belongs",
        "客户编号须符合规则，文件须在应在的位置"}},
      {"entry-id",
       Level::error,
       {"no two entries of a record share an id", "同一档案内条目编号不得重复"}},
      {"anomaly-overdue",
       Level::error,
       {"an anomaly is resolved by the day it is due", "异常须在处理期限前解决"}},
      {"masked-value",
       Level::error,
       {"values are stored whole, not masked", "存储的值须完整，不得为脱敏值"}},
      {"file-missing",
       Level::error,
       {"every attachment that a record lists is there", "档案列出的附件须存在"}},
      {"file-changed",
       Level::error,
       {"attachments are as they were filed (with --files)",
        "附件内容须与归档时一致（使用 --files 时检查）"}},
      {"text",
       Level::error,
       {"a text is one line without blanks around it or control characters",
        "文本须为单行，首尾无空白、无控制字符"}},
      {"note",
       Level::error,
       {"a note is text of any number of lines without control characters",
        "长文本可有多行，不得含控制字符"}},
      {"choice", Level::error, {"a choice is one of its options", "须为规定选项之一"}},
      {"choices",
       Level::error,
       {"a list of choices holds each option once", "多选项须取自规定选项，且不重复"}},
      {"yes-no",
       Level::error,
       {"yes or no is written true or false", "是否项须写作 true 或 false"}},
      {"integer", Level::error, {"an integer is written in digits", "整数须用数字书写"}},
      {"decimal",
       Level::error,
       {"a decimal number is written in digits with a point", "小数须用数字和小数点书写"}},
      {"money",
       Level::error,
       {"an amount is in yuan with at most two decimals", "金额以元为单位，最多两位小数"}},
      {"date",
       Level::error,
       {"a date is a real day, written YYYY-MM-DD", "日期须真实存在，写作 YYYY-MM-DD"}},
      {"partial-date",
       Level::error,
       {"a date of which the year or month may be enough is written 2004, 2004-05 or 2004-05-06",
        "可只写年或年月：2004、2004-05 或 2004-05-06"}},
      {"time",
       Level::error,
       {"a time is a date, or ISO 8601 with offset", "时间为日期，或带时区的 ISO 8601 时间"}},
      {"uscc",
       Level::error,
       {"a unified social credit code is valid by GB 32100-2015",
        "统一社会信用代码须符合 GB 32100-2015"}},
      {"resident-id",
       Level::error,
       {"an ID number is valid by GB 11643-1999", "公民身份号码须符合 GB 11643-1999"}},
      {"mobile",
       Level::error,
       {"a mobile number has 11 digits and an allocated prefix", "手机号码须为11位，号段已分配"}},
      {"phone",
       Level::error,
       {"a phone number has its area code and the right number of digits",
        "电话号码须带区号，位数正确"}},
      {"email",
       Level::error,
       {"an e-mail address is one that mail can reach", "电子邮箱地址须有效"}},
      {"code",
       Level::error,
       {"a code is in its list and its name agrees", "代码须在代码表中，且与名称一致"}},
      {"person", Level::error, {"a person is in team.yaml", "人员须在 team.yaml 中"}},
      {"file",
       Level::error,
       {"a path of an attachment stays inside attachments/", "附件路径须在 attachments/ 之内"}},
      {"entries",
       Level::error,
       {"a list of entries is a YAML sequence of mappings", "条目列表须为由映射组成的序列"}},
      {"group", Level::error, {"a group of fields is a YAML mapping", "字段组须为映射"}},
      {"check",
       Level::error,
       {"the checks of the schema hold, each at its own level",
        "模式中的逻辑校验须成立（级别由模式规定）"}},
      {"approval",
       Level::error,
       {"a record in force says what its last approval was given to, in content and status",
        "生效、无效、终止的档案须与最近一次审核通过的内容和状态一致"}},
      {"four-eyes",
       Level::error,
       {"nobody approves what he collected, entered or changed himself",
        "不得审核本人采集、录入或更改的档案"}},
      {"consent",
       Level::error,
       {"personal data of individuals have a legal basis or a consent that wasn't withdrawn",
        "个人客户的个人信息须有合法依据或未撤回的同意"}},
      {"confirm-third-party",
       Level::warning,
       {"the customer has confirmed what a third party said, at the latest when it takes effect",
        "第三方提供的信息须经客户确认后生效"}},
      {"deadline",
       Level::error,
       {"no deadline is overdue (with --deadlines only)",
        "时限不得逾期（仅在 --deadlines 时检查）"}},
      {"quote",
       Level::warning,
       {"a text that YAML tools would take for something else is quoted",
        "易被 YAML 工具误读的文本须加引号"}},
      {"duplicate-customer",
       Level::warning,
       {"no two customers have the same name", "客户名称不应重复"}},
      {"vague", Level::warning, {"a value says something definite", "值不应含糊"}},
      {"forbidden",
       Level::warning,
       {"free text holds no bank card, ID number or home address",
        "文字中不应有银行卡号、身份证号或家庭住址"}},
      {"spreadsheet-damage",
       Level::warning,
       {"a spreadsheet has not damaged the value", "值不应被电子表格损坏"}},
      {"stray-file",
       Level::warning,
       {"customers/ holds records only", "customers/ 中只应有客户档案"}},
      {"file-unlisted",
       Level::warning,
       {"every file in attachments/ is listed by a record", "attachments/ 中的文件均应由档案列出"}},
      {"retired-field",
       Level::warning,
       {"no field is used that the schema has retired", "不应再使用已停用的字段"}},
  };
  return rules;
}

const Rule* find_rule(std::string_view name) {
  for (const Rule& rule : rule_table()) {
    if (rule.name == name) return &rule;
  }
  return nullptr;
}

}  // namespace custrec
