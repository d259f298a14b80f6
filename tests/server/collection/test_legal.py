"""Letters, visits, the way to lawyers with its file, and what treatment brings."""

import io
import zipfile
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pypdfium2
import pytest
from sqlalchemy import select, update

from server.collection.contacting.planning import Planned
from server.collection.errors import VisitUnsound
from server.collection.legal.file import archive_of
from server.collection.legal.handing import hand_over, withdraw
from server.collection.legal.models import CaseLetter
from server.collection.legal.rules import Delivery
from server.collection.legal.writing import pdf_of, write_letter
from server.collection.models import CollectionCase
from server.collection.reporting import uplift_report
from server.collection.rules import Arm, CaseState, ContactState
from server.collection.visits.models import CaseVisit
from server.collection.visits.recording import VisitMade, record_visit
from server.compliance.contacts.models import ContactChannel
from server.kit.errors import Denied
from tests.factories.documents import plant_document
from tests.fixtures.house import fresh
from tests.fixtures.world import id_of
from tests.server.collection.conftest import TODAY, Desk

VISIT = Planned(ContactChannel.VISIT, script="visit")


async def test_a_letter_is_a_contact_and_the_same_words_each_time(desk: Desk) -> None:
    collector = await desk.collector()
    debt, case_id = await desk.opened(40)
    contact_id = await write_letter(fresh(collector), case_id=case_id, delivery=Delivery.COURIER, tracking="EMS1")
    assert (await desk.contact(contact_id)).state is ContactState.REACHED
    assert (await desk.case(case_id)).letter_on == TODAY
    letter = (await desk.owner.execute(select(CaseLetter))).scalar_one()
    assert (letter.number.isdigit(), letter.facts["days"]) == (True, 40)
    assert letter.facts["overdue_fen"] >= debt.due_fen
    first, second = [await pdf_of(collector, letter_id=letter.id) for _ in range(2)]
    assert first == second
    text = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(first[1]))
    assert debt.customer.name in "".join(text.split())
    assert "催收函" in "".join(text.split())


async def test_before_the_legal_step_no_letter_is_written(desk: Desk) -> None:
    collector = await desk.collector()
    _, case_id = await desk.opened(20)
    contact = await desk.contact(await write_letter(fresh(collector), case_id=case_id, delivery=Delivery.POST))
    assert (contact.state, contact.codes) == (ContactState.REFUSED, ["HC-08"])
    assert (await desk.owner.execute(select(CaseLetter))).scalars().all() == []


async def test_lawyers_get_a_file_and_the_house_stops_until_the_case_comes_back(desk: Desk) -> None:
    collector, leader = await desk.collector(), await desk.as_staff("branchmanager.east1")
    _, case_id = await desk.opened(60)
    await desk.plan(collector, case_id)
    await write_letter(fresh(collector), case_id=case_id, delivery=Delivery.POST)
    desk.clock.advance(timedelta(days=7))
    await hand_over(fresh(leader), case_id=case_id, firm="明德律师事务所", reason="多次协商无果")
    assert (await desk.case(case_id)).state is CaseState.WITH_LAWYERS
    with pytest.raises(Denied):
        await archive_of(collector, case_id=case_id)
    name, data = await archive_of(leader, case_id=case_id)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = archive.namelist()
        contacts, schedule = archive.read("contacts.csv").decode(), archive.read("schedule.csv").decode()
        letters = [each for each in files if each.startswith("letters/")]
        assert archive.read(letters[0]).startswith(b"%PDF")
    assert name.endswith(".zip")
    assert len(letters) == 1
    assert contacts.count("\n") == 3, "head, call, letter"
    assert schedule.count("\n") == 13, "head and twelve instalments"
    await withdraw(fresh(leader), case_id=case_id, reason="客户同意分期")
    assert (await desk.plan(collector, case_id)).state is ContactState.PLANNED


async def test_a_visit_is_by_two_with_a_place_and_photos_of_this_customer(desk: Desk) -> None:
    collector = await desk.collector()
    debt, case_id = await desk.opened(70)
    other = await desk.debt(70)
    planned = await desk.plan(collector, case_id, VISIT)
    photo, foreign = [await plant_document(desk.owner, each.customer) for each in (debt, other)]
    made = VisitMade(
        visited_at=desk.clock.now(),
        companion_id=id_of("officer.east1"),
        address="某市某路 8 号",
        latitude=Decimal("30.5"),
        longitude=Decimal(104),
        accuracy_m=20,
        met=True,
        summary="当面协商",
        photos=(photo,),
    )
    before = await desk.everything()
    wrong: tuple[dict[str, Any], ...] = (
        {"companion_id": id_of("collector.east1")},
        {"photos": ()},
        {"photos": (foreign,)},
        {"photos": (photo, photo)},
        {"latitude": Decimal(91)},
        {"accuracy_m": 0},
        {"visited_at": desk.clock.now() + timedelta(minutes=1)},
    )
    for changes in wrong:
        with pytest.raises(VisitUnsound):
            await record_visit(fresh(collector), contact_id=planned.id, visit=replace(made, **changes))
    assert await desk.everything() == before
    await record_visit(fresh(collector), contact_id=planned.id, visit=made)
    assert (await desk.contact(planned.id)).state is ContactState.REACHED
    visit = (await desk.owner.execute(select(CaseVisit))).scalar_one()
    assert (visit.photos, visit.address_masked) == ([photo], "某市某路 8**")
    assert "当面协商".encode() not in visit.summary_cipher


async def test_the_uplift_is_reckoned_over_early_cases_that_are_old_enough(desk: Desk) -> None:
    opened_on = TODAY - timedelta(days=10)
    for number in range(5):
        held = number < 2
        columns: dict[str, Any] = {"arm": Arm.HELD_OUT, "held_out_until": TODAY} if held else {"arm": Arm.TREATED}
        _, case_id = await desk.opened(14, **columns)
        cured: dict[str, Any] = {}
        if number in {0, 2, 3}:
            late = timedelta(days=8 if number == 0 else 7)
            cured = {"state": CaseState.CLOSED, "closed_reason": "cured", "closed_on": opened_on + late}
        own = update(CollectionCase).where(CollectionCase.id == case_id)
        await desk.owner.execute(own.values(opened_on=opened_on, overdue_since=opened_on, **cured))
        await desk.owner.commit()
    await desk.opened(40, opened_on=opened_on)
    await desk.opened(3)
    report = await uplift_report(await desk.collector(), since=TODAY - timedelta(days=30), until=TODAY)
    treated, held_out = report.cured.treated, report.cured.held_out
    assert (treated.cured, treated.cases, held_out.cured, held_out.cases) == (2, 3, 0, 2)
    assert report.cured.difference == pytest.approx(2 / 3)
    assert report.cured.low is not None
    assert not report.cured.is_clear
