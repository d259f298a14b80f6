"""The same picture again, a picture of somebody else, a paper that points to another customer."""

import asyncio
import io
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from server.customers.models import CustomerKind, IdentityClaim, IdentityMatch, IdentityReview, Likeness, MatchStanding
from server.documents import intake, service
from server.documents.models import Document, DocumentKind, DocumentState, PictureClaim, PictureFinding
from server.documents.tasks import read_document
from server.identity.passage import enter
from server.kit.errors import Denied
from server.kit.scope import Scope
from server.kit.work import Actor, ActorKind, Caller, House
from tests.factories.customers import Planted, identity_number, plant_customer, plant_prospect
from tests.fixtures.asking import ask
from tests.fixtures.house import AsStaff, fresh
from tests.server.documents.scripts import jpeg, reading_house, with_reader

NUMBER = identity_number(905)
FINDINGS = "{ pictureFindings { nodes { customer { id } firstCustomer { id } document { kind } } } }"


async def rows(owner: AsyncSession, model: type[Any]) -> list[Any]:
    await owner.rollback()
    found = list((await owner.execute(select(model))).scalars())
    owner.expunge_all()
    return found


async def send(caller: Caller, customer: Planted, data: bytes, kind: DocumentKind = DocumentKind.ID_FRONT) -> Any:
    return await intake.upload(fresh(caller), customer_id=customer.customer_id, kind=kind, data=data)


async def test_the_same_picture_of_the_same_kind_is_one_document_however_often_it_is_sent(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    prospect = await plant_prospect(owner)
    officer = await as_staff("officer.east1")
    racing = await asyncio.gather(*(send(officer, prospect, jpeg()) for _ in range(4)))
    assert set(racing) == {await send(officer, prospect, jpeg())}
    [document] = await rows(owner, Document)
    jobs = "SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'read_document'"
    assert (await owner.execute(text(jobs))).scalar_one() == 1
    other_kind = await send(officer, prospect, jpeg(), DocumentKind.ID_BACK)  # both sides on one sheet
    assert other_kind != document.id
    assert await rows(owner, PictureFinding) == []


async def test_a_picture_that_failed_is_read_once_more_when_it_is_sent_again(
    as_staff: AsStaff, owner: AsyncSession, house: House
) -> None:
    prospect = await plant_prospect(owner)
    officer = await as_staff("officer.east1")
    document_id = await send(officer, prospect, jpeg())
    await read(with_reader(house, None), document_id, prospect)
    assert [row.state for row in await rows(owner, Document)] == [DocumentState.FAILED]
    assert await send(officer, prospect, jpeg()) == document_id
    [document] = await rows(owner, Document)
    assert (document.state, document.failure, document.attempts) == (DocumentState.RECEIVED, None, 0)


async def test_one_picture_of_two_customers_is_taken_in_and_only_who_compares_finds_it(
    as_staff: AsStaff, owner: AsyncSession, house: House
) -> None:
    first = await plant_prospect(owner, officer="officer.west1")
    second = await plant_prospect(owner)
    officer = await as_staff("officer.east1")
    await send(await as_staff("officer.west1"), first, jpeg())
    await send(officer, second, jpeg())
    [finding] = await rows(owner, PictureFinding)
    assert (finding.customer_id, finding.officer_id) == (second.customer_id, second.officer_id)
    documents = {row.customer_id: row for row in await rows(owner, Document)}
    assert documents[first.customer_id].picture_index != documents[second.customer_id].picture_index
    assert documents[first.customer_id].digest != documents[second.customer_id].digest
    [claim] = await rows(owner, PictureClaim)
    assert claim.trace not in {row.picture_index for row in documents.values()}
    [found] = (await ask(await as_staff("risk.hq"), FINDINGS))["pictureFindings"]["nodes"]
    assert found["customer"]["id"] != found["firstCustomer"]["id"]
    with pytest.raises(Denied):
        await ask(officer, FINDINGS)
    async with house.database.session() as session:
        scope = Scope.of_officers(frozenset({officer.actor.id}))
        await enter(session, Actor(officer.actor.id, ActorKind.STAFF, "officer.east1", scope=scope))
        assert (await session.execute(select(PictureFinding))).scalars().all() == []
        with pytest.raises(DBAPIError, match="permission denied"):
            await session.execute(text("DELETE FROM picture_claims"))


def with_place(data: bytes) -> bytes:
    """The picture with what a phone writes beside it: place, device, and that it lies on its side."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = "Phone of officer", 6
    exif.get_ifd(0x8825)[1] = "N"
    buffer = io.BytesIO()
    Image.open(io.BytesIO(data)).save(buffer, "JPEG", exif=exif)
    return buffer.getvalue()


async def test_what_a_phone_writes_beside_the_picture_is_not_kept(as_staff: AsStaff, owner: AsyncSession) -> None:
    prospect = await plant_prospect(owner)
    officer = await as_staff("officer.east1")
    document_id = await send(officer, prospect, with_place(jpeg()))
    shown = await intake.picture(fresh(officer), document_id=document_id)
    kept = Image.open(io.BytesIO(shown.data))
    assert (kept.size, dict(kept.getexif()), shown.media_type) == ((252, 400), {}, "image/jpeg")
    assert b"Phone of officer" not in shown.data
    [document] = await rows(owner, Document)
    assert (document.width, document.height) == (252, 400)


def scanned(*shades: int) -> bytes:
    """A PDF of one page a shade."""
    pages = [Image.new("L", (600, 400), shade) for shade in shades]
    buffer = io.BytesIO()
    pages[0].save(buffer, "PDF", save_all=True, append_images=pages[1:])
    return buffer.getvalue()


async def test_a_scanned_card_becomes_a_picture_and_a_scanned_contract_stays_as_it_is(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    prospect = await plant_prospect(owner)
    officer, pdf = await as_staff("officer.east1"), scanned(250, 40)
    card = await send(officer, prospect, pdf)
    contract = await send(officer, prospect, pdf, DocumentKind.CONTRACT)
    shown = await intake.picture(fresh(officer), document_id=card)
    picture = Image.open(io.BytesIO(shown.data)).convert("L")
    above, below = (picture.getpixel((picture.width // 2, round(picture.height * at))) for at in (0.25, 0.75))
    assert isinstance(above, int)
    assert isinstance(below, int)
    assert (above > 200, below < 100) == (True, True)
    assert (await intake.picture(fresh(officer), document_id=contract)).data == pdf


async def read(house: House, document_id: Any, customer: Planted) -> None:
    await read_document(house, document_id=str(document_id), customer_id=str(customer.customer_id))


async def warned(caller: Caller) -> list[str]:
    found = await ask(caller, "{ customers(first: 50) { nodes { documents { state warnings } } } }")
    return sorted(code for node in found["customers"]["nodes"] for one in node["documents"] for code in one["warnings"])


@pytest.mark.parametrize(
    ("holder", "standing"),
    [("officer.east1", MatchStanding.REGISTERED), ("officer.west1", MatchStanding.UNDER_REVIEW)],
)
async def test_a_number_of_another_customer_is_told_when_it_was_read_and_reviewed_when_it_was_confirmed(
    as_staff: AsStaff, owner: AsyncSession, house: House, holder: str, standing: MatchStanding
) -> None:
    known = await plant_customer(owner, officer=holder)
    prospect = await plant_prospect(owner)
    officer = await as_staff("officer.east1")
    document_id = await send(officer, prospect, jpeg())
    card = {"name": "王小明", "id_number": known.number}
    await read(reading_house(house, jpeg(), card), document_id, prospect)
    assert await warned(officer) == [f"id_number_{standing}"]
    assert await rows(owner, IdentityReview) == []
    await service.confirm(fresh(officer), document_id=document_id, fields=card, expected_version=2)
    matches = {(row.likeness, row.standing, row.confirmed) for row in await rows(owner, IdentityMatch)}
    assert matches == {(Likeness.ID_NUMBER, standing, read_or_confirmed) for read_or_confirmed in (False, True)}
    reviews = [row.customer_id for row in await rows(owner, IdentityReview)]
    assert reviews == ([prospect.customer_id] if standing is MatchStanding.UNDER_REVIEW else [])
    claims = {row.customer_id for row in await rows(owner, IdentityClaim)}
    assert claims == {known.customer_id}
    assert await warned(officer) == [f"id_number_{standing}"]


@pytest.mark.parametrize(("holder", "codes"), [("officer.east1", ["name_and_birth_registered"]), ("officer.west1", [])])
async def test_a_namesake_born_the_same_day_is_told_within_ones_own_customers(
    as_staff: AsStaff, owner: AsyncSession, house: House, holder: str, codes: list[str]
) -> None:
    known = await plant_customer(owner, officer=holder)
    prospect = await plant_prospect(owner)
    officer = await as_staff("officer.east1")
    born = f"{known.number[6:10]}-{known.number[10:12]}-{known.number[12:14]}"
    other = next(n for n in map(identity_number, range(5000)) if n[6:14] == known.number[6:14] and n != known.number)
    document_id = await send(officer, prospect, jpeg())
    card = {"name": known.name, "birth_date": born, "id_number": other}
    await read(reading_house(house, jpeg(), card), document_id, prospect)
    assert await warned(officer) == codes


async def test_the_owners_card_of_a_registered_company_points_to_nobody(
    as_staff: AsStaff, owner: AsyncSession, house: House
) -> None:
    known, company = await plant_customer(owner), await plant_customer(owner, kind=CustomerKind.COMPANY)
    officer = await as_staff("officer.east1")
    document_id = await send(officer, company, jpeg())
    await read(reading_house(house, jpeg(), {"name": "王小明", "id_number": known.number}), document_id, company)
    assert await warned(officer) == []
    assert await rows(owner, IdentityMatch) == []


async def test_a_reading_that_never_ends_is_given_up_until_somebody_asks(
    as_staff: AsStaff, owner: AsyncSession, house: House
) -> None:
    prospect = await plant_prospect(owner)
    officer = await as_staff("officer.east1")
    document_id = await send(officer, prospect, jpeg())
    await owner.execute(text("UPDATE documents SET state = 'reading', attempts = 3"))
    await owner.commit()
    await read(reading_house(house, jpeg(), {"name": "王小明"}), document_id, prospect)
    [document] = await rows(owner, Document)
    assert (document.state, document.failure) == (DocumentState.FAILED, "reader_crashed")
    await service.read_again(fresh(officer), document_id=document_id)
    await read(reading_house(house, jpeg(), {"name": "王小明"}), document_id, prospect)
    assert [row.state for row in await rows(owner, Document)] == [DocumentState.READ]
