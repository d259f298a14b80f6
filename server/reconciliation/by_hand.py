"""What a person matches: lines and items whose sums are the same."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Uuid, update

from server.identity.guard import use_case
from server.identity.operations import Operation
from server.kit import crypto
from server.kit.errors import Invalid, NotFound
from server.kit.work import Work
from server.reconciliation import items, queries
from server.reconciliation.errors import BreakSettled, MatchRefused
from server.reconciliation.matching.values import Group, Item, Line, Result
from server.reconciliation.models import StatementBreak
from server.reconciliation.resolving import checked_note
from server.reconciliation.rules import BreakState, LineState, Pass, Resolution
from server.reconciliation.running import write_matches
from server.reconciliation.sealing import Sealer

CHOSEN_MAX = 100


@use_case(Operation.BREAK_RESOLVE)
async def match_by_hand(work: Work, *, line_ids: tuple[UUID, ...], break_ids: tuple[UUID, ...], note: str) -> int:
    """Say that these lines and these events of the books are the same money: their breaks end. Returns how many lines.

    The events are named by their breaks. One line with several events, or several lines with one, of one account, all
    open, with equal sums. Refuses with NotFound, break.resolved, break.match_refused, break.note_missing.
    """
    told = checked_note(note)
    _check_choice(line_ids, break_ids)
    lines = await queries.lines_by_ids(work.session, work.scope, line_ids)
    if len(lines) != len(set(line_ids)):
        raise NotFound(field="lineIds")
    account_id = lines[0].funding_account_id
    account = await queries.account_for_update(work.session, work.scope, account_id)
    if account is None or any(line.funding_account_id != account_id for line in lines):
        raise NotFound(field="lineIds")
    for line in lines:
        await work.session.refresh(line)
    found = await _items(work, account_id, break_ids)
    amounts = (sum(line.amount_fen for line in lines), sum(item.amount_fen for item in found))
    if amounts[0] != amounts[1] or any(line.state is not LineState.OPEN for line in lines):
        raise MatchRefused(field="lineIds")
    chosen = tuple(Line(line.id, line.value_on, line.amount_fen) for line in lines)
    await write_matches(work, account_id, account.branch_id, Result([Group(chosen, tuple(found), Pass.HAND)]))
    await _end_breaks(work, account_id, line_ids, [item.id for item in found], told)
    work.touch("funding_account", account_id, lines=len(lines), items=len(found))
    return len(lines)


async def _items(work: Work, account_id: UUID, break_ids: tuple[UUID, ...]) -> list[Item]:
    """The open items that breaks of an account are about. Raises NotFound, BreakSettled."""
    events = set()
    for break_id in break_ids:
        found = await queries.break_by_id(work.session, work.scope, break_id)
        if found is None or found.funding_account_id != account_id or found.event_id is None:
            raise NotFound(field="breakIds")
        if found.state is BreakState.RESOLVED:
            raise BreakSettled(field="breakIds")
        events.add(found.event_id)
    branches = None if work.scope.branches is None else sorted(work.scope.branches)
    chosen = await items.chosen_items(work.session, branches, account_id, sorted(events))
    if len(chosen) != len(events):
        raise NotFound(field="breakIds")
    return chosen


def _check_choice(line_ids: Sequence[UUID], break_ids: Sequence[UUID]) -> None:
    for name, chosen in (("lineIds", line_ids), ("breakIds", break_ids)):
        if not 0 < len(chosen) <= CHOSEN_MAX:
            raise Invalid(field=name, reason=f"1-{CHOSEN_MAX}")
    if len(line_ids) > 1 and len(break_ids) > 1:
        raise MatchRefused(field="lineIds")


async def _end_breaks(
    work: Work, account_id: UUID, line_ids: Sequence[UUID], event_ids: Sequence[UUID], note: str
) -> None:
    about = queries.among(StatementBreak.line_id, line_ids, Uuid()) | queries.among(
        StatementBreak.event_id, event_ids, Uuid()
    )
    ended = update(StatementBreak).where(
        StatementBreak.funding_account_id == account_id, StatementBreak.state != BreakState.RESOLVED, about
    )
    told = {"state": BreakState.RESOLVED, "resolution": Resolution.MATCHED, "note": note}
    by = {"resolved_by": work.actor.id, "resolved_at": work.now, "version": StatementBreak.version + 1}
    await work.session.execute(ended.values(**told, **by), execution_options={"synchronize_session": False})


@use_case(Operation.STATEMENT_REVEAL, keyed=False)
async def reveal_line(work: Work, *, line_id: UUID, reason: str) -> dict[str, str]:
    """Account, name and remark of the other side of a line, in clear; the look and its reason are on record.

    Refuses with NotFound, break.note_missing.
    """
    why = checked_note(reason)
    line = await queries.line_by_id(work.session, work.scope, line_id)
    if line is None:
        raise NotFound(field="lineId")
    work.touch("statement_line", line.id, reason=why)
    try:
        return Sealer(work.ports.master_key).open(line.id, line.party_cipher)
    except crypto.DecryptionError as error:
        raise NotFound(field="lineId") from error
