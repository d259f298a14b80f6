"""Changes of the plan: another rate, instalments laid down anew, a payment holiday."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from server.identity.guard import use_case
from server.identity.operations import Operation
from server.kit.work import Work
from server.loans.errors import AboveCap, ChangeUnsound
from server.loans.models import Loan
from server.loans.serving import Note, check_day, checked_reason, loan_to_serve, perform, require_other_eyes
from server.loans.standing import policy_of
from server.terms.running.acts import Act, Holiday, NewRate, Rescheduled

PERIODS_MAX = 120
MULTIPLE_MIN, MULTIPLE_MAX = Decimal(1), Decimal(2)
RATE_PLACES = Decimal("0.000001")
MULTIPLE_PLACES = Decimal("0.0001")


@use_case(Operation.LOAN_CHANGE_RATE, step_up=True)
async def change_rate(
    work: Work,
    *,
    loan_id: UUID,
    rate_annual: Decimal,
    penalty_multiple: Decimal | None,
    value_on: date,
    reason: str,
    expected_version: int,
) -> UUID:
    """Give a loan another rate from a day on, with another penalty multiple where the loan is misused. Returns the act.

    Instalments that are not due are laid down anew; interest of the running period is split at the day. Refuses with
    NotFound, Stale, loan.not_active, loan.closed, loan.written_off, loan.own_act, loan.above_cap, loan.change_unsound,
    loan.reason_missing, loan.day_in_future, loan.day_before_disbursement, loan.later_act_depends,
    ledger.period_closed.
    """
    return await lay_down_rate(
        work,
        loan_id=loan_id,
        rate_annual=rate_annual,
        penalty_multiple=penalty_multiple,
        value_on=value_on,
        reason=reason,
        expected_version=expected_version,
    )


async def lay_down_rate(
    work: Work,
    *,
    loan_id: UUID,
    rate_annual: Decimal,
    penalty_multiple: Decimal | None,
    value_on: date,
    reason: str,
    expected_version: int,
) -> UUID:
    """The same inside a transaction of another verb of the same right (a building block)."""
    _check_figure(rate_annual, "rateAnnual", Decimal(0), Decimal(1), RATE_PLACES)
    if penalty_multiple is not None:
        _check_figure(penalty_multiple, "penaltyMultiple", MULTIPLE_MIN, MULTIPLE_MAX, MULTIPLE_PLACES)
    loan, why = await _loan(work, loan_id, expected_version, value_on, reason)
    cap = policy_of(loan).cap_annual
    if cap is not None and rate_annual > cap:
        raise AboveCap(field="rateAnnual")
    act = NewRate(number=loan.acts + 1, on=value_on, rate_annual=rate_annual, penalty_multiple=penalty_multiple)
    return await _change(work, loan, act, why)


@use_case(Operation.LOAN_RESCHEDULE, step_up=True)
async def reschedule(
    work: Work,
    *,
    loan_id: UUID,
    value_on: date,
    from_instalment: int | None,
    due_on: date | None,
    skip: int,
    extra_periods: int,
    reason: str,
    expected_version: int,
) -> UUID:
    """Lay instalments that are not due down anew, from one of them or the first: moved, skipped on, or more of them.

    `due_on` is the new due date of that one, or `skip` moves it by so many periods; all later ones keep their distance.
    Interest goes on running. Returns the act. Refuses with NotFound, Stale, loan.not_active, loan.closed,
    loan.written_off, loan.own_act, loan.change_unsound, loan.no_such_instalment, loan.nothing_open,
    loan.reason_missing, loan.day_in_future, loan.day_before_disbursement, loan.later_act_depends, ledger.period_closed.
    """
    _check_count(skip, "skip", least=0)
    _check_count(extra_periods, "extraPeriods", least=0)
    if due_on is None and not skip and not extra_periods:
        raise ChangeUnsound(field="dueOn", reason="nothing changes")
    loan, why = await _loan(work, loan_id, expected_version, value_on, reason)
    act = Rescheduled(
        number=loan.acts + 1,
        on=value_on,
        from_line=from_instalment,
        due_on=due_on,
        skip=skip,
        extra_periods=extra_periods,
    )
    return await _change(work, loan, act, why)


@use_case(Operation.LOAN_RESCHEDULE, step_up=True)
async def grant_holiday(
    work: Work,
    *,
    loan_id: UUID,
    value_on: date,
    periods: int,
    from_instalment: int | None,
    interest_too: bool,
    extends: bool,
    reason: str,
    expected_version: int,
) -> UUID:
    """Let so many instalments repay no principal, or nothing at all until the one after them. Returns the act.

    With `extends` the term grows by as many periods. Refuses with what `reschedule` refuses with, and loan.not_offered
    where the method has no such holiday.
    """
    _check_count(periods, "periods", least=1)
    loan, why = await _loan(work, loan_id, expected_version, value_on, reason)
    act = Holiday(
        number=loan.acts + 1,
        on=value_on,
        periods=periods,
        from_line=from_instalment,
        interest_too=interest_too,
        extends=extends,
    )
    return await _change(work, loan, act, why)


async def _loan(work: Work, loan_id: UUID, version: int, value_on: date, reason: str) -> tuple[Loan, str]:
    why = checked_reason(reason)
    loan = await loan_to_serve(work, loan_id, version=version)
    require_other_eyes(work, loan)
    await check_day(work, loan, value_on)
    return loan, why


async def _change(work: Work, loan: Loan, act: Act, why: str) -> UUID:
    return (await perform(work, loan, act, Note(reason=why))).act.id


def _check_figure(value: Decimal, field: str, least: Decimal, most: Decimal, places: Decimal) -> None:
    sound = value.is_finite() and least <= value <= most and value == value.quantize(places)
    if not sound:
        raise ChangeUnsound(field=field, reason=field)


def _check_count(value: int, field: str, *, least: int) -> None:
    if not least <= value <= PERIODS_MAX:
        raise ChangeUnsound(field=field, reason=field)
