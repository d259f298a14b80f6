"""Every select of borrowers' links and requests."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from server.applications.models import Application, ApplicationFinding
from server.compliance.tickets.models import Ticket
from server.contracts.borrower.models import BorrowerLink, BorrowerRequest, RequestKind, RequestState
from server.contracts.models import Contract, ContractState, Disclosure
from server.identity.models import Branch, Staff
from server.kit.database import within
from server.kit.scope import Scope


async def link_by_token(session: AsyncSession, scope: Scope, hashed: bytes) -> BorrowerLink | None:
    wanted = select(BorrowerLink).where(BorrowerLink.token_hash == hashed, within(BorrowerLink, scope))
    return (await session.execute(wanted)).scalar_one_or_none()


async def requests_of(session: AsyncSession, scope: Scope, application_id: UUID) -> Sequence[BorrowerRequest]:
    """What was asked about an application, the newest first."""
    wanted = select(BorrowerRequest).where(
        BorrowerRequest.application_id == application_id, within(BorrowerRequest, scope)
    )
    newest = wanted.order_by(BorrowerRequest.asked_at.desc(), BorrowerRequest.id.desc())
    return (await session.execute(newest)).scalars().all()


async def due_days(session: AsyncSession, scope: Scope, customer_id: UUID) -> dict[UUID, date]:
    """When each request of a customer has to be answered, by its id."""
    wanted = select(Ticket.request_id, Ticket.due_on).where(
        Ticket.customer_id == customer_id, Ticket.request_id.is_not(None), within(Ticket, scope)
    )
    return {row.request_id: row.due_on for row in await session.execute(wanted)}


async def is_open(session: AsyncSession, scope: Scope, application_id: UUID, kind: RequestKind) -> bool:
    """Whether a request of this kind waits for its answer."""
    wanted = select(BorrowerRequest.id).where(
        BorrowerRequest.application_id == application_id,
        BorrowerRequest.kind == kind,
        BorrowerRequest.state == RequestState.OPEN,
        within(BorrowerRequest, scope),
    )
    return (await session.execute(wanted.limit(1))).first() is not None


async def request_by_id(
    session: AsyncSession, scope: Scope, request_id: UUID, *, for_update: bool = False
) -> BorrowerRequest | None:
    wanted = select(BorrowerRequest).where(BorrowerRequest.id == request_id, within(BorrowerRequest, scope))
    return (await session.execute(wanted.with_for_update() if for_update else wanted)).scalar_one_or_none()


async def application_of(session: AsyncSession, scope: Scope, application_id: UUID) -> Application | None:
    wanted = select(Application).where(Application.id == application_id, within(Application, scope))
    return (await session.execute(wanted)).scalar_one_or_none()


async def signed_papers(
    session: AsyncSession, scope: Scope, application_id: UUID
) -> tuple[Contract | None, Disclosure | None]:
    """The signed contract of an application and the disclosure that went before it."""
    signed = select(Contract).where(
        Contract.application_id == application_id, Contract.state == ContractState.SIGNED, within(Contract, scope)
    )
    contract = (await session.execute(signed)).scalar_one_or_none()
    if contract is None:
        return None, None
    before = select(Disclosure).where(Disclosure.contract_id == contract.id, within(Disclosure, scope))
    return contract, (await session.execute(before)).scalar_one_or_none()


async def reasons_of(session: AsyncSession, scope: Scope, application: Application) -> Sequence[tuple[str, str]]:
    """What the rules found at the submission that was decided, in Chinese and English."""
    wanted = select(ApplicationFinding.reason_zh, ApplicationFinding.reason_en).where(
        ApplicationFinding.application_id == application.id,
        ApplicationFinding.submission == application.submission,
        within(ApplicationFinding, scope),
    )
    found = await session.execute(wanted.order_by(ApplicationFinding.position))
    return [(zh, en) for zh, en in found]


async def person_of(session: AsyncSession, application: Application) -> tuple[str, str]:
    """Name of the officer, and of the branch."""
    staff = await session.get_one(Staff, application.officer_id)
    branch = await session.get_one(Branch, application.branch_id)
    return staff.name, branch.name
