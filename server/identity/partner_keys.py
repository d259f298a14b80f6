"""Keys of partners: a program outside the house reads with rights and a scope of its own.

Unlike a developer token a key belongs to no member of staff: it holds the operations and the branches that an
administrator gave it, reads only, and ends by its date or when somebody ends it, which bites on its next request. Only
its SHA-256 is kept: the key is random, so nothing slower is needed.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Annotated, Final
from uuid import UUID

from pydantic import Field
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from server.identity import tokens
from server.identity.branches_given import given_branches
from server.identity.errors import OperationNotForTokens, TokenInvalid, TokenLifetimeUnsound
from server.identity.guard import use_case
from server.identity.models import PartnerKey, RightsEpoch
from server.identity.operations import Operation
from server.identity.sessions import raise_epoch
from server.identity.sights import sight
from server.kit.errors import Invalid, NotFound
from server.kit.scope import Scope
from server.kit.work import Actor, ActorKind, Work

DAYS_MAX: Final = 366
NAME_LENGTH_MAX: Final = 60
POSSIBLE: Final = frozenset(
    {
        Operation.APPLICATION_READ,
        Operation.BRANCH_READ,
        Operation.CONTRACT_READ,
        Operation.CUSTOMER_READ,
        Operation.LOAN_READ,
        Operation.PRODUCT_READ,
        Operation.QUERY_COMPOSE,
    }
)
"""What a key can hold: reads that show nothing personal in clear, and composing where only published documents run."""

PARTNER_KEYS = sight(PartnerKey, Operation.PARTNER_KEY_READ, "Keys that partners' programs come with.")


@dataclass(frozen=True)
class NewKey:
    """The key itself is in the first answer only: a stored outcome, and so a replay, has none."""

    id: UUID
    key: Annotated[str | None, Field(exclude=True)] = None


@use_case(Operation.PARTNER_KEY_SET)
async def create(
    work: Work, *, name: str, days: int, operations: Collection[str], branch_ids: Collection[UUID] = ()
) -> NewKey:
    """Make a key for a partner: named, for at most 366 days, with operations that read, over some branches or all.

    No branches mean all that are in sight. The key is shown once. Raises Invalid (name, operations, branchIds),
    NotFound (branchIds), TokenLifetimeUnsound, OperationNotForTokens.
    """
    name = name.strip()
    if not 1 <= len(name) <= NAME_LENGTH_MAX:
        raise Invalid(field="name", reason=f"1-{NAME_LENGTH_MAX}")
    if not 1 <= days <= DAYS_MAX:
        raise TokenLifetimeUnsound(field="days", limit_days=DAYS_MAX)
    text = tokens.new_partner()
    key = PartnerKey(
        id=work.new_id(),
        name=name,
        key_hash=tokens.partner_hash(text),
        prefix=text[: tokens.DEVELOPER_SHOWN],
        operations=_sound_operations(operations),
        branch_ids=given_branches(work, branch_ids),
        created_at=work.now,
        created_by=work.actor.id,
        expires_at=work.now + timedelta(days=days),
    )
    work.session.add(key)
    work.touch("partner_key", key.id, operations=key.operations, days=days)
    return NewKey(key.id, text)


@use_case(Operation.PARTNER_KEY_SET)
async def end(work: Work, *, key_id: UUID) -> UUID:
    """End a key at once; ending an ended one changes nothing. Raises NotFound."""
    key = await work.session.get(PartnerKey, key_id, with_for_update=True)
    if key is None or not work.scope.covers(key.branch_ids):
        raise NotFound(field="id")
    if key.ended_at is None:
        key.ended_at = work.now
        await raise_epoch(work.session)
    work.touch("partner_key", key_id)
    return key_id


@use_case(Operation.TOKEN_USE, keyed=False)
async def note_use(work: Work, *, key_id: UUID) -> UUID:
    """Note the business day on which a key was used: once a day, whichever process sees it first."""
    today = update(PartnerKey).where(PartnerKey.id == key_id, PartnerKey.last_used_on.is_distinct_from(work.today))
    await work.session.execute(today.values(last_used_on=work.today))
    work.touch("partner_key", key_id)
    return key_id


@dataclass(frozen=True)
class Holder:
    """Who comes with a key, until when, and the day on which it was last noted."""

    actor: Actor
    expires_at: datetime
    last_used_on: date | None


async def holder_of(
    session: AsyncSession, now: datetime, *, digest: bytes | None = None, key_id: UUID | None = None
) -> Holder:
    """The actor behind a living key, by its digest or its id. Raises TokenInvalid."""
    epoch = select(RightsEpoch.value).where(RightsEpoch.id == 1).scalar_subquery()
    wanted = select(epoch, PartnerKey).execution_options(populate_existing=True)
    matches = PartnerKey.id == key_id if digest is None else PartnerKey.key_hash == digest
    row = (await session.execute(wanted.where(matches))).one_or_none()
    if row is None or row[1].ended_at is not None or row[1].expires_at <= now:
        raise TokenInvalid
    key: PartnerKey = row[1]
    scope = Scope.of_branches(frozenset(key.branch_ids)) if key.branch_ids else Scope.everywhere()
    actor = Actor(key.id, ActorKind.PARTNER, key.name, frozenset(key.operations), scope, epoch=row[0])
    return Holder(actor, key.expires_at, key.last_used_on)


def _sound_operations(wanted: Collection[str]) -> list[str]:
    if not wanted:
        raise Invalid(field="operations", reason="at least one")
    for name in wanted:
        if name not in POSSIBLE:
            raise OperationNotForTokens(field="operations", operation=name)
    return sorted(set(wanted))
