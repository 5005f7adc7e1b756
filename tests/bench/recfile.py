# SPDX-License-Identifier: MIT
"""Records as a file of GNU recutils, with a descriptor as near to a JSON Schema as recutils comes.

A record has one level: `contacts[0].mobile` is written as `contacts_mobile`, once for each contact.
Of the schema there remain types of values, fields that are required of a record that isn't a draft,
and numbers that are unique. Left out are what a group or an entry requires, patterns that aren't
POSIX expressions, code lists of hundreds, and, for recfix would take twice as long, that a field stands once (%unique).
"""
import json
import re

SINGULAR = ("credit_code", "id_number")  # unique over all records; JSON Schema can't say so
ENUM_VALUE = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
SPECIAL = re.compile(r"[][.{}()*+?^$|\\/]")
PORTABLE = re.compile(r"(?!.*\(\?)[A-Za-z0-9 ^$\[\](){}.,|*+?_-]+", re.ASCII)
LONGEST_TYPE = 250  # characters; at longer ones recfix 1.9 aborts
DATE = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
FORMATS = {"date": f"^{DATE}$", "date-time": f"^{DATE}T[0-9:.]+(Z|[+-][0-9:]+)$"}


def resolve(node, schema):
    while "$ref" in node:
        target = schema
        for word in node["$ref"].removeprefix("#").split("/")[1:]:
            target = target[word.replace("~1", "/").replace("~0", "~")]
        node = target
    return node


def value_of(node, schema):
    """What a field holds when it is filled in: the first of what it may be."""
    node = resolve(node, schema)
    for word in ("anyOf", "allOf"):
        if "properties" not in node and node.get(word):
            return value_of(node[word][0], schema)
    return node


def type_of(node):
    """The words after `%type: FIELD`, None if any text will do."""
    values = node.get("enum")
    if values and all(isinstance(value, str) for value in values):
        if all(ENUM_VALUE.fullmatch(value) for value in values):
            return "enum " + " ".join(values)
        return "regexp /^(" + "|".join(SPECIAL.sub(r"\\\g<0>", value) for value in values) + ")$/"
    if node.get("type") == "boolean":
        return "bool"
    if node.get("type") == "integer":
        return f"range {node['minimum']} {node['maximum']}" if "minimum" in node and "maximum" in node else "int"
    pattern = node.get("pattern", FORMATS.get(node.get("format"), ""))
    return f"regexp /{pattern}/" if PORTABLE.fullmatch(pattern) else None


def fields_of(schema, node, prefix=""):
    """(name, node) of each value that is no group or list."""
    for name, field in node.get("properties", {}).items():
        field = value_of(field, schema)
        field = value_of(field.get("items", field), schema)
        if "properties" in field:
            yield from fields_of(schema, field, f"{prefix}{name}_")
        else:
            yield prefix + name, field


def required_unless_draft(schema):
    for rule in [schema, *schema.get("allOf", [])]:
        if list(rule.get("if", {}).get("properties", {})) == ["status"]:
            for branch in ("then", "else"):
                yield from resolve(rule.get(branch, {}), schema).get("required", [])


def descriptor(schema):
    fields = dict(fields_of(schema, resolve(schema, schema)))
    yield "%rec: customer"
    yield "%key: id"
    yield "%singular: " + " ".join(SINGULAR)
    yield from (f"%type: {name} {words}" for name, node in fields.items()
                if (words := type_of(node)) and len(words) < LONGEST_TYPE)
    yield from (f"%constraint: status = 'draft' || #{name}"
                for name in required_unless_draft(schema) if name in fields)


def lines_of(name, value):
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from lines_of(f"{name}_{key}" if name else key, inner)
    elif isinstance(value, list):
        for inner in value:
            yield from lines_of(name, inner)
    else:
        text = json.dumps(value) if isinstance(value, (bool, int, float)) else str(value)
        yield f"{name}: " + text.replace("\n", "\n+ ")


def write(path, schema, customers):
    """`customers` are as `export --format jsonl` writes them."""
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.writelines(line + "\n" for line in descriptor(schema))
        for customer in customers:
            file.write("\n")
            file.writelines(line + "\n" for line in lines_of("", customer))
