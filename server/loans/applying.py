"""Writing an act that touches nothing but the rows as they stood: all of it in one statement."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    BigInteger,
    FromClause,
    Select,
    Uuid,
    bindparam,
    func,
    insert,
    literal_column,
    select,
    update,
)
from sqlalchemy import column as sql_column
from sqlalchemy.orm.attributes import set_committed_value

from server.kit.database import table_of
from server.kit.work import Work
from server.ledger.rules import Parts
from server.loans.journal.adding import NewAct, act_columns
from server.loans.journal.models import LoanAct
from server.loans.models import Instalment, Loan, Repayment, RepaymentSplit
from server.loans.standing import LINE_COLUMNS, PART_COLUMNS, in_columns, parts_of, split_values
from server.terms.running.model import Effect, Standing

Before = Mapping[int, tuple[UUID, tuple[Any, ...]]]
"""Instalments by number: the id of each and its columns before the act."""
MOVED: Final = (
    "state",
    "outstanding_fen",
    "next_due_on",
    "closed_on",
    "excess_fen",
    "written_off_on",
    "written_off_fen",
    "rate_annual",
    "penalty_rate",
    "version",
    "acts",
)
"""Columns of a loan that an act moves."""


@dataclass(frozen=True)
class Applied:
    """What an act comes to, beside the rows that it was applied to; the reference of a payment, None for others."""

    act: NewAct
    effect: Effect
    standing: Standing
    moved: Mapping[str, Any]
    reference: str | None


async def write_applied(work: Work, loan: Loan, before: Before, applied: Applied) -> LoanAct:
    """Write the act, the loan, its instalments that changed, and a payment with how it is shared out.

    The caller holds the loan's lock; no earlier payment is touched, no row comes or goes.
    """
    act = act_columns(work, loan, applied.act)
    changed = [
        (before[line.number][0], *after)
        for line in applied.standing.lines
        if (after := in_columns(line)) != before[line.number][1]
    ]
    splits = split_values(applied.effect) if applied.reference is not None else {}
    given = _prefixed("act", act) | _prefixed("loan", applied.moved) | _lines(changed)
    if applied.reference is not None:
        given |= _payment(loan, applied.effect, applied.reference)
        given |= _splits(work, {before[number][0]: parts for number, parts in splits.items()})
    statement = _statement(with_payment=applied.reference is not None)
    written = tuple((await work.session.execute(statement, given)).one())
    if written != (1, len(changed), len(splits)):
        message = f"rows of loan {loan.id} are out of reach: {written}"
        raise RuntimeError(message)
    for name, value in applied.moved.items():
        set_committed_value(loan, name, value)
    return LoanAct(**act)


def _prefixed(prefix: str, values: Mapping[str, Any]) -> dict[str, Any]:
    return {f"{prefix}_{name}": value for name, value in values.items()}


def _lines(changed: Sequence[tuple[Any, ...]]) -> dict[str, Any]:
    """Instalments that changed, column by column."""
    return {f"line_{name}": [row[place] for row in changed] for place, name in enumerate(("id", *LINE_COLUMNS))}


def _payment(loan: Loan, effect: Effect, reference: str) -> dict[str, Any]:
    """What a repayment has beside what it shares with its act."""
    shared = parts_of(effect)
    return {
        "payment_reference": reference,
        "payment_funding_account_id": loan.funding_account_id,
        **{f"payment_{each.name}": getattr(shared, each.name) for each in fields(Parts)},
    }


def _splits(work: Work, shared: Mapping[UUID, Mapping[str, int]]) -> dict[str, Any]:
    columns = {f"split_{name}": [parts[name] for parts in shared.values()] for name in PART_COLUMNS}
    return {"split_id": [work.new_id() for _ in shared], "split_instalment_id": list(shared), **columns}


@cache
def _statement(*, with_payment: bool) -> Select[int, int, int]:
    """The statement; it answers how many loans, instalments and splits it has written."""
    written = [_move_loan(), _move_lines()]
    beside = [insert(table_of(LoanAct)).values(_bound(table_of(LoanAct), "act")).cte("act")]
    if with_payment:
        beside.append(insert(table_of(Repayment)).values(_bound(table_of(Repayment), "payment")).cte("payment"))
        written.append(_add_splits())
    counts = [select(func.count()).select_from(each).scalar_subquery() for each in written]
    return select(*counts, *([] if with_payment else [literal_column("0")])).add_cte(*beside)


_OF_ACT: Final = {
    "customer_id": "customer_id",
    "id": "id",
    "branch_id": "branch_id",
    "officer_id": "officer_id",
    "loan_id": "loan_id",
    "amount_fen": "amount_fen",
    "paid_on": "value_on",
    "recorded_by": "recorded_by",
    "recorded_at": "recorded_at",
}
"""Columns of a repayment that it takes from its act."""


def _bound(into: FromClause, prefix: str) -> dict[str, Any]:
    """Parameters for all columns of a new row."""
    named = {each.name: f"{prefix}_{each.name}" for each in into.c if each.name != "reversed_by"}
    if prefix == "payment":
        named |= {name: f"act_{of}" for name, of in _OF_ACT.items()}
    return {name: bindparam(given, type_=into.c[name].type) for name, given in named.items()}


def _move_loan() -> Any:
    loan = table_of(Loan)
    values = {name: bindparam(f"loan_{name}", type_=loan.c[name].type) for name in MOVED}
    own = (loan.c.customer_id == bindparam("act_customer_id"), loan.c.id == bindparam("act_loan_id"))
    return update(loan).where(*own).values(values).returning(loan.c.id).cte("loan")


def _unnested(name: str, columns: Mapping[str, Any]) -> Any:
    """Arrays of the same length, given as parameters, as rows."""
    arrays = [bindparam(f"{name}_{each}", type_=ARRAY(kind)) for each, kind in columns.items()]
    rows = func.unnest(*arrays).table_valued(*(sql_column(each, kind) for each, kind in columns.items()), name=name)
    return rows.render_derived()


def _move_lines() -> Any:
    line = table_of(Instalment)
    given = _unnested("line", {name: line.c[name].type for name in ("id", *LINE_COLUMNS)})
    own = (line.c.customer_id == bindparam("act_customer_id"), line.c.id == given.c.id)
    values = {name: given.c[name] for name in LINE_COLUMNS}
    return update(line).where(*own).values(values).returning(line.c.id).cte("lines")


def _add_splits() -> Any:
    split = table_of(RepaymentSplit)
    kinds: dict[str, Any] = {"id": Uuid(), "instalment_id": Uuid(), **{name: BigInteger() for name in PART_COLUMNS}}
    given = _unnested("split", kinds)
    shared = {"customer_id": "act_customer_id", "branch_id": "act_branch_id", "officer_id": "act_officer_id"}
    same = {name: bindparam(of, type_=Uuid()) for name, of in (shared | {"repayment_id": "act_id"}).items()}
    rows = select(*same.values(), *(given.c[name] for name in kinds))
    return insert(split).from_select([*same, *kinds], rows).returning(split.c.id).cte("splits")
