"""The readers by name, as functions from a picture's bytes to a record."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

Read = Callable[[str, bytes], dict[str, Any]]
CRASH = "crash"
NAMES = ("ours", "plain")


def opened(name: str, cache: Path, threads: int = 1) -> Read:
    """The reader with its models loaded, the plain one on one thread. `seconds` of its records leave that out."""
    return _ours(cache, threads) if name == "ours" else _plain()


def _ours(cache: Path, threads: int) -> Read:
    from ocr import PictureError, open_reader
    from ocr.records import record_of, refusal_of

    reader = open_reader(cache, threads)

    def read(name: str, data: bytes) -> dict[str, Any]:
        started = time.perf_counter()
        try:
            return record_of(name, reader.read(data))
        except PictureError as error:
            return refusal_of(name, error.code, time.perf_counter() - started)
        except Exception as error:  # noqa: BLE001 -- a reader that falls over has read nothing, and is counted so
            return refusal_of(name, f"{CRASH} {type(error).__name__}", time.perf_counter() - started)

    return read


def _plain() -> Read:
    from bench.ocr.plain import PlainReader

    reader = PlainReader()

    def read(name: str, data: bytes) -> dict[str, Any]:
        started = time.perf_counter()
        record = reader.read(data)
        return {"file": name, **record, "error": None, "seconds": time.perf_counter() - started}

    return read
