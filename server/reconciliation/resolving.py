"""The queue of breaks: who has one, how it ends, and the second person where money moves in the books."""

from uuid import UUID

from server.identity.guard import use_case
from server.identity.operations import Operation
from server.kit.errors import NotFound, Stale
from server.kit.work import Work
from server.loans import queries as loans
from server.loans.repaying import receive
from server.reconciliation import queries
from server.reconciliation.booking import book_line, take_back, write_match
from server.reconciliation.errors import (
    BreakNotProposed,
    BreakSettled,
    NoRepaymentProposed,
    NoteMissing,
    ResolutionRefused,
    SecondPersonNeeded,
)
from server.reconciliation.models import StatementBreak, StatementLine
from server.reconciliation.rules import NOTE_MAX, REPAYABLE, RESOLUTIONS, BreakState, LineState, Pass, Resolution


@use_case(Operation.BREAK_RESOLVE)
async def take_break(work: Work, *, break_id: UUID) -> UUID:
    """Take a break as one's own to work on; it may have been another's. Returns it.

    Refuses with NotFound, break.resolved.
    """
    found = await _unresolved(work, break_id)
    found.owner_id, found.version = work.actor.id, found.version + 1
    work.touch("statement_break", found.id, owner=str(work.actor.id))
    return found.id


@use_case(Operation.BREAK_RESOLVE)
async def resolve_break(
    work: Work, *, break_id: UUID, resolution: Resolution, note: str, expected_version: int
) -> UUID:
    """Say how a break ends: `accepted` as it is, `corrected` elsewhere, or `booked`, which a second person agrees to.

    Returns the break. Refuses with NotFound, break.resolved, object.stale, break.note_missing,
    break.resolution_refused (not for this kind; matched and repaid come about by other verbs).
    """
    found = await _unresolved(work, break_id, expected_version)
    if found.kind not in RESOLUTIONS.get(resolution, ()):
        raise ResolutionRefused(field="resolution")
    found.note, found.resolution, found.version = checked_note(note), resolution, found.version + 1
    found.owner_id, found.proposed_by, found.proposed_at = found.owner_id or work.actor.id, work.actor.id, work.now
    work.touch("statement_break", found.id, about=found.kind.value, resolution=resolution.value)
    if resolution is Resolution.BOOKED:
        found.state = BreakState.PROPOSED
        return found.id
    line = await _line_of(work, found)
    if line is not None:
        line.state = LineState.SETTLED
    _end(work, found)
    return found.id


@use_case(Operation.BREAK_AGREE, step_up=True)
async def agree_to_break(work: Work, *, break_id: UUID, expected_version: int) -> UUID:
    """Agree as the second person that a line is booked: charge, interest, or money whose owner is looked for.

    Returns the break. Refuses with NotFound, break.resolved, object.stale, break.not_proposed,
    break.second_person_needed, and what the ledger refuses.
    """
    found = await _unresolved(work, break_id, expected_version)
    if found.state is not BreakState.PROPOSED:
        raise BreakNotProposed(field="breakId")
    if found.proposed_by == work.actor.id:
        raise SecondPersonNeeded(field="breakId")
    line = await _line_of(work, found)
    if line is None:
        raise ResolutionRefused(field="breakId")
    await book_line(work, line, found.kind)
    found.version += 1
    _end(work, found)
    work.touch("statement_break", found.id, amount_fen=line.amount_fen, about=found.kind.value)
    return found.id


@use_case(Operation.BREAK_AGREE)
async def refuse_break(work: Work, *, break_id: UUID, note: str, expected_version: int) -> UUID:
    """Send a proposed resolution back: the break is open again. Returns it.

    Refuses with NotFound, break.resolved, object.stale, break.not_proposed, break.note_missing.
    """
    found = await _unresolved(work, break_id, expected_version)
    if found.state is not BreakState.PROPOSED:
        raise BreakNotProposed(field="breakId")
    found.state, found.resolution, found.note, found.version = (
        BreakState.OPEN,
        None,
        checked_note(note),
        found.version + 1,
    )
    work.touch("statement_break", found.id, refused=True)
    return found.id


@use_case(Operation.LOAN_REPAY)
async def confirm_repayment(work: Work, *, break_id: UUID, loan_id: UUID | None = None) -> UUID:
    """Confirm that a transfer is a repayment: of the loan that it names, or of the one given. Returns the break.

    It is entered under the bank's reference with the bank's day. Money that stood in the books as unidentified leaves
    that account in the same transaction. Refuses with NotFound, break.resolved, break.no_repayment_proposed (another
    kind, money out, no loan, a loan of another funding account), and with what a repayment refuses.
    """
    found = await queries.break_by_id(work.session, work.scope, break_id)
    if found is None:
        raise NotFound(field="breakId")
    await queries.account_for_update(work.session, work.scope, found.funding_account_id)
    await work.session.refresh(found)
    was_booked = found.state is BreakState.RESOLVED and found.resolution is Resolution.BOOKED
    if found.state is BreakState.RESOLVED and not was_booked:
        raise BreakSettled(field="breakId")
    line, wanted = await _line_of(work, found), loan_id or found.loan_id
    if line is None or wanted is None or found.kind not in REPAYABLE or line.amount_fen <= 0:
        raise NoRepaymentProposed(field="breakId")
    loan = await loans.loan_by_id(work.session, work.scope, wanted)
    if loan is None:
        raise NotFound(field="loanId")
    if loan.funding_account_id != line.funding_account_id:
        raise NoRepaymentProposed(field="loanId")
    if was_booked:
        await take_back(work, line)
    repayment_id = await receive(
        work, loan_id=wanted, amount_fen=line.amount_fen, paid_on=line.value_on, reference=line.reference
    )
    await write_match(work, line, repayment_id, Pass.REPAYMENT)
    line.state, found.loan_id = LineState.MATCHED, wanted
    found.resolution, found.version = Resolution.REPAID, found.version + 1
    _end(work, found)
    work.touch("statement_break", found.id, repayment_id=str(repayment_id))
    return found.id


async def _unresolved(work: Work, break_id: UUID, expected_version: int | None = None) -> StatementBreak:
    """The break, with its account locked first. Raises NotFound, BreakSettled, Stale."""
    found = await queries.break_by_id(work.session, work.scope, break_id)
    if found is None:
        raise NotFound(field="breakId")
    await queries.account_for_update(work.session, work.scope, found.funding_account_id)
    await work.session.refresh(found)
    if found.state is BreakState.RESOLVED:
        raise BreakSettled(field="breakId")
    if expected_version not in {None, found.version}:
        raise Stale(field="expectedVersion")
    return found


async def _line_of(work: Work, found: StatementBreak) -> StatementLine | None:
    return await queries.line_by_id(work.session, work.scope, found.line_id) if found.line_id else None


def _end(work: Work, found: StatementBreak) -> None:
    found.state, found.resolved_by, found.resolved_at = BreakState.RESOLVED, work.actor.id, work.now


def checked_note(note: str) -> str:
    told = note.strip()
    if not 0 < len(told) <= NOTE_MAX:
        raise NoteMissing(field="note")
    return told
