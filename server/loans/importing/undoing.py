"""Taking a batch out again: all of it in one transaction, or nothing of it.

Entries are mirrored, loans are made void, their instalments go (the plan and the act of opening stay); what a close of
the day has accrued since is taken back by the next one. Customers stay: they are found again by their numbers.
"""

from typing import Any, Final
from uuid import UUID

from sqlalchemy import text

from server.identity.guard import use_case
from server.identity.operations import Operation
from server.kit.tables.bulk import insert_rows, pieces
from server.kit.work import Work
from server.loans.closing.days import require_whole_house
from server.loans.importing.batches import batch_of
from server.loans.importing.errors import LoansTouched, WrongState
from server.loans.importing.models import ImportState
from server.loans.importing.people import add_exposures
from server.loans.journal.models import LoanAct
from server.loans.rules import ActKind
from server.loans.serving import checked_reason

ENTRIES_AT_ONCE: Final = 1_000

LOCK: Final = text("""
SELECT l.id, l.customer_id, l.branch_id, l.officer_id, l.outstanding_fen, r.act_id, a.value_on,
       l.acts <> 1 OR l.state <> 'active' AS touched
  FROM loan_import_rows r JOIN loans l ON l.customer_id = r.customer_id AND l.id = r.id
  JOIN loan_acts a ON a.customer_id = r.customer_id AND a.id = r.act_id
 WHERE r.import_id = :id ORDER BY l.id FOR UPDATE OF l
""")
# debits that the bank has, refunds and receipts on their way: they would come back to a loan that is no more
ON_THE_WAY: Final = text("""
SELECT count(DISTINCT loan_id) FROM (
  SELECT loan_id FROM debit_orders WHERE state IN ('created', 'sent') UNION ALL SELECT loan_id FROM payment_orders
  UNION ALL SELECT loan_id FROM cash_receipts
) AS moving WHERE loan_id IN (SELECT id FROM loan_import_rows WHERE import_id = :id)
""")
# `ledger.rules.reversal` of each opening: the same lines with the other sign, the same day of value
MIRROR: Final = text("""
SELECT ledger_post(jsonb_agg(jsonb_build_object(
  'id', mirror.id, 'event_type', 'reversal', 'event_id', mirror.event_id, 'customer_id', e.customer_id,
  'branch_id', e.branch_id, 'booked_on', CAST(:today AS date), 'value_on', e.value_on,
  'recorded_at', CAST(:at AS timestamptz), 'currency', e.currency, 'reverses', e.id, 'postings', (
    SELECT jsonb_agg(jsonb_build_object('account', p.account_code, 'amount_fen', -p.amount_fen, 'loan_id', p.loan_id,
                                        'funding_account_id', p.funding_account_id) ORDER BY p.line)
      FROM ledger_postings p WHERE p.customer_id = e.customer_id AND p.entry_id = e.id))))
  FROM unnest(CAST(:ids AS uuid[]), CAST(:event_ids AS uuid[]), CAST(:act_ids AS uuid[]), CAST(:owners AS uuid[]))
       AS mirror (id, event_id, act_id, customer_id)
  JOIN ledger_entries e ON e.customer_id = mirror.customer_id AND e.event_type = 'loan_brought_in'
   AND e.event_id = mirror.act_id
""")
AFTER: Final = tuple(
    text(statement)
    for statement in (
        (
            "DELETE FROM instalments i USING loan_import_rows r "
            "WHERE r.import_id = :id AND i.customer_id = r.customer_id AND i.loan_id = r.id"
        ),
        (
            "UPDATE loans l SET state = 'void', outstanding_fen = 0, excess_fen = 0, next_due_on = NULL, acts = 2, "
            "version = l.version + 1 FROM loan_import_rows r "
            "WHERE r.import_id = :id AND l.customer_id = r.customer_id AND l.id = r.id"
        ),
        (
            "UPDATE loan_standings s SET interest_fen = s.interest_fen - r.accrued_interest_fen, "
            "penalty_fen = s.penalty_fen - r.accrued_penalty_fen, done = (s.interest_fen, s.penalty_fen, s.fee_fen) "
            "= (r.accrued_interest_fen, r.accrued_penalty_fen, 0) FROM loan_import_rows r "
            "WHERE r.import_id = :id AND s.customer_id = r.customer_id AND s.id = r.id"
        ),
        "DELETE FROM loan_import_numbers WHERE import_id = :id",
    )
)


@use_case(Operation.LOAN_IMPORT_CONFIRM)
async def undo(work: Work, *, import_id: UUID, reason: str) -> UUID:
    """Take a batch out again as a whole, finished or not. Returns the batch; the sheet may then be brought in anew.

    Refuses with NotFound, ledger.whole_house_only, loan.reason_missing, import.wrong_state, import.loans_touched (acts,
    repayments, debits or refunds since).
    """
    require_whole_house(work)
    why = checked_reason(reason)
    batch = await batch_of(work, import_id)
    if batch.state is ImportState.UNDONE:
        raise WrongState(field="importId")
    loans = (await work.session.execute(LOCK, {"id": batch.id})).mappings().all()
    touched = sum(loan["touched"] for loan in loans)
    touched += (await work.session.execute(ON_THE_WAY, {"id": batch.id})).scalar_one() if not touched else 0
    if touched:
        raise LoansTouched(field="importId", count=touched)
    owed: dict[UUID, int] = {}
    for loan in loans:
        owed[loan["customer_id"]] = owed.get(loan["customer_id"], 0) - loan["outstanding_fen"]
    await add_exposures(work, owed)
    acts = [_act(work, dict(loan), why) for loan in loans]
    await insert_rows(work.session, LoanAct, acts)
    for some in pieces(acts, ENTRIES_AT_ONCE):
        await _mirror(work, some)
    for statement in AFTER:
        await work.session.execute(statement, {"id": batch.id})
    batch.state, batch.undone_by, batch.undone_at, batch.reason = ImportState.UNDONE, work.actor.id, work.now, why
    await work.session.flush()
    work.touch("loan_import", batch.id, state=ImportState.UNDONE, loans=len(loans))
    return batch.id


def _act(work: Work, loan: dict[str, Any], reason: str) -> dict[str, Any]:
    return {
        **{name: loan[name] for name in ("customer_id", "branch_id", "officer_id", "value_on")},
        "id": work.new_id(),
        "loan_id": loan["id"],
        "number": 2,
        "kind": ActKind.REVERSAL,
        "booked_on": work.today,
        "detail": {},
        "reverses": loan["act_id"],
        "reason": reason,
        "recorded_by": work.actor.id,
        "recorded_at": work.now,
    }


async def _mirror(work: Work, acts: list[dict[str, Any]]) -> None:
    given = {
        "ids": [work.new_id() for _ in acts],
        "event_ids": [act["id"] for act in acts],
        "act_ids": [act["reverses"] for act in acts],
        "owners": [act["customer_id"] for act in acts],
    }
    await work.session.execute(MIRROR, {**given, "today": work.today, "at": work.now})
