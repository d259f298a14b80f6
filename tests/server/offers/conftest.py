"""A lender with good payers, and the doors of offers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from server.compliance.measures.lending import NET_ASSETS
from server.identity.actors import NOBODY, WORKER, system_actor
from server.identity.operations import Operation
from server.kit.clock import FixedClock
from server.kit.work import Caller, House
from server.notices.models import Notice
from server.notices.service import phone_messages
from server.offers import campaigns
from server.offers.campaigns import CampaignSpec
from server.offers.models import Offer, OfferCampaign
from server.offers.rules import OfferKind
from server.offers.satisfaction.models import LoanSurvey
from server.offers.tasks import draw_offers, send_offers
from tests.factories.custody import plant_funding_account
from tests.factories.customers import plant_consent, plant_customer
from tests.factories.loans import PlantedLoan
from tests.factories.offers import plant_lived, plant_payer, spec_of
from tests.factories.products import plant_product
from tests.factories.reference import plant_figure, plant_lpr
from tests.fixtures.house import AsStaff, fresh
from tests.fixtures.tables import fingerprint

READER = system_actor(99, "reader", Operation.NOTICE_READ)
KEPT = ("offers", "offer_campaigns", "applications", "notices", "procrastinate_jobs", "loans", "loan_acts")


@dataclass
class Shop:
    """Everything that offers need, and hands to do it with."""

    house: House
    owner: AsyncSession
    as_staff: AsStaff
    clock: FixedClock
    version_id: UUID
    funding_id: UUID

    async def payer(self, **given: Any) -> PlantedLoan:
        return await plant_payer(self.owner, self.version_id, self.funding_id, **given)

    async def lived(self, version_id: UUID, *, months: int = 9, consents: bool = True) -> PlantedLoan:
        """A good payer whose money came through the door of repayments."""
        customer = await plant_customer(self.owner)
        if consents:
            await plant_consent(self.owner, customer, "marketing")
        finance = await self.as_staff("finance.hq")
        return await plant_lived(self.owner, finance, customer, version_id, self.funding_id, months=months)

    async def declare(self, kind: OfferKind = OfferKind.RENEWAL, **changes: Any) -> UUID:
        """A campaign whose population is frozen."""
        return await self.declare_spec(spec_of(kind, **changes))

    async def declare_spec(self, spec: CampaignSpec) -> UUID:
        campaign_id = await campaigns.declare(fresh(await self.as_staff("risk.hq")), spec=spec)
        await draw_offers(self.house, str(campaign_id))
        return campaign_id

    async def run(self, kind: OfferKind = OfferKind.RENEWAL, **changes: Any) -> UUID:
        """A campaign that was approved by another, started and sent."""
        campaign_id = await self.declare(kind, **changes)
        await self.step(campaigns.approve, campaign_id)
        await self.step(campaigns.start, campaign_id)
        await send_offers(self.house, str(campaign_id))
        return campaign_id

    async def step(self, verb: Any, campaign_id: UUID, login: str = "committee1.hq", **more: Any) -> UUID:
        about = {"campaign_id": campaign_id, "expected_version": (await self.campaign(campaign_id)).version}
        found: UUID = await verb(fresh(await self.as_staff(login)), **about, **more)
        return found

    async def campaign(self, campaign_id: UUID) -> OfferCampaign:
        found: OfferCampaign = await self._one(select(OfferCampaign).where(OfferCampaign.id == campaign_id))
        return found

    async def offers(self, campaign_id: UUID) -> Sequence[Offer]:
        await self.owner.rollback()
        wanted = select(Offer).where(Offer.campaign_id == campaign_id).order_by(Offer.id)
        found = (await self.owner.execute(wanted)).scalars().all()
        self.owner.expunge_all()
        return found

    async def offer_of(self, campaign_id: UUID, loan: PlantedLoan) -> Offer:
        customer_id = loan.customer.customer_id
        wanted = select(Offer).where(Offer.campaign_id == campaign_id, Offer.customer_id == customer_id)
        found: Offer = await self._one(wanted)
        return found

    async def notices(self) -> Sequence[Notice]:
        await self.owner.rollback()
        found = (await self.owner.execute(select(Notice).order_by(Notice.id))).scalars().all()
        self.owner.expunge_all()
        return found

    async def survey_of(self, loan_id: UUID) -> LoanSurvey:
        found: LoanSurvey = await self._one(select(LoanSurvey).where(LoanSurvey.loan_id == loan_id))
        return found

    async def token(self, page: str = "offer") -> str:
        """The token of the newest message with a link to a page."""
        shown = await phone_messages(Caller(self.house, READER, request_id="test"))
        said = next(each.text for each in shown if f"/{page}/" in each.text)
        return said.split(f"/{page}/")[1].split()[0]

    async def everything(self) -> list[tuple[int, str | None]]:
        """A fingerprint of all rows that offers write, to see that nothing changed."""
        return await fingerprint(self.owner, KEPT)

    def nobody(self) -> Caller:
        """Who comes by a link: not logged in."""
        return Caller(self.house, NOBODY, request_id="test", address="203.0.113.9")

    def worker(self) -> Caller:
        return Caller(self.house, WORKER, request_id="test")

    async def _one(self, wanted: Any) -> Any:
        await self.owner.rollback()
        found = (await self.owner.execute(wanted)).scalar_one()
        self.owner.expunge_all()
        return found


@pytest.fixture
async def shop(house: House, owner: AsyncSession, as_staff: AsStaff, clock: FixedClock) -> Shop:
    await plant_figure(owner, NET_ASSETS, 10_000_000_000)
    await plant_lpr(owner)
    await owner.commit()
    version_id, funding_id = await plant_product(owner), await plant_funding_account(owner)
    return Shop(house, owner, as_staff, clock, version_id, funding_id)
