"""One engine for all tests that read real pictures: loading takes ten seconds. A picture many ask for is read once.

One thread: the tests run side by side, and a second one would wait for its turn at full speed.
"""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Protocol

import pytest

from bench.ocr.photos import Severity
from ocr import Reader, Reading, open_reader
from tests.factories.photographs import Photographed, photographed


class ReadOnce(Protocol):
    """`tests.factories.photographs.photographed`, with what the reader makes of it."""

    def __call__(
        self, kind: str, seed: str, severity: Severity = "easy", *, turn: int = 0
    ) -> tuple[Photographed, Reading]: ...


@pytest.fixture(scope="session")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    cache: Path = tmp_path_factory.mktemp("ocr-models")
    return open_reader(cache, threads=1, today=lambda: date(2026, 1, 5))


@pytest.fixture(scope="session")
def read_once(reader: Reader) -> ReadOnce:
    @cache
    def read(kind: str, seed: str, severity: Severity = "easy", *, turn: int = 0) -> tuple[Photographed, Reading]:
        paper = photographed(kind, seed, severity, turn=turn)
        return paper, reader.read(paper.data)

    return read
