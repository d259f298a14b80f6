"""Contracts on the way to their signature, through the doors and the worker's tasks."""

import re
from uuid import UUID, uuid4

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from server.contracts import customer_side, links, service
from server.contracts.borrower.models import BorrowerRequest, RequestKind, RequestState
from server.contracts.handwriting import Handwriting
from server.contracts.tasks import render_contract
from server.kit import crypto
from server.kit.work import Caller
from server.notices.models import Notice, NoticeState
from server.notices.tasks import send_notice
from server.products.models import ProductVersion
from tests.factories.applications import apply_for, plant_lender
from tests.factories.customers import Planted
from tests.factories.documents import plant_borrower
from tests.fixtures.house import NOON, RecordingMessenger, fresh

INK = [[[100, 200], [180, 120], [260, 280], [340, 150]], [[400, 100], [420, 320]], [[380, 180], [700, 190]]]
NAME = Handwriting.of(INK)


async def drawn_up(
    owner: AsyncSession, officer: Caller, *, login: str = "officer.east1", furnished: bool = False
) -> tuple[UUID, UUID]:
    """An approved application and its contract, the paper set. Answers both ids. `furnished` the second time."""
    if not furnished:
        await plant_lender(owner)
    version_id = (await owner.execute(select(ProductVersion.id))).scalars().one()
    customer = await plant_borrower(owner, officer=login, income_monthly_fen=5_000_000, debt_monthly_fen=0)
    application_id = await apply_for(officer, customer, version_id)
    contract_id = await service.draw_up(fresh(officer), application_id=application_id)
    await render_contract(officer.house, contract_id=str(contract_id))
    return application_id, contract_id


async def plant_request(owner: AsyncSession, application_id: UUID, customer: Planted) -> UUID:
    """What a borrower wrote through his link and nobody has answered."""
    request_id = uuid4()
    sealed = crypto.encrypt(customer.key, "希望延期还款".encode(), crypto.cell("borrower_requests", "text", request_id))
    row = {
        "id": request_id,
        "customer_id": customer.customer_id,
        "branch_id": customer.branch_id,
        "officer_id": customer.officer_id,
        "application_id": application_id,
        "kind": RequestKind.HARDSHIP,
        "state": RequestState.OPEN,
        "text_cipher": sealed,
        "asked_at": NOON,
        "version": 1,
    }
    await owner.execute(insert(BorrowerRequest).values(**row))
    return request_id


async def sent_link(owner: AsyncSession, officer: Caller, messenger: RecordingMessenger, contract_id: UUID) -> str:
    """Send a contract and read the token from the message that the customer gets."""
    await service.send_for_signing(fresh(officer), contract_id=contract_id)
    await deliver(owner, officer)
    found = re.search(r"/sign/([\w-]+)", messenger.sent[-1].text)
    assert found
    return found[1]


async def deliver(owner: AsyncSession, caller: Caller) -> None:
    """Send every queued message, as the worker would."""
    await owner.rollback()
    queued = select(Notice.id).where(Notice.state == NoticeState.QUEUED).order_by(Notice.created_at, Notice.id)
    for notice_id in (await owner.execute(queued)).scalars().all():
        await send_notice(caller.house, notice_id=str(notice_id))


async def requested_code(
    owner: AsyncSession, holder: Caller, messenger: RecordingMessenger, opened: links.Opened
) -> str:
    """Ask for the code and read it from the message."""
    await customer_side.request_code(fresh(holder), link_id=opened.link_id)
    await deliver(owner, holder)
    found = re.search(r"\d{6}", messenger.sent[-1].text)
    assert found
    return found[0]
