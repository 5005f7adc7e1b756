# SPDX-License-Identifier: MIT
"""Every command of custrec, with words that take it far, and every value of its --format. The commands
and formats are those that --help lists: one without words here fails the suite."""
import dataclasses
import re
import subprocess

from place import ACTIVE, DRAFT, PERSON, RETURNED, SUBMITTED

# Of each command the words of its runs. The first of them is run again with every format of --help.
READING = {
    "verify": ["", "--files --strict --deadlines --known", "--since HEAD", "--since HEAD~1 --strict", "--staged",
               "--rules", ACTIVE, "customers", "--only duplicate-customer,unique --jobs 2"],
    "list": ["", "机械", "--columns id,name,contacts.mobile,owner,tags,contacts", "--group type,stage,owner",
             "--where stage=signed --where owner=张三"],
    "show": [ACTIVE, f"{ACTIVE} --all", f"{PERSON} --all", f"{ACTIVE} --history", f"{ACTIVE} --versions",
             f"{ACTIVE} --at HEAD~1", "机械"],
    "export": ["", "--kind interaction", "--kind change", "--excel", "--format form --blank", "--since 2024-01-01",
               "--format form --kind visit", "--format xlsx -o {out}/x.xlsx", "--labels -o {out}/x.csv"],
    "review": ["", "--reviewer 李四"],
    "review show": [SUBMITTED, RETURNED],
    "review due": ["", "--within 3wd --owner 张三"],
    "review stale": ["--months 1"],
    "review annual": ["", "--year 2025"],
    "review ledger": ["", "--cause", "--adopt --dry-run"],
    "review duplicates": [""],
    "review changes": ["--since 2024-01-01", "--since HEAD~1"],
    "review report": ["--period 2024", "--period 2024 --format html -o {out}/report.html"],
    "review sample": ["--status --period 2024-Q1", "--sheet text --period 2024-Q1", "--sheet html --period 2024-Q1",
                      "--sheet csv --period 2024-Q1"],
    "completion": ["bash", "fish -- custrec edit C2024", "fish -- custrec list --where stage=",
                   "fish -- custrec list --where own", "bash -- custrec review due --owner 张"],
}
WRITING = {
    "init": ["", "--hooks"],
    "add": ["--from {in}/new.csv", "--from {in}/new.csv --dry-run", "--from {in}/update.csv --update",
            f"interaction {ACTIVE} method=phone topic=交货期 summary=确认六月交货",
            "interaction --from {in}/entries.csv", f"file {ACTIVE} {{in}}/letter.txt kind=letter",
            "--from {in}/new.csv --map {in}/map.yaml --save-map {out}/map.yaml --skip --rejects {out}/bad.csv",
            "name=测试机械有限公司 --draft"],
    "edit": ["--from {in}/update.csv --reason 核对", f"{ACTIVE} tags+=新 remarks=改 --reason 核对",
             f"{ACTIVE} grade=new --reason 核对 --dry-run", f"{ACTIVE} contacts.1= needs.N1.status=done --reason 核对",
             "--tidy", "--tidy --check", f"--renumber {DRAFT}", f"--discard {DRAFT}", f"--resolve {ACTIVE}"],
    "show": [f"{ACTIVE} --unmask --purpose 核对"],
    "export": ["--unmask --purpose 核对 --format jsonl -o {out}/x.jsonl"],
    "review approve": [f"{SUBMITTED} --note 已核对", "--all-clean"],
    "review return": [f"{SUBMITTED} --reason 号码不一致"],
    "review ledger": ["--adopt --due 2026-12-31"],
    "review sample": ["--period 2024", f"--record {ACTIVE} ok --period 2024-Q1",
                      "--from {in}/outcomes.csv --period 2024-Q1"],
    "merge-driver": [f"{{in}}/base.yaml {{in}}/ours.yaml {{in}}/theirs.yaml customers/2024/03/{ACTIVE}.yaml"],
}
REVIEWER = ("review approve", "review return", "review sample")
# Formats that programs read: what data says in them is theirs to escape, also on a CI log.
MACHINE = {"csv", "json", "jsonl", "sarif", "junit", "xlsx", "yaml", "vcf",
           "sqlite", "sql", "html", "form", "json-schema"}


@dataclasses.dataclass(frozen=True)
class Call:
    command: str
    words: tuple
    writes: bool

    @property
    def format(self):
        """Of what is printed: `people`, `github` or a name of MACHINE."""
        if self.command == "export":
            return self.words[self.words.index("--format") + 1] if "--format" in self.words else "csv"
        for option in ("--format", "--sheet"):
            value = self.words[self.words.index(option) + 1] if option in self.words else ""
            if value in MACHINE or value == "github":
                return value
        # Scripts and candidates are for a shell.
        return "shell" if self.command == "completion" else "people"

    @property
    def unmasked(self):
        return "--unmask" in self.words

    def __str__(self):
        return " ".join((self.command, *self.words))


def help_of(binary, *words):
    return subprocess.run([binary, *words, "--help"], capture_output=True, text=True, check=True,
                          env={"LC_ALL": "C"}).stdout


def find_commands(binary, *words):
    """Command to the formats it has, of all that --help leads to."""
    text = help_of(binary, *words)
    below = text.partition("\nSubcommands:\n")[2].partition("\n\n")[0]
    commands = {}
    if words:
        formats = re.search(r"--format [A-Z]+:\{([a-z,-]+)\}", text)
        commands[" ".join(words)] = formats[1].split(",") if formats else []
    for name in re.findall(r"^  ([a-z-]+)", below, re.MULTILINE):
        commands |= find_commands(binary, *words, name)
    return commands


def make_calls(binary):
    """All calls, and what --help has but no call."""
    calls, missing = [], []
    for command, formats in find_commands(binary).items():
        own = [(words, command in WRITING and words in WRITING[command])
               for words in READING.get(command, []) + WRITING.get(command, [])]
        if not own:
            missing.append(f"custrec {command}: tests/hostile/calls.py has no words for it")
            continue
        first, writes = own[0]
        own += [(f"{first} --format {name}".strip(), writes) for name in formats]
        calls += [Call(command, tuple(words.split()), writes) for words, writes in dict.fromkeys(own)]
    return calls, missing
