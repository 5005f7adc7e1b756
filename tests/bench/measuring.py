# SPDX-License-Identifier: MIT
"""Times of programs side by side: each of several commands in turn, again and again, so that what
else the machine does falls on all of them."""
import os
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass

HERE = os.path.dirname(os.path.abspath(__file__))
NOW = "2026-11-16T10:00:00+08:00"  # a day after all that happens in a made archive
ENVIRONMENT = {**os.environ, "CUSTREC_NOW": NOW, "CUSTREC_BY": "张三", "GIT_CONFIG_GLOBAL": "/dev/null"}
LONG = 120  # seconds altogether after which FEW runs of a command are enough
FEW = 5


@dataclass
class Run:
    """In seconds; the most memory in MB."""
    real: float
    user: float
    system: float
    memory: float


def run(words):
    """Runs a program that must succeed."""
    begin = time.perf_counter()
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=ENVIRONMENT)
    told = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    real = time.perf_counter() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{' '.join(words)}: exit code {process.returncode}\n{told.decode()}")
    return Run(real, usage.ru_utime, usage.ru_stime, usage.ru_maxrss / 1024)


def memory_floor():
    """MB below which the most memory of a run can't be told: it begins as a copy of this program."""
    return run(["true"]).memory


def are_enough(done):
    return len(done) >= FEW and sum(each.real for each in done) > LONG


def alternate(commands, runs, enough=are_enough):
    """`commands` has a function for each name that gets the number of the run, prepares what isn't
    measured, and returns the words to run. The runs of each by name; at most `runs`, and no more of
    a command once `enough` says so of those done."""
    results = {name: [] for name in commands}
    for number in range(runs):
        for name, prepare in commands.items():
            done = results[name]
            if not enough(done):
                done.append(run(prepare(number)))
    return results


def median(runs, what="real"):
    return statistics.median(getattr(each, what) for each in runs)


def spread(runs):
    """Quickest and slowest, as text."""
    times = [each.real for each in runs]
    return f"{min(times):.3f} … {max(times):.3f}"


def make_archive(folder, records, binary, options=()):
    """Unless it is there already."""
    if os.path.exists(folder):
        return
    subprocess.run([f"{HERE}/make_archive", folder, str(records), "--binary", binary, *options], check=True,
                   stdout=subprocess.DEVNULL)


def fields_to_add(name, code, mobile):
    """The words after `custrec add` that file an invented enterprise."""
    return ["type=enterprise", f"name=宁波{name}试验有限公司", f"credit_code={code}", "industry=C35",
            "region=310115", "stage=intent", "grade=new", "first_contact=2026-11-10", "source=visit", "owner=张三",
            "demand_type=purchase", "contacts[0].name=王小明", f"contacts[0].mobile={mobile}",
            "collection.collected_by=张三", "collection.collected_at=2026-11-15", "collection.channel=active"]


def verdict(ratio, budget):
    return f"{ratio:6.2f}  (budget {budget:g}{'' if ratio <= budget else ', exceeded'})"
