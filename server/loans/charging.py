"""Fees beside the schedule, and what the lender lets go."""

from datetime import date
from uuid import UUID

from server.identity.guard import use_case
from server.identity.operations import Operation
from server.kit.money import LIMIT_FEN
from server.kit.work import Work
from server.loans.errors import AmountRefused
from server.loans.serving import Note, check_day, checked_reason, loan_to_serve, perform, require_other_eyes
from server.terms.running.acts import ChargedFee, Waiver


@use_case(Operation.LOAN_CHARGE)
async def charge_fee(
    work: Work,
    *,
    loan_id: UUID,
    amount_fen: int,
    value_on: date,
    is_late_fee: bool,
    instalment: int | None,
    reason: str,
    expected_version: int,
) -> UUID:
    """Charge a fee: on an instalment by its number, or on the one whose period the day falls in. Returns the act.

    A late fee joins the penalty of an overdue instalment; both together stay below the yearly cap. Refuses with
    NotFound, Stale, loan.not_active, loan.closed, loan.written_off, loan.amount_refused, loan.reason_missing,
    loan.day_in_future, loan.day_before_disbursement, loan.no_such_instalment, loan.above_cap, ledger.period_closed.
    """
    why = checked_reason(reason)
    _check_amounts(amount=amount_fen)
    loan = await loan_to_serve(work, loan_id, version=expected_version)
    await check_day(work, loan, value_on)
    act = ChargedFee(number=loan.acts + 1, on=value_on, amount_fen=amount_fen, line=instalment, late=is_late_fee)
    return (await perform(work, loan, act, Note(reason=why))).act.id


@use_case(Operation.LOAN_WAIVE, step_up=True)
async def waive(
    work: Work,
    *,
    loan_id: UUID,
    interest_fen: int,
    penalty_fen: int,
    fee_fen: int,
    value_on: date,
    instalment: int | None,
    reason: str,
    expected_version: int,
) -> UUID:
    """Let go of interest, penalty or fees that are open: of one instalment, or the oldest first. Returns the act.

    Principal is never waived. Who serves the customer does not waive. Refuses with NotFound, Stale, loan.not_active,
    loan.closed, loan.written_off, loan.own_act, loan.amount_refused, loan.more_than_open, loan.reason_missing,
    loan.day_in_future, loan.day_before_disbursement, loan.no_such_instalment, ledger.period_closed.
    """
    why = checked_reason(reason)
    _check_amounts(interest=interest_fen, penalty=penalty_fen, fee=fee_fen)
    loan = await loan_to_serve(work, loan_id, version=expected_version)
    require_other_eyes(work, loan)
    await check_day(work, loan, value_on)
    act = Waiver(
        number=loan.acts + 1,
        on=value_on,
        interest_fen=interest_fen,
        penalty_fen=penalty_fen,
        fee_fen=fee_fen,
        line=instalment,
    )
    return (await perform(work, loan, act, Note(reason=why))).act.id


def _check_amounts(**amounts_fen: int) -> None:
    """None is negative or too large, and one is more than nothing. Raises AmountRefused naming the field."""
    for field, fen in amounts_fen.items():
        if not 0 <= fen <= LIMIT_FEN:
            raise AmountRefused(field=field)
    if not any(amounts_fen.values()):
        raise AmountRefused(field=next(iter(amounts_fen)))
