"""The dossier: drawn for a loan or a period, checked without this system, broken by one changed byte."""

import json
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from server.audit.models import AuditRecord
from server.customers.service.revealing import reveal
from server.identity.actors import WORKER
from server.jobs.sealing import seal_records
from server.kit.errors import Denied, NotFound
from server.kit.work import Caller, House
from server.loans.models import Loan
from server.reports.dossier import archive, drawing
from server.reports.own_data import hand_over_data
from tests.factories.applications import plant_lender
from tests.factories.custody import plant_funding_account
from tests.factories.customers import Planted
from tests.factories.documents import plant_borrower
from tests.factories.loans import plant_loan
from tests.fixtures.house import AsStaff


async def lent(owner: AsyncSession, as_staff: AsStaff, house: House) -> tuple[Planted, str]:
    """A running loan whose borrower's data somebody has looked at, with the trail sealed."""
    customer = await plant_borrower(owner)
    loan = await plant_loan(owner, customer, await plant_lender(owner), await plant_funding_account(owner))
    await reveal(await as_staff("officer.east1"), customer_id=customer.customer_id, fields=["phone"], reason="回访核对")
    await seal_records(Caller(house, WORKER, request_id="seal"))
    number = (await owner.execute(select(Loan.number).where(Loan.id == loan.loan_id))).scalar_one()
    await owner.rollback()
    return customer, number


def checked(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, folder / "check.py"], capture_output=True, text=True, check=False)


async def test_a_dossier_is_whole_and_one_changed_byte_is_found(
    house: House, as_staff: AsStaff, owner: AsyncSession, tmp_path: Path
) -> None:
    customer, number = await lent(owner, as_staff, house)
    drawn = await drawing.draw_loan(drawing.inspector(house), number=number)
    told = await archive.write(house, drawn, tmp_path / "one.zip")
    folder = tmp_path / "one"
    with zipfile.ZipFile(tmp_path / "one.zip") as zipped:
        zipped.extractall(folder)
    sound = checked(folder)
    assert sound.returncode == 0, sound.stdout
    assert "1 links" in sound.stdout
    page = (folder / "index.html").read_text(encoding="utf-8")
    assert number in page
    assert "回访核对" in page
    everything = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert customer.number.encode() not in everything
    assert customer.phone.encode() not in everything
    assert told["missing_papers"]
    csv = folder / "csv" / "loans.csv"
    csv.write_bytes(csv.read_bytes().replace(number.encode(), b"0" * len(number)))
    assert "changed: csv/loans.csv" in checked(folder).stdout
    chain = folder / "chain.jsonl"
    link: dict[str, Any] = json.loads(chain.read_text(encoding="utf-8").splitlines()[0])
    link["sealed"] = link["sealed"].replace("customer:reveal", "customer:read")
    chain.write_text(json.dumps(link) + "\n", encoding="utf-8")
    assert f"broken link: {link['number']}" in checked(folder).stdout
    record = (await owner.execute(select(AuditRecord).where(AuditRecord.operation == "dossier:draw"))).scalar_one()
    assert record.changes["dossier"] == f"loan {number}"


async def test_a_period_takes_the_loans_paid_out_in_it(
    house: House, as_staff: AsStaff, owner: AsyncSession, tmp_path: Path
) -> None:
    _, number = await lent(owner, as_staff, house)
    inspector = drawing.inspector(house)
    drawn = await drawing.draw_period(inspector, first=date(2026, 2, 1), last=date(2026, 3, 31))
    assert [row["number"] for row in drawn.rows["loans"]] == [number]
    assert (await archive.write(house, drawn, tmp_path / "two.zip"))["title"] == "period 2026-02-01 2026-03-31"
    with pytest.raises(NotFound):
        await drawing.draw_period(inspector, first=date(2025, 1, 1), last=date(2025, 1, 31))
    with pytest.raises(NotFound):
        await drawing.draw_loan(inspector, number="nothing")
    with pytest.raises(Denied):
        await drawing.draw_loan(await as_staff("officer.east1"), number=number)


async def test_a_person_is_given_all_that_is_stored_of_him(
    house: House, as_staff: AsStaff, owner: AsyncSession
) -> None:
    customer, _ = await lent(owner, as_staff, house)
    told = await hand_over_data(await as_staff("risk.hq"), customer_id=customer.customer_id)
    assert (told["identity"]["name"], told["identity"]["number"]) == (customer.name, customer.number)
    assert told["accounts"][0]["number"] == customer.account_number
    assert {"customers", "loans", "instalments", "consents", "documents"} <= set(told["records"])
    assert not any(name.endswith("_cipher") for rows in told["records"].values() for row in rows for name in row)
    with pytest.raises(Denied):
        await hand_over_data(await as_staff("officer.east1"), customer_id=customer.customer_id)
