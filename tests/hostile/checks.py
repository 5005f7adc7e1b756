# SPDX-License-Identifier: MIT
"""Runs one call on one hostile archive and says what it did that no command may do, whatever the
archive is: each rule is a function of RULES."""
import dataclasses
import os
import pty
import re
import resource
import select
import signal
import subprocess
import time

from calls import MACHINE, REVIEWER
from place import NEIGHBOUR, NOW, look

EXIT_CODES = range(6)
# C0 and C1 controls, DEL, marks of direction, separators of lines. A line break ends a line; a tab
# is harmless.
CONTROLS = re.compile(
    "[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\udc80-\udcff]")
# What custrec itself keeps there; no command looks at what a stranger may have put beside it.
OWN_FILES = (".custrec", ".custrec/lock", ".custrec/git-looked-at")
# What a change may touch around the archive: the repository above it, and the token of this clone.
OUTSIDE_FILES = ("repository/.git/", "home/.local/state/custrec/")
MOST_OUTPUT = 64 << 20


@dataclasses.dataclass
class Outcome:
    call: object
    archive: object
    stdout: bytes
    stderr: bytes
    code: int          # negative: killed by a signal; None: stopped because it took too long
    seconds: float     # of the processor
    waited: float      # the other seconds
    patience: float
    on_terminal: bool
    personal: set
    ran: str           # what the trap was called with
    changed: list      # paths of the archive
    outside: list      # paths around it

    @property
    def out(self):
        return self.stdout.decode("utf-8", "surrogateescape")

    @property
    def err(self):
        return self.stderr.decode("utf-8", "surrogateescape")


def environment(place, bin_folder, call):
    own = {name: os.environ[name] for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS") if name in os.environ}
    return own | {"PATH": bin_folder, "HOME": place.home, "LC_ALL": "C.UTF-8", "TERM": "dumb", "NO_COLOR": "1",
                  "CUSTREC_NOW": NOW, "CUSTREC_BY": "李四" if call.command in REVIEWER else "张三",
                  "GITHUB_ACTIONS": "true", "CI": "true", "GIT_CONFIG_NOSYSTEM": "1", "TRAP_LOG": place.ran,
                  "GIT_CEILING_DIRECTORIES": os.path.dirname(place.folder), "TMPDIR": place.home + "/../out"}


def words_of(call, place, bin_folder):
    fill = {"{in}": os.path.join(place.folder, "in"), "{out}": os.path.join(place.folder, "out")}
    words = [os.path.join(bin_folder, "custrec"), *call.command.split()]
    for word in call.words:
        for name, value in fill.items():
            word = word.replace(name, value)
        words.append(word)
    return words


def execute(call, place, bin_folder, patience, on_terminal=False, user=0):
    """stdout, stderr and exit code; on a terminal both are one."""
    terminal, other = pty.openpty() if on_terminal else (None, None)
    identity = {"user": user, "group": user, "extra_groups": []} if user else {}
    process = subprocess.Popen(words_of(call, place, bin_folder), cwd=place.root, stdin=subprocess.DEVNULL,
                               stdout=other or subprocess.PIPE, stderr=other or subprocess.PIPE,
                               env=environment(place, bin_folder, call), start_new_session=True, **identity)
    try:
        if on_terminal:
            os.close(other)
            return read_terminal(process, terminal, patience), b"", process.wait(patience)
        stdout, stderr = process.communicate(timeout=patience)
        return stdout, stderr, process.returncode
    except subprocess.TimeoutExpired:
        return b"", b"", None
    finally:
        if process.returncode is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
        if on_terminal:
            os.close(terminal)


def read_terminal(process, terminal, patience):
    screen = b""
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline and len(screen) < MOST_OUTPUT:
        if not select.select([terminal], [], [], 0.2)[0]:
            continue
        try:
            data = os.read(terminal, 1 << 16)
        except OSError:
            # The last one who had the terminal open is gone.
            return screen
        screen += data
    raise subprocess.TimeoutExpired(process.args, patience)


def processor_seconds():
    """Of all children that have ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def run_program(one):
    if one.ran:
        yield "ran a program: " + one.ran.splitlines()[0]


def end_in_time(one):
    if one.code is None or max(one.seconds, one.waited) > one.patience:
        yield "took too long"


def end_well(one):
    if one.code is not None and one.code not in EXIT_CODES:
        yield f"ended with {one.code}" + (": " + one.err.splitlines()[0] if one.err else "")
    for words in ("internal error", "内部错误", "AddressSanitizer", "LeakSanitizer", "runtime error:"):
        if words in one.err or (one.on_terminal and words in one.out):
            line = next((line for line in (one.out + one.err).splitlines() if words in line), words)
            yield "failed inside: " + re.sub(r"0x[0-9a-f]+|==\d+==", "…", line)
    if one.code in (2, 3, 4, 5) and not (one.err or one.on_terminal):
        yield f"ended with {one.code} and no message"


def show_no_control(one):
    """On a terminal whatever the format; else in messages and in what people read."""
    texts = [("stderr", one.err)]
    if one.on_terminal:
        # The terminal itself makes \r\n of each line break.
        texts = [("terminal", one.out.replace("\r\n", "\n"))] if one.call.format not in ("xlsx", "sqlite") else []
    elif one.call.format in ("people", "github"):
        texts.append(("stdout", one.out))
    for name, text in texts:
        if found := CONTROLS.search(text):
            yield f"raw U+{ord(found[0]):04X} on {name}: {cut_around(text, found.start())}"


def give_ci_no_command(one):
    texts = [("stderr", one.err)]
    if one.on_terminal:
        texts = []
    elif one.call.format not in MACHINE:
        texts.append(("stdout", one.out))
    for name, text in texts:
        own = one.call.format == "github" and name == "stdout"
        for line in re.split("[\r\n]", text):
            if own and re.match("::(error|warning|notice)[ :]", line):
                continue
            if found := re.search(r"^\s*::|##\[", line):
                yield f"a command for CI on {name}: {cut_around(line, found.start())}"
                break


def leave_neighbours_alone(one):
    for path in one.outside:
        yield f"changed outside the archive: {path}"
    if NEIGHBOUR.encode() in one.stdout + one.stderr:
        yield "read outside the archive"


def only_read(one):
    # git itself brings the format of a partial clone up to date.
    fetches = one.archive.name.startswith("git: objects to be fetched")
    if not one.call.writes and one.changed and not (fetches and one.changed == [".git/config"]):
        yield "a reader changed " + ", ".join(sorted(one.changed)[:3])


def mask_what_is_personal(one):
    if one.archive.masked and not one.call.unmasked:
        for value in sorted(one.personal):
            if value in one.stdout + one.stderr:
                yield "shows whole: " + value.decode()
                break


RULES = (run_program, end_in_time, end_well, show_no_control, give_ci_no_command, leave_neighbours_alone, only_read,
         mask_what_is_personal)


def cut_around(text, at):
    return ascii(text[max(0, at - 40):at + 60])


def differences(before, after):
    return [path for path in before.keys() | after.keys() if before.get(path) != after.get(path)]


def try_call(call, archive, place, bin_folder, personal, patience, on_terminal=False):
    """What the call did that it may not, and whether the place must be built anew."""
    around = ("in", "out", "ran", os.path.relpath(place.root, place.folder))
    before, before_around = look(place.root), look(place.folder, around)
    began, start = processor_seconds(), time.monotonic()
    stdout, stderr, code = execute(call, place, bin_folder, 2 * patience, on_terminal, archive.user)
    seconds = processor_seconds() - began
    waited = time.monotonic() - start - seconds
    changed = differences(before, look(place.root))
    ran = ""
    if os.path.exists(place.ran):
        with open(place.ran, encoding="utf-8", errors="replace") as file:
            ran = file.read()
    outside = [path for path in differences(before_around, look(place.folder, around))
               if not (call.writes and (path + "/").startswith(OUTSIDE_FILES))]
    changed = [path for path in changed if path not in OWN_FILES]
    one = Outcome(call, archive, stdout, stderr, code, seconds, waited, patience, on_terminal, personal, ran, changed,
                  outside)
    return [complaint for rule in RULES for complaint in rule(one)], bool(changed or outside or ran)
