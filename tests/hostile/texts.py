# SPDX-License-Identifier: MIT
"""Text that does harm when it is printed, in every place of an archive from which a command takes text."""
import os
import re

from place import ACTIVE, DRAFT, PATHS, PERSON, SUBMITTED, Archive, yaml_text

# A screen is written over, a line forged, a command given to CI.
CONTROLS = ("::warning::w \x1b[31mred\x1b]0;title\x07\x9bd\u202eevil\u2066x\u200f\x08\x7f"
            "\n::error::forged\r::stop-commands::x\n  ::add-mask::e\n##[error]y\u2028records: 20, errors: 0")
# All of it printable, and each part a command to somebody.
MARKS = ("::error title=t::x ##[group]y -n --unmask =1+1 @SUM(1) <script>alert(1)</script><img src=x onerror=a> "
         "'; DROP TABLE t; -- \"q\" [x](javascript:y) | `touch M` **z** %s%n%9$n {}{0}{{}} ${HOME} $(touch M) "
         "\\ &amp; ]]> --> */ \ufffe 0x")
OPTION = "--output=x"
FORMULA = "=cmd|'/c calc'!A1"
PAYLOADS = {"controls": CONTROLS, "marks": MARKS}


def in_file(name, pattern, value):
    """The first match of `pattern` gives way to `value` filled with the payload as a YAML scalar."""
    def build(place, payload):
        text = place.read(name)
        made, count = re.subn(pattern, lambda match: value.replace("{}", yaml_text(payload)), text, count=1,
                              flags=re.MULTILINE)
        assert count, f"{name} has no {pattern}"
        place.write(name, made)
    return build


def settings(pattern, value):
    return in_file("custrec.yaml", pattern, value)


def team(pattern, value):
    return in_file("team.yaml", pattern, value)


def customer(pattern, value):
    return in_file("schemas/customer.yaml", pattern, value)


def added_check(check):
    return lambda place, payload: place.write(
        "schemas/customer.yaml", place.read("schemas/customer.yaml").replace(
            "\nchecks:\n", "\nchecks:\n" + check.replace("{}", yaml_text(payload)), 1))


def every_value(name):
    """Each value of a record is the payload, but what says which record it is."""
    def build(place, payload):
        text = re.sub(r"\|-\n(?: +\S.*\n)+", "x\n", place.read(name))
        made = re.sub(r"^( *(?:- )?(?!id:|status:|type:)[a-z_0-9]+): +\S.*$",
                      lambda match: match[1] + ": " + yaml_text(payload), text, flags=re.MULTILINE)
        place.write(name, made)
    return build


def every_text(name):
    """Only where text is free, so that the record stays good and is shown by everything."""
    free = ("remarks|products|focus|disputes|preferences|decision_chain|payment_record|topic|summary|next_step|"
            "description|solution|lessons|note|problem|cause|agenda|place|feedback|reason|evidence|title|terms|"
            "name|department|reference|purpose|scope|prefers|what|ours|theirs|improvement|timeline")

    def build(place, payload):
        text = re.sub(r"\|-\n(?: +\S.*\n)+", "x\n", place.read(name))
        made = re.sub(rf"^( *(?:- )?(?:{free})): +\S.*$", lambda match: match[1] + ": " + yaml_text(payload), text,
                      flags=re.MULTILINE)
        place.write(name, re.sub(r"^  - \S+$", lambda match: "  - " + yaml_text(payload), made, flags=re.MULTILINE))
    return build


def block_text(place, payload):
    """Lines of a multi-line text that begin as commands, by themselves all printable."""
    lines = "\n".join("  " + line for line in re.split("[\r\n]", "".join(
        char for char in payload if char.isprintable() or char in "\r\n")) if line.strip())
    place.replace(PATHS[ACTIVE], "remarks: |-\n", f"remarks: |-\n  ::error::at the start\n{lines}\n")


def renamed(name, folder=None):
    """A copy of a file under a name that is the payload, as long as a name may be."""
    def build(place, payload):
        start = folder or os.path.dirname(name)
        suffix = os.path.splitext(name)[1]
        short = payload.replace("/", "∕").encode()[:230 - len(suffix)].decode(errors="ignore")
        place.write(f"{start}/{short}{suffix}", place.read(name))
    return build


def tsv(name, row):
    def build(place, payload):
        cell = payload.replace("\t", " ").replace("\n", " ").replace("\r", " ")
        place.append(name, row.replace("{}", cell) + "\n")
    return build


def added(name, text):
    return lambda place, payload: place.append(name, text.replace("{}", yaml_text(payload)))


def raw(name, text):
    return lambda place, payload: place.append(name, text.replace("{}", payload))


def whole(name, text):
    return lambda place, payload: place.write(name, text.replace("{}", yaml_text(payload)))


def in_sheet(name, heading, cell):
    def build(place, payload):
        quoted = '"' + payload.replace('"', '""') + '"'
        place.write(f"../in/{name}", heading.replace("{}", quoted) + "\n" + cell.replace("{}", quoted) + "\n")
    return build


def commit_text(place, payload):
    place.git("commit", "-q", "--allow-empty", "-a", "-m", payload,
              "--author", re.sub("[<>\n\r]", " ", payload) + " <a@b>")
    place.write(PATHS[SUBMITTED], place.read(PATHS[SUBMITTED]).replace("grade: new", "grade: " + yaml_text(payload)))
    place.git("commit", "-q", "-a", "-m", payload)


SAMPLE = "period: 2024-Q1\nrate: 30\nseed: {}\ndrawn_by: {}\npopulation: 1\nrecords:\n  - id: {}\n    result: {}\n"
SITES = {
    "name of the archive": settings("^name: .*", "name: {}"),
    "language": settings("^language: .*", "language: {}"),
    "time zone": settings("^timezone: .*", "timezone: {}"),
    "id pattern": settings("^  enterprise: .*", "  enterprise: {}"),
    "four_eyes": settings("^four_eyes: .*", "four_eyes: {}"),
    "key customer": settings("^key_customer: .*", "key_customer: {}"),
    "key of the settings": settings("^four_eyes: .*", "{}: on"),
    "name of a deadline": settings("^  - name: recheck", "  - name: {}"),
    "label of a deadline": settings("^      en: Recheck\n      zh: .*", "      en: {}\n      zh: {}"),
    "limit of a deadline": settings("^    within: 3mo", "    within: {}"),
    "start of a deadline": settings("^    from: plan.next_follow_up", "    from: {}"),
    "condition of a deadline": settings("^      stage: potential", "      stage: {}"),
    "name of a person": team("name: 张三", "name: {}"),
    "name close to another": lambda place, payload: place.append(
        "team.yaml", f"  - name: {yaml_text('张三' + payload)}\n    roles: [collector]\n"),
    "department of a person": team("department: 销售部", "department: {}"),
    "e-mail of a person": team("email: .*", "email: {}"),
    "role": team("- manager", "- {}"),
    "kind of a schema": customer("^kind: .*", "kind: {}"),
    "kind of an added schema": whole("schemas/another.yaml", "kind: {}\nsections:\n  - title: {}\n    fields:\n"
                                     "      - name: a\n        type: text\n"),
    "title of a schema": customer("^  en: Customer\n  zh: .*", "  en: {}\n  zh: {}"),
    "title of a section": customer("^      en: Basic information\n      zh: .*", "      en: {}\n      zh: {}"),
    "name of a field": customer("- name: remarks", "- name: {}"),
    "label of a field": customer("en: Remarks\n          zh: .*", "en: {}\n          zh: {}"),
    "label of a required field": customer("en: Customer name\n          zh: .*", "en: {}\n          zh: {}"),
    "other name of a field": customer("- 客户全称", "- {}"),
    "hint": customer("en: The full name as on .*\n          zh: .*", "en: {}\n          zh: {}"),
    "example": customer("example: 示例机械有限公司", "example: {}"),
    "type of a field": customer("type: uscc", "type: {}"),
    "property of a field": customer("max_length: 200", "{}: 200"),
    "code list of a field": customer("codes: industry", "codes: {}"),
    "kind of entries": customer("of: contract", "of: {}"),
    "value of an option": customer("value: signed", "value: {}"),
    "label of an option": customer("en: In effect\n +zh: .*", "en: {}\n              zh: {}"),
    "default": customer("default: CN", "default: {}"),
    "pattern": customer("max_length: 200", "pattern: {}"),
    "mask": customer("mask: name", "mask: {}"),
    "vague word": customer("- 某公司", "- {}"),
    "condition of a field": customer("stage: signed", "stage: {}"),
    "message of a check": added_check("  - that: grade == new\n    message: {}\n"),
    "left side of a check": added_check("  - that: {}\n    message: x\n"),
    "right side of a check": in_file("schemas/customer.yaml", "^checks:\n", "checks:\n  - that: {}\n    message: {}\n"),
    "values of a record": every_value(PATHS[ACTIVE]),
    "values of a submitted record": every_value(PATHS[SUBMITTED]),
    "texts of a record": every_text(PATHS[ACTIVE]),
    "texts of a submitted record": every_text(PATHS[SUBMITTED]),
    "lines of a text": block_text,
    "type of a record": in_file(PATHS[PERSON], "^type: .*", "type: {}"),
    "status of a record": in_file(PATHS[PERSON], "^status: .*", "status: {}"),
    "id of a record": in_file(PATHS[PERSON], "^id: .*", "id: {}"),
    "id of an entry": in_file(PATHS[ACTIVE], "- id: N1", "- id: {}"),
    "key of a record": in_file(PATHS[ACTIVE], "^remarks: .*", "{}: |-"),
    "comment of a record": raw(PATHS[DRAFT], "# {}\n"),
    "broken end of a record": raw(PATHS[SUBMITTED], "- {}: [\n"),
    "tag and anchor": raw(PATHS[SUBMITTED], "remarks: !{} &{} *{}\n"),
    "code of a list": tsv("schemas/codes/industry.tsv", "{}\t{}\t\t\t\t"),
    "name in a list": tsv("schemas/codes/industry.tsv", "C99\t{}\tZZ{}\t{}\t{}\t{}"),
    "columns of a list": lambda place, payload: place.write(
        "schemas/codes/country.tsv", payload + "\tname\n" + payload),
    "calendar": tsv("schemas/calendar/CN.tsv", "{}\t{}\t{}"),
    "prefixes": tsv("schemas/codes/mobile_prefixes.tsv", "{}\t{}"),
    "area codes": tsv("schemas/codes/area_codes.tsv", "{}\t{}\t{}"),
    "sample": whole("samples/2024-Q1.yaml", SAMPLE),
    "period of a sample": in_file("samples/2024-Q1.yaml", "^period: .*", "period: {}"),
    "key of a sample": added("samples/2024-Q1.yaml", "{}: {}\n"),
    "access log": raw("access.log", "{}"),
    "manifest": raw(".gitignore", "{}\n"),
    "name of a record": renamed(PATHS[ACTIVE]),
    "name of a schema": renamed("schemas/need.yaml"),
    "name of a code list": renamed("schemas/codes/country.tsv"),
    "name of a calendar": renamed("schemas/calendar/CN.tsv"),
    "name of a sample": renamed("samples/2024-Q1.yaml"),
    "name of an attachment": renamed(f"attachments/{ACTIVE}/示例机械有限公司-2024-纪要.txt"),
    "name of a folder of attachments": lambda place, payload: place.write(
        f"attachments/{payload.replace('/', '')[:80]}/x.txt", "x"),
    "name of a folder of records": lambda place, payload: place.write(
        f"customers/{payload.replace('/', '')[:80]}/C20240315009.yaml", place.read(PATHS[PERSON])),
    "commit": commit_text,
    "headings of a sheet": in_sheet("new.csv", "type,name,{},{}", "enterprise,x,y,z"),
    "cells of a sheet": in_sheet("new.csv", "type,name,industry,remarks,owner", "{},{},{},{},{}"),
    "cells of an update": in_sheet("update.csv", "id,remarks,grade", f"{ACTIVE},{{}},{{}}\n{{}},{{}},{{}}"),
    "map": whole("../in/map.yaml", "{}: {}\n客户全称: {}\n"),
    "outcomes": in_sheet("outcomes.csv", "id,result,{}", f"{{}},{{}},{{}}\n{ACTIVE},{{}},{{}}"),
    "entries": in_sheet("entries.csv", "customer,method,topic,summary",
                        f"{{}},{{}},{{}},{{}}\n{ACTIVE},phone,{{}},{{}}"),
    "both sides of a merge": in_file("../in/ours.yaml", "^grade: .*", "grade: {}"),
}
WIDE = {"name of the archive", "label of a deadline", "name of a person", "label of a field", "label of an option",
        "message of a check", "texts of a record", "values of a record", "lines of a text", "name in a list"}
SHORT = ["name of the archive", "name of a person", "label of a field", "value of an option", "texts of a record",
         "values of a record", "name of a record", "name of a schema", "cells of an update"]


def find_archives():
    for site, build in SITES.items():
        # A schema that can't be read masks nothing, and commands say only why.
        for name, payload in PAYLOADS.items():
            yield Archive(f"{name} in {site}", lambda place, build=build, payload=payload: build(place, payload),
                          calls=0 if site in WIDE else 6,
                          masked=site not in ("mask", "type of a record", "condition of a field"))
    for site in SHORT:
        for name, payload in (("option", OPTION), ("formula", FORMULA)):
            yield Archive(f"{name} in {site}", lambda place, site=site, payload=payload: SITES[site](place, payload),
                          calls=4)
