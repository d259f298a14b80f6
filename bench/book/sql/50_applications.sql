-- Applications, one after the other over two years. Every second one of an officer's became a loan.
CREATE TEMP TABLE requests AS
SELECT n AS at, n / pg_temp.size_of('officers') AS turn, pg_temp.id_at(begun_at, 'application ' || n) AS id, begun_at,
       borrower.id AS customer_id, borrower.branch_id, borrower.officer_id, offer.id AS product_version_id,
       offer.rate_annual, (ARRAY[6, 6, 6, 6, 6, 6, 12, 12, 24, 36])[1 + n / pg_temp.size_of('officers') / 2 % 10] AS term,
       1000000 + pg_temp.dice('unit ' || n, 400) * 10000 + 33 AS unit_fen
FROM (SELECT n, pg_temp.day() - 735 + make_interval(mins => (n * 728.0 * 24 * 60 / pg_temp.size_of('applications'))::int)
        AS begun_at
      FROM generate_series(0, pg_temp.size_of('applications') - 1) n) each
JOIN borrowers borrower ON borrower.at = each.n % pg_temp.size_of('customers')
JOIN offers offer ON offer.at = pg_temp.dice('product ' || each.n, 3);

INSERT INTO applications (customer_id, id, branch_id, officer_id, number, product_version_id, requested_amount_fen,
                          requested_term_months, amount_fen, term_months, purpose, state, submission, tier,
                          exposure_after_fen, debt_ratio, apr, case_id, approved_hash, withdrawal_reason, editors,
                          started_by, created_at, submitted_at, decided_at, version)
SELECT customer_id, id, branch_id, officer_id, '1' || lpad(at::text, 11, '0'), product_version_id, unit_fen * term, term,
       unit_fen * term, term, 'working_capital', state, (state NOT IN ('draft', 'withdrawn'))::int, 'regional',
       unit_fen * term, 0.3125, rate_annual + 0.0021,
       CASE WHEN state = 'in_review' THEN pg_temp.id_at(begun_at, 'case ' || at) END,
       CASE WHEN state IN ('approved', 'contracted', 'disbursed') THEN md5('approved ' || at) END,
       CASE WHEN state = 'withdrawn' THEN '客户另有打算' END, ARRAY[officer_id], officer_id, begun_at,
       CASE WHEN state <> 'draft' THEN begun_at + interval '1 hour' END,
       CASE WHEN state NOT IN ('draft', 'in_review', 'withdrawn') THEN begun_at + interval '1 day' END, 3
FROM (SELECT *, CASE WHEN turn % 2 = 0 THEN 'disbursed'
                     ELSE (ARRAY['in_review', 'approved', 'approved', 'returned', 'returned', 'rejected', 'rejected',
                                 'rejected', 'rejected', 'rejected', 'rejected', 'rejected', 'rejected', 'rejected',
                                 'withdrawn', 'withdrawn', 'withdrawn', 'withdrawn', 'withdrawn', 'draft', 'draft',
                                 'draft', 'draft', 'contracted', 'contracted'])[1 + turn / 2 % 25] END AS state
      FROM requests) told;
