"""Every select of client teams and trusted documents. They are no customer's data, so no scope applies."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, select, true, tuple_, update
from sqlalchemy.ext.asyncio import AsyncSession

from server.identity.models import Position, RightsEpoch
from server.partners.models import ClientTeam, Revocation, TrustedDocument
from server.partners.rules import Grant

RIGHTS = 1
GENERATION = 2


@dataclass(frozen=True)
class Epochs:
    """`generation` is raised by every change of what clients may send, and `rights` with it."""

    rights: int
    generation: int


@dataclass(frozen=True)
class Found:
    """Everything about one id, read in one statement with the epochs: no change falls between them."""

    epochs: Epochs
    text: str | None
    grants: tuple[Grant, ...]


def _epoch(row: int) -> Select[int]:
    return select(RightsEpoch.value).where(RightsEpoch.id == row)


async def raise_epochs(session: AsyncSession) -> None:
    """Make every process look again before it runs anything (a building block)."""
    raised = update(RightsEpoch).where(RightsEpoch.id.in_((RIGHTS, GENERATION)))
    await session.execute(raised.values(value=RightsEpoch.value + 1))


async def document(session: AsyncSession, sha256: str) -> Found:
    """Text and publications of an id; no text where nobody has published it."""
    one = select(true().label("one")).subquery()
    wanted = (
        select(
            _epoch(RIGHTS).scalar_subquery(),
            _epoch(GENERATION).scalar_subquery(),
            TrustedDocument.text,
            TrustedDocument.team_code,
            ClientTeam.positions,
            TrustedDocument.revoked_at,
        )
        .select_from(one)
        .outerjoin(TrustedDocument, TrustedDocument.sha256 == sha256)
        .outerjoin(ClientTeam, ClientTeam.code == TrustedDocument.team_code)
    )
    rows = (await session.execute(wanted)).all()
    grants = {
        Grant(row.team_code, frozenset(row.positions), revoked=row.revoked_at is not None)
        for row in rows
        if row.team_code is not None
    }
    return Found(Epochs(rows[0][0] or 0, rows[0][1] or 0), rows[0].text, tuple(grants))


async def whole_id(session: AsyncSession, team: str, short: str) -> str | None:
    """The id that begins so, of a document of this team; None where there is none, or more than one."""
    wanted = (
        select(TrustedDocument.sha256)
        .where(TrustedDocument.team_code == team, TrustedDocument.sha256.between(short, f"{short}g"))
        .distinct()
        .limit(2)
    )
    found = (await session.execute(wanted)).scalars().all()
    return found[0] if len(found) == 1 else None


async def team_by_code(session: AsyncSession, code: str) -> ClientTeam | None:
    return await session.get(ClientTeam, code)


async def positions_without(session: AsyncSession, codes: Iterable[str]) -> set[str]:
    """Those of the codes that no position has."""
    wanted = set(codes)
    known = (await session.execute(select(Position.code).where(Position.code.in_(wanted)))).scalars()
    return wanted - set(known)


async def standings(session: AsyncSession, team: str, ids: Iterable[str]) -> dict[str, list[tuple[str, bool, bool]]]:
    """The team's rows of these ids: (version, revoked, revoked by itself) by id."""
    wanted = select(
        TrustedDocument.sha256, TrustedDocument.version, TrustedDocument.revoked_at, TrustedDocument.revocation
    ).where(TrustedDocument.team_code == team, TrustedDocument.sha256.in_(set(ids)))
    found: dict[str, list[tuple[str, bool, bool]]] = {}
    for sha256, version, revoked_at, revocation in (await session.execute(wanted)).all():
        alone = revocation is Revocation.DOCUMENT
        found.setdefault(sha256, []).append((version, revoked_at is not None, alone))
    return found


async def page(
    session: AsyncSession, *, team: str | None, after: tuple[datetime, UUID] | None, limit: int
) -> Sequence[tuple[TrustedDocument, ClientTeam]]:
    """Newest first, one row more than asked for: it tells that more follow."""
    wanted = (
        select(TrustedDocument, ClientTeam)
        .join(ClientTeam, ClientTeam.code == TrustedDocument.team_code)
        .order_by(TrustedDocument.published_at.desc(), TrustedDocument.id.desc())
    )
    if team is not None:
        wanted = wanted.where(TrustedDocument.team_code == team)
    if after is not None:
        wanted = wanted.where(tuple_(TrustedDocument.published_at, TrustedDocument.id) < after)
    return [(row, owner) for row, owner in (await session.execute(wanted.limit(limit + 1))).all()]


async def count(session: AsyncSession, *, team: str | None) -> int:
    wanted = select(func.count()).select_from(TrustedDocument)
    if team is not None:
        wanted = wanted.where(TrustedDocument.team_code == team)
    return (await session.execute(wanted)).scalar_one()


def held(*, sha256: str | None, team: str | None, version: str | None) -> Select[UUID]:
    """Ids of the rows that still hold: of a document, of a team, of a version; None means any."""
    parts: list[ColumnElement[bool]] = [TrustedDocument.revoked_at.is_(None)]
    parts += [TrustedDocument.sha256 == sha256] if sha256 is not None else []
    parts += [TrustedDocument.team_code == team] if team is not None else []
    parts += [TrustedDocument.version == version] if version is not None else []
    return select(TrustedDocument.id).where(and_(*parts)).order_by(TrustedDocument.id).with_for_update()
