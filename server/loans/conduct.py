"""What loans say of a customer, told down to `customers`: how many he had, what is overdue, what he paid on time.

Counted are loans that were paid out, and of their instalments those that fell due in the last twelve months (for a
loan that was brought in, since then), as `punctuality` judges them. Amounts in fen, days by the business date.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final, Protocol
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from server.customers.rating.doors import rate_now
from server.customers.rating.models import RatingCause
from server.identity.guard import use_case
from server.identity.operations import Operation
from server.kit.work import Work
from server.loans.punctuality import PUNCTUALITY
from server.terms.dates import add_months

PAGE_CUSTOMERS: Final = 500
WINDOW_MONTHS: Final = 12
BUCKETS: Final = (0, 30, 60, 90)
"""Days overdue at which a customer is rated anew, above each of them."""

REFRESH: Final = text(f"""
WITH held AS (
  SELECT l.customer_id, l.id, l.state, l.next_due_on, l.written_off_on,
         coalesce(l.brought_in_on, l.disbursed_on) AS served_from
    FROM loans l
   WHERE l.customer_id = ANY (CAST(:ids AS uuid[])) AND l.state NOT IN ('pending_disbursement', 'void')
), {PUNCTUALITY}, by_loan AS (
  SELECT customer_id, count(*) AS loans,
         max(greatest(:today - coalesce(next_due_on, written_off_on, :today), 0)) AS current_dpd
    FROM held GROUP BY customer_id
), before AS (
  SELECT d.customer_id, d.current_dpd FROM customer_conducts d WHERE d.customer_id = ANY (CAST(:ids AS uuid[]))
), told AS (
  INSERT INTO customer_conducts AS d
         (customer_id, id, branch_id, officer_id, loans, current_dpd, worst_dpd, due, on_time, as_of)
  SELECT l.customer_id, l.customer_id, e.branch_id, e.officer_id, l.loans, l.current_dpd,
         greatest(coalesce(i.late_days, 0), l.current_dpd), coalesce(i.due, 0), coalesce(i.on_time, 0), :today
    FROM by_loan l
    JOIN customer_exposures e ON e.customer_id = l.customer_id
    LEFT JOIN by_line i ON i.customer_id = l.customer_id
   ORDER BY l.customer_id
      ON CONFLICT (customer_id, id) DO UPDATE
     SET loans = excluded.loans, current_dpd = excluded.current_dpd, worst_dpd = excluded.worst_dpd,
         due = excluded.due, on_time = excluded.on_time, as_of = excluded.as_of
  RETURNING d.customer_id, d.current_dpd
)
SELECT t.customer_id, coalesce(b.current_dpd, 0) AS before_dpd, t.current_dpd AS after_dpd
  FROM told t LEFT JOIN before b ON b.customer_id = t.customer_id ORDER BY t.customer_id
""")  # noqa: S608 - a fragment of ours
STALE: Final = text("""
SELECT DISTINCT l.customer_id FROM loans l
  LEFT JOIN customer_conducts d ON d.customer_id = l.customer_id
 WHERE l.customer_id > :after AND l.state NOT IN ('pending_disbursement', 'void')
   AND (d.as_of IS NULL OR d.as_of < :since)
 ORDER BY l.customer_id LIMIT :limit
""")
OVERDUE: Final = text("""
SELECT found.customer_id FROM (
  SELECT l.customer_id FROM loans l WHERE l.state = 'active' AND l.next_due_on < :since
   UNION SELECT d.customer_id FROM customer_conducts d WHERE d.current_dpd > 0 AND d.as_of < :since
) found LEFT JOIN customer_conducts d ON d.customer_id = found.customer_id
 WHERE found.customer_id > :after AND (d.as_of IS NULL OR d.as_of < :since)
 ORDER BY found.customer_id LIMIT :limit
""")


class OfALoan(Protocol):
    """An event of a loan."""

    @property
    def customer_id(self) -> UUID: ...


@dataclass(frozen=True, slots=True)
class Swept:
    """Where a sweep stands: the last customer looked at, None at its end; how many, and how many were rated anew."""

    after: UUID | None
    looked_at: int
    rated: int


async def on_loan_changed(work: Work, event: OfALoan) -> None:
    """A loan was paid out, ended, or an act of it was taken back: tell it, and have the customer rated."""
    await refresh(work, [event.customer_id])
    work.defer(
        "rate_customers",
        lock=f"rating:{event.customer_id}",
        customer_ids=[str(event.customer_id)],
        cause=RatingCause.LOAN.value,
    )


@use_case(Operation.CUSTOMER_RATE, keyed=False)
async def sweep(
    work: Work, *, since: date, after: UUID, overdue_only: bool, page_customers: int = PAGE_CUSTOMERS
) -> Swept:
    """Tell the conduct of the next customers whose telling is older than a day; rate anew who crossed a bucket.

    `overdue_only`: those alone with something overdue, or who had. Broken off, it begins again and skips who is done.
    """
    given = {"since": since, "after": after, "limit": min(page_customers, PAGE_CUSTOMERS)}
    ids = (await work.session.execute(OVERDUE if overdue_only else STALE, given)).scalars().all()
    if not ids:
        return Swept(None, 0, 0)
    crossed = await refresh(work, ids)
    rated = await rate_now(work, crossed, RatingCause.OVERDUE) if crossed else []
    work.changes.update(since=since.isoformat(), customers=len(ids), rated=len(rated))
    return Swept(ids[-1], len(ids), len(rated))


async def refresh(work: Work, customer_ids: Sequence[UUID]) -> list[UUID]:
    """Tell the conduct of customers (a building block); answers who has crossed a bucket of days overdue."""
    rows = await tell(work.session, customer_ids, work.today)
    return [row.customer_id for row in rows if _bucket(row.before_dpd) != _bucket(row.after_dpd)]


async def tell(session: AsyncSession, customer_ids: Sequence[UUID], today: date) -> Sequence[Any]:
    """Tell the conduct of customers as it stands on a day; rows with the days overdue before and after."""
    since = add_months(today, -WINDOW_MONTHS) + timedelta(days=1)
    return (await session.execute(REFRESH, {"ids": list(customer_ids), "today": today, "since": since})).all()


def _bucket(days: int) -> int:
    return sum(1 for least in BUCKETS if days > least)
