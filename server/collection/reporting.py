"""What treatment brings: cured in time, treated against held out, all together and stage by stage of willingness."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import text

from server.collection import queries
from server.collection.day.opening import OBSERVED_DAYS
from server.collection.rules import Arm
from server.identity.guard import read
from server.identity.operations import Operation
from server.kit.errors import Invalid
from server.kit.uplift import Share, Uplift, uplift
from server.kit.work import Work

DAYS_MAX: Final = 731

COUNT: Final = text("""
SELECT c.arm, count(*) AS cases,
       count(*) FILTER (WHERE c.closed_reason = 'cured' AND c.closed_on - c.opened_on <= :within) AS cured,
       count(*) FILTER (WHERE EXISTS (SELECT FROM compliance_tickets t WHERE t.customer_id = c.customer_id
         AND t.kind = 'complaint' AND t.opened_on BETWEEN c.opened_on AND c.opened_on + CAST(:within AS integer)))
         AS complained
  FROM collection_cases c
 WHERE c.opened_on BETWEEN :since AND :until AND c.opened_on + CAST(:within AS integer) <= :today
   AND c.opened_on - c.overdue_since <= :observed
 GROUP BY c.arm
""")


@dataclass(frozen=True, slots=True)
class UpliftReport:
    """Cases opened in a span of days and old enough to be judged: cured and complained within so many days."""

    since: date
    until: date
    within_days: int
    cured: Uplift
    complained: Uplift


@read(Operation.COLLECTION_READ)
async def uplift_report(work: Work, *, since: date, until: date) -> UpliftReport:
    """Whether treatment helps: the share of cases cured, and of customers who complained, within the house's days.

    Compared are cases that were opened early enough to be drawn by lot; the interval of the difference is Newcombe's,
    95 %. Rows out of sight are not counted. Refuses with Invalid for days that end before they begin or are too many.
    """
    if not 0 <= (until - since).days <= DAYS_MAX:
        raise Invalid(field="until", reason=f"0-{DAYS_MAX}")
    within = (await queries.policy_on(work.session, work.today)).days("cured_within_days")
    given = {"since": since, "until": until, "within": within, "today": work.today, "observed": OBSERVED_DAYS}
    rows = {row.arm: row for row in (await work.session.execute(COUNT, given)).all()}

    def share(arm: Arm, what: str) -> Share:
        row = rows.get(arm.value)
        return Share(getattr(row, what), row.cases) if row is not None else Share(0, 0)

    both = [uplift(share(Arm.TREATED, what), share(Arm.HELD_OUT, what)) for what in ("cured", "complained")]
    return UpliftReport(since, until, within, both[0], both[1])
