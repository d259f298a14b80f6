# ruff: noqa: S608 - statements are put together from constants; what comes from outside is bound
"""Who is connected with whom: contacts, related parties, guarantees, and what customers have in common.

Ties that show by themselves (a card, a device, an address in common) are followed three steps far, at most a dozen
from each customer: beyond that it is no circle but a crowd.
"""

from typing import Final

from server.risk.formula import Relation
from server.risk.grain import Grain
from server.risk.relations.moments import DAY, ENDS, within

CUSTOMER_CONTACTS: Final = Relation(
    "contacts",
    Grain.CUSTOMER,
    f"""
SELECT k.customer_id AS subject, k.kind, k.agreed_on, k.ended_at,
       bool_or(k.kind = 'workplace') OVER (PARTITION BY k.customer_id, k.phone_index) AS at_work
  FROM customer_contacts k WHERE k.recorded_at < {ENDS} AND k.customer_id IN (SELECT id FROM subjects)""",
    ("customer_contacts",),
)
"""Contacts that stand or stood; `at_work` says that the same phone was told as that of his workplace."""
CUSTOMER_DEBTORS: Final = Relation(
    "contact_debtors",
    Grain.CUSTOMER,
    f"""
SELECT k.customer_id AS subject, c.id AS person
  FROM customer_contacts k JOIN customers c ON c.phone_index = k.phone_index AND c.id <> k.customer_id
  JOIN loans l ON l.customer_id = c.customer_id AND l.state = 'active' AND l.next_due_on < {DAY} - 30
 WHERE k.ended_at IS NULL AND k.customer_id IN (SELECT id FROM subjects)""",
    ("customer_contacts", "customers", "loans"),
)
"""Contacts who are customers and more than 30 days late."""
CUSTOMER_SHARED: Final = Relation(
    "contact_shared",
    Grain.CUSTOMER,
    f"""
SELECT k.customer_id AS subject, k.phone_index, count(DISTINCT o.customer_id) AS people
  FROM customer_contacts k JOIN customer_contacts o ON o.phone_index = k.phone_index AND {within("o.recorded_at", 90)}
 WHERE k.ended_at IS NULL AND k.customer_id IN (SELECT id FROM subjects)
 GROUP BY k.customer_id, k.phone_index""",
    ("customer_contacts",),
)
"""His contacts, and how many customers have told each of them in ninety days."""


def _tied(to: str) -> str:
    """SQL: customers who are a related party of somebody, or he of them, or who answer for each other."""
    return f"""
SELECT p.related_id AS id FROM related_parties p
 WHERE p.customer_id = {to} AND p.ended_at IS NULL AND p.related_id IS NOT NULL
UNION ALL SELECT p.customer_id FROM related_parties p WHERE p.related_id = {to} AND p.ended_at IS NULL
UNION ALL SELECT g.debtor_id FROM guarantee_claims g WHERE g.person_id = {to} AND g.ended_at IS NULL
UNION ALL SELECT g.person_id FROM guarantee_claims g WHERE g.debtor_id = {to} AND g.ended_at IS NULL"""


CUSTOMER_NEIGHBOURS: Final = Relation(
    "neighbours",
    Grain.CUSTOMER,
    f"""
SELECT t.subject, l.id, l.next_due_on < {DAY} - 30 AS late
  FROM (SELECT s.id AS subject, h.id FROM subjects s CROSS JOIN LATERAL ({_tied("s.id")}) h
         UNION SELECT s.id, e.id FROM subjects s CROSS JOIN LATERAL ({_tied("s.id")}) h
         CROSS JOIN LATERAL ({_tied("h.id")}) e) t
  JOIN loans l ON l.customer_id = t.id AND l.state = 'active' AND l.disbursed_on <= {DAY}
 WHERE t.id <> t.subject""",
    ("related_parties", "guarantee_claims", "loans"),
)
"""Running loans of whoever is connected with him in one step or two."""


def _strong(to: str) -> str:
    """SQL: a dozen customers at most who have a card, an address or a device in common with somebody."""
    return f"""
SELECT x.id FROM (
  SELECT o.customer_id AS id FROM bank_accounts b JOIN bank_accounts o ON o.number_index = b.number_index
   WHERE b.customer_id = {to} AND b.state <> 'failed' AND o.state <> 'failed'
  UNION SELECT o.customer_id FROM visits v JOIN visits o ON o.address_index = v.address_index
   WHERE v.customer_id = {to} AND {within("v.saved_at", 90)} AND {within("o.saved_at", 90)}
  UNION SELECT y.customer_id FROM applications a
    JOIN decision_arrivals d ON d.application_id = a.id AND d.channel = 'self_service'
    JOIN decision_arrivals o ON o.device_index = d.device_index AND o.channel = 'self_service'
     AND {within("o.arrived_at", 90)}
    JOIN applications y ON y.id = o.application_id
   WHERE a.customer_id = {to} AND {within("a.created_at", 90)}) x
 WHERE x.id <> {to} ORDER BY x.id LIMIT 12"""


CUSTOMER_STRONG: Final = Relation(
    "strong_ties",
    Grain.CUSTOMER,
    f"""
WITH RECURSIVE reach (subject, node, neighbour, steps) AS (
  SELECT s.id, s.id, e.id, 1 FROM subjects s CROSS JOIN LATERAL ({_strong("s.id")}) e
  UNION SELECT r.subject, r.neighbour, e.id, r.steps + 1
    FROM reach r CROSS JOIN LATERAL ({_strong("r.neighbour")}) e WHERE r.steps <= 3)
SELECT subject, node, neighbour FROM reach""",
    ("bank_accounts", "visits", "applications", "decision_arrivals"),
)
"""Ties of the circle that he is in, each from both ends."""
CUSTOMER_CYCLES: Final = Relation(
    "guarantee_cycles",
    Grain.CUSTOMER,
    """
WITH RECURSIVE walk (subject, node, steps) AS (
  SELECT g.person_id, g.debtor_id, 1 FROM guarantee_claims g
   WHERE g.ended_at IS NULL AND g.person_id IN (SELECT id FROM subjects)
  UNION SELECT w.subject, g.debtor_id, w.steps + 1
    FROM walk w JOIN guarantee_claims g ON g.person_id = w.node AND g.ended_at IS NULL
   WHERE w.steps < 6 AND w.node <> w.subject)
SELECT subject, steps FROM walk WHERE node = subject AND steps >= 2""",
    ("guarantee_claims",),
)
"""Ways of two to six guarantees that lead back to him."""
HOUSE_CIRCLES: Final = Relation(
    "guarantee_circles",
    Grain.HOUSE,
    """
WITH RECURSIVE living AS (SELECT person_id, debtor_id FROM guarantee_claims WHERE ended_at IS NULL),
     both_ways AS (SELECT person_id AS id FROM living INTERSECT SELECT debtor_id FROM living),
     ties AS (SELECT g.person_id AS a, g.debtor_id AS b FROM living g
               WHERE g.person_id IN (SELECT id FROM both_ways) AND g.debtor_id IN (SELECT id FROM both_ways)),
     pairs AS (SELECT a, b FROM ties UNION SELECT b, a FROM ties),
     reach (root, node) AS (SELECT a, a FROM pairs UNION SELECT r.root, p.b FROM reach r JOIN pairs p ON p.a = r.node)
SELECT s.id AS subject, c.people FROM subjects s
 CROSS JOIN (SELECT root, count(*) AS people FROM reach GROUP BY root) c""",
    ("guarantee_claims",),
)
"""Circles of people who both answer for others and are answered for: who only does one of it closes no circle."""
LOAN_PAYEES: Final = Relation(
    "payees",
    Grain.LOAN,
    f"""
SELECT s.id AS subject, o.customer_id AS person
  FROM subjects s JOIN payment_orders p ON p.customer_id = s.customer_id AND p.loan_id = s.id
   AND p.kind = 'disbursement' AND p.state IN ('created', 'sent', 'unknown', 'settled') AND p.entrusted_payee_id IS NULL
  JOIN payment_orders o ON o.payee_index = p.payee_index AND o.kind = 'disbursement' AND o.state <> 'failed'
   AND o.entrusted_payee_id IS NULL AND {within("o.created_at", 180)}
 WHERE s.disbursed_on > {DAY} - 180""",
    ("payment_orders",),
)
"""Whose loans went to the same account in half a year; payees whom borrowers had paid in their stead are left out."""
