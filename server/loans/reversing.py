"""Taking back what never should have been entered."""

from typing import Final
from uuid import UUID

from server.identity.guard import use_case
from server.identity.operations import Operation
from server.kit.errors import NotFound
from server.kit.work import Work
from server.loans import queries
from server.loans.errors import AlreadyReversed, NotReversible
from server.loans.events import ActReversed
from server.loans.refunding import require_no_refund
from server.loans.rules import ActKind, LoanState
from server.loans.serving import Note, checked_reason, loan_to_serve, perform, require_other_eyes
from server.terms.running.acts import Reversed

LASTING: Final = frozenset({ActKind.DISBURSEMENT, ActKind.OPENING, ActKind.REFUND, ActKind.REVERSAL})
"""Money that went out stays out, and a reversal is undone by entering the act anew."""
STATES: Final = (LoanState.ACTIVE, LoanState.CLOSED, LoanState.WRITTEN_OFF)


@use_case(Operation.LOAN_REVERSE, step_up=True)
async def reverse(work: Work, *, loan_id: UUID, act_id: UUID, reason: str, expected_version: int) -> UUID:
    """Take an act of a loan back: its entries are mirrored, the loan is as if it never was. Returns the reversal.

    All that came in since is shared out anew. Who recorded the act, or serves the customer, does not reverse it.
    Refuses with NotFound, Stale, loan.not_active, loan.not_reversible, loan.already_reversed, loan.own_act,
    loan.reason_missing, loan.later_act_depends, loan.refund_running.
    """
    why = checked_reason(reason)
    loan = await loan_to_serve(work, loan_id, version=expected_version, states=STATES)
    seen = await queries.act_by_id(work.session, work.scope, act_id)
    if seen is None or seen.loan_id != loan.id:
        raise NotFound(field="actId")
    if seen.kind in LASTING:
        raise NotReversible(field="actId")
    if await queries.is_reversed(work.session, work.scope, seen):
        raise AlreadyReversed(field="actId")
    require_other_eyes(work, loan, seen.recorded_by)
    await require_no_refund(work, loan)
    act = Reversed(number=loan.acts + 1, on=seen.value_on, act=seen.number)
    done = await perform(work, loan, act, Note(reason=why, reverses=seen))
    work.record(ActReversed(loan.customer_id, loan.id, seen.id))
    return done.act.id
