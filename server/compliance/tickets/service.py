"""The verbs of tickets: file, answer, read; lists go by their sight."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from server.compliance import events
from server.compliance.errors import ReasonMissing, TicketAnswered
from server.compliance.tickets import queries
from server.compliance.tickets.models import Ticket, TicketKind, TicketState
from server.identity.guard import use_case
from server.identity.operations import Operation
from server.kit import crypto
from server.kit.data_keys import data_key, ownership
from server.kit.errors import NotFound, Stale
from server.kit.work import Work

TEXT_LENGTHS: Final = range(2, 4001)
DAYS: Final[Mapping[TicketKind, int]] = {
    TicketKind.COMPLAINT: 15,
    TicketKind.OBJECTION: 15,
    TicketKind.HUMAN_REVIEW: 5,
    TicketKind.HARDSHIP: 10,
    TicketKind.DATA_ACCESS: 15,
    TicketKind.WITHDRAWAL: 15,
    TicketKind.ERASURE: 15,
}
"""Within how many days each kind is answered.

15 for complaints (银行业保险业消费投诉处理管理办法 20), for withdrawals and erasures (PI-07), for objections (反洗钱法
39, KY-10); a person instead of a rule (个保法 24), hardship and data (个保法 50: in time) have days of the house.
"""


SOURCE_LENGTH_MAX: Final = 40


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, in clear, and how it came in. `request_id` where he wrote it behind his own link."""

    kind: TicketKind
    text: str
    source: str
    loan_id: UUID | None = None
    request_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class TicketText:
    """Question and answer in clear: for the eyes of who answers, never stored so."""

    question: str
    answer: str | None


@use_case(Operation.TICKET_FILE)
async def file_ticket(
    work: Work, *, customer_id: UUID, kind: TicketKind, text: str, source: str, loan_id: UUID | None = None
) -> UUID:
    """Enter what a customer asks of the house, with its due date. `source` says how it came in. Returns the ticket.

    Raises NotFound, ReasonMissing.
    """
    asked = Question(kind, _sound(text, "text"), _sound(source, "source")[:SOURCE_LENGTH_MAX], loan_id=loan_id)
    return await enter(work, customer_id, asked)


async def enter(work: Work, customer_id: UUID, asked: Question) -> UUID:
    """The same inside a transaction of others, whose text is sound (a building block). Returns the ticket."""
    owned = await ownership(work, customer_id)
    ticket_id = work.new_id()
    ticket = Ticket(
        customer_id=customer_id,
        branch_id=owned.branch_id,
        officer_id=owned.officer_id,
        id=ticket_id,
        kind=asked.kind,
        state=TicketState.OPEN,
        source=asked.source,
        loan_id=asked.loan_id,
        request_id=asked.request_id,
        question_cipher=crypto.encrypt(owned.key, asked.text.encode(), _cell("question", ticket_id)),
        opened_on=work.today,
        due_on=work.today + timedelta(days=DAYS[asked.kind]),
        opened_by=work.actor.id,
        opened_at=work.now,
        version=1,
    )
    work.session.add(ticket)
    await work.session.flush()
    work.record(events.TicketFiled(customer_id, ticket_id, asked.kind.value))
    work.touch("ticket", ticket_id, ticket_kind=asked.kind.value)
    work.touch("customer", customer_id)
    return ticket_id


@use_case(Operation.TICKET_ANSWER)
async def answer_ticket(work: Work, *, ticket_id: UUID, text: str, outcome: str, expected_version: int) -> UUID:
    """Answer a ticket, once; `outcome` is a word for the register (upheld, rejected, done). Returns the ticket.

    Raises NotFound, Stale, TicketAnswered, ReasonMissing.
    """
    said, word = _sound(text, "text"), _sound(outcome, "outcome")[:SOURCE_LENGTH_MAX]
    ticket = await queries.ticket_for_update(work.session, work.scope, ticket_id)
    if ticket is None:
        raise NotFound(field="ticketId")
    if ticket.version != expected_version:
        raise Stale(field="expectedVersion")
    if ticket.state is TicketState.ANSWERED:
        raise TicketAnswered(field="ticketId")
    await _settle(work, ticket, said, word)
    work.record(events.TicketAnswered(ticket.customer_id, ticket_id, ticket.request_id))
    return ticket_id


async def settle_request(work: Work, customer_id: UUID, request_id: UUID, text: str, outcome: str) -> None:
    """What he asked behind his link was answered there: so is its ticket, if it waits still (a building block)."""
    ticket = await queries.ticket_of_request(work.session, work.scope, customer_id, request_id)
    if ticket is not None and ticket.state is TicketState.OPEN:
        await _settle(work, ticket, text, outcome)


async def _settle(work: Work, ticket: Ticket, text: str, outcome: str) -> None:
    key = await data_key(work, ticket.customer_id)
    ticket.answer_cipher = crypto.encrypt(key, text.encode(), _cell("answer", ticket.id))
    ticket.outcome, ticket.state = outcome, TicketState.ANSWERED
    ticket.answered_on, ticket.answered_by, ticket.answered_at = work.today, work.actor.id, work.now
    ticket.version += 1
    work.touch("ticket", ticket.id, outcome=outcome, days=(work.today - ticket.opened_on).days)


@use_case(Operation.TICKET_ANSWER, keyed=False)
async def read_ticket(work: Work, *, ticket_id: UUID) -> TicketText:
    """Question and answer in clear; the look is on record. Raises NotFound."""
    ticket = await queries.ticket_for_update(work.session, work.scope, ticket_id)
    if ticket is None:
        raise NotFound(field="ticketId")
    work.touch("ticket", ticket_id, read=True)
    return opened(await data_key(work, ticket.customer_id), ticket)


def opened(key: bytes, ticket: Ticket) -> TicketText:
    """The texts of a ticket with the customer's clear key."""
    question = crypto.decrypt(key, ticket.question_cipher, _cell("question", ticket.id)).decode()
    if ticket.answer_cipher is None:
        return TicketText(question, None)
    return TicketText(question, crypto.decrypt(key, ticket.answer_cipher, _cell("answer", ticket.id)).decode())


def _cell(column: str, ticket_id: UUID) -> str:
    return crypto.cell("compliance_tickets", column, ticket_id)


def _sound(text: str, field: str) -> str:
    said = text.strip()
    if len(said) not in TEXT_LENGTHS:
        raise ReasonMissing(field=field)
    return said
