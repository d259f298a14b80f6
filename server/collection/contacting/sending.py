"""A planned message goes out: looked at once more, in the transaction that queues it for the channel."""

from datetime import timedelta
from uuid import UUID

from server.collection import queries
from server.collection.keeping import opened, standing_of
from server.collection.models import CaseContact, CollectionCase
from server.collection.queries import Policy
from server.collection.rules import OVERTAKEN, CaseState, ContactState, Stop, is_rest, stops
from server.collection.signals.checking import faults_of, wording_stops
from server.compliance.contacts.models import ContactParty
from server.compliance.contacts.service import after_contact
from server.customers.service import clear_identity
from server.identity.guard import use_case
from server.identity.operations import Operation
from server.kit.clock import SHANGHAI
from server.kit.errors import NotFound
from server.kit.work import Work
from server.loans.queries import loan_by_id
from server.notices import service as notices
from server.notices.models import NoticeKind


@use_case(Operation.COLLECTION_SWEEP, keyed=False)
async def send_message(work: Work, *, contact_id: UUID) -> bool:
    """Hand a planned message to the channel, unless something stops it by now: then it is cancelled and says why.

    Whether it went. A message that went already, or was cancelled, stays as it is. Raises NotFound.
    """
    contact = await queries.contact_by_id(work.session, work.scope, contact_id)
    if contact is None:
        raise NotFound
    case = contact.case_id and await queries.case_by_id(work.session, work.scope, contact.case_id, lock=True)
    contact = await queries.contact_by_id(work.session, work.scope, contact_id, lock=True)
    if contact is None or contact.state is not ContactState.PLANNED:
        return contact is not None and contact.state is ContactState.SENT
    policy = await queries.policy_on(work.session, work.today)
    against = await (_against(work, case, contact, policy) if case else _paid(work, contact))
    if against:
        cancel(work, contact, against)
        return False
    text = await opened(work, contact.customer_id, "text", contact.id, contact.text_cipher)
    forbidden = wording_stops(faults_of(contact.channel, text))
    if forbidden:
        cancel(work, contact, forbidden)
        return False
    phone = (await clear_identity(work, contact.customer_id)).phone
    kind = NoticeKind.REPAYMENT_OVERDUE if contact.about_due_on is None else NoticeKind.REPAYMENT_DUE
    contact.notice_id = await notices.notify(work, contact.customer_id, kind, to=phone, text=text)
    contact.state = ContactState.SENT
    if contact.law_contact_id is not None:
        await after_contact(work, contact.law_contact_id, connected=True, recorded=True)
    if case:
        case.last_contact_at, case.contacts = work.now, case.contacts + 1
    work.touch("case_contact", contact.id, contact_state=contact.state.value)
    return True


async def _against(work: Work, case: CollectionCase, contact: CaseContact, policy: Policy) -> list[Stop]:
    """What stops it by now: the house's stops as they stand, a case that is no longer open, a plan that is too old."""
    told = {"channel": contact.channel.value, "message_kind": contact.message_kind.value}
    third_party = None if contact.party is ContactParty.SELF else True
    against = stops(await standing_of(work, case, policy, **told, third_party=third_party))
    hour = work.now.astimezone(SHANGHAI).hour
    resting = is_rest(hour, from_hour=policy.days("rest_from_hour"), until_hour=policy.days("rest_until_hour"))
    too_old = work.now - contact.planned_at > timedelta(minutes=policy.days("plan_minutes"))
    if case.state is not CaseState.OPEN or too_old or (resting and not contact.consented):
        against.append(OVERTAKEN)
    return against


async def _paid(work: Work, contact: CaseContact) -> list[Stop]:
    """A reminder before the day is overtaken when the instalment is paid."""
    loan = await loan_by_id(work.session, work.scope, contact.loan_id)
    return [] if loan is not None and loan.next_due_on == contact.about_due_on else [OVERTAKEN]


def cancel(work: Work, contact: CaseContact, against: list[Stop]) -> None:
    """A contact that is overtaken says by what."""
    contact.state = ContactState.CANCELLED
    contact.codes = [stop.code for stop in against]
    contact.reasons_zh, contact.reasons_en = [stop.zh for stop in against], [stop.en for stop in against]
    work.touch("case_contact", contact.id, contact_state=contact.state.value, codes=contact.codes)
