"""Planning a contact: the law is asked before it is made; and noting what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import takewhile
from typing import Any
from uuid import UUID

from sqlalchemy import select

from server.compliance.contacts import queries
from server.compliance.contacts.models import CollectionContact, ContactChannel, ContactParty, MessageKind
from server.compliance.errors import ContactForbidden
from server.compliance.models import ComplianceCheck
from server.compliance.rules import Trigger
from server.compliance.service import About, ask
from server.identity.guard import use_case
from server.identity.operations import Operation
from server.kit import crypto
from server.kit.clock import SHANGHAI
from server.kit.data_keys import CustomerKey, ownership
from server.kit.errors import NotFound
from server.kit.rulebook import Finding, FindingOutcome
from server.kit.work import Work

PAST_MAX = 50
MINUTES_A_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class ContactPlan:
    """A contact that somebody wants to make. `text` is what is to be said or sent, `number` what is dialled, in clear.

    `script_tags` are the elements of the script (identity, recording_notice); `utc_offset_minutes` is the time at the
    debtor's place; `debtor_consents` that he agreed to be called in hours of rest; `debtor_lost` why he counts as out
    of reach (number_invalid, death, incapacity).
    """

    loan_id: UUID
    channel: ContactChannel
    party: ContactParty
    message_kind: MessageKind
    text: str
    number: str | None = None
    script_tags: tuple[str, ...] = ()
    utc_offset_minutes: int | None = None
    debtor_consents: bool = False
    debtor_lost: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ContactAnswer:
    """Whether the contact may be made, under which id it is on record, and what the law says of it."""

    contact_id: UUID
    allowed: bool
    codes: list[str]
    reasons_zh: list[str]
    reasons_en: list[str]


@use_case(Operation.CONTACT_PLAN)
async def plan_contact(work: Work, *, customer_id: UUID, plan: ContactPlan) -> ContactAnswer:
    """Ask the law before a contact (CL-01 to CL-08, CL-12); forbidden or not, it is on record. Raises NotFound."""
    return await before_contact(work, customer_id, plan)


async def before_contact(work: Work, customer_id: UUID, plan: ContactPlan) -> ContactAnswer:
    """The same inside a transaction of collection's own (a building block): to be asked before each contact.

    Of two plans at once the later waits for the earlier, so that both count. Raises NotFound.
    """
    owned = await ownership(work, customer_id)
    await _queue_up(work, customer_id)
    index = crypto.blind_index(work.ports.master_key, "phone", plan.number) if plan.number else None
    here = work.now.astimezone(SHANGHAI)
    if plan.utc_offset_minutes is not None:
        here = work.now + timedelta(minutes=max(-MINUTES_A_DAY, min(plan.utc_offset_minutes, MINUTES_A_DAY)))
    contact_id = work.new_id()
    about = About(owned.customer_id, owned.branch_id, owned.officer_id, "contact", contact_id)
    facts = await _facts(work, customer_id, plan, index, here.date())
    facts |= {"local_hour": here.hour}
    found = await ask(work, about, Trigger.COLLECTION, facts, kind="any")
    await work.session.flush()
    wanted = select(ComplianceCheck.id).where(ComplianceCheck.subject_id == contact_id)
    check_id = (await work.session.execute(wanted)).scalar_one()
    allowed = found.outcome is FindingOutcome.PASS
    work.session.add(
        CollectionContact(
            **{name: value for name, value in about.columns.items() if name in OWN},
            id=contact_id,
            loan_id=plan.loan_id,
            channel=plan.channel,
            party=plan.party,
            message_kind=plan.message_kind,
            number_index=index,
            planned_by=work.actor.id,
            planned_at=work.now,
            local_date=here.date(),
            allowed=allowed,
            check_id=check_id,
            refused_further=False,
        )
    )
    work.touch("contact", contact_id, allowed=allowed)
    return _answer(contact_id, found.findings)


OWN = ("customer_id", "branch_id", "officer_id")


@use_case(Operation.CONTACT_PLAN)
async def note_contact(
    work: Work, *, contact_id: UUID, connected: bool, recorded: bool, refused_further: bool = False
) -> UUID:
    """Note what became of an allowed contact: reached or not, recorded or not, whether he wants no more. Once.

    Raises NotFound, ContactForbidden.
    """
    return await after_contact(
        work, contact_id, connected=connected, recorded=recorded, refused_further=refused_further
    )


async def after_contact(
    work: Work, contact_id: UUID, *, connected: bool, recorded: bool, refused_further: bool = False
) -> UUID:
    """The same inside a transaction of collection's own (a building block). Raises NotFound, ContactForbidden."""
    contact = await queries.contact_for_update(work.session, work.scope, contact_id)
    if contact is None:
        raise NotFound(field="contactId")
    if not contact.allowed or contact.noted_at is not None:
        raise ContactForbidden(field="contactId")
    contact.connected, contact.recorded, contact.noted_at = connected, recorded, work.now
    contact.refused_further = refused_further
    work.touch("contact", contact_id, connected=connected, recorded=recorded)
    return contact_id


async def _facts(work: Work, customer_id: UUID, plan: ContactPlan, index: bytes | None, today: date) -> dict[str, Any]:
    """What the rules ask; `today` is the day at the debtor's place, by which his contacts are counted."""
    past = await queries.past(work.session, customer_id, PAST_MAX)
    dials = await queries.unanswered_dials(work.session, index, today) if index else 0
    return {
        "channel": plan.channel.value,
        "to_kind": plan.party.value,
        "message_kind": plan.message_kind.value,
        "text": plan.text,
        "debtor_consent": plan.debtor_consents,
        "debtor_lost": list(plan.debtor_lost),
        "effective_calls_today": await queries.effective_calls(work.session, customer_id, today),
        "unanswered_dials_today": dials,
        "consecutive_failures": _failures(past),
        "contact_refused": await queries.has_refused(work.session, index) if index else False,
        "first_contact": not any(each.connected for each in past),
        "script_tags": list(plan.script_tags),
    }


def _failures(past: Sequence[CollectionContact]) -> int:
    """How often in a row the debtor was not reached, up to now."""
    own = [each for each in past if each.party is ContactParty.SELF]
    return len(list(takewhile(lambda each: not each.connected, own)))


async def _queue_up(work: Work, customer_id: UUID) -> None:
    """One plan a customer at a time, so that each counts all that were allowed before it."""
    await work.session.execute(select(CustomerKey.id).where(CustomerKey.customer_id == customer_id).with_for_update())


def _answer(contact_id: UUID, against: Sequence[Finding]) -> ContactAnswer:
    said = ([each.code for each in against], [each.zh for each in against], [each.en for each in against])
    return ContactAnswer(contact_id, not against, *said)
