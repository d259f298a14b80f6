# ruff: noqa: S608 - statements are put together from constants; what comes from outside is bound
"""How the house works: what waits for a decision, payments of a day, the close of days, complaints, reports, rights."""

from typing import Final

from server.risk.formula import Relation
from server.risk.grain import Grain
from server.risk.relations.house import of_house
from server.risk.relations.moments import DAY, ENDS, local, within

INSPECTED_DAYS: Final = 90
COMPLAINT_DAYS: Final = 30


WAITING: Final = of_house(
    "work_waiting",
    f"""
  SELECT count(*) FILTER (WHERE a.state = 'in_review')::numeric AS waiting,
         count(*) FILTER (WHERE {within("a.decided_at", 30)})::numeric
         / nullif(count(DISTINCT {local("a.decided_at")}) FILTER (WHERE {within("a.decided_at", 30)}), 0) AS a_day
    FROM applications a WHERE a.state = 'in_review' OR {within("a.decided_at", 30)}""",
    "applications",
)
"""Applications that wait for people, and how many are decided on a day on which any are."""

PAID: Final = of_house(
    "work_paid",
    f"""
  SELECT count(*)::numeric AS orders, count(*) FILTER (WHERE o.state = 'failed') AS failed FROM payment_orders o
   WHERE o.kind = 'disbursement' AND o.state IN ('settled', 'failed') AND {within("o.finished_at", 1)}""",
    "payment_orders",
)

CLOSED: Final = of_house(
    "work_closed",
    f"""
  SELECT count(*) AS days,
         greatest(extract(epoch FROM coalesce(max(y.closed_at) FILTER (WHERE y.business_date = {DAY} - 1), {ENDS})
                  - ({DAY}::timestamp AT TIME ZONE 'Asia/Shanghai')) / 3600, 0) AS hours
    FROM day_closings y WHERE y.business_date < {DAY}""",
    "day_closings",
)
"""How long after its end the day before was closed; while it is not, up to the end of the measured day."""

COMPLAINED: Final = Relation(
    "work_complaints",
    Grain.CUSTOMER,
    f"""
SELECT t.customer_id AS subject, coalesce(t.answered_on, {DAY}) - t.opened_on AS days
  FROM compliance_tickets t
 WHERE t.kind = 'complaint' AND t.opened_on <= {DAY} AND t.customer_id IN (SELECT id FROM subjects)
   AND (t.answered_on IS NULL OR t.answered_on > {DAY} - {COMPLAINT_DAYS})""",
    ("compliance_tickets",),
)
"""Complaints that are open, or were answered in the last thirty days."""

REPEATED: Final = of_house(
    "work_repeated",
    f"""
  SELECT count(*)::numeric AS complaints, count(*) FILTER (WHERE x.former_on >= x.opened_on - 90) AS repeated
    FROM (SELECT t.opened_on, lag(t.opened_on) OVER (PARTITION BY t.customer_id ORDER BY t.opened_on, t.id) AS former_on
            FROM compliance_tickets t WHERE t.kind = 'complaint' AND t.opened_on <= {DAY}) x
   WHERE x.opened_on > {DAY} - {COMPLAINT_DAYS}""",
    "compliance_tickets",
)
"""Complaints of a month, and those of customers who had complained within the ninety days before."""

_SEEN: Final = f"""(SELECT e.customer_id, e.facts ->> 'loan_id' AS loan_id, max(e.facts ->> 'seen_on') AS seen_on
          FROM compliance_entries e
         WHERE e.kind = 'fund_use' AND e.entered_on <= {DAY} AND e.facts ->> 'seen_on' <= {DAY}::text{{whose}}
         GROUP BY 1, 2)"""
"""The last look at what a loan's money went into: the inspection after a loan that the house enters (办法 贷后检查)."""

INSPECTED: Final = Relation(
    "work_inspected",
    Grain.OFFICER,
    f"""
SELECT l.officer_id AS subject, count(*)::numeric AS loans,
       count(*) FILTER (WHERE coalesce(v.seen_on, '') < ({DAY} - {INSPECTED_DAYS})::text) AS overdue
  FROM loans l LEFT JOIN {_SEEN.format(whose="")} v ON v.customer_id = l.customer_id AND v.loan_id = l.id::text
 WHERE l.state = 'active' AND l.disbursed_on <= {DAY} - {INSPECTED_DAYS}
 GROUP BY l.officer_id""",
    ("compliance_entries", "loans"),
)
"""Running loans of ninety days and more, and those nobody has inspected for so long."""

REPORTED: Final = Relation(
    "work_reported",
    Grain.LOAN,
    f"""
SELECT l.id AS subject,
       num_nonnulls(o.application_id, d.application_id, v.loan_id) AS reports
  FROM loans l
  LEFT JOIN (SELECT DISTINCT o.customer_id, o.application_id FROM application_opinions o
              WHERE o.customer_id IN (SELECT customer_id FROM subjects)) o
    ON o.customer_id = l.customer_id AND o.application_id = l.application_id
  LEFT JOIN (SELECT DISTINCT d.customer_id, d.application_id FROM decision_assessments d
              WHERE d.customer_id IN (SELECT customer_id FROM subjects)) d
    ON d.customer_id = l.customer_id AND d.application_id = l.application_id
  LEFT JOIN {_SEEN.format(whose=" AND e.customer_id IN (SELECT customer_id FROM subjects)")} v
    ON v.customer_id = l.customer_id AND v.loan_id = l.id::text
 WHERE l.state = 'active' AND l.import_id IS NULL AND l.disbursed_on <= {DAY} - {INSPECTED_DAYS}
   AND l.id IN (SELECT id FROM subjects)""",
    ("application_opinions", "compliance_entries", "decision_assessments", "loans"),
)
"""Loans of ninety days and more with how many of three reports there are: the officer's opinion before, the
assessment at the decision, an inspection after."""

HOLDERS: Final = of_house(
    "work_holders",
    f"""
  SELECT count(*) AS people
    FROM (SELECT p.staff_id FROM staff_positions p
            JOIN staff t ON t.id = p.staff_id AND t.state = 'active'
            JOIN position_roles y ON y.position_code = p.position_code
            JOIN role_operations o ON o.role_code = y.role_code
           WHERE p.valid_from <= {DAY} AND (p.valid_until IS NULL OR p.valid_until >= {DAY})
             AND o.operation IN ('application:submit', 'approval:decide')
           GROUP BY p.staff_id HAVING count(DISTINCT o.operation) = 2) x""",
    "position_roles",
    "role_operations",
    "staff",
    "staff_positions",
)
"""People who may both hand an application in and decide on one."""
