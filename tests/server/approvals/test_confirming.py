"""A large amount is decided with one's own passkey on exactly that decision, once; without a passkey with a code."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from server.approvals.errors import AlreadyDecided, CaseClosed
from server.approvals.models import ApprovalCase, Vote
from server.approvals.offered import Offered
from server.approvals.questioning import ask_passkey
from server.approvals.rules import CaseDecision, Tier
from server.approvals.service import decide
from server.audit.models import AuditRecord
from server.identity.passkeys import keeping
from server.identity.passkeys.errors import PasskeyRequired
from server.identity.passkeys.models import PasskeyQuestion
from server.identity.passkeys.rules import ANSWER_WITHIN
from server.kit.clock import FixedClock
from server.kit.errors import NotFound, Stale, StepUpRequired
from server.kit.work import Caller
from tests.factories.approvals import plant_case
from tests.factories.customers import plant_customer
from tests.factories.passkeys import SoftKey, answer, registered
from tests.fixtures.house import AsStaff, fresh

LOGIN = "manager.east"
MEANT: dict[str, Any] = {
    "decision": CaseDecision.APPROVE,
    "reason": "同意",
    "expected_version": 1,
    "offered": Offered(amount_fen=5_000_000),
    "conditions": ("办妥抵押",),
}


async def large(owner: AsyncSession) -> UUID:
    customer = await plant_customer(owner)
    return await plant_case(owner, customer, tier=Tier.REGIONAL, subject_kind="test")


async def votes(owner: AsyncSession, case_id: UUID) -> int:
    await owner.rollback()
    return (await owner.execute(select(func.count()).where(Vote.case_id == case_id))).scalar_one()


async def confirm(caller: Caller, key: SoftKey, case_id: UUID, **other: Any) -> None:
    await answer(caller, await ask_passkey(caller, case_id=case_id, **(MEANT | other)), key)


async def test_the_confirmed_decision_counts_once_and_the_record_says_by_what(
    as_staff: AsStaff, owner: AsyncSession, clock: FixedClock
) -> None:
    manager, case_id = await as_staff(LOGIN), await large(owner)
    key = await registered(manager)
    clock.advance(timedelta(minutes=30))
    with pytest.raises(PasskeyRequired):
        await decide(fresh(manager), case_id=case_id, **MEANT)
    assert await votes(owner, case_id) == 0
    await confirm(manager, key, case_id)
    await decide(fresh(manager), case_id=case_id, **MEANT)
    assert await votes(owner, case_id) == 1
    question = (await owner.execute(select(PasskeyQuestion).order_by(PasskeyQuestion.id.desc()).limit(1))).scalar_one()
    told = (
        await owner.execute(
            select(AuditRecord.changes)
            .where(AuditRecord.operation == "approval:decide", AuditRecord.code.is_(None))
            .order_by(AuditRecord.id.desc())
            .limit(1)
        )
    ).scalar_one()
    assert told["confirmed"] == question.bound.hex()
    assert (told["factor"], told["passkey"]) == ("passkey", str(question.passkey_id))
    assert question.used_at is not None


OTHERWISE: dict[str, dict[str, Any]] = {
    "verdict": {"decision": CaseDecision.REJECT, "offered": Offered(), "conditions": ()},
    "reason": {"reason": "同意放款"},
    "amount": {"offered": Offered(amount_fen=5_000_001)},
    "term": {"offered": Offered(amount_fen=5_000_000, term_months=6)},
    "rate": {"offered": Offered(amount_fen=5_000_000, rate_annual=Decimal("0.2"))},
    "conditions": {"conditions": ("办妥抵押", "补齐流水")},
    "no terms": {"offered": Offered(), "conditions": ()},
}


@pytest.mark.parametrize("other", OTHERWISE.values(), ids=OTHERWISE.keys())
async def test_a_signature_on_one_decision_is_none_on_another(
    as_staff: AsStaff, owner: AsyncSession, other: dict[str, Any]
) -> None:
    manager, case_id = await as_staff(LOGIN), await large(owner)
    key = await registered(manager)
    await confirm(manager, key, case_id, **other)
    with pytest.raises(PasskeyRequired):
        await decide(fresh(manager), case_id=case_id, **MEANT)
    assert await votes(owner, case_id) == 0


async def test_a_signature_is_bound_to_case_version_content_session_person_and_minutes(
    as_staff: AsStaff, owner: AsyncSession, clock: FixedClock
) -> None:
    manager, case_id, other_case = await as_staff(LOGIN), await large(owner), await large(owner)
    key = await registered(manager)
    await confirm(manager, key, case_id)
    with pytest.raises(PasskeyRequired):
        await decide(fresh(manager), case_id=other_case, **MEANT)
    with pytest.raises(PasskeyRequired):
        await decide(await as_staff(LOGIN), case_id=case_id, **MEANT)
    await owner.execute(update(ApprovalCase).where(ApprovalCase.id == case_id).values(content_hash="1" * 64))
    await owner.commit()
    with pytest.raises(PasskeyRequired):
        await decide(fresh(manager), case_id=case_id, **MEANT)
    await confirm(manager, key, case_id)
    clock.advance(ANSWER_WITHIN)
    with pytest.raises(PasskeyRequired):
        await decide(fresh(manager), case_id=case_id, **MEANT)
    with pytest.raises(Stale):
        await confirm(manager, key, case_id, expected_version=2)
    assert (await votes(owner, case_id), await votes(owner, other_case)) == (0, 0)


async def test_a_passkey_that_is_revoked_after_it_signed_confirms_nothing(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    manager, case_id = await as_staff(LOGIN), await large(owner)
    key = await registered(manager)
    await confirm(manager, key, case_id)
    await registered(manager, name="另一个")
    mine = await keeping.listed(manager)
    await keeping.revoke(fresh(manager), passkey_id=mine[-1].id)
    with pytest.raises(PasskeyRequired):
        await decide(fresh(manager), case_id=case_id, **MEANT)
    assert await votes(owner, case_id) == 0


async def test_one_signature_sent_twice_at_once_counts_once(as_staff: AsStaff, owner: AsyncSession) -> None:
    manager, case_id = await as_staff(LOGIN), await large(owner)
    key = await registered(manager)
    await confirm(manager, key, case_id)
    results = await asyncio.gather(
        *(decide(fresh(manager), case_id=case_id, **MEANT) for _ in range(4)), return_exceptions=True
    )
    assert [result for result in results if isinstance(result, UUID)] == [case_id]
    assert all(isinstance(one, (CaseClosed, AlreadyDecided, Stale, UUID)) for one in results), results
    assert await votes(owner, case_id) == 1


async def test_without_a_passkey_a_fresh_code_confirms_and_the_record_says_so(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    case_id = await large(owner)
    with pytest.raises(StepUpRequired):
        await decide(await as_staff(LOGIN, stepped_up=False), case_id=case_id, **MEANT)
    await decide(await as_staff(LOGIN), case_id=case_id, **MEANT)
    told = (await owner.execute(select(AuditRecord.changes).order_by(AuditRecord.id.desc()).limit(1))).scalar_one()
    assert (told["factor"], len(told["confirmed"])) == ("code", 64)


async def test_where_the_house_lets_a_code_count_beside_a_passkey_it_does(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    manager, case_id = await as_staff(LOGIN), await large(owner)
    await registered(manager)
    await keeping.set_rules(await as_staff("admin1.hq"), lock_minutes=5, code_beside_passkey=True)
    await decide(fresh(manager), case_id=case_id, **MEANT)
    assert await votes(owner, case_id) == 1


async def test_a_case_out_of_sight_cannot_be_asked_about(as_staff: AsStaff, owner: AsyncSession) -> None:
    case_id, stranger = await large(owner), await as_staff("manager.west")
    with pytest.raises(NotFound):
        await ask_passkey(replace(stranger, idempotency_key=None), case_id=case_id, **MEANT)
    await owner.rollback()
    assert (await owner.execute(select(PasskeyQuestion))).first() is None
