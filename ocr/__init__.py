"""OCR: a picture in, proposed fields out. It knows nothing of loans, has no database and imports nothing of ours.

Nouns: a Reader reads a picture's bytes into a Reading; a Reading holds Documents (identity card front and back,
business licence), each with its Fields. A field's value has passed every check that the paper allows, or is None with
a reason; nothing is ever mended silently.
Importing this package is cheap: models and libraries are loaded by `open_reader`.
"""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from ocr.model import Document, Field, Kind, Reader, Reading
from ocr.pictures import PictureError, PictureInfo, inspect

__all__ = ["Document", "Field", "Kind", "PictureError", "PictureInfo", "Reader", "Reading", "inspect", "open_reader"]


def open_reader(cache_dir: Path, threads: int = 1, *, today: Callable[[], date] | None = None) -> Reader:
    """PaddleOCR with its models loaded (some ten seconds), for one thread of one process.

    `cache_dir` is where model folders are written at the first start; `today` dates the checks for expiry, by
    default the day in China.

    Raises:
        ocr.engine.weights.ModelsMissing: a package or a system library is not there; the message names it in one line.

    """
    from ocr.reader import PaddleReader

    return PaddleReader(cache_dir, threads, today or _today)


def _today() -> date:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    return datetime.now(ZoneInfo("Asia/Shanghai")).date()
