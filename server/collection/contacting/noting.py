"""Noting what became of a contact that was made by hand."""

from uuid import UUID

from server.collection import queries
from server.collection.errors import ContactDone
from server.collection.keeping import sealed, words
from server.collection.models import CaseContact, CollectionCase
from server.collection.rules import ContactState
from server.collection.signals.checking import note_faults
from server.compliance.contacts.models import ContactChannel
from server.compliance.contacts.service import after_contact
from server.identity.guard import use_case
from server.identity.operations import Operation
from server.kit.errors import NotFound
from server.kit.work import Work

NOTABLE = frozenset({ContactState.PLANNED, ContactState.CANCELLED})


@use_case(Operation.COLLECTION_WORK)
async def note_contact(
    work: Work, *, contact_id: UUID, reached: bool, recorded: bool, refused_further: bool = False, note: str = ""
) -> UUID:
    """Note an allowed call, letter or visit: whether somebody was reached, and whether the call was recorded. Once.

    What was done is noted in whatever state the case is by then. `refused_further`: whoever answered wants no more
    calls. Returns the contact. Raises NotFound, ContactDone, WordsUnsound.
    """
    contact = await contact_to_note(work, contact_id)
    await noted(work, contact, reached=reached, recorded=recorded, refused_further=refused_further, note=note)
    return contact_id


async def contact_to_note(work: Work, contact_id: UUID, channel: ContactChannel | None = None) -> CaseContact:
    """The contact, locked, allowed and not noted by now. Raises NotFound, ContactDone.

    One that was cancelled while somebody was dialling is noted all the same: the law counts what was done.
    """
    seen = await queries.contact_by_id(work.session, work.scope, contact_id)
    if seen is None or seen.case_id is None or (channel is not None and seen.channel is not channel):
        raise NotFound(field="contactId")
    await queries.case_by_id(work.session, work.scope, seen.case_id, lock=True)
    contact = await queries.contact_by_id(work.session, work.scope, contact_id, lock=True)
    if contact is None or contact.state not in NOTABLE or contact.channel is ContactChannel.MESSAGE:
        raise ContactDone(field="contactId")
    return contact


async def noted(
    work: Work, contact: CaseContact, *, reached: bool, recorded: bool, refused_further: bool, note: str
) -> CollectionCase:
    """The same inside a transaction of collection's own (a building block); the contact is locked."""
    assert contact.case_id is not None
    assert contact.law_contact_id is not None
    result = {"connected": reached, "recorded": recorded, "refused_further": refused_further}
    await after_contact(work, contact.law_contact_id, **result)
    contact.state = ContactState.REACHED if reached else ContactState.MISSED
    contact.codes, contact.reasons_zh, contact.reasons_en = [], [], []
    contact.noted_by, contact.noted_at = work.actor.id, work.now
    if note.strip():
        told = words(note, field="note")
        contact.note_cipher = await sealed(work, contact.customer_id, "note", contact.id, told)
        await note_faults(work, contact, told)
    case = await queries.case_by_id(work.session, work.scope, contact.case_id, lock=True)
    assert case is not None
    case.last_contact_at, case.contacts = work.now, case.contacts + 1
    await work.session.flush()
    work.touch("case_contact", contact.id, contact_state=contact.state.value)
    return case
