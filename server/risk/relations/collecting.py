# ruff: noqa: S608 - statements are put together from constants; what comes from outside is bound
"""Collection as it went: contacts and what the law said of them, promises, recoveries, and what debtors were heard say.

A contact is on record with the law (`collection_contacts`) whether it went out or was refused; it was made when its
outcome is noted, a message or a letter when it was allowed. Signals are of a case: they are told of its customer and
of its loan that is longest overdue.
"""

from typing import Final

from server.risk.formula import Relation
from server.risk.grain import Grain
from server.risk.relations.house import of_house
from server.risk.relations.moments import DAY, ENDS, begins, local, within

LIMITATION_DAYS: Final = 1095
"""Three years from the last demand (民法典 188, 195)."""
NIGHT: Final = "NOT BETWEEN 8 AND 21"
AGITATED_FROM: Final = "0.5"


CALLS: Final = of_house(
    "coll_calls",
    f"""
  SELECT count(*)::numeric AS calls,
         count(*) FILTER (WHERE k.connected AND k.party = 'self') AS reached,
         count(*) FILTER (WHERE {within("k.planned_at", 1)})::numeric AS today,
         count(*) FILTER (WHERE {within("k.planned_at", 1)} AND NOT k.recorded) AS unrecorded
    FROM collection_contacts k WHERE k.channel = 'call' AND k.connected IS NOT NULL AND {within("k.planned_at", 7)}""",
    "collection_contacts",
)
"""Calls of a week that were made: how many reached the debtor himself, and of the day how many were not recorded."""

PROMISING: Final = of_house(
    "coll_promising",
    f"""
  SELECT (SELECT count(*) FROM payment_promises p WHERE {within("p.made_at", 7)}) AS promises,
         count(*)::numeric AS reached
    FROM collection_contacts k WHERE k.connected AND {within("k.planned_at", 7)}""",
    "collection_contacts",
    "payment_promises",
)

KEEPING: Final = of_house(
    "coll_keeping",
    f"""
  SELECT sum(p.amount_fen)::numeric AS promised_fen, sum(least(p.paid_fen, p.amount_fen)) AS kept_fen
    FROM payment_promises p
   WHERE p.state IN ('kept', 'broken') AND p.settled_on <= {DAY} AND p.settled_on > {DAY} - 30""",
    "payment_promises",
)
"""Promises that came due in thirty days, and what of them was paid."""

_LAST_MONTH: Final = f"(date_trunc('month', {DAY}) - interval '1 month')::date"

RECOVERED: Final = of_house(
    "coll_recovered",
    f"""
  SELECT m.bucket, sum(m.balance_fen)::numeric AS balance_fen, sum(t.fen) AS paid_fen
    FROM classification_months m
    LEFT JOIN (SELECT t.customer_id, t.loan_id, sum(t.amount_fen) AS fen FROM repayments t
                WHERE t.reversed_by IS NULL AND t.paid_on >= date_trunc('month', {DAY}) AND t.paid_on <= {DAY}
                GROUP BY 1, 2) t ON t.customer_id = m.customer_id AND t.loan_id = m.loan_id
   WHERE m.month = {_LAST_MONTH} AND m.bucket <> 'M0' GROUP BY m.bucket""",
    "classification_months",
    "repayments",
)
"""What was past due at the end of last month, by bucket, and what was paid on it since."""

LOST: Final = of_house(
    "coll_lost",
    f"""
  SELECT count(*)::numeric AS overdue, count(*) FILTER (WHERE k.customer_id IS NULL) AS lost
    FROM loans l
    LEFT JOIN (SELECT DISTINCT k.customer_id FROM collection_contacts k
                WHERE k.connected AND {within("k.planned_at", 30)}) k ON k.customer_id = l.customer_id
   WHERE l.state = 'active' AND l.next_due_on < {DAY}""",
    "collection_contacts",
    "loans",
)
"""Overdue loans, and those whose customer nobody has reached for thirty days."""

COMPLAINED: Final = of_house(
    "coll_complained",
    f"""
  SELECT count(DISTINCT k.loan_id)::numeric AS loans, count(DISTINCT t.id) AS complaints
    FROM collection_contacts k
    LEFT JOIN compliance_tickets t ON t.customer_id = k.customer_id AND t.kind = 'complaint'
     AND t.opened_on <= {DAY} AND t.opened_on > {DAY} - 30
   WHERE k.allowed AND {within("k.planned_at", 30)}""",
    "collection_contacts",
    "compliance_tickets",
)
"""Loans that somebody was contacted about in thirty days, and complaints of these customers."""

BROKEN: Final = Relation(
    "coll_broken",
    Grain.LOAN,
    f"""
SELECT c.worst_loan_id AS subject, p.state = 'kept' AS kept,
       row_number() OVER (PARTITION BY c.worst_loan_id ORDER BY p.settled_on DESC, p.id DESC) AS position
  FROM collection_cases c JOIN payment_promises p ON p.customer_id = c.customer_id AND p.case_id = c.id
 WHERE p.state IN ('kept', 'broken') AND p.settled_on <= {DAY}
   AND c.customer_id IN (SELECT customer_id FROM subjects)""",
    ("collection_cases", "payment_promises"),
)
"""Promises that came due, the newest first."""

FOLLOWED: Final = Relation(
    "coll_followed",
    Grain.LOAN,
    f"""
SELECT l.id AS subject, {DAY} - l.next_due_on AS late_days,
       {DAY} - greatest(l.next_due_on, max({local("k.planned_at")}) FILTER (
         WHERE k.connected IS NOT NULL OR k.channel IN ('message', 'letter'))) AS quiet_days,
       {DAY} - greatest(l.next_due_on, max({local("k.planned_at")}) FILTER (
         WHERE k.connected OR k.channel = 'letter')) AS undemanded_days
  FROM loans l
  LEFT JOIN collection_contacts k ON k.customer_id = l.customer_id AND k.loan_id = l.id
   AND k.allowed AND k.planned_at < {ENDS}
 WHERE l.state = 'active' AND l.next_due_on < {DAY} AND l.id IN (SELECT id FROM subjects)
 GROUP BY l.id, l.next_due_on""",
    ("collection_contacts", "loans"),
)
"""Overdue loans: for how long nobody has followed them up, and since when the last demand is that reached somebody."""

_TODAY: Final = (
    f"k.channel = 'call' AND {within('k.planned_at', 1)} AND k.customer_id IN (SELECT customer_id FROM subjects)"
)

CALLED: Final = Relation(
    "coll_called",
    Grain.LOAN,
    f"""
SELECT x.loan_id AS subject, x.talks, x.unanswered
  FROM (SELECT k.loan_id,
               count(*) FILTER (WHERE k.connected AND k.party = 'self') OVER (PARTITION BY k.customer_id) AS talks,
               count(*) FILTER (WHERE NOT k.connected) OVER (PARTITION BY k.customer_id, k.number_index) AS unanswered
          FROM collection_contacts k WHERE {_TODAY}) x""",
    ("collection_contacts",),
)
"""Calls of the day about a loan, each with how often its debtor was spoken to that day, about whichever loan, and how
often that number was dialled in vain."""

COLLECTORS: Final = Relation(
    "coll_collectors",
    Grain.OFFICER,
    f"""
SELECT k.planned_by AS subject, k.loan_id, {within("k.planned_at", 1)} AS today, k.party = 'contact'
       AND k.message_kind <> 'call_back' AS outsider,
       extract(hour FROM k.planned_at AT TIME ZONE 'Asia/Shanghai') {NIGHT}
       AND k.channel IN ('call', 'message', 'visit') AND NOT coalesce(h.consented, false) AS at_night
  FROM collection_contacts k
  LEFT JOIN case_contacts h ON h.customer_id = k.customer_id AND h.law_contact_id = k.id
 WHERE k.planned_at >= date_trunc('month', {DAY}::timestamp) AT TIME ZONE 'Asia/Shanghai' AND k.planned_at < {ENDS}""",
    ("case_contacts", "collection_contacts"),
)
"""What collectors wanted of debtors this month, also where the law refused it: about which loans, at night without
consent, and of other people more than that they pass on a call."""


def _signals(name: str, grain: Grain, subject: str) -> Relation:
    return Relation(
        name,
        grain,
        f"""
SELECT {subject} AS subject, g.willingness, g.agitation, g.halts, g.recorded_at, g.reasons,
       row_number() OVER (PARTITION BY {subject} ORDER BY g.recorded_at DESC, g.id DESC)
       AS position
  FROM case_signals g JOIN collection_cases c ON c.customer_id = g.customer_id AND c.id = g.case_id
 WHERE g.recorded_at < {ENDS} AND g.customer_id IN (SELECT customer_id FROM subjects)""",
        ("case_signals", "collection_cases"),
    )


LOAN_SIGNALS: Final = _signals("coll_signals", Grain.LOAN, "c.worst_loan_id")
CUSTOMER_SIGNALS: Final = _signals("coll_signals", Grain.CUSTOMER, "c.customer_id")


def heard_within(days: int) -> str:
    """SQL: whether a signal is of the last so many days."""
    return f"r.recorded_at >= {begins(days)}"


def says(code: str) -> str:
    """SQL: whether a signal names this as one of its reasons."""
    return f"""r.reasons @> '[{{"code": "{code}"}}]'"""


ABUSED: Final = Relation(
    "coll_abused",
    Grain.OFFICER,
    f"""
SELECT f.agent_id AS subject, f.rule
  FROM speech_findings f
 WHERE {within("f.found_at", 30)} AND NOT f.attempted AND f.state <> 'dismissed'""",
    ("speech_findings",),
)
"""What agents said against the law in thirty days, but what was refused and never went out, and what was dismissed."""
