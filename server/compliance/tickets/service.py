"""The verbs of tickets: file, answer, list, read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from server.compliance.errors import ReasonMissing, TicketAnswered
from server.compliance.tickets import queries
from server.compliance.tickets.models import Ticket, TicketKind, TicketState
from server.identity.guard import read, use_case
from server.identity.operations import Operation
from server.kit import crypto
from server.kit.data_keys import data_key, ownership
from server.kit.errors import NotFound, Stale
from server.kit.work import Work

TEXT_LENGTHS: Final = range(2, 4001)
LIST_MAX: Final = 100
DAYS: Final[Mapping[TicketKind, int]] = {
    TicketKind.COMPLAINT: 15,
    TicketKind.OBJECTION: 15,
    TicketKind.HUMAN_REVIEW: 5,
    TicketKind.DATA_ACCESS: 15,
    TicketKind.WITHDRAWAL: 15,
    TicketKind.ERASURE: 15,
}
"""Within how many days each kind is answered: 反洗钱法 39 (objections), else days of the house (个保法 50: in time)."""


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
    said = _sound(text, "text")
    owned = await ownership(work, customer_id)
    ticket_id = work.new_id()
    ticket = Ticket(
        customer_id=customer_id,
        branch_id=owned.branch_id,
        officer_id=owned.officer_id,
        id=ticket_id,
        kind=kind,
        state=TicketState.OPEN,
        source=_sound(source, "source")[:40],
        loan_id=loan_id,
        question_cipher=crypto.encrypt(owned.key, said.encode(), _cell("question", ticket_id)),
        opened_on=work.today,
        due_on=work.today + timedelta(days=DAYS[kind]),
        opened_by=work.actor.id,
        opened_at=work.now,
        version=1,
    )
    work.session.add(ticket)
    await work.session.flush()
    work.touch("ticket", ticket_id, ticket_kind=kind.value)
    work.touch("customer", customer_id)
    return ticket_id


@use_case(Operation.TICKET_ANSWER)
async def answer_ticket(work: Work, *, ticket_id: UUID, text: str, outcome: str, expected_version: int) -> UUID:
    """Answer a ticket, once; `outcome` is a word for the register (upheld, rejected, done). Returns the ticket.

    Raises NotFound, Stale, TicketAnswered, ReasonMissing.
    """
    said = _sound(text, "text")
    ticket = await queries.ticket_for_update(work.session, work.scope, ticket_id)
    if ticket is None:
        raise NotFound(field="ticketId")
    if ticket.version != expected_version:
        raise Stale(field="expectedVersion")
    if ticket.state is TicketState.ANSWERED:
        raise TicketAnswered(field="ticketId")
    key = await data_key(work, ticket.customer_id)
    ticket.answer_cipher = crypto.encrypt(key, said.encode(), _cell("answer", ticket_id))
    ticket.outcome = _sound(outcome, "outcome")[:40]
    ticket.state, ticket.answered_on = TicketState.ANSWERED, work.today
    ticket.answered_by, ticket.answered_at = work.actor.id, work.now
    ticket.version += 1
    work.touch("ticket", ticket_id, outcome=ticket.outcome, days=(work.today - ticket.opened_on).days)
    return ticket_id


@read(Operation.TICKET_FILE)
async def open_tickets(work: Work, *, first: int = LIST_MAX) -> Sequence[Ticket]:
    """What waits for an answer, in sight, the soonest due first; at most a hundred. Texts stay sealed."""
    return await queries.open_tickets(work.session, work.scope, min(first, LIST_MAX))


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


def overdue(ticket: Ticket, today: date) -> bool:
    """Whether it should have been answered by now."""
    return ticket.state is TicketState.OPEN and ticket.due_on < today


def _cell(column: str, ticket_id: UUID) -> str:
    return crypto.cell("compliance_tickets", column, ticket_id)


def _sound(text: str, field: str) -> str:
    said = text.strip()
    if len(said) not in TEXT_LENGTHS:
        raise ReasonMissing(field=field)
    return said
