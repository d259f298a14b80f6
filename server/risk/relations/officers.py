# ruff: noqa: S608 - statements are put together from constants; what comes from outside is bound
"""What staff decide, whose applications come from where, whom they keep, how long they sit and when they are away."""

from typing import Final

from server.risk.formula import Relation
from server.risk.grain import Grain
from server.risk.relations.moments import DAY, ENDS, begins, local, seconds, within

TIER_LIMIT_FEN: Final = 50_000_00
"""Below 50 000 yuan an application is decided by the rules alone (IF tiers of the house; OF-06)."""
QUERY_DAYS: Final = 30

_CASES: Final = """approval_votes v
  JOIN approval_cases k ON k.customer_id = v.customer_id AND k.id = v.case_id
  JOIN applications a ON a.customer_id = k.customer_id AND a.id = k.subject_id"""
_AGREED: Final = "('approved', 'contracted', 'disbursed')"

RATES: Final = Relation(
    "officer_rates",
    Grain.OFFICER,
    f"""
SELECT x.officer_id AS subject, x.rate, avg(x.rate) OVER () AS mean, stddev_samp(x.rate) OVER () AS deviation
  FROM (SELECT a.officer_id, (count(*) FILTER (WHERE a.state IN {_AGREED}))::numeric / count(*) AS rate
          FROM applications a WHERE {within("a.decided_at", 30)} GROUP BY a.officer_id) x""",
    ("applications",),
)
"""The share of an officer's applications that were approved, of those that were decided in a month, beside all his
peers'."""

VOTES: Final = Relation(
    "officer_votes",
    Grain.OFFICER,
    f"""
SELECT v.decided_by AS subject, v.decided_at, char_length(v.reason) AS reason_length,
       {seconds("a.submitted_at", "v.decided_at")} AS seconds,
       v.decided_by IN (a.officer_id, a.started_by) OR v.voice IN (a.officer_id, a.started_by) AS own,
       {within("v.decided_at", 30)} AS recent
  FROM {_CASES} WHERE v.decided_at < {ENDS}""",
    ("applications", "approval_cases", "approval_votes"),
)
"""Votes on applications. Own: by the officer of the application or who entered it, himself or by a stand-in."""

_OVERRIDING: Final = f"""SELECT DISTINCT ON (v.customer_id, v.id) v.decided_by, v.decided_at, v.decision, d.outcome,
       a.customer_id, a.id AS application_id
  FROM {_CASES}
  JOIN decision_assessments d ON d.customer_id = a.customer_id AND d.application_id = a.id
   AND d.recorded_at <= v.decided_at
 WHERE v.decision IN ('approve', 'reject') AND v.decided_at < {ENDS} AND v.decided_at >= {{since}}
 ORDER BY v.customer_id, v.id, d.recorded_at DESC, d.id DESC"""
"""Votes beside what the rules of risk had said last: who approves what they did not let pass, or rejects what they
did, overrides them."""

JUDGED: Final = Relation(
    "officer_judged",
    Grain.OFFICER,
    f"""
SELECT o.decided_by AS subject, (o.decision = 'approve') <> (o.outcome = 'pass') AS overrides
  FROM ({_OVERRIDING.format(since=begins(30))}) o""",
    ("applications", "approval_cases", "approval_votes", "decision_assessments"),
)

OVERRIDDEN_LOANS: Final = Relation(
    "officer_overridden",
    Grain.OFFICER,
    f"""
SELECT x.decided_by AS subject, x.id, bool_or(coalesce(x.settled_on, {DAY}) - x.due_on > 30) AS bad
  FROM (WITH chosen AS MATERIALIZED (
          SELECT o.decided_by, l.customer_id, l.id, l.disbursed_on
            FROM ({_OVERRIDING.format(since=begins(730))}) o
            JOIN loans l ON l.customer_id = o.customer_id AND l.application_id = o.application_id
             AND l.disbursed_on <= {DAY} - interval '6 months' AND l.disbursed_on > {DAY} - interval '24 months'
           WHERE o.decision = 'approve' AND o.outcome <> 'pass')
        SELECT c.decided_by, c.id, i.id AS instalment_id, i.due_on,
               CASE WHEN i.paid_principal_fen = i.principal_fen
                     AND i.paid_interest_fen + i.waived_interest_fen = i.interest_fen
                    THEN coalesce(max(t.paid_on), i.due_on) END AS settled_on
          FROM chosen c
          JOIN instalments i ON i.customer_id = c.customer_id AND i.loan_id = c.id
           AND i.due_on <= c.disbursed_on + interval '6 months'
          LEFT JOIN repayment_splits y ON y.customer_id = i.customer_id AND y.instalment_id = i.id
          LEFT JOIN repayments t ON t.customer_id = y.customer_id AND t.id = y.repayment_id AND t.reversed_by IS NULL
         GROUP BY c.decided_by, c.id, i.customer_id, i.id) x
 GROUP BY x.decided_by, x.id""",
    (
        "applications",
        "approval_cases",
        "approval_votes",
        "decision_assessments",
        "instalments",
        "loans",
        "repayment_splits",
        "repayments",
    ),
)
"""Loans of six months and more that somebody approved against the rules; bad: an instalment of the first six months
was more than thirty days late."""

SPLIT: Final = Relation(
    "officer_split",
    Grain.OFFICER,
    f"""
SELECT a.officer_id AS subject, a.customer_id FROM applications a
 WHERE {within("a.created_at", 30)} AND a.state <> 'withdrawn'
 GROUP BY a.officer_id, a.customer_id
HAVING sum(a.amount_fen) >= {TIER_LIMIT_FEN} AND max(a.amount_fen) < {TIER_LIMIT_FEN}""",
    ("applications",),
)
"""Customers whose applications of a month are each below the limit of the lowest tier, and together are not."""


def _own_source(name: str, column: str) -> Relation:
    return Relation(
        name,
        Grain.OFFICER,
        f"""
SELECT a.officer_id AS subject, n.application_id
  FROM decision_arrivals n JOIN applications a ON a.id = n.application_id
  JOIN (SELECT DISTINCT o.entered_by, o.{column} FROM decision_arrivals o
         WHERE o.channel = 'staff' AND {within("o.arrived_at", 90)}) o
    ON o.entered_by = a.officer_id AND o.{column} = n.{column}
 WHERE n.channel = 'self_service' AND {within("n.arrived_at", 30)}""",
        ("applications", "decision_arrivals"),
    )


FROM_OWN_ADDRESS: Final = _own_source("officer_address", "address_index")
"""What applicants sent in themselves from an address from which their officer types in applications."""
FROM_OWN_DEVICE: Final = _own_source("officer_device", "device_index")

BUREAU_QUERIES: Final = Relation(
    "officer_queries",
    Grain.OFFICER,
    f"""
SELECT q.opened_by AS subject, q.id FROM connector_inquiries q
 WHERE q.source IN (SELECT code FROM connector_sources WHERE kind = 'credit_bureau')
   AND {within("q.opened_at", QUERY_DAYS)} AND q.asked_at IS NOT NULL
   AND NOT EXISTS (SELECT FROM applications a WHERE a.customer_id = q.customer_id
                      AND a.created_at >= q.opened_at - interval '{QUERY_DAYS} days'
                      AND a.created_at < q.opened_at + interval '{QUERY_DAYS} days')
   AND NOT EXISTS (SELECT FROM loans l WHERE l.customer_id = q.customer_id AND l.state = 'active')""",
    ("applications", "connector_inquiries", "connector_sources", "loans"),
)
"""Questions to the bureau for which there is neither an application of the same month nor a running loan."""

KEPT: Final = Relation(
    "officer_kept",
    Grain.OFFICER,
    "SELECT c.officer_id AS subject FROM customers c WHERE c.state = 'active'",
    ("customers",),
)

POSTS: Final = Relation(
    "officer_posts",
    Grain.OFFICER,
    f"""
SELECT h.staff_id AS subject, min(h.valid_from) AS since
  FROM (SELECT g.*, sum(g.anew) OVER (PARTITION BY g.staff_id, g.position_code ORDER BY g.valid_from) AS stretch
          FROM (SELECT p.staff_id, p.position_code, p.valid_from, p.valid_until,
                       CASE WHEN lag(p.valid_until) OVER (PARTITION BY p.staff_id, p.position_code
                                                              ORDER BY p.valid_from) = p.valid_from - 1
                            THEN 0 ELSE 1 END AS anew
                  FROM staff_positions p WHERE p.valid_from <= {DAY}) g) h
 GROUP BY h.staff_id, h.position_code, h.stretch
HAVING max(coalesce(h.valid_until, 'infinity')) >= {DAY}""",
    ("staff_positions",),
)
"""Positions that are held, each since when without a break: an appointment that repeats a position breaks nothing."""

_WORKED: Final = f"""SELECT d.at::date AS on_day, coalesce(c.is_working, extract(isodow FROM d.at) < 6) AS works,
       count(*) FILTER (WHERE coalesce(c.is_working, extract(isodow FROM d.at) < 6)) OVER (ORDER BY d.at) AS worked
  FROM generate_series({DAY} - interval '13 months', {DAY}, interval '1 day') d(at)
  LEFT JOIN (SELECT DISTINCT ON ("on") "on", is_working FROM calendar_days ORDER BY "on", id DESC) c
    ON c."on" = d.at::date"""

AWAY: Final = Relation(
    "officer_away",
    Grain.OFFICER,
    f"""
SELECT t.actor_id AS subject, t.day, coalesce(n.worked - n.works::int, e.worked) - s.worked AS days
  FROM (SELECT x.actor_id, x.day, lead(x.day) OVER (PARTITION BY x.actor_id ORDER BY x.day) AS next
          FROM (SELECT DISTINCT r.actor_id, {local("r.at")} AS day FROM audit_records r
                 WHERE r.actor_kind = 'staff' AND r.outcome = 'done' AND r.at < {ENDS}
                   AND r.at >= ({DAY} - interval '12 months') AT TIME ZONE 'Asia/Shanghai') x) t
  JOIN ({_WORKED}) s ON s.on_day = t.day
  LEFT JOIN ({_WORKED}) n ON n.on_day = t.next
  JOIN ({_WORKED}) e ON e.on_day = {DAY}""",
    ("audit_records", "calendar_days"),
)
"""Days on which somebody did anything here, each with how many days were worked without him until he came again."""
