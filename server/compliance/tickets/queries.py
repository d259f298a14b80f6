"""Every select of tickets."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from server.compliance.tickets.models import Ticket, TicketState
from server.kit.database import within
from server.kit.scope import Scope


async def ticket_for_update(session: AsyncSession, scope: Scope, ticket_id: UUID) -> Ticket | None:
    wanted = select(Ticket).where(Ticket.id == ticket_id, within(Ticket, scope))
    return (await session.execute(wanted.with_for_update())).scalar_one_or_none()


async def ticket_by_id(session: AsyncSession, scope: Scope, ticket_id: UUID) -> Ticket | None:
    wanted = select(Ticket).where(Ticket.id == ticket_id, within(Ticket, scope))
    return (await session.execute(wanted)).scalar_one_or_none()


async def due_by(session: AsyncSession, scope: Scope, last: date, limit: int) -> Sequence[Ticket]:
    """Tickets that wait and are due on a day or before it, the soonest first."""
    wanted = select(Ticket).where(Ticket.state == TicketState.OPEN, Ticket.due_on <= last, within(Ticket, scope))
    return (await session.execute(wanted.order_by(Ticket.due_on, Ticket.id).limit(limit))).scalars().all()


async def ticket_of_request(session: AsyncSession, scope: Scope, customer_id: UUID, request_id: UUID) -> Ticket | None:
    """The ticket of what a customer wrote behind his own link, locked."""
    wanted = select(Ticket).where(
        Ticket.customer_id == customer_id, Ticket.request_id == request_id, within(Ticket, scope)
    )
    return (await session.execute(wanted.with_for_update())).scalar_one_or_none()


async def tickets_of(session: AsyncSession, scope: Scope, customer_id: UUID) -> Sequence[Ticket]:
    wanted = select(Ticket).where(Ticket.customer_id == customer_id, within(Ticket, scope))
    return (await session.execute(wanted.order_by(Ticket.opened_at, Ticket.id))).scalars().all()
