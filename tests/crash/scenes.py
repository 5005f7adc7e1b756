# SPDX-License-Identifier: MIT
"""What the crash tests share: a small archive, the commands that change it, and strace."""
import os
import re
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
EXAMPLES = os.path.join(HERE, "../../examples")
RECORDS = ["2024/03/C20240315001", "2024/03/C20240315002", "2024/04/C20240408001",
           "2025/02/C20250218001", "2026/11/C20261116001", "2026/11/C20261120001"]
WORK = ".custrec/"
LOCK = ".custrec/lock"
GIT_LOOKED_AT = ".custrec/git-looked-at"
MANIFEST = ".custrec/manifest"
ADDED = ["add", "type=enterprise", "name=Example Tools, Inc.", "industry=C34", "country=US",
         "stage=potential", "grade=new", "first_contact=2026-11-20", "source=online",
         "owner=张三", "contacts[0].name=Ann Lee", "contacts[0].email=ann@example.com",
         "demand_type=purchase", "collection.collected_by=张三",
         "collection.collected_at=2026-11-21", "collection.channel=active"]
SAMPLE = """period: 2024-Q1
rate: 30
seed: 2024-Q1
drawn_by: 李四
population: 2
records:
  - id: C20240315001
    result: open
"""


def find_commands(scratch, rows):
    """Name to words. The sheet lies outside the archive."""
    sheet = os.path.join(scratch, "sheet.csv")
    fields = [word.partition("=") for word in ADDED[1:]]
    lines = [",".join(field for field, _, _ in fields)]
    for row in range(rows):
        lines.append(",".join(f'"{value} {row}"' if field == "name" else value.replace("@", f"{row}@")
                              for field, _, value in fields))
    write(sheet, "\n".join(lines).encode())
    return {
        "add": ADDED,
        "edit": ["edit", "C20240315001", "contacts[0].mobile=13900139000", "--reason", "客户来电"],
        f"add --from ({rows} rows)": ["add", "--from", sheet],
        "edit --renumber": ["edit", "--renumber", "C20240315001"],
        "edit --tidy": ["edit", "--tidy"],
        "add file": ["add", "file", "C20240315001", sheet, "kind=letter"],
        "review approve": ["--by", "李四", "review", "approve", "C20250218001", "--note", "已核对"],
        "edit --discard": ["edit", "--discard", "C20261116001", "C20261120001"],
        "review sample": ["review", "sample", "--by", "李四", "--period", "2024"],
        "review sample --record": ["review", "sample", "--by", "李四", "--record", "C20240315001",
                                   "wrong", "--problem", "空号"],
    }


def make_archive(binary, scratch):
    """The tree of an archive of six records, three of them untidy, that nobody has written to."""
    root = os.path.join(scratch, "base")
    run(binary, root, ["init", root, "--no-git", "--by", "张三"]).check_returncode()
    tree = {path: content for path, content in read_tree(root).items()
            if not path.startswith(WORK)}
    for path, content in read_tree(os.path.join(EXAMPLES, "archive")).items():
        if path.endswith("/"):
            continue
        if path in ("custrec.yaml", "team.yaml") or any(name[8:] in path for name in RECORDS):
            tree[path] = content
    for name in RECORDS[1:4]:
        path = f"customers/{name}.yaml"
        tree[path] = re.sub(rb'(\n +mobile: )"(\d{3})(\d{4})(\d{4})"', rb"\1\2-\3-\4", tree[path])
    tree["samples/2024-Q1.yaml"] = SAMPLE.encode()
    tree["attachments/C20261116001/名片.txt"] = "卫小癸\n".encode()
    for path in list(tree):
        for slash in re.finditer("/", path):
            tree[path[:slash.end()]] = None
    shutil.rmtree(root)
    return tree


def environment():
    own = ("PATH", "ASAN_OPTIONS", "UBSAN_OPTIONS")
    return {name: os.environ[name] for name in own if name in os.environ} | {
        "HOME": "/nonexistent", "CUSTREC_NOW": "2026-12-01T10:00:00+08:00", "CUSTREC_BY": "张三",
        "LC_ALL": "en_US.UTF-8", "NO_COLOR": "1", "GIT_CONFIG_NOSYSTEM": "1"}


def run(binary, root, words, strace=(), extra=None):
    """The command in the archive at `root`, below strace with these options if there are any. The
    working directory is another, so that a trace names the root only where it is used."""
    before = ["strace", "-f", *strace] if strace else []
    at_root = ["-C", root] if words[0] != "init" else []
    return subprocess.run([*before, os.path.abspath(binary), *at_root, *words], cwd="/",
                          env=environment() | (extra or {}), timeout=120, text=True,
                          stdin=subprocess.DEVNULL, capture_output=True, check=False)


def write(path, content):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(content)


def read_tree(root):
    """Path to bytes; of a folder, `path/` to None. What the lock says doesn't count."""
    tree = {}
    pending = [""]
    while pending:
        folder = pending.pop()
        for entry in os.scandir(os.path.join(root, folder)):
            path = folder + entry.name
            if entry.name == ".git":
                continue
            if entry.is_dir(follow_symlinks=False):
                tree[path + "/"] = None
                pending.append(path + "/")
            else:
                with open(entry.path, "rb") as file:
                    tree[path] = b"" if path == LOCK else file.read()
    return tree


def restore(root, tree):
    """Makes `root` hold `tree`, touching only what differs."""
    os.makedirs(root, exist_ok=True)
    now = read_tree(root)
    for path in sorted(now.keys() - tree.keys(), reverse=True):
        whole = os.path.join(root, path)
        os.rmdir(whole) if path.endswith("/") else os.remove(whole)
    for path in sorted(tree):
        if path in now and now[path] == tree[path]:
            continue
        if path.endswith("/"):
            os.mkdir(os.path.join(root, path))
        else:
            write(os.path.join(root, path), tree[path])


def without_stage_name(text):
    """The folder in which a writer stages has a name of its own each time."""
    return re.sub(r"stage-[0-9a-f]+", "stage-0", text)


def state_of(tree):
    """The same for trees that differ in the names of such folders only."""
    return hash(frozenset(
        (without_stage_name(path), content if content is None else re.sub(rb"stage-[0-9a-f]+", b"", content))
        for path, content in tree.items()))


def files_of(tree):
    """The part that is in git."""
    return {path: content for path, content in tree.items()
            if content is not None and not path.startswith(WORK)}


def left_over(tree):
    """What lies in .custrec/ but shouldn't once all is done."""
    return sorted(path for path in tree if path.startswith(WORK) and path not in (WORK, LOCK, GIT_LOOKED_AT))


def compare(expected, found):
    """Empty, or the paths that differ."""
    words = []
    for path in sorted(expected.keys() | found.keys()):
        if path not in found:
            words.append(path + " is missing")
        elif path not in expected:
            words.append(path + " is new")
        elif expected[path] != found[path]:
            words.append(path + " has other bytes")
    return ", ".join(words)


def trace(binary, root, words):
    """The system calls of a normal run, in order: (name, how many-th of that name, line)."""
    log = root + ".trace"
    outcome = run(binary, root, words, ["-y", "-s", "300", "-o", log])
    if outcome.returncode != 0:
        sys.exit(f"custrec {words}: exit code {outcome.returncode}\n{outcome.stderr}")
    calls = []
    counts = {}
    threads = set()
    with open(log, encoding="utf-8", errors="replace") as file:
        for line in file:
            match = re.match(r"(\d+) +(\w+)\(", line)
            if match:
                threads.add(match[1])
                counts[match[2]] = counts.get(match[2], 0) + 1
                calls.append((match[2], counts[match[2]], line.rstrip()))
    # strace counts in each thread, so with several of them this would need another plan.
    if len(threads) != 1:
        sys.exit(f"custrec {words}: {len(threads)} threads or processes, the plan is made for one")
    return calls


def find_commit(calls):
    """The position of the manifest's rename."""
    for at, (name, _, line) in enumerate(calls):
        if "rename" in name and '/.custrec>, "manifest"' in line:
            return at
    return sys.exit("no commit point: no manifest is renamed to its place")


def inject(binary, root, words, call, what):
    """The command with `what` done to one call of its trace; root + ".trace" tells whether it was."""
    name, number, _ = call
    # With a filter in the kernel all other calls run at full speed, but no signal is sent.
    filtered = [] if what.startswith("signal") else ["--seccomp-bpf"]
    return run(binary, root, words, ["-qq", *filtered, "-o", root + ".trace", "-e",
                                     f"trace={name}", "-e", f"inject={name}:{what}:when={number}"])


def require_strace():
    try:
        subprocess.run(["strace", "-f", "-o", "/dev/null", "true"], capture_output=True, check=True)
    except (FileNotFoundError, subprocess.CalledProcessError) as error:
        sys.exit(f"strace can't trace here: {error}")


def make_scratch():
    """In memory where possible: nothing here depends on a disk, and syncing one takes long."""
    memory = "/dev/shm"
    return tempfile.TemporaryDirectory(prefix="custrec-crash-",
                                       dir=memory if os.access(memory, os.W_OK) else None)
