"""Reading in processes of their own: what dies is the picture's process and nothing else."""

import os
import time
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Thread

import pytest

from ocr import Kind, PictureError, Reading
from server.documents.reading_pool import READY, ReaderDied, ReadingPool


def process(line: Connection, folder: Path) -> None:
    """A reader that does what the picture says, and notes each start in the folder."""
    (folder / str(os.getpid())).touch()
    line.send(READY)
    while True:
        try:
            data, _hint = line.recv()
        except EOFError:
            return
        if data == b"die":
            os._exit(9)
        if data == b"hang":
            time.sleep(600)
        if data == b"refuse":
            line.send(PictureError("picture.broken"))
        elif data == b"fail":
            line.send(RuntimeError("ValueError"))
        else:
            line.send(Reading((), len(data), 1, 0, (), str(os.getpid()), 0.0))


def without_models(line: Connection, _folder: Path) -> None:
    line.send(RuntimeError("ModelsMissing"))


@pytest.fixture
def pool(tmp_path: Path) -> Iterator[ReadingPool]:
    opened = ReadingPool(tmp_path, 2, start=process, seconds_max=3)
    yield opened
    opened.close()


def starts(folder: Path) -> int:
    return len(list(folder.iterdir()))


def test_one_process_reads_picture_after_picture_and_a_second_begins_only_beside_it(
    pool: ReadingPool, tmp_path: Path
) -> None:
    pool.warm_up()
    assert [pool.read(b"x" * size, hint=Kind.ID_FRONT).width for size in (3, 5)] == [3, 5]
    assert starts(tmp_path) == 1


@pytest.mark.parametrize(("data", "failure"), [(b"die", "reader_crashed"), (b"hang", "reader_timeout")])
def test_a_picture_that_takes_its_process_along_fails_with_a_code_and_the_next_one_is_read(
    pool: ReadingPool, tmp_path: Path, data: bytes, failure: str
) -> None:
    with pytest.raises(ReaderDied) as died:
        pool.read(data)
    assert died.value.failure == failure
    assert pool.read(b"next").width == 4
    assert starts(tmp_path) == 2


def test_a_process_that_died_while_it_waited_is_replaced(pool: ReadingPool, tmp_path: Path) -> None:
    os.kill(int(pool.read(b"x").engine), 9)
    until(lambda: _reads(pool))
    assert starts(tmp_path) == 2


def _reads(pool: ReadingPool, data: bytes = b"next") -> bool:
    try:
        return pool.read(data).width == 4
    except ReaderDied:
        return False


def until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_what_the_reader_raises_is_raised_here(pool: ReadingPool, tmp_path: Path) -> None:
    with pytest.raises(PictureError) as refused:
        pool.read(b"refuse")
    assert refused.value.code == "picture.broken"
    with pytest.raises(RuntimeError, match="ValueError"):
        pool.read(b"fail")
    assert pool.read(b"next").width == 4
    assert starts(tmp_path) == 1


def test_a_reader_without_models_says_so_each_time_it_is_asked(tmp_path: Path) -> None:
    pool = ReadingPool(tmp_path, 1, start=without_models)
    with pytest.raises(RuntimeError, match="ModelsMissing"):
        pool.warm_up()
    with pytest.raises(RuntimeError, match="ModelsMissing"):
        pool.read(b"x")


def test_a_picture_that_comes_while_the_models_load_waits_for_them(pool: ReadingPool, tmp_path: Path) -> None:
    warming = Thread(target=pool.warm_up)
    warming.start()
    until(lambda: starts(tmp_path) == 1)
    assert pool.read(b"next").width == 4
    warming.join()
    assert starts(tmp_path) == 1


def test_two_pictures_at_once_have_two_processes(pool: ReadingPool, tmp_path: Path) -> None:
    hanging = Thread(target=lambda: _reads(pool, b"hang"))
    hanging.start()
    until(lambda: starts(tmp_path) == 1)
    assert pool.read(b"next").width == 4
    assert starts(tmp_path) == 2
    hanging.join()
