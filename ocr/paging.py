"""Pages of a PDF, drawn by a child process with little memory and little time: its parser is large and PDFs nest bombs.

The library is not made for threads either, and uploads are judged in several.
"""

import json
import struct
import subprocess
import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

CHILD = Path(__file__).with_name("drawing.py")
WALL_SECONDS = 30
HEAD = struct.Struct(">I")


class PagesBroken(Exception):
    """The PDF is broken, locked, has no page, or asks for more than a sheet of paper needs."""


def page_size(data: bytes) -> tuple[int, int]:
    """Width and height in pixels of the first page as it would be drawn. Raises PagesBroken."""
    head, _ = _asked(data, "size")
    (size,) = head["sizes"]
    return int(size[0]), int(size[1])


def pages(data: bytes) -> list[NDArray[np.uint8]]:
    """The first pages as arrays (height, width, blue-green-red). Raises PagesBroken."""
    head, body = _asked(data, "draw")
    found, at = [], 0
    for width, height in head["sizes"]:
        length = width * height * 3
        page = np.frombuffer(body, np.uint8, length, at).reshape(height, width, 3)
        found.append(page.copy())
        at += length
    return found


def _asked(data: bytes, what: str) -> tuple[dict[str, list[list[int]]], bytes]:
    try:
        done = subprocess.run(  # noqa: S603 -- our own file, by this interpreter; the data come in as data
            [sys.executable, "-P", str(CHILD), what],
            input=data,
            capture_output=True,
            timeout=WALL_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise PagesBroken("took too long") from None
    if done.returncode != 0 or len(done.stdout) < HEAD.size:
        raise PagesBroken(f"exit code {done.returncode}")
    (length,) = HEAD.unpack_from(done.stdout)
    head: dict[str, list[list[int]]] = json.loads(done.stdout[HEAD.size : HEAD.size + length])
    return head, done.stdout[HEAD.size + length :]
