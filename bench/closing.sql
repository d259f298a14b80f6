-- Loans from one number to another, each with twelve monthly instalments of equal principal, lent over the last year.
-- One in twenty is one or two instalments behind. Customers, applications and contracts are left out: the end of the
-- day does not look at them.
WITH drawn AS MATERIALIZED (
  SELECT n, pg_temp.id_at('2025-06-01'::timestamptz + n * interval '1 second', 'customer ' || n) AS customer_id,
         pg_temp.id_at('2025-06-01'::timestamptz + n * interval '1 second', 'loan ' || n) AS id,
         '2025-06-20'::date + (n % 345)::integer AS lent_on, 100000 + (n * 7919) % 900000 AS unit_fen,
         places.id AS branch_id, funds.id AS funding_account_id, offers.id AS version_id,
         0.144::numeric AS rate, n % 20 = 0 AS late
    FROM generate_series($1::bigint, $2::bigint) AS n
    JOIN (SELECT id, row_number() OVER (ORDER BY code) - 1 AS at, count(*) OVER () AS all_of FROM branches
           WHERE kind = 'branch') AS places ON places.at = n % places.all_of
    JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS at, count(*) OVER () AS all_of FROM funding_accounts)
         AS funds ON funds.at = n % funds.all_of
    JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS at, count(*) OVER () AS all_of FROM product_versions)
         AS offers ON offers.at = n % offers.all_of
), told AS MATERIALIZED (
  SELECT drawn.*, greatest(0, least(11, gone - CASE WHEN late THEN 1 + (n / 20 % 2)::integer ELSE 0 END)) AS paid
    FROM drawn, LATERAL (
      SELECT count(*)::integer AS gone FROM generate_series(1, 12) AS k
       WHERE lent_on + make_interval(months => k) <= '2026-06-14') AS past
), lent AS (
  INSERT INTO loans (customer_id, id, branch_id, officer_id, number, application_id, contract_id, product_version_id,
                     funding_account_id, principal_fen, rate_annual, term_months, method, convention, penalty_multiple,
                     penalty_rate, day_base, plan, servicing, acts, written_off_fen, excess_fen, state, outstanding_fen,
                     next_due_on, opened_by, opened_at, disbursed_on, version)
    SELECT customer_id, id, branch_id, branch_id, '3' || lpad(n::text, 11, '0'), id, id, version_id,
           funding_account_id, unit_fen * 12, rate, 12, 'equal_principal', 'prc_360', 1.5, rate * 1.5, 360,
           jsonb_build_object('periods', 12), '{}', 1 + paid, 0, 0, 'active', unit_fen * (12 - paid),
           (lent_on + make_interval(months => paid + 1))::date, branch_id, lent_on::timestamptz, lent_on, 1 + paid
      FROM told ORDER BY n
)
INSERT INTO instalments (customer_id, id, branch_id, officer_id, loan_id, number, from_on, agreed_on, due_on,
                         principal_fen, interest_fen, fee_fen, penalty_fen, balance_after_fen, paid_principal_fen,
                         paid_interest_fen, paid_fee_fen, paid_penalty_fen, waived_interest_fen, waived_fee_fen,
                         waived_penalty_fen, overdue_fen_days, penalty_base_fen)
  SELECT customer_id,
         pg_temp.id_at('2025-06-01'::timestamptz + n * interval '1 second', 'instalment ' || n || ' ' || k),
         branch_id, branch_id, id, k,
         (lent_on + make_interval(months => k - 1))::date, due_on, due_on, unit_fen, interest_fen, 0, 0,
         unit_fen * (12 - k), CASE WHEN k <= paid THEN unit_fen ELSE 0 END,
         CASE WHEN k <= paid THEN interest_fen ELSE 0 END, 0, 0, 0, 0, 0, 0, 0
    FROM told, generate_series(1, 12) AS k,
         LATERAL (SELECT round(unit_fen * (13 - k) * rate / 12)::bigint AS interest_fen,
                         (lent_on + make_interval(months => k))::date AS due_on) AS owed
   ORDER BY n, k
