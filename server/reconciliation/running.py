"""One run over an account: open lines and items go through the passes, and what comes out is written."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Uuid, insert, update

from server.identity.guard import use_case
from server.identity.operations import Operation
from server.kit.errors import NotFound
from server.kit.work import Work
from server.reconciliation import items, queries
from server.reconciliation.matching.engine import match
from server.reconciliation.matching.values import DAYS_MAX, FAR_DAYS_MAX, Before, Break, Line, Result
from server.reconciliation.models import StatementBreak, StatementLine, StatementMatch
from server.reconciliation.rules import BreakState, LineState, Resolution

ROWS_AT_ONCE = 1_000


@dataclass(frozen=True)
class Run:
    """What a run has found: `breaks` counts those that are open after it, by kind."""

    funding_account_id: UUID
    matched_lines: int
    matched_items: int
    open_breaks: int
    breaks: dict[str, int]


@use_case(Operation.STATEMENT_MATCH)
async def reconcile_account(work: Work, *, funding_account_id: UUID) -> Run:
    """Match the open lines of an account with the open items of its books, and keep the queue of breaks.

    Nothing is booked. A break whose cause is gone is resolved by that; one that somebody has resolved stays so. A
    second run right after finds nothing new. Raises NotFound.
    """
    account = await queries.account_for_update(work.session, work.scope, funding_account_id)
    if account is None:
        raise NotFound(field="fundingAccountId")
    statements = await queries.statements_of(work.session, work.scope, account.id)
    if not statements:
        return Run(account.id, 0, 0, 0, {})
    since, until = statements[0].first_on, max(one.last_on for one in statements)
    result = await _found(work, account.id, since, until)
    await write_matches(work, account.id, account.branch_id, result)
    counts = await _keep_breaks(work, account.id, account.branch_id, result)
    lines, found = (sum(len(getattr(group, name)) for group in result.groups) for name in ("lines", "items"))
    work.touch("funding_account", account.id, matched_lines=lines, open_breaks=sum(counts.values()))
    return Run(account.id, lines, found, sum(counts.values()), counts)


async def _found(work: Work, account_id: UUID, since: date, until: date) -> Result:
    session, scope = work.session, work.scope
    branches = None if scope.branches is None else sorted(scope.branches)
    rows = await queries.lines_of(session, scope, account_id, LineState.OPEN)
    # the first statement's lines may belong to what was booked just before it
    open_items = await items.open_items(session, branches, account_id, since - timedelta(days=DAYS_MAX))
    earliest = min((row.booked_on for row in rows), default=until) - timedelta(days=FAR_DAYS_MAX)
    past = await queries.lines_of(session, scope, account_id, LineState.MATCHED, since=earliest)
    past_items = await items.matched_items(session, branches, account_id, earliest)
    numbers = {number for row in (*rows, *past) for number in row.numbers}
    loans = await queries.loans_by_number(session, scope, numbers)
    orders = await queries.order_numbers(session, scope, {*numbers, *(row.order_number for row in rows)})
    payers = await items.known_payers(session, {row.party_index for row in rows if row.party_index})
    named = frozenset(loans)
    result = match(
        [line_of(row, named, payers, order) for order, row in enumerate(rows)],
        open_items,
        covered_until=until,
        before=Before(tuple(line_of(row, named, payers) for row in past), tuple(past_items)),
        known_orders=orders,
    )
    # what was booked before the first statement stands in its opening balance
    result.breaks = [one for one in result.breaks if one.line is not None or (one.item and one.item.day >= since)]
    return result


def line_of(row: StatementLine, loans: frozenset[str], payers: frozenset[bytes], order: int = 0) -> Line:
    """A row as the passes see it."""
    told = (row.order_number, row.transaction, row.reference)
    return Line(
        id=row.id,
        day=row.value_on,
        amount_fen=row.amount_fen,
        tokens=frozenset({*row.numbers, *told} - {""}),
        loans=loans & frozenset(row.numbers),
        payer=row.party_index,
        payer_known=row.party_index in payers,
        transaction=row.transaction,
        nature=row.nature,
        order=order,
    )


async def write_matches(work: Work, account_id: UUID, branch_id: UUID, result: Result) -> None:
    """Write groups, and their lines as matched."""
    own: dict[str, Any] = {"branch_id": branch_id, "funding_account_id": account_id}
    own |= {"matched_by": work.actor.id, "matched_at": work.now}
    rows: list[dict[str, Any]] = []
    for group in result.groups:
        group_id = work.new_id()
        for line in group.lines or (None,):
            told = {"group_id": group_id, "line_id": line.id if line else None, "found_by": group.found_by}
            rows += [{**own, **told, "id": work.new_id(), "event_id": item.id} for item in group.items]
    for start in range(0, len(rows), ROWS_AT_ONCE):
        await work.session.execute(insert(StatementMatch), rows[start : start + ROWS_AT_ONCE])
    await set_lines(work, [line.id for group in result.groups for line in group.lines], LineState.MATCHED)


async def set_lines(work: Work, line_ids: Sequence[UUID], state: LineState) -> None:
    """Bring lines into a state."""
    if line_ids:
        changed = update(StatementLine).where(queries.among(StatementLine.id, line_ids, Uuid()))
        await work.session.execute(changed.values(state=state), execution_options={"synchronize_session": False})


async def _keep_breaks(work: Work, account_id: UUID, branch_id: UUID, result: Result) -> dict[str, int]:
    """Bring the queue to what was found: new breaks, changed kinds, and an end for those whose cause is gone."""
    known = {
        _key(row.line_id, row.event_id): row for row in await queries.unresolved(work.session, work.scope, account_id)
    }
    numbers = {one.loan for one in result.breaks if one.loan}
    loans = await queries.loans_by_number(work.session, work.scope, numbers)
    counts: dict[str, int] = {}
    fresh = []
    for one in result.breaks:
        counts[one.kind.value] = counts.get(one.kind.value, 0) + 1
        told = _columns(one, loans)
        row = known.pop(_key(told["line_id"], told["event_id"]), None)
        if row is None:
            own = {"id": work.new_id(), "branch_id": branch_id, "funding_account_id": account_id, "version": 1}
            fresh.append(own | told | {"state": BreakState.OPEN, "opened_at": work.now})
        elif any(getattr(row, name) != told[name] for name in ("kind", "event_id", "loan_id", "expected_fen")):
            row.kind, row.event_id, row.version = told["kind"], told["event_id"], row.version + 1
            row.loan_id, row.expected_fen = told["loan_id"] or row.loan_id, told["expected_fen"]
    for gone in known.values():
        gone.state, gone.resolution, gone.version = BreakState.RESOLVED, Resolution.MATCHED, gone.version + 1
        gone.resolved_by, gone.resolved_at = work.actor.id, work.now
    await work.session.flush()
    for start in range(0, len(fresh), ROWS_AT_ONCE):
        await work.session.execute(insert(StatementBreak), fresh[start : start + ROWS_AT_ONCE])
    return counts


def _key(line_id: UUID | None, event_id: UUID | None) -> tuple[str, UUID | None]:
    """A break is about its line, or else about its item."""
    return ("line", line_id) if line_id else ("event", event_id)


def _columns(one: Break, loans: dict[str, UUID]) -> dict[str, Any]:
    line, item = one.line, one.item
    days = [row.day for row in (line, item) if row is not None]
    return {
        "kind": one.kind,
        "line_id": line.id if line else None,
        "event_id": item.id if item else None,
        "loan_id": loans.get(one.loan) if one.loan else None,
        "amount_fen": line.amount_fen if line else None,
        "expected_fen": item.amount_fen if item else None,
        "noticed_on": days[0],
    }
