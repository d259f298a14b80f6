"""What a reading process runs: pictures come in over a line, readings or faults go out, until the line is closed.

A module of its own, so that a process loads what reading needs and nothing of the house.
"""

import os
import signal
import sys
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Final

from server.documents.reading_pool import READY

if TYPE_CHECKING:
    from ocr import Kind, Reader, Reading

FIRST_VICTIM: Final = "800"  # of 1000: where memory runs out, the picture goes and not the worker


def serve(line: Connection, folder: Path) -> None:
    """Load the models, say so, and read until the line ends."""
    for number in (signal.SIGINT, signal.SIGTERM):  # they are for the worker, which closes the line
        signal.signal(number, signal.SIG_IGN)
    os.environ["OMP_NUM_THREADS"] = "1"  # before anything loads a numeric library
    _offer_oneself()
    try:
        import ocr

        reader = ocr.open_reader(folder)
    except Exception as error:  # noqa: BLE001 - whatever keeps the models from loading is told to who waits for them
        line.send(_tellable(error))
        return
    line.send(READY)
    while True:
        try:
            data, hint = line.recv()
            line.send(_answer(reader, data, hint))
        except (EOFError, OSError):  # whoever asked is gone
            return


def _answer(reader: "Reader", data: bytes, hint: "Kind | None") -> "Reading | Exception":
    try:
        return reader.read(data, hint=hint)
    except Exception as error:  # noqa: BLE001 - a model may fail in any way on a hostile picture
        return _tellable(error)


def _offer_oneself() -> None:
    """Linux stops somebody when memory runs out: let it be this process."""
    if sys.platform == "linux":
        Path("/proc/self/oom_score_adj").write_text(FIRST_VICTIM, encoding="ascii")


def _tellable(error: Exception) -> Exception:
    """The error as it can be told between processes: ours as they are, of others the type alone."""
    if type(error).__module__.startswith("ocr."):
        return error
    return RuntimeError(type(error).__name__)
