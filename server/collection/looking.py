"""What to do next with a case, what stops it now, and the words of a contact."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import select

from server.collection import queries
from server.collection.contacting.wording import filled
from server.collection.keeping import advice_on, opened, standing_of
from server.collection.models import CollectionScript
from server.collection.rules import ContactState, Stop, stage_of, stops
from server.collection.strategy import Advice
from server.compliance.contacts.models import ContactChannel, ContactParty, MessageKind
from server.customers.service import clear_identity
from server.identity.guard import read, use_case
from server.identity.operations import Operation
from server.kit.errors import NotFound
from server.kit.work import Work


@dataclass(frozen=True, slots=True)
class Script:
    """Words for a contact of a case, filled in."""

    code: str
    channel: ContactChannel
    message_kind: MessageKind
    name_zh: str
    name_en: str
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Outlook:
    """The strategy's advice on a case today, the stops of the house that a demand would meet now, and the words."""

    advice: Advice
    stops: Sequence[Stop]
    scripts: Sequence[Script]


@read(Operation.COLLECTION_READ)
async def outlook(work: Work, *, case_id: UUID) -> Outlook | None:
    """What the strategy advises for a case today and why, and which stops of the house a demand would meet right now.

    The law is asked when a contact is planned. Null where the case is out of sight.
    """
    case = await queries.case_by_id(work.session, work.scope, case_id)
    if case is None:
        return None
    policy = await queries.policy_on(work.session, work.today)
    advice = advice_on(work, case, policy)
    channel = advice.channel or ContactChannel.MESSAGE.value
    standing = await standing_of(work, case, policy, channel=channel, message_kind=MessageKind.DEMAND.value)
    debts = await queries.debts_of(work.session, work.scope, case.customer_id, work.today)
    stage = stage_of(standing.days_past_due, policy.stages)
    newest = select(CollectionScript).where(CollectionScript.stage == (stage.code if stage else case.stage))
    rows = (await work.session.execute(newest.order_by(CollectionScript.version))).scalars().all()
    by_code = {row.code: row for row in rows}
    scripts = [
        Script(
            row.code,
            row.channel,
            row.message_kind,
            row.name_zh,
            row.name_en,
            filled(row.text, work.settings.lender_name, debts, work.today),
        )
        for _, row in sorted(by_code.items())
    ]
    return Outlook(advice, stops(standing), scripts)


@use_case(Operation.COLLECTION_WORK, keyed=False)
async def read_words(work: Work, *, contact_id: UUID) -> dict[str, str]:
    """What was said in a contact and what was noted, in clear; that somebody looked is on record.

    While an allowed call to the customer himself waits to be made, his number too. Raises NotFound.
    """
    contact = await queries.contact_by_id(work.session, work.scope, contact_id)
    if contact is None:
        raise NotFound(field="contactId")
    text = await opened(work, contact.customer_id, "text", contact.id, contact.text_cipher)
    sealed_note = contact.note_cipher
    note = await opened(work, contact.customer_id, "note", contact.id, sealed_note) if sealed_note else ""
    waits = contact.state is ContactState.PLANNED and contact.channel is ContactChannel.CALL
    dials = waits and contact.party is ContactParty.SELF
    number = (await clear_identity(work, contact.customer_id)).phone if dials else ""
    work.touch("case_contact", contact.id, number_shown=dials)
    return {"text": text, "note": note, "number": number}
