"""`verify`: clean after real work, and every planted disagreement is named by exactly the check that is for it."""

from collections.abc import Awaitable, Callable

import pytest
from sqlalchemy import text

from server.identity.actors import WORKER
from server.jobs.sealing import seal_records
from server.kit.errors import Denied
from server.kit.work import Caller
from server.ledger.rules import Account, EventType
from server.loans.verifying.service import CHECKS, NAMES, verify_books
from tests.factories import ledger
from tests.factories.loans import PlantedLoan
from tests.server.loans.closing.test_checks import PLANTED as CLOSING
from tests.server.loans.conftest import Lender
from tests.server.loans.files.plants import PLANTED as DESK
from tests.server.loans.lived import database_name, lender, lived, planted

__all__ = ["database_name", "lender", "lived", "planted"]

LATER = "ledger.entry_changed"
ENTRY_OF = text("SELECT id FROM ledger_entries WHERE event_id = :event")
SECOND = "(SELECT record_id FROM audit_seals WHERE number = 2)"


async def codes(lender: Lender) -> set[str]:
    report = await verify_books(lender.verifier())
    assert report.counts["loans"] > 0
    return {difference.code for difference in report.differences}


async def test_after_work_of_every_kind_everything_agrees(lender: Lender) -> None:
    report = await verify_books(lender.verifier())
    assert report.differences == []
    assert report.counts["loans"] == 4
    assert report.unsealed > 0


PLANTED: list[tuple[str, set[str]]] = [
    (
        "UPDATE ledger_postings SET amount_fen = amount_fen + 1 WHERE account_code = '113201'",
        {"ledger.entry_unbalanced", "loan.pool_differs"},
    ),
    (
        (
            "UPDATE ledger_postings p SET amount_fen = amount_fen + sign(amount_fen)::int FROM ledger_entries e "
            "WHERE e.id = p.entry_id AND e.event_type = 'loan_disbursed'"
        ),
        {LATER, "loan.pool_differs"},
    ),
    (
        "DELETE FROM ledger_postings WHERE account_code = '113201'",
        {"ledger.entry_unbalanced", LATER, "loan.pool_differs"},
    ),
    ("DELETE FROM ledger_claims WHERE kind = 'repayment_received'", {"ledger.claim_differs"}),
    ("UPDATE ledger_postings SET loan_id = gen_random_uuid() WHERE account_code = '130301'", {"loan.pool_differs"}),
    ("UPDATE ledger_postings SET branch_id = gen_random_uuid() WHERE line = 1", {LATER}),
    ("UPDATE funding_holds SET held_fen = held_fen + 1", {"custody.hold_differs"}),
    ("UPDATE funding_holds SET paid_fen = paid_fen - 1", {"custody.hold_differs"}),
    ("UPDATE funding_holds SET allotted_fen = allotted_fen + 1", {"custody.hold_differs"}),
    ("DELETE FROM payment_numbers", {"custody.number_differs"}),
    ("UPDATE payment_orders SET number = (SELECT min(number) FROM payment_orders)", {"custody.number_differs"}),
    (
        "UPDATE loans SET outstanding_fen = outstanding_fen - 1 WHERE state = 'active'",
        {"loan.pool_differs", "loan.schedule_differs", "exposure.customer_differs"},
    ),
    ("UPDATE loans SET next_due_on = next_due_on + 1 WHERE state = 'active'", {"loan.next_due_differs"}),
    (
        "UPDATE instalments SET paid_interest_fen = paid_interest_fen + 1 WHERE paid_interest_fen < interest_fen",
        {"loan.instalment_paid_differs"},
    ),
    ("UPDATE loan_acts SET number = number + 10 WHERE kind = 'repayment'", {"loan.act_differs"}),
    ("UPDATE loan_acts SET value_on = value_on - 1 WHERE kind = 'repayment'", {"loan.act_differs"}),
    ("UPDATE loans SET excess_fen = excess_fen + 1 WHERE state = 'closed'", {"loan.excess_differs"}),
    (
        "UPDATE instalments SET waived_interest_fen = 1 WHERE number = 12 AND paid_interest_fen = 0",
        {"loan.waived_differs"},
    ),
    (
        "UPDATE instalments SET principal_fen = principal_fen + 1 WHERE number = 12 AND paid_principal_fen = 0",
        {"loan.schedule_differs"},
    ),
    (
        "UPDATE repayment_splits SET principal_fen = principal_fen + 1",
        {"loan.repayment_split_differs", "loan.instalment_paid_differs"},
    ),
    (
        "UPDATE repayments SET amount_fen = amount_fen + 1, excess_fen = excess_fen + 1",
        {"loan.pool_differs", "loan.event_not_booked", "loan.act_differs", "loan.excess_differs"},
    ),
    (
        "UPDATE applications SET state = 'contracted' WHERE state = 'disbursed'",
        {"loan.application_differs", "exposure.customer_differs"},
    ),
    (
        "UPDATE customer_exposures SET committed_fen = committed_fen + 1 WHERE group_id IS NULL",
        {"exposure.customer_differs"},
    ),
    (
        "UPDATE customer_exposures SET outstanding_fen = outstanding_fen + 1 WHERE group_id IS NULL",
        {"exposure.customer_differs"},
    ),
    (
        "UPDATE group_exposures SET committed_fen = committed_fen + 1",
        {"exposure.group_differs"},
    ),
]


@pytest.mark.parametrize(("change", "expected"), PLANTED)
async def test_a_disagreement_planted_past_every_guard_is_found(
    lender: Lender, change: str, expected: set[str]
) -> None:
    await lender.owner.execute(text(change))
    await lender.owner.commit()
    assert await codes(lender) == expected


async def plant_late_pair(lender: Lender, planted: PlantedLoan) -> None:
    """A balanced pair added to an old entry: what a rule of zero sums alone would let pass."""
    copied = (
        "SELECT customer_id, entry_id, line + 10, account_code, -amount_fen, branch_id, loan_id, funding_account_id"
    )
    await lender.owner.execute(
        text(f"INSERT INTO ledger_postings {copied} FROM ledger_postings WHERE entry_id = :entry"),
        {"entry": await lender.owner.scalar(ENTRY_OF, {"event": planted.order.id})},
    )


async def plant_entry_without_event(lender: Lender, planted: PlantedLoan) -> None:
    at = ledger.place(planted.customer.customer_id, loan_id=planted.loan_id)
    lines = ((Account.BANK, 5), (Account.SUSPENSE, -5))
    given = ledger.entry(*lines, at=at, event_type=EventType.REPAYMENT_RECEIVED)
    await ledger.send(lender.owner, [ledger.plain(given)])


async def plant_event_without_entry(lender: Lender, planted: PlantedLoan) -> None:
    for table, key in (("ledger_postings", "entry_id"), ("ledger_entries", "id")):
        wanted = "(SELECT id FROM ledger_entries WHERE event_id = :event)"
        await lender.owner.execute(
            text(f"DELETE FROM {table} WHERE {key} IN {wanted}"),  # noqa: S608 - our own text
            {"event": planted.order.id},
        )


async def plant_orphan_posting(lender: Lender, planted: PlantedLoan) -> None:
    foreign_keys = text(
        "SELECT conname FROM pg_constraint WHERE conrelid = 'ledger_postings'::regclass AND contype = 'f'"
    )
    for name in (await lender.owner.execute(foreign_keys)).scalars().all():
        await lender.owner.execute(text(f"ALTER TABLE ledger_postings DROP CONSTRAINT {name}"))
    await lender.owner.execute(text("DELETE FROM ledger_entries WHERE event_id = :event"), {"event": planted.order.id})


async def plant_crooked_reversal(lender: Lender, planted: PlantedLoan) -> None:
    await lender.owner.execute(
        text("UPDATE ledger_entries SET event_type = 'reversal', reverses = gen_random_uuid() WHERE event_id = :event"),
        {"event": planted.order.id},
    )


async def plant_second_payment(lender: Lender, planted: PlantedLoan) -> None:
    columns = "customer_id, branch_id, officer_id, loan_id, funding_account_id, payee_account_id, payee_cipher, "
    columns += "payee_index, payee_last4, amount_fen, purpose, send_wanted, attempts, asked, created_by, created_at"
    copied = f"SELECT gen_random_uuid(), '1', 'sent', {columns} FROM payment_orders WHERE id = :order"  # noqa: S608 - our own text
    await lender.owner.execute(text("DROP INDEX uq_payment_orders_active"))
    await lender.owner.execute(
        text(f"INSERT INTO payment_orders (id, number, state, {columns}) {copied}"), {"order": planted.order.id}
    )


async def plant_running_without_payment(lender: Lender, planted: PlantedLoan) -> None:
    await lender.owner.execute(
        text("UPDATE payment_orders SET state = 'failed' WHERE id = :order"), {"order": planted.order.id}
    )


async def plant_change_of_a_sealed_entry(lender: Lender, planted: PlantedLoan) -> None:
    """What no sum would show: another value date."""
    await seal_records(Caller(lender.house, WORKER))
    moved = "UPDATE ledger_entries SET value_on = value_on - 1 WHERE event_id = :event"
    await lender.owner.execute(text(moved), {"event": planted.order.id})


async def plant_chain_cut_short(lender: Lender, _: PlantedLoan) -> None:
    await seal_records(Caller(lender.house, WORKER))
    last = "DELETE FROM ledger_seals WHERE number = (SELECT max(number) FROM ledger_seals)"
    await lender.owner.execute(text(last))


BY_HAND: list[tuple[Callable[[Lender, PlantedLoan], Awaitable[None]], set[str]]] = [
    (plant_late_pair, {LATER, "loan.pool_differs"}),
    (plant_entry_without_event, {"loan.entry_without_event", "loan.pool_differs"}),
    (plant_event_without_entry, {"loan.event_not_booked", "loan.pool_differs", "ledger.claim_differs"}),
    (plant_orphan_posting, {"ledger.posting_without_entry", "loan.event_not_booked", "ledger.claim_differs"}),
    (plant_crooked_reversal, {"ledger.reversal_differs", "ledger.claim_differs", "loan.event_not_booked"}),
    (plant_second_payment, {"custody.paid_twice", "custody.hold_differs", "custody.number_differs"}),
    (plant_change_of_a_sealed_entry, {"ledger.seal_broken"}),
    (plant_chain_cut_short, {"ledger.entry_not_chained"}),
    *DESK,
    (plant_running_without_payment, {"loan.payment_differs", "loan.entry_without_event", "custody.hold_differs"}),
]


@pytest.mark.parametrize(("plant", "expected"), BY_HAND)
async def test_a_crooked_row_is_found(
    lender: Lender, planted: PlantedLoan, plant: Callable[[Lender, PlantedLoan], Awaitable[None]], expected: set[str]
) -> None:
    await plant(lender, planted)
    await lender.owner.commit()
    assert await codes(lender) == expected


def test_every_check_is_planted_somewhere() -> None:
    planted = set().union(*(expected for _, expected in (*PLANTED, *BY_HAND, *CLOSING)))
    assert planted == {check.code for check in CHECKS}
    assert len(NAMES) == len(CHECKS) + 2


@pytest.mark.parametrize(
    "change",
    [
        f"UPDATE audit_records SET actor_id = gen_random_uuid() WHERE id = {SECOND}",  # noqa: S608 - our own text
        f"DELETE FROM audit_records WHERE id = {SECOND}",  # noqa: S608 - our own text
        "UPDATE audit_seals SET hash = '\\x00' WHERE number = 2",
    ],
)
async def test_a_changed_audit_trail_is_found_and_the_unsealed_tail_is_counted(lender: Lender, change: str) -> None:
    await seal_records(Caller(lender.house, WORKER))
    assert (await verify_books(lender.verifier())).unsealed == 1
    await lender.owner.execute(text(change))
    await lender.owner.commit()
    found = {difference.code for difference in (await verify_books(lender.verifier())).differences}
    assert found == {"audit.link_broken"}


async def test_nobody_but_the_verifier_opens_the_door(lender: Lender) -> None:
    for login in ("auditor.hq", "admin1.hq", "finance.hq"):
        with pytest.raises(Denied):
            await verify_books(await lender.caller(login))
