# ruff: noqa: S608 - statements are put together from constants; what comes from outside is bound
"""What sources answered about applications, loans and accounts; figures of a fact that a relation of answers tells."""

from typing import Final

from server.risk.formula import Figure, Relation
from server.risk.grain import Grain
from server.risk.relations.moments import DAY, ENDS

CUSTOMER_CARDS: Final = Relation(
    "card_answers",
    Grain.CUSTOMER,
    f"""
SELECT q.customer_id AS subject, q.source, f.fact ->> 'code' AS code, f.fact ->> 'value' AS value
  FROM (SELECT DISTINCT ON (i.customer_id) i.customer_id, i.source, i.facts FROM connector_inquiries i
         WHERE i.source = 'bank_card' AND i.state = 'answered' AND i.answered_at < {ENDS}
           AND i.customer_id IN (SELECT id FROM subjects)
         ORDER BY i.customer_id, i.answered_at DESC, i.id DESC) q
 CROSS JOIN LATERAL jsonb_array_elements(q.facts) AS f (fact)""",
    ("connector_inquiries",),
)
"""The last answer about a card of his: it is about an account."""
APPLICATION_ANSWERS: Final = Relation(
    "app_answers",
    Grain.APPLICATION,
    f"""
SELECT q.subject, q.source, f.fact ->> 'code' AS code, f.fact ->> 'value' AS value
  FROM (SELECT DISTINCT ON (s.id, i.source) s.id AS subject, i.source, i.facts
          FROM subjects s JOIN connector_inquiries i ON i.customer_id = s.customer_id
         WHERE i.source IN ('liveness', 'device') AND i.state = 'answered' AND i.answered_at < {ENDS}
           AND (i.application_id = s.id OR i.application_id IS NULL)
         ORDER BY s.id, i.source, i.application_id IS NULL, i.answered_at DESC, i.id DESC) q
 CROSS JOIN LATERAL jsonb_array_elements(q.facts) AS f (fact)""",
    ("connector_inquiries",),
)
"""The last answer of each source about the applicant for this application, or else for none that is named."""
LOAN_ANSWERS: Final = Relation(
    "property_answers",
    Grain.LOAN,
    f"""
SELECT q.subject, q.source, f.fact ->> 'code' AS code, f.fact ->> 'value' AS value
  FROM (SELECT DISTINCT ON (s.id) s.id AS subject, i.source, i.facts
          FROM subjects s JOIN connector_inquiries i
            ON i.customer_id = s.customer_id AND i.application_id = s.application_id
         WHERE i.source = 'property_register' AND i.state = 'answered' AND i.answered_at < {ENDS}
         ORDER BY s.id, i.answered_at DESC, i.id DESC) q
 CROSS JOIN LATERAL jsonb_array_elements(q.facts) AS f (fact)""",
    ("connector_inquiries",),
)
"""The last answer of the register of property about what was charged for the loan."""
LOAN_INQUIRIES: Final = Relation(
    "asked_after",
    Grain.LOAN,
    f"""
SELECT s.id AS subject, (f.fact ->> 'value')::numeric AS inquiries
  FROM subjects s JOIN connector_inquiries i
    ON i.customer_id = s.customer_id AND i.observed_on BETWEEN s.disbursed_on AND s.disbursed_on + 30
 CROSS JOIN LATERAL jsonb_array_elements(i.facts) AS f (fact)
 WHERE i.source = 'credit_bureau' AND i.state = 'answered' AND i.observed_on <= {DAY}
   AND f.fact ->> 'code' = 'inquiries_1m'""",
    ("connector_inquiries",),
)
"""How often others asked the bureau for the borrower in a month, by reports of the thirty days after the payment."""
CUSTOMER_BALANCES: Final = Relation(
    "bureau_balances",
    Grain.CUSTOMER,
    f"""
SELECT l.customer_id AS subject, i.observed_on - l.disbursed_on AS days, (f.fact ->> 'value')::numeric AS fen,
       row_number() OVER (PARTITION BY l.customer_id, i.observed_on > l.disbursed_on
                              ORDER BY i.observed_on DESC, i.answered_at DESC, i.id DESC) AS position
  FROM (SELECT customer_id, max(disbursed_on) AS disbursed_on FROM loans
         WHERE disbursed_on <= {DAY} AND customer_id IN (SELECT id FROM subjects) GROUP BY customer_id) l
  JOIN connector_inquiries i ON i.customer_id = l.customer_id AND i.observed_on <= least({DAY}, l.disbursed_on + 90)
 CROSS JOIN LATERAL jsonb_array_elements(i.facts) AS f (fact)
 WHERE i.source = 'credit_bureau' AND i.state = 'answered' AND f.fact ->> 'code' = 'bureau_balance_fen'""",
    ("loans", "connector_inquiries"),
)
"""What he owed everybody by each report, in days from his last loan's payment; the newest before and after it first."""
HOUSE_COURTS: Final = Relation(
    "court_answers",
    Grain.HOUSE,
    f"""
SELECT h.id AS subject, q.cases, n.companies FROM subjects h
 CROSS JOIN (SELECT count(*) AS companies FROM customers WHERE kind = 'company' AND state = 'active') n
 CROSS JOIN (
  SELECT DISTINCT ON (i.customer_id) (
           SELECT (f.fact ->> 'value')::numeric FROM jsonb_array_elements(i.facts) AS f (fact)
            WHERE f.fact ->> 'code' = 'court_cases_3m') AS cases
    FROM connector_inquiries i JOIN customers c ON c.customer_id = i.customer_id AND c.state = 'active'
   WHERE i.source = 'business_register' AND i.state = 'answered' AND c.kind = 'company'
     AND i.observed_on <= {DAY} AND i.observed_on > {DAY} - interval '3 months'
   ORDER BY i.customer_id, i.observed_on DESC, i.answered_at DESC, i.id DESC) q""",
    ("connector_inquiries", "customers"),
)
"""What the business register last said of each company in three months, beside how many companies there are."""


def number(answers: Relation, code: str) -> Figure:
    """A fact that is a number; null where no source has told it."""
    return Figure(answers, f"max(r.value::numeric) FILTER (WHERE r.code = '{code}')")


def flag(answers: Relation, code: str) -> Figure:
    """A fact that is yes (1) or no (0), the worse of two sources not being known here; null where none has told it."""
    return Figure(answers, f"max((r.value = 'true')::int) FILTER (WHERE r.code = '{code}')")
