"""Downgrades by hand, upgrades with four eyes, and two who classify at once."""

import asyncio
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, text

from server.classification.errors import (
    GroundHolds,
    GroundLifted,
    GroundNotProposed,
    GroundProposed,
    NotClassified,
    OwnProposal,
    ReasonMissing,
    TierTooGood,
)
from server.classification.grounds import agree_to_upgrade, decline_upgrade, downgrade, propose_upgrade
from server.classification.models import LoanGround, LoanTier
from server.classification.tasks import classify_waiting
from server.classification.vocabulary import GroundKind, Tier
from server.kit.clock import FixedClock
from server.kit.errors import Denied, DomainError, NotFound, Stale
from tests.fixtures.house import fresh
from tests.server.loans.closing.book import close
from tests.server.loans.conftest import Lender, lender

__all__ = ["lender"]

TODAY = date(2026, 3, 2)
FRAUD: dict[str, Any] = {"kind": GroundKind.FRAUD, "tier": None, "reason": "收入证明系伪造"}


async def tiers(lender: Lender, loan_id: UUID) -> list[tuple[Tier, date, date | None]]:
    await lender.owner.rollback()
    wanted = select(LoanTier).where(LoanTier.loan_id == loan_id).order_by(LoanTier.from_on, LoanTier.id)
    return [(row.tier, row.from_on, row.until_on) for row in (await lender.owner.execute(wanted)).scalars()]


async def fingerprint(lender: Lender) -> Any:
    await lender.owner.rollback()
    told = text(
        "SELECT (SELECT md5(string_agg(g::text, '|' ORDER BY g.id)) FROM loan_grounds g), "
        "(SELECT md5(string_agg(t::text, '|' ORDER BY t.id)) FROM loan_tiers t)"
    )
    return tuple((await lender.owner.execute(told)).one())


async def test_a_downgrade_holds_at_once_and_until_two_people_have_lifted_it(lender: Lender, clock: FixedClock) -> None:
    loan_id = (await lender.running()).loan_id
    await close(lender, clock, date(2026, 3, 1))
    clock.instant = clock.instant.replace(day=2)
    risk, committee = await lender.caller("risk.hq"), await lender.caller("committee1.hq")
    reason = "经核实经营好转"
    ground = await downgrade(risk, loan_id=loan_id, kind=GroundKind.DETERIORATION, tier=None, reason="店铺停业")
    assert await tiers(lender, loan_id) == [
        (Tier.NORMAL, date(2026, 3, 1), TODAY),
        (Tier.SPECIAL_MENTION, TODAY, None),
    ]
    await close(lender, clock, TODAY)
    assert len(await tiers(lender, loan_id)) == 2
    await propose_upgrade(fresh(risk), ground_id=ground, reason=reason, expected_version=1)
    assert (await tiers(lender, loan_id))[-1][0] is Tier.SPECIAL_MENTION
    await agree_to_upgrade(committee, ground_id=ground, expected_version=2)
    assert (await tiers(lender, loan_id))[-1] == (Tier.NORMAL, TODAY, None)


async def test_a_loan_that_was_put_among_the_non_performing_stays_there_to_be_observed(
    lender: Lender, clock: FixedClock
) -> None:
    loan_id = (await lender.running()).loan_id
    await close(lender, clock, TODAY)
    risk, committee = await lender.caller("risk.hq"), await lender.caller("committee1.hq")
    ground = await downgrade(risk, loan_id=loan_id, **FRAUD)
    await propose_upgrade(fresh(risk), ground_id=ground, reason="误判", expected_version=1)
    await agree_to_upgrade(committee, ground_id=ground, expected_version=2)
    await lender.owner.rollback()
    present = select(LoanTier).where(LoanTier.loan_id == loan_id, LoanTier.until_on.is_(None))
    row = (await lender.owner.execute(present)).scalar_one()
    assert (row.tier, [each["code"] for each in row.reasons]) == (Tier.DOUBTFUL, ["observed"])


async def test_what_may_not_be_done_is_refused_and_changes_nothing(lender: Lender, clock: FixedClock) -> None:
    loan_id = (await lender.running()).loan_id
    await close(lender, clock, TODAY)
    risk, committee = await lender.caller("risk.hq"), await lender.caller("committee1.hq")
    ground = await downgrade(risk, loan_id=loan_id, **FRAUD)
    before = await fingerprint(lender)

    async def refused(error: type[DomainError], verb: Any, caller: Any, **given: Any) -> None:
        with pytest.raises(error):
            await verb(fresh(caller), **given)
        assert await fingerprint(lender) == before

    about = {"ground_id": ground, "expected_version": 1}
    await refused(GroundHolds, downgrade, risk, loan_id=loan_id, **FRAUD)
    await refused(NotFound, downgrade, risk, loan_id=ground, **FRAUD)
    await refused(TierTooGood, downgrade, risk, loan_id=loan_id, **(FRAUD | {"tier": Tier.SUBSTANDARD}))
    await refused(ReasonMissing, downgrade, risk, loan_id=loan_id, **(FRAUD | {"reason": "  "}))
    await refused(Denied, downgrade, committee, loan_id=loan_id, **FRAUD)
    await refused(GroundNotProposed, agree_to_upgrade, committee, **about)
    await refused(Stale, propose_upgrade, risk, ground_id=ground, expected_version=2, reason="x")
    await refused(Denied, agree_to_upgrade, risk, **about)
    await lender.owner.execute(
        text("UPDATE loans SET state = 'closed', closed_on = '2026-03-02', outstanding_fen = 0, next_due_on = NULL")
    )
    await lender.owner.commit()
    insolvent = FRAUD | {"kind": GroundKind.INSOLVENCY}
    await refused(NotClassified, downgrade, risk, loan_id=loan_id, **insolvent)


async def test_nobody_agrees_to_what_he_proposed_and_a_declined_ground_goes_on_holding(
    lender: Lender, clock: FixedClock
) -> None:
    loan_id = (await lender.running()).loan_id
    await close(lender, clock, TODAY)
    risk, committee = await lender.caller("risk.hq"), await lender.caller("committee1.hq")
    ground = await downgrade(risk, loan_id=loan_id, **FRAUD)
    await propose_upgrade(fresh(risk), ground_id=ground, reason="误判", expected_version=1)
    with pytest.raises(GroundProposed):
        await propose_upgrade(fresh(risk), ground_id=ground, reason="误判", expected_version=2)
    own = text("UPDATE loan_grounds SET proposed_by = :him")
    await lender.owner.execute(own, {"him": committee.actor.id})
    await lender.owner.commit()
    with pytest.raises(OwnProposal):
        await agree_to_upgrade(fresh(committee), ground_id=ground, expected_version=2)
    await decline_upgrade(fresh(await lender.caller("committee2.hq")), ground_id=ground, expected_version=2)
    await lender.owner.rollback()
    row = (await lender.owner.execute(select(LoanGround))).scalar_one()
    assert (row.state.value, row.proposed_by, row.version) == ("holding", None, 3)


async def test_of_two_who_agree_at_once_one_does(lender: Lender, clock: FixedClock) -> None:
    loan_id = (await lender.running()).loan_id
    await close(lender, clock, TODAY)
    ground = await downgrade(await lender.caller("risk.hq"), loan_id=loan_id, **FRAUD)
    await propose_upgrade(await lender.caller("risk.hq"), ground_id=ground, reason="误判", expected_version=1)
    both = [
        agree_to_upgrade(fresh(await lender.caller(login)), ground_id=ground, expected_version=2)
        for login in ("committee1.hq", "committee2.hq")
    ]
    found = await asyncio.gather(*both, return_exceptions=True)
    (late,) = [each for each in found if each != ground]
    assert isinstance(late, Stale | GroundLifted)
    history = await tiers(lender, loan_id)
    assert [row for row in history if row[2] is None] == [history[-1]]


async def test_a_downgrade_while_the_evening_runs_leaves_one_history_without_gaps(
    lender: Lender, clock: FixedClock
) -> None:
    loans = [(await lender.running()).loan_id for _ in range(6)]
    await close(lender, clock, date(2026, 3, 1))
    clock.instant = clock.instant.replace(day=3)
    await lender.owner.execute(text("TRUNCATE classification_runs"))
    await lender.owner.commit()
    callers = [await lender.caller("risk.hq") for _ in loans]
    judged = [
        downgrade(fresh(caller), loan_id=loan_id, **FRAUD) for caller, loan_id in zip(callers, loans, strict=True)
    ]
    await asyncio.gather(
        *judged, classify_waiting(lender.house, people_at_once=1), close(lender, clock, date(2026, 3, 17))
    )
    await classify_waiting(lender.house)
    for loan_id in loans:
        history = await tiers(lender, loan_id)
        assert history[-1][0] is Tier.DOUBTFUL
        assert [row[2] for row in history][-1] is None
        assert [row[2] for row in history[:-1]] == [row[1] for row in history[1:]]
