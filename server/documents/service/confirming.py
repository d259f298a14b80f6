"""The officer says what the paper says: only that counts."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import insert, update

from server.documents import rules
from server.documents.errors import AlreadyConfirmed
from server.documents.events import IdentityConfirmed
from server.documents.models import Document, DocumentConfirmation, DocumentState
from server.documents.sealing import seal_values
from server.documents.service.looking import proposed_values
from server.documents.service.reading import identity_on, required
from server.identity.guard import use_case
from server.identity.operations import Operation
from server.kit.data_keys import data_key
from server.kit.errors import Stale
from server.kit.work import Work


@use_case(Operation.DOCUMENT_CONFIRM)
async def confirm(work: Work, *, document_id: UUID, fields: Mapping[str, str], expected_version: int) -> UUID:
    """Confirm the values of a document, as read or as corrected; a paper that was not read is typed in.

    Which fields differ from the reading is kept. An ID card front and a licence identify the customer: the number must
    be sound, and the one under which he is registered. One that belongs to somebody else leaves a warning, and goes
    to headquarters when he is out of sight. Raises NotFound, Stale, AlreadyConfirmed, FieldUnknown, ValueMissing,
    ValueUnsound; IdentityMismatch of customers.
    """
    document = await required(work, document_id)
    if document.state is DocumentState.CONFIRMED:
        raise AlreadyConfirmed(field="documentId")
    if document.version != expected_version:
        raise Stale(field="expectedVersion")
    values = rules.sound_values(document.kind, fields, work.today)
    await _store(work, document, values)
    if (identity := identity_on(document, values)) is not None:
        work.record(IdentityConfirmed(document.customer_id, document_id, *identity))
    return document_id


async def _store(work: Work, document: Document, values: dict[str, str]) -> None:
    key = await data_key(work, document.customer_id)
    corrected = rules.corrected(values, await proposed_values(work, document, key))
    confirmation_id = work.new_id()
    await work.session.execute(
        insert(DocumentConfirmation).values(
            customer_id=document.customer_id,
            id=confirmation_id,
            branch_id=document.branch_id,
            officer_id=document.officer_id,
            document_id=document.id,
            fields_cipher=seal_values(key, "document_confirmations", confirmation_id, values),
            corrected=corrected,
            confirmed_by=work.actor.id,
            confirmed_at=work.now,
        )
    )
    change = update(Document).where(Document.customer_id == document.customer_id, Document.id == document.id)
    state = {"state": DocumentState.CONFIRMED, "failure": None, "version": document.version + 1}
    await work.session.execute(change.values(**state))
    work.touch("customer", document.customer_id)
    work.touch("document", document.id, state=DocumentState.CONFIRMED, corrected=corrected)
