"""Reminders: before an instalment is due, when it is overdue, once, and never out of date."""

from datetime import date

from sqlalchemy import text

from server.kit.clock import FixedClock
from server.notices.service import phone_messages
from tests.server.loans.closing.book import close
from tests.server.loans.conftest import Lender, lender

__all__ = ["lender"]

MARCH = {day: date(2026, 3, day) for day in range(1, 32)}
KINDS = text("SELECT kind, count(*) AS count FROM notices GROUP BY kind ORDER BY kind")


async def sent(lender: Lender) -> dict[str, int]:
    await lender.owner.rollback()
    return {row[0]: row[1] for row in await lender.owner.execute(KINDS)}


async def test_a_customer_is_reminded_three_days_and_one_day_before_and_the_day_after(
    lender: Lender, clock: FixedClock
) -> None:
    """Due on 16 March."""
    await lender.running()
    told = {}
    for day in range(12, 20):
        (step,) = await close(lender, clock, MARCH[day])
        told[day] = step.reminders
    assert {day for day, count in told.items() if count} == {13, 15, 17}
    assert await sent(lender) == {"repayment_due": 2, "repayment_overdue": 1}
    jobs = text("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'send_notice'")
    assert await lender.owner.scalar(jobs) == 3


async def test_a_day_that_is_caught_up_late_reminds_nobody(lender: Lender, clock: FixedClock) -> None:
    await lender.running()
    await close(lender, clock, MARCH[12])
    steps = await close(lender, clock, MARCH[19])
    assert sum(step.reminders for step in steps) == 0
    assert await sent(lender) == {}


async def test_the_message_names_what_is_owed_and_no_more_of_the_loan_than_its_last_digits(
    lender: Lender, clock: FixedClock
) -> None:
    planted = await lender.running()
    await close(lender, clock, MARCH[13])
    number = (await lender.loan(planted.loan_id)).number
    lender.owner.expunge_all()
    await lender.owner.execute(
        text("INSERT INTO role_operations (role_code, operation) VALUES ('everyone', 'notice:read')")
    )
    await lender.owner.commit()
    (message,) = await phone_messages(await lender.caller("officer.east1"))
    assert "2026-03-16应还2699.26元" in message.text
    assert number[-4:] in message.text
    assert number not in message.text
