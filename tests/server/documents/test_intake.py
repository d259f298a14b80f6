"""Taking a picture in: judged first, sealed before the store sees it, and nothing half done."""

import asyncio
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from server.audit.models import AuditRecord
from server.documents import errors, intake
from server.documents.models import Document, DocumentKind, DocumentState
from server.documents.sealing import open_picture
from server.kit.crypto import DecryptionError
from server.kit.errors import Denied, IdempotencyMismatch, Invalid, NotFound
from server.kit.storage import MemoryStore
from server.kit.work import Caller, House, Queue
from tests.factories.customers import plant_customer, plant_prospect
from tests.fixtures.house import AsStaff, fresh
from tests.server.documents.scripts import bare_png, jpeg


async def count(owner: AsyncSession, what: str) -> int:
    await owner.rollback()
    return int((await owner.execute(text(f"SELECT count(*) FROM {what}"))).scalar_one())  # noqa: S608 - table names of this file


def blobs(house: House) -> dict[str, bytes]:
    assert isinstance(house.ports.storage, MemoryStore)
    return house.ports.storage._blobs  # noqa: SLF001 - looks at what the store would keep


async def only_document(owner: AsyncSession) -> Document:
    await owner.rollback()
    return (await owner.execute(select(Document).execution_options(populate_existing=True))).scalar_one()


async def test_a_picture_is_sealed_in_the_store_and_left_for_the_worker(
    as_staff: AsStaff, owner: AsyncSession, house: House
) -> None:
    prospect = await plant_prospect(owner)
    data = jpeg()
    officer = await as_staff("officer.east1")
    document_id = await intake.upload(officer, customer_id=prospect.customer_id, kind=DocumentKind.ID_FRONT, data=data)
    row = await only_document(owner)
    assert (row.id, row.customer_id, row.state, row.media_type) == (
        document_id,
        prospect.customer_id,
        DocumentState.RECEIVED,
        "image/jpeg",
    )
    kept = intake.clean_picture(data, DocumentKind.ID_FRONT).data
    assert (row.width, row.height, row.size_bytes, row.officer_id) == (400, 252, len(kept), prospect.officer_id)
    [(digest, sealed)] = blobs(house).items()
    assert digest == row.digest
    assert kept[:64] not in sealed
    assert open_picture(prospect.key, prospect.customer_id, sealed) == kept
    with pytest.raises(DecryptionError):
        open_picture(prospect.key, uuid4(), sealed)
    [(args, line)] = (
        await owner.execute(text("SELECT args, queue_name FROM procrastinate_jobs WHERE task_name = 'read_document'"))
    ).all()
    assert args == {"document_id": str(document_id), "customer_id": str(prospect.customer_id)}
    assert line == Queue.READINGS


async def test_the_same_request_sent_again_is_one_document_and_one_blob(
    as_staff: AsStaff, owner: AsyncSession, house: House
) -> None:
    prospect = await plant_prospect(owner)
    officer = await as_staff("officer.east1")
    same: dict[str, Any] = {"customer_id": prospect.customer_id, "kind": DocumentKind.ID_FRONT, "data": jpeg()}
    answers = await asyncio.gather(*(intake.upload(officer, **same) for _ in range(3)))
    assert len(set(answers)) == 1
    assert (await count(owner, "documents"), len(blobs(house))) == (1, 1)
    with pytest.raises(IdempotencyMismatch):
        await intake.upload(officer, **(same | {"data": jpeg(10)}))
    assert await count(owner, "documents") == 1


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", errors.PictureEmpty),
        (b"MZ this is a program", errors.NotAnImage),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", errors.NotAnImage),
        (b"\xff\xd8\xff\xe0" + bytes(50_000_000), errors.PictureTooLarge),
        (bare_png(12_000, 9_000), errors.TooManyPixels),
        (bare_png(20, 20), errors.TooSmall),
        (b"%PDF-1.7 and nothing more", errors.PictureBroken),
    ],
)
async def test_what_is_no_sound_picture_is_refused_by_field_and_nothing_is_kept(
    as_staff: AsStaff, owner: AsyncSession, house: House, data: bytes, error: type[Invalid]
) -> None:
    prospect = await plant_prospect(owner)
    officer = await as_staff("officer.east1")
    with pytest.raises(error) as refusal:
        await intake.upload(officer, customer_id=prospect.customer_id, kind=DocumentKind.ID_FRONT, data=data)
    assert refusal.value.field == "file"
    assert blobs(house) == {}
    assert [await count(owner, what) for what in ("documents", "procrastinate_jobs", "idempotency_keys")] == [0, 0, 0]


@pytest.mark.parametrize("login", ["officer.east2", "officer.west1"])
async def test_a_foreign_customer_gets_no_picture(
    as_staff: AsStaff, owner: AsyncSession, house: House, login: str
) -> None:
    foreign = await plant_customer(owner)
    with pytest.raises(NotFound) as refusal:
        await intake.upload(
            await as_staff(login), customer_id=foreign.customer_id, kind=DocumentKind.OTHER, data=jpeg()
        )
    assert refusal.value.field == "customerId"
    assert (await count(owner, "documents"), blobs(house)) == (0, {})


async def test_who_does_not_take_in_documents_adds_none(as_staff: AsStaff, owner: AsyncSession, house: House) -> None:
    planted = await plant_customer(owner)
    for login in ("manager.east", "auditor.hq", "finance.hq"):
        with pytest.raises(Denied):
            await intake.upload(
                await as_staff(login), customer_id=planted.customer_id, kind=DocumentKind.OTHER, data=jpeg()
            )
    assert (await count(owner, "documents"), blobs(house)) == (0, {})


async def test_papers_that_no_machine_reads_leave_no_job(as_staff: AsStaff, owner: AsyncSession) -> None:
    planted = await plant_customer(owner)
    officer = await as_staff("officer.east1")
    await intake.upload(officer, customer_id=planted.customer_id, kind=DocumentKind.OTHER, data=jpeg())
    assert await count(owner, "procrastinate_jobs") == 0


async def look(caller: Caller, document_id: UUID) -> intake.Picture:
    return await intake.picture(caller, document_id=document_id)


async def test_a_picture_is_shown_within_scope_and_who_looked_is_on_record(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    planted = await plant_customer(owner)
    officer, manager = await as_staff("officer.east1"), await as_staff("manager.east")
    document_id = await intake.upload(officer, customer_id=planted.customer_id, kind=DocumentKind.ID_FRONT, data=jpeg())
    for caller in (fresh(officer), manager):
        assert (await look(caller, document_id)).media_type == "image/jpeg"
    for login in ("officer.east2", "officer.west1", "manager.west"):
        with pytest.raises(NotFound):
            await look(await as_staff(login), document_id)
    looks = select(func.count()).select_from(AuditRecord).where(AuditRecord.operation == "document:read")
    assert (await owner.execute(looks.where(AuditRecord.code.is_(None)))).scalar_one() == 2


async def test_a_lost_picture_is_told_as_such(as_staff: AsStaff, owner: AsyncSession, house: House) -> None:
    planted = await plant_customer(owner)
    officer = await as_staff("officer.east1")
    document_id = await intake.upload(officer, customer_id=planted.customer_id, kind=DocumentKind.OTHER, data=jpeg())
    emptied = replace(house, ports=replace(house.ports, storage=MemoryStore()))
    with pytest.raises(errors.PictureLost):
        await look(replace(fresh(officer), house=emptied), document_id)
