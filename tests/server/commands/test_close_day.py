"""`jiedai close-day` as a program: what it prints, its exit code, and what is left when it is killed."""

import asyncio
import base64
import json
import os
import random
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from tests.fixtures.programs import Command
from tests.fixtures.world import MASTER_KEY, TOKEN_KEY
from tests.server.loans.closing.book import forget, written
from tests.server.loans.conftest import Lender, lender

__all__ = ["lender"]

FAILED = 1
KILLS = 3


def start(app_url: str, folder: Path, *words: str) -> Command:
    """The command on a database, on 20 March 2026."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("JIEDAI_")} | {
        "JIEDAI_MODE": "test",
        "JIEDAI_DATABASE_URL": app_url,
        "JIEDAI_MASTER_KEY": base64.b64encode(MASTER_KEY).decode(),
        "JIEDAI_TOKEN_KEY": base64.b64encode(TOKEN_KEY).decode(),
        "JIEDAI_DATA_DIR": str(folder),
        "JIEDAI_BUSINESS_DATE": "2026-03-20",
    }
    return Command(folder, environment, "close-day", *words)


async def run(app_url: str, folder: Path, *words: str) -> tuple[int | None, str, str]:
    """Exit code, standard output and standard error."""
    return await asyncio.to_thread(start(app_url, folder, *words).told)


@pytest.mark.timeout(180)
async def test_it_closes_yesterday_then_what_is_asked_for_and_then_nothing(
    lender: Lender, app_url: str, tmp_path: Path
) -> None:
    await lender.running()
    code, out, err = await run(app_url, tmp_path, "--date", "2026-03-17")
    assert code == 0, err
    assert out == "2026-03-17  1 loans, 1 overdue; interest 370.71, penalty 1.40, fees 0.00; 0 reminders\n"
    code, out, err = await run(app_url, tmp_path, "--json")
    told: dict[str, Any] = json.loads(out)
    assert (code, told["until"]) == (0, "2026-03-19")
    assert [(day["business_date"], day["state"], day["loans"]) for day in told["days"]] == [
        ("2026-03-18", "closed", 1),
        ("2026-03-19", "closed", 1),
    ]
    code, out, err = await run(app_url, tmp_path)
    assert (code, out) == (0, "")
    assert "nothing to close up to 2026-03-19" in err
    code, out, err = await run(app_url, tmp_path, "--date", "2026-03-21")
    assert (code, out) == (FAILED, "")
    assert "closing.day_in_future" in err


@pytest.mark.timeout(300)
async def test_killed_anywhere_and_begun_again_it_books_what_it_would_have_booked(
    lender: Lender, app_url: str, tmp_path: Path
) -> None:
    for principal in range(3_000_000, 3_000_006):
        await lender.running(principal)
    asked = ("--date", "2026-03-18", "--batch", "1")
    first = ("--date", "2026-03-15")
    for words in (first, asked):
        code, _, err = await run(app_url, tmp_path, *words)
        assert code == 0, err
    whole = await written(lender.owner)
    await forget(lender.owner)
    await run(app_url, tmp_path, *first)
    dice, unfinished = random.Random(20260318), 0
    for turn in range(KILLS):
        if not turn:
            # the first cannot come to its entries before it is killed: at least one is broken off
            await lender.owner.execute(text("LOCK TABLE ledger_entries IN EXCLUSIVE MODE"))
        killed = start(app_url, tmp_path, *asked)
        await (asyncio.sleep(dice.uniform(0.1, 1)) if turn else _until_it_waits(lender))
        killed.kill()
        killed.wait()
        await lender.owner.rollback()
        unfinished += await written(lender.owner) != whole
    code, _, err = await run(app_url, tmp_path, *asked)
    assert code == 0, err
    assert unfinished
    assert await written(lender.owner) == whole


async def _until_it_waits(lender: Lender) -> None:
    """Wait until somebody waits for the ledger."""
    waiting = text("SELECT count(*) FROM pg_locks WHERE relation = 'ledger_entries'::regclass AND NOT granted")
    async with asyncio.timeout(60):
        while True:
            if await lender.owner.scalar(waiting):
                return
            await asyncio.sleep(0.02)
