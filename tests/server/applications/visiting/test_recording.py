"""Visits are saved as often as one likes, submitted once, corrected by a later one; what is refused changes nothing."""

import asyncio
from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from server.applications.errors import WrongState
from server.applications.rules import ApplicationState
from server.applications.visiting.checking import places_by_visits
from server.applications.visiting.errors import LineUnsound, VisitIncomplete, VisitWrongState
from server.applications.visiting.models import Visit, VisitLine, VisitPhoto
from server.applications.visiting.recording import save, submit_visit
from server.applications.visiting.sheet import Line, LinePart, Photo, Sheet, VisitPlace
from server.applications.visiting.states import VisitState
from server.customers.rating.models import ProfileFact
from server.customers.rating.vocabulary import FactSource
from server.kit.data_keys import CustomerKey
from server.kit.errors import Conflict, Denied, NotFound, Stale
from tests.factories.applications import plant_application, plant_lender
from tests.factories.customers import Planted
from tests.factories.documents import plant_borrower
from tests.factories.visits import (
    HERE,
    a_sheet,
    draft_for,
    kept_visits,
    plant_norms,
    plant_papers,
    visit_for,
)
from tests.fixtures.api import digest
from tests.fixtures.house import AsStaff, fresh

S = VisitState


async def a_draft_application(owner: AsyncSession, **options: str) -> tuple[Planted, UUID]:
    version_id = await plant_lender(owner)
    customer = await plant_borrower(owner, income_monthly_fen=2_200_000, **options)
    return customer, await plant_application(owner, customer, version_id)


async def counted(owner: AsyncSession) -> tuple[int, int, int]:
    await owner.rollback()
    models = (Visit, VisitLine, VisitPhoto)
    found = [(await owner.execute(select(func.count()).select_from(model))).scalar_one() for model in models]
    return (found[0], found[1], found[2])


async def test_a_draft_is_saved_whole_as_often_as_the_officer_likes(as_staff: AsStaff, owner: AsyncSession) -> None:
    customer, application_id = await a_draft_application(owner)
    officer, papers = await as_staff("officer.east1"), await plant_papers(owner, customer)
    full = a_sheet(papers)
    for version, sheet in enumerate(
        (Sheet(place=VisitPlace.HOME), full, replace(full, lines=full.lines[:2], photos=()))
    ):
        await save(fresh(officer), application_id=application_id, expected_version=version, sheet=sheet)
        assert await counted(owner) == (1, len(sheet.lines), len(sheet.photos))
    kept = (await kept_visits(owner, application_id))[0]
    assert (kept.version, kept.state, kept.place) == (3, S.DRAFT, VisitPlace.SHOP)


async def test_places_stay_where_a_phone_that_opened_the_draft_anew_does_not_tell_them(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    customer, application_id = await a_draft_application(owner)
    officer = await as_staff("officer.east1")
    sheet = await draft_for(officer, owner, customer, application_id)
    blind = replace(sheet, position=None, photos=tuple(replace(each, position=None) for each in sheet.photos))
    await save(fresh(officer), application_id=application_id, expected_version=1, sheet=blind)
    await submit_visit(fresh(officer), application_id=application_id, expected_version=2)
    kept = (await kept_visits(owner, application_id))[0]
    assert (kept.accuracy_m, kept.figures["photo_distance_m"]) == (12, 0)


async def test_one_key_saves_once_and_an_older_copy_is_refused(as_staff: AsStaff, owner: AsyncSession) -> None:
    customer, application_id = await a_draft_application(owner)
    officer = fresh(await as_staff("officer.east1"))
    sheet = a_sheet(await plant_papers(owner, customer))
    for _ in range(2):
        await save(officer, application_id=application_id, expected_version=0, sheet=sheet)
    assert (await kept_visits(owner, application_id))[0].version == 1
    for seen in (0, 2):
        with pytest.raises(Stale):
            await save(fresh(officer), application_id=application_id, expected_version=seen, sheet=Sheet())
    assert await counted(owner) == (1, len(sheet.lines), 2)


async def test_of_many_first_drafts_at_once_one_is_kept(as_staff: AsStaff, owner: AsyncSession) -> None:
    _, application_id = await a_draft_application(owner)
    officer = await as_staff("officer.east1")
    answers = await asyncio.gather(
        *(
            save(fresh(officer), application_id=application_id, expected_version=0, sheet=Sheet(summary=str(at)))
            for at in range(8)
        ),
        return_exceptions=True,
    )
    assert sorted(type(answer).__name__ for answer in answers) == ["Stale"] * 7 + ["UUID"]
    assert await counted(owner) == (1, 0, 0)


async def test_exact_places_are_sealed_and_shown_to_the_customers_own_officer_alone(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    customer, application_id = await a_draft_application(owner)
    officer = await as_staff("officer.east1")
    sheet = await draft_for(officer, owner, customer, application_id)
    kept = (await kept_visits(owner, application_id))[0]
    assert kept.place_cipher is not None
    assert str(HERE.latitude).encode() not in kept.place_cipher
    assert kept.address_masked == "四川省成都市" + "*" * (len(sheet.address) - 6)
    own = (await places_by_visits(officer, keys=[kept.id]))[0]
    assert (own.address, own.latitude, own.longitude) == (sheet.address, HERE.latitude, HERE.longitude)
    for login in ("manager.east", "officer.west1"):
        seen = (await places_by_visits(await as_staff(login), keys=[kept.id]))[0]
        assert (seen.address, seen.latitude) == (None, None)
    await owner.execute(update(CustomerKey).where(CustomerKey.customer_id == customer.customer_id).values(wrapped=b""))
    await owner.commit()
    assert (await places_by_visits(officer, keys=[kept.id]))[0].address is None


async def test_a_submitted_visit_has_its_figures_and_feeds_the_rating(as_staff: AsStaff, owner: AsyncSession) -> None:
    customer, application_id = await a_draft_application(owner)
    await plant_norms(owner)
    officer = await as_staff("officer.east1")
    await visit_for(officer, owner, customer, application_id)
    kept = (await kept_visits(owner, application_id))[0]
    assert (kept.state, kept.verified_income_fen, kept.surplus_fen) == (S.STANDING, 2_200_000, 1_600_000)
    assert [each["code"] for each in kept.findings if each["outcome"] != "pass"] == []
    assert kept.content_hash is not None
    told = (
        await owner.execute(
            select(ProfileFact.code, ProfileFact.number).where(
                ProfileFact.customer_id == customer.customer_id, ProfileFact.source == FactSource.VISIT
            )
        )
    ).all()
    facts = {row.code: row.number for row in told}
    assert facts["income_monthly_fen"] == 2_200_000
    assert (facts["dependants"], facts["earners"], facts["assets_fen"]) == (2, 2, 80_000_000)


async def test_a_later_visit_corrects_the_one_before(as_staff: AsStaff, owner: AsyncSession) -> None:
    customer, application_id = await a_draft_application(owner)
    officer = await as_staff("officer.east1")
    for summary in ("第一次", "第二次"):
        await visit_for(officer, owner, customer, application_id, summary=summary)
    first, second = sorted(await kept_visits(owner, application_id), key=lambda each: each.summary != "第一次")
    assert (first.state, second.state, second.corrects) == (S.CORRECTED, S.STANDING, first.id)


async def test_what_was_submitted_is_not_submitted_again(as_staff: AsStaff, owner: AsyncSession) -> None:
    customer, application_id = await a_draft_application(owner)
    officer = await as_staff("officer.east1")
    await visit_for(officer, owner, customer, application_id)
    before = await digest(owner)
    with pytest.raises(VisitWrongState):
        await submit_visit(fresh(officer), application_id=application_id, expected_version=2)
    assert await digest(owner) == before


async def test_of_twenty_submissions_at_once_one_counts(as_staff: AsStaff, owner: AsyncSession) -> None:
    customer, application_id = await a_draft_application(owner)
    officer = await as_staff("officer.east1")
    await draft_for(officer, owner, customer, application_id)
    answers = await asyncio.gather(
        *(submit_visit(fresh(officer), application_id=application_id, expected_version=1) for _ in range(20)),
        return_exceptions=True,
    )
    assert len([answer for answer in answers if isinstance(answer, UUID)]) == 1
    assert all(isinstance(answer, UUID | Conflict) for answer in answers)
    assert [each.state for each in await kept_visits(owner, application_id)] == [S.STANDING]


async def test_an_incomplete_visit_an_older_copy_and_a_papers_stranger_are_refused_and_change_nothing(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    customer, application_id = await a_draft_application(owner)
    officer, other = await as_staff("officer.east1"), await plant_borrower(owner)
    await draft_for(officer, owner, customer, application_id, summary="")
    foreign = (await plant_papers(owner, other, 1))[0]
    before = await digest(owner)
    with pytest.raises(VisitIncomplete):
        await submit_visit(fresh(officer), application_id=application_id, expected_version=1)
    with pytest.raises(Stale):
        await submit_visit(fresh(officer), application_id=application_id, expected_version=7)
    for sheet, field in (
        (Sheet(photos=(Photo(foreign),)), "visit.photos.0.documentId"),
        (Sheet(lines=(Line(LinePart.ASSET, "vehicle", 1, document_id=uuid4()),)), "visit.lines.0.documentId"),
    ):
        with pytest.raises(NotFound) as refused:
            await save(fresh(officer), application_id=application_id, expected_version=1, sheet=sheet)
        assert refused.value.field == field
    unsound = Sheet(lines=(Line(LinePart.ASSET, "vehicle", 0),))
    with pytest.raises(LineUnsound):
        await save(fresh(officer), application_id=application_id, expected_version=1, sheet=unsound)
    assert await digest(owner) == before


@pytest.mark.parametrize(
    "state", [state for state in ApplicationState if state not in {ApplicationState.DRAFT, ApplicationState.RETURNED}]
)
async def test_nobody_records_a_visit_once_the_application_is_handed_in(
    as_staff: AsStaff, owner: AsyncSession, state: ApplicationState
) -> None:
    version_id, customer = await plant_lender(owner), await plant_borrower(owner)
    application_id = await plant_application(owner, customer, version_id, state=state)
    officer = await as_staff("officer.east1")
    before = await digest(owner)
    with pytest.raises(WrongState):
        await save(officer, application_id=application_id, expected_version=0, sheet=Sheet())
    with pytest.raises(WrongState):
        await submit_visit(fresh(officer), application_id=application_id, expected_version=1)
    assert await digest(owner) == before


async def test_who_may_not_or_does_not_see_it_records_nothing(as_staff: AsStaff, owner: AsyncSession) -> None:
    _, application_id = await a_draft_application(owner)
    auditor, stranger = await as_staff("auditor.hq"), await as_staff("officer.west1")
    before = await digest(owner)
    with pytest.raises(Denied):
        await save(auditor, application_id=application_id, expected_version=0, sheet=Sheet())
    with pytest.raises(NotFound):
        await save(stranger, application_id=application_id, expected_version=0, sheet=Sheet())
    assert await digest(owner) == before
