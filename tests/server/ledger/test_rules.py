"""The templates: what is posted for which event."""

from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from server.ledger import rules
from server.ledger.rules import Account, Entry, Parts
from tests.factories.ledger import DAY, place

amounts = st.integers(1, 10**12)
parts = st.builds(Parts, *(st.integers(0, 10**10) for _ in range(4))).filter(lambda given: given.total_fen > 0)


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
        Account.INTEREST: -paid.interest_fen,
        Account.FEE: -paid.fee_fen,
        Account.PENALTY: -paid.penalty_fen,
    }
    assert found == {account: amount for account, amount in wanted.items() if amount}


@given(amounts)
def test_an_excess_is_owed_back_to_the_customer(amount: int) -> None:
    entry = rules.excess_to_suspense(uuid4(), place(), amount, booked_on=DAY, value_on=DAY)
    assert lines(entry) == {Account.BANK: amount, Account.SUSPENSE: -amount}


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
