"""Whether instalments were paid when they were due: common table expressions, for statements about customers.

An instalment is on time when principal, interest and fees that were not waived were paid on or before the day it was
due; money that was taken back does not count. Its days late run to the day of the money that covered it, or to today.
"""

from typing import Final

PUNCTUALITY: Final = """lines AS (
  SELECT i.customer_id, i.id, i.due_on,
         i.principal_fen + i.interest_fen + i.fee_fen - i.waived_interest_fen - i.waived_fee_fen AS owed_fen,
         i.paid_principal_fen + i.paid_interest_fen + i.paid_fee_fen AS paid_fen
    FROM held h JOIN instalments i ON i.customer_id = h.customer_id AND i.loan_id = h.id
   WHERE i.due_on < :today AND i.due_on >= :since AND i.due_on > h.served_from
), paid AS (
  SELECT r.customer_id, r.id, max(p.paid_on) AS last_on,
         coalesce(sum(s.principal_fen + s.interest_fen + s.fee_fen) FILTER (WHERE p.paid_on <= r.due_on), 0)
           AS in_time_fen
    FROM lines r
    JOIN repayment_splits s ON s.customer_id = r.customer_id AND s.instalment_id = r.id
    JOIN repayments p ON p.customer_id = s.customer_id AND p.id = s.repayment_id AND p.reversed_by IS NULL
   GROUP BY r.customer_id, r.id
), judged AS (
  SELECT r.customer_id, r.owed_fen <= coalesce(p.in_time_fen, 0) AS on_time,
         CASE WHEN r.owed_fen > r.paid_fen THEN :today - r.due_on
              WHEN r.owed_fen > coalesce(p.in_time_fen, 0) THEN greatest(coalesce(p.last_on, r.due_on) - r.due_on, 0)
              ELSE 0 END AS late_days
    FROM lines r LEFT JOIN paid p ON p.customer_id = r.customer_id AND p.id = r.id
), by_line AS (
  SELECT customer_id, count(*) AS due, count(*) FILTER (WHERE on_time) AS on_time, max(late_days) AS late_days
    FROM judged GROUP BY customer_id
)"""
"""Wants `held` before it (customer_id, id, served_from: a loan's first day with us) and the parameters `today` and
`since`, the first due day that counts. `by_line` then has, for each customer: due, on_time, late_days (the worst).
"""
