"""Customers out of a sheet: the sound ones in, the others named by line, nothing half done and nothing twice."""

import csv
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from server.customers.importing import batches
from server.customers.importing.batches import Page
from server.customers.importing.bringing import Bringing
from server.customers.importing.errors import ImportMovedOn, WholeHouseNeeded
from server.customers.importing.models import CustomerImport, CustomerImportState
from server.customers.importing.rows import COLUMNS
from server.customers.models import Consent, Customer, CustomerState
from server.customers.names import typed_forms
from server.customers.rating.models import CustomerRating
from server.customers.rating.tasks import rate_customers
from server.customers.sealing import name_key
from server.customers.service import reveal
from server.kit.errors import Denied
from server.kit.tables.columns import Said
from server.kit.tables.errors import SheetUnreadable
from server.kit.tables.reading import open_file
from server.kit.work import Caller, House
from tests.factories.customers import credit_code, identity_number, phone_number, plant_customer
from tests.fixtures.house import AsStaff, fresh
from tests.fixtures.world import MASTER_KEY

TODAY = date(2026, 3, 2)
TABLES = ("customers", "customer_keys", "identity_claims", "consents", "customer_exposures")


def person(serial: int, **over: str) -> dict[str, str]:
    row = {"branch": "east-1", "officer": "officer.east1", "kind": "个人", "name": "赵一", "consent": "2026-01-05"}
    row |= {"number": identity_number(serial), "phone": phone_number(serial), "income": "8,000.00", "debt": ""}
    return row | over


def company(serial: int, **over: str) -> dict[str, str]:
    about = {"kind": "企业", "name": "东方商贸有限公司", "number": credit_code(serial), "legal_representative": "钱二"}
    return person(serial, **about) | over


def sheet(folder: Path, rows: list[dict[str, str]], encoding: str = "utf-8") -> Path:
    path = folder / f"{uuid4().hex}.csv"
    with path.open("w", encoding=encoding, newline="") as stream:
        told = csv.writer(stream)
        told.writerow([column.zh for column in COLUMNS])
        told.writerows([[row.get(column.name, "") for column in COLUMNS] for row in rows])
    return path


async def counted(owner: AsyncSession) -> dict[str, int]:
    await owner.rollback()
    counts = {}
    for table in TABLES:
        counts[table] = (await owner.execute(text(f"SELECT count(*) FROM {table}"))).scalar_one()  # noqa: S608 - names of ours
    return counts


def codes(faults: list[Said]) -> list[tuple[int, str, str]]:
    return [(fault.line, fault.column, fault.code) for fault in faults]


async def bringing(as_staff: AsStaff, path: Path, faults: list[Said], login: str = "risk.hq", **more: Any) -> Bringing:
    return Bringing(fresh(await as_staff(login)), path, TODAY, tell=faults.append, **more)


async def test_the_sound_rows_are_in_and_the_others_are_named_by_line_and_column(
    as_staff: AsStaff, owner: AsyncSession, tmp_path: Path
) -> None:
    known = await plant_customer(owner)
    rows = [
        person(7_000),
        person(7_001, number="110101198501019999"),
        company(7_002),
        person(7_003, branch="nowhere", phone="12"),
        person(7_004, number=known.number),
        person(7_005, number=identity_number(7_000)),
        person(7_006, phone=known.phone),
        person(7_007, consent=""),
        person(7_008, consent="2026-03-03"),
        person(7_009, income="=1+1"),
        person(7_010, officer="officer.west1"),
        company(7_011, legal_representative=""),
        company(7_012, phone=known.phone),
    ]
    faults: list[Said] = []
    report = await (await bringing(as_staff, sheet(tmp_path, rows), faults)).bring()
    assert codes(faults) == [
        (3, "证件号码", "customer.number_unsound"),
        (5, "手机号", "customer.phone_unsound"),
        (6, "证件号码", "customer.import_known"),
        (7, "证件号码", "customer.import_twice"),
        (8, "手机号", "customer.import_phone_known"),
        (9, "授权日期", "import.cell_missing"),
        (10, "授权日期", "customer.import_consent_unsound"),
        (11, "月收入", "import.formula_refused"),
        (12, "客户经理", "import.unknown_officer"),
        (13, "法定代表人", "import.cell_missing"),
    ]
    assert (report.rows, report.entered, report.known, report.faulty) == (13, 3, 1, 9)
    assert await counted(owner) == {
        "customers": 4,
        "customer_keys": 4,
        "identity_claims": 2 + 2 + 1 + 1,
        "consents": 4,
        "customer_exposures": 4,
    }


async def test_who_was_brought_in_is_a_customer_like_any_other(
    as_staff: AsStaff, owner: AsyncSession, house: House, tmp_path: Path
) -> None:
    await (await bringing(as_staff, sheet(tmp_path, [person(7_100)], "gb18030"), [])).bring()
    await owner.rollback()
    customer = (await owner.execute(select(Customer))).scalar_one()
    consent = (await owner.execute(select(Consent))).scalar_one()
    assert (customer.state, customer.income_monthly_fen, customer.debt_monthly_fen) == (
        CustomerState.ACTIVE,
        800_000,
        None,
    )
    assert (consent.purpose, consent.given_at.date()) == ("personal_data", date(2026, 1, 5))
    officer = await as_staff("officer.east1")
    clear = await reveal(officer, customer_id=customer.id, fields=["name", "id_number", "phone"], reason="核对身份")
    assert clear == {"name": "赵一", "id_number": identity_number(7_100), "phone": phone_number(7_100)}
    job = text("SELECT args FROM procrastinate_jobs WHERE task_name = 'rate_customers'")
    await rate_customers(house, **(await owner.execute(job)).scalar_one())
    await owner.rollback()
    assert (await owner.execute(select(func.count()).select_from(CustomerRating))).scalar_one() == 1


async def test_a_dry_run_says_the_same_and_writes_nothing(
    as_staff: AsStaff, owner: AsyncSession, tmp_path: Path
) -> None:
    rows = [person(7_200 + at) for at in range(5)] + [person(7_200), person(7_210, name="")]
    path = sheet(tmp_path, rows)
    before = await counted(owner)
    dry: list[Said] = []
    looked = await (await bringing(as_staff, path, dry, page_rows=2)).look()
    assert await counted(owner) == before
    wet: list[Said] = []
    brought = await (await bringing(as_staff, path, wet, page_rows=7)).bring()
    assert codes(dry) == codes(wet)
    assert (looked.entered, looked.faulty) == (brought.entered, brought.faulty) == (5, 2)


async def test_a_sheet_that_was_broken_off_goes_on_and_one_that_is_done_brings_nothing_twice(
    as_staff: AsStaff, owner: AsyncSession, tmp_path: Path
) -> None:
    path = sheet(tmp_path, [person(7_300 + at) for at in range(6)] + [person(7_306, phone="1")])

    class Broken(Exception):
        pass

    def break_off(line: int) -> None:
        if line >= 4:
            raise Broken

    with pytest.raises(Broken):
        await (await bringing(as_staff, path, [], page_rows=2, progress=break_off)).bring()
    assert (await counted(owner))["customers"] in {2, 4}
    first = await (await bringing(as_staff, path, [], page_rows=2)).bring()
    again = await (await bringing(as_staff, path, [], page_rows=2)).bring()
    assert first.batch == again.batch
    assert first.batch is not None
    assert (first.batch.state, first.batch.entered, first.batch.faulty) == (CustomerImportState.DONE, 6, 1)
    assert (again.rows, again.entered) == (0, 0)
    copied = sheet(tmp_path, [person(7_300 + at) for at in range(6)])
    other = await (await bringing(as_staff, copied, [])).bring()
    assert (other.entered, other.known) == (0, 6)
    assert (await counted(owner))["customers"] == 6


async def test_who_does_not_see_the_whole_house_or_may_not_brings_nobody_in(
    as_staff: AsStaff, owner: AsyncSession, tmp_path: Path
) -> None:
    path = sheet(tmp_path, [person(7_400)])
    with pytest.raises(Denied):
        await (await bringing(as_staff, path, [], login="officer.east1")).bring()
    caller = await as_staff("risk.hq")
    manager = await as_staff("manager.east")
    narrow = Caller(caller.house, replace(caller.actor, scope=manager.actor.scope, session_id=None), "test")
    with pytest.raises((WholeHouseNeeded, Denied)):
        await Bringing(narrow, path, TODAY).bring()
    await owner.rollback()
    assert (await owner.execute(select(func.count()).select_from(CustomerImport))).scalar_one() == 0
    assert (await counted(owner))["customers"] == 0


async def test_a_page_that_another_has_brought_in_is_not_brought_in_again(
    as_staff: AsStaff, owner: AsyncSession, tmp_path: Path
) -> None:
    path = sheet(tmp_path, [person(7_500 + at) for at in range(4)])
    file, caller = open_file(path, mixed=True), fresh(await as_staff("risk.hq"))
    batch = await batches.begin_import(caller, file_digest=file.digest)
    rival = await (await bringing(as_staff, path, [], page_rows=2)).bring()
    with pytest.raises(ImportMovedOn):
        await batches.enter_page(caller, import_id=batch.id, page=Page(0, 3, []))
    assert rival.entered == (await counted(owner))["customers"] == 4


async def test_a_sheet_without_rows_begins_nothing(as_staff: AsStaff, owner: AsyncSession, tmp_path: Path) -> None:
    with pytest.raises(SheetUnreadable):
        await (await bringing(as_staff, sheet(tmp_path, []), [])).bring()
    await owner.rollback()
    assert (await owner.execute(select(func.count()).select_from(CustomerImport))).scalar_one() == 0


async def test_who_was_brought_in_has_the_keys_of_his_name(
    as_staff: AsStaff, owner: AsyncSession, tmp_path: Path
) -> None:
    rows = [person(7_100, name="赵小一"), company(7_101)]
    await (await bringing(as_staff, sheet(tmp_path, rows), [])).bring()
    found = {tuple(keys or ()) for keys in await owner.scalars(select(Customer.name_index))}
    forms = typed_forms("赵小一"), typed_forms("东方商贸有限公司", person=False)
    assert found == {tuple(name_key(MASTER_KEY, form) for form in each) for each in forms}
