"""Client teams and trusted documents, planted as rows."""

from collections.abc import Sequence
from uuid import UUID, uuid4

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncSession

from server.partners.models import ClientTeam, OperationKind, TrustedDocument
from server.partners.rules import sha256_of
from tests.fixtures.house import NOON
from tests.fixtures.world import id_of

TEAM = "front"
WHO = "query Who { viewer { staff { login } } }"


async def plant_team(owner: AsyncSession, code: str = TEAM, positions: Sequence[str] = ()) -> str:
    """A client team; without positions everybody may use its documents."""
    new = insert(ClientTeam).values(code=code, name=code, positions=list(positions), created_at=NOON)
    await owner.execute(new.values(created_by=id_of("admin1.hq")))
    return code


async def plant_published(owner: AsyncSession, version: str, *, team: str = TEAM, text: str = WHO) -> UUID:
    """A document in one version of a team's client."""
    row_id = uuid4()
    new = insert(TrustedDocument).values(
        id=row_id,
        sha256=sha256_of(text),
        team_code=team,
        version=version,
        name="Who",
        kind=OperationKind.QUERY,
        text=text,
        published_at=NOON,
        published_by=id_of("admin1.hq"),
    )
    await owner.execute(new)
    return row_id
