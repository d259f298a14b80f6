"""The trial balance by branch and account, for a day or a stretch of days, by booking or by value."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Select, and_, func, select

from server.identity.guard import read
from server.identity.operations import Operation
from server.kit.errors import Invalid
from server.kit.work import Work
from server.ledger import queries
from server.ledger.models import AccountKind, LedgerAccount, LedgerEntry, LedgerPosting


class DatedBy(StrEnum):
    """Which date of an entry decides: when it was booked, or from when it counts."""

    BOOKING = "booking"
    VALUE = "value"


@dataclass(frozen=True, slots=True)
class TrialRow:
    """An account in a branch over some days, in fen, debit positive: before, what moved, after.

    `credit_fen` is not negative: after = before + debit - credit. `pool` is principal, interest, penalty, fee,
    suspense, or None.
    """

    branch_id: UUID
    code: str
    name_zh: str
    name_en: str
    kind: AccountKind
    pool: str | None
    before_fen: int
    debit_fen: int
    credit_fen: int

    @property
    def after_fen(self) -> int:
        return self.before_fen + self.debit_fen - self.credit_fen


@read(Operation.LEDGER_READ)
async def trial_balance_on(
    work: Work,
    *,
    on: date | None = None,
    since: date | None = None,
    branch_id: UUID | None = None,
    funding_account_id: UUID | None = None,
    dated_by: DatedBy = DatedBy.BOOKING,
) -> list[TrialRow]:
    """The trial balance at the end of a day (today), by branch and account, with what moved on it or since a day.

    Only branches that are wholly in sight; each of them adds up to zero. Refuses with Invalid when `since` is later.
    """
    on = on or work.today
    since = since or on
    if since > on:
        raise Invalid(field="since", reason="later than on")
    wanted = _balances(work, since, on, dated_by)
    if branch_id is not None:
        wanted = wanted.where(LedgerPosting.branch_id == branch_id)
    if funding_account_id is not None:
        wanted = wanted.where(LedgerPosting.funding_account_id == funding_account_id)
    chart = {account.code: account for account in await queries.chart(work.session)}
    rows = (await work.session.execute(wanted)).all()
    return [_row(row.branch_id, chart[row.account_code], (row.before, row.debit, row.credit)) for row in rows]


def _balances(work: Work, since: date, on: date, dated_by: DatedBy) -> Select[UUID, str, int, int, int]:
    day = LedgerEntry.booked_on if dated_by is DatedBy.BOOKING else LedgerEntry.value_on
    fen = LedgerPosting.amount_fen
    own = and_(LedgerPosting.customer_id == LedgerEntry.customer_id, LedgerPosting.entry_id == LedgerEntry.id)
    return (
        select(
            LedgerPosting.branch_id,
            LedgerPosting.account_code,
            func.coalesce(func.sum(fen).filter(day < since), 0).label("before"),
            func.coalesce(func.sum(fen).filter(day >= since, fen > 0), 0).label("debit"),
            func.coalesce(-func.sum(fen).filter(day >= since, fen < 0), 0).label("credit"),
        )
        .join(LedgerEntry, own)
        .where(day <= on, queries.in_sight(LedgerPosting, work.scope), queries.in_sight(LedgerEntry, work.scope))
        .group_by(LedgerPosting.branch_id, LedgerPosting.account_code)
        .order_by(LedgerPosting.branch_id, LedgerPosting.account_code)
    )


def _row(branch_id: UUID, account: LedgerAccount, amounts: tuple[int, int, int]) -> TrialRow:
    named = (account.code, account.name_zh, account.name_en, account.kind, account.pool)
    return TrialRow(branch_id, *named, *(int(amount) for amount in amounts))
