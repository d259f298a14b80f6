"""Every statement about alerts."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Text, Uuid, and_, case, func, literal, literal_column, or_, select, text, tuple_
from sqlalchemy.dialects.postgresql import ARRAY, distinct_on, insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql.expression import bindparam

from server.kit.database import within
from server.kit.scope import Scope
from server.risk.alerts.models import NOBODY, RiskAlert, RiskDigest, RiskSwitch, RiskTerm
from server.risk.alerts.rules import AlertState, Desk, Outcome, Severity, Verdicts

BATCH = 500
LIVING_AS_INDEXED = "state <> 'closed'"
"""Without parameters: a plan that is kept for all values no longer knows which index is meant."""


async def newest_switches(session: AsyncSession) -> Sequence[RiskSwitch]:
    """What was turned on or off last, of each indicator that anybody has turned."""
    wanted = select(RiskSwitch).order_by(RiskSwitch.code, RiskSwitch.turned_at.desc(), RiskSwitch.id.desc())
    return (await session.execute(wanted.ext(distinct_on(RiskSwitch.code)))).scalars().all()


async def hours_by_code(session: AsyncSession) -> Mapping[tuple[str, Severity], int]:
    """Within how many hours alerts are to be answered, by code ('*' for any) and severity."""
    return {(term.code, term.severity): term.hours for term in (await session.execute(select(RiskTerm))).scalars()}


async def living_for_update(
    session: AsyncSession, scope: Scope, keys: Collection[tuple[str, UUID]]
) -> dict[tuple[str, UUID], RiskAlert]:
    """The alerts that are not closed of these indicators and subjects, locked in the order of their ids."""
    if not keys:
        return {}
    codes, subjects = zip(*sorted(keys), strict=True)
    named = func.unnest(_array(codes, Text), _array(subjects, Uuid)).table_valued("code", "subject_id").render_derived()
    wanted = (
        select(RiskAlert)
        .where(
            tuple_(RiskAlert.code, RiskAlert.subject_id).in_(select(named.c.code, named.c.subject_id)),
            RiskAlert.state != AlertState.CLOSED,
            within(RiskAlert, scope),
        )
        .order_by(RiskAlert.id)
        .with_for_update()
    )
    return {(one.code, one.subject_id): one for one in (await session.execute(wanted)).scalars()}


async def gathered(session: AsyncSession, scope: Scope, subjects: Collection[UUID]) -> set[tuple[str, UUID]]:
    """Indicators and subjects that a living alert about several of them speaks of already."""
    among = RiskAlert.cluster.op("&&")(_array(sorted(subjects), Uuid))
    several = func.cardinality(RiskAlert.cluster) > 0  # few are: the long list is held against these alone
    wanted = select(RiskAlert.code, RiskAlert.cluster).where(
        several, among, RiskAlert.state != AlertState.CLOSED, within(RiskAlert, scope)
    )
    rows = (await session.execute(wanted)).all()
    return {(code, subject) for code, cluster in rows for subject in cluster}


async def lay_down(session: AsyncSession, rows: Sequence[Mapping[str, Any]]) -> set[UUID]:
    """Keep alerts; of an indicator and a subject with a living one none is added. Returns the ids of the new ones."""
    new: set[UUID] = set()
    for at in range(0, len(rows), BATCH):
        fresh = insert(RiskAlert).values(list(rows[at : at + BATCH]))
        once = fresh.on_conflict_do_nothing(
            index_elements=["subject_id", "code", "customer_id"], index_where=text(LIVING_AS_INDEXED)
        )
        new |= set((await session.execute(once.returning(RiskAlert.id))).scalars())
    return new


async def told_since(session: AsyncSession, scope: Scope, since: datetime) -> Mapping[tuple[Desk, UUID], int]:
    """How many alerts were told one by one since an instant, by desk and, of the officers' desk, by officer."""
    owner = case((RiskAlert.desk == Desk.OFFICER, RiskAlert.officer_id), else_=literal(NOBODY, Uuid()))
    wanted = (
        select(RiskAlert.desk, owner, func.count())
        .where(RiskAlert.opened_at >= since, RiskAlert.digest_on.is_(None), within(RiskAlert, scope))
        .group_by(literal_column("1"), literal_column("2"))
    )
    return {(desk, officer_id): count for desk, officer_id, count in (await session.execute(wanted)).all()}


async def add_to_digests(session: AsyncSession, rows: Sequence[Mapping[str, Any]]) -> Sequence[RiskDigest]:
    """Count alerts to the digests of a day, and answer these."""
    fresh = insert(RiskDigest).values(list(rows))
    more = fresh.on_conflict_do_update(
        index_elements=["officer_id", "desk", "day"],
        set_={
            "alerts": RiskDigest.alerts + fresh.excluded.alerts,
            "money_fen": RiskDigest.money_fen + fresh.excluded.money_fen,
        },
    )
    return (await session.execute(more.returning(RiskDigest))).scalars().all()


async def alert_for_update(session: AsyncSession, scope: Scope, alert_id: UUID) -> RiskAlert | None:
    """An alert in sight, locked; the row policies hide one about whoever asks, and those of other desks."""
    wanted = select(RiskAlert).where(RiskAlert.id == alert_id, within(RiskAlert, scope)).with_for_update()
    return (await session.execute(wanted)).scalar_one_or_none()


async def overdue_for_update(
    session: AsyncSession, scope: Scope, now: datetime, today: date, limit: int
) -> Sequence[RiskAlert]:
    """Alerts whose day to be seen again has come, and open ones past their time, locked; others' locks are skipped."""
    awake = and_(RiskAlert.state == AlertState.SNOOZED, RiskAlert.snoozed_until <= today)
    late = and_(RiskAlert.state == AlertState.OPEN, RiskAlert.due_at <= now)
    wanted = select(RiskAlert).where(or_(awake, late), within(RiskAlert, scope)).order_by(RiskAlert.due_at)
    locked = wanted.limit(limit).with_for_update(skip_locked=True)
    return (await session.execute(locked)).scalars().all()


@dataclass(frozen=True, slots=True)
class Tally:
    """What an indicator's alerts come to: how they ended, and how many stand."""

    verdicts: Verdicts
    living: int
    money_fen: int


async def tallies(session: AsyncSession, scope: Scope) -> Mapping[str, Tally]:
    """The alerts in sight by indicator."""
    living = RiskAlert.state != AlertState.CLOSED
    outcomes = [func.count().filter(RiskAlert.outcome == each) for each in Outcome]
    at_risk = func.coalesce(func.sum(_where(living, RiskAlert.money_fen)), 0)
    wanted = (
        select(RiskAlert.code, *outcomes, func.count().filter(living), at_risk)
        .where(within(RiskAlert, scope))
        .group_by(RiskAlert.code)
    )
    rows = (await session.execute(wanted)).all()
    return {row[0]: Tally(Verdicts(*row[1:4]), row[4], int(row[5])) for row in rows}


def _where(condition: ColumnElement[bool], value: Any) -> ColumnElement[Any]:
    return case((condition, value), else_=literal_column("0"))


def _array(values: Sequence[Any], kind: Any) -> ColumnElement[Any]:
    return bindparam(None, list(values), type_=ARRAY(kind), unique=True)
