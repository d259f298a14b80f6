"""A lender whose bank takes files: doors of makers and checkers, the worker, and a bank that writes results."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from server.custody.debits.models import DebitMandate, DebitOrder
from server.custody.files.batches import make_payment_batch, release_batch
from server.custody.files.importing import take_result
from server.custody.files.making import ClearFile, download
from server.custody.files.models import BankBatch, BankResultLine
from server.custody.files.rules import FileKind, LineFault, LineVerdict
from server.custody.models import FundingAccount
from server.custody.payout.rules import Channel
from server.jobs.tasks import TASKS
from server.kit.money import Money
from server.kit.work import Caller
from server.loans.debiting.making import make_debit_batch
from server.loans.debiting.mandates import record_mandate
from tests.fixtures.house import fresh
from tests.server.loans.conftest import TAKE, TODAY, Lender

MAKER, CHECKER = "finance.hq", "checker.hq"
PROFILE = "county_csv_gbk"
Line = tuple[str, int, str]
"""Number, amount in fen, result code."""


@dataclass
class Window:
    """The counter of a bank that takes files."""

    lender: Lender
    funding_account_id: UUID

    async def as_(self, login: str) -> Caller:
        return fresh(await self.lender.caller(login))

    async def ready(self, amount_fen: int = 3_000_000) -> UUID:
        """A loan whose payment waits for a file."""
        return await self.lender.disburse(await self.lender.ready(amount_fen))

    async def made(self, **over: Any) -> UUID:
        return await make_payment_batch(await self.as_(MAKER), funding_account_id=self.funding_account_id, **over)

    async def released(self, batch_id: UUID, login: str = CHECKER, version: int = 1) -> UUID:
        return await release_batch(await self.as_(login), batch_id=batch_id, expected_version=version)

    async def filed(self, loans: int = 1) -> tuple[UUID, ClearFile]:
        """A batch of some loans that has its file."""
        for _ in range(loans):
            await self.ready()
        batch_id = await self.released(await self.made())
        await self.work()
        return batch_id, await download(await self.as_(MAKER), batch_id=batch_id)

    async def mandated(self, limit_fen: int = 10_000_000, **over: Any) -> UUID:
        """A running loan, from which an instalment is due on 16 March, with a mandate; returns the loan."""
        loan = await self.lender.running()
        given: dict[str, Any] = {
            "customer_id": loan.customer.customer_id,
            "agreement": "XY-1",
            "limit_fen": limit_fen,
            "valid_from": TODAY,
            "valid_until": date(2027, 3, 1),
        }
        await record_mandate(await self.as_(MAKER), **(given | over))
        return loan.loan_id

    async def debited(self, on: date) -> UUID:
        """A debit batch for a day, with its file."""
        batch_id = await self.debits(on)
        await self.released(batch_id)
        await self.work()
        return batch_id

    async def debits(self, on: date) -> UUID:
        return await make_debit_batch(await self.as_(MAKER), funding_account_id=self.funding_account_id, on=on)

    async def result(self, lines: Sequence[Line], kind: FileKind = FileKind.PAYMENT, **over: Any) -> UUID:
        """The bank's result comes in; the worker has not looked at it yet."""
        given: dict[str, Any] = {"kind": kind, "funding_account_id": self.funding_account_id, "file_name": "R.csv"}
        return await take_result(await self.as_(MAKER), **(given | {"data": result_bytes(lines)} | over))

    async def taken(self, lines: Sequence[Line], kind: FileKind = FileKind.PAYMENT) -> UUID:
        result_id = await self.result(lines, kind)
        await self.work()
        return result_id

    async def work(self) -> list[str]:
        """Let the worker do what waits, once; returns the names of its tasks."""
        rows = sorted((await self.lender.owner.execute(TAKE)).all())
        await self.lender.owner.commit()
        for _id, name, args in rows:
            await TASKS[name](self.lender.house, **args)
        return [name for _id, name, _args in rows]

    async def verdicts(self, result_id: UUID) -> list[tuple[str, LineVerdict, LineFault | None]]:
        await self.owner.rollback()
        wanted = select(BankResultLine).where(BankResultLine.result_id == result_id).order_by(BankResultLine.line)
        found = (await self.owner.execute(wanted.execution_options(populate_existing=True))).scalars().all()
        return [(line.order_number, line.verdict, line.fault) for line in found]

    async def batch(self, batch_id: UUID) -> BankBatch:
        await self.owner.rollback()
        wanted = select(BankBatch).where(BankBatch.id == batch_id).execution_options(populate_existing=True)
        found = (await self.owner.execute(wanted)).scalar_one()
        self.owner.expunge(found)
        return found

    async def debit_orders(self) -> Sequence[DebitOrder]:
        await self.owner.rollback()
        wanted = select(DebitOrder).order_by(DebitOrder.created_at, DebitOrder.id)
        found = (await self.owner.execute(wanted.execution_options(populate_existing=True))).scalars().all()
        self.owner.expunge_all()
        return found

    async def mandates(self) -> Sequence[DebitMandate]:
        await self.owner.rollback()
        found = (await self.owner.execute(select(DebitMandate).execution_options(populate_existing=True))).scalars()
        return found.all()

    async def counted(self, table: str) -> int:
        await self.owner.rollback()
        return int((await self.owner.execute(text(f"SELECT count(*) FROM {table}"))).scalar_one())  # noqa: S608 - ours

    async def account(self, **columns: Any) -> None:
        own = update(FundingAccount).where(FundingAccount.id == self.funding_account_id)
        await self.owner.execute(own.values(**columns))
        await self.owner.commit()

    @property
    def owner(self) -> AsyncSession:
        return self.lender.owner


def result_bytes(lines: Sequence[Line], *, count: int | None = None, total_fen: int | None = None) -> bytes:
    """A result file as the bank writes it; `count` and `total_fen` spoil its end."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(["批次结果", "20260302"])
    writer.writerow(["业务编号", "金额", "结果代码", "结果说明", "银行流水号", "记账日期"])
    for number, fen, code in lines:
        writer.writerow([number, str(Money(fen)), code, "说明", f"B{number}", "20260302"])
    told_fen = sum(fen for _, fen, _ in lines) if total_fen is None else total_fen
    writer.writerow(["合计", len(lines) if count is None else count, "", str(Money(told_fen))])
    return buffer.getvalue().encode("gbk")


def file_lines(data: bytes) -> list[list[str]]:
    """The rows of orders in a file that went out."""
    return list(csv.reader(io.StringIO(data.decode("gbk"))))[2:]


@pytest.fixture
async def window(lender: Lender) -> Window:
    there = Window(lender, lender.funding_account_id)
    await there.account(channel=Channel.FILE, file_profile=PROFILE)
    return there
