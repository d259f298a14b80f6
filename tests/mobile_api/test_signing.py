"""The signing page's data: what a one-time link opens, and everything that it does not."""

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from server.kit.clock import FixedClock
from tests.factories.contracts import INK
from tests.fixtures.api import Api, digest
from tests.fixtures.papers import PDF, put_paper, refused
from tests.schema.stage import Stage

TOO_SOON_SECONDS = 60


class Page:
    """A borrower with a link."""

    def __init__(self, api: Api, token: str) -> None:
        self.api = api
        self.path = f"/api/sign/{token}"

    async def look(self) -> httpx.Response:
        return await self.api.client.get(self.path)

    async def ask_for_code(self) -> httpx.Response:
        return await self.api.client.post(f"{self.path}/code", headers={"Idempotency-Key": uuid4().hex})

    async def sign(
        self, code: object, *, agree: object = True, key: str | None = "", signature: object = INK
    ) -> httpx.Response:
        headers = {} if key is None else {"Idempotency-Key": key or uuid4().hex}
        body = {"code": code, "agree": agree, "signature": signature}
        return await self.api.client.post(self.path, json=body, headers=headers)

    async def newest(self, kind: str) -> str:
        """What the newest message of a kind to the customer says."""
        told = (await self.api.client.get("/api/phone")).json()["messages"]
        return next(str(message["text"]) for message in told if message["kind"] == kind)

    async def code(self) -> str:
        found = re.search(r"\d{6}", await self.newest("signing_code"))
        assert found
        return found[0]


@pytest.fixture
async def page(api: Api, stage: Stage, owner: AsyncSession) -> Page:
    """A contract that was sent, and its link as the customer's phone got it."""
    await put_paper(api.house, owner, stage)
    sent = await api.do("officer.east1", "sendContract", "contract { state }", contractId=stage["contract"])
    assert sent.data["sendContract"]["contract"]["state"] == "SENT"
    found = re.search(r"/sign/([\w-]+)", await Page(api, "").newest("signing_link"))
    assert found
    return Page(api, found[1])


async def state_of(owner: AsyncSession, stage: Stage) -> str:
    await owner.rollback()
    wanted = text("SELECT state FROM contracts WHERE id = :id")
    return str((await owner.execute(wanted, {"id": stage.rows["contract"]})).scalar_one())


async def test_a_borrower_reads_asks_for_a_code_and_signs_once(page: Page, stage: Stage, owner: AsyncSession) -> None:
    shown: dict[str, Any] = (await page.look()).json()
    assert (shown["state"], shown["customerNameMasked"]) == ("sent", "王*明")
    assert shown["amount"] == "30000.00"
    assert stage.customers["drawn"].name not in str(shown)
    paper = await page.api.client.get(f"{page.path}/pdf")
    assert (paper.content, paper.headers["cache-control"]) == (PDF, "no-store")
    assert (await page.ask_for_code()).status_code == 204
    code = await page.code()
    signed = await page.sign(code, key="k-1")
    assert signed.json() == {"state": "signed"}
    assert await state_of(owner, stage) == "signed"
    once = await digest(owner)
    assert (await page.sign(code, key="k-1")).json() == {"state": "signed"}
    refused(await page.sign("000000", key="k-1"), 409, "request.key_reused", "idempotencyKey")
    refused(await page.sign(code), 409, "contract.wrong_state")
    refused(await page.ask_for_code(), 409, "contract.wrong_state")
    assert await digest(owner) == once
    assert (await page.look()).json()["state"] == "signed"


@pytest.mark.usefixtures("shares_database")
async def test_an_unknown_link_opens_nothing(api: Api) -> None:
    for token in ("x", "a" * 43, "ä", "%2e%2e", "x" * 2_000, "'; DROP TABLE contracts; --"):
        page = Page(api, token)
        refused(await page.look(), 404, "contract.link_invalid")
        refused(await page.ask_for_code(), 404, "contract.link_invalid")
        refused(await page.sign("123456"), 404, "contract.link_invalid")
        refused(await api.client.get(f"{page.path}/pdf"), 404, "contract.link_invalid")


async def test_an_expired_link_opens_nothing(page: Page, clock: FixedClock, stage: Stage, owner: AsyncSession) -> None:
    await page.ask_for_code()
    code = await page.code()
    clock.advance(timedelta(days=3))
    refused(await page.look(), 404, "contract.link_invalid")
    refused(await page.sign(code), 404, "contract.link_invalid")
    refused(await page.api.client.get(f"{page.path}/pdf"), 404, "contract.link_invalid")
    assert await state_of(owner, stage) == "sent"


async def test_five_wrong_codes_make_the_right_one_worthless(page: Page, stage: Stage, owner: AsyncSession) -> None:
    await page.ask_for_code()
    code = await page.code()
    wrong = "000000" if code != "000000" else "111111"
    for _ in range(5):
        refused(await page.sign(wrong), 422, "contract.code_wrong", "code")
    refused(await page.sign(code), 422, "contract.code_wrong", "code")
    assert await state_of(owner, stage) == "sent"


async def test_an_old_code_is_worthless_and_a_new_one_is_not(
    page: Page, clock: FixedClock, stage: Stage, owner: AsyncSession
) -> None:
    await page.ask_for_code()
    code = await page.code()
    clock.advance(timedelta(minutes=5, seconds=1))
    refused(await page.sign(code), 422, "contract.code_wrong", "code")
    await page.ask_for_code()
    assert (await page.sign(await page.code())).status_code == 200
    assert await state_of(owner, stage) == "signed"


async def test_a_code_comes_once_a_minute_and_five_times_a_link(page: Page, clock: FixedClock) -> None:
    for number in range(5):
        assert (await page.ask_for_code()).status_code == 204, number
        refused(await page.ask_for_code(), 409, "contract.code_too_soon")
        clock.advance(timedelta(seconds=TOO_SOON_SECONDS))
    refused(await page.ask_for_code(), 409, "contract.code_too_soon")


async def test_who_does_not_agree_has_not_signed(page: Page, stage: Stage, owner: AsyncSession) -> None:
    await page.ask_for_code()
    code = await page.code()
    answers: tuple[object, ...] = (False, None, "true", 1, {})
    for agree in answers:
        refused(await page.sign(code, agree=agree), 422, "contract.not_agreed", "agree")
    assert await state_of(owner, stage) == "sent"


async def test_an_unsound_field_of_a_signature_is_named(page: Page, stage: Stage, owner: AsyncSession) -> None:
    await page.ask_for_code()
    for code in (None, "", 123456, ["1"]):
        refused(await page.sign(code), 422, "input.invalid", "code")
    refused(await page.sign("x" * 5_000), 422, "contract.code_wrong", "code")
    refused(await page.sign(await page.code(), key=None), 422, "input.invalid", "idempotencyKey")
    assert await state_of(owner, stage) == "sent"


async def test_a_link_is_no_log_in_of_staff(page: Page) -> None:
    token = page.path.rsplit("/", 1)[1]
    answer = await page.api.send({"query": "{ viewer { operations } }"}, Authorization=f"Bearer {token}")
    assert answer.code == "SESSION_TOKEN_INVALID"
