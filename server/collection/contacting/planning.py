"""Planning a contact: the house's stops first, then the law; refused or not, it is on record."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import select

from server.collection import queries
from server.collection.contacting.wording import filled
from server.collection.errors import NobodyToCall
from server.collection.keeping import advice_on, case_for, days_past_due, sealed, standing_of, words
from server.collection.models import CaseContact, CollectionCase
from server.collection.queries import Policy
from server.collection.rules import ContactState, Step, stage_of, stops
from server.collection.signals.checking import SOURCES, faults_of, heard_by_law, keep_faults, wording_stops
from server.compliance.contacts.models import ContactChannel, ContactParty, MessageKind
from server.compliance.contacts.service import ContactPlan, before_contact
from server.compliance.models import ComplianceRule
from server.customers.relations import queries as relations
from server.customers.relations.models import CustomerContact
from server.customers.service import clear_identity
from server.identity.guard import use_case
from server.identity.operations import Operation
from server.kit import crypto
from server.kit.data_keys import data_key
from server.kit.errors import NotFound
from server.kit.work import Work


@dataclass(frozen=True, slots=True)
class Planned:
    """A contact that somebody wants to make.

    Without `text` the words of `script` are taken; `person_id` is a registered contact of the customer, None for the
    debtor himself. `consented`: he has agreed to be contacted in hours of rest. `lost`: why he counts as out of reach
    (number_invalid, death, incapacity). `utc_offset_minutes` is the time at his place, None for Shanghai's.
    """

    channel: ContactChannel
    message_kind: MessageKind = MessageKind.DEMAND
    script: str | None = None
    text: str | None = field(default=None, repr=False)
    person_id: UUID | None = None
    consented: bool = False
    utc_offset_minutes: int | None = None
    lost: tuple[str, ...] = ()
    loan_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class _Called:
    """Who is contacted: his number in clear, and for another person whether the debtor has agreed."""

    number: str = field(repr=False)
    agreed: bool | None


@use_case(Operation.COLLECTION_WORK)
async def plan_contact(work: Work, *, case_id: UUID, planned: Planned) -> UUID:
    """Plan a contact of an open case: the house's stops and the law are asked first (HC-01 to HC-14, CL-01 to CL-12).

    An allowed message leaves within the minute; an allowed call, letter or visit is then made and noted. A refused
    contact is on record with the rules that refuse it, and nothing goes out. Returns the contact. Raises NotFound,
    CaseNotInState, WordsUnsound, NobodyToCall.
    """
    case = await case_for(work, case_id, Step.CONTACT)
    return (await planned_in(work, case, planned)).id


async def planned_in(work: Work, case: CollectionCase, planned: Planned) -> CaseContact:
    """The same inside a transaction of collection's own (a building block); the case is locked."""
    policy = await queries.policy_on(work.session, work.today)
    called = await _called(work, case.customer_id, planned)
    text, tags = await _words(work, case, planned)
    told = {"channel": planned.channel.value, "message_kind": planned.message_kind.value}
    standing = await standing_of(work, case, policy, **told, third_party=called.agreed)
    faults = faults_of(planned.channel, text)
    house = [*stops(standing), *([] if await heard_by_law(work.session, text, work.today) else wording_stops(faults))]
    against = [(stop.code, stop.zh, stop.en) for stop in house]
    law_contact_id: UUID | None = None
    if not against:
        plan = _asked(planned, planned.loan_id or case.worst_loan_id, text, called.number, tags)
        answer = await before_contact(work, case.customer_id, plan)
        against = await _named(work, answer.codes, answer.reasons_zh, answer.reasons_en)
        law_contact_id = answer.contact_id
    said = (text, called.number)
    contact = await _kept(work, case, planned, policy, said=said, against=against, law_contact_id=law_contact_id)
    whence = SOURCES[planned.channel]
    await keep_faults(work, faults, contact, source=whence, agent_id=work.actor.id, attempted=True)
    if contact.state is ContactState.PLANNED and contact.channel is ContactChannel.MESSAGE:
        work.defer("send_collection_message", lock=f"customer:{case.customer_id}", contact_id=contact.id)
    work.touch("collection_case", case.id, contact_state=contact.state.value, codes=contact.codes)
    return contact


def _asked(planned: Planned, loan_id: UUID, text: str, number: str, tags: Sequence[str]) -> ContactPlan:
    is_dialled = planned.channel in {ContactChannel.CALL, ContactChannel.MESSAGE}
    return ContactPlan(
        loan_id=loan_id,
        channel=planned.channel,
        party=ContactParty.CONTACT if planned.person_id else ContactParty.SELF,
        message_kind=planned.message_kind,
        text=text,
        number=number if is_dialled else None,
        script_tags=tuple(tags),
        utc_offset_minutes=planned.utc_offset_minutes,
        debtor_consents=planned.consented,
        debtor_lost=planned.lost,
    )


async def _called(work: Work, customer_id: UUID, planned: Planned) -> _Called:
    """Whom the contact reaches. Raises NobodyToCall for a person who is not of this customer."""
    if planned.person_id is None:
        return _Called((await clear_identity(work, customer_id)).phone, None)
    person = await relations.row_by_id(work.session, work.scope, CustomerContact, planned.person_id)
    if person is None or person.customer_id != customer_id or person.ended_at is not None:
        raise NobodyToCall(field="personId")
    key = await data_key(work, customer_id)
    phone = crypto.decrypt(key, person.phone_cipher, crypto.cell("customer_contacts", "phone", person.id))
    return _Called(phone.decode(), person.agreed_on is not None)


async def _words(work: Work, case: CollectionCase, planned: Planned) -> tuple[str, list[str]]:
    """What is to be said, and the elements of it. Words of one's own say who calls: the house puts its name first."""
    if planned.text is not None:
        lender = work.settings.lender_name
        said = words(planned.text, field="text")
        return said, ["identity"] if lender in said else []
    script = await queries.script_of(work.session, planned.script or "")
    if script is None:
        raise NotFound(field="script")
    debts = await queries.debts_of(work.session, work.scope, case.customer_id, work.today)
    return filled(script.text, work.settings.lender_name, debts, work.today), script.tags


async def _named(work: Work, codes: Sequence[str], zh: Sequence[str], en: Sequence[str]) -> list[tuple[str, str, str]]:
    """What the law says against it, each with the rule's name."""
    if not codes:
        return []
    wanted = select(ComplianceRule.code, ComplianceRule.name_zh, ComplianceRule.name_en)
    rows = await work.session.execute(wanted.where(ComplianceRule.code.in_(codes)).order_by(ComplianceRule.version))
    names = {row.code: (row.name_zh, row.name_en) for row in rows}
    return [
        (code, f"{names[code][0]}：{said}", f"{names[code][1]}: {told}")
        for code, said, told in zip(codes, zh, en, strict=True)
    ]


async def _kept(
    work: Work,
    case: CollectionCase,
    planned: Planned,
    policy: Policy,
    *,
    said: tuple[str, str],
    against: Sequence[tuple[str, str, str]],
    law_contact_id: UUID | None,
) -> CaseContact:
    contact_id, (text, number) = work.new_id(), said
    advice, stage = advice_on(work, case, policy), stage_of(days_past_due(work, case), policy.stages)
    columns: dict[str, Any] = {name: getattr(case, name) for name in ("customer_id", "branch_id", "officer_id")}
    contact = CaseContact(
        **columns,
        id=contact_id,
        case_id=case.id,
        loan_id=planned.loan_id or case.worst_loan_id,
        channel=planned.channel,
        party=ContactParty.CONTACT if planned.person_id else ContactParty.SELF,
        message_kind=planned.message_kind,
        state=ContactState.REFUSED if against else ContactState.PLANNED,
        stage=stage.code if stage else case.stage,
        script=planned.script if planned.text is None else None,
        codes=[code for code, _, _ in against],
        reasons_zh=[zh for _, zh, _ in against],
        reasons_en=[en for _, _, en in against],
        text_cipher=await sealed(work, case.customer_id, "text", contact_id, text),
        to_masked=crypto.mask_tail(number) if number else None,
        consented=planned.consented,
        as_advised=advice.channel == planned.channel.value,
        law_contact_id=law_contact_id,
        planned_by=work.actor.id,
        planned_at=work.now,
    )
    work.session.add(contact)
    await work.session.flush()
    return contact
