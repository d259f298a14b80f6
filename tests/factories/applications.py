"""Applications: one in any state, many for lists, and a house in which a clean one passes."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from server.applications.models import Application
from server.applications.rules import ApplicationState
from server.applications.service import start, submit, withdraw
from server.customers.models import CustomerExposure
from server.kit.ids import SystemIds
from server.kit.work import Caller
from tests.factories.customers import Planted, branch_of
from tests.factories.products import plant_product
from tests.factories.reference import plant_figure, plant_lpr
from tests.fixtures.house import fresh
from tests.fixtures.world import id_of

CREATED_AT = datetime(2026, 2, 10, tzinfo=UTC)
NET_ASSETS_FEN = 100_000_000_00
AGREED = {ApplicationState.APPROVED, ApplicationState.CONTRACTED, ApplicationState.DISBURSED}


async def plant_lender(owner: AsyncSession) -> UUID:
    """What a clean application needs of the house: net assets, LPR, a product. Answers the product's version."""
    await plant_figure(owner, "net_assets_last_year_end", NET_ASSETS_FEN)
    await plant_lpr(owner)
    return await plant_product(owner)


def application_row(version_id: UUID, state: ApplicationState, **columns: Any) -> dict[str, Any]:
    """A row of an application in a state; its owner's columns are still to be given."""
    return {
        "id": uuid4(),
        "number": SystemIds().number(),
        "product_version_id": version_id,
        "requested_amount_fen": 3_000_000,
        "requested_term_months": 12,
        "amount_fen": 3_000_000,
        "term_months": 12,
        "purpose": "equipment",
        "state": state,
        "submission": 0 if state is ApplicationState.DRAFT else 1,
        "tier": None,
        "exposure_after_fen": None,
        "debt_ratio": None,
        "apr": None,
        "account_id": None,
        "case_id": uuid4() if state is ApplicationState.IN_REVIEW else None,
        "approved_hash": "0" * 64 if state in AGREED else None,
        "withdrawal_reason": None,
        "created_at": CREATED_AT,
        "submitted_at": None,
        "decided_at": None,
        "version": 1,
        **columns,
    }


async def plant_application(
    owner: AsyncSession,
    customer: Planted,
    version_id: UUID,
    *,
    state: ApplicationState = ApplicationState.DRAFT,
    **more: Any,
) -> UUID:
    """An application row, past every rule. An approved one carries a hash of nothing, so its approval is void."""
    own = customer.owner_columns | {"started_by": customer.officer_id, "editors": [customer.officer_id]}
    row = application_row(version_id, state, **(own | more))
    await owner.execute(insert(Application).values(**row))
    await owner.commit()
    application_id: UUID = row["id"]
    return application_id


async def plant_applications(
    owner: AsyncSession, customer_ids: list[UUID], version_id: UUID, *, officer: str, state: ApplicationState
) -> list[UUID]:
    """One application for each customer of an officer, a minute apart. Customers come from `plant_many`."""
    officer_id = id_of(officer)
    own = {"branch_id": branch_of(officer), "officer_id": officer_id, "started_by": officer_id, "editors": [officer_id]}
    rows = [
        application_row(
            version_id, state, **own, customer_id=customer_id, created_at=CREATED_AT + timedelta(minutes=at)
        )
        for at, customer_id in enumerate(customer_ids)
    ]
    await owner.execute(insert(Application), rows)
    await owner.commit()
    return [row["id"] for row in rows]


async def kept_application(owner: AsyncSession, application_id: UUID) -> Application:
    """The row as it stands, detached, so that later looks do not touch it."""
    owner.expunge_all()
    await owner.rollback()
    kept = (await owner.execute(select(Application).where(Application.id == application_id))).scalar_one()
    owner.expunge(kept)
    return kept


async def begin(
    officer: Caller, customer: Planted, version_id: UUID, amount_fen: int = 3_000_000, *, term_months: int = 12
) -> UUID:
    """Start an application through its door."""
    return await start(
        fresh(officer),
        customer_id=customer.customer_id,
        product_version_id=version_id,
        amount_fen=amount_fen,
        term_months=term_months,
        purpose="equipment",
    )


async def hand_in(
    officer: Caller, application_id: UUID, amount_fen: int = 3_000_000, *, term_months: int = 12, version: int = 1
) -> UUID:
    """Submit an application through its door, with an opinion."""
    return await submit(
        fresh(officer),
        application_id=application_id,
        expected_version=version,
        amount_fen=amount_fen,
        term_months=term_months,
        reason="经营稳定，还款来源充足",
    )


async def apply_for(
    officer: Caller, customer: Planted, version_id: UUID, amount_fen: int = 3_000_000, *, term_months: int = 12
) -> UUID:
    """Start and submit an application through its doors."""
    application_id = await begin(officer, customer, version_id, amount_fen, term_months=term_months)
    return await hand_in(officer, application_id, amount_fen, term_months=term_months)


async def exposure(owner: AsyncSession, customer_id: UUID) -> tuple[int, int]:
    """What is committed to and owed by a customer, in fen."""
    await owner.rollback()
    wanted = select(CustomerExposure.committed_fen, CustomerExposure.outstanding_fen)
    row = (await owner.execute(wanted.where(CustomerExposure.customer_id == customer_id))).one()
    return (row[0], row[1])


async def take_back(caller: Caller, application_id: UUID, version: int, reason: str = "客户放弃") -> UUID:
    """Withdraw through the door."""
    return await withdraw(fresh(caller), application_id=application_id, expected_version=version, reason=reason)
