"""Building blocks of an inquiry: open it, take its next step, cancel it. The doors are those of who ties it to consent.

Which question is put to whom is decided above, where customers, consents and the law are known.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final
from uuid import UUID

from server.connectors import queries
from server.connectors.adapters.table import ADAPTERS
from server.connectors.errors import ElementMissing, NoAnswer, SourceOfOthers, SourceUnknown
from server.connectors.models import ConnectorSource, Inquiry
from server.connectors.rules import ATTEMPTS_MAX, FINAL, InquiryState, Step, pause_seconds
from server.kit import crypto
from server.kit.data_keys import ownership
from server.kit.errors import DomainError, NotFound
from server.kit.ports import SourceQuestion
from server.kit.work import Work

TASK: Final = "pursue_inquiry"


@dataclass(frozen=True, slots=True)
class Basis:
    """On what a question stands: the consent, where the source needs one, and why it is asked."""

    reason: str
    consent_id: UUID | None = None
    consent_purpose: str | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """A question that somebody wants to ask. `elements` are clear: for the memory of one piece of work."""

    customer_id: UUID
    about_id: UUID
    application_id: UUID | None
    elements: Mapping[str, str | None] = field(repr=False)


@dataclass(frozen=True, slots=True)
class NextStep:
    """What is to be done outside, between two transactions."""

    step: Step
    question: SourceQuestion


async def source_for(work: Work, code: str, kind: str, field: str = "source") -> ConnectorSource:
    """A source that may be asked about customers of a kind. Raises SourceUnknown, SourceOfOthers."""
    source = await queries.source_of(work.session, code)
    if source is None or not source.is_on:
        raise SourceUnknown(field=field)
    if source.applies_to not in ("any", kind):
        raise SourceOfOthers(field=field, name_zh=source.name_zh, name_en=source.name_en)
    return source


async def open_inquiry(work: Work, source: ConnectorSource, wanted: Wanted, basis: Basis) -> UUID:
    """Open an inquiry and leave it to the worker to send; the one that there is already, where there is one.

    An inquiry on its way, and an answer to the same question that still holds, are not asked for again. The caller
    holds the customer's lock. Raises ElementMissing, NotFound.
    """
    subject = _subject(source, wanted.elements)
    clear = json.dumps(subject, ensure_ascii=False, sort_keys=True).encode()
    mark = crypto.blind_index(work.ports.master_key, f"inquiry:{source.code}", clear.decode())
    there = await _there_already(work, source.code, wanted, mark)
    if there is not None:
        work.touch("inquiry", there)
        return there
    owner = await ownership(work, wanted.customer_id)
    inquiry_id = work.new_id()
    inquiry = Inquiry(
        customer_id=owner.customer_id,
        id=inquiry_id,
        branch_id=owner.branch_id,
        officer_id=owner.officer_id,
        source=source.code,
        number=inquiry_id.hex,
        about_id=wanted.about_id,
        application_id=wanted.application_id,
        reason=basis.reason,
        consent_id=basis.consent_id,
        consent_purpose=basis.consent_purpose,
        question_cipher=crypto.encrypt(owner.key, clear, cell("question", inquiry_id)),
        question_index=mark,
        state=InquiryState.WAITING,
        send_wanted=True,
        attempts=0,
        next_at=work.now,
        facts=[],
        opened_by=work.actor.id,
        opened_at=work.now,
    )
    work.session.add(inquiry)
    await work.session.flush()
    work.touch("inquiry", inquiry_id, source=source.code)
    pursue(work, inquiry)
    return inquiry_id


async def step_of(work: Work, inquiry: Inquiry) -> NextStep:
    """Note the next step of an inquiry before it is done, and hand out what is to be done. The one after is left.

    Raises NotFound, KeyDestroyed.
    """
    source = await queries.source_of(work.session, inquiry.source)
    if source is None:
        raise NotFound
    key = (await ownership(work, inquiry.customer_id)).key
    step = Step.SEND if inquiry.send_wanted else Step.FETCH
    inquiry.attempts += 1
    if step is Step.SEND:
        inquiry.send_wanted, inquiry.asked_at = False, inquiry.asked_at or work.now
    inquiry.next_at = work.now + timedelta(seconds=pause_seconds(inquiry.attempts))
    pursue(work, inquiry)
    work.touch("inquiry", inquiry.id, source=inquiry.source, step=step.value, attempt=inquiry.attempts)
    subject = json.loads(crypto.decrypt(key, inquiry.question_cipher, cell("question", inquiry.id)))
    return NextStep(step, SourceQuestion(inquiry.source, inquiry.number, subject, source.timeout_seconds))


async def due_inquiry(work: Work, customer_id: UUID, inquiry_id: UUID, attempt: int) -> Inquiry | None:
    """The inquiry, locked, if this attempt is still to be made: a job that comes twice finds nothing to do.

    Where it was tried as often as it may be, it stays what it is and nobody looks after it any more. Raises NotFound.
    """
    inquiry = await queries.inquiry_for_update(work.session, work.scope, customer_id, inquiry_id)
    if inquiry is None:
        raise NotFound
    if inquiry.state in FINAL or inquiry.next_at is None or inquiry.attempts != attempt:
        return None
    if inquiry.attempts >= ATTEMPTS_MAX:
        inquiry.state, inquiry.next_at, inquiry.code = InquiryState.UNKNOWN, None, NoAnswer.code
        work.touch("inquiry", inquiry.id, code=NoAnswer.code)
        return None
    return inquiry


def cancel(work: Work, inquiry: Inquiry, refusal: DomainError) -> None:
    """Nothing is sent any more: what it stood on is gone."""
    inquiry.state, inquiry.next_at, inquiry.send_wanted = InquiryState.CANCELLED, None, False
    inquiry.code = refusal.code
    work.touch("inquiry", inquiry.id, source=inquiry.source, code=refusal.code)


def pursue(work: Work, inquiry: Inquiry) -> None:
    """Leave the next attempt to the worker, for when it is due."""
    at = inquiry.next_at if inquiry.next_at and inquiry.next_at > work.now else None
    work.defer(TASK, at=at, customer_id=inquiry.customer_id, inquiry_id=inquiry.id, attempt=inquiry.attempts)


def cell(column: str, inquiry_id: UUID) -> str:
    """The place of a sealed column."""
    return crypto.cell("connector_inquiries", column, inquiry_id)


async def _there_already(work: Work, source: str, wanted: Wanted, mark: bytes) -> UUID | None:
    """An inquiry that is on its way, or an answer to the same question that holds today."""
    running = await queries.open_inquiry(work.session, work.scope, wanted.customer_id, source, wanted.about_id)
    if running is not None:
        return running.id
    held = await queries.valid_answers(work.session, work.scope, wanted.customer_id, work.today)
    same = [each.id for each in held if (each.source, each.question_index) == (source, mark)]
    return same[-1] if same else None


def _subject(source: ConnectorSource, elements: Mapping[str, str | None]) -> dict[str, str]:
    """What the source is told and no more. Raises ElementMissing naming what is not known."""
    told: dict[str, str] = {}
    for name in ADAPTERS[source.kind].needs:
        value = elements.get(name)
        if not value:
            raise ElementMissing(field="source", element=name)
        told[name] = value
    return told
