"""Every select of connectors."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from server.connectors.models import ConnectorSource, Inquiry, Receivable, ReceivableClaim
from server.connectors.rules import InquiryState
from server.kit.database import within
from server.kit.scope import Scope

INQUIRIES_MAX = 500


async def source_of(session: AsyncSession, code: str) -> ConnectorSource | None:
    return await session.get(ConnectorSource, code)


async def sources(session: AsyncSession) -> Sequence[ConnectorSource]:
    """The whole table, in its order."""
    return (await session.execute(select(ConnectorSource).order_by(ConnectorSource.position))).scalars().all()


async def inquiry_for_update(
    session: AsyncSession, scope: Scope, customer_id: UUID, inquiry_id: UUID
) -> Inquiry | None:
    wanted = select(Inquiry).where(Inquiry.customer_id == customer_id, Inquiry.id == inquiry_id, within(Inquiry, scope))
    return (await session.execute(wanted.with_for_update())).scalar_one_or_none()


async def open_inquiry(
    session: AsyncSession, scope: Scope, customer_id: UUID, source: str, about_id: UUID
) -> Inquiry | None:
    """The inquiry of a source about something that somebody is looking after."""
    wanted = select(Inquiry).where(
        Inquiry.customer_id == customer_id,
        Inquiry.source == source,
        Inquiry.about_id == about_id,
        Inquiry.next_at.is_not(None),
        within(Inquiry, scope),
    )
    return (await session.execute(wanted)).scalar_one_or_none()


async def valid_answers(session: AsyncSession, scope: Scope, customer_id: UUID, today: date) -> Sequence[Inquiry]:
    """Inquiries whose answers hold on a day, the oldest answer first."""
    wanted = (
        select(Inquiry)
        .where(
            Inquiry.customer_id == customer_id,
            Inquiry.state == InquiryState.ANSWERED,
            Inquiry.valid_until >= today,
            within(Inquiry, scope),
        )
        .order_by(Inquiry.answered_at, Inquiry.id)
        .limit(INQUIRIES_MAX)
    )
    return (await session.execute(wanted)).scalars().all()


async def answers_of(session: AsyncSession, scope: Scope, customer_id: UUID) -> Sequence[Inquiry]:
    """The newest inquiries that were answered, whether the answers hold still or not."""
    wanted = (
        select(Inquiry)
        .where(Inquiry.customer_id == customer_id, Inquiry.state == InquiryState.ANSWERED, within(Inquiry, scope))
        .order_by(Inquiry.answered_at.desc(), Inquiry.id.desc())
        .limit(INQUIRIES_MAX)
    )
    return (await session.execute(wanted)).scalars().all()


async def waiting_under(session: AsyncSession, scope: Scope, customer_id: UUID, purpose: str) -> Sequence[Inquiry]:
    """Inquiries that stand on a consent and were not sent yet, locked."""
    wanted = select(Inquiry).where(
        Inquiry.customer_id == customer_id,
        Inquiry.consent_purpose == purpose,
        Inquiry.asked_at.is_(None),
        Inquiry.next_at.is_not(None),
        within(Inquiry, scope),
    )
    return (await session.execute(wanted.order_by(Inquiry.id).with_for_update())).scalars().all()


async def receivables_of(
    session: AsyncSession, scope: Scope, customer_id: UUID, application_id: UUID, inquiry_id: UUID
) -> Sequence[Receivable]:
    """What one inquiry brought as evidence of an application, due first first."""
    wanted = select(Receivable).where(
        Receivable.customer_id == customer_id,
        Receivable.application_id == application_id,
        Receivable.inquiry_id == inquiry_id,
        within(Receivable, scope),
    )
    return (await session.execute(wanted.order_by(Receivable.due_on, Receivable.reference))).scalars().all()


async def claimed_by(session: AsyncSession, source: str, references: Sequence[str]) -> dict[str, UUID]:
    """Of which application each of some invoices is evidence."""
    wanted = select(ReceivableClaim.reference, ReceivableClaim.application_id).where(
        ReceivableClaim.source == source, ReceivableClaim.reference.in_(references)
    )
    return {row.reference: row.application_id for row in (await session.execute(wanted)).all()}
