"""`jiedai risk` as a program: what it prints, its exit code, and what a day that is gone by is answered."""

import asyncio
import base64
import json
import os
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from tests.factories.customers import plant_customer
from tests.fixtures.programs import Command
from tests.fixtures.world import MASTER_KEY, TOKEN_KEY

FAILED = 1


async def run(app_url: str, folder: Path, *words: str) -> tuple[int | None, str, str]:
    """Exit code, standard output and standard error of the command on 20 March 2026."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("JIEDAI_")} | {
        "JIEDAI_MODE": "test",
        "JIEDAI_DATABASE_URL": app_url,
        "JIEDAI_MASTER_KEY": base64.b64encode(MASTER_KEY).decode(),
        "JIEDAI_TOKEN_KEY": base64.b64encode(TOKEN_KEY).decode(),
        "JIEDAI_DATA_DIR": str(folder),
        "JIEDAI_BUSINESS_DATE": "2026-03-20",
    }
    return await asyncio.to_thread(Command(folder, environment, "risk", *words).told)


@pytest.mark.timeout(300)
async def test_it_measures_yesterday_tells_how_it_went_and_refuses_the_day_before(
    owner: AsyncSession, app_url: str, tmp_path: Path
) -> None:
    await plant_customer(owner)
    await owner.commit()
    code, out, err = await run(app_url, tmp_path, "sweep", "--json")
    assert code == 0, err
    told = json.loads(out)
    assert (told["day"], told["kind"], told["state"], told["left_out"]) == ("2026-03-19", "full", "done", [])
    assert told["subjects"] == told["sheets"] > 1
    code, out, err = await run(app_url, tmp_path, "last", "--json")
    assert code == 0, err
    counted = {row["code"]: row for row in json.loads(out)["indicators"]}
    assert counted["DQ-01"]["subjects"] == 1
    code, out, err = await run(app_url, tmp_path, "sweep", "--day", "2026-03-18")
    assert (code, out) == (FAILED, "")
    assert "risk.day_gone_by" in err
