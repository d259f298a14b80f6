-- Schedules: interest by 30/360 on the principal that is out; the first `paid` ones are paid.
INSERT INTO instalments (customer_id, id, branch_id, officer_id, loan_id, number, from_on, agreed_on, due_on,
                         principal_fen, interest_fen, fee_fen, penalty_fen, balance_after_fen, paid_principal_fen,
                         paid_interest_fen, paid_fee_fen, paid_penalty_fen, waived_interest_fen, waived_fee_fen,
                         waived_penalty_fen, overdue_fen_days, penalty_base_fen)
SELECT customer_id, pg_temp.id_at(opened_at, 'instalment ' || at || ' ' || n), branch_id, officer_id, loan_id, n,
       (lent_on + make_interval(months => n - 1))::date, due.due_on, due.due_on, unit_fen, interest_fen, 0, 0, unit_fen * (term - n),
       CASE WHEN n <= paid THEN unit_fen ELSE 0 END, CASE WHEN n <= paid THEN interest_fen ELSE 0 END, 0, 0,
       0, 0, 0, 0, 0
FROM lent, LATERAL generate_series(1, term) n, LATERAL (SELECT (lent_on + make_interval(months => n))::date AS due_on) due,
     LATERAL (SELECT round(unit_fen * (term - n + 1) * rate_annual / 12)::bigint AS interest_fen) owed;
