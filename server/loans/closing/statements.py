"""The set-based statements of the end of a day. Each works on the loans of one batch: ids after one, up to another.

They say what `terms.running` says line by line (`reckon_penalty`, `accrued_interest_fen`) and `rules.accrued` of a
whole loan; a test holds them equal to the fen. Products of amounts and days are kept within 64 bits by dividing first;
penalties, which are few, are reckoned in exact decimals.
"""

from typing import Final

from sqlalchemy import text

# The next loans in the order of ids: those that run, and those that ended since they were looked at.
NEXT: Final = text("""
SELECT count(*) AS loans, (array_agg(id ORDER BY id DESC))[1] AS last FROM (
  SELECT id FROM (
    (SELECT id FROM loans WHERE state = 'active' AND id > :after ORDER BY id LIMIT :size)
    UNION
    (SELECT id FROM loan_standings WHERE NOT done AND id > :after ORDER BY id LIMIT :size)
  ) AS either ORDER BY id LIMIT :size
) AS batch
""")

# Penalty is written, so the loans it grows on are locked first, in order, as every verb on a loan does.
LOCK: Final = text("""
SELECT count(*) FROM (
  SELECT id FROM loans WHERE state = 'active' AND id > :after AND id <= :last AND next_due_on < :on
  ORDER BY id FOR NO KEY UPDATE
) AS overdue
""")

# `terms.running.penalty.reckon_penalty`: the nights up to the day, on the principal that is open in them.
PENALTY: Final = text("""
WITH late AS MATERIALIZED (
  SELECT customer_id, id, penalty_rate, day_base, coalesce((servicing->>'grace_days')::integer, 0) AS grace,
         coalesce((servicing->>'grace_is_free')::boolean, false) AS free
    FROM loans WHERE state = 'active' AND id > :after AND id <= :last AND next_due_on < :on
), grown AS (
  SELECT i.customer_id, i.id, l.penalty_rate, l.day_base, i.penalty_base_fen,
         i.overdue_fen_days + (i.principal_fen - i.paid_principal_fen)
           * (:on - coalesce(i.penalty_until, i.due_on + CASE WHEN l.free THEN l.grace ELSE 0 END)) AS fen_days
    FROM late AS l JOIN instalments AS i ON i.customer_id = l.customer_id AND i.loan_id = l.id
   WHERE i.principal_fen > i.paid_principal_fen AND i.due_on < :on
     AND CASE WHEN i.penalty_until IS NULL THEN i.due_on + l.grace < :on ELSE i.penalty_until < :on END
)
UPDATE instalments AS i
   SET overdue_fen_days = g.fen_days, penalty_until = :on,
       penalty_fen = g.penalty_base_fen
         + div(2 * g.fen_days * g.penalty_rate + g.day_base, 2 * g.day_base::numeric)::bigint
  FROM grown AS g WHERE i.customer_id = g.customer_id AND i.id = g.id
""")

# `rules.accrued` of each loan, less what stands on its books; what is new goes into the standing and the day's rows.
ACCRUE: Final = text("""
WITH chosen AS MATERIALIZED (
  SELECT l.customer_id, l.id, l.branch_id, l.officer_id, false AS ended,
         CASE WHEN l.next_due_on < :on THEN :on - l.next_due_on ELSE 0 END AS days_past_due,
         coalesce(s.interest_fen, 0) AS interest_before, coalesce(s.penalty_fen, 0) AS penalty_before,
         coalesce(s.fee_fen, 0) AS fee_before
    FROM loans AS l LEFT JOIN loan_standings AS s ON s.customer_id = l.customer_id AND s.id = l.id
   WHERE l.state = 'active' AND l.id > :after AND l.id <= :last AND l.disbursed_on <= :on
     AND (s.accrued_on IS NULL OR s.accrued_on < :on)
  UNION ALL
  SELECT l.customer_id, l.id, l.branch_id, l.officer_id, true, 0, s.interest_fen, s.penalty_fen, s.fee_fen
    FROM loan_standings AS s JOIN loans AS l ON l.customer_id = s.customer_id AND l.id = s.id
   WHERE NOT s.done AND s.id > :after AND s.id <= :last AND s.accrued_on < :on
     AND l.state IN ('closed', 'written_off', 'void')
), fresh AS MATERIALIZED (
  SELECT c.customer_id, c.id, c.branch_id, c.officer_id, c.ended, c.days_past_due,
         r.interest_fen, r.penalty_fen, r.fee_fen, r.interest_fen - c.interest_before AS interest_new,
         r.penalty_fen - c.penalty_before AS penalty_new, r.fee_fen - c.fee_before AS fee_new
    FROM chosen AS c, LATERAL (
      -- line by line of one loan: a join would be sorted for its groups
      SELECT coalesce(sum(CASE WHEN c.ended OR i.agreed_on <= :on THEN i.interest_fen
                      WHEN i.from_on >= :on THEN i.earlier_interest_fen
                      ELSE i.earlier_interest_fen
                        + (i.interest_fen - i.earlier_interest_fen) / (i.agreed_on - i.from_on) * (:on - i.from_on)
                        + (2 * ((i.interest_fen - i.earlier_interest_fen) % (i.agreed_on - i.from_on))
                             * (:on - i.from_on) + (i.agreed_on - i.from_on)) / (2 * (i.agreed_on - i.from_on))
                 END), 0)::bigint AS interest_fen,
             coalesce(sum(i.penalty_fen), 0)::bigint AS penalty_fen,
             coalesce(sum(CASE WHEN c.ended OR i.agreed_on <= :on THEN i.fee_fen - i.charged_fee_fen ELSE 0 END), 0)
               ::bigint AS fee_fen
        FROM instalments AS i WHERE i.customer_id = c.customer_id AND i.loan_id = c.id
      HAVING count(*) > 0 OR c.ended -- of a loan made void nothing is left
    ) AS r
), standing AS (
  INSERT INTO loan_standings (customer_id, id, branch_id, officer_id, accrued_on, interest_fen, penalty_fen, fee_fen,
                              done)
    SELECT customer_id, id, branch_id, officer_id, :on, interest_fen, penalty_fen, fee_fen, ended FROM fresh
    ON CONFLICT (customer_id, id) DO UPDATE
       SET accrued_on = excluded.accrued_on, interest_fen = excluded.interest_fen,
           penalty_fen = excluded.penalty_fen, fee_fen = excluded.fee_fen, done = excluded.done
), written AS (
  INSERT INTO loan_accruals (accrued_on, loan_id, branch_id, interest_fen, penalty_fen, fee_fen, days_past_due)
    SELECT :on, id, branch_id, interest_new, penalty_new, fee_new, days_past_due FROM fresh
     WHERE interest_new <> 0 OR penalty_new <> 0 OR fee_new <> 0 OR days_past_due > 0
)
SELECT count(*) AS loans, count(*) FILTER (WHERE days_past_due > 0) AS overdue_loans,
       coalesce(sum(interest_new), 0)::bigint AS interest_fen, coalesce(sum(penalty_new), 0)::bigint AS penalty_fen,
       coalesce(sum(fee_new), 0)::bigint AS fee_fen
  FROM fresh
""")

# What the day's rows add up to, by branch, funding account and product.
SUMS: Final = text("""
SELECT a.branch_id, l.funding_account_id, v.product_code, part.kind, sum(part.fen)::bigint AS amount_fen,
       count(*) AS loans
  FROM loan_accruals AS a JOIN loans AS l ON l.id = a.loan_id
  JOIN product_versions AS v ON v.id = l.product_version_id,
       LATERAL (VALUES ('interest', a.interest_fen), ('penalty', a.penalty_fen), ('fee', a.fee_fen)) AS part (kind, fen)
 WHERE a.accrued_on = :on AND part.fen <> 0
 GROUP BY a.branch_id, l.funding_account_id, v.product_code, part.kind
HAVING sum(part.fen) <> 0
 ORDER BY a.branch_id, l.funding_account_id, v.product_code, part.kind
""")
