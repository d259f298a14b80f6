"""Reading loans: one, a page, many at once; always within sight, and by an index."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, text

from server.kit.clock import FixedClock
from server.kit.errors import Denied, Invalid, NotFound
from server.loans import queries, reading
from server.loans.models import Instalment
from server.loans.rules import InstalmentState, LoanState, outstanding_fen, state_on
from tests.factories.customers import plant_customer
from tests.factories.loans import PlantedLoan, plant_loan
from tests.fixtures.plans import plan_of
from tests.fixtures.world import id_of
from tests.server.loans.conftest import TODAY, Lender

SIGHTS = {
    "officer.east1": {"officer.east1"},
    "branchmanager.east1": {"officer.east1"},
    "manager.east": {"officer.east1", "officer.east2"},
    "manager.west": {"officer.west1"},
    "finance.hq": {"officer.east1", "officer.east2", "officer.west1"},
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
    found = await reading.page(caller)
    assert ({loan.id for loan in found.loans}, found.total, found.has_next) == (mine, len(mine), False)
    for each in planted.values():
        keys, seen = [each.loan_id], each.loan_id in mine
        assert (await reading.loans_by_ids(caller, keys=keys) != [None]) is seen
        assert (await reading.instalments_of(caller, keys=keys) != [[]]) is seen
        assert (await reading.payments_of(caller, keys=keys) != [None]) is seen
        assert (await reading.loans_of(caller, keys=[each.customer.customer_id]) != [[]]) is seen
        assert (await reading.loans_of_applications(caller, keys=[each.application_id]) != [None]) is seen
        if seen:
            assert (await reading.loan_view(caller, loan_id=each.loan_id)).loan.id == each.loan_id
            continue
        with pytest.raises(NotFound):
            await reading.loan_view(caller, loan_id=each.loan_id)


async def test_who_may_not_read_loans_is_denied(lender: Lender) -> None:
    caller = await lender.caller("admin1.hq")
    for wanted in (reading.page(caller), reading.loan_view(caller, loan_id=uuid4())):
        with pytest.raises(Denied):
            await wanted


async def test_a_loan_is_shown_whole(lender: Lender) -> None:
    planted = await lender.running()
    first = await lender.repay(planted.loan_id, 100)
    second = await lender.repay(planted.loan_id, 200)
    view = await reading.loan_view(await lender.caller(), loan_id=planted.loan_id)
    assert [row.number for row in view.instalments] == list(range(1, 13))
    assert [row.id for row in view.repayments] == [first, second]
    assert view.payment is not None
    assert view.payment.number == planted.order.number
    splits = await queries.splits_of(lender.owner, (await lender.caller()).actor.scope, view.repayments[1])
    assert [(split.interest_fen, split.instalment_id) for split in splits] == [(200, view.instalments[0].id)]
    [recorded] = await reading.repayments_of(await lender.caller(), keys=[planted.loan_id])
    assert [row.id for row in recorded] == [first, second]


async def test_pages_follow_one_another_without_gap_or_repetition(lender: Lender) -> None:
    planted = [await lender.running(1_000_000) for _ in range(5)]
    caller, seen = await lender.caller(), list[UUID]()
    after = None
    while True:
        found = await reading.page(caller, after=after, limit=2)
        seen += [loan.id for loan in found.loans]
        assert found.total == 5
        if not found.has_next:
            break
        after = (found.loans[-1].opened_at, found.loans[-1].id)
    assert len(seen) == 5
    assert set(seen) == {each.loan_id for each in planted}


@pytest.mark.parametrize("limit", [0, 101, -1])
async def test_a_page_has_a_sensible_size(lender: Lender, limit: int) -> None:
    with pytest.raises(Invalid):
        await reading.page(await lender.caller(), limit=limit)


async def test_states_narrow_the_page(lender: Lender) -> None:
    await lender.running()
    await lender.disburse(await lender.ready())
    caller = await lender.caller()
    for states, total in (([LoanState.ACTIVE], 1), ([LoanState.CLOSED], 0), (list(LoanState), 2)):
        assert (await reading.page(caller, states=states)).total == total


async def test_the_database_and_the_rules_agree_on_how_an_instalment_stands(lender: Lender, clock: FixedClock) -> None:
    planted = await lender.running(disbursed_on=date(2025, 11, 16))
    rows = await lender.instalments(planted.loan_id)
    await lender.repay(planted.loan_id, outstanding_fen(rows[0]) + 50)
    for today in (TODAY, TODAY + timedelta(days=400), date(2025, 12, 16), date(2026, 1, 16)):
        expression = select(Instalment, queries.instalment_state(Instalment, today), queries.owed())
        for row, state, owed in await lender.owner.execute(expression):
            assert (InstalmentState(state), owed) == (state_on(row, today), outstanding_fen(row))
    assert clock.now().date() == TODAY


async def plant_crowd(lender: Lender, planted: PlantedLoan, officer: str, branch: str, count: int) -> None:
    """Many copies of a loan, of one officer; every hundredth is overdue."""
    copied = text(
        "INSERT INTO loans SELECT (jsonb_populate_record(l, jsonb_build_object('id', gen_random_uuid(), 'branch_id', "
        "CAST(:branch AS uuid), 'officer_id', CAST(:officer AS uuid), 'application_id', gen_random_uuid(), "
        "'opened_at', l.opened_at + n * interval '1 minute', 'next_due_on', "
        "CASE WHEN n % 100 = 0 THEN date '2026-02-01' ELSE date '2026-06-01' END))).* "
        "FROM loans l, generate_series(1, :count) AS n WHERE l.id = :loan"
    )
    about: dict[str, Any] = {"branch": str(id_of(branch)), "officer": str(id_of(officer)), "loan": planted.loan_id}
    await lender.owner.execute(copied, about | {"count": count})


async def test_lists_of_loans_read_an_index_for_every_sight(lender: Lender) -> None:
    planted = await lender.running()
    foreign_keys = text("SELECT conname FROM pg_constraint WHERE conrelid = 'loans'::regclass AND contype = 'f'")
    for name in (await lender.owner.execute(foreign_keys)).scalars().all():
        await lender.owner.execute(text(f"ALTER TABLE loans DROP CONSTRAINT {name}"))
    for officer, branch, count in (("officer.east1", "east-1", 300), ("officer.west1", "west-1", 9_000)):
        await plant_crowd(lender, planted, officer, branch, count)
    await lender.owner.execute(text("ANALYZE loans"))
    await lender.owner.commit()
    for login in ("officer.east1", "branchmanager.east1", "manager.east", "auditor.hq"):
        caller = await lender.caller(login)
        for overdue_on in (None, TODAY):
            listed = queries.listed(caller.actor.scope, overdue_on=overdue_on, limit=21)
            plan = await plan_of(lender.house, caller, listed)
            assert "Seq Scan on loans" not in plan, (login, overdue_on, plan)
            assert "ix_loans" in plan, (login, overdue_on, plan)
