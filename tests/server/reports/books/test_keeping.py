"""Books: drawn once a closed day, drawn anew for what comes in late, and equal to the books of account."""

import asyncio
import random
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import delete, select, text

from server.identity.actors import WORKER
from server.kit.scope import Scope
from server.kit.work import Caller
from server.ledger.rules import Account
from server.loans.reversing import reverse
from server.reports.books import queries
from server.reports.books.keeping import keep_books, keep_day, keep_open, keep_open_days
from server.reports.books.measures import FLOWS, added
from server.reports.books.models import ReportBook, ReportDay
from tests.factories.closing import plant_closed_day
from tests.fixtures.house import fresh
from tests.server.loans.conftest import TODAY, Lender

HOUSE = Scope.everywhere()
BOOKED = text(
    "SELECT -coalesce(sum(p.amount_fen), 0) FROM ledger_postings p JOIN ledger_entries e ON e.id = p.entry_id "
    "WHERE p.account_code = ANY(:codes) AND e.event_type IN ('repayment_received', 'repayment_reshared', 'reversal')"
)


async def close(lender: Lender, *days: date) -> list[date]:
    for day in days:
        await plant_closed_day(lender.owner, day)
    await lender.owner.commit()
    return await keep_books(lender.house)


async def all_of_it(lender: Lender) -> Any:
    await lender.owner.rollback()
    return await queries.flows_kept(lender.owner, HOUSE, date(2000, 1, 1), TODAY)


async def test_books_add_up_to_the_books_of_account(lending: Lender) -> None:
    dice = random.Random(7)
    loans = (await lending.owner.execute(text("SELECT id FROM loans ORDER BY id"))).scalars().all()
    for loan_id in [*loans, *loans]:
        await lending.repay(loan_id, dice.randrange(1, 400_000), paid_on=TODAY)
    assert await close(lending, TODAY) == [TODAY]
    whole = added((await all_of_it(lending)).values())
    pools = await lending.pools()
    stood = added((await queries.stocks_at(lending.owner, HOUSE, TODAY)).values())
    assert (
        stood["outstanding_fen"] == pools[Account.PRINCIPAL] == whole["disbursed_fen"] - whole["repaid_principal_fen"]
    )
    assert await booked(lending, Account.PRINCIPAL) == whole["repaid_principal_fen"]
    incomes = (Account.INTEREST_RECEIVABLE, Account.PENALTY_RECEIVABLE, Account.FEE_RECEIVABLE)
    assert await booked(lending, *incomes) == whole["income_fen"]
    assert stood["income_total_fen"] == whole["income_fen"]
    assert stood["borrowers"] == len({*loans}) - 1


async def booked(lender: Lender, *accounts: Account) -> int:
    found = await lender.owner.execute(BOOKED, {"codes": [account.value for account in accounts]})
    return int(found.scalar_one())


async def test_what_stood_at_a_close_stays_what_the_ledger_said_then(lending: Lender) -> None:
    yesterday = TODAY - timedelta(days=1)
    before = (await lending.pools())[Account.PRINCIPAL]
    loan_id = (await lending.owner.execute(text("SELECT id FROM loans ORDER BY disbursed_on LIMIT 1"))).scalar_one()
    await lending.owner.commit()
    await lending.repay(loan_id, 200_000)
    now = (await lending.pools())[Account.PRINCIPAL]
    assert await close(lending, yesterday, TODAY) == [yesterday, TODAY]
    stood = [added((await queries.stocks_at(lending.owner, HOUSE, day)).values()) for day in (yesterday, TODAY)]
    assert now < before
    # everything of the stage, one repayment among it, was booked today
    moved = await lending.owner.execute(
        text(
            "SELECT coalesce(sum(p.amount_fen), 0) FROM ledger_postings p JOIN ledger_entries e ON e.id = p.entry_id "
            "WHERE p.account_code = :code AND e.booked_on <= :day"
        ),
        {"code": Account.PRINCIPAL.value, "day": yesterday},
    )
    assert stood[0]["outstanding_fen"] == int(moved.scalar_one())
    assert stood[1]["outstanding_fen"] == now


async def test_what_is_entered_late_or_taken_back_draws_its_day_anew(lending: Lender) -> None:
    loan_id = (await lending.owner.execute(text("SELECT id FROM loans ORDER BY disbursed_on LIMIT 1"))).scalar_one()
    yesterday = TODAY - timedelta(days=1)
    await close(lending, yesterday)
    day = select(ReportDay.repaid_fen).where(ReportDay.on_day == yesterday, ReportDay.repaid_fen > 0)
    assert (await lending.owner.execute(day)).all() == []
    late = await lending.repay(loan_id, 50_000, paid_on=yesterday)
    await close(lending, TODAY)
    await lending.owner.rollback()
    assert [row[0] for row in (await lending.owner.execute(day)).all()] == [50_000]
    caller = fresh(await lending.caller("checker.hq"))
    version = (await lending.loan(loan_id)).version
    await reverse(caller, loan_id=loan_id, act_id=late, reason="typed twice", expected_version=version)
    await close(lending, TODAY + timedelta(days=1))
    await lending.owner.rollback()
    assert (await lending.owner.execute(day)).all() == []


async def test_a_book_is_drawn_once_and_adding_up_goes_on_where_it_was_broken_off(lending: Lender) -> None:
    await close(lending, TODAY)
    first = await all_of_it(lending)
    caller = Caller(lending.house, WORKER, request_id="again")
    assert await keep_day(caller, on=TODAY) == 0
    assert await keep_books(lending.house) == []
    assert await all_of_it(lending) == first
    await lending.owner.execute(text("DELETE FROM report_stocks"))
    for table in (ReportDay, ReportBook):
        await lending.owner.execute(delete(table).where(table.on_day > TODAY - timedelta(days=60)))
    await lending.owner.commit()
    assert await keep_books(lending.house) == [TODAY]
    assert await all_of_it(lending) == first
    days = (await lending.owner.execute(select(ReportBook.on_day).order_by(ReportBook.on_day))).scalars().all()
    assert days == [days[0] + timedelta(days=number) for number in range(len(days))]
    assert set(FLOWS) >= {"repaid_fen", "disbursed"}


async def happened(lender: Lender, read: Any) -> Any:
    await lender.owner.rollback()
    return {day: added(cells.values()) for day, cells in (await read(lender.owner, HOUSE, TODAY, TODAY)).items()}


async def test_an_open_day_of_a_house_of_many_loans_is_drawn_again_and_again_until_its_close(
    lending: Lender, monkeypatch: pytest.MonkeyPatch
) -> None:
    loan_id = (await lending.owner.execute(text("SELECT id FROM loans ORDER BY disbursed_on LIMIT 1"))).scalar_one()
    await close(lending, TODAY - timedelta(days=1))
    assert await keep_open_days(lending.house) == []
    assert await happened(lending, queries.flows_drawn) == {}
    monkeypatch.setattr(queries, "MANY_LOANS", 0)
    for amount in (50_000, 70_000):
        await lending.repay(loan_id, amount)
        assert await keep_open_days(lending.house) == [TODAY]
        live = await happened(lending, queries.flows_live)
        assert live[TODAY]["repaid_fen"] >= amount
        assert await happened(lending, queries.flows_drawn) == live
    known = await queries.kept(lending.owner)
    assert known is not None
    assert (known.last, known.open_until) == (TODAY - timedelta(days=1), TODAY)
    await lending.repay(loan_id, 10_000)
    assert await close(lending, TODAY) == [TODAY]
    assert await happened(lending, queries.flows_drawn) == await happened(lending, queries.flows_live)
    assert await keep_open_days(lending.house) == []


async def test_a_day_that_is_closed_while_it_is_drawn_is_drawn_at_its_close(
    lending: Lender, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "MANY_LOANS", 0)
    await close(lending, TODAY - timedelta(days=1))
    await plant_closed_day(lending.owner, TODAY)
    await lending.owner.commit()
    caller = Caller(lending.house, WORKER, request_id="both")
    for _ in range(3):
        closed, *_open = await asyncio.gather(
            keep_day(caller, on=TODAY), *(keep_open(caller, days=[TODAY, TODAY + timedelta(days=1)]) for _ in range(3))
        )
        await lending.owner.rollback()
        whole = await queries.flows_kept(lending.owner, HOUSE, date(2000, 1, 1), TODAY + timedelta(days=1))
        lines = (await lending.owner.execute(text("SELECT sum(disbursed) FROM report_days"))).scalar_one()
        months = (await lending.owner.execute(text("SELECT sum(disbursed) FROM report_months"))).scalar_one()
        assert added(whole.values())["disbursed"] == lines == months
    assert closed == 0
    assert await keep_open(caller, days=[TODAY]) == 0
    stands = await queries.stocks_at(lending.owner, HOUSE, TODAY)
    assert added(stands.values())["loans"] > 0
