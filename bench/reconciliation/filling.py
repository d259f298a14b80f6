"""The books of a month, written into a migrated database: what reconciliation reads of customers, loans and ledger.

Written by the superuser without foreign keys, because the papers behind a loan (application, contract) are not read
here; checks, unique keys and row policies hold as ever. Columns that say nothing here get a nought of their type.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, Final
from uuid import UUID

import asyncpg
from sqlalchemy import insert
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.pool import NullPool

from bench.reconciliation.facts import ACCOUNT, BOOKS_FEN, FIRST, BookEvent, Month
from server.custody.models import FundingAccount, FundingHold, FundingState, PaymentNumber, PaymentOrder
from server.custody.rules import OrderState
from server.custody.service import account_index
from server.customers.models import BankAccount, BankAccountState
from server.identity import catalogue as posts
from server.identity.models import Branch, BranchKind
from server.kit import crypto
from server.kit.database import Base
from server.ledger.models import LedgerEntry, LedgerPosting
from server.ledger.rules import Account, EventType
from server.loans.models import Loan, LoanNumber, Repayment
from server.loans.rules import LoanState
from server.terms.model import Method

BRANCH: Final = UUID("6f0f7ab4-0000-4000-8000-0000000000b1")
OFFICER: Final = UUID("6f0f7ab4-0000-4000-8000-0000000000f1")
FUNDING: Final = UUID("6f0f7ab4-0000-4000-8000-0000000000a1")
AT: Final = datetime(2026, 5, 1, tzinfo=UTC)
BEFORE: Final = date(2026, 4, 1)
NOUGHTS: Final[Mapping[type, Any]] = {
    str: "",
    int: 0,
    bool: False,
    bytes: b"",
    UUID: UUID(int=0),
    date: BEFORE,
    datetime: AT,
    Decimal: Decimal(0),
}
Row = dict[str, Any]


async def fill(superuser_url: str, month: Month, master_key: bytes) -> None:
    """Write branch, roles, funding account and all that the month is about. The URL is a plain `postgresql://` one."""
    await _write_house(superuser_url.replace("postgresql://", "postgresql+asyncpg://", 1))
    connection: Any = await asyncpg.connect(superuser_url, server_settings={"timezone": "UTC"})
    try:
        await connection.execute("SET session_replication_role = replica")
        for model, rows in _tables(month, Masks(master_key)):
            await _copy(connection, model, rows)
        await connection.execute("ANALYZE")
    finally:
        await connection.close()


async def _write_house(url: str) -> None:
    engine = create_async_engine(url, poolclass=NullPool)
    try:
        async with AsyncSession(engine) as session, session.begin():
            if (await session.get(Branch, BRANCH)) is None:
                await posts.write(session)
                hq = {"id": BRANCH, "kind": BranchKind.HEADQUARTERS, "code": "hq", "name": "总部"}
                await session.execute(insert(Branch).values(hq))
            account = {"bank_name": "县域银行", "account_number": ACCOUNT, "state": FundingState.OPEN, "opened_at": AT}
            await session.execute(insert(FundingAccount).values(id=FUNDING, branch_id=BRANCH, **account))
            held = {"allotted_fen": BOOKS_FEN, "held_fen": 0, "paid_fen": 0}
            await session.execute(insert(FundingHold).values(id=FUNDING, branch_id=BRANCH, **held))
    finally:
        await engine.dispose()


class Masks:
    """Blind indexes of accounts, as the customers' own doors make them."""

    def __init__(self, master_key: bytes) -> None:
        self._master_key = master_key

    def index(self, account: str) -> bytes:
        return account_index(self._master_key, account)

    def last4(self, account: str) -> str:
        return crypto.mask_tail(account, 0, 4)[-4:]


def _tables(month: Month, masks: Masks) -> Iterable[tuple[type[Base], Sequence[Row]]]:
    orders = [event for event in month.events if event.order]
    repayments = [event for event in month.events if not event.order]
    posted = [event for event in month.events if event.posted]
    yield BankAccount, [_account(one, masks) for one in month.borrowers]
    loans = [(borrower, loan) for borrower in month.borrowers for loan in borrower.loans]
    yield Loan, [_loan(borrower.id, loan) for borrower, loan in loans]
    yield LoanNumber, [{"number": loan[1]} for _, loan in loans]
    yield PaymentNumber, [{"number": event.number} for event in orders]
    yield PaymentOrder, [_order(event, masks) for event in orders]
    yield Repayment, [_repayment(event) for event in repayments]
    yield LedgerEntry, [_opening_entry(), *map(_entry, posted)]
    yield LedgerPosting, [*_opening_postings(), *(line for event in posted for line in _postings(event))]


def _own(customer_id: UUID) -> Row:
    return {"customer_id": customer_id, "branch_id": BRANCH, "officer_id": OFFICER}


def _account(borrower: Any, masks: Masks) -> Row:
    told = {"number_index": masks.index(borrower.account), "state": BankAccountState.VERIFIED, "verified_at": AT}
    return _own(borrower.id) | told | {"id": UUID(int=borrower.id.int ^ 1), "bank_name": "县域银行"}


def _loan(customer_id: UUID, loan: tuple[UUID, str]) -> Row:
    return _own(customer_id) | {
        "id": loan[0],
        "number": loan[1],
        "application_id": loan[0],
        "contract_id": loan[0],
        "funding_account_id": FUNDING,
        "principal_fen": 10_000_000,
        "outstanding_fen": 10_000_000,
        "term_months": 12,
        "method": Method.EQUAL_INSTALMENT,
        "convention": "prc_360",
        "plan": "{}",
        "day_base": 360,
        "state": LoanState.ACTIVE,
        "disbursed_on": BEFORE,
        "next_due_on": FIRST,
    }


def _order(event: BookEvent, masks: Masks) -> Row:
    state = OrderState.SETTLED if event.posted else OrderState.UNKNOWN
    return _own(event.borrower.id) | {
        "id": event.id,
        "number": event.number,
        # a loan of its own to each: one order of a loan is on its way or settled
        "loan_id": event.loan[0],
        "funding_account_id": FUNDING,
        "payee_index": masks.index(event.borrower.account),
        "payee_last4": masks.last4(event.borrower.account),
        "amount_fen": -event.amount_fen,
        "state": state,
        "finished_at": AT if event.posted else None,
    }


def _repayment(event: BookEvent) -> Row:
    parts = {"amount_fen": event.amount_fen, "interest_fen": event.amount_fen, "funding_account_id": FUNDING}
    about = {"id": event.id, "loan_id": event.loan[0], "paid_on": event.day, "reference": event.number}
    return _own(event.borrower.id) | parts | about


def _entry(event: BookEvent) -> Row:
    kind = EventType.LOAN_DISBURSED if event.order else EventType.REPAYMENT_RECEIVED
    about = {"customer_id": event.borrower.id, "id": UUID(int=event.id.int ^ 3), "branch_id": BRANCH}
    days = {"booked_on": event.day, "value_on": event.day, "currency": "CNY"}
    return (
        about
        | days
        | {
            "event_type": kind,
            "event_id": event.id,
            "posting_count": 2,
            "debit_fen": abs(event.amount_fen),
        }
    )


def _postings(event: BookEvent) -> Iterable[Row]:
    other = Account.PRINCIPAL if event.order else Account.INTEREST
    own = {"customer_id": event.borrower.id, "entry_id": UUID(int=event.id.int ^ 3), "branch_id": BRANCH}
    own |= {"loan_id": event.loan[0], "funding_account_id": FUNDING}
    for line, (account, fen) in enumerate(((Account.BANK, event.amount_fen), (other, -event.amount_fen)), 1):
        yield own | {"line": line, "account_code": account.value, "amount_fen": fen}


def _opening_entry() -> Row:
    about = {"customer_id": UUID(int=0), "id": UUID(int=5), "branch_id": BRANCH, "event_id": UUID(int=4)}
    days = {"booked_on": BEFORE, "value_on": BEFORE, "currency": "CNY"}
    kind = {"event_type": EventType.FUNDS_ALLOTTED, "posting_count": 2, "debit_fen": BOOKS_FEN}
    return about | days | kind


def _opening_postings() -> Iterable[Row]:
    own = {"customer_id": UUID(int=0), "entry_id": UUID(int=5), "branch_id": BRANCH, "funding_account_id": FUNDING}
    for line, (account, fen) in enumerate(((Account.BANK, BOOKS_FEN), (Account.CAPITAL, -BOOKS_FEN)), 1):
        yield own | {"line": line, "account_code": account.value, "amount_fen": fen}


async def _copy(connection: Any, model: type[Base], rows: Sequence[Row]) -> None:
    columns = list(model.__table__.columns)
    records = [tuple(_plain(column, row.get(column.name, ...)) for column in columns) for row in rows]
    names = [column.name for column in columns]
    await connection.copy_records_to_table(model.__tablename__, records=records, columns=names)


def _plain(column: Any, value: Any) -> Any:
    """A value as the driver takes it; what is not given is null where it may be, else a nought."""
    if value is ...:
        value = None if column.nullable else _nought(column)
    return value.value if isinstance(value, Enum) else value


def _nought(column: Any) -> Any:
    if isinstance(column.type, JSONB):
        return "{}"
    if isinstance(column.type, ARRAY):
        return []
    if hasattr(column.type, "enums"):
        return column.type.enums[0]
    if column.name == "version":
        return 1
    return NOUGHTS[column.type.python_type]
