"""Making a new, empty data folder."""

import secrets
import shutil
import sys
from pathlib import Path

from server.kit.embedded.account import choose_account
from server.kit.embedded.endpoint import SUPERUSER
from server.kit.embedded.engine import Engine
from server.kit.embedded.errors import EmbeddedError

_BUILTIN_LOCALE_SINCE = 17
_SYNC_METHOD_SINCE = 17


def initialise(home: Path, engine: Engine, *, password: str, durable: bool) -> None:
    """Make `home/data`: in a draft, renamed at the end, so that a killed first start leaves no half cluster.

    Each draft has a name of its own: an initdb that outlived its killed parent must not write into ours.
    Raises EmbeddedError with initdb's last line.
    """
    for old in home.glob("data.new-*"):
        shutil.rmtree(old, ignore_errors=True)
    draft = home / f"data.new-{secrets.token_hex(4)}"
    account = choose_account(draft)
    draft.mkdir(mode=0o700)
    account.take(draft)
    secret = home / "initdb.password"
    secret.unlink(missing_ok=True)
    secret.touch(mode=0o600)
    secret.write_text(password)
    account.take(secret)
    # code-point order from PostgreSQL's own tables: the same on every system, and no index breaks with a new C library
    locale = ["--locale-provider=builtin"] if engine.major >= _BUILTIN_LOCALE_SINCE else []
    try:
        result = account.run(
            [
                *(engine.bin / "initdb", "-D", draft, "-U", SUPERUSER, f"--pwfile={secret}"),
                *("--auth-local=scram-sha-256", "--auth-host=scram-sha-256", "--data-checksums"),
                *("--encoding=UTF8", "--locale=C.UTF-8", *locale),
                *_sync_option(engine, durable=durable),
            ],
            cwd=home,
        )
    finally:
        secret.unlink()
    if result.returncode != 0:
        shutil.rmtree(draft, ignore_errors=True)
        raise EmbeddedError(f"initdb failed: {last_words(result.stderr)}")
    draft.rename(home / "data")


def _sync_option(engine: Engine, *, durable: bool) -> list[str]:
    """How the new files reach the disk: not, at once by a sync of the file system, or one by one."""
    if not durable:
        return ["--no-sync"]
    return ["--sync-method=syncfs"] if sys.platform == "linux" and engine.major >= _SYNC_METHOD_SINCE else []


def last_words(text: str) -> str:
    """Return the last line that says why, for a one-line message."""
    lines = [line for line in text.splitlines() if line.strip()]
    reasons = [line for line in lines if "FATAL" in line or "error" in line.lower()]
    return (reasons or lines or ["no message"])[-1].strip()
