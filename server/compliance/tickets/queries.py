"""Every select of tickets."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from server.compliance.tickets.models import Ticket, TicketState
from server.kit.database import within
from server.kit.scope import Scope


async def ticket_for_update(session: AsyncSession, scope: Scope, ticket_id: UUID) -> Ticket | None:
    wanted = select(Ticket).where(Ticket.id == ticket_id, within(Ticket, scope))
    return (await session.execute(wanted.with_for_update())).scalar_one_or_none()


async def open_tickets(session: AsyncSession, scope: Scope, first: int) -> Sequence[Ticket]:
    """Tickets in sight that wait, the soonest due first."""
    wanted = select(Ticket).where(Ticket.state == TicketState.OPEN, within(Ticket, scope))
    return (await session.execute(wanted.order_by(Ticket.due_on, Ticket.id).limit(first))).scalars().all()


async def tickets_of(session: AsyncSession, scope: Scope, customer_id: UUID) -> Sequence[Ticket]:
    wanted = select(Ticket).where(Ticket.customer_id == customer_id, within(Ticket, scope))
    return (await session.execute(wanted.order_by(Ticket.opened_at, Ticket.id))).scalars().all()
