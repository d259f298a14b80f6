"""`jiedai verify` as a program: what it prints, and its exit code."""

import asyncio
import base64
import json
import os
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from tests.fixtures.programs import Command
from tests.fixtures.world import MASTER_KEY, TOKEN_KEY
from tests.server.loans.conftest import Lender, lender

__all__ = ["lender"]

FAILED = 1


async def run(app_url: str, folder: Path, *words: str) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of the command on a database."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("JIEDAI_")} | {
        "JIEDAI_MODE": "test",
        "JIEDAI_DATABASE_URL": app_url,
        "JIEDAI_MASTER_KEY": base64.b64encode(MASTER_KEY).decode(),
        "JIEDAI_TOKEN_KEY": base64.b64encode(TOKEN_KEY).decode(),
        "JIEDAI_DATA_DIR": str(folder),
        "JIEDAI_BANK_URL": "http://127.0.0.1:9",
    }
    return await asyncio.to_thread(Command(folder, environment, "verify", *words).told)


@pytest.mark.timeout(120)
async def test_books_that_agree_end_with_zero_and_say_so(lender: Lender, app_url: str, tmp_path: Path) -> None:
    planted = await lender.running()
    await lender.repay(planted.loan_id, 500)
    code, out, err = await run(app_url, tmp_path)
    assert (code, out) == (0, ""), err
    assert "everything agrees" in err
    code, out, err = await run(app_url, tmp_path, "--json", "--no-bank")
    report: dict[str, Any] = json.loads(out)
    assert (code, err) == (0, "")
    assert (report["clean"], report["differences"], report["bank"]) == (True, [], None)
    assert report["counts"]["repayments"] == 1


@pytest.mark.timeout(120)
async def test_a_difference_is_printed_and_ends_with_one(lender: Lender, app_url: str, tmp_path: Path) -> None:
    planted = await lender.running()
    await lender.owner.execute(text("UPDATE loans SET next_due_on = next_due_on + 1"))
    await lender.owner.commit()
    code, out, err = await run(app_url, tmp_path, "--no-bank")
    assert code == FAILED
    assert out.startswith(f"loan.next_due_differs  {planted.loan_id}: expected 2026-03-16, found 2026-03-17")
    assert err.endswith("jiedai verify: 1 differences\n")
    code, out, _ = await run(app_url, tmp_path, "--json", "--no-bank")
    report: dict[str, Any] = json.loads(out)
    assert (code, report["clean"]) == (FAILED, False)
    assert [one["code"] for one in report["differences"]] == ["loan.next_due_differs"]
    assert all(one["zh"] and one["en"] for one in report["differences"])


@pytest.mark.timeout(120)
async def test_a_bank_that_cannot_be_reached_is_told(lender: Lender, app_url: str, tmp_path: Path) -> None:
    for _ in range(3):
        await lender.disburse(await lender.ready())
    await lender.work(2)
    await lender.owner.execute(text("UPDATE payment_orders SET sent_at = now()"))
    await lender.owner.commit()
    code, out, _ = await run(app_url, tmp_path, "--json")
    assert (code, json.loads(out)["bank"]) == (0, {"reached": False, "compared": 0})
