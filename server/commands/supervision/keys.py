"""Secrets of one demo: made at the first start, kept beside its data, of no use in production."""

import base64
import json
import os
import secrets
from pathlib import Path

from server.settings import DEMO_MARK, KEY_BYTES

FILE_NAME = "keys.json"
SOURCES_VARIABLE = "JIEDAI_CONNECTORS_SECRET"


def load_keys(data_dir: Path) -> dict[str, str]:
    """Return the keys and secrets of this data folder as variables of the environment.

    The keys begin with the mark by which production settings recognise and refuse them. Without them nothing that the
    data folder holds can be read again, so a damaged file raises ValueError instead of being replaced.
    """
    path = data_dir / FILE_NAME
    if path.exists():
        kept: dict[str, str] = json.loads(path.read_text())
        # a folder of before there were sources has no secret for them yet
        return kept if SOURCES_VARIABLE in kept else _kept(path, kept | {SOURCES_VARIABLE: secrets.token_urlsafe(32)})
    made = {
        "JIEDAI_MASTER_KEY": _demo_key(),
        "JIEDAI_TOKEN_KEY": _demo_key(),
        "JIEDAI_BANK_SECRET": secrets.token_urlsafe(32),
        SOURCES_VARIABLE: secrets.token_urlsafe(32),
    }
    return _kept(path, made)


def _kept(path: Path, keys: dict[str, str]) -> dict[str, str]:
    write_private(path, json.dumps(keys))
    return keys


def _demo_key() -> str:
    return base64.b64encode(DEMO_MARK + secrets.token_bytes(KEY_BYTES - len(DEMO_MARK))).decode()


def write_private(path: Path, text: str) -> None:
    """Write a file that its owner alone may read, whole or not at all."""
    draft = path.with_name(f"{path.name}.{os.getpid()}.new")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
