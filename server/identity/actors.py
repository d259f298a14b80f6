"""Who is acting: staff from a token, and the named system actors.

A staff actor is loaded once a session and kept with the rights epoch of that moment; the guard reloads him when the
epoch has moved. System actors are fixed: each may do what its verbs need and no more.
"""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from server.identity import developer_rights, developer_tokens, partner_keys, queries
from server.identity.errors import TokenInvalid
from server.identity.models import RightsEpoch, ScopeKind, Staff, StaffSession, StaffState
from server.identity.operations import Operation
from server.identity.tokens import (
    DEVELOPER_PREFIX,
    PARTNER_PREFIX,
    AccessClaims,
    developer_hash,
    partner_hash,
    read_access,
    read_page,
)
from server.kit.clock import business_date
from server.kit.scope import Scope
from server.kit.work import Actor, ActorKind, Caller, House

KNOWN_MAX = 10_000

PASSWORD_FIRST = frozenset({Operation.SESSION_END, Operation.SESSION_PASSWORD, Operation.SESSION_READ})
"""All that somebody may do who was given his password by another, until he has chosen his own."""

NOBODY = Actor(
    UUID(int=0),
    ActorKind.NOBODY,
    "nobody",
    frozenset({Operation.SESSION_OPEN, Operation.SESSION_REFRESH}),
)


def system_actor(number: int, name: str, *operations: Operation) -> Actor:
    """A named actor of the system itself, with the whole book in sight and only its own verbs."""
    return Actor(UUID(int=number), ActorKind.SYSTEM, name, frozenset(operations), Scope.everywhere())


WORKER = system_actor(
    1,
    "worker",
    Operation.ACCOUNT_VERIFY,
    Operation.ALERT_RAISE,
    Operation.APPROVAL_MINUTES,
    Operation.APPROVAL_WATCH,
    Operation.AUDIT_SEAL,
    Operation.COLLECTION_SWEEP,
    Operation.CLASSIFICATION_RUN,
    Operation.COMPLIANCE_SWEEP,
    Operation.CONTRACT_DRAW_UP,
    Operation.CONTRACT_SEND,
    Operation.CUSTOMER_INDEX,
    Operation.CUSTOMER_RATE,
    Operation.DAY_CLOSE,
    Operation.DOCUMENT_OCR,
    Operation.INDICATOR_MEASURE,
    Operation.NOTICE_SEND,
    Operation.OFFER_SEND,
    Operation.PAYMENT_FILE,
    Operation.PAYMENT_SEND,
    Operation.BANK_ANSWER,
    Operation.WEBHOOK_SEND,
)
BANK = system_actor(2, "bank", Operation.BANK_ANSWER)
VERIFIER = system_actor(3, "verifier", Operation.BOOKS_VERIFY)
TOKEN_DESK = system_actor(7, "token_desk", Operation.TOKEN_USE)


def customer_actor(customer_id: UUID, *operations: Operation) -> Actor:
    """The holder of a one-time link: sees this customer's rows and holds the link's verbs."""
    return Actor(customer_id, ActorKind.CUSTOMER, "customer", frozenset(operations), Scope.of_customer(customer_id))


async def load_staff(session: AsyncSession, staff_session: StaffSession, now: datetime, cut_off_hour: int) -> Actor:
    """The actor behind a living session. Raises TokenInvalid when session or staff have ended."""
    epoch, opened = await _with_epoch(session, staff_session)
    staff = await queries.staff_by_id(session, opened.staff_id)
    if staff is None or opened.ended_at is not None or opened.expires_at <= now or staff.state is StaffState.DISABLED:
        raise TokenInvalid
    today = business_date(now, cut_off_hour)
    positions = await queries.positions_of(session, staff.id, today)
    rights = await queries.rights_of(session, staff.id, today)
    operations = frozenset(rights)
    if staff.must_change_password:
        operations &= PASSWORD_FIRST
    return Actor(
        staff.id,
        ActorKind.STAFF,
        staff.name,
        await _present(session, staff_session, operations),
        await scope_of(session, staff, queries.widest(positions)),
        staff.branch_id,
        frozenset(position.code for position in positions),
        opened.id,
        epoch,
        await queries.branches_below(session, await queries.region_of(session, staff.branch_id)),
        opened.stepped_up_at,
        await _scopes(session, staff, rights),
    )


async def _scopes(
    session: AsyncSession, staff: Staff, rights: Mapping[str, ScopeKind]
) -> tuple[tuple[frozenset[str], Scope], ...]:
    """The operations of each reach; nothing where all of them reach equally far."""
    by_reach: dict[ScopeKind, set[str]] = {}
    for operation, kind in rights.items():
        by_reach.setdefault(kind, set()).add(operation)
    if len(by_reach) == 1:
        return ()
    return tuple([(frozenset(held), await scope_of(session, staff, kind)) for kind, held in by_reach.items()])


async def _with_epoch(session: AsyncSession, staff_session: StaffSession) -> tuple[int, StaffSession]:
    """The session as it stands, and the rights epoch, in one statement and before anything else of the actor.

    What is read after it may be newer than the epoch says, and is then loaded once more; never older.
    """
    epoch = select(RightsEpoch.value).where(RightsEpoch.id == 1).scalar_subquery()
    wanted = select(epoch, StaffSession).where(StaffSession.id == staff_session.id)
    row = (await session.execute(wanted.execution_options(populate_existing=True))).one()
    return row[0], row[1]


async def _present(session: AsyncSession, staff_session: StaffSession, held: frozenset[str]) -> frozenset[str]:
    """What the staff holds, or the part of it that the developer token behind this session was given."""
    granted = await queries.developer_operations(session, staff_session.id)
    return held if granted is None else developer_rights.present(held, granted)


async def scope_of(session: AsyncSession, staff: Staff, kind: ScopeKind | None) -> Scope:
    """Expand how far a member of staff sees into the branches and officers in sight."""
    match kind:
        case ScopeKind.OWN:
            return Scope.of_officers(frozenset({staff.id}))
        case ScopeKind.TEAM:
            return Scope.of_officers(await queries.team_of(session, staff.id) | {staff.id})
        case ScopeKind.BRANCH:
            return Scope.of_branches(frozenset({staff.branch_id}))
        case ScopeKind.REGION:
            region_id = await queries.region_of(session, staff.branch_id)
            return Scope.of_branches(await queries.branches_below(session, region_id))
        case ScopeKind.HEADQUARTERS:
            return Scope.everywhere()
        case None:
            return Scope.nowhere()


@dataclass(frozen=True)
class _Used:
    """A developer token seen by this process: its session, its end, and the business day of its last use."""

    session_id: UUID
    expires_at: datetime
    day: date


class Sessions:
    """Tokens to actors, with a bounded memory of actors by session."""

    def __init__(self, token_key: bytes, cut_off_hour: int = 24) -> None:
        self._token_key = token_key
        self._cut_off_hour = cut_off_hour
        self._known: OrderedDict[UUID, Actor] = OrderedDict()
        self._used: OrderedDict[bytes, _Used] = OrderedDict()

    async def reload(self, session: AsyncSession, actor: Actor, now: datetime) -> Actor:
        """The same actor with the rights of this moment. Raises TokenInvalid when the session or the key has ended."""
        if actor.kind is ActorKind.PARTNER:
            return (await partner_keys.holder_of(session, now, key_id=actor.id)).actor
        staff_session = await queries.session_by_id(session, actor.session_id) if actor.session_id else None
        if staff_session is None:
            raise TokenInvalid
        fresh = await load_staff(session, staff_session, now, self._cut_off_hour)
        self._remember(fresh)
        return fresh

    async def actor_of(self, house: House, token: str) -> Actor:
        """The actor behind an access token. Raises TokenInvalid.

        A remembered actor may be out of date here: the guard compares his epoch inside the transaction.
        """
        now = house.ports.clock.now()
        if token.startswith(DEVELOPER_PREFIX):
            return await self._developer(house, developer_hash(token), now)
        if token.startswith(PARTNER_PREFIX):
            return await self._partner(house, partner_hash(token), now)
        claims = read_access(self._token_key, token, now)
        known = self._known.get(claims.session_id)
        if known is not None and known.id == claims.staff_id:
            return known
        return await self._load(house, claims, now)

    async def actor_of_page(self, house: House, token: str) -> Actor:
        """The actor behind a page token as he is now: it outlives access tokens, so no memory is asked.

        Raises TokenInvalid.
        """
        now = house.ports.clock.now()
        return await self._load(house, read_page(self._token_key, token, now), now)

    async def _load(self, house: House, claims: AccessClaims, now: datetime) -> Actor:
        async with house.database.session() as session:
            staff_session = await queries.session_by_id(session, claims.session_id)
            if staff_session is None or staff_session.staff_id != claims.staff_id:
                raise TokenInvalid
            actor = await load_staff(session, staff_session, now, self._cut_off_hour)
        self._remember(actor)
        return actor

    async def _developer(self, house: House, digest: bytes, now: datetime) -> Actor:
        """The actor behind a developer token, whose first use on a business day is noted."""
        today = business_date(now, self._cut_off_hour)
        used = self._used.get(digest)
        if used is not None and used.day == today and now < used.expires_at and used.session_id in self._known:
            return self._known[used.session_id]
        async with house.database.session() as session:
            token = await queries.developer_token(session, digest)
            opened = await queries.session_by_id(session, token.id) if token else None
            if token is None or opened is None:
                raise TokenInvalid
            actor = await load_staff(session, opened, now, self._cut_off_hour)
        if token.last_used_on != today:
            await developer_tokens.note_use(Caller(house, TOKEN_DESK), token_id=token.id)
        self._remember(actor)
        self._used[digest] = _Used(token.id, opened.expires_at, today)
        while len(self._used) > KNOWN_MAX:
            self._used.popitem(last=False)
        return actor

    async def _partner(self, house: House, digest: bytes, now: datetime) -> Actor:
        """The actor behind a partner's key, whose first use on a business day is noted."""
        async with house.database.session() as session:
            holder = await partner_keys.holder_of(session, now, digest=digest)
        if holder.last_used_on != business_date(now, self._cut_off_hour):
            await partner_keys.note_use(Caller(house, TOKEN_DESK), key_id=holder.actor.id)
        return holder.actor

    def remembered(self, actor: Actor) -> Actor | None:
        """The actor of the same session as it was loaded last, if that is still in memory: compare its epoch."""
        return self._known.get(actor.session_id) if actor.session_id else None

    def _remember(self, actor: Actor) -> None:
        if actor.session_id is None:
            return
        self._known[actor.session_id] = actor
        self._known.move_to_end(actor.session_id)
        while len(self._known) > KNOWN_MAX:
            self._known.popitem(last=False)
