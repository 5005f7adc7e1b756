# SPDX-License-Identifier: MIT
"""Every kind of special file at every path that custrec opens, and around the archive where a command
is given the path."""
import os
import socket
import stat

from place import ACTIVE, ASK_GIT, NEIGHBOUR, PATHS, SUBMITTED, Archive

ATTACHMENT = f"attachments/{ACTIVE}/示例机械有限公司-2024-合同.pdf"
# Where a folder belongs, the name ends in /.
FILES = [".custrec/lock", ".custrec/manifest", ".custrec/git-looked-at", ".gitattributes", ".gitignore",
         "custrec.yaml", "team.yaml", "access.log", "schemas/customer.yaml", "schemas/contact.yaml",
         "schemas/another.yaml", "schemas/codes/region.tsv", "schemas/codes/mobile_prefixes.tsv",
         "schemas/codes/area_codes.tsv", "schemas/codes/another.tsv", "schemas/calendar/CN.tsv",
         "samples/2024-Q1.yaml", "samples/2024.yaml", PATHS[ACTIVE], PATHS[SUBMITTED],
         "customers/2024/03/C20240315009.yaml", ATTACHMENT, f"attachments/{ACTIVE}/another.txt"]
FOLDERS = [".custrec", ".custrec/stage", "schemas", "schemas/codes", "schemas/calendar", "samples", "customers",
           "customers/2024", "customers/2024/03", "attachments", f"attachments/{ACTIVE}", ".git", ".git/index",
           ".git/HEAD", ".git/config", ".git/objects", ".git/refs/heads/main", ".git/packed-refs", ".git/info/exclude",
           ".git/objects/info/alternates"]
INPUTS = ["../in/new.csv", "../in/update.csv", "../in/map.yaml", "../in/outcomes.csv", "../in/letter.txt",
          "../in/entries.csv", "../in/ours.yaml"]
OUTPUTS = ["../out/x.csv", "../out/x.xlsx", "../out/report.html", "../out/bad.csv", "../out/map.yaml",
           "../out/x.jsonl"]


def make_fifo(place, name):
    os.mkfifo(place.path(name), 0o666)


def make_socket(place, name):
    # The address of a socket is short: bind from its folder.
    here = os.getcwd()
    os.chdir(os.path.dirname(place.path(name)))
    try:
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(os.path.basename(name))
    finally:
        os.chdir(here)


def make_device(place, name):
    os.mknod(place.path(name), stat.S_IFCHR | 0o666, os.makedev(1, 5))


def make_folder(place, name):
    os.mkdir(place.path(name))
    place.write(name + "/inside.yaml", "a: b\n")


def link_to(target):
    return lambda place, name: os.symlink(target.format(outside=place.outside), place.path(name))


def link_to_itself(place, name):
    os.symlink(os.path.basename(name), place.path(name))


def make_empty(place, name):
    place.write(name, "")


def make_huge(place, name):
    place.write(name, "a")
    os.truncate(place.path(name), 1 << 30)


def make_unreadable(place, name):
    place.write(name, f"# {NEIGHBOUR}\n")
    os.chmod(place.path(name), 0)


def make_shut(place, name):
    os.mkdir(place.path(name))
    os.chmod(place.path(name), 0)


def make_bytes(place, name):
    place.write(name, bytes(range(256)) * 20)


KINDS = {
    "FIFO": make_fifo, "socket": make_socket, "folder": make_folder, "empty file": make_empty,
    "huge file": make_huge, "unreadable file": make_unreadable, "unreadable folder": make_shut,
    "all bytes": make_bytes, "link to itself": link_to_itself, "link to nothing": link_to("nothing/at/all"),
    "link to a file outside": link_to("{outside}/secret.yaml"), "link to a folder outside": link_to("{outside}/folder"),
    "link to a device": link_to("/dev/zero"), "link to a terminal": link_to("/dev/tty"),
    "link upwards": link_to("../.."),
}
if os.geteuid() == 0:
    KINDS["device"] = make_device
# What a person names may be a pipe, which waits for its other end, a device without end, or a link.
WITHOUT = {"../in/letter.txt": ("link to a file outside", "unreadable file", "link to a device"),
           "../in/": ("link to a file outside", "unreadable file", "link to a device", "FIFO", "device"),
           "../out/": ("link to a file outside", "link to a device", "FIFO")}


def put(kind, name):
    def build(place):
        place.remove(name)
        parent = os.path.dirname(place.path(name))
        os.makedirs(parent, exist_ok=True)
        KINDS[kind](place, name)
    return build


def find_archives():
    """One kind after another is wide, so that every command meets every kind."""
    for at, name in enumerate(FILES + FOLDERS + INPUTS + OUTPUTS):
        left_out = next((kinds for start, kinds in WITHOUT.items() if name.startswith(start)), ())
        for number, kind in enumerate(KINDS):
            if kind in left_out:
                continue
            shut = kind.startswith("unreadable")
            yield Archive(f"{kind} at {name}", put(kind, name), calls=0 if at % len(KINDS) == number and at < 32 else 2,
                          masked=not name.startswith("schemas"), user=65534 if shut and os.geteuid() == 0 else 0,
                          also=ASK_GIT if name.startswith(".git/") else ())
