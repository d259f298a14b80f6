"""What a borrower asks for behind his link stands in the register of the house, with the day of the law.

A complaint, hardship, a person, a consent taken back: one ticket each, one answer, whoever of the house gives it.
"""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from server.compliance.tickets import service as tickets
from server.compliance.tickets.models import Ticket, TicketKind, TicketState
from server.contracts.borrower import requests
from server.contracts.borrower.models import BorrowerRequest
from server.contracts.errors import OwnComplaint
from server.customers.errors import ConsentMissing
from server.customers.models import Consent
from server.customers.service import give_consent
from server.customers.trails.models import ConsentWithdrawal
from server.kit.errors import Stale
from server.notices.staff.models import StaffNotice, StaffNoticeKind
from tests.fixtures.house import fresh
from tests.fixtures.papers import refused
from tests.fixtures.world import id_of
from tests.mobile_api.test_borrower import Mine, mine, newest
from tests.schema.stage import Stage

__all__ = ["mine"]
TODAY = date(2026, 3, 2)
DAYS = {"COMPLAINT": 15, "HARDSHIP": 10, "HUMAN_REVIEW": 5, "CONSENT_WITHDRAWAL": 15}
DESK, OFFICER = "risk.hq", "officer.east1"


async def ticket_of(owner: AsyncSession, kind: TicketKind) -> Ticket:
    await owner.rollback()
    wanted = select(Ticket).where(Ticket.kind == kind, Ticket.request_id.is_not(None))
    return (await owner.execute(wanted.execution_options(populate_existing=True))).scalar_one()


async def told(owner: AsyncSession, kind: StaffNoticeKind) -> set[UUID]:
    await owner.rollback()
    return set((await owner.execute(select(StaffNotice.staff_id).where(StaffNotice.kind == kind))).scalars())


async def test_whatever_is_asked_becomes_a_ticket_with_its_day_and_the_borrower_sees_it(
    mine: Mine, owner: AsyncSession
) -> None:
    for kind in DAYS:
        assert (await mine.ask(kind, f"诉求：{kind}")).status_code == 204
    shown = {each["kind"]: each for each in (await mine.look()).json()["requests"]}
    due = {kind: (TODAY + timedelta(days=days)).isoformat() for kind, days in DAYS.items()}
    assert {kind: each["dueOn"] for kind, each in shown.items()} == due
    await owner.rollback()
    rows = (await owner.execute(select(Ticket).where(Ticket.request_id.is_not(None)))).scalars().all()
    assert {row.kind for row in rows} == {
        TicketKind.COMPLAINT,
        TicketKind.HARDSHIP,
        TicketKind.HUMAN_REVIEW,
        TicketKind.WITHDRAWAL,
    }
    assert all("诉求".encode() not in row.question_cipher for row in rows)
    hearing = await told(owner, StaffNoticeKind.TICKET_FILED)
    assert {id_of(DESK), id_of(OFFICER)} <= hearing
    assert not {id_of("officer.west1"), id_of("officer2.east1"), id_of("finance.hq")} & hearing


async def test_an_answer_of_the_desk_is_read_behind_the_link(mine: Mine, owner: AsyncSession) -> None:
    await mine.ask("COMPLAINT", "收费没有说明")
    ticket = await ticket_of(owner, TicketKind.COMPLAINT)
    risk = await mine.api.as_staff(DESK)
    said: dict[str, Any] = {"text": "已逐项说明并退还", "outcome": "upheld"}
    await tickets.answer_ticket(fresh(risk), ticket_id=ticket.id, **said, expected_version=1)
    [asked] = (await mine.look()).json()["requests"]
    assert (asked["state"], asked["answer"]) == ("ANSWERED", "已逐项说明并退还")
    assert "已有答复" in await newest(mine.api, "borrower_answer")
    officer = await mine.api.as_staff("branchmanager.east1")
    assert ticket.request_id is not None
    with pytest.raises(Stale):
        await requests.answer(fresh(officer), request_id=ticket.request_id, text="另一答复", expected_version=1)


async def test_a_complaint_is_not_answered_by_the_customers_own_officer(mine: Mine, owner: AsyncSession) -> None:
    await mine.ask("COMPLAINT", "客户经理态度不好")
    ticket = await ticket_of(owner, TicketKind.COMPLAINT)
    told: dict[str, Any] = {"request_id": ticket.request_id, "text": "没有此事", "expected_version": 1}
    with pytest.raises(OwnComplaint):
        await requests.answer(fresh(await mine.api.as_staff(OFFICER)), **told)
    waiting = await ticket_of(owner, TicketKind.COMPLAINT)
    assert (waiting.state, waiting.version) == (TicketState.OPEN, 1)
    [asked] = (await mine.look()).json()["requests"]
    assert (asked["state"], asked["answer"]) == ("OPEN", None)
    await requests.answer(fresh(await mine.api.as_staff("branchmanager.east1")), **told | {"text": "已核实并致歉"})
    answered = await ticket_of(owner, TicketKind.COMPLAINT)
    assert (answered.state, answered.outcome) == (TicketState.ANSWERED, "done")
    clear = await tickets.read_ticket(await mine.api.as_staff(DESK), ticket_id=ticket.id)
    assert clear.answer == "已核实并致歉"


async def test_a_consent_is_taken_back_at_once_with_its_trail_and_the_house_is_told(
    mine: Mine, owner: AsyncSession, stage: Stage
) -> None:
    drawn = stage.customers["drawn"].customer_id
    officer = await mine.api.as_staff(OFFICER)
    for purpose in ("marketing", "bureau_query"):
        await give_consent(fresh(officer), customer_id=drawn, purpose=purpose)
    assert (await mine.look()).json()["consents"] == ["bureau_query", "marketing", "personal_data"]
    refused(await mine.ask("CONSENT_WITHDRAWAL", "不再同意", purposes=["selling"]), 422, "customer.purpose_unknown")
    refused(await mine.ask("CONSENT_WITHDRAWAL", "不再同意", purposes="all"), 422, "input.invalid", "purposes")
    never = await mine.ask("CONSENT_WITHDRAWAL", "不再同意", purposes=["data_sharing"])
    refused(never, 422, ConsentMissing.code, "purpose")
    await owner.rollback()
    assert (await owner.execute(select(ConsentWithdrawal))).all() == []
    asked = select(BorrowerRequest.id).where(BorrowerRequest.customer_id == drawn)
    assert (await owner.execute(asked)).all() == []
    assert (await mine.ask("CONSENT_WITHDRAWAL", "不再同意", purposes=["marketing"])).status_code == 204
    assert (await mine.look()).json()["consents"] == ["bureau_query", "personal_data"]
    await owner.rollback()
    [trail] = (await owner.execute(select(ConsentWithdrawal))).scalars().all()
    assert (trail.purpose, trail.taken_by, trail.customer_id) == ("marketing", drawn, drawn)
    assert "不再同意" not in trail.reason
    kept = select(Consent.purpose).where(Consent.customer_id == drawn)
    assert "marketing" in set((await owner.execute(kept)).scalars())
    assert {id_of(DESK), id_of(OFFICER)} <= await told(owner, StaffNoticeKind.CONSENT_WITHDRAWN)
    assert (await ticket_of(owner, TicketKind.WITHDRAWAL)).due_on == TODAY + timedelta(days=15)


async def test_without_a_purpose_named_all_consents_are_taken_back(mine: Mine) -> None:
    assert (await mine.ask("CONSENT_WITHDRAWAL", "全部撤回")).status_code == 204
    assert (await mine.look()).json()["consents"] == []
