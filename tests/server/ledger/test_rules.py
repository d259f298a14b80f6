"""The templates: what is posted for which event."""

from dataclasses import replace
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.ledger import rules
from server.ledger.rules import Account, Entry, Parts, Place
from tests.factories.ledger import DAY, place

amounts = st.integers(1, 10**12)
parts = st.builds(Parts, *(st.integers(0, 10**10) for _ in range(5))).filter(lambda given: given.total_fen > 0)


def lines(entry: Entry) -> dict[Account, int]:
    assert len({line.account for line in entry.postings}) == len(entry.postings)
    return {line.account: line.amount_fen for line in entry.postings}


@given(amounts)
def test_a_disbursement_moves_money_from_the_bank_into_the_principal_pool(amount: int) -> None:
    entry = rules.loan_disbursed(uuid4(), place(), amount, booked_on=DAY, value_on=DAY)
    assert lines(entry) == {Account.PRINCIPAL: amount, Account.BANK: -amount}


@given(parts)
def test_a_repayment_pays_each_pool_its_part_and_the_bank_the_whole(paid: Parts) -> None:
    found = lines(rules.repayment_received(uuid4(), place(), paid, booked_on=DAY, value_on=DAY))
    assert found.pop(Account.BANK) == paid.total_fen
    wanted = {
        Account.PRINCIPAL: -paid.principal_fen,
        Account.INTEREST_RECEIVABLE: -paid.interest_fen,
        Account.FEE_RECEIVABLE: -paid.fee_fen,
        Account.PENALTY_RECEIVABLE: -paid.penalty_fen,
        Account.SUSPENSE: -paid.excess_fen,
    }
    assert found == {account: amount for account, amount in wanted.items() if amount}


@given(parts, parts)
def test_what_is_shared_out_anew_moves_between_the_parts_and_leaves_the_bank_alone(before: Parts, after: Parts) -> None:
    after = replace(after, excess_fen=after.excess_fen + before.total_fen, principal_fen=after.principal_fen)
    before = replace(before, excess_fen=before.excess_fen + after.total_fen - before.total_fen)
    entry = rules.repayment_reshared(uuid4(), place(), before, after, booked_on=DAY, value_on=DAY)
    if before == after:
        assert entry is None
        return
    assert entry is not None
    found = lines(entry)
    assert Account.BANK not in found
    assert sum(found.values()) == 0
    assert found.get(Account.PRINCIPAL, 0) == before.principal_fen - after.principal_fen


@pytest.mark.parametrize(
    ("part", "receivable", "income"),
    [
        ("interest", Account.INTEREST_RECEIVABLE, Account.INTEREST),
        ("penalty", Account.PENALTY_RECEIVABLE, Account.PENALTY),
        ("fee", Account.FEE_RECEIVABLE, Account.FEE),
    ],
)
def test_what_accrues_is_income_that_is_receivable(part: str, receivable: Account, income: Account) -> None:
    at = Place(rules.HOUSE_ID, uuid4(), uuid4())
    entry = rules.accrued(part, uuid4(), at, 7, booked_on=DAY, value_on=DAY)
    assert lines(entry) == {receivable: 7, income: -7}
    assert {line.loan_id for line in entry.postings} == {None}


@given(st.builds(Parts, *(st.integers(0, 10**10) for _ in range(4))).filter(lambda given: given.total_fen > 0))
def test_a_write_off_takes_the_principal_from_the_allowance_and_the_rest_from_income(lost: Parts) -> None:
    found = lines(rules.written_off(uuid4(), place(), lost, booked_on=DAY, value_on=DAY))
    assert sum(found.values()) == 0
    assert found.get(Account.ALLOWANCE, 0) == -found.get(Account.PRINCIPAL, 0) == lost.principal_fen
    assert found.get(Account.INTEREST, 0) == -found.get(Account.INTEREST_RECEIVABLE, 0) == lost.interest_fen
    assert found.get(Account.PENALTY, 0) == -found.get(Account.PENALTY_RECEIVABLE, 0) == lost.penalty_fen
    assert found.get(Account.FEE, 0) == -found.get(Account.FEE_RECEIVABLE, 0) == lost.fee_fen


@given(amounts)
def test_fees_recoveries_and_refunds_have_two_lines(amount: int) -> None:
    days = {"booked_on": DAY, "value_on": DAY}
    charged = lines(rules.fee_charged(uuid4(), place(), amount, **days))
    assert charged == {Account.FEE_RECEIVABLE: amount, Account.FEE: -amount}
    recovered = lines(rules.recovered(uuid4(), place(), amount, 0, **days))
    assert recovered == {Account.BANK: amount, Account.ALLOWANCE: -amount}
    refunded = lines(rules.excess_refunded(uuid4(), place(), amount, **days))
    assert refunded == {Account.SUSPENSE: amount, Account.BANK: -amount}
    waived = lines(rules.waived(uuid4(), place(), Parts(penalty_fen=amount), **days))
    assert waived == {Account.PENALTY: amount, Account.PENALTY_RECEIVABLE: -amount}


@given(parts)
def test_a_reversal_mirrors_every_line_and_keeps_the_value_date(paid: Parts) -> None:
    original, original_id = rules.repayment_received(uuid4(), place(), paid, booked_on=DAY, value_on=DAY), uuid4()
    undo = rules.reversal(uuid4(), original_id, original, booked_on=DAY)
    assert lines(undo) == {account: -amount for account, amount in lines(original).items()}
    assert (undo.reverses, undo.value_on) == (original_id, original.value_on)
    assert [line.loan_id for line in undo.postings] == [line.loan_id for line in original.postings]


def test_capital_names_no_loan() -> None:
    entry = rules.funds_allotted(uuid4(), place(rules.HOUSE_ID), 5, booked_on=DAY)
    assert lines(entry) == {Account.BANK: 5, Account.CAPITAL: -5}
    assert [line.loan_id is None for line in entry.postings] == [False, True]
