# SPDX-License-Identifier: MIT
"""Where a hostile archive is built and commands run on it: the archive, input and output files,
and what must stay untouched around them.

  archive/   the archive, the top of a git repository with two commits and something staged
  in/        sheets and other input of the commands      out/   their output
  outside/   canaries that no command may read or change home/   the home folder of git and custrec
  trap       a program that no command may run; it writes its call to `ran`
"""
import dataclasses
import json
import os
import shutil
import stat
import subprocess
from typing import Callable

HERE = os.path.dirname(os.path.abspath(__file__))
EXAMPLES = os.path.join(os.path.dirname(os.path.dirname(HERE)), "examples", "archive")
ACTIVE, PERSON, SUBMITTED = "C20240315001", "C20240408001", "C20250218001"
RETURNED, DRAFT = "C20241108001", "C20261120001"
PATHS = {number: f"customers/{number[1:5]}/{number[5:7]}/{number}.yaml"
         for number in (ACTIVE, PERSON, SUBMITTED, RETURNED, DRAFT)}
NEIGHBOUR = "custrec-canary-outside-the-archive"
# Programs that git or an editor's variable could name: in PATH they are all the trap.
TRAPPED = ["sh", "bash", "less", "more", "vi", "vim", "nano", "editor", "ssh", "gpg", "man", "perl",
           "python3", "xdg-open", "git-lfs", "cat"]
NOW = "2026-12-01T10:00:00+08:00"
# Calls that ask git for files and commits.
ASK_GIT = ("verify --since HEAD~1 --strict", "verify --staged", "review changes --since HEAD~1", "init")
HEADINGS = ("type,name,industry,country,stage,grade,first_contact,source,owner,contacts[0].name,"
            "contacts[0].email,demand_type,collection.collected_by,collection.collected_at,"
            "collection.channel")
NEW_CUSTOMER = ("enterprise,Example Tools {},C34,US,potential,new,2026-11-20,online,张三,Ann Lee,"
                "ann{}@example.com,purchase,张三,2026-11-21,active")


@dataclasses.dataclass
class Archive:
    """A hostile archive: `build` makes one of the base archive that is in its place."""
    name: str
    build: Callable
    calls: int = 0            # how many are made on it; 0: some of every command
    masked: bool = True       # its schemas still mask what is personal
    user: int = 0             # run as this user where the tests run as root
    also: tuple = ()          # calls that are made in any case


class Place:
    """One copy of the template; `root` is the archive."""

    def __init__(self, folder):
        self.folder = folder
        self.root = os.path.join(folder, "archive")

    def path(self, name):
        return os.path.join(self.root, name)

    def __getattr__(self, name):
        if name in ("outside", "home", "trap", "ran"):
            return os.path.join(self.folder, name)
        raise AttributeError(name)

    def read(self, name):
        with open(self.path(name), encoding="utf-8") as file:
            return file.read()

    def write(self, name, content):
        """A name from the root, or an absolute one; what is there gives way."""
        path = self.path(name)
        self.remove(name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content)

    def append(self, name, text):
        self.write(name, self.read(name) + text)

    def replace(self, name, old, new):
        text = self.read(name)
        assert old in text, f"{name} has no {old!r}"
        self.write(name, text.replace(old, new, 1))

    def remove(self, name):
        path = self.path(name)
        if os.path.isdir(path) and not os.path.islink(path):
            shutil.rmtree(path)
        elif os.path.lexists(path):
            os.remove(path)

    def git(self, *words, check=True):
        return run_git(self.root, *words, check=check)


def run_git(folder, *words, check=True):
    env = {"PATH": os.environ["PATH"], "HOME": folder, "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null",
           "GIT_AUTHOR_DATE": "2026-11-01T10:00:00+08:00", "GIT_COMMITTER_DATE": "2026-11-01T10:00:00+08:00"}
    return subprocess.run(["git", "-c", "core.hooksPath=/dev/null", "-c", "user.name=张三",
                           "-c", "user.email=zhangsan@example.com", *words], cwd=folder, env=env,
                          check=check, capture_output=True, stdin=subprocess.DEVNULL)


def yaml_text(text):
    """A double-quoted scalar."""
    return "".join(char if char.isprintable() and ord(char) < 0xD800 else
                   f"\\u{ord(char):04X}" for char in json.dumps(text, ensure_ascii=False))


def make_program(path, script):
    with open(path, "w", encoding="utf-8") as file:
        file.write("#!/bin/sh\n" + script)
    os.chmod(path, 0o755)


def make_bin(folder, binary):
    """The only programs in PATH: git, and the trap under many names."""
    os.mkdir(folder)
    os.symlink(shutil.which("git"), os.path.join(folder, "git"))
    for name in TRAPPED:
        make_program(os.path.join(folder, name), 'echo "$0 $*" >>"$TRAP_LOG"\n')
    # A hard link or copy, so that a user who may not enter the build folder can run it.
    shutil.copy(binary, os.path.join(folder, "custrec"))


def make_template(folder, bin_folder):
    """The base archive and what is around it."""
    for name in ("in", "out", "outside", "home"):
        os.makedirs(os.path.join(folder, name))
    place = Place(folder)
    env = {"PATH": bin_folder, "HOME": place.home, "LC_ALL": "C.UTF-8"}
    subprocess.run(["custrec", "init", "--no-git", "--by", "张三", place.root], env=env, check=True,
                   capture_output=True, stdin=subprocess.DEVNULL)
    shutil.rmtree(place.path(".custrec"), ignore_errors=True)
    for name in ["custrec.yaml", "team.yaml", *PATHS.values()]:
        os.makedirs(os.path.dirname(place.path(name)), exist_ok=True)
        shutil.copy(os.path.join(EXAMPLES, name), place.path(name))
    shutil.copytree(os.path.join(EXAMPLES, "attachments"), place.path("attachments"),
                    ignore=lambda parent, names: [name for name in names if parent.endswith("attachments")
                                                  and name not in PATHS])
    place.write("samples/2024-Q1.yaml", "period: 2024-Q1\nrate: 30\nseed: 2024-Q1\ndrawn_by: 李四\n"
                f"population: 1\nrecords:\n  - id: {ACTIVE}\n    result: open\n")
    place.write("access.log", "")
    commit_twice(place)
    make_inputs(place)
    canary = f"# {NEIGHBOUR}\nname: {NEIGHBOUR}\n"
    for name in ("secret.yaml", "secret.tsv", "folder/secret.yaml", "folder/customer.yaml"):
        place.write(os.path.join(place.outside, name), canary)
    place.write(os.path.join(place.home, ".gitconfig"), "[safe]\n\tdirectory = *\n[user]\n\tname = 张三\n")
    make_program(place.trap, 'echo "$0 $*" >>"${0%/*}/ran"\n')


def commit_twice(place):
    place.git("init", "-q", "-b", "main", "--template=")
    place.git("add", "-A")
    place.git("commit", "-q", "-m", "first")
    place.replace(PATHS[DRAFT], "status: draft", "status: draft\nremarks: 第二稿")
    place.git("commit", "-q", "-a", "-m", "second")
    place.replace(PATHS[RETURNED], "status: returned", "status: returned\ndepartment: 销售部")
    place.git("add", "-A")
    # One pack is copied more quickly than many objects.
    place.git("gc", "-q", "--prune=now")


def make_inputs(place):
    inputs = os.path.join(place.folder, "in")
    record = place.read(PATHS[ACTIVE])
    files = {
        "new.csv": f"{HEADINGS}\n{NEW_CUSTOMER.format(1, 1)}\n{NEW_CUSTOMER.format(2, 2)}\n",
        "update.csv": f"id,remarks\n{ACTIVE},改\n",
        "entries.csv": f"customer,method,topic,summary\n{ACTIVE},phone,交货期,确认六月交货\n",
        "map.yaml": "客户全称: name\n",
        "outcomes.csv": f"id,result\n{ACTIVE},ok\n",
        "letter.txt": "letter\n",
        "base.yaml": record, "ours.yaml": record.replace("grade: key", "grade: new"),
        "theirs.yaml": record.replace("scale: 100-499", "scale: 20-99"),
    }
    for name, content in files.items():
        place.write(os.path.join(inputs, name), content)


def find_personal_values():
    """Values of the base records that only --unmask shows: numbers, addresses of mail, IDs."""
    values = set()
    for name in PATHS.values():
        with open(os.path.join(EXAMPLES, name), encoding="utf-8") as file:
            for line in file:
                key, _, value = line.strip(" -\n").partition(": ")
                if key in ("mobile", "email", "id_number", "wechat"):
                    values.add(value.strip('"').encode())
    assert len(values) > 8, values
    return values


def look(folder, left_out=()):
    """Path to what a stat tells that changes with any change of content, mode or name."""
    tree = {}
    pending = [""]
    while pending:
        parent = pending.pop()
        try:
            entries = list(os.scandir(os.path.join(folder, parent)))
        except PermissionError:
            continue
        for entry in entries:
            path = parent + entry.name
            if path in left_out:
                continue
            info = entry.stat(follow_symlinks=False)
            is_folder = stat.S_ISDIR(info.st_mode)
            tree[path] = (info.st_mode, info.st_ino) if is_folder else (
                info.st_mode, info.st_ino, info.st_size, info.st_mtime_ns, info.st_ctime_ns)
            if is_folder:
                pending.append(path + "/")
    return tree
