# SPDX-License-Identifier: MIT
"""Other programs that check the same records: how they are installed, asked, and seen to look.

  jsonschema   npm @sourcemeta/jsonschema, `validate --fast` of a folder of YAML files
  ajv          npm ajv 8 and js-yaml 4 (peers/ajv.js)
  recfix       GNU recutils, `--check` of one file with all records (recfile.py)

The npm packages are installed in build/bench/peers. One that is missing is left out, with a note.
"""
import glob
import json
import os
import platform
import shutil
import subprocess
import sys
from dataclasses import dataclass
from typing import Callable

import measuring
import recfile

SCRIPTS = f"{measuring.HERE}/peers"
FOLDER = os.path.normpath(f"{measuring.HERE}/../../build/bench/peers")
MODULES = f"{FOLDER}/node_modules"
BROKEN = "nonsense"  # no status


@dataclass
class Validator:
    name: str
    version: str
    words: Callable[[str], list]  # to check what is at a path
    said: str = ""  # when all {0} records are valid
    one_file: bool = False  # takes a file of recutils instead of a folder


def answer(*words):
    """What a program says of itself, None if it can't be run."""
    try:
        return subprocess.run(words, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return None


def leave_out(name, reason):
    print(f"left out: {name}, {reason}", file=sys.stderr)


def install():
    """The npm packages, unless those of this package.json are there already."""
    if not shutil.which("npm") or not shutil.which("node"):
        return print("node or npm not found (Debian: nodejs, npm)", file=sys.stderr)
    wanted, got = f"{SCRIPTS}/package.json", f"{MODULES}/.installed.json"
    with open(wanted, encoding="utf-8") as file:
        text = file.read()
    if os.path.exists(got):
        with open(got, encoding="utf-8") as file:
            if file.read() == text:
                return None
    os.makedirs(FOLDER, exist_ok=True)
    shutil.copy(wanted, FOLDER)
    if subprocess.run(["npm", "install", "--prefix", FOLDER, "--no-package-lock", "--no-audit", "--no-fund",
                       "--ignore-scripts", "--silent"], check=False).returncode != 0:
        return print(f"npm could not install the validators in {FOLDER}", file=sys.stderr)
    with open(got, "w", encoding="utf-8") as file:
        file.write(text)
    return None


def find_jsonschema(schema):
    """The program itself if it runs here, or else the script that npm puts before it."""
    machine = {"aarch64": "arm64", "AMD64": "x86_64"}.get(platform.machine(), platform.machine())
    native = f"{MODULES}/@sourcemeta/jsonschema/build/github-releases/jsonschema-{sys.platform}-{machine}"
    for binary in (native, f"{MODULES}/.bin/jsonschema"):
        if version := answer(binary, "version"):
            return Validator("jsonschema validate --fast", f"@sourcemeta/jsonschema {version}",
                             lambda place: [binary, "validate", "--fast", "--extension", ".yaml", schema, place],
                             "{0} validated, {0} passed, 0 failed")
    return leave_out("jsonschema", "it does not run here")


def find_ajv(schema):
    versions = []
    for name in ("ajv", "js-yaml"):
        for path in glob.glob(f"{MODULES}/{name}/package.json"):
            with open(path, encoding="utf-8") as file:
                versions.append(f"{name} {json.load(file)['version']}")
    node = answer("node", "--version")
    if len(versions) < 2 or not node:
        return leave_out("ajv", "it is not installed")
    measuring.ENVIRONMENT["NODE_PATH"] = MODULES
    return Validator("ajv and js-yaml", f"{' and '.join(versions)} with node {node.removeprefix('v')}",
                     lambda place: ["node", f"{SCRIPTS}/ajv.js", schema, place], "{0} valid, 0 invalid")


def find_recfix(_):
    version = answer("recfix", "--version")
    if not version:
        return leave_out("recfix", "not found (Debian: recutils)")
    return Validator("recfix --check", f"recutils {version.splitlines()[0].split()[-1]}",
                     lambda place: ["recfix", "--check", place], one_file=True)


def find_all(schema):
    """Those that can be run here, to check against the JSON Schema in a file."""
    install()
    found = [find(schema) for find in (find_jsonschema, find_ajv, find_recfix)]
    return [validator for validator in found if validator]


def make_recfile(path, schema, customers):
    with open(schema, encoding="utf-8") as file:
        recfile.write(path, json.load(file), customers)


def read_customers(binary, archive, folder):
    """All of an archive, unmasked, one after the other."""
    path = f"{folder}/customers.jsonl"
    measuring.run([binary, "-C", archive, "export", "--format", "jsonl", "--unmask", "--purpose", "测速", "-o", path])
    with open(path, encoding="utf-8") as file:
        yield from map(json.loads, file)
    os.remove(path)


def prove(validators, schema, archive, folder, customers):
    """Each takes some records as they are, and refuses them with one status that isn't listed."""
    sound, broken = f"{folder}/sound", f"{folder}/broken"
    for place in (sound, broken):
        os.makedirs(place)
        for customer in customers:
            year, month, name = customer["id"][1:5], customer["id"][5:7], f"{customer['id']}.yaml"
            shutil.copy(f"{archive}/customers/{year}/{month}/{name}", place)
        make_recfile(f"{place}.rec", schema, customers)
    with open(f"{broken}/{customers[-1]['id']}.yaml", "r+", encoding="utf-8") as file:
        text = file.read().replace(f"\nstatus: {customers[-1]['status']}\n", f"\nstatus: {BROKEN}\n")
        file.seek(0)
        file.write(text)
        file.truncate()
    make_recfile(f"{broken}.rec", schema, [*customers[:-1], {**customers[-1], "status": BROKEN}])
    for validator in validators:
        for place, right in ((sound, True), (broken, False)):
            words = validator.words(f"{place}.rec" if validator.one_file else place)
            done = subprocess.run(words, capture_output=True, text=True, check=False, env=measuring.ENVIRONMENT)
            if (done.returncode == 0) != right:
                sys.exit(f"{' '.join(words)}: exit code {done.returncode}, though the records are "
                         f"{'sound' if right else 'broken'}\n{done.stdout}{done.stderr}")
