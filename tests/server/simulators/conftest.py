"""A bank process and a lender, new for each test."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from server.custody.bank_http import HttpBank
from tests.server.simulators.bank_process import SECRET, BankProcess, Lender, lender_listening


@pytest.fixture
def lender() -> Iterator[Lender]:
    with lender_listening() as listening:
        yield listening


@pytest.fixture
def bank_process(tmp_path: Path, lender: Lender) -> Iterator[BankProcess]:
    process = BankProcess(tmp_path, ("--callback-url", lender.url, "--settle-seconds", "0", "--seed", "7")).start()
    yield process
    process.kill()


@pytest.fixture
async def link(bank_process: BankProcess) -> AsyncIterator[HttpBank]:
    adapter = HttpBank(bank_process.url, SECRET, timeout_seconds=20)
    yield adapter
    await adapter.aclose()
