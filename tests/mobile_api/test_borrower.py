"""The borrower's own page: what his link shows for the life of the loan, what he may ask for, and who answers."""

import re
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from sqlalchemy import Select, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from server.contracts.borrower import links, requests
from server.contracts.borrower.models import BorrowerLink, BorrowerRequest
from server.kit.clock import FixedClock
from server.kit.errors import Denied, NotFound, Stale
from server.loans.models import Loan
from tests.factories.contracts import INK
from tests.fixtures.api import Api
from tests.fixtures.house import fresh
from tests.fixtures.papers import PDF, put_paper, refused
from tests.schema.stage import Stage

TEXT = "生意受影响，希望延期两个月还款"


class Mine:
    """A borrower's page."""

    def __init__(self, api: Api, token: str) -> None:
        self.api, self.path = api, f"/api/mine/{token}"

    async def look(self) -> httpx.Response:
        return await self.api.client.get(self.path)

    async def ask(self, kind: object = "HARDSHIP", text: object = TEXT, **more: object) -> httpx.Response:
        headers = {"Idempotency-Key": uuid4().hex}
        body = {"kind": kind, "text": text} | more
        return await self.api.client.post(f"{self.path}/requests", json=body, headers=headers)


async def newest(api: Api, kind: str) -> str:
    told = (await api.client.get("/api/phone")).json()["messages"]
    return next(str(message["text"]) for message in told if message["kind"] == kind)


async def token_in(api: Api) -> str:
    found = re.search(r"/mine/([\w-]+)", await newest(api, "borrower_link"))
    assert found
    return found[1]


def mine_of(stage: Stage) -> Select[UUID]:
    """What the page's own borrower has asked: the stage holds a request of another."""
    drawn = stage.customers["drawn"].customer_id
    return select(BorrowerRequest.id).where(BorrowerRequest.customer_id == drawn)


@pytest.fixture
async def mine(api: Api, stage: Stage, owner: AsyncSession) -> Mine:
    """A contract that was signed on the page, and the link that its borrower got by it."""
    await put_paper(api.house, owner, stage)
    await api.do("officer.east1", "sendContract", "contract { state }", contractId=stage["contract"])
    found = re.search(r"/sign/([\w-]+)", await newest(api, "signing_link"))
    assert found
    page = f"/api/sign/{found[1]}"
    assert (await api.client.post(f"{page}/code", headers={"Idempotency-Key": uuid4().hex})).status_code == 204
    code = re.search(r"\d{6}", await newest(api, "signing_code"))
    assert code
    body = {"code": code[0], "agree": True, "signature": INK}
    signed = await api.client.post(page, json=body, headers={"Idempotency-Key": uuid4().hex})
    assert signed.status_code == 200, signed.text
    return Mine(api, await token_in(api))


async def test_a_borrower_sees_his_own_contract_and_asks_once_at_a_time(
    mine: Mine, stage: Stage, owner: AsyncSession
) -> None:
    shown: dict[str, Any] = (await mine.look()).json()
    assert (shown["state"], shown["customerNameMasked"], shown["loan"]) == ("CONTRACTED", "王*明", None)
    assert stage.customers["drawn"].name not in str(shown)
    paper = await mine.api.client.get(f"{mine.path}/contract")
    assert (paper.content, paper.headers["cache-control"]) == (PDF, "no-store")
    assert (await mine.ask()).status_code == 204
    refused(await mine.ask(), 409, "contract.asked_already", "kind")
    assert (await mine.ask("complaint", "收费没有说明")).status_code == 204
    asked = (await mine.look()).json()["requests"]
    assert [(each["kind"], each["state"]) for each in asked] == [("COMPLAINT", "OPEN"), ("HARDSHIP", "OPEN")]
    await owner.rollback()
    rows = (await owner.execute(select(BorrowerRequest))).scalars().all()
    assert len(rows) >= 2
    assert all(TEXT.encode() not in row.text_cipher for row in rows)


async def test_unsound_requests_are_refused_by_their_field(mine: Mine, owner: AsyncSession, stage: Stage) -> None:
    for kind in ("", "loan", 5, None):
        refused(await mine.ask(kind), 422, "input.invalid", "kind")
    refused(await mine.ask(text=""), 422, "input.invalid", "text")
    for text in ("   ", "长" * 1_001):
        refused(await mine.ask(text=text), 422, "contract.request_unsound", "text")
    await owner.rollback()
    assert (await owner.execute(mine_of(stage))).first() is None


async def test_an_answer_reaches_the_borrower_and_is_given_once(mine: Mine, owner: AsyncSession, stage: Stage) -> None:
    await mine.ask()
    await owner.rollback()
    request_id = (await owner.execute(mine_of(stage))).scalar_one()
    officer = await mine.api.as_staff("officer.east1")
    assert (await requests.request_in_clear(officer, request_id=request_id)).text == TEXT
    for stranger in ("officer.west1", "officer.east2"):
        with pytest.raises(NotFound):
            await requests.request_in_clear(await mine.api.as_staff(stranger), request_id=request_id)
    with pytest.raises(Denied):
        await requests.request_in_clear(await mine.api.as_staff("admin1.hq"), request_id=request_id)
    await requests.answer(fresh(officer), request_id=request_id, text="已为您安排面谈", expected_version=1)
    with pytest.raises(Stale):
        await requests.answer(fresh(officer), request_id=request_id, text="另一答复", expected_version=1)
    asked = (await mine.look()).json()["requests"]
    assert [(each["state"], each["answer"]) for each in asked] == [("ANSWERED", "已为您安排面谈")]
    assert "已有答复" in await newest(mine.api, "borrower_answer")
    assert (await mine.ask()).status_code == 204


async def test_a_revoked_link_opens_nothing_and_a_new_one_does(mine: Mine, owner: AsyncSession) -> None:
    officer = await mine.api.as_staff("officer.east1")
    application_id = (await owner.execute(select(BorrowerLink.application_id))).scalars().first()
    assert application_id is not None
    with pytest.raises(NotFound):
        await links.revoke_links(fresh(await mine.api.as_staff("officer.west1")), application_id=application_id)
    assert (await mine.look()).status_code == 200
    await links.revoke_links(fresh(officer), application_id=application_id)
    refused(await mine.look(), 404, "contract.link_invalid")
    refused(await mine.ask(), 404, "contract.link_invalid")
    refused(await mine.api.client.get(f"{mine.path}/contract"), 404, "contract.link_invalid")
    refused(await mine.api.client.get(f"{mine.path}/payoff?on=2026-03-02"), 404, "contract.link_invalid")
    await links.send_link(fresh(officer), application_id=application_id)
    assert (await Mine(mine.api, await token_in(mine.api)).look()).status_code == 200


@pytest.mark.usefixtures("shares_database")
async def test_an_unknown_link_opens_nothing(api: Api) -> None:
    for token in ("x", "a" * 43, "ä", "x" * 2_000, "'; DROP TABLE contracts; --"):
        mine = Mine(api, token)
        refused(await mine.look(), 404, "contract.link_invalid")
        refused(await mine.ask(), 404, "contract.link_invalid")


async def test_a_running_loan_shows_schedule_due_amount_and_pay_off(
    api: Api, stage: Stage, owner: AsyncSession, clock: FixedClock
) -> None:
    officer = await api.as_staff("officer.east1")
    loan = (await owner.execute(select(Loan).where(Loan.id == stage.rows["loan"]))).scalar_one()
    assert loan.application_id is not None
    await links.send_link(fresh(officer), application_id=loan.application_id)
    mine = Mine(api, await token_in(api))
    shown = (await mine.look()).json()["loan"]
    assert (shown["number"], shown["state"]) == (loan.number, "ACTIVE")
    assert len(shown["instalments"]) == loan.term_months
    today = clock.now().date().isoformat()
    quote = (await api.client.get(f"{mine.path}/payoff?on={today}")).json()
    parts = sum(float(quote[part]) for part in ("arrears", "principal", "interest", "fee"))
    assert abs(parts - float(quote["total"])) < 0.001
    refused(await api.client.get(f"{mine.path}/payoff?on=soon"), 422, "input.invalid", "on")
    await owner.execute(update(BorrowerLink).values(issued_at=clock.now() - timedelta(days=4_000)))
    await owner.commit()
    assert (await mine.look()).status_code == 200
