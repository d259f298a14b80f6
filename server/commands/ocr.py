"""`jiedai ocr`: read pictures of identity cards and business licences from the shell; no database, no settings."""

import json
import os
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, BinaryIO

import typer

from server.commands.console import ExitCode, fail, new_app

if TYPE_CHECKING:
    from ocr import Reader

app = new_app("Read identity cards and business licences in pictures; needs no database.")


@app.command()
def ocr(
    files: Annotated[list[Path], typer.Argument(help="Pictures or PDFs.", metavar="FILES...")],
    *,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="One JSON line a file, in the order given.")] = False,
    threads: Annotated[int, typer.Option(min=1, max=64, help="Threads of the recogniser.")] = 1,
    cache_dir: Annotated[
        Path, typer.Option(envvar="JIEDAI_OCR_CACHE", help="Where the model folders are written at the first start.")
    ] = Path(".jiedai/ocr"),
) -> None:
    """Read identity cards and business licences in pictures; exit code 0 when every file got its line."""
    with _own_output() as out:
        reader = _open(cache_dir, threads)
        for path in _with_progress(files):
            record = _read(reader, path)
            text = json.dumps(record, ensure_ascii=False) if jsonl else _for_people(record)
            out.write(text.encode("utf-8", "backslashreplace") + b"\n")
            out.flush()


@contextmanager
def _own_output() -> Iterator[BinaryIO]:
    """Standard output for our lines alone: whatever a library prints goes to standard error meanwhile."""
    sys.stdout.flush()
    kept = os.dup(1)
    os.dup2(2, 1)
    try:
        with os.fdopen(os.dup(kept), "wb") as out:
            yield out
    finally:
        sys.stdout.flush()
        os.dup2(kept, 1)
        os.close(kept)


def _open(cache_dir: Path, threads: int) -> "Reader":
    from ocr import open_reader
    from ocr.engine.weights import ModelsMissing

    try:
        return open_reader(cache_dir, threads)
    except ModelsMissing as error:
        fail(ExitCode.SETTINGS, str(error))


def _with_progress(files: list[Path]) -> Iterator[Path]:
    """The files, with a bar on standard error when a person watches."""
    if len(files) == 1 or not sys.stderr.isatty():
        yield from files
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(files, description="reading", console=Console(stderr=True))


def _read(reader: "Reader", path: Path) -> dict[str, Any]:
    """The record of one file; every fault of the file becomes a coded one."""
    from ocr import PictureError
    from ocr.records import record_of, refusal_of

    started = time.perf_counter()
    try:
        return record_of(str(path), reader.read(_bytes_of(path)))
    except PictureError as error:
        code = error.code
    except (OSError, ValueError):  # not there, a folder, no right to read; a name with a null byte
        code = "picture.unreadable_file"
    except Exception as error:  # noqa: BLE001 -- one picture that the engine trips over must not take the others with it
        sys.stderr.write(f"{path!s:.200}: {type(error).__name__}\n")
        code = "picture.unreadable"
    return refusal_of(str(path), code, time.perf_counter() - started)


def _bytes_of(path: Path) -> bytes:
    """An ordinary file's bytes: a device or a pipe could go on for ever, and a file may grow while it is read.

    Raises:
        OSError: it is no ordinary file, or not ours to read.
        PictureError: it is larger than a picture can be.

    """
    from ocr import PictureError
    from ocr.pictures import FILE_LIMIT

    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError("no ordinary file")
        if os.fstat(handle).st_size > FILE_LIMIT:
            raise PictureError("picture.too_large")
        data = file.read(FILE_LIMIT + 1)
    if len(data) > FILE_LIMIT:
        raise PictureError("picture.too_large")
    return data


def _for_people(record: dict[str, Any]) -> str:
    name = "".join(character if character.isprintable() else "?" for character in record["file"])
    head = f"{name}: {record['kind']} ({record['seconds']} s)"
    if record["error"]:
        return f"{head} {record['error']['code']} {record['error']['message']}"
    rows = [f"  {label}  {value}  {record['confidence'][label]:.2f}" if value else f"  {label}  -"
            for label, value in record["fields"].items()]  # fmt: skip
    return "\n".join([head, *rows, *(f"  ! {warning}" for warning in record["warnings"])])
