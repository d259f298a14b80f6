-- Loans from one number to another, each with twelve monthly instalments of equal principal, lent over the last year;
-- ten loans in a row belong to seven customers. Most are paid on the day, some days later, some in parts; one in twenty
-- stays one to five instalments behind. One in fifteen payments is a debit, and one debit in eight fails first.
WITH drawn AS MATERIALIZED (
  SELECT n, n * 7 / 10 AS k, n % 200 AS o,
         pg_temp.id_at('2025-06-01'::timestamptz + n * interval '1 second', 'loan ' || n) AS id,
         pg_temp.id_at('2025-05-01'::timestamptz + n * interval '1 second', 'application ' || n) AS application_id,
         ('2025-06-20'::date + (n % 345)::integer) AS lent_on, 10000 + (n * 7919) % 90000 AS unit_fen,
         0.144::numeric AS rate,
         CASE WHEN n % 20 = 0 THEN 1 + (n / 20 % 5)::integer ELSE 0 END AS behind
    FROM generate_series($1::bigint, $2::bigint) AS n
), placed AS MATERIALIZED (
  SELECT drawn.*, pg_temp.id_at('2024-06-01'::timestamptz + k * interval '1 second', 'customer ' || k) AS customer_id,
         pg_temp.id_at('2020-01-03', 'branch ' || k % 50) AS branch_id,
         pg_temp.id_at('2020-02-01', 'officer ' || k % 200) AS officer_id,
         pg_temp.id_at('2021-01-01', 'fund ' || n % 5) AS fund_id, offers.id AS version_id, offers.purposes[1] AS purpose
    FROM drawn
    JOIN (SELECT id, purposes, row_number() OVER (ORDER BY id) - 1 AS at, count(*) OVER () AS all_of
            FROM product_versions) AS offers ON offers.at = n % offers.all_of
), told AS MATERIALIZED (
  SELECT placed.*, greatest(0, least(11, gone - behind)) AS paid
    FROM placed, LATERAL (
      SELECT count(*)::integer AS gone FROM generate_series(1, 12) AS m
       WHERE lent_on + make_interval(months => m) <= '2026-06-14') AS past
), people AS (
  INSERT INTO customers (customer_id, id, branch_id, officer_id, kind, state, name_masked, name_sort, number_index,
                         number_masked, number_last4, phone_index, phone_masked, phone_last4, birth_year, person_index,
                         income_monthly_fen, debt_monthly_fen, created_at, registered_at, version)
    SELECT DISTINCT ON (k) customer_id, customer_id, branch_id, officer_id, 'person', 'active', '王*', 'w',
           decode(md5('number ' || k), 'hex'), '110***********' || lpad((k % 10000)::text, 4, '0'),
           lpad((k % 10000)::text, 4, '0'), decode(md5('phone ' || k), 'hex'), '138****0000',
           lpad((k % 10000)::text, 4, '0'), 1960 + (k % 45)::integer, decode(md5('person ' || k), 'hex'),
           300000 + (k * 7 % 1200000), (k * 13 % 400000), '2024-06-01'::timestamptz + k * interval '1 second',
           '2024-06-01'::timestamptz + k * interval '1 second', 1
      FROM told ORDER BY k
), asked AS (
  INSERT INTO applications (customer_id, id, branch_id, officer_id, number, product_version_id, requested_amount_fen,
                            requested_term_months, amount_fen, term_months, purpose, state, submission, tier,
                            debt_ratio, approved_hash, editors, started_by, created_at, submitted_at, decided_at, version)
    SELECT customer_id, application_id, branch_id, officer_id, '2' || lpad(n::text, 11, '0'), version_id, unit_fen * 12,
           12, unit_fen * 12, 12, purpose, 'disbursed', 1, 'automatic', 0.3, md5('approved ' || n), ARRAY[officer_id],
           officer_id, lent_on - interval '3 days', lent_on - interval '2 days', lent_on - interval '1 day', 1
      FROM told ORDER BY n
), lent AS (
  INSERT INTO loans (customer_id, id, branch_id, officer_id, number, application_id, contract_id, product_version_id,
                     funding_account_id, principal_fen, rate_annual, term_months, method, convention, penalty_multiple,
                     penalty_rate, day_base, plan, servicing, acts, written_off_fen, excess_fen, state, outstanding_fen,
                     next_due_on, opened_by, opened_at, disbursed_on, version)
    SELECT customer_id, id, branch_id, officer_id, '3' || lpad(n::text, 11, '0'), application_id, id, version_id,
           fund_id, unit_fen * 12, rate, 12, 'equal_principal', 'prc_360', 1.5, rate * 1.5, 360,
           jsonb_build_object('periods', 12), '{}', 1 + paid, 0, 0, 'active', unit_fen * (12 - paid),
           (lent_on + make_interval(months => paid + 1))::date, officer_id, lent_on::timestamptz, lent_on, 1 + paid
      FROM told ORDER BY n
), planned AS MATERIALIZED (
  SELECT told.*, m, (lent_on + make_interval(months => m))::date AS due_on,
         round(unit_fen * (13 - m) * rate / 12)::bigint AS interest_fen,
         pg_temp.id_at('2025-06-01'::timestamptz + n * interval '1 second', 'instalment ' || n || ' ' || m) AS part_id,
         pg_temp.id_at('2025-06-02'::timestamptz + n * interval '1 second', 'repayment ' || n || ' ' || m) AS repaid_id,
         CASE (n * 31 + m * 17) % 13 WHEN 0 THEN 5 WHEN 1 THEN 12 WHEN 2 THEN -3 WHEN 3 THEN 1 ELSE 0 END AS late_days,
         (n + m) % 15 = 0 AS debited
    FROM told, generate_series(1, 12) AS m
), plan AS (
  INSERT INTO instalments (customer_id, id, branch_id, officer_id, loan_id, number, from_on, agreed_on, due_on,
                           principal_fen, interest_fen, fee_fen, penalty_fen, balance_after_fen, paid_principal_fen,
                           paid_interest_fen, paid_fee_fen, paid_penalty_fen, waived_interest_fen, waived_fee_fen,
                           waived_penalty_fen, overdue_fen_days, penalty_base_fen)
    SELECT customer_id, part_id, branch_id, officer_id, id, m, (lent_on + make_interval(months => m - 1))::date, due_on,
           due_on, unit_fen, interest_fen, 0, 0, unit_fen * (12 - m), CASE WHEN m <= paid THEN unit_fen ELSE 0 END,
           CASE WHEN m <= paid THEN interest_fen ELSE 0 END, 0, 0, 0, 0, 0, 0, 0
      FROM planned ORDER BY n, m
), money AS MATERIALIZED (
  SELECT *, least(due_on + late_days, '2026-06-14'::date) AS paid_on FROM planned WHERE m <= paid
), repaid AS (
  INSERT INTO repayments (customer_id, id, branch_id, officer_id, loan_id, amount_fen, paid_on, reference,
                          principal_fen, interest_fen, fee_fen, penalty_fen, excess_fen, funding_account_id,
                          recorded_by, recorded_at)
    SELECT customer_id, repaid_id, branch_id, officer_id, id, unit_fen + interest_fen, paid_on, n || '-' || m, unit_fen,
           interest_fen, 0, 0, 0, fund_id, officer_id, paid_on + interval '10 hours'
      FROM money ORDER BY n, m
), split AS (
  INSERT INTO repayment_splits (customer_id, id, branch_id, officer_id, repayment_id, instalment_id, principal_fen,
                                interest_fen, fee_fen, penalty_fen)
    SELECT customer_id, pg_temp.id_at('2025-06-03'::timestamptz + n * interval '1 second', 'split ' || n || ' ' || m),
           branch_id, officer_id, repaid_id, part_id, unit_fen, interest_fen, 0, 0
      FROM money ORDER BY n, m
), done AS (
  INSERT INTO loan_acts (customer_id, id, branch_id, officer_id, loan_id, number, kind, value_on, booked_on, amount_fen,
                         detail, recorded_by, recorded_at)
    SELECT customer_id, id, branch_id, officer_id, id, 1, 'disbursement', lent_on, lent_on, unit_fen * 12, '{}'::jsonb,
           officer_id, lent_on + interval '9 hours' FROM told
    UNION ALL
    SELECT customer_id, repaid_id, branch_id, officer_id, id, m + 1, 'repayment', paid_on, paid_on,
           unit_fen + interest_fen, '{}', officer_id, paid_on + interval '10 hours' FROM money
)
INSERT INTO debit_orders (customer_id, id, branch_id, officer_id, number, loan_id, batch_id, mandate_id, funding_account_id,
                          amount_fen, due_on, attempt, state, failure, repayment_id, created_at, sent_at, finished_at)
  SELECT customer_id, pg_temp.id_at('2025-06-04'::timestamptz + n * interval '1 second',
                                    concat_ws(' ', 'debit', n, m, attempt)), branch_id, officer_id,
         concat_ws('-', n, m, attempt), id, fund_id, customer_id, fund_id, unit_fen + interest_fen, due_on, attempt,
         CASE WHEN fails THEN 'failed' ELSE 'settled' END, CASE WHEN fails THEN 'insufficient_funds' END,
         CASE WHEN NOT fails THEN repaid_id END, due_on::timestamptz, due_on::timestamptz,
         due_on + attempt * interval '6 hours'
    FROM money CROSS JOIN LATERAL (VALUES (1, (n + m) % 8 = 0), (2, false)) AS tries (attempt, fails)
   WHERE debited AND (attempt = 1 OR (n + m) % 8 = 0)
