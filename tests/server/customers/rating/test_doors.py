"""Facts told, ratings kept, months re-rated, and what loans say of a customer."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from server.customers import service
from server.customers.errors import NotRegistered
from server.customers.models import Customer, CustomerKind
from server.customers.rating.doors import FactTold, month_waiting, rate_page, record_facts
from server.customers.rating.errors import FactUnknown, FactUnsound, RunOutOfOrder, SourceNotByHand
from server.customers.rating.models import (
    CustomerRating,
    ProfileFact,
    RatingCause,
    RatingRun,
    RunState,
)
from server.customers.rating.tasks import rate_customers
from server.customers.rating.vocabulary import FactSource
from server.identity.actors import WORKER
from server.jobs.rating import rate_month
from server.kit.errors import Denied, DomainError, NotFound
from server.kit.work import Caller, House
from tests.factories.customers import Planted, plant_customer, plant_prospect
from tests.factories.reference import plant_figure
from tests.fixtures.house import AsStaff, fresh
from tests.server.customers.test_accounts import jobs

MARCH = date(2026, 3, 1)
DEGREE = FactTold("education", "degree", FactSource.DOCUMENT, date(2026, 2, 1))


def worker(house: House) -> Caller:
    return Caller(house, WORKER, request_id="test")


async def ratings_of(owner: AsyncSession, customer: Planted) -> list[CustomerRating]:
    await owner.rollback()
    wanted = select(CustomerRating).where(CustomerRating.customer_id == customer.customer_id)
    return list((await owner.execute(wanted.order_by(CustomerRating.rated_at, CustomerRating.id))).scalars())


async def counted(owner: AsyncSession, model: type) -> int:
    await owner.rollback()
    return (await owner.execute(select(func.count()).select_from(model))).scalar_one()


async def test_facts_are_kept_and_the_customer_is_rated_by_them_at_once(as_staff: AsStaff, owner: AsyncSession) -> None:
    customer = await plant_customer(owner, income_monthly_fen=1_000_000, debt_monthly_fen=100_000)
    officer = await as_staff("officer.east1")
    await record_facts(officer, customer_id=customer.customer_id, facts=[DEGREE])
    [rating] = await ratings_of(owner, customer)
    parts = {part["code"]: part for part in rating.parts}
    assert (rating.cause, rating.chart_code, rating.chart_version) == (RatingCause.PROFILE, "person", 2)
    assert (parts["A3"]["points"], parts["A9"]["points"], parts["A4"]["known"]) == (50, 50, False)
    assert rating.score == sum(part["points"] for part in rating.parts)
    assert rating.facts["education"] == "degree"
    assert "home_owned" not in rating.facts
    assert (rating.flags, len(rating.reasons)) == (["thin"], 4)
    assert all(reason["zh"] and reason["en"] for reason in rating.reasons)


async def test_a_verified_telling_counts_before_a_newer_one_that_is_not(as_staff: AsStaff, owner: AsyncSession) -> None:
    customer = await plant_customer(owner)
    told = FactTold("income_monthly_fen", Decimal(9_000_000), FactSource.TOLD)
    seen = FactTold("income_monthly_fen", Decimal(400_000), FactSource.DOCUMENT, date(2026, 1, 5))
    officer = await as_staff("officer.east1")
    await record_facts(officer, customer_id=customer.customer_id, facts=[told])
    await record_facts(fresh(officer), customer_id=customer.customer_id, facts=[seen])
    first, second = await ratings_of(owner, customer)
    assert (first.facts["income_monthly_fen"], first.facts["income_verified"]) == ("9000000", False)
    assert (second.facts["income_monthly_fen"], second.facts["income_verified"]) == ("400000", True)
    assert second.previous_grade == first.grade.value


async def test_a_fact_that_is_no_longer_known_or_too_old_is_missing(as_staff: AsStaff, owner: AsyncSession) -> None:
    customer = await plant_customer(owner)
    officer = await as_staff("officer.east1")
    stale = FactTold("bureau_overdue_now", value=True, source=FactSource.DOCUMENT, observed_on=date(2025, 11, 1))
    gone = FactTold("education", None, FactSource.DOCUMENT)
    await record_facts(officer, customer_id=customer.customer_id, facts=[DEGREE, stale])
    await record_facts(fresh(officer), customer_id=customer.customer_id, facts=[gone])
    first, second = await ratings_of(owner, customer)
    assert "bureau_overdue_now" not in first.facts
    assert ("education" in first.facts, "education" in second.facts) == (True, False)


REFUSED = [
    (FactTold("sex", "male", FactSource.TOLD), FactUnknown, "facts.0.code"),
    (FactTold("age_years", Decimal(40), FactSource.TOLD), FactUnknown, "facts.0.code"),
    (FactTold("education", "doctor", FactSource.TOLD), FactUnsound, "facts.0.value"),
    (FactTold("education", Decimal(1), FactSource.TOLD), FactUnsound, "facts.0.value"),
    (FactTold("dependants", Decimal(-1), FactSource.TOLD), FactUnsound, "facts.0.value"),
    (FactTold("dependants", Decimal("NaN"), FactSource.TOLD), FactUnsound, "facts.0.value"),
    (FactTold("dependants", Decimal(1), FactSource.TOLD, date(2026, 3, 3)), FactUnsound, "facts.0.observedOn"),
    (FactTold("inquiries", Decimal(1), FactSource.BUREAU), SourceNotByHand, "facts.0.source"),
]


@pytest.mark.parametrize(("fact", "refusal", "field"), REFUSED)
async def test_what_is_no_fact_is_refused_and_nothing_changes(
    as_staff: AsStaff, owner: AsyncSession, fact: FactTold, refusal: type[DomainError], field: str
) -> None:
    customer = await plant_customer(owner)
    officer = await as_staff("officer.east1")
    with pytest.raises(refusal) as refused:
        await record_facts(officer, customer_id=customer.customer_id, facts=[fact])
    assert refused.value.field == field
    assert (await counted(owner, ProfileFact), await counted(owner, CustomerRating)) == (0, 0)


async def test_facts_of_others_customers_and_prospects_are_refused(as_staff: AsStaff, owner: AsyncSession) -> None:
    customer, prospect = await plant_customer(owner), await plant_prospect(owner)
    for login, who, refusal in (
        ("officer.west1", customer, NotFound),
        ("auditor.hq", customer, Denied),
        ("officer.east1", prospect, NotRegistered),
    ):
        caller = await as_staff(login)
        with pytest.raises(refusal):
            await record_facts(caller, customer_id=who.customer_id, facts=[DEGREE])
    assert (await counted(owner, ProfileFact), await counted(owner, CustomerRating)) == (0, 0)


async def test_a_month_is_re_rated_once_page_by_page_and_goes_on_where_it_stood(
    owner: AsyncSession, house: House
) -> None:
    customers = [await plant_customer(owner) for _ in range(5)]
    company = await plant_customer(owner, kind=CustomerKind.COMPANY, birth_year=None)
    await plant_prospect(owner)
    assert await month_waiting(worker(house)) == MARCH
    first = await rate_page(worker(house), month=MARCH, page_customers=2)
    assert (first.state, first.rated) == (RunState.RUNNING, 2)
    last = await rate_month(house, MARCH)
    again = await rate_month(house, MARCH)
    assert (last, again.rated) == (again, 6)
    assert await month_waiting(worker(house)) is None
    for customer in (*customers, company):
        [rating] = await ratings_of(owner, customer)
        assert (rating.month, rating.cause, rating.rated_on) == (MARCH, RatingCause.MONTH, date(2026, 3, 2))
    assert (await ratings_of(owner, company))[0].chart_code == "company"


async def test_a_month_that_has_not_come_is_not_rated(owner: AsyncSession, house: House) -> None:
    await plant_customer(owner)
    for month in (date(2026, 4, 1), date(2026, 3, 2)):
        with pytest.raises(RunOutOfOrder):
            await rate_page(worker(house), month=month)
    assert (await counted(owner, RatingRun), await counted(owner, CustomerRating)) == (0, 0)


async def test_an_amendment_leaves_a_job_that_rates_anew(as_staff: AsStaff, owner: AsyncSession, house: House) -> None:
    customer = await plant_customer(owner)
    await owner.execute(update(Customer).values(version=1))
    await owner.commit()
    officer = await as_staff("officer.east1")
    await service.amend(officer, customer_id=customer.customer_id, expected_version=1, income_monthly_fen=5_000_000)
    [(name, args, _)] = await jobs(owner)
    assert name == "rate_customers"
    await rate_customers(house, **args)
    [rating] = await ratings_of(owner, customer)
    assert rating.facts["income_monthly_fen"] == "5000000"


async def test_income_is_measured_on_the_nearest_figure_that_headquarters_entered_and_on_none_else(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    customer = await plant_customer(owner, income_monthly_fen=1_000_000)
    officer = await as_staff("officer.east1")

    async def income_part() -> tuple[bool, int]:
        await record_facts(fresh(officer), customer_id=customer.customer_id, facts=[DEGREE])
        newest = (await ratings_of(owner, customer))[-1]
        [part] = [each for each in newest.parts if each["code"] == "A7"]
        return part["known"], part["points"]

    assert await income_part() == (False, 20)
    await plant_figure(owner, "median_income_hq", 1_000_000)
    await plant_figure(owner, "median_income_west", 100_000)
    assert await income_part() == (True, 20)
    await plant_figure(owner, "median_income_east", 500_000)
    await plant_figure(owner, "median_income_east", 100_000, effective_from=date(2027, 1, 1))
    await owner.commit()
    assert await income_part() == (True, 30)
    rating = (await ratings_of(owner, customer))[-1]
    assert Decimal(rating.facts["income_ratio"]) == 2
