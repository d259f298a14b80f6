# ruff: noqa: S608 - statements are put together from constants; what comes from outside is bound
"""What proves who somebody is: his papers as they were read and confirmed, what the rules made of them, his income."""

from typing import Final

from server.risk.formula import Relation
from server.risk.grain import Grain
from server.risk.relations.moments import DAY, ENDS, within

CUSTOMER_ASSESSED: Final = Relation(
    "assessed",
    Grain.CUSTOMER,
    f"""
SELECT DISTINCT ON (d.customer_id) d.customer_id AS subject, (d.facts ->> 'age_years')::numeric AS age, a.term_months
  FROM decision_assessments d
  JOIN applications a ON a.customer_id = d.customer_id AND a.id = d.application_id
 WHERE d.recorded_at < {ENDS} AND d.customer_id IN (SELECT id FROM subjects)
 ORDER BY d.customer_id, d.recorded_at DESC, d.id DESC""",
    ("decision_assessments", "applications"),
)
"""His age and the term that he asked for, as the rules of risk last saw them."""
CUSTOMER_CARD: Final = Relation(
    "id_card",
    Grain.CUSTOMER,
    f"""
SELECT DISTINCT ON (k.customer_id) k.customer_id AS subject, k.facts ->> 'id_valid_until' AS valid_until
  FROM compliance_checks k
 WHERE k.trigger = 'application' AND k.facts ->> 'id_valid_until' IS NOT NULL AND k.recorded_at < {ENDS}
   AND k.customer_id IN (SELECT id FROM subjects)
 ORDER BY k.customer_id, k.recorded_at DESC, k.id DESC""",
    ("compliance_checks",),
)
"""The last day of his identity card, as the rules of law last saw it; `permanent` for one without."""
CUSTOMER_READINGS: Final = Relation(
    "id_readings",
    Grain.CUSTOMER,
    f"""
SELECT DISTINCT ON (p.customer_id, p.kind) p.customer_id AS subject, p.kind,
       r.odd_number AND NOT EXISTS (
         SELECT FROM document_confirmations f WHERE f.customer_id = p.customer_id AND f.document_id = p.id
            AND f.corrected && ARRAY['id_number', 'credit_code']) AS odd
  FROM documents p JOIN document_readings r ON r.customer_id = p.customer_id AND r.document_id = p.id
 WHERE p.kind IN ('id_front', 'business_licence') AND r.read_at < {ENDS}
   AND p.customer_id IN (SELECT id FROM subjects)
 ORDER BY p.customer_id, p.kind, r.read_at DESC, r.id DESC""",
    ("documents", "document_readings", "document_confirmations"),
)
"""The last reading of identity card and licence: whether a number on it fails its check digit and nobody mended it."""
CUSTOMER_PICTURES: Final = Relation(
    "pictures",
    Grain.CUSTOMER,
    f"""
SELECT m.customer_id AS subject, m.trace,
       1 + count(DISTINCT f.customer_id) FILTER (WHERE f.customer_id <> c.customer_id) AS people
  FROM (SELECT customer_id, trace FROM picture_claims
         WHERE {within("claimed_at", 731)} AND customer_id IN (SELECT id FROM subjects)
         UNION SELECT customer_id, trace FROM picture_findings
         WHERE {within("found_at", 731)} AND customer_id IN (SELECT id FROM subjects)) m
  JOIN picture_claims c ON c.trace = m.trace
  LEFT JOIN picture_findings f ON f.trace = m.trace AND {within("f.found_at", 731)}
 GROUP BY m.customer_id, m.trace""",
    ("picture_claims", "picture_findings"),
)
"""Pictures that were shown of him in two years, and of how many customers each was shown."""
CUSTOMER_MEDIAN: Final = Relation(
    "median_income",
    Grain.CUSTOMER,
    f"""
WITH medians AS (SELECT DISTINCT ON (code) code, value FROM lender_figures
                  WHERE code LIKE 'median\\_income\\_%' AND effective_from <= {DAY} AND value > 0
                  ORDER BY code, effective_from DESC, id DESC),
     named AS (SELECT n.id, n.parent_id, m.value
                 FROM branches n LEFT JOIN medians m ON m.code = 'median_income_' || replace(n.code, '-', '_'))
SELECT s.id AS subject, coalesce(n.value, p.value, q.value) AS fen
  FROM subjects s JOIN named n ON n.id = s.branch_id
  LEFT JOIN named p ON p.id = n.parent_id LEFT JOIN named q ON q.id = p.parent_id""",
    ("branches", "lender_figures"),
)
"""What half of the people where he lives earn more than in a month: his branch's figure, its region's, the house's."""
APPLICATION_PAPERS: Final = Relation(
    "app_papers",
    Grain.APPLICATION,
    f"""
SELECT DISTINCT ON (s.id, p.kind) s.id AS subject, p.kind, r.confidence, r.warnings,
       (SELECT count(*) FROM unnest(f.corrected) AS x (name)
         WHERE x.name IN ('name', 'id_number', 'credit_code', 'birth_date', 'address', 'valid_until',
                          'legal_representative')) AS corrected
  FROM subjects s
  JOIN documents p ON p.customer_id = s.customer_id AND (p.application_id = s.id OR p.application_id IS NULL)
  JOIN document_readings r ON r.customer_id = p.customer_id AND r.document_id = p.id AND r.read_at < {ENDS}
  LEFT JOIN document_confirmations f
    ON f.customer_id = p.customer_id AND f.document_id = p.id AND f.confirmed_at < {ENDS}
 WHERE p.kind IN ('id_front', 'id_back', 'business_licence')
 ORDER BY s.id, p.kind, f.confirmed_at DESC NULLS LAST, r.read_at DESC, r.id DESC""",
    ("documents", "document_readings", "document_confirmations"),
)
"""The papers that the application stands on: how sure the reader was, what was wrong, what the officer corrected."""
