"""Every select of signals. A scope is a required argument; a row out of it does not exist."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from server.collection.signals.models import CaseUtterance, SpeechFinding
from server.kit.database import within
from server.kit.scope import Scope


async def utterance_by_id(session: AsyncSession, scope: Scope, utterance_id: UUID) -> CaseUtterance | None:
    wanted = select(CaseUtterance).where(CaseUtterance.id == utterance_id, within(CaseUtterance, scope))
    return (await session.execute(wanted)).scalar_one_or_none()


async def finding_by_id(
    session: AsyncSession, scope: Scope, finding_id: UUID, *, lock: bool = False
) -> SpeechFinding | None:
    wanted = select(SpeechFinding).where(SpeechFinding.id == finding_id, within(SpeechFinding, scope))
    return (await session.execute(wanted.with_for_update() if lock else wanted)).scalar_one_or_none()
