"""A loan that will not be paid leaves the books; the claim stays."""

from datetime import date
from uuid import UUID

from server.identity.guard import use_case
from server.identity.operations import Operation
from server.kit.work import Work
from server.loans.serving import Note, check_day, checked_reason, loan_to_serve, perform, require_other_eyes
from server.terms.running.acts import WrittenOff


@use_case(Operation.LOAN_WRITE_OFF, step_up=True)
async def write_off(work: Work, *, loan_id: UUID, value_on: date, reason: str, expected_version: int) -> UUID:
    """Write a loan off: principal against the allowance, what else was receivable against income. Returns the act.

    All of it falls due on the day; no interest or penalty runs from then on. Who serves the customer does not write
    off. Refuses with NotFound, Stale, loan.not_active, loan.closed, loan.written_off, loan.own_act, loan.nothing_open,
    loan.reason_missing, loan.day_in_future, loan.day_before_disbursement, loan.later_act_depends, ledger.period_closed.
    """
    why = checked_reason(reason)
    loan = await loan_to_serve(work, loan_id, version=expected_version)
    require_other_eyes(work, loan, loan.opened_by)
    await check_day(work, loan, value_on)
    return (await perform(work, loan, WrittenOff(number=loan.acts + 1, on=value_on), Note(reason=why))).act.id
