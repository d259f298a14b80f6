"""The operating-system account a server runs under, and the folders that account can reach."""

import hashlib
import os
import pwd
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from server.kit.embedded.errors import EmbeddedError

ENVIRONMENT = {"PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}
"""All that a database program gets to see: a stray PGPORT or LD_LIBRARY_PATH of the caller must not steer it."""

_NAMES = ("postgres", "nobody")


@dataclass(frozen=True)
class Account:
    """Who runs the database: the caller himself, or the unprivileged user that root steps down to."""

    uid: int
    gid: int
    drops: bool

    def run(
        self, command: Sequence[str | Path], *, cwd: Path, timeout_seconds: float = 120
    ) -> subprocess.CompletedProcess[str]:
        """Run a program to its end as this account; the caller looks at the return code. Raises OSError."""
        drop: Mapping[str, object] = {"user": self.uid, "group": self.gid, "extra_groups": []} if self.drops else {}
        return subprocess.run(  # type: ignore[call-overload,no-any-return]  # noqa: S603  # our own words, no shell
            [str(part) for part in command],
            cwd=cwd,
            env=ENVIRONMENT,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=timeout_seconds,
            **drop,
        )

    def take(self, path: Path) -> None:
        """Make `path` this account's property (only root can and needs to)."""
        if self.drops:
            os.chown(path, self.uid, self.gid)

    def reaches(self, folder: Path) -> bool:
        """Whether this account can enter `folder`: asked of the system, so that access lists count as well."""
        if not self.drops:
            return os.access(folder, os.X_OK)
        return self.run(["/bin/sh", "-c", 'cd "$1"', "sh", folder], cwd=Path("/")).returncode == 0


def choose_account(owner_of: Path) -> Account:
    """Pick the account: the caller, or for root $JIEDAI_PG_USER, `postgres` or `nobody`.

    `owner_of` is the data folder; when it exists its owner wins, so a user that a package added later changes nothing.
    Raises EmbeddedError when root finds nobody to step down to, or a user meets a data folder of somebody else's.
    """
    owner = owner_of.stat() if owner_of.exists() else None
    if os.geteuid() != 0:
        if owner and owner.st_uid != os.geteuid():
            raise EmbeddedError(f"{owner_of} belongs to another user; choose another folder or start as that user")
        return Account(uid=os.geteuid(), gid=os.getegid(), drops=False)
    if owner and owner.st_uid != 0:
        return Account(uid=owner.st_uid, gid=owner.st_gid, drops=True)
    asked = os.environ.get("JIEDAI_PG_USER")
    for name in [asked] if asked else _NAMES:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        if entry.pw_uid != 0:
            return Account(uid=entry.pw_uid, gid=entry.pw_gid, drops=True)
    raise EmbeddedError(f"PostgreSQL refuses to run as root and there is no user {asked or ' or '.join(_NAMES)}")


def choose_home(wanted: Path) -> Path:
    """Make and return the folder for the cluster: `wanted`, or a substitute that the server's account can reach.

    A checkout below a closed home (root's /root is 0700) cannot hold the data of another user. The substitute lies in
    /var/lib/jiedai or in the system's temporary folder and is named after `wanted`, so the next start finds it again.
    Raises EmbeddedError.
    """
    wanted = wanted.absolute()
    digest = hashlib.sha256(str(wanted).encode()).hexdigest()[:12]
    substitutes = [Path("/var/lib/jiedai") / digest, Path(tempfile.gettempdir()) / f"jiedai-{digest}"]
    for home in [wanted, *(substitutes if os.geteuid() == 0 else [])]:
        try:
            home.mkdir(mode=0o755, parents=True, exist_ok=True)
        except OSError:
            continue
        if home.is_symlink() or home.stat().st_uid != os.geteuid():
            continue
        if choose_account(home / "data").reaches(home):
            return home
    raise EmbeddedError(f"no folder for the database: {wanted} cannot be made, or the server's user cannot reach it")
