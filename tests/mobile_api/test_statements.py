"""Handing in a bank statement over REST."""

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from tests.factories.reconciliation import ACCOUNT, PAPER
from tests.fixtures.api import Api
from tests.fixtures.papers import refused

IMPORT = "statement { account { accountNumber } lineCount } matchedLines openBreaks"


async def test_a_file_is_kept_then_imported(api: Api) -> None:
    response = await api.client.post(
        "/api/statements", files={"file": ("对账单.csv", PAPER)}, headers=await api.headers("finance.hq")
    )
    assert response.status_code == 201, response.text
    told = await api.do("finance.hq", "importStatement", IMPORT, fileId=response.json()["fileId"])
    assert told.data["importStatement"] == {
        "statement": {"account": {"accountNumber": ACCOUNT}, "lineCount": 1},
        "matchedLines": 0,
        "openBreaks": 1,
    }


async def test_who_may_not_and_what_is_no_file_is_refused_and_nothing_kept(api: Api, owner: AsyncSession) -> None:
    counted = text("SELECT count(*) FROM statement_files")
    given, before = {"file": ("a.csv", PAPER)}, (await owner.execute(counted)).scalar_one()
    refused(await api.client.post("/api/statements", files=given), 401, "session.token_invalid")
    officer, clerk = await api.headers("officer.east1"), await api.headers("finance.hq")
    refused(await api.client.post("/api/statements", files=given, headers=officer), 403, "access.denied")
    empty = {"file": ("a.csv", b"")}
    refused(await api.client.post("/api/statements", files=empty, headers=clerk), 422, "statement.unreadable", "file")
    without = {"other": ("a.csv", PAPER)}
    refused(await api.client.post("/api/statements", files=without, headers=clerk), 422, "input.invalid", "file")
    await owner.rollback()
    assert (await owner.execute(counted)).scalar_one() == before
