"""The worker reads, the officer confirms: what the machine proposes counts for nothing by itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from ocr import Kind
from server.customers.errors import IdentityMismatch
from server.customers.models import ClaimKind, ConfirmedIdentity
from server.documents import batches, errors, intake, service
from server.documents.models import Document, DocumentConfirmation, DocumentKind, DocumentReading, DocumentState
from server.documents.service import DocumentField
from server.documents.tasks import read_document
from server.identity.passage import enter
from server.kit.errors import Denied, DomainError, NotFound, Stale
from server.kit.scope import Scope
from server.kit.storage import MemoryStore
from server.kit.work import Actor, ActorKind, Caller, House
from tests.factories.customers import Planted, identity_number, plant_customer, plant_prospect
from tests.factories.documents import plant_document
from tests.fixtures.asking import ask
from tests.fixtures.house import AsStaff, fresh
from tests.fixtures.world import id_of
from tests.server.documents.scripts import jpeg, reading_house, with_reader

NAME, NUMBER = "王小明", identity_number(905)
BORN = f"{NUMBER[6:10]}-{NUMBER[10:12]}-{NUMBER[12:14]}"
CARD: dict[str, str | None] = {
    "name": "王小朋",
    "sex": "男",
    "nation": "汉",
    "birth_date": BORN,
    "address": "北京市东城区新城路1号",
    "id_number": NUMBER,
}
RIGHT = {name: value for name, value in CARD.items() if value} | {"name": NAME}


@dataclass(frozen=True)
class Case:
    """An uploaded picture and who uploaded it."""

    customer: Planted
    officer: Caller
    document_id: UUID

    async def fields(self, caller: Caller | None = None) -> dict[str, DocumentField]:
        [found] = await batches.fields_by_documents(caller or self.officer, keys=[self.document_id])
        return {field.name: field for field in found}

    async def confirm(self, values: Mapping[str, str], version: int) -> UUID:
        return await service.confirm(
            fresh(self.officer), document_id=self.document_id, fields=values, expected_version=version
        )


async def uploaded(
    as_staff: AsStaff, owner: AsyncSession, kind: DocumentKind = DocumentKind.ID_FRONT, customer: Planted | None = None
) -> Case:
    planted = customer or await plant_prospect(owner)
    officer = await as_staff("officer.east1")
    document_id = await intake.upload(officer, customer_id=planted.customer_id, kind=kind, data=jpeg())
    return Case(planted, officer, document_id)


async def run(house: House, case: Case) -> None:
    """What the worker does with the job that the upload left."""
    await read_document(house, document_id=str(case.document_id), customer_id=str(case.customer.customer_id))


async def row_of(owner: AsyncSession, document_id: UUID) -> Document:
    await owner.rollback()
    wanted = select(Document).where(Document.id == document_id).execution_options(populate_existing=True)
    return (await owner.execute(wanted)).scalar_one()


async def all_of(owner: AsyncSession, model: type[Any]) -> list[Any]:
    await owner.rollback()
    return list((await owner.execute(select(model))).scalars())


async def test_a_card_is_read_once_however_often_the_job_runs(
    as_staff: AsStaff, owner: AsyncSession, house: House
) -> None:
    case = await uploaded(as_staff, owner)
    reading = reading_house(house, jpeg(), CARD)
    await run(reading, case)
    await run(reading, case)
    document = await row_of(owner, case.document_id)
    assert (document.state, document.version) == (DocumentState.READ, 2)
    [stored] = await all_of(owner, DocumentReading)
    assert (stored.engine, stored.doubts) == ("scripted", 1)
    proposed = await case.fields()
    assert {name: field.proposed for name, field in proposed.items()} == CARD
    assert [name for name, field in proposed.items() if not field.sure] == ["address"]
    assert proposed["address"].reason == "doubtful_reading"
    dump = (await owner.execute(text("SELECT t::text FROM document_readings AS t"))).scalar_one()
    assert NUMBER not in dump
    assert NUMBER.encode().hex() not in dump


async def test_the_officer_confirms_and_what_he_corrected_is_kept(
    as_staff: AsStaff, owner: AsyncSession, house: House
) -> None:
    case = await uploaded(as_staff, owner)
    await run(reading_house(house, jpeg(), CARD), case)
    await case.confirm(RIGHT | {"id_number": f" {NUMBER[:6]} {NUMBER[6:].lower()}"}, version=2)
    document = await row_of(owner, case.document_id)
    assert (document.state, document.version) == (DocumentState.CONFIRMED, 3)
    [confirmation] = await all_of(owner, DocumentConfirmation)
    assert (confirmation.corrected, confirmation.confirmed_by) == (["name"], id_of("officer.east1"))
    fields = await case.fields()
    assert (fields["name"].proposed, fields["name"].confirmed) == ("王小朋", NAME)
    assert fields["id_number"].confirmed == NUMBER
    [identity] = await all_of(owner, ConfirmedIdentity)
    assert (identity.document_id, identity.kind) == (case.document_id, ClaimKind.ID_NUMBER)
    trail = (await owner.execute(text("SELECT string_agg(t::text, '') FROM audit_records AS t"))).scalar_one()
    assert NUMBER not in trail
    assert NAME not in trail


@pytest.mark.parametrize(
    ("values", "error", "field"),
    [
        ({"name": " "}, errors.ValueMissing, "fields.name"),
        ({"id_number": NUMBER[:-1]}, errors.ValueUnsound, "fields.id_number"),
        ({"id_number": identity_number(906)}, errors.ValueUnsound, "fields.birth_date"),
        ({"birth_date": "1985-13-01"}, errors.ValueUnsound, "fields.birth_date"),
        ({"shoe_size": "42"}, errors.FieldUnknown, "fields"),
        ({"address": "x" * 2001}, errors.ValueUnsound, "fields.address"),
    ],
)
async def test_values_that_cannot_stand_on_a_card_are_refused_by_field(
    as_staff: AsStaff, owner: AsyncSession, house: House, values: dict[str, str], error: type[DomainError], field: str
) -> None:
    case = await uploaded(as_staff, owner)
    await run(reading_house(house, jpeg(), CARD), case)
    with pytest.raises(error) as refusal:
        await case.confirm(RIGHT | values, version=2)
    assert refusal.value.field == field
    assert (await row_of(owner, case.document_id)).state is DocumentState.READ
    assert await all_of(owner, DocumentConfirmation) == []


async def test_a_card_of_somebody_else_is_not_confirmed_for_a_registered_customer(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    case = await uploaded(as_staff, owner, customer=await plant_customer(owner))
    with pytest.raises(IdentityMismatch):
        await case.confirm(RIGHT, version=1)
    assert (await row_of(owner, case.document_id)).state is DocumentState.RECEIVED
    assert await all_of(owner, ConfirmedIdentity) == []


async def test_a_stale_or_second_confirmation_is_refused(as_staff: AsStaff, owner: AsyncSession, house: House) -> None:
    case = await uploaded(as_staff, owner)
    await run(reading_house(house, jpeg(), CARD), case)
    with pytest.raises(Stale):
        await case.confirm(RIGHT, version=1)
    await case.confirm(RIGHT, version=2)
    with pytest.raises(errors.AlreadyConfirmed):
        await case.confirm(RIGHT, version=3)
    assert len(await all_of(owner, DocumentConfirmation)) == 1


async def test_a_reading_that_comes_after_the_confirmation_changes_nothing(
    as_staff: AsStaff, owner: AsyncSession, house: House
) -> None:
    case = await uploaded(as_staff, owner)
    await case.confirm(RIGHT, version=1)
    await run(reading_house(house, jpeg(), CARD), case)
    assert (await row_of(owner, case.document_id)).state is DocumentState.CONFIRMED
    assert await all_of(owner, DocumentReading) == []


class BreakingReader:
    """Fails in a way that nobody foresaw, quoting what it saw."""

    def read(self, data: bytes, *, hint: Any = None) -> Any:
        message = f"{NUMBER} {hint} {len(data)}"
        raise RuntimeError(message)


@pytest.mark.parametrize("failure", ["reader_absent", "reader_failed", "picture_lost"])
async def test_a_failed_reading_leaves_its_reason_and_is_tried_again(
    as_staff: AsStaff, owner: AsyncSession, house: House, failure: str
) -> None:
    case = await uploaded(as_staff, owner)
    broken = with_reader(house, None if failure == "reader_absent" else BreakingReader())
    store = house.ports.storage
    assert isinstance(store, MemoryStore)
    kept = dict(store._blobs)  # noqa: SLF001 - loses the picture and finds it again
    if failure == "picture_lost":
        store._blobs.clear()  # noqa: SLF001 - as above
    await run(broken, case)
    document = await row_of(owner, case.document_id)
    assert (document.state, document.failure, document.version) == (DocumentState.FAILED, failure, 2)
    store._blobs.update(kept)  # noqa: SLF001 - as above
    await service.read_again(fresh(case.officer), document_id=case.document_id)
    jobs = "SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'read_document'"
    assert (await owner.execute(text(jobs))).scalar_one() == 2
    with pytest.raises(errors.NothingToRead):
        await service.read_again(fresh(case.officer), document_id=case.document_id)
    await run(reading_house(house, jpeg(), CARD), case)
    document = await row_of(owner, case.document_id)
    assert (document.state, document.failure) == (DocumentState.READ, None)


async def test_a_job_cut_off_in_the_middle_is_taken_up_again(
    as_staff: AsStaff, owner: AsyncSession, house: House
) -> None:
    case = await uploaded(as_staff, owner)
    await owner.execute(text("UPDATE documents SET state = 'reading'"))
    await owner.commit()
    await run(reading_house(house, jpeg(), CARD), case)
    assert (await row_of(owner, case.document_id)).state is DocumentState.READ


async def test_a_picture_of_another_paper_proposes_nothing(
    as_staff: AsStaff, owner: AsyncSession, house: House
) -> None:
    case = await uploaded(as_staff, owner)
    await run(reading_house(house, jpeg(), {"authority": "新城公安局"}, Kind.ID_BACK), case)
    fields = await case.fields()
    assert set(fields) == set(CARD)
    assert {(field.proposed, field.sure, field.reason) for field in fields.values()} == {(None, False, "not_found")}


async def test_others_see_the_personal_values_masked(as_staff: AsStaff, owner: AsyncSession, house: House) -> None:
    case = await uploaded(as_staff, owner)
    await run(reading_house(house, jpeg(), CARD), case)
    await case.confirm(RIGHT, version=2)
    seen = await case.fields(await as_staff("manager.east"))
    assert {name: field.confirmed for name, field in seen.items()} == {
        "name": "王*明",
        "sex": "男",
        "nation": "汉",
        "birth_date": "****",
        "address": "****",
        "id_number": f"{NUMBER[:6]}********{NUMBER[-4:]}",
    }
    assert seen["name"].proposed == "王*朋"


@pytest.mark.parametrize("login", ["officer.east2", "officer.west1", "manager.west"])
async def test_a_document_out_of_sight_is_not_found(
    as_staff: AsStaff, owner: AsyncSession, house: House, login: str
) -> None:
    case = await uploaded(as_staff, owner)
    await run(reading_house(house, jpeg(), CARD), case)
    foreign = await as_staff(login)
    assert await case.fields(foreign) == {}
    assert (await ask(foreign, "{ customers { nodes { documents { id } } } }"))["customers"]["nodes"] == []
    refusals = Denied if login == "manager.west" else NotFound
    with pytest.raises(refusals):
        await service.confirm(foreign, document_id=case.document_id, fields=RIGHT, expected_version=2)
    with pytest.raises(refusals):
        await service.read_again(fresh(foreign), document_id=case.document_id)
    assert (await row_of(owner, case.document_id)).state is DocumentState.READ


async def test_staff_cannot_give_a_reading(as_staff: AsStaff, owner: AsyncSession) -> None:
    case = await uploaded(as_staff, owner)
    for login in ("officer.east1", "admin1.hq"):
        caller = await as_staff(login)
        with pytest.raises(Denied):
            await service.begin_reading(caller, document_id=case.document_id)
        with pytest.raises(Denied):
            await service.fail_reading(caller, document_id=case.document_id, failure="reader_failed")
    assert (await row_of(owner, case.document_id)).state is DocumentState.RECEIVED


async def test_the_database_itself_hides_documents_out_of_scope(
    as_staff: AsStaff, owner: AsyncSession, house: House
) -> None:
    case = await uploaded(as_staff, owner)
    await run(reading_house(house, jpeg(), CARD), case)
    await case.confirm(RIGHT, version=2)
    foreign = await plant_customer(owner, officer="officer.west1")
    await plant_document(owner, foreign)
    tables = ("documents", "document_readings", "document_confirmations", "confirmed_identities")
    for login, counts in (("officer.east1", [1, 1, 1, 1]), ("officer.west1", [1, 0, 0, 0]), ("officer.east2", [0] * 4)):
        scope = Scope.of_officers(frozenset({id_of(login)}))
        async with house.database.session() as session:
            await enter(session, Actor(id_of(login), ActorKind.STAFF, login, scope=scope))
            seen = [
                (await session.execute(text(f"SELECT count(*) FROM {name}"))).scalar_one()  # noqa: S608 - table names of this file
                for name in tables
            ]
        assert seen == counts, login
