"""Every select of signals. A scope is a required argument; a row out of it does not exist."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from server.collection.signals.models import SpeechFinding
from server.kit.database import within
from server.kit.scope import Scope


async def finding_for_update(session: AsyncSession, scope: Scope, finding_id: UUID) -> SpeechFinding | None:
    wanted = select(SpeechFinding).where(SpeechFinding.id == finding_id, within(SpeechFinding, scope))
    return (await session.execute(wanted.with_for_update())).scalar_one_or_none()
