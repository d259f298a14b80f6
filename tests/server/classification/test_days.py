"""The evening of a loan: its tier by the days, its history, the month's book and entry."""

from datetime import date

from sqlalchemy import select, text

from server.classification.models import ClassificationMonth, ClassificationRun, LoanTier, RunState
from server.classification.tasks import classify_waiting
from server.classification.vocabulary import Tier
from server.kit.clock import FixedClock
from server.ledger.rules import Account
from tests.server.loans.closing.book import close
from tests.server.loans.conftest import Lender, lender

__all__ = ["lender"]

MARCH = {day: date(2026, 3, day) for day in range(1, 32)}


async def test_a_loan_is_normal_until_it_is_past_due_and_its_history_says_why(
    lender: Lender, clock: FixedClock
) -> None:
    """Its first instalment is due on 16 March; on the 17th it is a day past due."""
    planted = await lender.running()
    for day in (15, 16, 17, 18):
        await close(lender, clock, MARCH[day])
    await lender.owner.rollback()
    rows = (await lender.owner.execute(select(LoanTier).order_by(LoanTier.from_on))).scalars().all()
    assert [(row.tier, row.from_on, row.until_on, row.edition) for row in rows] == [
        (Tier.NORMAL, MARCH[15], MARCH[17], 1),
        (Tier.SPECIAL_MENTION, MARCH[17], None, 1),
    ]
    assert rows[1].reasons == [
        {
            "code": "days_past_due",
            "tier": "special_mention",
            "zh": "逾期1天，不得优于“关注”",
            "en": "1 days past due: not better than special mention",
        }
    ]
    assert {row.loan_id for row in rows} == {planted.loan_id}


async def test_a_months_end_books_what_is_put_by_and_the_allowance_adds_up(lender: Lender, clock: FixedClock) -> None:
    """3,000,000 fen, M1 at 31 March (15 days): stage 2, 0.30 x 0.60 x 0.75 = 0.135 x 45 % of it, more than 2 %."""
    await lender.running()
    for day in range(29, 32):
        await close(lender, clock, MARCH[day])
    await close(lender, clock, date(2026, 4, 1))
    await lender.owner.rollback()
    row = (await lender.owner.execute(select(ClassificationMonth))).scalar_one()
    assert (row.month, row.bucket.value, row.tier, row.stage) == (MARCH[1], "M1", Tier.SPECIAL_MENTION, 2)
    assert (row.balance_fen, row.expected_fen, row.least_fen, row.provision_fen) == (
        3_000_000,
        182_250,
        60_000,
        182_250,
    )
    pools = await lender.pools()
    assert (pools[Account.ALLOWANCE], pools[Account.IMPAIRMENT]) == (-182_250, 182_250)
    days = text("SELECT booked_on, value_on FROM ledger_entries WHERE event_type = 'provisioned'")
    assert (await lender.owner.execute(days)).one() == (MARCH[31], MARCH[31])


async def test_classifying_again_changes_nothing(lender: Lender, clock: FixedClock) -> None:
    await lender.running()
    await close(lender, clock, MARCH[31])
    assert await classify_waiting(lender.house) == []
    await lender.owner.rollback()
    run = (await lender.owner.execute(select(ClassificationRun))).scalar_one()
    assert (run.state, run.people, run.loans, run.changed, run.booked) == (RunState.DONE, 1, 1, 1, 1)
