"""Guarded reads of identity: oneself, and how far one sees."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from server.identity import queries
from server.identity.errors import TokenInvalid
from server.identity.guard import read
from server.identity.models import Branch, Position, ScopeKind, Staff
from server.identity.operations import Operation
from server.identity.passkeys import queries as passkeys
from server.kit.work import Actor, Work


@dataclass(frozen=True)
class Me:
    """The caller as he sees himself."""

    staff: Staff
    branch: Branch
    positions: tuple[Position, ...]
    operations: tuple[str, ...]
    scope_kind: ScopeKind | None
    stepped_up_until: datetime | None
    passkeys: int
    code_counts: bool
    code_beside_passkey: bool
    lock_minutes: int


@read(Operation.SESSION_READ)
async def me(work: Work) -> Me:
    """The logged-in member of staff: his positions, what he may do, how far he sees."""
    staff = await queries.staff_by_id(work.session, work.actor.id)
    if staff is None:
        raise TokenInvalid
    positions = await queries.positions_of(work.session, staff.id, work.today)
    stepped = work.actor.stepped_up_at
    until = stepped + timedelta(minutes=work.settings.step_up_minutes) if stepped else None
    kept, rules = await passkeys.how_many(work.session, staff.id), await passkeys.rules(work.session)
    branch = await queries.branch_by_id(work.session, staff.branch_id)
    assert branch is not None, "the row of a member of staff names his branch"
    return Me(
        staff,
        branch,
        tuple(sorted(positions, key=lambda position: position.code)),
        tuple(sorted(work.actor.operations)),
        queries.widest(positions),
        until,
        kept,
        staff.totp_secret is not None and (kept == 0 or rules.code_beside_passkey),
        rules.code_beside_passkey,
        rules.lock_minutes,
    )


def branches_of(actor: Actor) -> frozenset[UUID] | None:
    """The branches whose rows somebody may see, None for all; who sees by officer sees his own branch."""
    seen = actor.scope.branches
    if seen is not None or actor.scope.officers is None:
        return seen
    return frozenset() if actor.branch_id is None else frozenset({actor.branch_id})
