"""One act on a running loan, from the locks to the books: every verb on a loan comes through here.

Locks in this order: the loan, the exposure, its instalments. What comes after all that is reckoned is applied to the
rows as they stand; what comes before it, changes the plan or takes something back is replayed with all acts from the
terms. Both ways give the same rows.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final
from uuid import UUID

from server.customers import service as customers
from server.kit.errors import NotFound, Stale
from server.kit.work import Work
from server.ledger.periods import service as periods
from server.loans import booking, queries, writing
from server.loans.applying import Applied, write_applied
from server.loans.errors import (
    AlreadyClosed,
    DayBeforeDisbursement,
    DayInFuture,
    LaterActDepends,
    NotActive,
    OwnAct,
    ReasonMissing,
    WrittenOff,
)
from server.loans.events import LoanClosed
from server.loans.journal.adding import NewAct, add_act
from server.loans.journal.models import LoanAct
from server.loans.keeping import terms_kept
from server.loans.models import Loan
from server.loans.refusals import named
from server.loans.rules import ActKind, LoanState
from server.loans.standing import MONEY_IN, acts_of, in_columns, policy_of, standing_of, told
from server.terms.errors import TermsError
from server.terms.running.acts import Act, ChargedFee, Receipt, Recovered, Reversed, Waiver
from server.terms.running.applying import apply, effective, needs_replay, replay
from server.terms.running.journal import detail_of
from server.terms.running.model import Effect, Line, Standing
from server.terms.running.penalty import reckon_penalty

REASON_LENGTH_MAX: Final = 200
APPLIED: Final = (Receipt, ChargedFee, Waiver, Recovered)
"""Acts that need nothing but the rows; all others need the present plan, and so a replay."""
Effects = Mapping[int, Effect]


@dataclass(frozen=True)
class Done:
    """An act that is done: its row in the journal, what it did, and the loan's standing after it."""

    act: LoanAct
    effect: Effect
    standing: Standing


@dataclass(frozen=True)
class Outcome:
    """What an act comes to: the standing after it, its effect, and the effects of all acts where it was replayed."""

    standing: Standing
    effect: Effect
    effects: Effects = field(default_factory=dict)


@dataclass(frozen=True)
class Note:
    """What is written with an act beside what the arithmetic takes. A payment has its own number for reference."""

    act_id: UUID | None = None
    reason: str | None = None
    reference: str | None = None
    reverses: LoanAct | None = None
    cause: UUID | None = None


async def loan_to_serve(
    work: Work, loan_id: UUID, *, version: int | None = None, states: tuple[LoanState, ...] = (LoanState.ACTIVE,)
) -> Loan:
    """The loan, locked. Raises NotFound, Stale, AlreadyClosed, WrittenOff, NotActive."""
    loan = await queries.loan_for_update(work.session, work.scope, loan_id)
    if loan is None:
        raise NotFound(field="loanId")
    if version is not None and loan.version != version:
        raise Stale(field="expectedVersion")
    if loan.state not in states:
        ended = {LoanState.CLOSED: AlreadyClosed, LoanState.WRITTEN_OFF: WrittenOff}
        raise ended.get(loan.state, NotActive)(field="loanId")
    return loan


async def check_day(work: Work, loan: Loan, value_on: date, field: str = "valueOn") -> None:
    """Raises DayInFuture, DayBeforeDisbursement, ledger.period_closed, each naming the field."""
    if value_on > work.today:
        raise DayInFuture(field=field)
    if loan.served_from is None or value_on < loan.served_from:
        raise DayBeforeDisbursement(field=field)
    await periods.require_open(work, value_on, field=field)


def checked_reason(reason: str) -> str:
    """The reason without outer spaces. Raises ReasonMissing."""
    given = reason.strip()
    if not given or len(given) > REASON_LENGTH_MAX:
        raise ReasonMissing(field="reason")
    return given


def require_other_eyes(work: Work, loan: Loan, *recorders: UUID) -> None:
    """Who serves the customer, or recorded what this is about, does not do it. Raises OwnAct."""
    if work.actor.id in {loan.officer_id, *recorders}:
        raise OwnAct(field="loanId")


async def perform(work: Work, loan: Loan, act: Act, note: Note) -> Done:
    """Do an act whose number is the loan's next one, and write and book all that follows from it.

    The caller holds the loan's lock and has checked the day. Raises what `refusals` names, and LaterActDepends.
    """
    exposure = await customers.lock_exposure(work, loan.customer_id)
    rows, last_on = await queries.locked_lines(work.session, work.scope, loan)
    standing = standing_of(loan, rows.values(), last_on or act.on)
    before_fen, was = loan.outstanding_fen, loan.state
    if isinstance(act, APPLIED) and note.reverses is None and not needs_replay(standing, act):
        outcome, row = await _apply(work, loan, act, note, (rows, standing))
    else:
        outcome, row = await _replay(work, loan, act, note, standing)
    await booking.book_act(work, loan, row, outcome.effect)
    lent_fen = loan.outstanding_fen - before_fen
    await customers.commit_exposure(work, loan.customer_id, 0, lent_fen, locked=exposure)
    if was is not LoanState.ACTIVE:
        await writing.look_again(work, loan)
    if loan.state is LoanState.CLOSED and was is not LoanState.CLOSED:
        work.record(LoanClosed(loan.customer_id, loan.id))
    work.touch("loan", loan.id, act=row.kind.value, act_id=str(row.id), amount_fen=row.amount_fen)
    return Done(row, outcome.effect, outcome.standing)


async def _apply(
    work: Work, loan: Loan, act: Act, note: Note, found: tuple[Mapping[UUID, Line], Standing]
) -> tuple[Outcome, LoanAct]:
    """Do an act that comes after all others to the rows as they stand, and write what it did."""
    rows, standing = found
    before = {line.number: (row_id, in_columns(line)) for row_id, line in rows.items()}
    with named():
        effect = apply(standing, act)
    new = _new_act(work, act, effect, note)
    reference = (note.reference or str(new.id)) if new.kind in MONEY_IN else None
    moved = writing.moved(work, loan, standing)
    row = await write_applied(work, loan, before, Applied(new, effect, standing, moved, reference))
    return Outcome(standing, effect), row


async def _replay(work: Work, loan: Loan, act: Act, note: Note, standing: Standing) -> tuple[Outcome, LoanAct]:
    """Do an act by replaying the whole history with it, and write what that has changed."""
    journal = await queries.journal_of(work.session, work.scope, loan)
    numbers = {row.number: row.id for row in journal if row.kind in MONEY_IN}
    outcome = replayed(loan, standing, acts_of(journal), act)
    writing.bring_loan(loan, writing.moved(work, loan, outcome.standing))
    row = await add_act(work, loan, _new_act(work, act, outcome.effect, note))
    numbers[row.number] = row.id
    if row.kind in MONEY_IN:
        await writing.write_payment(work, loan, row, outcome.effect, note.reference or str(row.id))
    if note.reverses is not None:
        await _take_back(work, loan, row, note.reverses)
    payments = {numbers[number]: each for number, each in outcome.effects.items() if number in numbers}
    await writing.write_replayed(work, loan, row, outcome.standing, payments)
    return outcome, row


def _new_act(work: Work, act: Act, effect: Effect, note: Note) -> NewAct:
    return NewAct(
        note.act_id or work.new_id(),
        ActKind(act.kind),
        act.on,
        getattr(act, "amount_fen", None),
        detail_of(act) | told(effect),
        reverses=note.reverses.id if note.reverses else None,
        cause=note.cause,
        reason=note.reason,
    )


async def _take_back(work: Work, loan: Loan, row: LoanAct, original: LoanAct) -> None:
    """Mirror what an act has booked; money that it brought counts no more."""
    await booking.take_back(work, loan.customer_id, original.id, by=row.id)
    if original.kind in MONEY_IN:
        repayment = await queries.repayment_by_id(work.session, work.scope, original.id)
        if repayment is None:
            raise NotFound(field="actId")
        await writing.take_back_payment(work, row, repayment)


def replayed(loan: Loan, standing: Standing, journal: list[Act], act: Act) -> Outcome:
    """The whole history with an act in it, the penalty reckoned as far as it was.

    Later acts that would come to something else than what stands in the books are reversed first: LaterActDepends.
    """
    assert loan.plan is not None
    terms, policy = terms_kept(loan.plan), policy_of(loan)
    until = reckoned_to(standing, journal, act)
    earlier = [each for each in journal if (each.on, each.number) < (act.on, act.number)]
    with named():
        _, before = replay(terms, policy, journal, until)
        if isinstance(act, Reversed):
            effect = Effect(act=act.number, kind=act.kind, on=act.on)
        else:
            counted = effective([*journal])
            base, _ = replay(terms, policy, [each for each in counted if each in earlier])
            effect = apply(base, act)
            if len(counted) == sum(1 for each in counted if each in earlier):
                reckon_penalty(base, until)
                return Outcome(base, effect, {**before, act.number: effect})
    try:
        after, effects = replay(terms, policy, [*journal, act], until)
    except TermsError as refusal:
        raise LaterActDepends(field="loanId") from refusal
    _require_same(before, effects)
    return Outcome(after, effects.get(act.number, effect), effects)


def reckoned_to(standing: Standing, journal: list[Act], act: Act) -> date:
    """The day to whose beginning penalty is reckoned, or the last act if that is later."""
    marks = [line.penalty_until for line in standing.lines if line.penalty_until is not None]
    return max([act.on, *marks, *(each.on for each in journal)])


def _require_same(before: Effects, after: Effects) -> None:
    """What other acts charged, waived, wrote off and gave back must stay what it was. Raises LaterActDepends."""
    for number, effect in after.items():
        known = before.get(number)
        if known is not None and told(known) != told(effect):
            raise LaterActDepends(field="loanId")
