"""What the stage knows of visits, contacts, parties, assets and groups."""

from typing import TYPE_CHECKING

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from server.applications.visiting.recording import submit_visit
from server.customers.models import CustomerExposure
from server.kit.work import Caller
from tests.factories.applications import plant_application
from tests.factories.customers import Planted, plant_group
from tests.factories.documents import plant_borrower
from tests.factories.relations import plant_asset, plant_contact, plant_party
from tests.factories.visits import draft_for, plant_visiting_product
from tests.fixtures.house import fresh

if TYPE_CHECKING:
    from tests.schema.stage import Stage


async def plant_visits(stage: "Stage", owner: AsyncSession, officer: Caller, *, name: str) -> None:
    """A visit that is being filled in, one that waits for a second person; a file with all registers; two groups."""
    login = officer.actor.name
    version_id = await plant_visiting_product(owner, four_eyes_from_fen=2_000_000)
    for who in ("visited", "waiting"):
        customer = stage.customers[who] = await plant_borrower(owner, officer=login, name=name)
        stage.keep(who, "Customer", customer.customer_id, customer)
        application_id = await plant_application(owner, customer, version_id)
        stage.keep(f"{who}_application", "Application", application_id, customer)
        await draft_for(officer, owner, customer, application_id)
    await submit_visit(fresh(officer), application_id=stage.rows["waiting_application"], expected_version=1)
    visited = stage.customers["visited"]
    stage.keep("contact", "CustomerContact", await plant_contact(owner, visited), visited)
    stage.keep("related_party", "RelatedParty", await plant_party(owner, visited), visited)
    stage.keep("asset", "CustomerAsset", await plant_asset(owner, visited), visited)
    for group, members in (("group", ("visited", "waiting")), ("other_group", ("grouped",))):
        await _gather(stage, owner, group, members, login=login, name=name)


async def _gather(
    stage: "Stage", owner: AsyncSession, group: str, members: tuple[str, ...], *, login: str, name: str
) -> None:
    group_id = await plant_group(owner)
    stage.keep(group, "CustomerGroup", group_id)
    for who in members:
        customer = stage.customers.get(who) or await _grouped(stage, owner, who, login=login, name=name)
        mine = CustomerExposure.customer_id == customer.customer_id
        await owner.execute(update(CustomerExposure).where(mine).values(group_id=group_id))
    await owner.commit()


async def _grouped(stage: "Stage", owner: AsyncSession, who: str, *, login: str, name: str) -> Planted:
    customer = stage.customers[who] = await plant_borrower(owner, officer=login, name=name)
    stage.keep(who, "Customer", customer.customer_id, customer)
    return customer
