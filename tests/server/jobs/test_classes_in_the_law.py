"""The tiers of the book against what they rest on: AS-01 and AS-03 to AS-06 in the nightly sweep."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from server.classification.models import ClassificationMonth, ClassificationRun, LoanClass, LoanTier, RunState
from server.classification.vocabulary import Tier
from server.compliance.desk.models import ComplianceFinding, FindingState
from server.identity.actors import WORKER
from server.jobs.sweeping.classes import IMPAIRED, TIERS, UPGRADES
from server.jobs.sweeping.running import sweep_part
from server.kit.work import Caller, House
from server.loans.closing.models import LoanAccrual
from server.loans.journal.models import LoanAct
from server.loans.models import Instalment
from server.loans.rules import ActKind
from tests.factories.classification import plant_class
from tests.factories.custody import plant_funding_account
from tests.factories.customers import plant_customer
from tests.factories.loans import PlantedLoan, plant_loan
from tests.factories.products import plant_product
from tests.fixtures.house import NOON

DAY = date(2026, 3, 1)


@dataclass
class Book:
    """A loan of special mention since the end of February, and a night that is classified."""

    owner: AsyncSession
    house: House
    loan: PlantedLoan

    async def classified(self, tier: Tier, *, days: int = 0) -> None:
        """What the evening left: its tier and the days of the day's closing."""
        await self.owner.execute(update(LoanTier).values(tier=tier))
        await self.owner.execute(update(LoanClass).values(tier=tier))
        what = {"interest_fen": 0, "penalty_fen": 0, "fee_fen": 0, "days_past_due": days}
        place = {"accrued_on": DAY, "loan_id": self.loan.loan_id, "branch_id": self.loan.customer.branch_id}
        await self.owner.execute(insert(LoanAccrual).values(**place, **what))
        counts = dict.fromkeys(("people", "loans", "changed", "booked", "provision_fen"), 0)
        run = {"business_date": DAY, "state": RunState.DONE, "edition": 1, "started_at": NOON, "ended_at": NOON}
        await self.owner.execute(insert(ClassificationRun).values(**run, **counts))

    async def sweep(self, part: Any, day: date = DAY) -> list[tuple[str, FindingState]]:
        """The findings of the book after a night."""
        await self.owner.commit()
        await sweep_part(Caller(self.house, WORKER, request_id="test"), day=day, part=part.name)
        wanted = select(ComplianceFinding.rule_code, ComplianceFinding.state).order_by(ComplianceFinding.rule_code)
        found = [(row[0], row[1]) for row in await self.owner.execute(wanted)]
        await self.owner.rollback()
        return found


@pytest.fixture
async def book(owner: AsyncSession, house: House) -> Book:
    customer, version_id = await plant_customer(owner), await plant_product(owner)
    funding_id = await plant_funding_account(owner)
    loan = await plant_loan(owner, customer, version_id, funding_id)
    await plant_class(owner, customer, loan.loan_id, funding_id)
    return Book(owner, house, loan)


@pytest.mark.parametrize(
    ("tier", "days", "found"), [(Tier.SPECIAL_MENTION, 90, []), (Tier.SPECIAL_MENTION, 91, ["AS-01"])]
)
async def test_a_tier_is_held_against_the_days_of_the_same_evening(
    book: Book, tier: Tier, days: int, found: list[str]
) -> None:
    await book.classified(tier, days=days)
    assert await book.sweep(TIERS) == [(code, FindingState.OPEN) for code in found]


async def test_what_is_classed_as_it_must_be_is_mended_and_an_unclassified_day_says_nothing_new(book: Book) -> None:
    assert await book.sweep(TIERS, DAY - timedelta(days=1)) == []
    await book.classified(Tier.NORMAL, days=1)
    assert await book.sweep(TIERS) == [("AS-01", FindingState.OPEN)]
    await book.owner.execute(update(LoanTier).values(tier=Tier.SPECIAL_MENTION))
    assert await book.sweep(TIERS, DAY + timedelta(days=1)) == [("AS-01", FindingState.MENDED)]


@pytest.mark.parametrize(
    ("kind", "detail", "code"),
    [
        (ActKind.RESCHEDULE, {}, "AS-03"),
        (ActKind.HOLIDAY, {}, "AS-03"),
        (ActKind.RATE_CHANGE, {"penalty_multiple": "2"}, "AS-06"),
    ],
)
async def test_a_loan_that_was_restructured_or_misused_is_not_normal(
    book: Book, kind: ActKind, detail: dict[str, str], code: str
) -> None:
    await book.classified(Tier.NORMAL)
    own = {**book.loan.customer.owner_columns, "id": uuid4(), "loan_id": book.loan.loan_id, "number": 2}
    act = {"kind": kind, "detail": detail, "value_on": DAY, "booked_on": DAY}
    by = {"recorded_by": book.loan.customer.officer_id, "recorded_at": NOON}
    await book.owner.execute(insert(LoanAct).values(**own, **act, **by))
    assert await book.sweep(TIERS) == [(code, FindingState.OPEN)]


@pytest.mark.parametrize(
    ("since", "dues", "found"),
    [(date(2025, 9, 1), 2, []), (date(2025, 9, 2), 2, ["AS-04"]), (date(2025, 8, 1), 1, ["AS-04"])],
)
async def test_who_leaves_the_non_performing_tiers_has_waited_months_and_instalments(
    book: Book, since: date, dues: int, found: list[str]
) -> None:
    fallen = {"from_on": date(2025, 9, 9), "due_on": date(2025, 10, 9), "agreed_on": date(2025, 10, 9)}
    await book.owner.execute(update(Instalment).where(Instalment.number <= dues).values(**fallen))
    await book.owner.execute(update(LoanTier).values(tier=Tier.SUBSTANDARD, until_on=DAY))
    stretch = {"tier": Tier.NORMAL, "from_on": DAY, "reasons": [], "edition": 1, "decided_at": NOON}
    own = {**book.loan.customer.owner_columns, "id": uuid4(), "loan_id": book.loan.loan_id, "decided_by": WORKER.id}
    await book.owner.execute(insert(LoanTier).values(**own, **stretch))
    await book.owner.execute(update(LoanClass).values(tier=Tier.NORMAL, clear_since=since, classified_on=DAY))
    assert [code for code, _ in await book.sweep(UPGRADES)] == found


async def test_a_loan_of_which_half_is_expected_to_be_lost_is_at_best_doubtful(book: Book) -> None:
    assert await book.sweep(IMPAIRED) == []
    await book.owner.execute(update(ClassificationMonth).values(expected_fen=1_500_000, provision_fen=1_500_000))
    assert await book.sweep(IMPAIRED, DAY + timedelta(days=1)) == [("AS-05", FindingState.OPEN)]
    await book.owner.execute(update(ClassificationMonth).values(tier=Tier.DOUBTFUL))
    assert await book.sweep(IMPAIRED, DAY + timedelta(days=2)) == [("AS-05", FindingState.MENDED)]
