"""Every statement about passkeys, their questions and the rules of lock and second factor."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from server.identity.passkeys.models import Passkey, PasskeyPurpose, PasskeyQuestion, SecurityRules
from server.kit.database import rows_written


async def rules(session: AsyncSession) -> SecurityRules:
    return (await session.execute(select(SecurityRules).where(SecurityRules.id == 1))).scalar_one()


async def living(session: AsyncSession, staff_id: UUID) -> Sequence[Passkey]:
    wanted = select(Passkey).where(Passkey.staff_id == staff_id, Passkey.revoked_at.is_(None))
    return (await session.execute(wanted.order_by(Passkey.id))).scalars().all()


async def how_many(session: AsyncSession, staff_id: UUID) -> int:
    """Living passkeys of somebody."""
    wanted = select(func.count()).where(Passkey.staff_id == staff_id, Passkey.revoked_at.is_(None))
    return (await session.execute(wanted)).scalar_one()


async def every(session: AsyncSession, staff_id: UUID, limit: int) -> Sequence[Passkey]:
    """Somebody's passkeys, the revoked ones too, the newest first."""
    wanted = select(Passkey).where(Passkey.staff_id == staff_id).order_by(Passkey.id.desc()).limit(limit)
    return (await session.execute(wanted)).scalars().all()


async def one_for_update(session: AsyncSession, staff_id: UUID, passkey_id: UUID) -> Passkey | None:
    wanted = select(Passkey).where(Passkey.id == passkey_id, Passkey.staff_id == staff_id).with_for_update()
    return (await session.execute(wanted)).scalar_one_or_none()


async def by_credential_for_update(session: AsyncSession, staff_id: UUID, credential_id: bytes) -> Passkey | None:
    """A living passkey of this person and no other."""
    wanted = select(Passkey).where(
        Passkey.credential_id == credential_id, Passkey.staff_id == staff_id, Passkey.revoked_at.is_(None)
    )
    return (await session.execute(wanted.with_for_update())).scalar_one_or_none()


async def question_for_update(session: AsyncSession, question_id: UUID) -> PasskeyQuestion | None:
    wanted = select(PasskeyQuestion).where(PasskeyQuestion.id == question_id).with_for_update()
    return (await session.execute(wanted)).scalar_one_or_none()


async def use_proof(session: AsyncSession, session_id: UUID, bound: bytes, now: datetime) -> UUID | None:
    """Spend the newest proof of exactly this in this session; returns its passkey, None without a living one.

    The same proof wanted twice at once is spent by one of the two: the row lock lets the second look again.
    """
    proof = (
        select(PasskeyQuestion.id)
        .where(
            PasskeyQuestion.session_id == session_id,
            PasskeyQuestion.bound == bound,
            PasskeyQuestion.purpose == PasskeyPurpose.DECISION,
            PasskeyQuestion.answered_at.is_not(None),
            PasskeyQuestion.used_at.is_(None),
            PasskeyQuestion.expires_at > now,
            select(Passkey.id).where(Passkey.id == PasskeyQuestion.passkey_id, Passkey.revoked_at.is_(None)).exists(),
        )
        .order_by(PasskeyQuestion.id.desc())
        .limit(1)
        .with_for_update()
    )
    found = (await session.execute(proof)).scalar_one_or_none()
    if found is None:
        return None
    spent = update(PasskeyQuestion).where(PasskeyQuestion.id == found, PasskeyQuestion.used_at.is_(None))
    return (await session.execute(spent.values(used_at=now).returning(PasskeyQuestion.passkey_id))).scalar_one_or_none()


async def drop_living(session: AsyncSession, staff_id: UUID, now: datetime, reason: str) -> int:
    """Revoke all that somebody has; returns how many."""
    mine = update(Passkey).where(Passkey.staff_id == staff_id, Passkey.revoked_at.is_(None))
    return await rows_written(session, mine.values(revoked_at=now, revoke_reason=reason))
