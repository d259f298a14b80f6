"""Client teams and trusted documents, planted as rows."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID, uuid4

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncSession

from server.identity.models import PartnerKey
from server.partners.models import ClientTeam, OperationKind, TrustedDocument
from server.partners.rules import sha256_of
from server.partners.webhooks.models import WebhookDelivery, WebhookEndpoint
from server.partners.webhooks.rules import DeliveryState, EndpointState
from tests.factories.customers import Planted
from tests.fixtures.house import NOON
from tests.fixtures.world import id_of

TEAM = "front"
WHO = "query Who { viewer { staff { login } } }"


async def plant_team(owner: AsyncSession, code: str = TEAM, positions: Sequence[str] = ()) -> str:
    """A client team; without positions everybody may use its documents."""
    new = insert(ClientTeam).values(code=code, name=code, positions=list(positions), created_at=NOON)
    await owner.execute(new.values(created_by=id_of("admin1.hq")))
    return code


async def plant_published(owner: AsyncSession, version: str, *, team: str = TEAM, text: str = WHO) -> UUID:
    """A document in one version of a team's client."""
    row_id = uuid4()
    new = insert(TrustedDocument).values(
        id=row_id,
        sha256=sha256_of(text),
        team_code=team,
        version=version,
        name="Who",
        kind=OperationKind.QUERY,
        text=text,
        published_at=NOON,
        published_by=id_of("admin1.hq"),
    )
    await owner.execute(new)
    return row_id


async def plant_endpoint(owner: AsyncSession, *, branches: Sequence[UUID] = (), team: str = TEAM) -> UUID:
    """An endpoint whose secret nobody knows."""
    row_id = uuid4()
    new = insert(WebhookEndpoint).values(
        id=row_id,
        team_code=team,
        url="https://partner.example/hooks",
        kinds=["loan.repaid"],
        branch_ids=list(branches),
        secret_cipher=b"-",
        state=EndpointState.ACTIVE,
        created_at=NOON,
        created_by=id_of("admin1.hq"),
        version=1,
    )
    await owner.execute(new)
    return row_id


async def plant_delivery(owner: AsyncSession, endpoint_id: UUID, customer: Planted) -> UUID:
    """A message that never arrived."""
    row_id = uuid4()
    new = insert(WebhookDelivery).values(
        customer_id=customer.customer_id,
        id=row_id,
        branch_id=customer.branch_id,
        officer_id=customer.officer_id,
        endpoint_id=endpoint_id,
        event_id=uuid4(),
        kind="loan.repaid",
        body="{}",
        state=DeliveryState.DEAD,
        attempts=10,
        created_at=NOON,
    )
    await owner.execute(new)
    return row_id


async def plant_partner_key(owner: AsyncSession, *, branches: Sequence[UUID] = ()) -> UUID:
    """A key that nobody knows."""
    row_id = uuid4()
    new = insert(PartnerKey).values(
        id=row_id,
        name="Platform",
        key_hash=row_id.bytes,
        prefix="jpk_",
        operations=["loan:read"],
        branch_ids=list(branches),
        created_at=NOON,
        created_by=id_of("admin1.hq"),
        expires_at=NOON + timedelta(days=90),
    )
    await owner.execute(new)
    return row_id
