"""Instalments, debits, months, repayments, acts and loans, of customers and of single loans.

A settled instalment is one whose parts are all paid or waived; it was settled on the day of the last repayment that
went into it. Only what was not reversed counts.
"""

from string import Template
from typing import Final

from server.risk.formula import Relation
from server.risk.grain import Grain

COLUMN: Final = {Grain.CUSTOMER: "customer_id", Grain.LOAN: "loan_id"}
"""By which column the rows of a customer's table belong to the subjects of a grain."""


def _relation(name: str, grain: Grain, rows: str, *tables: str) -> Relation:
    return Relation(name, grain, Template(rows).substitute(subject=COLUMN[grain]), tables)


_INSTALMENTS: Final = """
SELECT i.$subject AS subject, i.number, i.due_on, i.principal_fen + i.interest_fen AS owed_fen,
       i.paid_principal_fen + i.paid_interest_fen AS paid_fen, coalesce(p.payments, 0) AS payments,
       CASE WHEN i.paid_principal_fen = i.principal_fen
             AND i.paid_interest_fen + i.waived_interest_fen = i.interest_fen
             AND i.paid_fee_fen + i.waived_fee_fen = i.fee_fen
             AND i.paid_penalty_fen + i.waived_penalty_fen = i.penalty_fen
            THEN coalesce(p.last_on, i.due_on) END AS settled_on,
       row_number() OVER (PARTITION BY i.$subject, i.due_on <= :day
                              ORDER BY i.due_on DESC, i.loan_id, i.number DESC) AS position
  FROM instalments i
  LEFT JOIN (SELECT x.customer_id, x.instalment_id, max(t.paid_on) AS last_on, count(*) AS payments
               FROM repayment_splits x
               JOIN repayments t ON t.customer_id = x.customer_id AND t.id = x.repayment_id
              WHERE t.reversed_by IS NULL AND t.$subject IN (SELECT id FROM subjects)
              GROUP BY x.customer_id, x.instalment_id) p
    ON p.customer_id = i.customer_id AND p.instalment_id = i.id
 WHERE i.$subject IN (SELECT id FROM subjects)"""
"""Instalments with when and in how many payments they were settled; `position` counts the due ones backwards."""

_DEBITS: Final = """
SELECT d.$subject AS subject, d.due_on, d.state = 'failed' AS failed, d.failure,
       row_number() OVER (PARTITION BY d.$subject ORDER BY d.finished_at DESC, d.id DESC) AS position
  FROM debit_orders d
 WHERE d.finished_at IS NOT NULL AND d.due_on <= :day AND d.$subject IN (SELECT id FROM subjects)"""
"""Debits that the bank has answered; `position` counts them backwards."""

_MONTHS: Final = """
SELECT m.*, row_number() OVER (PARTITION BY m.subject ORDER BY m.month DESC) AS position
  FROM (SELECT i.$subject AS subject, date_trunc('month', i.due_on)::date AS month,
               sum(i.principal_fen + i.interest_fen + i.fee_fen) AS owed_fen,
               sum(i.paid_principal_fen + i.paid_interest_fen + i.paid_fee_fen) AS paid_fen
          FROM instalments i
         WHERE i.due_on < date_trunc('month', CAST(:day AS date) + 1)
           AND i.due_on >= date_trunc('month', CAST(:day AS date) + 1) - interval '12 months'
           AND i.$subject IN (SELECT id FROM subjects)
         GROUP BY 1, 2) m"""
"""Calendar months that are over by the end of the day, backwards, with what fell due and what of it is paid."""

_REPAYMENTS: Final = """
SELECT t.$subject AS subject, t.paid_on, t.reversed_by IS NOT NULL AS reversed
  FROM repayments t WHERE t.paid_on > CAST(:day AS date) - 90 AND t.$subject IN (SELECT id FROM subjects)"""
"""Repayments of ninety days, those that were taken back among them."""

_ACTS: Final = """
SELECT a.$subject AS subject, a.kind, a.value_on
  FROM loan_acts a
 WHERE a.kind IN ('reschedule', 'holiday') AND a.value_on <= :day AND a.$subject IN (SELECT id FROM subjects)
   AND NOT EXISTS (SELECT FROM loan_acts b WHERE b.customer_id = a.customer_id AND b.reverses = a.id)"""
"""What gave a loan more time and was not taken back."""

_LENT: Final = """
SELECT l.$subject AS subject, l.disbursed_on, l.closed_on, l.principal_fen,
       lag(l.closed_on) OVER earlier AS former_closed_on, lag(l.principal_fen) OVER earlier AS former_fen
  FROM loans l WHERE l.disbursed_on <= :day AND l.$subject IN (SELECT id FROM subjects)
WINDOW earlier AS (PARTITION BY l.$subject ORDER BY l.disbursed_on, l.id)"""
"""Loans with the one that was paid out before them."""

_PAID: Final = ("instalments", "repayment_splits", "repayments")
LOAN_INSTALMENTS: Final = _relation("due", Grain.LOAN, _INSTALMENTS, *_PAID)
LOAN_DEBITS: Final = _relation("debits", Grain.LOAN, _DEBITS, "debit_orders")
LOAN_ACTS: Final = _relation("acts", Grain.LOAN, _ACTS, "loan_acts")
CUSTOMER_INSTALMENTS: Final = _relation("due", Grain.CUSTOMER, _INSTALMENTS, *_PAID)
CUSTOMER_MONTHS: Final = _relation("months", Grain.CUSTOMER, _MONTHS, "instalments")
CUSTOMER_REPAYMENTS: Final = _relation("repaid", Grain.CUSTOMER, _REPAYMENTS, "repayments")
CUSTOMER_DEBITS: Final = _relation("debits", Grain.CUSTOMER, _DEBITS, "debit_orders")
CUSTOMER_LOANS: Final = _relation("lent", Grain.CUSTOMER, _LENT, "loans")
