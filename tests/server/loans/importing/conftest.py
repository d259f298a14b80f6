"""A house that takes loans over, the two people who do it, and sheets as another system hands them over."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text

from bench.imports.sheet import Made, Place, make, write_csv
from server.loans.importing import bringing, undoing
from server.loans.importing.batches import Batch
from server.loans.importing.bringing import Report, Sheet, read_sheet
from server.loans.verifying.service import verify_books
from tests.fixtures.house import fresh
from tests.server.loans.conftest import Lender

TODAY = date(2026, 3, 2)
AS_OF = date(2026, 3, 1)
PLACES = (Place("east-1", "officer.east1"), Place("east-2", "officer.east2"), Place("west-1", "officer.west1"))
PRODUCT = "biz"
TABLES = (
    "loan_imports",
    "loan_import_rows",
    "loan_import_numbers",
    "loans",
    "loan_acts",
    "loan_plans",
    "loan_standings",
    "instalments",
    "customers",
    "customer_keys",
    "customer_exposures",
    "identity_claims",
    "ledger_entries",
    "ledger_postings",
)


@dataclass
class Desk:
    """Somebody in finance who brings loans in, and somebody else who confirms."""

    lender: Lender
    folder: Path
    product: str

    def made(self, count: int = 6, *, seed: int = 1, as_of: date = AS_OF) -> Made:
        return make(count, PLACES, as_of, product=self.product, seed=seed)

    def sheet(self, made: Made, name: str = "loans") -> Sheet:
        path, control = self.folder / f"{name}.csv", self.folder / f"{name}-control.csv"
        write_csv(made, path, control)
        return read_sheet(path, TODAY, control)

    async def look(self, sheet: Sheet) -> Report:
        return await bringing.look(await self.lender.caller("finance.hq"), sheet)

    async def prepare(self, sheet: Sheet) -> Batch:
        caller = await self.lender.caller("finance.hq")
        return await bringing.prepare(fresh(caller), sheet, await bringing.look(caller, sheet))

    async def bring(self, sheet: Sheet, *, part_loans: int = 1_000) -> Batch:
        batch = await self.prepare(sheet)
        return await bringing.write(await self.lender.caller("checker.hq"), sheet, batch, part_loans=part_loans)

    async def undo(self, import_id: UUID) -> UUID:
        caller = fresh(await self.lender.caller("checker.hq"))
        return await undoing.undo(caller, import_id=import_id, reason="重新导入")

    async def differences(self) -> list[Any]:
        return list((await verify_books(self.lender.verifier())).differences)

    async def counts(self) -> dict[str, int]:
        return {table: await self.one(f"SELECT count(*) FROM {table}") for table in TABLES}  # noqa: S608 - names of ours

    async def one(self, question: str, **given: Any) -> Any:
        await self.lender.owner.rollback()
        return (await self.lender.owner.execute(text(question), given)).scalar_one()


@pytest.fixture
async def desk(lender: Lender, tmp_path: Path) -> Desk:
    wanted = text("SELECT product_code FROM product_versions WHERE id = :id")
    product = (await lender.owner.execute(wanted, {"id": lender.version_id})).scalar_one()
    return Desk(lender, tmp_path, product)


Spoil = Callable[[dict[str, Any]], None]
