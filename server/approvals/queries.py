"""Every select of approvals."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Date,
    Select,
    Text,
    Uuid,
    and_,
    column,
    exists,
    func,
    literal,
    literal_column,
    not_,
    or_,
    select,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from server.approvals.errors import (
    AlreadyDecided,
    AssignedToOther,
    CaseClosed,
    OwnCustomer,
    OwnEntry,
    Recused,
    WrongPosition,
    WrongRegion,
)
from server.approvals.matrix.queries import deciding_positions
from server.approvals.models import ActKind, ApprovalAct, ApprovalCase, Condition, Delegation, Vote
from server.approvals.rules import CaseState, Voice
from server.identity import queries as identity
from server.kit.database import within
from server.kit.errors import DomainError
from server.kit.scope import Scope
from server.kit.work import Actor

DELEGATIONS_LOCK = 1818521449


async def case_by_id(session: AsyncSession, scope: Scope, case_id: UUID) -> ApprovalCase | None:
    return (await session.execute(_by_id(scope, case_id))).scalar_one_or_none()


async def case_for_update(session: AsyncSession, scope: Scope, case_id: UUID) -> ApprovalCase | None:
    """The case, locked until the end of the transaction."""
    return (await session.execute(_for_update(_by_id(scope, case_id)))).scalar_one_or_none()


async def open_case_for_update(session: AsyncSession, scope: Scope, kind: str, subject_id: UUID) -> ApprovalCase | None:
    """The open case about a subject, locked."""
    wanted = select(ApprovalCase).where(
        ApprovalCase.subject_id == subject_id,
        ApprovalCase.subject_kind == kind,
        ApprovalCase.state == CaseState.OPEN,
        within(ApprovalCase, scope),
    )
    return (await session.execute(_for_update(wanted))).scalar_one_or_none()


async def cases_about(session: AsyncSession, scope: Scope, kind: str, subject_id: UUID) -> Sequence[ApprovalCase]:
    """All cases about a subject, the latest first."""
    wanted = select(ApprovalCase).where(
        ApprovalCase.subject_id == subject_id, ApprovalCase.subject_kind == kind, within(ApprovalCase, scope)
    )
    ordered = wanted.order_by(ApprovalCase.opened_at.desc(), ApprovalCase.id.desc())
    return (await session.execute(ordered)).scalars().all()


async def votes_on(session: AsyncSession, scope: Scope, case: ApprovalCase) -> Sequence[Vote]:
    """The votes on a case, the earliest first."""
    wanted = select(Vote).where(Vote.customer_id == case.customer_id, Vote.case_id == case.id, within(Vote, scope))
    return (await session.execute(wanted.order_by(Vote.decided_at, Vote.id))).scalars().all()


async def acts_in(session: AsyncSession, scope: Scope, case: ApprovalCase) -> Sequence[ApprovalAct]:
    """What else was done in a case, the earliest first."""
    wanted = select(ApprovalAct).where(
        ApprovalAct.customer_id == case.customer_id, ApprovalAct.case_id == case.id, within(ApprovalAct, scope)
    )
    return (await session.execute(wanted.order_by(ApprovalAct.done_at, ApprovalAct.id))).scalars().all()


async def recused_from(session: AsyncSession, scope: Scope, case: ApprovalCase) -> frozenset[UUID]:
    """Who has stepped aside from a case."""
    wanted = select(ApprovalAct.done_by).where(
        ApprovalAct.customer_id == case.customer_id,
        ApprovalAct.case_id == case.id,
        ApprovalAct.kind == ActKind.RECUSED,
        within(ApprovalAct, scope),
    )
    return frozenset((await session.execute(wanted)).scalars())


async def conditions_of(session: AsyncSession, scope: Scope, case: ApprovalCase) -> Sequence[Condition]:
    """What has to be so before money is paid, in the order in which it was laid down."""
    wanted = select(Condition).where(
        Condition.customer_id == case.customer_id, Condition.case_id == case.id, within(Condition, scope)
    )
    return (await session.execute(wanted.order_by(Condition.number))).scalars().all()


async def condition_for_update(session: AsyncSession, scope: Scope, condition_id: UUID) -> Condition | None:
    wanted = select(Condition).where(Condition.id == condition_id, within(Condition, scope)).with_for_update()
    return (await session.execute(wanted)).scalar_one_or_none()


async def overdue_cases(
    session: AsyncSession, scope: Scope, now: datetime, *, after: UUID | None, limit: int
) -> Sequence[ApprovalCase]:
    """Open cases whose step should be done by now and of which something may still be told, by id."""
    wanted = select(ApprovalCase).where(
        ApprovalCase.state == CaseState.OPEN,
        ApprovalCase.due_at <= now,
        or_(ApprovalCase.reminded_at.is_(None), ApprovalCase.escalates_to.is_not(None)),
        within(ApprovalCase, scope),
    )
    beyond = wanted if after is None else wanted.where(ApprovalCase.id > after)
    return (await session.execute(beyond.order_by(ApprovalCase.id).limit(limit))).scalars().all()


async def lock_delegations(session: AsyncSession) -> None:
    """Delegations are given one after another until the end of the transaction: a circle takes two."""
    await session.execute(select(func.pg_advisory_xact_lock(DELEGATIONS_LOCK)))


async def delegations_in(session: AsyncSession, from_on: date, until_on: date) -> Sequence[Delegation]:
    """Delegations that hold on any day of a span."""
    wanted = select(Delegation).where(
        Delegation.ended_at.is_(None), Delegation.valid_from <= until_on, Delegation.valid_until >= from_on
    )
    return (await session.execute(wanted)).scalars().all()


async def delegation_for_update(session: AsyncSession, delegation_id: UUID) -> Delegation | None:
    wanted = select(Delegation).where(Delegation.id == delegation_id).with_for_update()
    return (await session.execute(wanted)).scalar_one_or_none()


async def deciding_positions_of(session: AsyncSession, staff_id: UUID, today: date) -> frozenset[str]:
    """The positions of somebody that let him decide today."""
    held = await identity.positions_of(session, staff_id, today)
    return frozenset(position.code for position in held) & await deciding_positions(session)


async def voices_for(session: AsyncSession, actor_id: UUID, today: date) -> tuple[Voice, ...]:
    """In whose name somebody may vote today."""
    found = (await session.execute(select(_voices(actor_id, today)))).all()
    return tuple(
        Voice(
            row.principal,
            frozenset(row.positions),
            frozenset(row.region),
            None if row.branches is None else frozenset(row.branches),
        )
        for row in found
    )


def _voices(actor_id: Any, today: Any) -> Any:
    """The function of the database that follows delegations, as a table."""
    columns = (
        column("principal", Uuid()),
        column("positions", ARRAY(Text())),
        column("region", ARRAY(Uuid())),
        column("branches", ARRAY(Uuid())),
    )
    return func.jiedai_voices(actor_id, today).table_valued(*columns)


@dataclass(frozen=True)
class Asker:
    """`rules.Decider` as expressions; `sees` is his scope over a table, `today` the day on which he asks."""

    id: ColumnElement[UUID]
    positions: ColumnElement[Sequence[str]]
    region: ColumnElement[Sequence[UUID]]
    today: ColumnElement[date]
    sees: Callable[[Any], ColumnElement[bool]]


async def waiting_count(session: AsyncSession, scope: Scope, actor: Actor, today: date) -> int:
    """How many cases somebody may decide now: as many as his inbox has."""
    asker = Asker(
        literal(actor.id, Uuid()),
        literal(sorted(actor.positions), ARRAY(Text())),
        literal(sorted(actor.region), ARRAY(Uuid())),
        literal(today, Date()),
        lambda table: within(table, scope),
    )
    wanted = select(func.count()).select_from(ApprovalCase)
    wanted = wanted.where(decidable_by(ApprovalCase, asker), within(ApprovalCase, scope))
    return (await session.execute(wanted)).scalar_one()


Bars = tuple[tuple[ColumnElement[bool], type[DomainError]], ...]


def bars(case: Any, asker: Asker) -> Bars:
    """What keeps somebody from deciding in his own name, in the order of `rules.why_not`: a test holds them equal."""
    return (*_barred(case, asker, asker.id), *_unfit(case, asker.id, asker.positions, asker.region))


def decidable_by(case: Any, asker: Asker) -> ColumnElement[bool]:
    """Whether `rules.voice_of` finds a voice, as a predicate over cases.

    The positions stand apart as one comparison, so that the inbox is read by its index.
    """
    voices = _voices(asker.id, asker.today)
    voice = voices.c
    lent = select(func.unnest(voices.c.positions)).scalar_subquery()
    held = case.position == func.any(func.array_cat(asker.positions, func.array(lent)))
    own = not_(or_(*(bar for bar, _error in _unfit(case, asker.id, asker.positions, asker.region))))
    unseen = and_(voice.branches.is_not(None), case.branch_id != func.all(voice.branches))
    against = (*_barred(case, asker, voice.principal), *_unfit(case, voice.principal, voice.positions, voice.region))
    lends = exists().select_from(voices).where(not_(unseen), *(not_(bar) for bar, _error in against[1:]))
    lends = lends.correlate_except(voices)
    barred = (bar for bar, _error in _barred(case, asker, asker.id))
    return and_(*(not_(bar) for bar in barred), held, or_(own, lends))


def _barred(case: Any, asker: Asker, person: ColumnElement[UUID]) -> Bars:
    """What keeps a person out of a case altogether."""
    vote, act = aliased(Vote), aliased(ApprovalAct)
    cast = and_(vote.customer_id == case.customer_id, vote.case_id == case.id)
    voted = exists().where(cast, or_(vote.decided_by == person, vote.voice == person), asker.sees(vote))
    voted = voted.correlate_except(vote)  # the voice stands two levels above
    done = and_(act.customer_id == case.customer_id, act.case_id == case.id, act.done_by == person)
    aside = exists().where(done, act.kind == literal_column(f"'{ActKind.RECUSED.value}'"), asker.sees(act))
    aside = aside.correlate_except(act)
    return (
        (case.state != literal_column(f"'{CaseState.OPEN.value}'"), CaseClosed),
        (case.officer_id == person, OwnCustomer),
        (person == func.any(case.editors), OwnEntry),
        (voted, AlreadyDecided),
        (aside, Recused),
    )


def _unfit(case: Any, person: Any, positions: Any, region: Any) -> Bars:
    """What keeps a person from the step on which the case stands."""
    return (
        (case.position != func.all(positions), WrongPosition),
        (and_(case.own_region, case.branch_id != func.all(region)), WrongRegion),
        (and_(case.assignee.is_not(None), case.assignee != person), AssignedToOther),
    )


def _by_id(scope: Scope, case_id: UUID) -> Select[ApprovalCase]:
    return select(ApprovalCase).where(ApprovalCase.id == case_id, within(ApprovalCase, scope))


def _for_update(wanted: Select[ApprovalCase]) -> Select[ApprovalCase]:
    return wanted.with_for_update().execution_options(populate_existing=True)
