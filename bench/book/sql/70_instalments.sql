-- Schedules: interest by 30/360 on the principal that is out; the first `paid` ones are paid.
INSERT INTO instalments (customer_id, id, branch_id, officer_id, loan_id, number, due_on, principal_fen, interest_fen,
                         fee_fen, penalty_fen, balance_after_fen, paid_principal_fen, paid_interest_fen, paid_fee_fen,
                         paid_penalty_fen)
SELECT customer_id, pg_temp.id_at(opened_at, 'instalment ' || at || ' ' || n), branch_id, officer_id, loan_id, n,
       (lent_on + make_interval(months => n))::date, unit_fen, interest_fen, 0, 0, unit_fen * (term - n),
       CASE WHEN n <= paid THEN unit_fen ELSE 0 END, CASE WHEN n <= paid THEN interest_fen ELSE 0 END, 0, 0
FROM lent, LATERAL generate_series(1, term) n,
     LATERAL (SELECT round(unit_fen * (term - n + 1) * rate_annual / 12)::bigint AS interest_fen) owed;
