"""Statements of a bank, as files and as rows, and breaks to work off."""

import hashlib
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from server.custody.models import FundingAccount
from server.reconciliation.formats.model import ReadLine
from server.reconciliation.models import (
    BankStatement,
    StatementBreak,
    StatementFile,
    StatementLine,
    StatementSource,
)
from server.reconciliation.rules import BreakKind, BreakState, LineState, Nature
from server.reconciliation.sealing import Sealer, seal_file
from server.simulators.bank.movements import Movement, Statement, statement_of
from server.simulators.bank.papers import csv_table
from tests.fixtures.world import MASTER_KEY, id_of

ACCOUNT = "3100000099999999999"
DAY = date(2026, 2, 27)
AT = datetime(2026, 2, 28, tzinfo=UTC)


def movement(number: int, amount_fen: int, *, day: date = DAY, **over: Any) -> Movement:
    """A line of a statement: a transfer from nobody's account, unless `over` says otherwise."""
    told: dict[str, Any] = {
        "reference": f"E{number:012d}",
        "transaction": f"B{number:012d}",
        "order_number": "",
        "at": datetime(day.year, day.month, day.day, 2, number % 60, tzinfo=UTC).isoformat(),
        "other_account": "6217000000000009999",
        "other_name": "李四",
        "remark": "货款",
    }
    return Movement(**(told | {"amount_fen": amount_fen} | over))


def statement(*movements: Movement, account: str = ACCOUNT, opening_fen: int = 0, **over: Any) -> Statement:
    """A statement that adds up, over the days of its lines or over those that `over` names."""
    days = [one.on for one in movements] or [DAY]
    span = (over.pop("first", min(days)), over.pop("last", max(days)))
    made = statement_of(account, "测试小贷", span, opening_fen, list(movements))
    values = {name: getattr(made, name) for name in Statement.__slots__}
    return Statement(**(values | over))


PAPER = csv_table(statement(movement(1, 12_345)))
"""A statement of one line, as a file."""


def sealed_paper() -> bytes:
    """The file as it lies in the store."""
    return seal_file(MASTER_KEY, PAPER)


async def plant_file(owner: AsyncSession, branch: str = "hq") -> UUID:
    """A file that waits to be imported; its bytes are to be put into the store."""
    file_id = uuid4()
    await owner.execute(
        insert(StatementFile).values(
            id=file_id,
            branch_id=id_of(branch),
            digest=hashlib.sha256(sealed_paper()).hexdigest(),
            content_digest=hashlib.sha256(PAPER).hexdigest(),
            size_bytes=len(PAPER),
            source=StatementSource.FILE,
            received_by=id_of("finance.hq"),
            received_at=AT,
        )
    )
    return file_id


async def plant_statement(owner: AsyncSession, account_id: UUID, *amounts_fen: int) -> tuple[UUID, list[UUID]]:
    """An imported statement of an account with open lines over these amounts; its id and theirs."""
    account = (await owner.execute(select(FundingAccount).where(FundingAccount.id == account_id))).scalar_one()
    own = {"branch_id": account.branch_id, "funding_account_id": account_id}
    statement_id, file_id = uuid4(), await plant_file(owner)
    days = {"first_on": DAY, "last_on": DAY, "opening_fen": 0, "closing_fen": sum(amounts_fen)}
    counts = {"line_count": len(amounts_fen), "new_lines": len(amounts_fen), "content_hash": statement_id.bytes}
    told = {"source": StatementSource.FILE, "form": "county_gbk", "bank_id": "", "imported_by": id_of("finance.hq")}
    row = {**own, **days, **counts, **told, "id": statement_id, "file_id": file_id, "imported_at": AT}
    await owner.execute(insert(BankStatement).values(**row))
    lines = [await _plant_line(owner, own, statement_id, place, fen) for place, fen in enumerate(amounts_fen, 1)]
    return statement_id, lines


async def _plant_line(owner: AsyncSession, own: dict[str, Any], statement_id: UUID, place: int, fen: int) -> UUID:
    line_id, reference = uuid4(), f"P{place}-{statement_id.hex[:8]}"
    read = ReadLine(reference, "", "", DAY, DAY, fen, "6217000000000008888", "王五", "还款")
    told = {"transaction": "", "order_number": "", "numbers": [], "nature": Nature.PAYMENT, "state": LineState.OPEN}
    days = {"booked_on": DAY, "value_on": DAY, "position": place, "reference": reference, "amount_fen": fen}
    sealed = Sealer(MASTER_KEY).columns(line_id, read)
    row = {**own, **told, **days, **sealed, "id": line_id, "statement_id": statement_id}
    await owner.execute(insert(StatementLine).values(**row))
    return line_id


async def plant_break(
    owner: AsyncSession, account_id: UUID, kind: BreakKind, *, line_id: UUID | None = None, **columns: Any
) -> UUID:
    """A break of an account, open unless `columns` say otherwise."""
    account = (await owner.execute(select(FundingAccount).where(FundingAccount.id == account_id))).scalar_one()
    break_id = uuid4()
    row = {"id": break_id, "branch_id": account.branch_id, "funding_account_id": account_id, "kind": kind}
    told: dict[str, Any] = {"state": BreakState.OPEN, "line_id": line_id, "noticed_on": DAY, "opened_at": AT}
    await owner.execute(insert(StatementBreak).values(**(row | told | {"version": 1} | columns)))
    return break_id
