"""An append-only file of JSON lines: each append is on the disk before it returns.

A process killed in the middle of a write leaves half a last line: it was never acknowledged, so it is cut off. A
broken line anywhere else is damage, and the journal refuses to open.
"""

import fcntl
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Record = dict[str, Any]


class JournalDamaged(Exception):
    """A line before the last one cannot be read."""


class JournalInUse(Exception):
    """Another process has these books open."""


class Journal:
    """Opens the file for this process alone, repairs its end, reads it and appends to it."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        self._file = path.open("a+b")
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            self._file.close()
            raise JournalInUse(str(path)) from None
        self._cut_half_line()
        self._sync_folder()

    def _cut_half_line(self) -> None:
        self._file.seek(0)
        content = self._file.read()
        whole = content.rfind(b"\n") + 1
        if whole < len(content):
            self._file.truncate(whole)
            os.fsync(self._file.fileno())

    def _sync_folder(self) -> None:
        """A new file is only there for certain when its folder is on the disk too."""
        folder = os.open(self.path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def records(self) -> Iterator[Record]:
        """Everything from the beginning. Raises JournalDamaged."""
        self._file.seek(0)
        for number, line in enumerate(self._file, start=1):
            try:
                record = json.loads(line)
            except ValueError:
                raise JournalDamaged(f"{self.path}: line {number}") from None
            yield record

    def append(self, record: Record) -> None:
        """One line, written and fsynced."""
        self._file.write(json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
        self._file.flush()
        os.fsync(self._file.fileno())

    def close(self) -> None:
        self._file.close()
