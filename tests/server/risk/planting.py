"""Rows for formulas: any row of any table with what is not said filled in, past the foreign keys of the others.

A formula reads tables; whether they hang together is held by the verbs that write them and tested there. Checks of the
tables themselves hold here too.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Boolean, Date, DateTime, Enum, Integer, LargeBinary, Numeric, String, Table, Uuid, insert
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.pool import NullPool

from server.customers.models import Customer, CustomerKind, CustomerState
from server.kit.clock import SHANGHAI
from server.kit.database import Base, table_of
from server.kit.embedded.endpoint import SUPERUSER, Endpoint
from server.loans.models import UNTOUCHED, Instalment, Loan
from server.loans.rules import LoanState
from server.risk.catalogue import catalogue
from server.risk.grading import Grade, grade
from server.risk.registry import registry
from tests.server.risk.measuring import Values

Row = dict[str, Any]


def at(day: date, hour: int = 12, minute: int = 0) -> datetime:
    """An instant of a day in Shanghai."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=SHANGHAI).astimezone(UTC)


def before(day: date, days: int) -> date:
    return day - timedelta(days=days)


class Book:
    """Rows by table, as they are planted and as a second reckoning reads them."""

    def __init__(self, day: date) -> None:
        self.day = day
        self.rows: dict[str, list[Row]] = {}

    def add(self, model: type[Base], **columns: Any) -> Row:
        """A row with these columns; every other that may not be empty is filled with something plain."""
        table = table_of(model)
        row = {column.name: columns.pop(column.name, self._plain(model, column)) for column in table.columns}
        assert not columns, f"{table.name} has no {sorted(columns)}"
        self.rows.setdefault(table.name, []).append(row)
        return row

    def customer(self, customer_id: UUID, officer_id: UUID, branch_id: UUID, **columns: Any) -> Row:
        """A registered person, unless something else is said."""
        mark = customer_id.bytes
        told = {
            "id": customer_id,
            "kind": CustomerKind.PERSON,
            "state": CustomerState.ACTIVE,
            **dict.fromkeys(("name_cipher", "number_cipher", "phone_cipher", "number_index", "phone_index"), mark),
            **dict.fromkeys(("name_masked", "name_sort", "number_masked", "phone_masked"), "*"),
            "registered_at": at(self.day),
            **columns,
        }
        return self.add(Customer, **owned(customer_id, officer_id, branch_id), **told)

    def lend(self, own: dict[str, UUID], disbursed_on: date, **columns: Any) -> Row:
        """A running loan, or a closed one where a day says so."""
        principal_fen = columns.get("principal_fen", 100_00)
        closed_on = columns.get("closed_on")
        state = {"state": LoanState.CLOSED, "outstanding_fen": 0} if closed_on else {"state": LoanState.ACTIVE}
        told = {
            "application_id": uuid4(),
            "contract_id": uuid4(),
            "principal_fen": principal_fen,
            "outstanding_fen": principal_fen,
            "written_off_fen": 0,
            "excess_fen": 0,
            "disbursed_on": disbursed_on,
            "plan": {},
            "next_due_on": None if closed_on else self.day,
            "opened_at": at(disbursed_on),
            **state,
            **columns,
        }
        return self.add(Loan, **own, **told)

    def due(self, loan: Row, due_on: date, number: int = 1, **columns: Any) -> Row:
        """An instalment of which nothing is paid but what is said."""
        fees = dict.fromkeys(("fee_fen", "interest_fen", "principal_fen", "balance_after_fen", "charged_fee_fen"), 0)
        settled = dict.fromkeys(("settled_principal_fen", "settled_interest_fen"), 0)
        earlier = dict.fromkeys(("earlier_interest_fen", "earlier_fen_days"), 0)
        days = {"from_on": loan["disbursed_on"], "agreed_on": due_on, "due_on": due_on}
        own = owned(loan["customer_id"], loan["officer_id"], loan["branch_id"])
        told = {**UNTOUCHED, **fees, **settled, **earlier, **days, "loan_id": loan["id"], "number": number, **columns}
        return self.add(Instalment, **own, **told)

    def _plain(self, model: type[Base], column: Any) -> Any:
        if column.default is not None and column.default.is_scalar:
            return column.default.arg
        if column.nullable:
            return None
        hints = [
            str(each.__annotations__.get(column.name, "")) for each in model.__mro__ if "__annotations__" in vars(each)
        ]
        return [] if any("Mapped[list" in hint for hint in hints) else self._filler(column.type)

    def _filler(self, kind: Any) -> Any:
        fillers: list[tuple[type, Any]] = [
            (Uuid, uuid4()),
            (Enum, next(iter(getattr(kind, "enum_class", None) or ()), None)),
            (Boolean, False),
            (DateTime, at(self.day)),
            (Date, self.day),
            (Integer, 1),
            (Numeric, 0),
            (LargeBinary, b"-"),
            (JSONB, {}),
            (ARRAY, []),
            (String, uuid4().hex),
        ]
        return next(value for type_, value in fillers if isinstance(kind, type_))

    async def write(self, session: AsyncSession) -> None:
        """All rows, table by table."""
        tables: dict[str, Table] = {name: Base.metadata.tables[name] for name in self.rows}
        for name, rows in self.rows.items():
            alike: dict[tuple[str, ...], list[Row]] = {}
            for row in rows:
                told = {column: value for column, value in row.items() if value is not None}
                alike.setdefault(tuple(told), []).append(told)
            for each in alike.values():
                await session.execute(insert(tables[name]), each)
        await session.commit()


@asynccontextmanager
async def free_session(endpoint: Endpoint, database_name: str) -> AsyncIterator[AsyncSession]:
    """A session for which no foreign key is asked."""
    free = {"server_settings": {"session_replication_role": "replica"}}
    engine = create_async_engine(endpoint.dsn(SUPERUSER, database_name), poolclass=NullPool, connect_args=free)
    async with AsyncSession(engine, expire_on_commit=False) as session:
        yield session
    await engine.dispose()


def grade_of(code: str, values: Values) -> Grade:
    """The grade of a measured value under the catalogue's own thresholds."""
    one = catalogue()[code]
    external = registry()[code].external
    return grade(values[code], one.operator, warn=one.warn, critical=one.critical, external=external)


def differing(values: Values, wanted: dict[str, Grade]) -> dict[str, Any]:
    """Codes whose grade is another than it should be: the value, the grade, and what it should be."""
    found = {code: (values[code], grade_of(code, values), want) for code, want in wanted.items()}
    return {code: each for code, each in found.items() if each[1] is not each[2]}


def all_of(codes: frozenset[str], wanted: Grade) -> dict[str, Grade]:
    """These codes at a grade; where the catalogue has no warning threshold, a warning is nothing."""
    rows = {code: catalogue()[code] for code in codes}
    has = {code: (one.warn if wanted is Grade.WARN else one.critical) is not None for code, one in rows.items()}
    return {code: wanted if wanted is Grade.NOTHING or has[code] else Grade.NOTHING for code in codes}


def owned(customer_id: UUID, officer_id: UUID, branch_id: UUID) -> dict[str, UUID]:
    """The columns of every row that belongs to a customer."""
    return {"customer_id": customer_id, "officer_id": officer_id, "branch_id": branch_id}
