"""The demonstration's visits are what the house's own doors would have made, and its registers open with its keys."""

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from server.applications.models import Application
from server.applications.rules import ApplicationState
from server.applications.visiting import queries
from server.applications.visiting.figures import figures_of
from server.applications.visiting.keeping import sheet_hash, sheet_of
from server.applications.visiting.models import Visit
from server.applications.visiting.sheet import check
from server.customers.models import GroupExposure
from server.customers.relations import contacts
from server.customers.relations.models import CustomerAsset, CustomerContact, RelatedParty
from server.documents.models import Document
from server.documents.sealing import open_picture
from server.kit import crypto
from server.kit.clock import start_of
from server.kit.data_keys import CustomerKey
from server.kit.scope import Scope
from server.kit.work import House
from tests.fixtures.world import MASTER_KEY
from tests.server.seeds.conftest import TODAY

ALL = Scope(None, None, None)


async def key_of(owner: AsyncSession, customer_id: object) -> bytes:
    wanted = select(CustomerKey).where(CustomerKey.customer_id == customer_id)
    row = (await owner.execute(wanted)).scalar_one()
    return crypto.unwrap(MASTER_KEY, row.wrapped, row.customer_id)


async def test_open_applications_have_visits_whose_figures_follow_from_their_sheets(
    owner: AsyncSession, seeded_house: House
) -> None:
    both = (Application.customer_id == Visit.customer_id) & (Application.id == Visit.application_id)
    rows = (await owner.execute(select(Visit, Application).join(Application, both))).all()
    assert rows
    store = seeded_house.ports.storage
    for visit, application in rows:
        key = await key_of(owner, visit.customer_id)
        lines = await queries.lines_of(owner, ALL, visit)
        photos = await queries.photos_of(owner, ALL, visit)
        sheet = sheet_of(visit, lines, photos, key)
        check(sheet, start_of(TODAY), TODAY)
        assert visit.figures == figures_of(sheet).as_json
        assert visit.content_hash == sheet_hash(sheet)
        assert visit.submitted_at is not None
        assert application.created_at < visit.submitted_at < (application.submitted_at or start_of(TODAY))
        if application.state is ApplicationState.IN_REVIEW:
            assert {each["outcome"] for each in visit.findings} == {"pass"}
        papers = select(Document).where(Document.id.in_([photo.document_id for photo in photos]))
        for paper in (await owner.execute(papers)).scalars():
            assert open_picture(key, visit.customer_id, await store.get(paper.digest)).startswith(b"\xff\xd8")


async def test_contacts_parties_and_assets_stand_around_some_customers(owner: AsyncSession) -> None:
    contact = (await owner.execute(select(CustomerContact).limit(1))).scalar_one()
    key = await key_of(owner, contact.customer_id)
    phone = crypto.decrypt(key, contact.phone_cipher, crypto.cell(contacts.TABLE, "phone", contact.id)).decode()
    assert crypto.mask_tail(phone) == contact.phone_masked
    parties = (await owner.execute(select(func.count()).select_from(RelatedParty))).scalar_one()
    groups = (await owner.execute(select(func.count()).select_from(GroupExposure))).scalar_one()
    assert parties == 2 * groups > 0
    assert (await owner.execute(select(func.count()).select_from(CustomerAsset))).scalar_one() > 0
