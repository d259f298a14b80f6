"""The end of a month: pieces that are broken off, what security counts for, closed books, and the pure functions."""

import asyncio
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert, select, text, update

from server.classification.days import begin, dates_waiting, go_on
from server.classification.errors import DayNotClosed, RunNotBegun, RunOutOfOrder
from server.classification.losses import LossEdition, Rolled, default_rates, roll_rates
from server.classification.models import ClassificationMonth, RunState
from server.classification.reading import MoveBy, moves, vintages
from server.classification.reading import default_rates as rates_read
from server.classification.tasks import classify_waiting
from server.classification.vocabulary import Bucket, Tier
from server.collateral.models import CollateralCharge
from server.collateral.rules import ChargeState
from server.identity.actors import WORKER
from server.kit.clock import SHANGHAI, FixedClock
from server.kit.work import Caller
from server.ledger.rules import Account
from server.loans.closing.tasks import close_until
from tests.factories.collateral import plant_item
from tests.fixtures.house import NOON, fresh
from tests.fixtures.world import id_of
from tests.server.loans.closing.book import close
from tests.server.loans.conftest import Lender, lender

__all__ = ["lender"]

END = date(2026, 3, 31)
PIECES = 7
"""Choosing, people twice and once in vain, the book twice, the entry."""
WRITTEN = {
    "loan_classes": "id, tier, own_tier, clear_since, late_30_on, classified_on, causes",
    "loan_tiers": "loan_id, tier, from_on, until_on, reasons",
    "classification_months": "month, loan_id, bucket, tier, stage, balance_fen, provision_fen",
    "month_provisions": "month, branch_id, before_fen, provision_fen, amount_fen, loans",
    "classification_runs": "business_date, state, people, loans, changed, booked, provision_fen, rates",
}
FORGET = (
    "TRUNCATE classification_runs, classification_queue, loan_classes, loan_tiers",
    "TRUNCATE classification_months, month_provisions",
    "DELETE FROM ledger_postings WHERE entry_id IN (SELECT entry_id FROM ledger_claims WHERE kind = 'provisioned')",
    "DELETE FROM ledger_entries WHERE event_type = 'provisioned'",
    "DELETE FROM ledger_claims WHERE kind = 'provisioned'",
)


async def written(lender: Lender) -> dict[str, Any]:
    """All that a run writes, but ids and instants."""
    await lender.owner.rollback()
    found: dict[str, Any] = {}
    for table, columns in WRITTEN.items():
        rows = await lender.owner.execute(text(f"SELECT {columns} FROM {table}"))  # noqa: S608 - names of ours
        found[table] = sorted(tuple(map(str, row)) for row in rows)
    found["pools"] = await lender.pools()
    return found


async def closed_days(lender: Lender, clock: FixedClock, first: date, last: date) -> None:
    """Close days without classifying them."""

    async def agree(_day: date) -> None:
        return None

    clock.instant = datetime.combine(last, datetime.min.time(), SHANGHAI) + timedelta(hours=22)
    await close_until(lender.house, first, before=agree)
    await close_until(lender.house, last, before=agree)


def worker(lender: Lender) -> Caller:
    return Caller(lender.house, WORKER, request_id="classify")


async def test_a_run_that_is_killed_after_any_piece_goes_on_and_doubles_nothing(
    lender: Lender, clock: FixedClock
) -> None:
    for principal in (3_000_000, 1_234_567, 9_999_901):
        await lender.running(principal)
    await closed_days(lender, clock, END - timedelta(days=1), END)
    small: dict[str, Any] = {"people_at_once": 2, "loans_at_once": 2}
    await classify_waiting(lender.house, **small)
    whole = await written(lender)
    for killed_after in range(1, PIECES):
        for statement in FORGET:
            await lender.owner.execute(text(statement))
        await lender.owner.commit()
        await begin(worker(lender), business_date=END)
        for _ in range(killed_after):
            await go_on(worker(lender), business_date=END, **small)
        await classify_waiting(lender.house, **small)
        assert await written(lender) == whole
    assert whole["pools"][Account.ALLOWANCE] < 0


async def test_two_workers_at_once_write_what_one_would(lender: Lender, clock: FixedClock) -> None:
    for principal in (3_000_000, 1_234_567, 9_999_901):
        await lender.running(principal)
    await closed_days(lender, clock, END, END)
    await asyncio.gather(*(classify_waiting(lender.house, people_at_once=1) for _ in range(3)), return_exceptions=True)
    await classify_waiting(lender.house)
    both = await written(lender)
    for statement in FORGET:
        await lender.owner.execute(text(statement))
    await lender.owner.commit()
    await classify_waiting(lender.house)
    assert await written(lender) == both


async def test_dates_are_classified_in_order_and_after_their_closing(lender: Lender, clock: FixedClock) -> None:
    caller = worker(lender)
    with pytest.raises(DayNotClosed):
        await begin(caller, business_date=END)
    with pytest.raises(RunNotBegun):
        await go_on(caller, business_date=END)
    await close(lender, clock, date(2026, 3, 1))
    await closed_days(lender, clock, date(2026, 3, 1), date(2026, 3, 3))
    assert await dates_waiting(caller) == [date(2026, 3, 2), date(2026, 3, 3)]
    with pytest.raises(RunOutOfOrder):
        await begin(caller, business_date=date(2026, 3, 3))
    await classify_waiting(lender.house)
    assert await dates_waiting(caller) == []
    step = await go_on(caller, business_date=date(2026, 3, 3))
    assert (step.state, step.booked) == (RunState.DONE, 0)


async def test_an_entry_for_a_month_that_is_closed_is_booked_today(lender: Lender, clock: FixedClock) -> None:
    await lender.running()
    await closed_days(lender, clock, END, END)
    clock.instant += timedelta(days=3)
    preparation = (
        "INSERT INTO ledger_preparations SELECT gen_random_uuid(), '2026-03-01', 1, 1, gen_random_uuid(), now()"
    )
    period = (
        "INSERT INTO ledger_periods SELECT '2026-03-01', id, 1, 1, prepared_by, gen_random_uuid(), now() "
        "FROM ledger_preparations"
    )
    for statement in (preparation, period):
        await lender.owner.execute(text(statement))
    await lender.owner.commit()
    await classify_waiting(lender.house)
    days = text("SELECT booked_on, value_on FROM ledger_entries WHERE event_type = 'provisioned'")
    assert (await lender.owner.execute(days)).one() == (date(2026, 4, 3), END)


async def test_what_is_paid_after_the_months_end_is_still_in_its_book(lender: Lender, clock: FixedClock) -> None:
    """The day is closed, then somebody pays on 1 April, and only then the date is classified."""
    planted = await lender.running()
    await closed_days(lender, clock, END, END)
    clock.instant += timedelta(hours=12)
    await lender.repay(planted.loan_id, 300_000, paid_on=date(2026, 4, 1))
    await classify_waiting(lender.house)
    await lender.owner.rollback()
    row = (await lender.owner.execute(select(ClassificationMonth))).scalar_one()
    assert (row.balance_fen, row.days_past_due, row.bucket) == (3_000_000, 15, Bucket.M1)


async def test_what_registered_security_covers_is_expected_to_lose_a_tenth_at_least(
    lender: Lender, clock: FixedClock
) -> None:
    """A flat of a million, 0.135 x 10 % of 3,000,000 fen; of a charge that is agreed and not registered, 45 %."""
    planted = await lender.running()
    officer = await lender.caller("officer.east1")
    item_id = await plant_item(officer, planted.customer)
    charge: dict[str, Any] = {
        "kind": "mortgage",
        "state": "agreed",
        "secured_fen": 3_000_000,
        "prior_fen": 0,
        "rank": 1,
        "version": 1,
    }
    charge |= {"id": uuid4(), "application_id": planted.application_id, "item_id": item_id}
    charge |= {"owner_id": planted.customer.customer_id, "charged_by": id_of("officer.east1"), "charged_at": NOON}
    await lender.owner.execute(insert(CollateralCharge).values(**planted.customer.owner_columns, **charge))
    await lender.owner.commit()
    await closed_days(lender, clock, END, END)
    found = []
    for state in ("agreed", "registered"):
        for statement in FORGET:
            await lender.owner.execute(text(statement))
        told = {
            "registration_number": "R",
            "registered_on": END,
            "authority": "A",
            "registered_by": id_of("checker.hq"),
        }
        await lender.owner.execute(update(CollateralCharge).values(state=ChargeState(state), **told))
        await lender.owner.commit()
        await classify_waiting(lender.house)
        await lender.owner.rollback()
        row = (await lender.owner.execute(select(ClassificationMonth))).scalar_one()
        found.append((row.secured_fen, row.expected_fen, row.least_fen, row.provision_fen))
        lender.owner.expunge_all()
    assert found == [(0, 182_250, 60_000, 182_250), (3_000_000, 40_500, 60_000, 60_000)]


async def test_months_tell_what_rolled_what_a_vintage_became_and_at_which_rates(
    lender: Lender, clock: FixedClock
) -> None:
    """One loan of February pays nothing: M1 at the end of March, M2 in April, more than 30 days late since 16 April."""
    await lender.running()
    await closed_days(lender, clock, END, END)
    await classify_waiting(lender.house)
    await closed_days(lender, clock, END, date(2026, 4, 30))
    await classify_waiting(lender.house)
    reader = await lender.caller("risk.hq")
    found = await moves(fresh(reader), month=date(2026, 4, 15))
    assert [(each.before, each.after, each.loans, each.after_fen, each.base_fen) for each in found] == [
        ("M1", "M2", 1, 3_000_000, 3_000_000)
    ]
    tiers = await moves(fresh(reader), month=date(2026, 4, 15), by=MoveBy.TIER)
    assert [(each.before, each.after) for each in tiers] == [("special_mention", "special_mention")]
    (vintage,) = await vintages(fresh(reader), since=date(2026, 1, 1), until=date(2026, 3, 1))
    assert [(each.months_on_book, each.late_30_fen, each.late_90_fen) for each in vintage.points] == [
        (0, 0, 0),
        (1, 0, 0),
        (2, 3_000_000, 0),
    ]
    rates = {each.bucket: (each.roll, each.default_rate) for each in await rates_read(fresh(reader), month=END)}
    assert rates["M0"] == ("0.030000", "0.047532")
    assert rates["M1"] == ("0.300000", "0.135000")
    assert rates["M6+"] == (None, "1")


ROLLS = {Bucket.M0: Decimal("0.03"), Bucket.M1: Decimal("0.3"), Bucket.M2: Decimal("0.6"), Bucket.M3: Decimal("0.75")}
SHARES = dict(zip(Tier, map(Decimal, ("0.01", "0.02", "0.25", "0.50", "1.00")), strict=True))
LOSSES = LossEdition(ROLLS, 100_000_000, Decimal("0.45"), Decimal("0.10"), SHARES)
fen = st.integers(0, 10**12)


@given(st.dictionaries(st.sampled_from(list(ROLLS)), st.tuples(fen, fen)))
def test_rates_are_chances_and_the_later_bucket_is_never_the_better_one(seen: dict[Bucket, tuple[int, int]]) -> None:
    rolls = roll_rates({bucket: Rolled(*amounts) for bucket, amounts in seen.items()}, LOSSES)
    rates = default_rates(rolls)
    assert all(0 <= rate <= 1 for rate in (*rolls.values(), *rates.values()))
    late = [rates[bucket] for bucket in list(Bucket)[1:]]
    assert late == sorted(late)
