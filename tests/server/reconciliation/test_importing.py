"""A statement is imported once, follows the one before, and a refused one is kept and changes nothing."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from server.kit.errors import Denied, DomainError, NotFound
from server.reconciliation import errors, intake
from server.simulators.bank.papers import camt053, csv_table
from tests.factories.reconciliation import DAY, movement, statement
from tests.fixtures.house import fresh
from tests.server.reconciliation.conftest import Desk

NEXT = DAY + timedelta(days=1)


async def test_the_same_statement_again_in_whatever_form_is_the_same_statement(desk: Desk) -> None:
    told = statement(movement(1, 100), movement(2, -30), account=desk.account_number, opening_fen=desk.opening_fen)
    first = await desk.import_(csv_table(told))
    for again in (csv_table(told), camt053(told), camt053(replace(told, name="另一抬头"))):
        assert (await desk.import_(again)).statement_id == first.statement_id
    assert (await desk.count("bank_statements"), await desk.count("statement_lines")) == (1, 2)
    assert await desk.count("statement_files") == 4


async def test_ten_imports_of_one_statement_at_once_make_one(desk: Desk) -> None:
    desk.line(100)
    desk.line(-30)
    paper, caller = desk.paper(), await desk.caller()
    done = await asyncio.gather(*(desk.import_(paper, caller) for _ in range(10)))
    assert len({one.statement_id for one in done}) == 1
    assert (await desk.count("bank_statements"), await desk.count("statement_lines")) == (1, 2)
    assert await desk.count("statement_breaks") == 2


async def test_statements_follow_each_other_and_a_month_brings_only_what_its_days_had_not(desk: Desk) -> None:
    desk.line(100)
    await desk.import_()
    desk.line(-40, day=NEXT)
    later = desk.opening_fen + 100
    told = statement(*desk.lines[1:], account=desk.account_number, opening_fen=later)
    await desk.import_(csv_table(told))
    whole = await desk.import_(desk.paper(first=DAY - timedelta(days=20)))
    assert await desk.count("statement_lines") == 2
    new = text("SELECT new_lines FROM bank_statements WHERE id = :id")
    assert (await desk.owner.execute(new, {"id": whole.statement_id})).scalar_one() == 0


async def test_a_days_statement_that_has_grown_brings_what_is_new(desk: Desk) -> None:
    desk.line(100)
    await desk.import_()
    desk.line(200)
    await desk.import_()
    assert [line.amount_fen for line in await desk.stored()] == [100, 200]


def contents(desk: Desk) -> dict[str, tuple[bytes, type[DomainError]]]:
    """Statements that must not get in beside one of DAY with +100 and -30, by what is wrong."""
    own: dict[str, Any] = {"account": desk.account_number}
    closing = desk.opening_fen + 70
    known = (movement(1, 100), movement(2, -30))
    return {
        "a line is missing": (
            csv_table(statement(movement(3, 5), movement(4, 6), **own, opening_fen=closing).without(0)),
            errors.CountDiffers,
        ),
        "a line is doubled": (
            csv_table(statement(movement(3, 5), **own, opening_fen=closing).doubled(0)),
            errors.LineRepeated,
        ),
        "a fen off": (
            camt053(statement(movement(3, 5), **own, opening_fen=closing).off_by(0, 1)),
            errors.BalancesDiffer,
        ),
        "wrong account": (
            csv_table(statement(movement(3, 5), account="3100000000000000008")),
            errors.AccountUnknown,
        ),
        "wrong currency": (
            camt053(statement(movement(3, 5), **own, currency="USD")),
            errors.CurrencyRefused,
        ),
        "a day is missing": (
            csv_table(statement(movement(3, 5, day=NEXT), **own, opening_fen=closing + 1)),
            errors.DoesNotFollow,
        ),
        "an earlier statement that does not meet": (
            csv_table(statement(movement(3, 5, day=date(2026, 2, 1)), **own, opening_fen=desk.opening_fen)),
            errors.DoesNotFollow,
        ),
        "another amount under a known reference": (
            csv_table(statement(known[0], replace(known[1], amount_fen=-31), **own, opening_fen=desk.opening_fen)),
            errors.Contradicted,
        ),
        "a known line has gone": (
            csv_table(statement(known[0], **own, opening_fen=desk.opening_fen)),
            errors.Contradicted,
        ),
        "no statement": (b"PK\x03\x04", errors.StatementUnreadable),
    }


async def test_what_does_not_fit_is_refused_with_its_code_kept_and_changes_nothing(desk: Desk) -> None:
    desk.line(100)
    desk.line(-30)
    await desk.import_()
    tables = ("bank_statements", "statement_lines", "statement_breaks", "statement_matches", "ledger_entries")
    before = [await desk.count(table) for table in tables]
    cases = contents(desk)
    for name, (data, refusal) in cases.items():
        with pytest.raises(refusal):
            await desk.import_(data)
        assert [await desk.count(table) for table in tables] == before, name
    kept = await desk.owner.execute(text("SELECT refusal FROM statement_files WHERE statement_id IS NULL"))
    assert sorted(kept.scalars()) == sorted(refusal.code for _, refusal in cases.values())


async def test_the_file_lies_sealed_in_the_store_and_parties_sealed_in_their_rows(desk: Desk) -> None:
    loan = await desk.loan()
    desk.paid_by(loan, 500, remark=f"{loan.customer.name}还款")
    await desk.import_()
    rows = await desk.owner.execute(
        text("SELECT t::text FROM statement_lines t UNION ALL SELECT t::text FROM statement_files t")
    )
    audit = await desk.owner.execute(text("SELECT t::text FROM audit_records t"))
    found = "".join([*rows.scalars(), *audit.scalars()])
    assert loan.customer.account_number is not None
    for clear in (loan.customer.account_number, loan.customer.name):
        assert clear not in found
    digest = (await desk.owner.execute(text("SELECT digest FROM statement_files"))).scalar_one()
    assert desk.account_number.encode() not in await desk.house.ports.storage.get(digest)


async def test_nobody_without_the_operation_hands_in_or_imports(desk: Desk) -> None:
    desk.line(100)
    officer, clerk = await desk.caller("officer.east1"), await desk.caller()
    with pytest.raises(Denied):
        await intake.keep(officer, desk.paper())
    file_id = await intake.keep(clerk, desk.paper())
    with pytest.raises(Denied):
        await intake.import_file(fresh(officer), file_id=file_id)
    assert (await desk.count("statement_files"), await desk.count("bank_statements")) == (1, 0)


async def test_the_bank_is_asked_for_a_day_and_a_silent_one_is_said_so(desk: Desk) -> None:
    desk.line(100)
    caller = await desk.caller()
    with pytest.raises(errors.BankSilent):
        await intake.fetch(fresh(caller), funding_account_id=desk.account_id, day=DAY)
    told = statement(*desk.lines, account=desk.account_number, opening_fen=desk.opening_fen)
    desk.bank.statements[(desk.account_number, DAY)] = camt053(told)
    await intake.fetch(fresh(caller), funding_account_id=desk.account_id, day=DAY)
    assert await desk.count("statement_lines") == 1
    with pytest.raises(NotFound):
        await intake.fetch(fresh(caller), funding_account_id=desk.version_id, day=DAY)


async def test_a_file_that_the_store_has_lost_is_said_so(desk: Desk) -> None:
    desk.line(100)
    caller = await desk.caller()
    file_id = await intake.keep(caller, desk.paper())
    lost = desk.owner.execute(text("UPDATE statement_files SET digest = repeat('0', 64)"))
    await lost
    await desk.owner.commit()
    with pytest.raises(errors.StatementLost):
        await intake.import_file(fresh(caller), file_id=file_id)
