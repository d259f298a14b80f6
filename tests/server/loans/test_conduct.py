"""What loans tell down about a customer, and how he is rated by it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy import select

from server.customers.events import RatingFell
from server.customers.rating.chart import Grade
from server.customers.rating.doors import FactTold, record_facts
from server.customers.rating.models import CustomerConduct, CustomerRating, RatingCause
from server.customers.rating.vocabulary import FactSource, Value
from server.jobs.rating import rate_by_the_clock, rate_month
from server.kit.clock import FixedClock
from server.kit.work import Event, House, Work
from tests.server.loans.conftest import TODAY, Lender

MARCH = date(2026, 3, 1)
GOOD: dict[str, Value] = {
    "education": "degree",
    "address_verified": True,
    "home_owned": True,
    "occupation": "public",
    "work_months": Decimal(120),
    "phone_months": Decimal(60),
    "identity_complete": True,
}
SOLID = [FactTold(code, value, FactSource.DOCUMENT) for code, value in GOOD.items()]


async def conduct_of(lender: Lender, customer_id: UUID) -> CustomerConduct:
    await lender.owner.rollback()
    wanted = select(CustomerConduct).where(CustomerConduct.customer_id == customer_id)
    return (await lender.owner.execute(wanted.execution_options(populate_existing=True))).scalar_one()


async def ratings_of(lender: Lender, customer_id: UUID) -> Sequence[CustomerRating]:
    await lender.owner.rollback()
    wanted = select(CustomerRating).where(CustomerRating.customer_id == customer_id)
    return (await lender.owner.execute(wanted.order_by(CustomerRating.rated_at, CustomerRating.id))).scalars().all()


def listening(house: House, heard: list[RatingFell]) -> House:
    async def hear(_: Work, event: Event) -> None:
        assert isinstance(event, RatingFell)
        heard.append(event)

    return replace(house, reactions={**house.reactions, RatingFell: (hear,)})


async def test_who_pays_on_the_day_is_on_time_and_who_pays_late_is_not(lender: Lender, clock: FixedClock) -> None:
    planted = await lender.running()
    first, second, *_ = await lender.instalments(planted.loan_id)
    clock.advance(first.due_on - TODAY)
    await lender.repay(planted.loan_id, first.principal_fen + first.interest_fen, paid_on=first.due_on)
    clock.advance(second.due_on - first.due_on + timedelta(days=12))
    await rate_by_the_clock(lender.house)
    assert (await conduct_of(lender, planted.customer.customer_id)).current_dpd == 12
    late = second.due_on + timedelta(days=12)
    await lender.repay(planted.loan_id, second.principal_fen + second.interest_fen + 10_000, paid_on=late)
    clock.advance(timedelta(days=1))
    await rate_by_the_clock(lender.house)
    conduct = await conduct_of(lender, planted.customer.customer_id)
    assert (conduct.loans, conduct.due, conduct.on_time) == (1, 2, 1)
    assert (conduct.current_dpd, conduct.worst_dpd) == (0, 12)
    rating = (await ratings_of(lender, planted.customer.customer_id))[-1]
    assert (rating.cause, rating.facts["on_time_share"], rating.facts["worst_dpd"]) == (
        RatingCause.OVERDUE,
        "0.5",
        "12",
    )


async def test_arrears_keep_a_grade_down_and_a_far_fall_is_told_once(lender: Lender, clock: FixedClock) -> None:
    planted = await lender.running()
    officer = replace(await lender.caller("officer.east1"), house=lender.house)
    await record_facts(officer, customer_id=planted.customer.customer_id, facts=SOLID)
    first = (await lender.instalments(planted.loan_id))[0]
    await rate_month(lender.house, MARCH)
    heard: list[RatingFell] = []
    clock.advance(first.due_on - TODAY + timedelta(days=40))
    for _ in range(2):
        await rate_by_the_clock(listening(lender.house, heard))
    _, before, *_, after = await ratings_of(lender, planted.customer.customer_id)
    assert (before.caps, after.caps) == ([], ["overdue"])
    assert (after.grade, after.facts["current_dpd"]) == (Grade.CCC, "40")
    assert [(event.customer_id, event.after) for event in heard] == [(planted.customer.customer_id, "CCC")]


async def test_an_ended_loan_is_told_at_once_and_leaves_a_job_that_rates(lender: Lender) -> None:
    planted = await lender.running()
    await lender.repay(planted.loan_id, 4_000_000)
    conduct = await conduct_of(lender, planted.customer.customer_id)
    assert (conduct.loans, conduct.current_dpd, conduct.due) == (1, 0, 0)
    await lender.work()
    [rating] = await ratings_of(lender, planted.customer.customer_id)
    assert rating.cause is RatingCause.LOAN


@pytest.mark.parametrize("again", [1, 3])
async def test_a_run_of_a_month_looks_at_every_customer_once(lender: Lender, again: int) -> None:
    planted = [await lender.running() for _ in range(3)]
    for _ in range(again):
        await rate_month(lender.house, MARCH)
    for loan in planted:
        assert (await conduct_of(lender, loan.customer.customer_id)).as_of == TODAY
        assert len(await ratings_of(lender, loan.customer.customer_id)) == 1
