"""Where money went out to and came in from: payments of loans, evidence of their use, payers that are strangers."""

from typing import Final

from server.risk.formula import Relation
from server.risk.grain import Grain

LOAN_EVIDENCE: Final = Relation(
    "evidence",
    Grain.LOAN,
    """
SELECT s.id AS subject FROM subjects s
  JOIN compliance_entries e ON e.kind = 'fund_use' AND e.customer_id = s.customer_id
   AND e.facts ->> 'loan_id' = s.id::text AND e.entered_on <= :day AND (e.ended_on IS NULL OR e.ended_on > :day)
UNION ALL
SELECT s.id FROM subjects s
  JOIN entrusted_payees p ON p.customer_id = s.customer_id AND p.application_id = s.application_id
 WHERE p.state = 'confirmed'""",
    ("compliance_entries", "entrusted_payees"),
)
"""Entries of the register of use, and suppliers who were paid in the borrower's stead."""
LOAN_PAYOUTS: Final = Relation(
    "payouts",
    Grain.LOAN,
    """
SELECT o.loan_id AS subject, o.amount_fen::numeric AS amount_fen,
       o.entrusted_payee_id IS NULL AND NOT EXISTS (
         SELECT FROM bank_accounts b WHERE b.customer_id = o.customer_id AND b.number_index = o.payee_index) AS strange
  FROM subjects s JOIN payment_orders o ON o.customer_id = s.customer_id AND o.loan_id = s.id
 WHERE o.kind = 'disbursement' AND o.state = 'settled'""",
    ("payment_orders", "bank_accounts"),
)
"""Payments of a loan that arrived; strange is one to an account that is neither his own nor an entrusted payee's."""
HOUSE_PAYEES: Final = Relation(
    "payees",
    Grain.HOUSE,
    """
SELECT s.id AS subject, p.borrowers FROM subjects s CROSS JOIN (
  SELECT count(DISTINCT o.customer_id) AS borrowers FROM payment_orders o
   WHERE o.kind = 'disbursement' AND o.state = 'settled' AND o.entrusted_payee_id IS NOT NULL
     AND o.created_at < CAST(:day AS date) + 1 AND o.created_at >= CAST(:day AS date) - 90
   GROUP BY o.payee_index) p""",
    ("payment_orders",),
)
"""Entrusted payees of ninety days, with how many borrowers' loans were paid to each."""
CUSTOMER_PAYERS: Final = Relation(
    "payers",
    Grain.CUSTOMER,
    """
SELECT t.customer_id AS subject, t.id AS repayment_id,
       bool_or(n.party_index IS NOT NULL AND NOT EXISTS (
         SELECT FROM bank_accounts b WHERE b.customer_id = t.customer_id AND b.number_index = n.party_index)) AS strange
  FROM repayments t
  JOIN statement_matches m ON m.funding_account_id = t.funding_account_id AND m.event_id = t.id
  JOIN statement_lines n ON n.id = m.line_id
 WHERE t.reversed_by IS NULL AND t.paid_on <= :day AND t.paid_on > CAST(:day AS date) - interval '6 months'
   AND t.customer_id IN (SELECT id FROM subjects)
 GROUP BY t.customer_id, t.id""",
    ("repayments", "statement_matches", "statement_lines", "bank_accounts"),
)
"""Repayments of six months that were found on a bank statement; strange is one from an account that is not his."""
