"""Seeing documents: the row, the values, the picture.

The customer's own officer sees the values that he photographed and confirms; to others the personal ones are masked,
and who looks at a picture is on record.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert

from server.documents import queries
from server.documents.models import Document, DocumentConfirmation, DocumentOpening, DocumentReading
from server.documents.rules import masked
from server.documents.sealing import open_values
from server.identity.guard import use_case
from server.identity.operations import Operation
from server.kit.data_keys import data_key
from server.kit.errors import NotFound
from server.kit.work import Work


@dataclass(frozen=True)
class DocumentField:
    """A value on a paper, as the machine read it and as the officer confirmed it.

    `corrected`: confirmed otherwise than read. `corners`: its place, shares of the picture (`ProposedField`).
    """

    name: str
    proposed: str | None = field(repr=False)
    confidence: float
    sure: bool
    reason: str | None
    confirmed: str | None = field(repr=False)
    corrected: bool = False
    corners: tuple[float, ...] | None = None


@dataclass(frozen=True)
class PictureKey:
    """How to find and open a picture. In memory only."""

    customer_id: UUID
    digest: str
    media_type: str
    key: bytes = field(repr=False)


@use_case(Operation.DOCUMENT_READ, keyed=False)
async def look_at_picture(work: Work, *, document_id: UUID) -> PictureKey:
    """How to open a picture; who looked is on record. Raises NotFound."""
    found = await _seen(work, document_id)
    work.touch("customer", found.customer_id)
    work.touch("document", document_id, looked_at=True)
    await _note_opening(work, found)
    return PictureKey(found.customer_id, found.digest, found.media_type, await data_key(work, found.customer_id))


async def _note_opening(work: Work, found: Document) -> None:
    """Keep when this person has last opened it."""
    opened = insert(DocumentOpening).values(
        customer_id=found.customer_id,
        id=work.new_id(),
        branch_id=found.branch_id,
        officer_id=found.officer_id,
        document_id=found.id,
        opened_by=work.actor.id,
        opened_at=work.now,
    )
    person = ["customer_id", "document_id", "opened_by"]
    await work.session.execute(opened.on_conflict_do_update(index_elements=person, set_={"opened_at": work.now}))


async def proposed_values(work: Work, found: Document, key: bytes) -> dict[str, str | None]:
    """What the machine read last, by name; empty before the first reading."""
    reading = (await queries.newest_readings(work.session, work.scope, [found])).get(found.id)
    return {proposed["name"]: proposed["value"] for proposed in _proposed(key, reading)}


async def fields_of(work: Work, documents: Sequence[Document]) -> dict[UUID, Sequence[DocumentField]]:
    """The values of several documents, by document; masked for who is not the customer's officer."""
    if not documents:
        return {}
    readings = await queries.newest_readings(work.session, work.scope, documents)
    confirmations = await queries.newest_confirmations(work.session, work.scope, documents)
    keys = {customer_id: await data_key(work, customer_id) for customer_id in {d.customer_id for d in documents}}
    return {
        found.id: _merged(work, found, keys[found.customer_id], readings.get(found.id), confirmations.get(found.id))
        for found in documents
    }


def _merged(
    work: Work,
    found: Document,
    key: bytes,
    reading: DocumentReading | None,
    confirmation: DocumentConfirmation | None,
) -> Sequence[DocumentField]:
    proposed = {slot["name"]: slot for slot in _proposed(key, reading)}
    confirmed = _confirmed(key, confirmation) if confirmation else {}
    corrected = frozenset(confirmation.corrected) if confirmation else frozenset()
    own = found.officer_id == work.actor.id

    def shown(name: str, value: str | None) -> str | None:
        return value if own else masked(found.kind, name, value)

    return [
        DocumentField(
            name=name,
            proposed=shown(name, proposed.get(name, {}).get("value")),
            confidence=float(proposed.get(name, {}).get("confidence", 0)),
            sure=bool(proposed.get(name, {}).get("sure", False)),
            reason=proposed.get(name, {}).get("reason"),
            confirmed=shown(name, confirmed.get(name)),
            corrected=name in corrected,
            corners=_corners(proposed.get(name, {})),
        )
        for name in {**proposed, **confirmed}
    ]


def _proposed(key: bytes, reading: DocumentReading | None) -> list[dict[str, Any]]:
    if reading is None:
        return []
    values: list[dict[str, Any]] = open_values(key, "document_readings", reading.id, reading.fields_cipher)
    return values


def _corners(slot: dict[str, Any]) -> tuple[float, ...] | None:
    """None of readings from before places were kept as shares."""
    kept = slot.get("corners")
    return tuple(kept) if kept else None


def _confirmed(key: bytes, confirmation: DocumentConfirmation) -> dict[str, str]:
    values: dict[str, str] = open_values(key, "document_confirmations", confirmation.id, confirmation.fields_cipher)
    return values


async def _seen(work: Work, document_id: UUID) -> Document:
    found = await queries.document_by_id(work.session, work.scope, document_id)
    if found is None:
        raise NotFound(field="documentId")
    return found
