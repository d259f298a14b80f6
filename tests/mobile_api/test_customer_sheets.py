"""A sheet of customers over REST: looked at first, then brought in, every wrong row told by its line."""

from pathlib import Path
from typing import Any

import httpx
import orjson
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from tests.fixtures.api import Api
from tests.fixtures.papers import refused
from tests.server.customers.importing.test_bringing import counted, person, sheet

URL = "/api/customer-sheets"
IMPORTS = text("SELECT count(*) FROM customer_imports")


def bytes_of(path: Path) -> bytes:
    return path.read_bytes()


async def hand_in(api: Api, path: Path, *, dry: bool, login: str = "risk.hq") -> httpx.Response:
    files, data = {"file": ("客户.csv", bytes_of(path))}, {"dryRun": "true" if dry else "false"}
    return await api.client.post(URL, files=files, data=data, headers=await api.headers(login))


def told(answer: httpx.Response) -> tuple[list[tuple[int, str, str]], dict[str, Any]]:
    """The faults by line, column and code, and the report that ends the answer."""
    assert answer.status_code == 200, answer.text
    lines = [orjson.loads(line) for line in answer.text.splitlines()]
    faults = [line["fault"] for line in lines if "fault" in line]
    assert {"line": 6} in lines
    return [(each["line"], each["column"], each["code"]) for each in faults], lines[-1]["report"]


async def test_a_sheet_is_looked_at_then_brought_in_and_a_second_time_nothing_happens(
    api: Api, owner: AsyncSession, tmp_path: Path
) -> None:
    twice = person(3, phone="13900000099")
    rows = [person(1), person(2, number="110101199003070000"), twice, twice | {"phone": "13900000098"}, person(5)]
    path, before = sheet(tmp_path, rows), await counted(owner)
    faults, report = told(await hand_in(api, path, dry=True))
    assert faults == [(3, "证件号码", "customer.number_unsound"), (5, "证件号码", "customer.import_twice")]
    assert (report["rows"], report["entered"], report["faulty"], report["whole"]) == (5, 3, 2, None)
    assert await counted(owner) == before
    faults, report = told(await hand_in(api, path, dry=False))
    assert (report["entered"], report["whole"]) == (3, {"entered": 3, "known": 0, "faulty": 2})
    assert (await counted(owner))["customers"] == before["customers"] + 3
    again = await hand_in(api, path, dry=False)
    assert orjson.loads(again.text)["report"]["whole"] == {"entered": 3, "known": 0, "faulty": 2}
    assert (await counted(owner))["customers"] == before["customers"] + 3


async def test_who_may_not_and_what_is_no_sheet_is_refused_with_its_field_and_nothing_is_begun(
    api: Api, owner: AsyncSession, tmp_path: Path
) -> None:
    path, before = sheet(tmp_path, [person(1)]), await counted(owner)
    given = {"file": ("a.csv", bytes_of(path))}
    refused(await api.client.post(URL, files=given, data={"dryRun": "true"}), 401, "session.token_invalid")
    refused(await hand_in(api, path, dry=False, login="officer.east1"), 403, "access.denied")
    headless, empty = tmp_path / "headless.csv", tmp_path / "empty.csv"
    headless.write_text("甲,乙\n1,2\n")
    empty.write_bytes(b"")
    for wrong, code in ((headless, "import.title_wrong"), (empty, "import.sheet_unreadable")):
        refused(await hand_in(api, wrong, dry=False), 422, code, "file")
    headers = await api.headers("risk.hq")
    refused(await api.client.post(URL, files=given, headers=headers), 422, "input.invalid", "dryRun")
    without = {"other": ("a.csv", b"x")}
    answer = await api.client.post(URL, files=without, data={"dryRun": "true"}, headers=headers)
    refused(answer, 422, "input.invalid", "file")
    assert await counted(owner) == before
    assert (await owner.execute(IMPORTS)).scalar_one() == 0
