"""The set-based statements of a month's end: the book, what rolled before it, what the allowance becomes.

Stages, expected loss and least percentage are reckoned here for all loans at once, with the rates and percentages of
`losses`; a test holds the book of a walked portfolio, line by line, against a model in plain Python.
"""

from typing import Final

from sqlalchemy import text

NEXT_LOANS: Final = text("""
SELECT count(*) AS loans, (array_agg(id ORDER BY id DESC))[1] AS last FROM (
  SELECT id FROM (
    (SELECT id FROM loans WHERE state = 'active' AND id > :after ORDER BY id LIMIT :size)
    UNION
    (SELECT id FROM loan_classes WHERE done_on >= :on AND id > :after ORDER BY id LIMIT :size)
  ) AS either ORDER BY id LIMIT :size
) AS batch
""")

# Balances are the ledger's of that day: what was booked since is taken back for loans with an act since.
BOOK: Final = text("""
WITH chosen AS MATERIALIZED (
  SELECT l.customer_id, l.id, l.branch_id, l.officer_id, l.funding_account_id, l.application_id, l.disbursed_on,
         l.product_version_id, l.outstanding_fen
           - CASE WHEN newest.booked_on > :on THEN since.fen ELSE 0 END AS balance_fen
    FROM loans l
    LEFT JOIN LATERAL (
      SELECT t.booked_on FROM loan_acts t WHERE t.customer_id = l.customer_id AND t.loan_id = l.id
       ORDER BY t.number DESC LIMIT 1
    ) AS newest ON true
    LEFT JOIN LATERAL (
      SELECT coalesce(sum(p.amount_fen), 0)::bigint AS fen
        FROM ledger_postings p JOIN ledger_entries e ON e.customer_id = p.customer_id AND e.id = p.entry_id
       WHERE newest.booked_on > :on AND p.loan_id = l.id AND p.account_code = '130301' AND e.booked_on > :on
    ) AS since ON true
   WHERE l.id > :after AND l.id <= :last
     AND (l.state = 'active' OR EXISTS (SELECT FROM loan_classes d WHERE d.customer_id = l.customer_id AND d.id = l.id
                                           AND d.done_on >= :on))
), charged AS (
  SELECT h.id AS loan_id, sum(greatest(0, least(c.secured_fen, floor(v.value_fen * s.share)::bigint - c.prior_fen
           - coalesce((SELECT sum(r.secured_fen) FROM collateral_ranks r
                        WHERE r.item_id = c.item_id AND r.ended_at IS NULL AND r.rank < c.rank
                          AND r.charge_id <> c.id), 0))))::bigint AS secured_fen
    FROM chosen h
    JOIN collateral_charges c ON c.customer_id = h.customer_id AND c.application_id = h.application_id
    JOIN collateral_items i ON i.customer_id = c.owner_id AND i.id = c.item_id
    JOIN LATERAL (
      SELECT w.value_fen FROM collateral_valuations w
       WHERE w.item_id = c.item_id AND w.valued_on BETWEEN CAST(:on AS date) - 365 AND :on
       ORDER BY w.valued_on DESC, w.recorded_at DESC, w.id DESC LIMIT 1
    ) AS v ON true
    JOIN LATERAL (
      SELECT f.share FROM counted_shares f WHERE f.counted = i.kind AND f.effective_from <= :on
       ORDER BY f.effective_from DESC LIMIT 1
    ) AS s ON true
   WHERE c.state = 'registered'
   GROUP BY h.id
), seen AS (
  SELECT h.*, coalesce(a.days_past_due, 0) AS days, coalesce(g.secured_fen, 0) AS secured_fen, v.product_code,
         coalesce(t.tier, 'normal') AS tier
    FROM chosen h
    JOIN product_versions v ON v.id = h.product_version_id
    LEFT JOIN loan_accruals a ON a.accrued_on = :on AND a.loan_id = h.id
    LEFT JOIN charged g ON g.loan_id = h.id
    LEFT JOIN LATERAL (
      SELECT e.tier FROM loan_tiers e
       WHERE e.customer_id = h.customer_id AND e.loan_id = h.id AND e.from_on <= :on
         AND (e.until_on IS NULL OR e.until_on > :on)
       ORDER BY e.from_on DESC LIMIT 1
    ) AS t ON true
   WHERE h.balance_fen > 0
), placed AS (
  SELECT s.*, CASE WHEN days > 180 THEN 'M6+' ELSE 'M' || (days + 29) / 30 END AS bucket,
         CASE WHEN tier IN ('substandard', 'doubtful', 'loss') OR days > 90 THEN 3
              WHEN tier <> 'normal' OR days > 0 THEN 2 ELSE 1 END AS stage
    FROM seen s
), rated AS (
  SELECT p.*, CASE stage WHEN 3 THEN 1 WHEN 2 THEN greatest((CAST(:rates AS jsonb)->>bucket)::numeric,
                                                          (CAST(:rates AS jsonb)->>'M1')::numeric)
              ELSE (CAST(:rates AS jsonb)->>bucket)::numeric END AS default_rate,
         greatest(CAST(:least_loss AS numeric) * balance_fen,
                  CAST(:unsecured_loss AS numeric) * (balance_fen - least(balance_fen, secured_fen))) AS lost,
         round((CAST(:shares AS jsonb)->>tier)::numeric * balance_fen)::bigint AS least_fen
    FROM placed p
), written AS (
  INSERT INTO classification_months (month, loan_id, customer_id, branch_id, officer_id, funding_account_id,
      product_code, disbursed_on, days_past_due, bucket, tier, stage, balance_fen, secured_fen, default_rate,
      expected_fen, least_fen, provision_fen)
  SELECT :month, id, customer_id, branch_id, officer_id, funding_account_id, product_code, disbursed_on, days, bucket,
         tier, stage, balance_fen, secured_fen, default_rate, round(default_rate * lost)::bigint, least_fen,
         greatest(round(default_rate * lost)::bigint, least_fen)
    FROM rated ON CONFLICT DO NOTHING
  RETURNING provision_fen
)
SELECT count(*) AS booked, coalesce(sum(provision_fen), 0)::bigint AS provision_fen FROM written
""")

ROLLED: Final = text("""
SELECT b.bucket, sum(b.balance_fen)::bigint AS base_fen,
       coalesce(sum(n.balance_fen) FILTER (WHERE n.bucket = CASE b.bucket WHEN 'M0' THEN 'M1' WHEN 'M1' THEN 'M2'
                                                            WHEN 'M2' THEN 'M3' ELSE 'M4' END), 0)::bigint AS rolled_fen
  FROM classification_months b
  LEFT JOIN classification_months n
    ON n.loan_id = b.loan_id AND n.month = (b.month + interval '1 month')::date
 WHERE b.month >= (CAST(:month AS date) - interval '13 months')::date
   AND b.month <= (CAST(:month AS date) - interval '2 months')::date AND b.bucket IN ('M0', 'M1', 'M2', 'M3')
 GROUP BY b.bucket
""")

ALLOWANCES: Final = text("""
WITH wanted AS (
  SELECT branch_id, funding_account_id, sum(provision_fen)::bigint AS provision_fen, count(*) AS loans
    FROM classification_months WHERE month = :month GROUP BY branch_id, funding_account_id
), held AS (
  SELECT p.branch_id, p.funding_account_id, -sum(p.amount_fen)::bigint AS before_fen
    FROM ledger_postings p JOIN ledger_entries e ON e.customer_id = p.customer_id AND e.id = p.entry_id
   WHERE p.account_code = '130401' AND e.booked_on <= :on
   GROUP BY p.branch_id, p.funding_account_id HAVING sum(p.amount_fen) <> 0
)
SELECT branch_id, funding_account_id, coalesce(h.before_fen, 0) AS before_fen,
       coalesce(w.provision_fen, 0) AS provision_fen, coalesce(w.loans, 0) AS loans
  FROM wanted w FULL JOIN held h USING (branch_id, funding_account_id)
 ORDER BY branch_id, funding_account_id
""")
