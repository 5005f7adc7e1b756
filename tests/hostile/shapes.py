# SPDX-License-Identifier: MIT
"""Archives that are well-formed and not what the code may expect: schemas that lack fields or give
known names another type, extreme settings, odd lists, samples, sheets and encodings."""
import re

from place import ACTIVE, DRAFT, PATHS, RETURNED, SUBMITTED, Archive

SCHEMA = "schemas/{}.yaml"
FIELD = r"      - name: {}\n(?:        .*\n)+"


def without(kind, *fields):
    def build(place):
        text = place.read(SCHEMA.format(kind))
        for field in fields:
            text, count = re.subn(FIELD.format(field), "", text, count=1)
            assert count, (kind, field)
        text = re.sub(r"  - title:\n(?: +(?:en|zh): .*\n)+    fields:\n(?!      - )", "", text)
        place.write(SCHEMA.format(kind), text)
    return build


def without_checks(build):
    """A check that names what has gone refuses the schema at once."""
    def both(place):
        build(place)
        text = place.read(SCHEMA.format("customer"))
        place.write(SCHEMA.format("customer"), text.partition("\nchecks:\n")[0] + "\n")
        plain = re.sub(r"^( +)(?:required_when|pii_when):\n(?:\1  .*\n)+", "", place.read(SCHEMA.format("customer")),
                       flags=re.MULTILINE)
        place.write(SCHEMA.format("customer"), plain)
        settings = place.read("custrec.yaml")
        place.write("custrec.yaml", settings.partition("\ndeadlines:\n")[0].partition("\n# 时限")[0] + "\n")
    return both


def typed(kind, field, properties):
    """The field with other properties, one a line."""
    def build(place):
        lines = "".join(f"        {line}\n" for line in properties.split("\n"))
        text, count = re.subn(FIELD.format(field), f"      - name: {field}\n{lines}", place.read(SCHEMA.format(kind)),
                              count=1)
        assert count, (kind, field)
        place.write(SCHEMA.format(kind), text)
    return build


def bare(fields, kind="customer"):
    """A schema of these fields alone."""
    def build(place):
        lines = "".join(f"      - name: {name}\n        type: {of}\n" for name, of in fields.items())
        place.write(SCHEMA.format(kind), f"kind: {kind}\nversion: 1\nsections:\n  - title: x\n    fields:\n{lines}")
    return build


def file_with(name, text):
    return lambda place: place.write(name, text)


def replaced(name, pattern, value):
    def build(place):
        text, count = re.subn(pattern, lambda match: value, place.read(name), flags=re.MULTILINE)
        assert count, (name, pattern)
        place.write(name, text)
    return build


def valued(name, value):
    """Each value of the record but what says which one it is, written as it stands."""
    def build(place):
        text = re.sub(r"\|-\n(?: +\S.*\n)+", "x\n", place.read(name))
        place.write(name, re.sub(r"^( *(?:- )?(?!id:|status:|type:)[a-z_0-9]+): +\S.*$",
                                 lambda match: f"{match[1]}: {value}", text, flags=re.MULTILINE))
    return build


def encoded(name, encoding, mark=b""):
    return lambda place: place.write(name, mark + place.read(name).encode(encoding, "replace"))


def deadlines(rows):
    return lambda place: place.write("custrec.yaml", place.read("custrec.yaml").partition("\ndeadlines:\n")[0] +
                                     "\ndeadlines:\n" + rows)


REQUIRED = {"id": "text", "status": "choice\n        options:\n          - value: draft",
            "type": "text", "name": "text"}
LISTS = ["contacts", "interactions", "visits", "needs", "complaints", "contracts", "files", "reviews", "changes",
         "anomalies"]
OTHER_TYPES = {"a text": "type: text", "a note": "type: note", "a number": "type: integer",
               "tags": "type: choices\noptions:\n  - value: a",
               "a group": "type: group\nfields:\n  - name: a\n    type: text",
               "another kind": "type: entries\nof: need",
               "its own entries": "type: entries\nfields:\n  - name: a\n    type: text"}
KNOWN = ["owner", "grade", "stage", "country", "region", "industry", "credit_code", "id_number", "collection", "plan",
         "tags", "wanted_status", "activity", "remarks", "first_contact", "address", "department"]
EMPTY = {"nothing": "", "a comment": "# x\n", "null": "null\n", "a list": "- a\n- b: c\n", "a text": "abc\n",
         "two documents": "---\na: b\n---\nc: d\n", "NUL bytes": "a: \0\0b\n", "noise": "\x01\x02: [}\n\t- {",
         "only a mark": "\ufeff", "the same key twice": "name: a\nname: b\npeople: []\npeople: []\nkind: a\nkind: b\n",
         "an alias to itself": "&a [*a]\n", "a merge key": "<<: {name: x}\npeople: *p\n", "a number": "1e999999\n",
         "a tag": "!!python/object/apply:os.system [touch M]\n"}
NUMBERS = {"none": "C{date}", "long": "C{date}{seq:99999999999999999999}", "huge": "{seq:200}", "zero": "{seq:0}",
           "nothing else": "{seq:3}", "dash first": "-{seq:3}", "braces": "{{{seq:3}}}", "twice": "{seq:1}-{seq:1}",
           "very long": "C" * 5000 + "{seq:3}", "industry": "{industry}-{region}-{seq:3}", "empty": "",
           "year only": "{year}-{seq:9}", "dots": "../../{seq:3}"}
ROWS = {
    "unknown field": "  - name: a\n    from: no.such.field\n    within: 3d\n",
    "huge limit": "  - name: a\n    from: first_contact\n    within: 999999999999999999999wd\n",
    "large limit": "  - name: a\n    from: first_contact\n    within: 9999mo\n  - name: b\n    from: first_contact\n"
                   "    within: 9999wd\n",
    "largest numbers": "  - name: a\n    from: first_contact\n    within: 2147483647wd\n",
    "negative limit": "  - name: a\n    from: first_contact\n    within: -5d\n",
    "no limit": "  - name: a\n    from: first_contact\n",
    "each of nothing": "  - name: a\n    each: nothing\n    from: at\n    within: 1d\n",
    "each of a text": "  - name: a\n    each: remarks\n    from: at\n    within: 1d\n",
    "each within each": "  - name: a\n    each: visits.todos.what\n    from: due\n    within: 1d\n",
    "from a text": "  - name: a\n    from: remarks\n    within: 1d\n",
    "by a field that isn't there": "  - name: a\n    from: first_contact\n    within:\n      by: nothing\n      a: 1d\n",
    "by with no values": "  - name: a\n    from: first_contact\n    within:\n      by: grade\n",
    "a list of lists": "  - - - a\n",
    "a text": "  abc\n",
    "all names the same": "  - name: a\n    from: first_contact\n    within: 1d\n" * 500,
}
TABLES = {"no rows": "", "only a heading": "code\tname\n", "unknown headings": "x\ty\n1\t2\n",
          "the heading twice": "code\tcode\tname\tname\na\tb\tc\td\n",
          "rows too short": "code\tname\tparent\nA\n\n\t\nB\tb\n",
          "rows too long": "code\tname\nA\ta\t\t\t\t\t\t\t\t\n",
          "its own parent": "code\tname\tparent\nA\ta\tA\nB\tb\tC\nC\tc\tB\n",
          "its own successor": "code\tname\tparent\tshort\tabolished\tsuccessor\n"
                               "C35\ta\t\t\tyes\tC35\nC34\tb\t\t\tyes\tC36\n"
                               "C36\tc\t\t\tyes\tC34\n",
          "codes twice": "code\tname\nA\ta\nA\tb\n",
          "CR line ends": "code\tname\rA\ta\r",
          "quotes": "code\tname\n\"A\tb\"\n\"",
          "invalid bytes": "code\tname\nA\t\udcff\udc80\n", "zero dates": "date\tkind\tname\n0000-00-00\tholiday\tx\n"
          "9999-12-31\tworkday\ty\n2024-02-30\tholiday\tz\n", "a long row": "code\tname\n" + "A" * 1000000 + "\t\n",
          "no line end": "code\tname\nA\ta"}
SAMPLES = {"no records": "period: 2024-Q1\n",
           "a list": "- a\n",
           "records of texts": "period: 2024-Q1\nrecords:\n  - a\n  - b\n",
           "numbers": "period: 2024-Q1\nrate: 99999999999999999999\nseed: x\ndrawn_by: 李四\npopulation: -1\nrecords: []\n",
           "ids that climb": "period: 2024-Q1\nrate: 30\nseed: x\ndrawn_by: 李四\npopulation: 1\nrecords:\n"
                             "  - id: ../../outside/secret\n    result: wrong\n    fields: [a.b[9999999999].c]\n",
           "ids twice": "period: 2024-Q1\nrate: 30\nseed: x\ndrawn_by: 李四\npopulation: 0\nrecords:\n" +
                        f"  - id: {ACTIVE}\n    result: open\n" * 3, "noise": "\x01{[\n"}
SHEETS = {"nothing": "",
          "a heading": "id\n",
          "marks only": "\ufeff",
          "quotes": '"""',
          "one cell": "x",
          "NUL": "id,na\0me\n\0,\0\n",
          "headings twice": "name,name,name\na,b,c\n",
          "far indexes": "type,name,contacts[999999999].name,a[1][2]\nenterprise,x,y,z\n",
          "formulas": "id,remarks\n=1+1,@x\n", "JSON": '{"id": [[[[[{}]]]]], "name": {"a": null}}\n[1]\n{"id":1e999}\n',
          "YAML": "- id: *a\n  name: &a [*a]\n", "no heading": "\n\n\n,,,\n", "PK": "PK\x03\x04" + "\0" * 100}


def all_shapes():
    for field in ("id", "status", "type", "name"):
        yield f"customer without {field}", without("customer", field)
        yield f"customer without {field} and checks", without_checks(without("customer", field))
    for field in LISTS + KNOWN:
        yield f"customer without {field}", without_checks(without("customer", field))
    for field in LISTS:
        for name, properties in OTHER_TYPES.items():
            yield f"{field} is {name}", without_checks(typed("customer", field, properties))
    for field in KNOWN:
        for name in ("a note", "a number", "a group", "its own entries"):
            yield f"{field} is {name}", without_checks(typed("customer", field, OTHER_TYPES[name]))
    for field in ("id", "status", "type", "name"):
        for name, properties in OTHER_TYPES.items():
            yield f"{field} is {name}", without_checks(typed("customer", field, properties))
    for kind in ("contact", "change", "review", "anomaly", "file", "contract", "interaction", "visit", "need",
                 "complaint"):
        yield f"{kind} of one field", without_checks(bare({"a": "text"}, kind))
        yield f"{kind} of itself", without_checks(bare(
            {"id": "text", "at": "time", "self": f"entries\n        of: {kind}"}, kind))
        yield f"{kind} is gone", lambda place, kind=kind: place.remove(SCHEMA.format(kind))
    yield "kinds of each other", without_checks(lambda place: [
        bare({"id": "text", "b": "entries\n        of: need"}, "visit")(place),
        bare({"id": "text", "b": "entries\n        of: visit"}, "need")(place)])
    yield "kind of the customer", without_checks(typed("customer", "needs", "type: entries\nof: customer"))
    yield "change of changes", bare({"at": "time", "by": "person", "fields": "entries\n        of: change"}, "change")
    yield "only what must be", without_checks(bare(REQUIRED))
    yield "no fields", file_with(SCHEMA.format("customer"), "kind: customer\nsections: []\n")
    yield "two customers", lambda place: place.write(SCHEMA.format("b"), place.read(SCHEMA.format("customer")))
    yield "all retired", replaced(SCHEMA.format("customer"), "^        type: text",
                                  "        type: text\n        retired: true")
    yield "renamed in a circle", without_checks(replaced(
        SCHEMA.format("customer"), "^      - name: (remarks|department)",
        "      - name: a\n        renamed_from: remarks"))
    yield "no schemas", lambda place: place.remove("schemas")
    yield "no customers", lambda place: place.remove("customers")
    yield "no git", lambda place: place.remove(".git")
    yield "no settings", lambda place: place.remove("custrec.yaml")
    yield "nobody", file_with("team.yaml", "people: []\n")
    for name, text in EMPTY.items():
        for path in ("custrec.yaml", "team.yaml", SCHEMA.format("customer"), SCHEMA.format("contact"),
                     "samples/2024-Q1.yaml", PATHS[ACTIVE], PATHS[SUBMITTED], PATHS[DRAFT]):
            yield f"{path} is {name}", file_with(path, text)
    for name, pattern in NUMBERS.items():
        yield f"id pattern: {name}", replaced("custrec.yaml", "^  enterprise: .*", f"  enterprise: \"{pattern}\"")
    for zone in ("", "UTC+99", "../../etc/passwd", "Asia/Shanghai/../../x", "/dev/zero", "right/UTC", "posixrules",
                 "tzdata.zi"):
        yield f"time zone {zone!r}", replaced("custrec.yaml", "^timezone: .*", f"timezone: \"{zone}\"")
    for name, rows in ROWS.items():
        yield f"deadlines: {name}", deadlines(rows)
    for path in ("codes/industry", "codes/region", "codes/country", "codes/mobile_prefixes", "codes/area_codes",
                 "calendar/CN"):
        for name, text in TABLES.items():
            yield f"{path}: {name}", file_with(f"schemas/{path}.tsv", text)
    for name, text in SAMPLES.items():
        yield f"sample: {name}", file_with("samples/2024-Q1.yaml", text)
    for name, text in SHEETS.items():
        yield f"sheets: {name}", lambda place, text=text: [
            place.write(f"../in/{sheet}", text)
            for sheet in ("new.csv", "update.csv", "entries.csv", "outcomes.csv", "map.yaml")]
    for encoding, mark in (("utf-16", b""), ("utf-16-be", b""), ("gb18030", b""), ("utf-8", b"\xef\xbb\xbf"),
                           ("utf-32", b""), ("latin-1", b"\xff"), ("utf-7", b"")):
        for path in (PATHS[ACTIVE], "team.yaml", "schemas/codes/industry.tsv", "../in/new.csv"):
            yield f"{path} in {encoding}", encoded(path, encoding, mark)
    for value in ("9999-12-31T23:59:59-23:59", "0001-01-01T00:00:00+23:59", "9" * 400, "[]", "{}", "null", "~", "- a",
                  "2024-02-30", "'\\'", "-1", "1e400", ".inf", "!!binary aGk=", "{a: {b: [c]}}", "\"\\0\""):
        yield f"every value is {value[:30]}", valued(PATHS[RETURNED], value)
        yield f"dates are {value[:30]}", replaced(PATHS[ACTIVE], r"\d{4}-\d\d-\d\d(T[0-9:]+\+08:00)?$", value)


WIDE = re.compile("customer without (id|name|collection|changes|contacts|reviews|files)"
                  "|(changes|contacts|reviews|files|anomalies|visits) is (a note|its own entries)"
                  "|kinds of each other|change of changes|only what must be|no git"
                  "|deadlines: large limit|dates are 9999|nobody")


def find_archives():
    seen = set()
    for name, build in all_shapes():
        if name not in seen:
            seen.add(name)
            # What another schema says is personal is for that schema to say.
            yield Archive("shape: " + name, build, calls=0 if WIDE.match(name) else 3, masked=False)
