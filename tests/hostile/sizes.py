# SPDX-License-Identifier: MIT
"""Archives that want time or memory out of all proportion: many, deep, long, and many times over."""
import re

from place import ACTIVE, PATHS, PERSON, Archive

LIMIT = 4 << 20


def added(text, name=PATHS[ACTIVE]):
    """`text` at the end of a record, up to the length that a record may have."""
    return lambda place: place.write(name, place.read(name) + text)


def listed(field, item, name=PATHS[ACTIVE], most=LIMIT - 40000):
    """The list of this name with as many of `item`, numbered, as the file may have."""
    def build(place):
        text = re.sub(rf"^{field}:\n(?:  .*\n)*", "", place.read(name), flags=re.MULTILINE)
        lines, size, number = [f"{field}:\n"], 0, 0
        while size < most:
            number += 1
            lines.append(item.replace("#", str(number)))
            size += len(lines[-1].encode())
        place.write(name, text + "".join(lines))
    return build


def settings(text):
    return lambda place: place.write("custrec.yaml", place.read("custrec.yaml") + text)


def bomb(levels):
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{at}: &a{at} [" + ", ".join([f"*a{at - 1}"] * 9) + "]" for at in range(1, levels)]
    return "\n".join(lines) + "\n"


def many_records(count):
    def build(place):
        text = place.read(PATHS[PERSON])
        for number in range(count):
            name = f"C20240409{number:03}"
            place.write(f"customers/2024/04/{name}.yaml", text.replace("C20240408001", name))
    return build


def many_deadlines(place):
    rows = "".join(f"  - name: d{at}\n    from: first_contact\n    within: 1d\n" for at in range(20000))
    place.write("custrec.yaml", place.read("custrec.yaml").partition("\ndeadlines:\n")[0] + "\ndeadlines:\n" + rows)


def many_people(place):
    place.write("team.yaml", place.read("team.yaml") + "".join(
        f"  - name: 人{at}\n    email: p{at}@example.com\n    roles: [reviewer]\n" for at in range(20000)))


def many_options(place):
    options = "".join(f"          - value: v{at}\n" for at in range(20000))
    place.replace("schemas/customer.yaml", "          - value: potential\n", options + "          - value: potential\n")


def many_patterns(place):
    fields = "".join(f"      - name: p{at}\n        type: text\n"
                     f"        pattern: \"(a{{1,30}}b|.*c){{1,30}}\"\n" for at in range(200))
    place.replace("schemas/customer.yaml", "      - name: remarks\n", fields + "      - name: remarks\n")


def many_codes(place):
    place.write("schemas/codes/industry.tsv", place.read("schemas/codes/industry.tsv") +
                "".join(f"X{at}\t行业{at}\tX{at + 1}\t\t\t\n" for at in range(100000)))


def many_folders(place):
    for at in range(500):
        place.write(f"customers/{2024 + at}/03/x/y/z.txt", "x")


def deep_folders(place):
    place.write("customers/" + "d/" * 500 + "C20240315009.yaml", "id: x\n")


ENTRY = "  - id: I1\n    at: 2024-01-01\n    method: phone\n    topic: x\n    summary: y\n"
# The records of these take long, so their archives get a sample of the commands.
ARCHIVES = {
    "entries of one id": listed("interactions", "  - id: I1\n"),
    "100,000 entries of one id": listed("interactions", "  - id: I1\n", most=1200000),
    "whole entries of one id": listed("interactions", ENTRY),
    "empty items": listed("interactions", "  -\n"),
    "tags": listed("tags", "  - t#\n"),
    "equal tags": listed("tags", "  - t\n"),
    "anomalies": listed("anomalies", "  - id: A#\n"
                        "    field: name\n    rule: vague\n    problem: x\n    resolution: accepted\n"),
    "reviews": listed("reviews", "  - at: 2024-01-01\n"
                      "    by: 张三\n    result: approved\n    status: active\n    fingerprint: x\n"),
    "changes": listed("changes", "  - at: 2024-01-01\n    by: 李四\n    reason: x\n"
                      "    fields:\n      - field: name\n        from: a\n        to: b\n"),
    "visits to follow up": listed("visits", "  - id: V#\n    at: 2024-01-01\n    next_follow_up: 2024-01-02\n"),
    "needs": listed("needs", "  - id: N#\n    raised_at: 2024-01-01\n    priority: urgent\n    status: open\n"),
    "files": listed("files", "  - id: F#\n    path: attachments/C20240315001/#.pdf\n    kind: other\n    sha256: x\n"),
    "contacts of one number": listed("contacts", "  - name: a#\n    mobile: \"13800000001\"\n"),
    "unknown fields": added("".join(f"x{at}: y\n" for at in range(200000))),
    "one field many times": added("remarks: x\n" * 200000),
    "one long line": added("disputes2: " + "字" * 1300000 + "\n"),
    "a long key": added("k" * 3900000 + ": x\n"),
    "a note of many lines": added("focus2: |-\n" + "  x\n" * 900000),
    "a list in one line": added("focus2: [" + "a," * 1900000 + "a]\n"),
    "brackets": added("focus2: " + "[" * 1000000 + "\n"),
    "brackets that end": added("focus2: " + "[" * 100000 + "]" * 100000 + "\n"),
    "braces": added("focus2: " + "{a: " * 100000 + "\n"),
    "indentation": added("focus2:\n" + "".join(" " * at + "a:\n" for at in range(1, 2500))),
    "dashes": added("focus2:\n  " + "- " * 1000000 + "\n"),
    "aliases": added(bomb(9)),
    "aliases in the settings": settings(bomb(9)),
    "aliases in the team": added(bomb(9), "team.yaml"),
    "aliases in a schema": added(bomb(9), "schemas/contact.yaml"),
    "brackets in the settings": settings("x: " + "[" * 1000000 + "\n"),
    "comments": added("# x\n" * 900000),
    "anchors": added("".join(f"x{at}: &a{at} y\n" for at in range(100000))),
    "quotes": added("focus2: \"" + "\\u0041" * 600000 + "\"\n"),
    "just too long": added("#" * LIMIT + "\n"),
    "deadlines": many_deadlines,
    "people": many_people,
    "options": many_options,
    "patterns": many_patterns,
    "codes": many_codes,
    "folders": many_folders,
    "deep folders": deep_folders,
    "records": many_records(500),
    "a record of a person with many entries": listed("interactions", ENTRY, PATHS[PERSON]),
    "a large access log": lambda place: place.write("access.log", "x\n" * 2000000),
    "a large sheet": lambda place: place.write("../in/update.csv", "id,remarks\n" + f"{ACTIVE},x\n" * 50000),
    "wide rows": lambda place: place.write(
        "../in/new.csv", ",".join(f"c{at}" for at in range(50000)) + "\n" + "," * 49999 + "\n"),
    "one cell": lambda place: place.write("../in/new.csv", "name,remarks\nx,\"" + "y" * 5000000 + "\"\n"),
    "quotes in a sheet": lambda place: place.write("../in/new.csv", "name\n" + "\"" * 3000001),
}


def find_archives():
    for name, build in ARCHIVES.items():
        yield Archive("size: " + name, build, calls=2)
