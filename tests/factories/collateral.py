"""Items of the register, and applications with parties and charges, through their doors."""

from datetime import date, timedelta
from itertools import count
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from server.applications.models import Application
from server.applications.securing.charges import charge_item, register_charge, value_item
from server.applications.securing.models import ApplicationParty
from server.applications.securing.parties import add_party, record_consent
from server.applications.securing.rules import Guarantee, GuaranteeKind, PartyRole, PartyState
from server.collateral.charging import Agreed, Entry
from server.collateral.models import CollateralCharge
from server.collateral.rules import ChargeKind, ItemKind, ValuationMethod
from server.collateral.service import enter_item
from server.kit.work import Caller
from tests.factories.customers import Planted
from tests.fixtures.house import NOON, fresh

TODAY = NOON.date()
FLAT_FEN = 100_000_000
NUMBERS = count(1)
GUARANTEE = Guarantee(GuaranteeKind.JOINT, 3_000_000, 36)
REGISTERED = Entry("不动产第0001号", TODAY, "市不动产登记中心")


async def plant_item(
    officer: Caller, owner: Planted, *, kind: ItemKind = ItemKind.REAL_ESTATE, value_fen: int | None = FLAT_FEN
) -> UUID:
    """An item of a customer, valued a month ago unless nobody has valued it."""
    item_id: UUID = await enter_item(
        fresh(officer),
        owner_id=owner.customer_id,
        kind=kind,
        title="城东区商品房 96㎡",
        certificate=f"BDC-2026-{next(NUMBERS):06}",
    )
    if value_fen is not None:
        await value(officer, item_id, value_fen, TODAY - timedelta(days=30))
    return item_id


async def value(officer: Caller, item_id: UUID, value_fen: int, on: date) -> None:
    """Note a valuation."""
    await value_item(
        fresh(officer),
        item_id=item_id,
        valued_on=on,
        valued_by="正衡评估",
        method=ValuationMethod.MARKET,
        value_fen=value_fen,
    )


async def charge(
    officer: Caller,
    owner: AsyncSession,
    application_id: UUID,
    item_id: UUID,
    *,
    secured_fen: int = 3_000_000,
    rank: int = 1,
    prior_fen: int = 0,
    kind: ChargeKind = ChargeKind.MORTGAGE,
) -> UUID:
    """Charge an item for an application. Answers the charge."""
    await charge_item(
        fresh(officer),
        application_id=application_id,
        expected_version=await version_of(owner, application_id),
        item_id=item_id,
        agreed=Agreed(kind, secured_fen, rank, prior_fen),
    )
    await owner.rollback()
    wanted = select(CollateralCharge.id).where(
        CollateralCharge.application_id == application_id, CollateralCharge.item_id == item_id
    )
    newest = wanted.order_by(CollateralCharge.charged_at.desc(), CollateralCharge.id.desc()).limit(1)
    return (await owner.execute(newest)).scalar_one()


async def register(checker: Caller, charge_id: UUID, *, version: int = 1) -> None:
    """Tick the registration of a charge, as somebody who has not agreed it."""
    await register_charge(fresh(checker), charge_id=charge_id, expected_version=version, entry=REGISTERED)


async def name_party(
    officer: Caller,
    owner: AsyncSession,
    application_id: UUID,
    person: Planted,
    role: PartyRole = PartyRole.GUARANTOR,
    guarantee: Guarantee = GUARANTEE,
) -> UUID:
    """Name a party. Answers him."""
    await add_party(
        fresh(officer),
        application_id=application_id,
        expected_version=await version_of(owner, application_id),
        person_id=person.customer_id,
        role=role,
        guarantee=guarantee if role is PartyRole.GUARANTOR else None,
    )
    await owner.rollback()
    wanted = select(ApplicationParty.id).where(
        ApplicationParty.application_id == application_id,
        ApplicationParty.person_id == person.customer_id,
        ApplicationParty.state == PartyState.NAMED,
    )
    return (await owner.execute(wanted)).scalar_one()


async def agree(officer: Caller, owner: AsyncSession, application_id: UUID, party_id: UUID) -> None:
    """Record that a party agrees."""
    version = await version_of(owner, application_id)
    await record_consent(fresh(officer), party_id=party_id, expected_version=version, consent="当面说明并同意")


async def agreeing_party(
    officer: Caller,
    owner: AsyncSession,
    application_id: UUID,
    person: Planted,
    role: PartyRole = PartyRole.GUARANTOR,
    guarantee: Guarantee = GUARANTEE,
) -> UUID:
    """A party who has agreed."""
    party_id = await name_party(officer, owner, application_id, person, role, guarantee)
    await agree(officer, owner, application_id, party_id)
    return party_id


async def version_of(owner: AsyncSession, application_id: UUID) -> int:
    """The application's version as it stands."""
    await owner.rollback()
    return (await owner.execute(select(Application.version).where(Application.id == application_id))).scalar_one()
