# SPDX-License-Identifier: MIT
"""Faults to plant in records, one each: a table of kind, the rule that `verify` tells it by, and
how. A fault that doesn't go with a record (no mobile, no contract …) gives way to the next kind.
"""
import collections
import re

import identifiers


class Record:
    """A record to be spoilt; `before` is the text of the last sound one."""

    def __init__(self, path, text, before):
        self.path, self.text, self.before = path, text, before

    def replace(self, pattern, by):
        """Replaces the first match; whether there was one."""
        self.text, count = re.subn(pattern, by, self.text, count=1, flags=re.MULTILINE)
        return count == 1

    def insert_before_contacts(self, lines):
        return self.replace("^contacts:", lines + "\ncontacts:")

    def take_from_before(self, pattern):
        """Gives the record the line that matches in the sound record before it."""
        line = re.search(pattern, self.before, re.MULTILINE)
        return line is not None and self.replace(pattern, line[0])


def replacing(pattern, by):
    return lambda record: record.replace(pattern, by)


def change_check(field):
    """Another last character: half of the alphabet further on."""
    def plant(record):
        found = re.search(rf'^{field}: "?\w{{17}}(\w)"?$', record.text, re.MULTILINE)
        if not found:
            return False
        wrong = identifiers.CODE_LETTERS[(int(found[1], 36) + 5) % 10]
        if wrong == found[1]:
            wrong = "3"
        record.text = record.text[:found.start(1)] + wrong + record.text[found.end(1):]
        return True
    return plant


def misplace(record):
    year, month = record.path[10:14], int(record.path[15:17])
    record.path = f"customers/{year}/{month % 12 + 1:02}/{record.path[18:]}"
    return True


def leave_stray(record):
    record.path += ".orig"
    return True


def leave_conflict(record):
    return record.replace(r"^(grade: .*)$", r"<<<<<<< HEAD\n\1\n=======\ngrade: other\n>>>>>>> branch")


TABLE = [
    ("a digit missing in a mobile", "mobile", replacing(r'mobile: "(\d{10})\d"', r'mobile: "\1"')),
    ("wrong check of a credit code", "uscc", change_check("credit_code")),
    ("wrong check of an ID number", "resident-id", change_check("id_number")),
    ("no owner", "required", lambda record: "status: draft" not in record.text
        and record.replace(r"^owner: .*\n", "")),
    ("a grade that is no choice", "choice", replacing(r"^grade: .*$", "grade: vip")),
    ("a mobile without quotes", "quote", replacing(r'mobile: "(\d+)"', r"mobile: \1")),
    ("the credit code of another", "unique", lambda record: record.take_from_before("^credit_code: .*$")),
    ("the name of another", "duplicate-customer", lambda record: "type: enterprise" in record.before
        and "type: enterprise" in record.text and record.take_from_before("^name: .*$")),
    ("30 February", "date", replacing(r"^first_contact: (\d{4}).*$", r"first_contact: \1-02-30")),
    ("a day as a word", "time", replacing("collected_at: .*$", "collected_at: 昨天")),
    ("entered in 2099", "range", replacing(r"entered_at: \d{4}", "entered_at: 2099")),
    ("an unknown field", "unknown-field", lambda record: record.insert_before_contacts("nickname: 小王")),
    ("a person not in the team", "person", replacing(r"^owner: .*$", "owner: 路人甲")),
    ("a region by a wrong name", "code", replacing(r"^(region: \d{6} .*)$", r"\1镇")),
    ("an e-mail without a domain", "email", replacing(r"(email: \w+@)\S+", r"\1")),
    ("the 0 of an area code lost", "spreadsheet-damage", replacing("phone: 021-", "phone: 21-")),
    ("a masked mobile", "masked-value", replacing(r'mobile: "(\d{3})\d{4}(\d{4})"', r'mobile: "\1****\2"')),
    ("a bank card in a note", "forbidden",
     lambda record: record.insert_before_contacts("disputes: 退款至卡 6222021234567890128")),
    ("a vague title", "vague", replacing(r"title: .*(?=\n    role:)", "title: 领导")),
    ("an amount with a letter", "money", replacing(r'amount: ".*"', 'amount: "12万"')),
    ("a contract that ends too early", "check", replacing("ends_on: .*$", "ends_on: 2014-01-01")),
    ("two interactions I1", "entry-id", replacing("id: I2$", "id: I1")),
    ("done that is neither yes nor no", "yes-no", replacing(r"^    done: \w+$", "    done: maybe")),
    ("a number that fits no pattern", "id-path", replacing("^id: C", "id: X")),
    ("a record in another folder", "id-path", misplace),
    ("a file left by an editor", "stray-file", leave_stray),
    ("a quote left open", "syntax", replacing("^source: (.*)$", r'source: "\1')),
    ("a key twice", "syntax", replacing("^(grade: .*)$", r"\1\n\1")),
    ("bytes that are no UTF-8", "syntax", replacing("^name: .*$", "name: \udcff\udcfe")),
    ("markers of a conflict", "conflict-marker", leave_conflict),
    ("flow style, which is no fault", "none", lambda record: "\ntags:" not in record.text
        and record.insert_before_contacts('tags: ["示例", "样例"]')),
    ("a tab, which is no fault", "none", replacing("^grade: ", "grade:\t")),
]


class Planter:
    """Plants faults in about `share` of the records it is given."""

    def __init__(self, share, dice):
        self.share, self.dice = share, dice
        self.before = ""  # the last sound record
        self.planted = collections.Counter()

    def plant(self, path, text):
        """Where the record goes, and its bytes."""
        record = Record(path, text, self.before)
        if self.dice.random() < self.share:
            self.plant_one(record)
        else:
            self.before = text
        return record.path, record.text.encode(errors="surrogateescape")

    def plant_one(self, record):
        at = int(self.dice.random() * len(TABLE))
        for kind, rule, plant in TABLE[at:] + TABLE[:at]:
            if plant(record):
                self.planted[f"{rule:20} {kind}"] += 1
                return
