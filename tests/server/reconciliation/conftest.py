"""A desk that imports statements and works off breaks, with a loan that runs and an account of its own."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from server.custody.bank import ScriptedBank
from server.custody.models import FundingAccount
from server.kit.work import Caller, House
from server.loans.models import Loan
from server.loans.repaying import repay
from server.reconciliation import intake
from server.reconciliation.intake import Imported
from server.reconciliation.models import StatementBreak, StatementLine
from server.reconciliation.rules import BreakKind, BreakState
from server.simulators.bank.movements import Movement
from server.simulators.bank.papers import csv_table
from tests.factories.custody import plant_funding_account
from tests.factories.customers import plant_customer
from tests.factories.loans import PlantedLoan, plant_loan
from tests.factories.products import plant_product
from tests.factories.reconciliation import DAY, movement, statement
from tests.fixtures.house import AsStaff, fresh

_references = itertools.count(1)


@dataclass
class Desk:
    """The finance desk of a lender with one funding account. `lines` is what the bank has told so far."""

    house: House
    bank: ScriptedBank
    owner: AsyncSession
    as_staff: AsStaff
    version_id: UUID
    account_id: UUID
    account_number: str
    opening_fen: int = 10**12
    lines: list[Movement] = field(default_factory=list)
    _numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    async def caller(self, login: str = "finance.hq", *, stepped_up: bool = True) -> Caller:
        return replace(await self.as_staff(login, stepped_up=stepped_up), house=self.house)

    async def loan(self, **options: Any) -> PlantedLoan:
        """A loan that runs since 16 February; it was paid out before any statement."""
        customer = await plant_customer(self.owner)
        return await plant_loan(self.owner, customer, self.version_id, self.account_id, **options)

    async def number_of(self, loan: PlantedLoan) -> str:
        wanted = select(Loan.number).where(Loan.id == loan.loan_id)
        return (await self.owner.execute(wanted)).scalar_one()

    def line(self, amount_fen: int, *, day: date = DAY, **over: Any) -> Movement:
        """One more line that the bank will tell."""
        made = movement(next(self._numbers), amount_fen, day=day, **over)
        self.lines.append(made)
        return made

    def paid_by(self, loan: PlantedLoan, amount_fen: int, **over: Any) -> Movement:
        """A transfer from the borrower's own account."""
        customer = loan.customer
        return self.line(amount_fen, other_account=customer.account_number, other_name=customer.name, **over)

    def paper(self, lines: Sequence[Movement] | None = None, **over: Any) -> bytes:
        """The statement of these lines, or of all so far, as a file."""
        told = statement(*(lines or self.lines), account=self.account_number, opening_fen=self.opening_fen, **over)
        return csv_table(told)

    async def import_(self, data: bytes | None = None, caller: Caller | None = None) -> Imported:
        """Hand in a file and import it."""
        caller = fresh(caller or await self.caller())
        file_id = await intake.keep(caller, data if data is not None else self.paper())
        return await intake.import_file(caller, file_id=file_id)

    async def repay(self, loan: PlantedLoan, amount_fen: int, *, day: date = DAY, reference: str = "") -> UUID:
        """A repayment in the books."""
        paper = reference or f"R{next(_references)}"
        caller = fresh(await self.caller())
        return await repay(caller, loan_id=loan.loan_id, amount_fen=amount_fen, paid_on=day, reference=paper)

    async def breaks(self, *, is_open: bool = True) -> list[StatementBreak]:
        """Breaks as they are now, detached, in the order in which they came."""
        await self.owner.rollback()
        wanted = select(StatementBreak).order_by(StatementBreak.opened_at, StatementBreak.id)
        if is_open:
            wanted = wanted.where(StatementBreak.state != BreakState.RESOLVED)
        found = list((await self.owner.execute(wanted.execution_options(populate_existing=True))).scalars())
        self.owner.expunge_all()
        return found

    async def kinds(self) -> list[BreakKind]:
        return sorted(one.kind for one in await self.breaks())

    async def stored(self) -> list[StatementLine]:
        await self.owner.rollback()
        wanted = select(StatementLine).order_by(StatementLine.booked_on, StatementLine.reference)
        found = list((await self.owner.execute(wanted.execution_options(populate_existing=True))).scalars())
        self.owner.expunge_all()
        return found

    async def count(self, table: str) -> int:
        await self.owner.rollback()
        return int((await self.owner.execute(text(f"SELECT count(*) FROM {table}"))).scalar_one())  # noqa: S608 - tables of ours

    async def balance(self, account: str) -> int:
        """What the ledger says of an account of the chart."""
        await self.owner.rollback()
        asked = text("SELECT coalesce(sum(amount_fen), 0) FROM ledger_postings WHERE account_code = :code")
        return int((await self.owner.execute(asked, {"code": account})).scalar_one())


@pytest.fixture
async def desk(house: House, owner: AsyncSession, as_staff: AsStaff) -> Desk:
    bank = ScriptedBank()
    here = replace(house, ports=replace(house.ports, bank=bank))
    version_id, account_id = await plant_product(owner), await plant_funding_account(owner)
    number = select(FundingAccount.account_number).where(FundingAccount.id == account_id)
    return Desk(here, bank, owner, as_staff, version_id, account_id, (await owner.execute(number)).scalar_one())
