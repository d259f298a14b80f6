"""What is known of a customer beside his loans: what sources and he himself have said, visits, what he asks for."""

from typing import Final

from server.risk.formula import Relation
from server.risk.grain import Grain

CUSTOMER_SAID: Final = Relation(
    "said",
    Grain.CUSTOMER,
    """
SELECT q.customer_id AS subject, q.source, f.fact ->> 'code' AS code, f.fact ->> 'value' AS value
  FROM (SELECT DISTINCT ON (i.customer_id, i.source) i.customer_id, i.source, i.facts
          FROM connector_inquiries i
         WHERE i.state = 'answered' AND i.observed_on <= :day AND i.valid_until >= :day
           AND i.about_id = i.customer_id AND i.customer_id IN (SELECT id FROM subjects)
         ORDER BY i.customer_id, i.source, i.observed_on DESC, i.answered_at DESC, i.id DESC) q
 CROSS JOIN LATERAL jsonb_array_elements(q.facts) AS f (fact)""",
    ("connector_inquiries",),
)
"""A row for each fact of the last answer of each source that still holds on the day."""
CUSTOMER_LINES: Final = Relation(
    "card_lines",
    Grain.CUSTOMER,
    """
SELECT i.customer_id AS subject, i.observed_on, (f.fact ->> 'value')::numeric AS used,
       max(i.observed_on) OVER (PARTITION BY i.customer_id) AS last_on
  FROM connector_inquiries i CROSS JOIN LATERAL jsonb_array_elements(i.facts) AS f (fact)
 WHERE i.source = 'credit_bureau' AND i.state = 'answered' AND f.fact ->> 'code' = 'utilisation'
   AND i.observed_on <= :day AND i.observed_on > CAST(:day AS date) - interval '12 months'
   AND i.customer_id IN (SELECT id FROM subjects)""",
    ("connector_inquiries",),
)
"""How he used his lines, report by report."""
CUSTOMER_ASKED: Final = Relation(
    "asked_for",
    Grain.CUSTOMER,
    """
SELECT a.customer_id AS subject, a.amount_fen::numeric AS amount_fen,
       CASE WHEN c.rate = 0 THEN a.amount_fen::numeric / a.term_months
            ELSE a.amount_fen * c.rate / (1 - (1 + c.rate) ^ (-a.term_months::numeric)) END AS monthly_fen,
       row_number() OVER (PARTITION BY a.customer_id ORDER BY a.created_at DESC, a.id DESC) AS position
  FROM applications a JOIN product_versions v ON v.id = a.product_version_id
 CROSS JOIN LATERAL (SELECT coalesce(a.rate_annual, v.rate_annual) / 12 AS rate) c
 WHERE a.state IN ('in_review', 'returned', 'approved', 'contracted') AND a.created_at < CAST(:day AS date) + 1
   AND a.customer_id IN (SELECT id FROM subjects)""",
    ("applications", "product_versions"),
)
"""Applications under way, the newest first, with the level instalment that they come to."""
CUSTOMER_TOLD: Final = Relation(
    "told",
    Grain.CUSTOMER,
    """
SELECT DISTINCT ON (p.customer_id, p.code, p.source = 'told') p.customer_id AS subject, p.code, p.number,
       p.source = 'told' AS by_himself, p.observed_on, p.recorded_at
  FROM profile_facts p
 WHERE p.code IN ('assets_fen', 'liabilities_fen', 'dependants') AND p.observed_on <= :day
   AND p.customer_id IN (SELECT id FROM subjects)
 ORDER BY p.customer_id, p.code, p.source = 'told', p.observed_on DESC, p.recorded_at DESC""",
    ("profile_facts",),
)
"""The last telling of some facts of his profile: by himself, and by anybody else."""
CUSTOMER_VISITED: Final = Relation(
    "visited",
    Grain.CUSTOMER,
    """
SELECT v.customer_id AS subject, v.verified_income_fen::numeric AS income_fen, v.dependants,
       row_number() OVER (PARTITION BY v.customer_id ORDER BY v.submitted_at DESC, v.id DESC) AS position
  FROM visits v
 WHERE v.state = 'standing' AND v.submitted_at < CAST(:day AS date) + 1
   AND v.customer_id IN (SELECT id FROM subjects)""",
    ("visits",),
)
"""Visits that stand, the newest first; the income is that of the household with its shop, as far as papers prove it."""
CUSTOMER_GUARANTEES: Final = Relation(
    "guarantees",
    Grain.CUSTOMER,
    """
SELECT g.person_id AS subject, g.amount_fen::numeric AS amount_fen FROM guarantee_claims g
 WHERE g.ended_at IS NULL AND g.person_id IN (SELECT id FROM subjects)""",
    ("guarantee_claims",),
)
"""What he answers for in this house."""
LOAN_TRAIL: Final = Relation(
    "trail",
    Grain.LOAN,
    """
SELECT q.subject, f.fact ->> 'code' AS code, (f.fact ->> 'value')::numeric AS value
  FROM (SELECT DISTINCT ON (s.id) s.id AS subject, i.facts
          FROM subjects s JOIN connector_inquiries i ON i.customer_id = s.customer_id AND i.about_id = s.application_id
         WHERE i.source = 'fund_trail' AND i.state = 'answered' AND i.observed_on <= :day
         ORDER BY s.id, i.observed_on DESC, i.answered_at DESC, i.id DESC) q
 CROSS JOIN LATERAL jsonb_array_elements(q.facts) AS f (fact)""",
    ("connector_inquiries",),
)
"""Where the money of a loan went, as the paying bank said last; what it saw once does not lapse."""
