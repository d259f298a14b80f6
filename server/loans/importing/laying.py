"""A loan that ran elsewhere, laid on its schedule: its lines as they stand, and what it is opened with. Pure.

What is due and what of it was paid is what the sheet says. The schedule says where that lies: paid amounts go to the
oldest lines first, part by part. Where the other system rounded otherwise, up to a fen for each instalment that is
due, the last line due takes the difference (and gives the principal back at the last line of all), so that every
amount of the sheet stands in the books as it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from server.kit.money import Money
from server.loans.importing.errors import AccruedDiffers, NothingOpen, PaidDiffers, PaidToDiffers, PenaltyWithoutDue
from server.terms.model import Terms
from server.terms.running.model import Amounts, Line, accrued_interest_fen
from server.terms.running.opening import lines_of
from server.terms.running.policy import Policy
from server.terms.schedules import schedule

ROUNDED_FEN_EACH: Final = 1
"""By how much an instalment of the other system may be rounded otherwise."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What the sheet says was paid, is in arrears and is held beyond; `accrued_fen`: interest not due yet, if told."""

    paid_to: int
    paid: Amounts
    arrears: Amounts
    excess_fen: int = 0
    accrued_fen: int | None = None


@dataclass(frozen=True, slots=True)
class Opening:
    """What a loan is opened with.

    What is receivable in the books (interest may be below nothing where it was paid ahead), what of it is interest not
    due yet, and what has accrued since the loan began, paid or not (`accrued`; fees: what was charged).
    """

    principal_fen: int
    interest_fen: int
    penalty_fen: int
    fee_fen: int
    excess_fen: int
    not_due_fen: int
    accrued: Amounts


@dataclass(frozen=True, slots=True)
class Laid:
    """The loan as it stands on the day of the figures."""

    lines: list[Line]
    opening: Opening

    @property
    def next_due_on(self) -> date:
        return min(line.due_on for line in self.lines if line.open_fen)


def lay(terms: Terms, policy: Policy, figures: Figures, as_of: date) -> Laid:
    """Lay what was paid on the schedule of the terms.

    Raises PaidDiffers, PaidToDiffers, PenaltyWithoutDue, AccruedDiffers, NothingOpen, each naming the column, and
    TermsError as `schedule` does.
    """
    lines = lines_of(schedule(terms), terms.start_on)
    if figures.paid_to > len(lines):
        raise PaidToDiffers(field="instalments_paid", expected=len(lines))
    due = _match(lines, figures, as_of)
    _pay(lines, figures)
    _check_paid_to(lines, figures.paid_to)
    _charge(lines, due, figures)
    _mark_overdue(lines[:due], policy, figures, as_of)
    if not any(line.open_fen for line in lines):
        raise NothingOpen(field="old_number")
    return Laid(lines, _opening(lines, figures, as_of))


def _match(lines: list[Line], figures: Figures, as_of: date) -> int:
    """How many lines the figures speak of: those that were due, with or without the day itself, and those paid ahead.

    Changes the last of them by what the other system rounded otherwise.
    """
    through = sum(line.due_on <= as_of for line in lines)
    before = sum(line.due_on < as_of for line in lines)
    refusal = None
    for due in sorted({max(figures.paid_to, through), max(figures.paid_to, before)}, reverse=True):
        try:
            principal, interest = (_difference(lines, due, figures, part) for part in ("principal", "interest"))
        except PaidDiffers as error:
            refusal = refusal or error
            continue
        _adjust(lines, due, principal, interest)
        return due
    assert refusal is not None
    raise refusal


def _difference(lines: Sequence[Line], due: int, figures: Figures, part: str) -> int:
    """By how much the due lines differ from what was paid and is in arrears. What was paid ahead is no difference.

    Raises PaidDiffers.
    """
    name = f"{part}_fen"
    planned = sum(getattr(line, name) for line in lines[:due])
    found = getattr(figures.paid, name) + getattr(figures.arrears, name)
    difference: int = found - planned
    is_last = due == len(lines)
    if not difference or (abs(difference) <= due * ROUNDED_FEN_EACH and not (is_last and part == "principal")):
        return difference
    in_arrears = figures.arrears.principal_fen or figures.arrears.interest_fen
    if not in_arrears and not is_last and 0 < difference <= getattr(lines[due], name):
        return 0
    raise PaidDiffers(field=f"paid_{part}", expected=Money(planned), found=Money(found))


def _adjust(lines: list[Line], due: int, principal_fen: int, interest_fen: int) -> None:
    if not due:
        return
    lines[due - 1].interest_fen += interest_fen
    if principal_fen:
        lines[due - 1].principal_fen += principal_fen
        lines[-1].principal_fen -= principal_fen
        for line in lines[due - 1 : -1]:
            line.balance_after_fen -= principal_fen
    if min(lines[due - 1].interest_fen, lines[due - 1].principal_fen, lines[-1].principal_fen) < 0:
        raise PaidDiffers(field="paid_principal", expected=Money(0), found=Money(principal_fen))


def _pay(lines: Sequence[Line], figures: Figures) -> None:
    principal, interest = figures.paid.principal_fen, figures.paid.interest_fen
    for line in lines:
        line.paid_principal_fen = min(principal, line.principal_fen)
        line.paid_interest_fen = min(interest, line.interest_fen)
        principal -= line.paid_principal_fen
        interest -= line.paid_interest_fen
    if principal or interest:
        raise PaidDiffers(
            field="paid_principal" if principal else "paid_interest",
            expected=Money(0),
            found=Money(principal or interest),
        )


def _check_paid_to(lines: Sequence[Line], paid_to: int) -> None:
    """Lines in which nothing falls due (grace) are covered by whatever covers the one before."""
    covered = next((at for at, line in enumerate(lines) if line.open_fen), len(lines))
    if paid_to > covered or any(line.principal_fen + line.interest_fen for line in lines[paid_to:covered]):
        raise PaidToDiffers(field="instalments_paid", expected=covered)


def _charge(lines: Sequence[Line], due: int, figures: Figures) -> None:
    """Fees and penalty stand on the oldest line that is due and open, else on the last one due."""
    fee, penalty = (getattr(figures.paid, name) + getattr(figures.arrears, name) for name in ("fee_fen", "penalty_fen"))
    if penalty and not due:
        raise PenaltyWithoutDue(field="arrears_penalty" if figures.arrears.penalty_fen else "paid_penalty")
    line = next((line for line in lines[:due] if line.open_fen), lines[max(0, due - 1)])
    line.fee_fen += fee
    line.charged_fee_fen += fee
    line.paid_fee_fen = figures.paid.fee_fen
    line.penalty_base_fen = line.penalty_fen = penalty
    line.paid_penalty_fen = figures.paid.penalty_fen


def _mark_overdue(lines: Sequence[Line], policy: Policy, figures: Figures, as_of: date) -> None:
    """Penalty goes on from the day of the figures; within the days of grace it has not begun."""
    charged = figures.paid.penalty_fen + figures.arrears.penalty_fen
    for line in lines:
        days = (as_of - line.due_on).days
        if line.open_principal_fen and days > 0 and (charged or days > policy.grace_days):
            line.penalty_until = as_of
            line.earlier_fen_days = line.open_principal_fen * days


def _opening(lines: Sequence[Line], figures: Figures, as_of: date) -> Opening:
    paid, arrears = figures.paid, figures.arrears
    due_fen = paid.interest_fen + arrears.interest_fen
    not_due_fen = sum(accrued_interest_fen(line, as_of) for line in lines) - due_fen
    if figures.accrued_fen is not None and figures.accrued_fen != not_due_fen:
        running = next((line for line in lines if line.from_on < as_of < line.agreed_on), None)
        days = (as_of - running.from_on).days if running else 0
        if abs(figures.accrued_fen - not_due_fen) > (days + 1) * ROUNDED_FEN_EACH:
            told, found = Money(not_due_fen), Money(figures.accrued_fen)
            raise AccruedDiffers(field="accrued_interest", expected=told, found=found)
        not_due_fen = figures.accrued_fen
    return Opening(
        principal_fen=sum(line.open_principal_fen for line in lines),
        interest_fen=arrears.interest_fen + not_due_fen,
        penalty_fen=arrears.penalty_fen,
        fee_fen=arrears.fee_fen,
        excess_fen=figures.excess_fen,
        not_due_fen=not_due_fen,
        accrued=Amounts(
            interest_fen=due_fen + not_due_fen,
            penalty_fen=paid.penalty_fen + arrears.penalty_fen,
            fee_fen=paid.fee_fen + arrears.fee_fen,
        ),
    )
