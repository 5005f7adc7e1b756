# SPDX-License-Identifier: MIT
"""Archives in which git would run a program, read elsewhere or be led astray, and a .custrec/ that came
with a commit."""
import hashlib
import os

from place import ACTIVE, ASK_GIT, PATHS, PERSON, SUBMITTED, Archive

CONFIG = """[core]
\trepositoryformatversion = 0
\tfilemode = true
\tbare = {bare}
\tfsmonitor = {trap}
\thooksPath = {hooks}
\tsshCommand = {trap}
\tpager = {trap}
\teditor = {trap}
\taskPass = {trap}
\tgitProxy = {trap}
\talternateRefsCommand = {trap}
[diff]
\texternal = {trap}
[diff "evil"]
\ttextconv = {trap}
\tcommand = {trap}
[pager]
\tdiff = {trap}
\tshow = {trap}
\tlog = {trap}
[credential]
\thelper = {trap}
[gpg]
\tprogram = {trap}
[log]
\tshowSignature = true
[sequence]
\teditor = {trap}
[uploadpack]
\tpackObjectsHook = {trap}
[alias]
\tcat-file = !{trap}
\tlog = !{trap}
\tshow = !{trap}
\tdiff = !{trap}
"""
ME = "[user]\n\tname = 李四\n\temail = lisi@example.com\n"
HOOKS = ["post-index-change", "pre-commit", "post-checkout", "post-merge", "reference-transaction",
         "fsmonitor-watchman",
         "pre-auto-gc", "query-watchman", "post-rewrite", "prepare-commit-msg"]


def make_hooks(place, folder):
    for name in HOOKS:
        place.write(f"{folder}/{name}", f"#!/bin/sh\n'{place.trap}'\n")
        os.chmod(place.path(f"{folder}/{name}"), 0o755)


def config(place, bare="false", hooks="hooks"):
    return CONFIG.format(trap=place.trap, bare=bare, hooks=place.path(hooks))


def below_a_repository(place):
    """The archive becomes the folder records/ of a repository that is clean."""
    top = os.path.join(place.folder, "repository")
    os.mkdir(top)
    os.rename(place.root, os.path.join(top, "records"))
    os.rename(os.path.join(top, "records/.git"), os.path.join(top, ".git"))
    place.root = top
    place.git("add", "-A")
    place.git("commit", "-q", "-m", "moved")
    place.root = os.path.join(top, "records")


def embed_bare(place, folder=""):
    """The plain files that make git take a folder for a repository of its own."""
    at = folder + "/" if folder else ""
    place.write(at + "HEAD", "ref: refs/heads/main\n")
    place.write(at + "config", config(place, "true") + ME)
    place.write(at + "objects/.k", "")
    place.write(at + "refs/heads/.k", "")
    make_hooks(place, "hooks")


def bare_with_work_tree(place):
    below_a_repository(place)
    embed_bare(place)
    place.write("config", config(place).replace("bare = false", f"bare = false\n\tworktree = {place.root}"))


def in_a_folder(build):
    def both(place):
        below_a_repository(place)
        build(place)
    return both


def bare_archive_alone(place):
    """No other repository is above it."""
    place.remove(".git")
    embed_bare(place)


def own_config(place):
    """A folder that came with its .git, as from a tarball or a stick."""
    place.write(".git/config", config(place))
    place.write(".gitattributes", "* diff=evil filter=evil merge=evil text\n")
    make_hooks(place, "hooks")


def own_hooks(place):
    make_hooks(place, ".git/hooks")


def included_config(place):
    place.write("team.gitconfig", config(place))
    place.write(".git/config", place.read(".git/config") + "[include]\n\tpath = ../team.gitconfig\n")
    place.write(".gitattributes", "*.yaml diff=evil\n")


def config_of_worktree(place):
    place.write(".git/config", place.read(".git/config") + "[extensions]\n\tworktreeConfig = true\n")
    place.write(".git/config.worktree", config(place))


def attributes(place):
    place.write(".gitattributes", "* filter=evil diff=evil merge=evil -text eol=crlf "
                "working-tree-encoding=UTF-16 ident "
                "export-subst\n[attr]binary !x\n\"\\x\n" + "a" * 5000 + " text\n")
    place.write("customers/.gitattributes", "* filter=lfs\n")


def modules(place):
    place.write(".gitmodules", f'[submodule "x"]\n\tpath = customers\n\turl = -u{place.trap}\n'
                f"\tupdate = !{place.trap}\n\tignore = none\n")
    place.git("add", "-f", ".gitmodules")
    place.git("config", "submodule.x.url", f"ext::{place.trap}")
    place.git("update-index", "--add", "--cacheinfo", "160000," + "1" * 40 + ",customers/2024/09/C20240901001.yaml")


def lazy_objects(place):
    """A promisor: what is missing would be fetched by a program."""
    place.write(".git/config", place.read(".git/config") +
                f"[remote \"origin\"]\n\turl = ext::{place.trap}\n\tpromisor = true\n\tuploadpack = {place.trap}\n"
                "[extensions]\n\tpartialClone = origin\n[protocol \"ext\"]\n\tallow = always\n")
    place.git("update-index", "--add", "--cacheinfo", "100644," + "1" * 40 + ",customers/2024/09/C20240901001.yaml")


def lazy_objects_by_program(place):
    """The same from a path, by a program that the config names."""
    place.write(".git/config", place.read(".git/config") +
                f"[remote \"origin\"]\n\turl = x\n\tpromisor = true\n\tuploadpack = {place.trap}\n"
                "[extensions]\n\tpartialClone = origin\n")
    place.git("update-index", "--add", "--cacheinfo", "100644," + "1" * 40 + ",customers/2024/09/C20240901001.yaml")


def own_filters(place):
    """Programs for files whose time is another than the index says."""
    place.write(".git/info/attributes", "*.yaml filter=a\nteam.yaml filter=b\n")
    place.write(".git/config", place.read(".git/config") +
                f"[filter \"a\"]\n\tclean = {place.trap}\n\trequired = true\n[filter \"b\"]\n\tprocess = {place.trap}\n")
    for name in ("team.yaml", *PATHS.values()):
        os.utime(place.path(name), (1700000000, 1700000000))


def filter_of_odd_name(place):
    own_filters(place)
    place.write(".git/info/attributes", "*.yaml filter=a=b\n")
    place.replace(".git/config", '[filter "a"]', '[filter "a=b"]')


def git_file(target):
    def build(place):
        os.rename(place.path(".git"), place.path("elsewhere"))
        place.write("elsewhere/config", config(place))
        place.write(".git", "gitdir: " + target.format(outside=place.outside) + "\n")
    return build


def git_link(place):
    os.rename(place.path(".git"), place.path("elsewhere"))
    place.write("elsewhere/config", config(place))
    os.symlink("elsewhere", place.path(".git"))


def git_text(path, text):
    return lambda place: place.write(".git/" + path, text)


def alternates(place):
    place.write(".git/objects/info/alternates", place.outside + "\n../../../outside\n")


def odd_names(place):
    """Names in git that are options, patterns or more than a terminal takes."""
    record = place.read(PATHS[PERSON])
    for name in ("--output=x", "-rf", ":(glob)**", ":!x", "C20240315009 .yaml", "a\tb.yaml", "x\n::error::y.yaml",
                 "\x1b[31m.yaml", "\u202e.yaml", "\"q\".yaml", "$(touch x).yaml", "%s%n.yaml"):
        place.write("customers/2024/03/" + name, record)
    place.git("add", "-A")
    place.git("commit", "-q", "-m", "\x1b[31mred\n::error::forged\n##[error]y", "--author",
              "\x1b]0;t\x07 ::error::a <a\u202e@b>")
    place.git("branch", "--", "x;$(touch${IFS}y)")
    place.git("tag", "-m", "\x1b[0m", "HEAD2")


def odd_revisions(place):
    place.write(".git/refs/heads/HEAD~1", place.git("rev-parse", "HEAD").stdout.decode())
    place.write(".git/packed-refs", "# pack-refs with: peeled\n\x1b[31m\n" + "f" * 40 + " refs/heads/::error::x\n")
    place.git("replace", "HEAD", "HEAD~1", check=False)


def conflict(place):
    """A merge in the index: the number was given out on both sides."""
    record = place.read(PATHS[ACTIVE])
    blobs = []
    for text in (record, record.replace("grade: key", "grade: new"), "- \x1b[31m: [\n"):
        place.write("blob", text)
        blobs.append(place.git("hash-object", "-w", "blob").stdout.decode().strip())
    place.remove("blob")
    lines = "".join(f"100644 {blob} {stage}\t{PATHS[ACTIVE]}\n" for stage, blob in enumerate(blobs, 1))
    place.write("lines", f"0 {'0' * 40}\t{PATHS[ACTIVE]}\n" + lines)
    os.system(f"cd '{place.root}' && git update-index --index-info <lines && rm lines")


def links_in_index(place):
    """What git holds is a link where the disk has a file."""
    place.write("blob", "../../outside/secret.yaml")
    blob = place.git("hash-object", "-w", "blob").stdout.decode().strip()
    place.remove("blob")
    for name in (PATHS[SUBMITTED], "custrec.yaml", "schemas/contact.yaml", "schemas/codes/region.tsv"):
        place.git("update-index", "--add", "--cacheinfo", f"120000,{blob},{name}")


def digest(text):
    return hashlib.sha256(text.encode()).hexdigest()


def commit_manifest(place, target, text):
    """.custrec/ as a pull request would bring it: whoever runs a command next would carry it out."""
    before = digest(place.read(target)) if os.path.exists(place.path(target)) else "-"
    place.write(".custrec/stage/0", text)
    place.write(".custrec/manifest", f"custrec transaction 1\n{before}\t{digest(text)}\t.custrec/stage/0\t{target}\n")
    place.git("add", "-f", ".custrec")
    place.git("commit", "-q", "-m", "x")


def committed(target, change):
    return lambda place: commit_manifest(
        place, target, change(place.read(target)) if os.path.exists(place.path(target)) else change(""))


def uncommitted_manifest(text):
    def build(place):
        place.write(".custrec/manifest", text)
        place.write(".custrec/stage/0", "x")
    return build


LINE = "custrec transaction 1\n" + "-\t" + digest("x") + "\t.custrec/stage/0\t"
ARCHIVES = {
    "embedded bare repository": in_a_folder(embed_bare),
    "embedded bare repository with a work tree": bare_with_work_tree,
    "embedded bare repository, none above": bare_archive_alone,
    "embedded bare repository in customers": in_a_folder(lambda place: embed_bare(place, "customers")),
    "embedded bare repository in schemas": in_a_folder(lambda place: embed_bare(place, "schemas")),
    "embedded bare repository in attachments": in_a_folder(lambda place: embed_bare(place, f"attachments/{ACTIVE}")),
    "its own config": own_config,
    "its own hooks": own_hooks,
    "an included config": included_config,
    "a config of the work tree": config_of_worktree,
    "attributes": attributes,
    "modules": modules,
    "objects to be fetched": lazy_objects,
    "objects to be fetched by a program": lazy_objects_by_program,
    "filters of its own config": own_filters,
    "a filter of an odd name": filter_of_odd_name,
    ".git is a file to a folder inside": git_file("elsewhere"),
    ".git is a file to outside": git_file("{outside}/folder"),
    ".git is a file to nothing": git_file("nothing"),
    ".git is a link": git_link,
    "alternates outside": alternates,
    "names in git": odd_names,
    "revisions": odd_revisions,
    "a conflict in the index": conflict,
    "links in the index": links_in_index,
    "no objects": lambda place: place.remove(".git/objects"),
    "an index of noise": git_text("index", "DIRC" + "\x7f" * 4000),
    "a locked index": git_text("index.lock", ""),
    "HEAD of noise": git_text("HEAD", "\x1b[31m::error::x\n"),
    "HEAD outside": git_text("HEAD", "ref: ../../outside/secret.yaml\n"),
    "config of noise": git_text("config", "[core\n\x1b[31m::error::x\n"),
    "newer format of the repository": git_text("config", "[core]\n\trepositoryformatversion = 99\n"),
    "a shallow file of noise": git_text("shallow", "::error::x\n"),
    "committed manifest for the team": committed("team.yaml", lambda text: text.replace("- collector", "- manager")),
    "committed manifest for a record": committed(PATHS[ACTIVE], lambda text: text.replace("grade: key", "grade: new")),
    "committed manifest for the log": committed("access.log", lambda text: "\n"),
    "committed manifest for a new record": committed("customers/2024/03/C20240315009.yaml", lambda text: "id: x\n"),
    "manifest that climbs out": uncommitted_manifest(LINE + "customers/../../outside/new.yaml\n"),
    "manifest of an absolute path": uncommitted_manifest(LINE + "/tmp/custrec-hostile-absolute\n"),
    "manifest into git": uncommitted_manifest(LINE + ".git/hooks/pre-commit\n"),
    "manifest of noise": uncommitted_manifest("custrec transaction 1\n\x1b[31m\t::error::x\t\n"),
    "manifest with controls": uncommitted_manifest(LINE + "customers/\x1b[31m::error::x\n"),
    "manifest without a stage": lambda place: place.write(".custrec/manifest", LINE + "customers/new.yaml\n"),
}


def find_archives():
    for name, build in ARCHIVES.items():
        # What writes waits for whom the lock may belong to.
        yield Archive("git: " + name, build, calls=8 if name == "a locked index" else 0, also=ASK_GIT)
