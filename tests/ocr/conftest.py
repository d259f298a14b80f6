"""One engine for all tests that read real pictures: loading takes ten seconds."""

from datetime import date
from pathlib import Path

import pytest

from ocr import Reader, open_reader


@pytest.fixture(scope="session")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    cache: Path = tmp_path_factory.mktemp("ocr-models")
    return open_reader(cache, threads=2, today=lambda: date(2026, 1, 5))
