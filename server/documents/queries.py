"""Every select of documents. A row out of scope does not exist."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from server.documents.models import (
    Document,
    DocumentConfirmation,
    DocumentKind,
    DocumentReading,
    DocumentState,
    PictureClaim,
)
from server.kit.database import within
from server.kit.scope import Scope


async def document_by_id(
    session: AsyncSession, scope: Scope, document_id: UUID, *, lock: bool = False
) -> Document | None:
    wanted = select(Document).where(Document.id == document_id, within(Document, scope))
    wanted = wanted.with_for_update() if lock else wanted
    return (await session.execute(wanted.execution_options(populate_existing=lock))).scalar_one_or_none()


async def document_by_picture(
    session: AsyncSession, scope: Scope, customer_id: UUID, kind: DocumentKind, picture_index: bytes
) -> Document | None:
    """What a picture of this customer has made, locked."""
    wanted = select(Document).where(
        Document.customer_id == customer_id,
        Document.kind == kind,
        Document.picture_index == picture_index,
        within(Document, scope),
    )
    return (await session.execute(wanted.with_for_update())).scalar_one_or_none()


async def newest_confirmed(
    session: AsyncSession, scope: Scope, customer_id: UUID, kind: DocumentKind
) -> Document | None:
    """The document of a kind that came in last, of those of a customer that are confirmed."""
    wanted = select(Document).where(
        Document.customer_id == customer_id,
        Document.kind == kind,
        Document.state == DocumentState.CONFIRMED,
        within(Document, scope),
    )
    newest = wanted.order_by(Document.received_at.desc(), Document.id.desc()).limit(1)
    return (await session.execute(newest)).scalar_one_or_none()


async def shown_of(session: AsyncSession, trace: bytes) -> UUID | None:
    """Whose picture it was first, if he is in sight of the row policies; None tells nothing."""
    wanted = select(PictureClaim.customer_id).where(PictureClaim.trace == trace)
    return (await session.execute(wanted)).scalar_one_or_none()


async def documents_by_ids(session: AsyncSession, scope: Scope, ids: Sequence[UUID]) -> Sequence[Document]:
    wanted = select(Document).where(Document.id.in_(ids), within(Document, scope))
    return (await session.execute(wanted)).scalars().all()


async def newest_readings(
    session: AsyncSession, scope: Scope, documents: Sequence[Document]
) -> dict[UUID, DocumentReading]:
    """The last reading of each document that has one, by document."""
    wanted = select(DocumentReading).where(
        DocumentReading.customer_id.in_({document.customer_id for document in documents}),
        DocumentReading.document_id.in_([document.id for document in documents]),
        within(DocumentReading, scope),
    )
    rows = (await session.execute(wanted.order_by(DocumentReading.read_at, DocumentReading.id))).scalars()
    return {row.document_id: row for row in rows}


async def newest_confirmations(
    session: AsyncSession, scope: Scope, documents: Sequence[Document]
) -> dict[UUID, DocumentConfirmation]:
    """The confirmation of each document that has one, by document."""
    wanted = select(DocumentConfirmation).where(
        DocumentConfirmation.customer_id.in_({document.customer_id for document in documents}),
        DocumentConfirmation.document_id.in_([document.id for document in documents]),
        within(DocumentConfirmation, scope),
    )
    rows = await session.execute(wanted.order_by(DocumentConfirmation.confirmed_at, DocumentConfirmation.id))
    return {row.document_id: row for row in rows.scalars()}
