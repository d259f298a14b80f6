"""Who stands in for whom: delegation and out-of-office, with dates."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from server.approvals import queries
from server.approvals.errors import (
    DelegationEnded,
    DelegationLoops,
    DelegationOverlaps,
    DelegationPeriodUnsound,
    NotAColleague,
    PositionNotHeld,
)
from server.approvals.models import Delegation
from server.approvals.people import Colleague, colleague_of
from server.approvals.service import checked_reason
from server.identity.guard import use_case
from server.identity.operations import Operation
from server.kit.errors import NotFound
from server.kit.scope import Ids
from server.kit.work import Work

DELEGATION_DAYS_MAX: Final = 92
AHEAD_DAYS_MAX: Final = 366
CHAIN_MAX: Final = 3
"""A case that waits for somebody away is handed on along so many stand-ins at most; the database counts the same."""


@use_case(Operation.APPROVAL_DELEGATE)
async def delegate(
    work: Work,
    *,
    to: UUID,
    positions: Sequence[str],
    valid_from: date,
    valid_until: date,
    reason: str,
    out_of_office: bool = False,
) -> UUID:
    """Have a colleague vote in one's name from one day to another (both included). Returns the delegation.

    He votes with the named positions as long as they are held, on cases that both of them see, and never on what one
    of the two has entered. It ends by itself. Raises PositionNotHeld, DelegationPeriodUnsound, NotAColleague (not on
    duty, may not decide, or sees nothing of what the caller sees), DelegationLoops, DelegationOverlaps,
    ReasonMissing, ReasonTooLong.
    """
    said = checked_reason(reason)
    wanted = sorted(set(positions))
    if not wanted or not set(wanted) <= await queries.deciding_positions_of(work.session, work.actor.id, work.today):
        raise PositionNotHeld(field="positions")
    _check_period(work.today, valid_from, valid_until)
    await _require_stand_in(work, await colleague_of(work, to, "to"))
    await queries.lock_delegations(work.session)
    await _require_room(work, to, (valid_from, valid_until), out_of_office=out_of_office)
    delegation = Delegation(
        id=work.new_id(),
        principal_id=work.actor.id,
        delegate_id=to,
        positions=wanted,
        valid_from=valid_from,
        valid_until=valid_until,
        out_of_office=out_of_office,
        reason=said,
        given_by=work.actor.id,
        given_at=work.now,
    )
    work.session.add(delegation)
    await work.session.flush()
    work.touch("delegation", delegation.id, to=str(to), until=str(valid_until))
    return delegation.id


@use_case(Operation.APPROVAL_DELEGATE)
async def end_delegation(work: Work, *, delegation_id: UUID) -> UUID:
    """End a delegation of one's own, or one to oneself, before its last day. Returns it.

    Votes that were given in one's name stay. Raises NotFound for another's, DelegationEnded.
    """
    delegation = await queries.delegation_for_update(work.session, delegation_id)
    if delegation is None or work.actor.id not in (delegation.principal_id, delegation.delegate_id):
        raise NotFound(field="delegationId")
    if delegation.ended_at is not None:
        raise DelegationEnded(field="delegationId")
    delegation.ended_at, delegation.ended_by = work.now, work.actor.id
    await work.session.flush()
    work.touch("delegation", delegation.id)
    return delegation.id


def _check_period(today: date, valid_from: date, valid_until: date) -> None:
    if not today <= valid_from <= today + timedelta(days=AHEAD_DAYS_MAX):
        raise DelegationPeriodUnsound(field="validFrom", days=DELEGATION_DAYS_MAX)
    if not valid_from <= valid_until <= valid_from + timedelta(days=DELEGATION_DAYS_MAX):
        raise DelegationPeriodUnsound(field="validUntil", days=DELEGATION_DAYS_MAX)


async def _require_stand_in(work: Work, colleague: Colleague) -> None:
    """Somebody else who may decide, and who sees a part of what the caller sees."""
    seen = _overlap(work.scope.branches, colleague.scope.branches)
    common = seen and _overlap(work.scope.officers, colleague.scope.officers)
    if colleague.staff.id == work.actor.id or not (colleague.decides and common):
        raise NotAColleague(field="to")


def _overlap(one: Ids | None, other: Ids | None) -> bool:
    return one is None or other is None or bool(one & other)


async def _require_room(work: Work, to: UUID, period: tuple[date, date], *, out_of_office: bool) -> None:
    """No circle, no chain beyond its bound, and one stand-in at a time for whoever is out of office."""
    given = await queries.delegations_in(work.session, *period)
    pairs = {(each.principal_id, each.delegate_id) for each in given}
    if (work.actor.id, to) in pairs:
        raise DelegationOverlaps(field="validFrom")
    if out_of_office and any(each.out_of_office and each.principal_id == work.actor.id for each in given):
        raise DelegationOverlaps(field="validFrom")
    after, before = _reached(pairs, to), _reached({(b, a) for a, b in pairs}, work.actor.id)
    if work.actor.id in after:
        raise DelegationLoops(field="to")
    if max(after.values()) + max(before.values()) + 1 > CHAIN_MAX:
        raise DelegationLoops(field="to")


def _reached(pairs: set[tuple[UUID, UUID]], start: UUID) -> dict[UUID, int]:
    """Everybody to whom somebody's voice comes along delegations, and over how many of them at most; he himself by 0.

    Delegations of different days may look like a circle: nobody follows them farther than a chain may go.
    """
    hops, frontier = {start: 0}, {start}
    for hop in range(1, CHAIN_MAX + 1):
        frontier = {to for by, to in pairs if by in frontier}
        hops |= dict.fromkeys(frontier, hop)
    return hops
