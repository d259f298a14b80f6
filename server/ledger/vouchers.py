"""Month-end vouchers (记账凭证): every entry of a branch and month, line by line, for the accountants' own system."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from server.identity.guard import read
from server.identity.models import Branch
from server.identity.operations import Operation
from server.kit.errors import Invalid, NotFound
from server.kit.money import Money
from server.kit.scope import Scope
from server.kit.sheets import csv_bytes, xlsx_bytes
from server.kit.work import Work
from server.ledger.models import LedgerAccount, LedgerEntry, LedgerPosting
from server.ledger.queries import in_sight

LINES_MAX: Final = 200_000
DECEMBER: Final = 12
TITLES: Final = (
    "凭证号",
    "记账日期",
    "起息日",
    "业务类型",
    "科目代码",
    "科目名称",
    "借方",
    "贷方",
    "机构",
    "贷款",
    "资金账户",
    "业务编号",
)


class SheetFormat(StrEnum):
    """How a table is written."""

    CSV = "csv"
    XLSX = "xlsx"


class TooManyVouchers(Invalid):
    """More lines than one file holds."""

    code = "ledger.too_many_vouchers"
    zh = "该月分录超过{limit}行，请按网点分别导出"
    en = "More than {limit} lines in this month: export branch by branch"


@dataclass(frozen=True, slots=True)
class VoucherFile:
    """A table of vouchers."""

    name: str
    data: bytes


@read(Operation.LEDGER_READ)
async def voucher_rows(work: Work, *, branch_id: UUID, month: date) -> tuple[str, list[tuple[str, ...]]]:
    """The branch's code and its vouchers of the month of a day, titles first, debits and credits in yuan.

    Vouchers are numbered in the order of booking, so the numbers of a closed month never change. The last row holds
    both sums. Refuses with NotFound (a branch that is not whole in sight), ledger.too_many_vouchers.
    """
    branch = await work.session.get(Branch, branch_id)
    if branch is None or not work.scope.allows_branch(branch_id):
        raise NotFound(field="branchId")
    found = await _lines(work.session, work.scope, branch_id, month)
    if len(found) > LINES_MAX:
        raise TooManyVouchers(field="month", limit=LINES_MAX)
    rows: list[tuple[str, ...]] = [TITLES]
    number, last, debit_fen, credit_fen = 0, None, 0, 0
    for entry, posting, account in found:
        if entry.id != last:
            number, last = number + 1, entry.id
        fen = posting.amount_fen
        debit_fen, credit_fen = debit_fen + max(fen, 0), credit_fen + max(-fen, 0)
        rows.append(_row(number, entry, posting, account, branch.code))
    rows.append(("合计", "", "", "", "", "", str(Money(debit_fen)), str(Money(credit_fen)), branch.code, "", "", ""))
    return branch.code, rows


def _row(
    number: int, entry: LedgerEntry, posting: LedgerPosting, account: LedgerAccount, branch: str
) -> tuple[str, ...]:
    fen = posting.amount_fen
    return (
        f"记-{number:05d}",
        entry.booked_on.isoformat(),
        entry.value_on.isoformat(),
        entry.event_type.value,
        account.code,
        account.name_zh,
        str(Money(fen)) if fen > 0 else "",
        str(Money(-fen)) if fen < 0 else "",
        branch,
        str(posting.loan_id or ""),
        str(posting.funding_account_id or ""),
        str(entry.event_id),
    )


async def _lines(
    session: AsyncSession, scope: Scope, branch_id: UUID, month: date
) -> list[tuple[LedgerEntry, LedgerPosting, LedgerAccount]]:
    first = month.replace(day=1)
    after = date(first.year + first.month // DECEMBER, first.month % DECEMBER + 1, 1)
    wanted = (
        select(LedgerEntry, LedgerPosting, LedgerAccount)
        .join(
            LedgerPosting,
            (LedgerPosting.customer_id == LedgerEntry.customer_id) & (LedgerPosting.entry_id == LedgerEntry.id),
        )
        .join(LedgerAccount, LedgerAccount.code == LedgerPosting.account_code)
        .where(
            LedgerEntry.branch_id == branch_id,
            LedgerEntry.booked_on >= first,
            LedgerEntry.booked_on < after,
            in_sight(LedgerEntry, scope),
        )
        .order_by(LedgerEntry.booked_on, LedgerEntry.recorded_at, LedgerEntry.id, LedgerPosting.line)
        .limit(LINES_MAX + 1)
    )
    return [(entry, posting, account) for entry, posting, account in await session.execute(wanted)]


def as_file(branch: str, month: date, rows: list[tuple[str, ...]], kind: SheetFormat) -> VoucherFile:
    """The rows as a file."""
    data = csv_bytes(rows) if kind is SheetFormat.CSV else xlsx_bytes(rows, "凭证")
    return VoucherFile(f"vouchers_{branch}_{month:%Y%m}.{kind.value}", data)
