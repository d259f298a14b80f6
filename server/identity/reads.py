"""Guarded reads of identity: oneself, and how far one sees."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from server.identity import queries
from server.identity.errors import TokenInvalid
from server.identity.guard import read
from server.identity.models import ScopeKind, Staff
from server.identity.operations import Operation
from server.kit.work import Actor, Work


@dataclass(frozen=True)
class Me:
    """The caller as he sees himself."""

    staff: Staff
    operations: tuple[str, ...]
    scope_kind: ScopeKind | None
    stepped_up_until: datetime | None


@read(Operation.SESSION_READ)
async def me(work: Work) -> Me:
    """The logged-in member of staff: his positions, what he may do, how far he sees."""
    staff = await queries.staff_by_id(work.session, work.actor.id)
    if staff is None:
        raise TokenInvalid
    positions = await queries.positions_of(work.session, staff.id, work.today)
    stepped = work.actor.stepped_up_at
    until = stepped + timedelta(minutes=work.settings.step_up_minutes) if stepped else None
    return Me(staff, tuple(sorted(work.actor.operations)), queries.widest(positions), until)


def branches_of(actor: Actor) -> frozenset[UUID] | None:
    """The branches whose rows somebody may see, None for all; who sees by officer sees his own branch."""
    seen = actor.scope.branches
    if seen is not None or actor.scope.officers is None:
        return seen
    return frozenset() if actor.branch_id is None else frozenset({actor.branch_id})
