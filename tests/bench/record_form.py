# SPDX-License-Identifier: MIT
"""The record form, read and written without custrec: lists, dicts and strings. The reader takes
nothing else, so that it also tells whether a text is record form."""
import json
import re

KEY = re.compile(r"([a-z][a-z0-9_]*):( .*)?$")
PLAIN = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`].*|[\-?:][^\s].*")


class NotRecordForm(Exception):
    pass


def read_record(text):
    lines = text.split("\n")
    if lines.pop() != "":
        raise NotRecordForm("no newline at the end")
    reader = Reader(lines)
    record = reader.read_mapping(0)
    if reader.peek() is not None:
        raise NotRecordForm(f"line {reader.at + 1}: {lines[reader.at]}")
    return record


class Reader:
    def __init__(self, lines):
        self.lines = lines
        self.at = 0

    def fail(self):
        raise NotRecordForm(f"line {self.at + 1}: {self.lines[self.at]}")

    def peek(self):
        """The next line that says something: its indent and text."""
        while self.at < len(self.lines):
            text = self.lines[self.at].lstrip(" ")
            if text and not text.startswith("#"):
                return len(self.lines[self.at]) - len(text), text
            self.at += 1
        return None

    def read_mapping(self, indent, first=None):
        mapping = {}
        text = first
        while True:
            if text is None:
                line = self.peek()
                if line is None or line[0] < indent or (line[0] == indent and line[1].startswith("- ")):
                    return mapping
                if line[0] != indent:
                    self.fail()
                text = line[1]
            match = KEY.match(text)
            if not match or match.group(1) in mapping:
                self.fail()
            mapping[match.group(1)] = self.read_value(indent, match.group(2))
            text = None

    def read_value(self, indent, rest):
        """What stands behind a key or a dash at `indent`."""
        if rest is None:
            self.at += 1
            line = self.peek()
            if line is None or line[0] != indent + 2:
                self.fail()
            return self.read_list(indent + 2) if line[1].startswith("- ") else self.read_mapping(indent + 2)
        text = rest.strip(" ")
        if text in ("|", "|-"):
            return self.read_block(indent + 2, text)
        quoted = re.match(r'("(?:[^"\\]|\\.)*")( +#.*)?$', text)
        plain = re.split(r" +#", text)[0]
        if quoted:
            value = json.loads(quoted.group(1))
        elif plain in ("[]", "{}"):
            value = [] if plain == "[]" else {}
        elif PLAIN.match(plain) and ": " not in plain and not plain.endswith(":"):
            value = plain
        else:
            self.fail()
        self.at += 1
        return value

    def read_block(self, indent, header):
        self.at += 1
        found = []
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if line.strip(" ") and not line.startswith(" " * indent):
                break
            found.append(line[indent:])
            self.at += 1
        while found and not found[-1]:
            found.pop()
        if not found:
            self.fail()
        return "\n".join(found) + ("" if header == "|-" else "\n")

    def read_list(self, indent):
        items = []
        while True:
            line = self.peek()
            if line is None or line[0] < indent:
                return items
            if line[0] != indent or not line[1].startswith("- "):
                self.fail()
            if KEY.match(line[1][2:]):
                items.append(self.read_mapping(indent + 2, line[1][2:]))
            else:
                items.append(self.read_value(indent, line[1][1:]))
