# SPDX-License-Identifier: MIT
"""The approval of an invented record: its fingerprint, computed as man/custrec-record.5 tells others
to, from the text. Reads record form as records.py writes it: an entry's id comes first, and no
quoted value has escapes."""
import hashlib

NOT_REVIEWED = {"status", "wanted_status", "activity", "plan", "tags", "remarks", "interactions",
                "visits", "needs", "complaints", "reviews", "changes", "anomalies"}
CODES = {"industry", "country", "region"}


def read_pairs(lines):
    """(path, value) of each value that counts, in the order of the text."""
    mappings, lists, counts = {0: ""}, {}, {}  # by the column of what stands in them
    at = 0
    while at < len(lines):
        text = lines[at].lstrip(" ")
        column = len(lines[at]) - len(text)
        at += 1
        if text.startswith("#"):
            continue
        if text.startswith("- "):
            text = text[2:]
            counts[column] += 1
            known = text.startswith("id: ")
            mappings[column + 2] = lists[column] + (f".{text[4:]}" if known else f"[{counts[column]}]")
            column += 2
        key, colon, value = text.partition(":")
        if not colon:
            continue  # an item of a list of words: none is reviewed
        path = f"{mappings[column]}.{key}".lstrip(".")
        value = value.strip(" ")
        if not value:
            mappings[column + 2] = lists[column + 2] = path
            counts[column + 2] = -1
            continue
        if value == "|-":
            block = []
            while at < len(lines) and lines[at].startswith(" " * (column + 2)):
                block.append(lines[at][column + 2:])
                at += 1
            value = "\n".join(block)
        value = value.strip('"')
        if path.split(".")[0].split("[")[0] not in NOT_REVIEWED and value:
            yield path, value.split(" ")[0] if path in CODES else value


def make_fingerprint(lines):
    data = bytearray()
    for pair in sorted((path.encode(), value.encode()) for path, value in read_pairs(lines)):
        for part in pair:
            data += b"%d:%b," % (len(part), part)
    return hashlib.sha256(data).hexdigest()


def make_reviews(lines, reviewers, at):
    """The lines of `reviews`: approved at the time by the first reviewer who wrote nothing of it."""
    authors = {line.split(": ")[1] for line in lines
               if line.strip().startswith(("collected_by: ", "entered_by: ", "by: "))}
    by = next(name for name in reviewers if name not in authors)
    fingerprint = make_fingerprint(lines)
    number = fingerprint.replace("e", "", 1).isdigit()
    return ["reviews:", f"  - at: {at}", f"    by: {by}", "    result: approved", "    status: active",
            f'    fingerprint: "{fingerprint}"' if number else f"    fingerprint: {fingerprint}"]
