# SPDX-License-Identifier: MIT
"""Invented customer records in record form: what `make_archive` fills an archive with.

Record `index` of `total` is filed on a working day between 2015 and October 2026, spread evenly.
The same index, total and dice give the same record. Signed enterprises need a licence on file: they
are left out, unless attachments are wanted. All are submitted, but for a few drafts, or else approved.
"""
import datetime
import hashlib
import math
import re

import approval
import identifiers

FIRST_DAY = datetime.date(2015, 1, 1).toordinal()
DAYS = [(datetime.date.fromordinal(FIRST_DAY + n)) for n in range(4700)]  # until late in 2027
ISO = [day.isoformat() for day in DAYS]
NUMBERS = [day.strftime("%Y%m%d") for day in DAYS]
LAST_DAY = (datetime.date(2026, 11, 15)).toordinal() - FIRST_DAY  # nothing happened later
FILING_DAYS = [n for n, day in enumerate(DAYS)
               if day.weekday() < 5 and datetime.date(2015, 2, 2) <= day <= datetime.date(2026, 10, 30)]

PEOPLE = [("张三", "销售一部", "collector manager"), ("李四", "客户服务部", "reviewer"),
          ("王五", "销售一部", "collector"), ("赵六", "销售二部", "collector"),
          ("钱七", "销售二部", "collector"), ("孙八", "销售三部", "collector"),
          ("周九", "销售三部", "collector"), ("吴十", "大客户部", "collector manager"),
          ("郑雨", "大客户部", "collector"), ("冯雪", "渠道部", "collector"),
          ("陈霜", "渠道部", "collector"), ("褚云", "客户服务部", "collector reviewer")]
REVIEWERS = [name for name, _, roles in PEOPLE if "reviewer" in roles or "manager" in roles]

# industry, word in the name, products
TRADES = [
    ("C35 专用设备制造业", "机械", ("数控刀具", "专用夹具", "输送线", "液压工装")),
    ("C34 通用设备制造业", "传动", ("减速机", "联轴器", "滚动轴承", "螺杆泵")),
    ("C26 化学原料和化学制品制造业", "化工", ("水性涂料", "工业胶粘剂", "清洗剂")),
    ("C14 食品制造业", "食品", ("包装膜", "灌装线备件", "食品级润滑油")),
    ("C17 纺织业", "纺织", ("化纤坯布", "染色助剂", "针织机针")),
    ("C29 橡胶和塑料制品业", "塑业", ("注塑模具", "改性塑料粒子", "密封圈")),
    ("C33 金属制品业", "五金", ("不锈钢紧固件", "冲压件", "铝型材")),
    ("C38 电气机械和器材制造业", "电气", ("低压配电柜", "变频器", "铜排")),
    ("C39 计算机、通信和其他电子设备制造业", "电子", ("连接器", "线束", "工业相机", "电源模块")),
    ("C40 仪器仪表制造业", "仪表", ("压力变送器", "流量计", "校准服务")),
    ("E49 建筑安装业", "安装工程", ("桥架", "消防阀门", "支吊架")),
    ("F51 批发业", "商贸", ("办公耗材", "劳保用品", "标签打印机")),
    ("F52 零售业", "百货", ("收银设备", "货架", "电子价签")),
    ("G54 道路运输业", "物流", ("托盘租赁", "车载终端", "仓储货架")),
    ("I65 软件和信息技术服务业", "软件", ("云服务器", "年度运维服务", "接口开发")),
    ("M74 专业技术服务业", "检测技术", ("检测耗材", "恒温箱", "标准样品")),
    ("P83 教育", "教育咨询", ("多媒体讲台", "实验耗材", "网络设备")),
    ("H62 餐饮业", "餐饮管理", ("商用厨具", "冷链配送", "餐具消毒服务")),
]
ENDINGS = ("有限公司", "有限公司", "有限公司", "有限责任公司", "股份有限公司")
FOREIGN = (("DE 德国", "GmbH", "+4930", "Musterstraße"), ("JP 日本", "K.K.", "+813", "Sample-cho"),
           ("US 美国", "Inc.", "+1202555", "Sample Street"), ("SG 新加坡", "Pte. Ltd.", "+656", "Sample Road"))
PREFIXES = ("130", "131", "132", "133", "135", "136", "137", "138", "139", "150", "151", "152", "153",
            "155", "156", "157", "158", "159", "166", "173", "175", "176", "177", "178", "180", "181",
            "182", "183", "185", "186", "187", "188", "189", "191", "198", "199")
SHARES = {  # how often which value is met
    "stage": ("potential",) * 4 + ("intent",) * 3 + ("past",) * 3,
    "grade": ("new",) * 3 + ("existing",) * 5 + ("key", "strategic", "other"),
    "source": ("exhibition", "visit", "visit", "referral", "referral", "online", "online", "partner",
               "public", "other"),
    "scale": ("1-19", "20-99", "20-99", "100-499", "100-499", "500-999", "1000-4999", "5000+"),
    "demand": ("purchase",) * 5 + ("technical", "technical", "cooperation", "other"),
    "intent": ("high", "medium", "medium", "low", "potential"),
    "budget": ("under_10k", "10k_50k", "10k_50k", "50k_100k", "over_100k"),
    "role": ("decides", "influences", "uses", "buys", "buys"),
    "method": ("phone", "phone", "phone", "visit", "meeting", "email"),
    "activity": ("live",) * 8 + ("reactivate", "dormant"),
    "priority": ("urgent", "important", "important", "normal", "normal"),
}
TITLES = ("采购部主管", "设备部经理", "总经理助理", "生产部副部长", "信息中心主任", "财务主管", "仓储负责人",
          "技术总监", "行政专员", "质量部工程师")
TAGS = ("高价值客户", "长期合作", "价格敏感", "需上门服务", "账期客户", "重点培育", "老客户推荐", "出口企业")
ROADS = ("示例路", "样例大道", "示范街", "演示路", "例园路", "试验一路", "样板街")
PURPOSES = ("报价与合同履行", "订单配送与售后服务", "技术方案交流", "展会后回访")
REFERENCES = ("{day}拜访记录", "展会名片，{day}", "{day}电话沟通记录", "网站咨询登记，{day}", "{person}转介绍，{day}")
TOPICS = ("{product}报价", "{product}到货确认", "季度需求对接", "付款进度核对", "{product}试用反馈",
          "合同条款讨论", "年度采购计划", "备件库存盘点", "新品介绍", "服务回访")
OPENINGS = ("客户询问{product}的交货期和批量价格", "客户反映{product}近期用量上升", "与客户核对上月{product}的到货数量",
            "客户希望比较两种{product}方案", "向客户介绍了{product}的新规格", "客户提出{product}的包装须改为小箱",
            "客户要求补发{product}的检验报告", "双方回顾了本季度{product}的供货情况", "客户对{product}的试用结果基本认可",
            "客户内部正在调整{product}的预算", "客户说明了{product}的验收流程", "沟通了{product}的备货计划")
TURNS = ("约定三个工作日内给出书面答复", "需与技术部确认后再报", "客户同意先下一批小单", "价格仍需再议",
         "对方负责人下周出差，届时电话联系", "客户希望分两批交货", "已当场解释，客户表示理解", "现场人员配合较好",
         "对方要求提供同类用户的案例", "样品由快递寄出", "另约时间看现场", "付款方式按原合同执行")
CLOSINGS = ("请内勤跟进。", "下次沟通时确认。", "资料已发邮件。", "无其他事项。", "待客户回复。", "已记入周报。")
STEPS = ("发送{product}报价单", "寄送{product}样品", "核对{product}库存", "安排技术人员上门", "起草补充协议")
NOTES = ("已列出常用规格，准备寄售库", "与技术部确认可行", "样品已寄出", "客户试用中，反馈良好", "等待客户提供图纸",
         "方案第二版已发", "价格已批，待签")
REASONS = ("客户采购负责人更换", "客户来电更正", "年度核对", "营业执照变更", "客户搬迁新址")
COMMENTS = ("# 下午再打电话", "# 与老客户同一园区", "# 名片上的写法不同，以营业执照为准", "# 待李四核对")


class Regions:
    """Counties in cities of two characters, from the code list of the archive."""

    def __init__(self, archive):
        self.rows = []  # value as stored, code, city, county
        with open(f"{archive}/schemas/codes/region.tsv", encoding="utf-8") as file:
            for line in file:
                code, name, _, _, abolished, *_ = line.rstrip("\n").split("\t")
                found = re.fullmatch(r"(?:[^省区]+(?:省|自治区))?(..)市(..+)", name)
                if found and abolished != "yes" and not code.endswith("00"):
                    self.rows.append((f"{code} {name}", code, found[1], found[2]))


def quoted_if_number(text):
    return f'"{text}"' if re.fullmatch(r"[0-9]+(E[0-9]+)?", text) else text


class Records:
    def __init__(self, total, regions, dice, attachments=False, approved=False):
        self.total, self.regions, self.dice = total, regions.rows, dice
        self.attachments, self.approved = attachments, approved
        self.attached = {}  # path to bytes, of the last record
        self.random = dice.random

    # Dice

    def chance(self, share):
        return self.random() < share

    def pick(self, pool):
        return pool[int(self.random() * len(pool))]

    def number(self, low, high):
        return low + int(self.random() * (high - low + 1))

    def share_of(self, name):
        return self.pick(SHARES[name])

    def count(self, mean, most):
        """Few as a rule, now and then many."""
        return min(int(-mean * math.log(1 - self.random())), most)

    def time(self, day, hour):
        return f"{ISO[day]}T{hour:02}:{int(self.random() * 60):02}:00+08:00"

    def later(self, day, most):
        return min(day + int(self.random() * most), LAST_DAY)

    def person(self):
        return self.pick(PEOPLE)[0]

    def stranger(self):
        return identifiers.person_name(int(self.random() * 1_000_000))

    def text(self, pool):
        return self.pick(pool).format(product=self.product)

    def note(self, sentences):
        return "；".join(self.text(OPENINGS) + "，" + self.pick(TURNS) for _ in range(sentences)) + \
            "，" + self.pick(CLOSINGS)

    def block(self, indent, lines):
        """A literal block of several lines."""
        pad = "\n" + " " * indent
        return "|-" + pad + pad.join(self.note(1) for _ in range(lines))

    def note_or_block(self, indent):
        return self.block(indent, 2) if self.chance(0.2) else self.note(1)

    # The record

    def id_of(self, index):
        """Its number on the day, and the day."""
        at = index * len(FILING_DAYS) // self.total
        first = -(-at * self.total // len(FILING_DAYS))
        day = FILING_DAYS[at]
        return f"C{NUMBERS[day]}{index - first + 1:03}", day

    def path_of(self, index):
        number, _ = self.id_of(index)
        return f"customers/{number[1:5]}/{number[5:7]}/{number}.yaml"

    def record(self, index):
        self.index = index
        number, self.day = self.id_of(index)
        self.industry, self.word, products = self.pick(TRADES)
        self.product = self.pick(products)
        self.region, self.area, self.city, self.county = self.pick(self.regions)
        self.owner, self.department, _ = self.pick(PEOPLE)
        self.contacted = self.day - int(self.random() * 20)
        self.draft = self.chance(0.02) and not self.approved
        kind = self.random()
        self.individual, self.abroad = kind > 0.87, kind < 0.02
        self.stage = "signed" if self.individual and self.chance(0.3) else self.share_of("stage")
        # No dice without attachments: the default archive stays what it is.
        self.files = self.attachments and not self.individual and not self.draft and self.chance(0.3)
        self.stage = "signed" if self.files else self.stage
        self.attached = {}
        status = "active" if self.approved else "draft" if self.draft else "submitted"
        lines = [f"id: {number}", f"status: {status}"]
        lines += self.individual_part() if self.individual else self.enterprise_part()
        lines += self.class_part() + self.business_part() + self.contacts() + self.collection()
        lines += self.plan() + self.interactions() + self.visits() + self.needs() + self.complaints()
        lines += self.contracts()
        if self.files:
            lines += self.attach(number, lines)
        changes = self.changes()
        if self.approved:
            lines += approval.make_reviews(lines + changes, REVIEWERS, self.time(self.changed, 20))
        lines += changes
        if self.chance(0.03):
            lines.insert(self.pick((0, 2, 4)), self.pick(COMMENTS))
        return "\n".join(lines) + "\n"

    def enterprise_part(self):
        if self.abroad:
            country, form, self.dial, road = self.pick(FOREIGN)
            brand = identifiers.foreign_brand(self.index)
            return ["type: enterprise", f"name: {brand} {form}", f"industry: {self.industry}",
                    f"country: {country}", f"address: {road} {self.number(1, 200)}"]
        brand, ending = identifiers.brand(self.index), self.pick(ENDINGS)
        name = (f"{brand}{self.word}（{self.city}）{ending}" if self.chance(0.1)
                else f"{self.city}{brand}{self.word}{ending}")
        lines = ["type: enterprise", f"name: {name}"]
        if self.chance(0.9) or self.files:
            lines.append(f"credit_code: {quoted_if_number(identifiers.credit_code(self.index, self.area))}")
        lines.append(f"industry: {self.industry}")
        if self.chance(0.6):
            lines.append(f"scale: {self.share_of('scale')}")
        if self.chance(0.5):
            lines.append(f"founded: {self.number(1985, 2013)}{self.pick(('', '', '-05', '-11', '-06-18'))}")
        address = f"{self.city}市{self.county}{self.pick(ROADS)}{self.number(1, 999)}号"
        lines += ["country: CN 中国", f"region: {self.region}", f"address: {address}"]
        if self.chance(0.5):
            lines.append(f"registered_address: {address}")
        if self.chance(0.15):
            lines += ["business_scope: |-", f"  {self.word}类产品的制造、销售和维修；", f"  {self.product}的加工。"]
        return lines

    def individual_part(self):
        lines = ["type: individual", f"name: {identifiers.person_name(self.index)}"]
        if self.chance(0.4):
            lines.append(f"id_number: {quoted_if_number(identifiers.resident_id(self.index, self.area))}")
        lines += [f"segment: {self.pick(('retail', 'retail', 'channel', 'other'))}", "country: CN 中国",
                  f"region: {self.region}"]
        if self.chance(0.4):
            lines.append(f"address: {self.city}市{self.county}{self.pick(ROADS)}{self.number(1, 999)}号")
        return lines

    def class_part(self):
        lines = [f"stage: {self.stage}", f"grade: {self.share_of('grade')}"]
        if self.chance(0.3):
            first = self.number(0, len(TAGS) - 3)
            lines += ["tags:"] + [f"  - {tag}" for tag in TAGS[first:first + self.number(1, 3)]]
        lines.append(f"first_contact: {ISO[self.contacted]}")
        if not self.draft or self.chance(0.5):
            lines.append(f"source: {self.share_of('source')}")
        lines += [f"owner: {self.owner}", f"department: {self.department}",
                  f"activity: {self.share_of('activity')}"]
        if self.chance(0.25):
            lines.append(f"remarks: {self.note_or_block(2)}")
        return lines

    def business_part(self):
        lines = []
        self.dealt = self.stage in ("signed", "past")
        if self.dealt:
            value = self.number(2, 900) * 1000
            lines += [f"first_deal: {ISO[self.later(self.day, 60)]}", f"products: {self.product}",
                      f'total_value: "{value * 3}.00"', f'annual_value: "{value}.00"']
        demand = self.share_of("demand")
        if not self.draft or self.chance(0.5):
            lines.append(f"demand_type: {demand}")
        lines.append(f"intent: {self.share_of('intent')}")
        if demand != "technical" and self.chance(0.5):
            lines.append(f"budget: {self.share_of('budget')}")
        if self.chance(0.3):
            lines.append(f"timeline: {ISO[self.day][:4]}年底前交货")
            lines.append(f"purchase_cycle: 每{self.pick(('月', '季度', '半年', '年'))}一次")
        if self.chance(0.15):
            lines += [f"decision_chain: 使用部门申请，{self.pick(TITLES)}评估，总经理批准",
                      f"focus: {self.product}的交货期和售后响应"]
        if self.dealt and self.chance(0.5):
            lines += [f"credit_rating: {self.pick('ABC')}", "payment_record: 月结30天，从未逾期"]
        return lines

    def contacts(self):
        lines = ["contacts:"]
        many = 1 if self.individual else min(1 + self.count(0.9, 5), 6)
        for at in range(many):
            name = identifiers.person_name(self.index) if self.individual else self.stranger()
            if self.chance(0.01):
                lines.append(f"  {self.pick(COMMENTS)}")
            lines.append(f"  - name: {name}")
            if not self.individual:
                lines += [f"    title: {self.pick(TITLES)}", f"    role: {self.share_of('role')}"]
            if self.abroad:
                lines.append(f'    phone: "{self.dial}{self.number(2_000_000, 7_999_999)}"')
            elif at == 0 or self.chance(0.7):
                number = identifiers.mobile(self.index * 6 + at, self.pick(PREFIXES))
                lines.append(f'    mobile: "{number}"')
            if not self.individual and not self.abroad and self.chance(0.3):
                lines.append(f"    phone: 021-{self.number(50_000_000, 69_999_999)}")
            if self.abroad or self.chance(0.5):
                lines.append(f"    email: lianxi{self.number(1, 99)}@k{self.index}.example.com")
            if self.chance(0.1):
                lines.append(f"    prefers: {self.pick(('电话', '短信', '邮件', '电话，工作日下午'))}")
            if at > 1 and self.chance(0.2):
                lines.append(f"    left_on: {ISO[self.later(self.day, 900)]}")
        return lines

    def collection(self):
        collector, reference = self.person(), self.pick(REFERENCES)
        day = ISO[self.contacted]
        lines = ["collection:", f"  collected_by: {collector}",
                 f"  collected_at: {self.time(self.day - 1, self.number(9, 17))}",
                 f"  channel: {self.pick(('active', 'active', 'active', 'passive', 'internal'))}",
                 f"  reference: {reference.format(day=day, person=self.person())}"]
        if self.chance(0.6):
            lines.append(f"  purpose: {self.pick(PURPOSES)}")
        if self.individual or self.chance(0.15):
            lines += ["  consent:", f"    basis: {self.pick(('consent', 'consent', 'contract'))}",
                      f"    at: {self.time(self.day - 1, 18)}", "    scope: 姓名与联系方式，用于业务联系",
                      "    evidence: 登记表签字"]
        lines += [f"  entered_by: {collector}", f"  entered_at: {self.time(self.day, self.number(9, 17))}"]
        if self.stage == "signed" or self.chance(0.2):
            lines += [f"  confirmed_at: {ISO[self.later(self.day, 20)]}",
                      f"  confirmed_how: {self.pick(('签字确认', '邮件确认', '电话确认'))}"]
        return lines

    def plan(self):
        if not self.chance(0.3):
            return []
        lines = ["plan:", f"  owner: {self.owner}", f"  next_follow_up: {ISO[LAST_DAY + self.number(-20, 90)]}",
                 f"  goal: {self.text(STEPS)}", f"  method: {self.pick(('电话', '上门', '线上会议'))}"]
        if self.chance(0.3):
            lines.append(f"  notes: {self.note_or_block(4)}")
        return lines

    def interactions(self):
        many = self.count(4.3, 80)
        lines = ["interactions:"] if many else []
        day = self.day
        for at in range(1, many + 1):
            day = self.later(day, 120)
            lines += [f"  - id: I{at}",
                      f"    at: {ISO[day] if self.chance(0.5) else self.time(day, self.number(9, 17))}",
                      f"    method: {self.share_of('method')}", f"    topic: {self.text(TOPICS)}",
                      f"    summary: {self.note_or_block(6)}"]
            if self.chance(0.4):
                lines += [f"    ours: {self.owner}", f"    theirs: {self.stranger()}"]
            if self.chance(0.1):
                lines.append("    reached: false")
            done = self.chance(0.85)
            if not done:
                lines += [f"    next_step: {self.text(STEPS)}", f"    next_due: {ISO[day + self.number(1, 30)]}"]
            lines.append(f"    done: {'true' if done else 'false'}")
        return lines

    def visits(self):
        many = self.count(0.45, 12)
        lines = ["visits:"] if many else []
        day = self.day
        for at in range(1, many + 1):
            day = self.later(day, 300)
            lines += [f"  - id: V{at}", f"    at: {self.time(day, 14)}",
                      f"    place: 客户会议室，{self.city}{self.pick(ROADS)}{self.number(1, 99)}号",
                      f"    booked_at: {self.time(day - self.number(2, 9), 10)}",
                      f"    purpose: 了解{self.product}需求", f"    ours: {self.owner}、{self.person()}",
                      f"    theirs: {self.stranger()}", f"    needs: {self.note_or_block(6)}",
                      "    feedback: 方案可行，价格需再议", f"    agreed: {self.pick(TURNS)}", "    todos:"]
            for _ in range(self.number(1, 3)):
                lines += [f"      - what: {self.text(STEPS)}", f"        who: {self.person()}",
                          f"        due: {ISO[day + self.number(1, 20)]}",
                          f"        done: {self.pick(('true', 'true', 'false'))}"]
            lines += [f"    recorded_by: {self.owner}", f"    recorded_at: {self.time(day, 18)}",
                      f"    minutes_sent_at: {self.time(day, 19)}"]
        return lines

    def needs(self):
        many = self.count(0.6, 12)
        lines = ["needs:"] if many else []
        day = self.day
        for at in range(1, many + 1):
            day = self.later(day, 300)
            status = self.pick(("open", "in_progress", "done", "done", "closed"))
            lines += [f"  - id: N{at}", f"    raised_at: {self.time(day, 10)}",
                      f"    kind: {self.pick(('new', 'upgrade', 'problem', 'advice'))}",
                      f"    description: {self.note(1)}", f"    priority: {self.share_of('priority')}",
                      f"    status: {status}", f"    owner: {self.owner}",
                      f"    due: {ISO[day + self.number(2, 40)]}"]
            if status == "open":
                continue
            lines += [f"    answered_at: {self.time(day, 16)}", f"    solution: 提供{self.product}的替代方案",
                      "    progress:"]
            for _ in range(self.number(1, 3)):
                lines += [f"      - at: {ISO[min(day + self.number(1, 8), LAST_DAY)]}",
                          f"        note: {self.pick(NOTES)}"]
            if status != "in_progress":
                lines += [f"    accepted_at: {ISO[min(day + self.number(9, 20), LAST_DAY)]}",
                          f"    satisfaction: {self.number(2, 5)}"]
        return lines

    def complaints(self):
        if not self.chance(0.05):
            return []
        day = self.later(self.day, 700) - 8
        day = max(day, self.day)
        lines = ["complaints:", "  - id: K1", f"    received_at: {self.time(day, 9)}",
                 f"    channel: {self.pick(('phone', 'phone', 'email', 'system', 'platform'))}",
                 f"    contact: {self.stranger()}", f"    description: 到货的{self.product}有三件尺寸超差，{self.note(1)}",
                 f"    product: {self.product}",
                 f"    demand: {self.pick(('refund', 'exchange', 'compensation', 'improvement'))}",
                 f"    urgency: {self.pick(('urgent', 'normal', 'normal'))}",
                 f"    answered_at: {self.time(day, 10)}", "    progress:", f"      - at: {self.time(day, 11)}",
                 "        note: 现场测量，确认超差", "    finding: 热处理后未复检", f"    found_at: {self.time(day, 15)}",
                 f"    checked_by: {self.person()}",
                 f"    responsibility: {self.pick(('ours', 'ours', 'customer', 'third_party'))}",
                 "    solution: 换货，承担运费", f"    owner: {self.owner}", f"    recorded_by: {self.owner}",
                 f"    recorded_at: {self.time(day, 12)}"]
        if self.chance(0.8):
            lines += [f"    completed_at: {self.time(day + 2, 15)}", f"    revisited_at: {self.time(day + 4, 10)}",
                      f"    satisfaction: {self.pick(('satisfied', 'satisfied', 'neutral', 'dissatisfied'))}"]
        return lines

    def contracts(self):
        many = (1 + self.count(0.6, 8)) if self.dealt else 0
        lines = ["contracts:"] if many else []
        day = self.later(self.day, 60)
        for at in range(1, many + 1):
            lines += [f"  - id: H{at}", f"    title: {ISO[day][:4]}年度{self.product}采购合同",
                      f"    product: {self.product}", f"    signed_on: {ISO[day]}",
                      f"    effective_on: {ISO[min(day + self.number(0, 15), LAST_DAY)]}",
                      f"    ends_on: {ISO[min(day + 380, len(ISO) - 1)]}",
                      f'    amount: "{self.number(2, 900) * 1000}.00"']
            if self.chance(0.3):
                lines += ["    terms: |-", "      付款：月结30天。", "      交付：分两批。", "      质保：一年。"]
            day = min(day + 365, LAST_DAY)
        return lines

    def attach(self, number, lines):
        """The licence and the first contract; the contract's entry names its file too."""
        name = next(line[6:] for line in lines if line.startswith("name: "))
        year = ISO[self.contacted][:4]
        listed = ["files:"]
        for at, (kind, label) in enumerate((("licence", "营业执照"), ("contract", "合同")), 1):
            path = f"attachments/{number}/{name}-{year}-{label}.pdf"
            content = f"%PDF-1.4\n% {name} {label} {number}\n".encode() + b"%%EOF\n"
            self.attached[path] = content
            listed += [f"  - id: F{at}", f"    path: {path}", f"    kind: {kind}", f"    year: {year}",
                       f"    sha256: {quoted_if_number(hashlib.sha256(content).hexdigest())}",
                       f"    added_by: {self.owner}", f"    added_at: {self.time(self.day, 18)}"]
        second = next((at for at, line in enumerate(lines) if line == "  - id: H2"), len(lines))
        lines.insert(second, f"    file: {path}")
        return listed

    def changes(self):
        many = self.count(0.35, 20)
        lines = ["changes:"] if many else []
        day = self.changed = self.day
        for _ in range(many):
            day = self.changed = self.later(day, 400)
            lines += [f"  - at: {self.time(day, 15)}", f"    by: {self.owner}",
                      f"    reason: {self.pick(REASONS)}", f"    evidence: 邮件确认 {ISO[day]}"]
            field, old, new = self.pick((
                ("contacts[0].name", self.stranger(), self.stranger()),
                ("grade", "new", "existing"), ("intent", "low", "medium"),
                ("address", f"{self.city}市旧址", f"{self.city}市新址")))
            lines += ["    fields:", f"      - field: {field}", f"        from: {old}", f"        to: {new}"]
        return lines
