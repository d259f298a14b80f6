"""`jiedai reconcile` as a program, and the day that is not closed while bank and books differ."""

import asyncio
import base64
import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from server.custody.models import FundingAccount
from server.simulators.bank.papers import camt053
from tests.factories.custody import plant_funding_account
from tests.factories.reconciliation import movement, statement
from tests.fixtures.programs import Command
from tests.fixtures.world import MASTER_KEY, TOKEN_KEY

FAILED, USAGE = 1, 2
DAY = date(2026, 3, 19)


async def run(app_url: str, folder: Path, *words: str) -> tuple[int | None, str, str]:
    """Exit code, standard output and standard error of a command, on 20 March 2026 and without a bank."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("JIEDAI_")} | {
        "JIEDAI_MODE": "test",
        "JIEDAI_DATABASE_URL": app_url,
        "JIEDAI_MASTER_KEY": base64.b64encode(MASTER_KEY).decode(),
        "JIEDAI_TOKEN_KEY": base64.b64encode(TOKEN_KEY).decode(),
        "JIEDAI_DATA_DIR": str(folder),
        "JIEDAI_BUSINESS_DATE": "2026-03-20",
        "JIEDAI_BANK_URL": "http://127.0.0.1:1",
    }
    return await asyncio.to_thread(Command(folder, environment, *words).told)


async def paper(owner: AsyncSession, folder: Path, closing_fen: int) -> Path:
    """A statement of the lender's one account on a file: it held 100 yuan more, or less, than its allotment."""
    account_id = await plant_funding_account(owner)
    number = (
        await owner.execute(select(FundingAccount.account_number).where(FundingAccount.id == account_id))
    ).scalar_one()
    line = movement(1, 10_000, day=DAY, remark="不明来款")
    file = folder / "statement.xml"
    file.write_bytes(camt053(statement(line, account=number, opening_fen=closing_fen - 10_000)))
    return file


@pytest.mark.timeout(180)
async def test_a_file_is_matched_and_what_differs_is_printed_and_blocks_the_day(
    owner: AsyncSession, app_url: str, tmp_path: Path
) -> None:
    file = await paper(owner, tmp_path, 10**11 + 10_000)
    code, out, err = await run(app_url, tmp_path, "reconcile", str(file), "--json")
    told: dict[str, Any] = json.loads(out)
    assert code == FAILED, err
    [one] = told["statements"]
    assert (one["code"], one["matched_lines"], one["breaks"]) == (None, 0, {"unknown_payer": 1})
    assert (told["refused"], told["clean"]) == (0, False)
    code, out, err = await run(app_url, tmp_path, "close-day")
    assert (code, out) == (FAILED, "")
    assert "CU-02" in err
    assert "100.00" in err
    code, out, err = await run(app_url, tmp_path, "close-day", "--despite-bank")
    assert code == 0, err
    assert "differ" in err


@pytest.mark.timeout(180)
async def test_what_cannot_be_imported_is_said_with_its_code(owner: AsyncSession, app_url: str, tmp_path: Path) -> None:
    await paper(owner, tmp_path, 10**11)
    broken = tmp_path / "broken.csv"
    broken.write_bytes(b"no statement")
    code, out, _ = await run(app_url, tmp_path, "reconcile", str(broken), "--json")
    assert (code, json.loads(out)["statements"][0]["code"]) == (FAILED, "statement.unreadable")
    code, out, _ = await run(app_url, tmp_path, "reconcile", "--json")
    told = json.loads(out)
    assert (code, told["day"], told["statements"][0]["code"]) == (FAILED, "2026-03-19", "statement.bank_silent")
    code, _, err = await run(app_url, tmp_path, "reconcile", str(broken), "--day", "2026-03-19")
    assert (code, "not both" in err) == (USAGE, True)
    code, _, err = await run(app_url, tmp_path, "reconcile", str(tmp_path / "none"))
    assert (code, "cannot read" in err) == (USAGE, True)
