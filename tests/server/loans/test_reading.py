"""Reading loans: one, a page, what belongs to them; always within sight."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from server.kit.clock import FixedClock
from server.kit.errors import Denied, Invalid
from server.loans import queries
from server.loans.models import Instalment, RepaymentSplit
from server.loans.rules import InstalmentState, LoanState, outstanding_fen, state_on
from tests.factories.customers import plant_customer
from tests.factories.loans import PlantedLoan, plant_loan
from tests.fixtures.asking import all_pages, ask, node_id
from tests.fixtures.world import id_of
from tests.server.loans.conftest import TODAY, Lender

SIGHTS = {
    "officer.east1": {"officer.east1"},
    "branchmanager.east1": {"officer.east1"},
    "manager.east": {"officer.east1", "officer.east2"},
    "manager.west": {"officer.west1"},
    "finance.hq": {"officer.east1", "officer.east2", "officer.west1"},
}
PAGES = """query ($after: String) { loans(first: 2, after: $after) {
  nodes { id } totalCount pageInfo { hasNextPage endCursor } } }"""
NARROWED = """query ($state: [LoanState!], $search: String = "", $officer: ID, $branch: ID) {
  loans(state: $state, search: $search, officerId: $officer, branchId: $branch) { totalCount } }"""
WHOLE = """query ($loan: ID!, $customer: ID!, $application: ID!) {
  loan(id: $loan) {
    id instalments { number } payment { number } repayments { id } customer { id } application { id }
  }
  customer(id: $customer) { loans { id } } application(id: $application) { loan { id } } }"""


def names(planted: PlantedLoan) -> dict[str, str]:
    """The global ids of a loan and of what it belongs to."""
    customer_id = planted.customer.customer_id
    return {
        "loan": node_id("Loan", planted.loan_id, customer_id),
        "customer": node_id("Customer", customer_id, customer_id),
        "application": node_id("Application", planted.application_id, customer_id),
    }


async def one_each(lender: Lender) -> dict[str, PlantedLoan]:
    """A running loan of an officer in each branch."""
    planted = {}
    for officer in ("officer.east1", "officer.east2", "officer.west1"):
        customer = await plant_customer(lender.owner, officer=officer)
        planted[officer] = await plant_loan(lender.owner, customer, lender.version_id, lender.funding_account_id)
    return planted


@pytest.mark.parametrize("login", SIGHTS)
async def test_everybody_reads_the_loans_in_his_sight_and_no_others(lender: Lender, login: str) -> None:
    planted, caller = await one_each(lender), await lender.caller(login)
    mine = {planted[officer].loan_id for officer in SIGHTS[login]}
    assert set(await all_pages(caller, PAGES, len(mine))) == mine
    for each in planted.values():
        wanted = names(each)
        found = await ask(caller, WHOLE, **wanted)
        if each.loan_id not in mine:
            assert found == {"loan": None, "customer": None, "application": None}
            continue
        own = {"id": wanted["loan"]}
        assert (found["customer"], found["application"]) == ({"loans": [own]}, {"loan": own})
        loan = found["loan"]
        assert (loan["customer"], loan["application"]) == ({"id": wanted["customer"]}, {"id": wanted["application"]})
        assert (len(loan["instalments"]), loan["payment"]) == (12, {"number": each.order.number})


async def test_who_may_not_read_loans_is_denied(lender: Lender) -> None:
    caller = await lender.caller("admin1.hq")
    nobodys = node_id("Loan", id_of("a loan"), id_of("a customer"))
    for wanted in ("{ loans { totalCount } }", f'{{ loan(id: "{nobodys}") {{ id }} }}'):
        with pytest.raises(Denied):
            await ask(caller, wanted)


async def test_a_loan_is_shown_whole(lender: Lender) -> None:
    planted = await lender.running()
    first = await lender.repay(planted.loan_id, 100)
    second = await lender.repay(planted.loan_id, 200)
    customer_id = planted.customer.customer_id
    loan = (await ask(await lender.caller(), WHOLE, **names(planted)))["loan"]
    assert [row["number"] for row in loan["instalments"]] == list(range(1, 13))
    assert [row["id"] for row in loan["repayments"]] == [
        node_id("Repayment", row_id, customer_id) for row_id in (first, second)
    ]
    assert loan["payment"] == {"number": planted.order.number}
    split = select(RepaymentSplit.interest_fen, RepaymentSplit.instalment_id).where(
        RepaymentSplit.repayment_id == second
    )
    oldest = (await lender.instalments(planted.loan_id))[0].id
    assert (await lender.owner.execute(split)).all() == [(200, oldest)]


async def test_pages_follow_one_another_without_gap_or_repetition(lender: Lender) -> None:
    planted = [await lender.running(1_000_000) for _ in range(5)]
    seen = await all_pages(await lender.caller(), PAGES, 5)
    assert len(seen) == 5
    assert set(seen) == {each.loan_id for each in planted}


@pytest.mark.parametrize("first", [0, 101, -1])
async def test_a_page_has_a_sensible_size(lender: Lender, first: int) -> None:
    with pytest.raises(Invalid):
        await ask(await lender.caller(), "query ($n: Int!) { loans(first: $n) { totalCount } }", n=first)


async def test_state_number_officer_and_branch_narrow_the_page(lender: Lender) -> None:
    planted = await lender.running()
    await lender.disburse(await lender.ready())
    caller, number = await lender.caller(), (await lender.loan(planted.loan_id)).number

    async def total(**given: Any) -> int:
        return int((await ask(caller, NARROWED, **given))["loans"]["totalCount"])

    for states, expected in (([LoanState.ACTIVE], 1), ([LoanState.CLOSED], 0), (list(LoanState), 2)):
        assert await total(state=[state.name for state in states]) == expected
    assert (await total(search=number), await total(search=number[:1] + "0" * 11)) == (1, 0)
    for kind, argument, expected in (
        ("Staff", {"officer": "officer.east1"}, 2),
        ("Staff", {"officer": "officer.west1"}, 0),
        ("Branch", {"branch": "east-1"}, 2),
        ("Branch", {"branch": "west-1"}, 0),
    ):
        assert await total(**{name: node_id(kind, id_of(code)) for name, code in argument.items()}) == expected


async def test_the_database_and_the_rules_agree_on_how_an_instalment_stands(lender: Lender, clock: FixedClock) -> None:
    planted = await lender.running(disbursed_on=date(2025, 11, 16))
    rows = await lender.instalments(planted.loan_id)
    await lender.repay(planted.loan_id, outstanding_fen(rows[0]) + 50)
    for today in (TODAY, TODAY + timedelta(days=400), date(2025, 12, 16), date(2026, 1, 16)):
        expression = select(Instalment, queries.instalment_state(Instalment, today), queries.owed())
        for row, state, owed in await lender.owner.execute(expression):
            assert (InstalmentState(state), owed) == (state_on(row, today), outstanding_fen(row))
    assert clock.now().date() == TODAY
