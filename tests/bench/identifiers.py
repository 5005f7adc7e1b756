# SPDX-License-Identifier: MIT
"""Invented names and numbers that pass their checks: number `k` of each kind, no two alike.

Scattered by multiplying, so that neighbours don't look alike; the same `k` always gives the same.
"""
import datetime

CODE_LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # GB 32100: no I O S V Z
CODE_WEIGHTS = [pow(3, i, 31) for i in range(17)]
CODE_VALUE = {letter: value for value, letter in enumerate(CODE_LETTERS)}
ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)  # GB 11714
RESIDENT_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)  # GB 11643

SYLLABLES = ("安邦博超成达德东鼎丰福富高光广国海翰浩合恒弘宏鸿华汇惠嘉建江捷金锦晶景久凯康科坤蓝朗"
             "乐力联亮林龙隆路美民明铭诺鹏普奇启千强勤庆泉仁荣瑞润森山尚申升胜盛世顺思泰腾天通同万旺维"
             "伟文沃西祥翔新信星兴旭雅阳耀益毅银盈永优宇裕元源远越云展长兆哲振正志智慈昊峻澜沐颂煜")
SURNAMES = ("王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高梁郑谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程"
            "魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾"
            "龚邵覃武戴孔汤")
GIVEN = ("伟芳娜敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英华玉红建文辉力慧鑫波斌宇浩凯健俊帆雪琳晶倩婷"
         "颖佳欣怡悦晨阳晓春秋冬梅松柏海江山云雷雨露冰清志国庆民安康宁祥瑞福禄寿喜德仁义礼智信诚忠孝廉"
         "维思学勤新立成功胜利荣光远大永恒东升旭日朝晖昌盛兴旺发达琪蕾薇莹昊泽轩逸铮")
EARLIEST_BIRTH = datetime.date(1950, 1, 1).toordinal()
BIRTHDAYS = 16_800  # until 1995: nobody is a child
BIRTH = [datetime.date.fromordinal(EARLIEST_BIRTH + i).strftime("%Y%m%d") for i in range(BIRTHDAYS)]


def organisation_check(body):
    total = sum(int(letter, 36) * weight for letter, weight in zip(body, ORGANISATION_WEIGHTS))
    return "0123456789X0"[11 - total % 11]


def credit_code(k, area, category="91"):
    """Two in five are digits only but for the checks, as those of older firms are."""
    if k % 5 < 2:
        body = f"9{k * 7_654_321 % 10 ** 7:07}"
    else:
        rest, body = k * 1_234_567_891 % 31 ** 7, ""
        for _ in range(7):
            rest, value = divmod(rest, 31)
            body += CODE_LETTERS[value]
        body = "E" + body
    code = category + area + body + organisation_check(body)
    total = sum(CODE_VALUE[letter] * weight for letter, weight in zip(code, CODE_WEIGHTS))
    return code + CODE_LETTERS[-total % 31]


def resident_id(k, area):
    sequence, day = divmod(k * 7_919, BIRTHDAYS)
    number = f"{area}{BIRTH[day]}{sequence % 999 + 1:03}"
    total = sum(int(digit) * weight for digit, weight in zip(number, RESIDENT_WEIGHTS))
    return number + "10X98765432"[total % 11]


def mobile(k, prefix):
    return f"{prefix}{k * 12_345_679 % 10 ** 8:08}"


def brand(k):
    """The three characters a firm is known by."""
    k = k * 1_000_003 % 128 ** 3
    return SYLLABLES[k >> 14] + SYLLABLES[k >> 7 & 127] + SYLLABLES[k & 127]


def foreign_brand(k):
    k = k * 1_000_003 % 20 ** 5
    word = ""
    for _ in range(5):
        k, value = divmod(k, 20)
        word += ("ba", "ce", "dor", "fel", "gan", "hol", "ir", "ka", "lun", "mar",
                 "ne", "or", "pel", "qui", "ran", "sto", "tel", "ul", "ven", "wi")[value]
    return word.capitalize()


def person_name(k):
    surname, given = divmod(k * 1_000_003 % (len(SURNAMES) * 128 ** 2), 128 ** 2)
    return SURNAMES[surname] + GIVEN[given >> 7] + GIVEN[given & 127]
