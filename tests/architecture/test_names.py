"""Names: no folder like a module of the standard library, no marks of unfinished work, root files only those agreed."""

import ast
import re
import subprocess
import sys
from pathlib import Path

from tests.architecture.sources import ROOT, python_files

UNFINISHED = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|X" + r"XX)\b")
ROOT_FILES = {
    ".ci",
    ".dockerignore",
    ".editorconfig",
    ".gitignore",
    "CHANGELOG.md",
    "Dockerfile",
    "README.md",
    "bench",
    "deploy",
    "docs",
    "jiedai",
    "migrations",
    "mobile_api",
    "ocr",
    "pyproject.toml",
    "requirements.lock",
    "schema",
    "server",
    "tests",
}
VAGUE_VERBS = ("process_", "handle_", "manage_", "do_", "update_status")


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    return [Path(name.decode()) for name in listed.split(b"\0") if name]


def test_no_folder_is_named_like_a_module_of_the_standard_library() -> None:
    folders = {file.relative_to(ROOT).parent.name for file in python_files(("server", "schema", "ocr", "mobile_api"))}
    assert folders & set(sys.stdlib_module_names) == set()


def test_nothing_else_stands_in_the_root() -> None:
    assert {file.parts[0] for file in tracked()} <= ROOT_FILES


def test_a_module_says_what_it_is_and_holds_no_mark_of_unfinished_work() -> None:
    texts = {str(file.relative_to(ROOT)): file.read_text() for file in python_files()}
    assert [name for name, text in texts.items() if text.strip() and not ast.get_docstring(ast.parse(text))] == []
    assert [name for name, text in texts.items() if UNFINISHED.search(text)] == []


def _is_vague(name: str) -> bool:
    return name.rsplit(".", 1)[1].startswith(VAGUE_VERBS)


def test_verbs_are_what_staff_say() -> None:
    from server.identity.guard import DOORS

    assert DOORS
    assert [door.name for door in DOORS if door.name.startswith("server.") and _is_vague(door.name)] == []


def test_no_registry_host_or_machine_path_is_committed() -> None:
    hosts = re.compile(rb"py" + rb"pi\.org|python" + rb"hosted|npm" + rb"js\.(org|com)|deb\.deb" + rb"ian|unpkg\.com")
    paths = re.compile(rb"(^|[^\w.])/(wor" + rb"k|far" + rb"m|roo" + rb"t)/", re.MULTILINE)
    found = []
    for file in tracked():
        content = (ROOT / file).read_bytes() if (ROOT / file).is_file() else b""
        if hosts.search(content) or paths.search(content):
            found.append(str(file))
    assert found == []


def test_each_actor_of_the_system_has_a_number_and_a_name_of_his_own() -> None:
    found = re.compile(r'system_actor\(\s*(\d+),\s*"(\w+)"')
    sources = [path.read_text("utf-8") for path in python_files(("server", "mobile_api"))]
    actors = [each for source in sources for each in found.findall(source)]
    assert len(actors) > 5
    for side in zip(*actors, strict=True):
        assert len(side) == len(set(side))
