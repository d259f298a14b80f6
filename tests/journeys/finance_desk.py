"""What lies on a finance desk one morning, and the bank across the street: a county bank that takes files.

Three signed loans wait to be paid out. Three borrowers whose instalment is due have allowed the bank to debit them; a
fourth pays by a transfer of his own, which nobody has entered.
"""

import csv
import io
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from server.custody.debits.models import DebitMandate
from server.custody.models import FundingAccount
from server.kit.clock import SHANGHAI
from server.kit.global_ids import encode
from server.kit.money import Money
from server.simulators.bank.client import BankClient
from tests.factories.customers import plant_customer
from tests.factories.loans import PlantedLoan, plant_contracted, plant_loan
from tests.factories.money_files import plant_file_account, plant_mandate
from tests.factories.products import plant_product
from tests.factories.reference import plant_figure, plant_lpr
from tests.journeys.running import SECRET, Running

NET_ASSETS_FEN = 50_000_000_000
WAITING_FEN = (3_000_000, 4_200_000, 5_100_000)
RUNNING_FEN = (1_200_000, 2_400_000, 3_600_000, 4_800_000)
NAMES = ("冯晓燕", "秦海涛", "罗思远", "苏雨晴", "段文博", "姚静怡", "石磊")
OWN_CHARGE_FEN = 1_250
BALANCE = (
    "SELECT coalesce(sum(p.amount_fen), 0) FROM ledger_postings p JOIN ledger_entries e "
    "ON e.customer_id = p.customer_id AND e.id = p.entry_id "
    "WHERE p.account_code = '1002' AND p.funding_account_id = :account AND e.value_on <= :day"
)


@dataclass(frozen=True)
class Row:
    """A row of a file that goes to the bank, and whose it is."""

    number: str
    account: str
    name: str
    amount_fen: int


@dataclass
class Desk:
    """The account whose money it is, what waits, and what runs."""

    owner: AsyncSession
    day: date
    account_id: UUID
    account_number: str
    waiting_ids: list[str] = field(default_factory=list)
    running: list[PlantedLoan] = field(default_factory=list)

    @property
    def since(self) -> datetime:
        """When the day began."""
        return datetime.combine(self.day, time(), SHANGHAI)

    async def value(self, sql: str, **given: Any) -> Any:
        """What the books say, asked of them directly."""
        found = (await self.owner.execute(text(sql), given)).scalar_one()
        await self.owner.rollback()
        return found

    async def rows(self, sql: str, **given: Any) -> list[tuple[Any, ...]]:
        found = [tuple(row) for row in await self.owner.execute(text(sql), given)]
        await self.owner.rollback()
        return found

    async def balance_fen(self, day: date) -> int:
        """The account's balance in the books at the end of a day."""
        return int(await self.value(BALANCE, account=self.account_id, day=day))


async def furnish_desk(owner: AsyncSession, day: date) -> Desk:
    """Everything that the lender has before the clerk logs in."""
    version_id = await plant_product(owner, servicing={"grace_days": 3})
    await plant_figure(owner, "net_assets_last_year_end", NET_ASSETS_FEN)
    await plant_lpr(owner)
    account_id = await plant_file_account(owner)
    number = (
        await owner.execute(select(FundingAccount.account_number).where(FundingAccount.id == account_id))
    ).scalar_one()
    desk = Desk(owner, day, account_id, number)
    for name, fen in zip(NAMES, WAITING_FEN, strict=False):
        customer = await plant_customer(owner, name=name)
        application_id = await plant_contracted(owner, customer, version_id, amount_fen=fen)
        desk.waiting_ids.append(encode("Application", application_id, customer.customer_id))
    for name, fen in zip(NAMES[3:], RUNNING_FEN, strict=True):
        customer = await plant_customer(owner, name=name)
        # the first instalment falls due today; on the last days of a month some days ago, within the days of grace
        since = (day.replace(day=1) - timedelta(days=1)).replace(day=min(day.day, 28))
        loan = await plant_loan(owner, customer, version_id, account_id, principal_fen=fen, disbursed_on=since)
        desk.running.append(loan)
        if len(desk.running) < len(RUNNING_FEN):
            await plant_mandate(owner, customer)
    valid = {"valid_from": day - timedelta(days=1), "valid_until": day + timedelta(days=365)}
    await owner.execute(update(DebitMandate).values(**valid))
    await owner.commit()
    return desk


async def due_of(desk: Desk, loan: PlantedLoan) -> tuple[str, int]:
    """The number by which a borrower names his loan, and what is due of it."""
    sql = (
        "SELECT l.number, i.principal_fen + i.interest_fen + i.fee_fen FROM loans l "
        "JOIN instalments i ON i.loan_id = l.id AND i.number = 1 WHERE l.id = :loan"
    )
    ((number, fen),) = await desk.rows(sql, loan=loan.loan_id)
    return number, fen


def rows_of(data: bytes) -> list[Row]:
    """The orders in a file of the county bank's profile."""
    lines = list(csv.reader(io.StringIO(data.decode("gbk"))))
    places = {title: at for at, title in enumerate(lines[1])}
    account, name = ("收款账号", "收款户名") if "收款账号" in places else ("扣款账号", "扣款户名")
    told = (places["业务编号"], places[account], places[name], places["金额"])
    return [
        Row(line[told[0]], line[told[1]].strip(), line[told[2]], Money.parse(line[told[3]]).fen) for line in lines[2:]
    ]


class CountyBank:
    """Takes files over the counter, moves the money on its own books, and answers with files."""

    def __init__(self, house: Running, desk: Desk) -> None:
        self._house, self._desk = house, desk
        self._at = datetime.combine(desk.day, time(14), SHANGHAI)

    async def open(self) -> None:
        """It holds what the books hold on the evening before."""
        before = await self._desk.balance_fen(self._desk.day - timedelta(days=1))
        holder = {"name": "示例小额贷款有限公司", "id_number": "91310000MA00000000", "phone": "02100000000"}
        with closing(BankClient(self._house.bank_url, SECRET)) as client:
            client.open_accounts([{"account": self._desk.account_number, "balance_fen": before} | holder])

    def answer(self, rows: Sequence[Row], codes: dict[str, tuple[str, str]], *, collects: bool) -> bytes:
        """Carry out what is not in `codes` (number -> the bank's code and words); answers the result file."""
        for row in rows:
            if row.number not in codes:
                self.move(row.amount_fen, row.account, row.name, order_number=row.number, comes=collects)
        paper = io.StringIO()
        write = csv.writer(paper, lineterminator="\r\n").writerow
        write(["批次结果", f"{self._desk.day:%Y%m%d}"])
        write(["业务编号", "金额", "结果代码", "结果说明", "银行流水号", "记账日期"])
        for position, row in enumerate(rows, 1):
            code, words = codes.get(row.number, ("0000", "成功"))
            write([row.number, str(Money(row.amount_fen)), code, words, f"N{position:06d}", f"{self._desk.day:%Y%m%d}"])
        write(["合计", len(rows), "", str(Money(sum(row.amount_fen for row in rows)))])
        return paper.getvalue().encode("gbk")

    def move(self, amount_fen: int, other: str, name: str, *, comes: bool, **told: str) -> None:
        """Money in or out on the day."""
        own = self._desk.account_number
        ways = {"payer_account": other, "payer_name": name, "payee_account": own}
        if not comes:
            ways = {"payer_account": own, "payee_account": other, "payee_name": name}
        self._at += timedelta(minutes=1)
        with closing(BankClient(self._house.bank_url, SECRET)) as client:
            client.transfer(**ways, amount_fen=amount_fen, at=self._at.isoformat(), **told)

    def balance_fen(self) -> int:
        """What the bank says stands on the account."""
        with closing(BankClient(self._house.bank_url, SECRET)) as client:
            account = client.call("GET", f"/v1/accounts/{self._desk.account_number}").raise_for_status().json()
        return int(account["balance_fen"])
