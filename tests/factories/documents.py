"""Documents, read and confirmed, and a borrower who has all he needs."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import insert, update
from sqlalchemy.ext.asyncio import AsyncSession

from server.customers import sealing
from server.customers.models import ClaimKind, ConfirmedIdentity
from server.documents.models import (
    Document,
    DocumentConfirmation,
    DocumentKind,
    DocumentReading,
    DocumentState,
    PictureClaim,
    PictureFinding,
)
from server.documents.sealing import seal_picture, seal_values
from server.kit import crypto
from server.kit.ports import BlobStore
from tests.factories.customers import PLANTED_AT, Planted, plant_customer
from tests.fixtures.world import MASTER_KEY


async def plant_document(
    owner: AsyncSession,
    customer: Planted,
    *,
    kind: DocumentKind = DocumentKind.ID_FRONT,
    state: DocumentState = DocumentState.RECEIVED,
    **columns: Any,
) -> UUID:
    """A document row; the blob store does not hold its picture unless the test puts it there."""
    row: dict[str, Any] = {
        "id": uuid4(),
        "kind": kind,
        "state": state,
        "digest": "0" * 64,
        "size_bytes": 1000,
        "media_type": "image/jpeg",
        "width": 1000,
        "height": 630,
        "failure": "document.unreadable" if state is DocumentState.FAILED else None,
        "received_by": customer.officer_id,
        "received_at": PLANTED_AT,
        "version": 1,
    }
    await owner.execute(insert(Document).values(**customer.owner_columns, **(row | columns)))
    await owner.commit()
    document_id: UUID = (row | columns)["id"]
    return document_id


async def plant_pictures(owner: AsyncSession, store: BlobStore, customers: Iterable[Planted], picture: bytes) -> None:
    """The blob store holds this JPEG for every document of these customers."""
    for customer in {one.customer_id: one for one in customers}.values():
        digest = await store.put(seal_picture(customer.key, customer.customer_id, picture))
        theirs = update(Document).where(Document.customer_id == customer.customer_id)
        await owner.execute(theirs.values(digest=digest, size_bytes=len(picture)))
    await owner.commit()


async def plant_read_document(owner: AsyncSession, customer: Planted, fields: Sequence[Mapping[str, Any]]) -> UUID:
    """A card's front of which the machine read these fields; nobody has confirmed them."""
    document_id = await plant_document(owner, customer, state=DocumentState.READ)
    reading_id = uuid4()
    sealed = seal_values(customer.key, "document_readings", reading_id, fields)
    told = {"warnings": [], "doubts": sum(not one["sure"] for one in fields), "engine": "test", "read_at": PLANTED_AT}
    row = {"id": reading_id, "document_id": document_id, "fields_cipher": sealed} | told
    await owner.execute(insert(DocumentReading).values(**customer.owner_columns, **row))
    await owner.commit()
    return document_id


async def plant_picture_finding(owner: AsyncSession, customer: Planted, document_id: UUID, first: Planted) -> UUID:
    """The picture of a customer's document was shown of another one before."""
    trace, finding_id = uuid4().bytes * 2, uuid4()
    shown = {"trace": trace, "document_id": uuid4(), "claimed_at": PLANTED_AT}
    await owner.execute(insert(PictureClaim).values(**first.owner_columns, **shown))
    found = {"id": finding_id, "document_id": document_id, "trace": trace, "found_at": PLANTED_AT}
    await owner.execute(insert(PictureFinding).values(**customer.owner_columns, **found))
    await owner.commit()
    return finding_id


async def plant_confirmed_identity(owner: AsyncSession, customer: Planted) -> UUID:
    """A confirmed ID card front that agrees with the customer's number."""
    document_id = await plant_document(owner, customer, state=DocumentState.CONFIRMED)
    confirmation_id = uuid4()
    fields = json.dumps({"name": customer.name, "id_number": customer.number}).encode()
    place = crypto.cell("document_confirmations", "fields", confirmation_id)
    await owner.execute(
        insert(DocumentConfirmation).values(
            **customer.owner_columns,
            id=confirmation_id,
            document_id=document_id,
            fields_cipher=crypto.encrypt(customer.key, fields, place),
            corrected=[],
            confirmed_by=customer.officer_id,
            confirmed_at=PLANTED_AT,
        )
    )
    await owner.execute(
        insert(ConfirmedIdentity).values(
            **customer.owner_columns,
            id=uuid4(),
            document_id=document_id,
            kind=ClaimKind.ID_NUMBER,
            value_index=sealing.number_index(MASTER_KEY, customer.number),
            confirmed_at=PLANTED_AT,
        )
    )
    await owner.commit()
    return document_id


async def plant_borrower(owner: AsyncSession, **options: Any) -> Planted:
    """A registered customer with consent, a verified account and a confirmed ID card: ready to apply.

    Takes what `plant_customer` takes.
    """
    customer = await plant_customer(owner, **options)
    await plant_confirmed_identity(owner, customer)
    return customer
