-- Repayments of one loan in five, each for one instalment.
CREATE TEMP TABLE received AS
SELECT instalment.*, lent.at, pg_temp.id_at(instalment.due_on::timestamptz, 'repayment ' || lent.at || ' ' || number)
       AS repayment_id
FROM lent JOIN instalments instalment
  ON instalment.customer_id = lent.customer_id AND instalment.loan_id = lent.loan_id AND instalment.number <= lent.paid
WHERE pg_temp.dice('repaid ' || lent.at, 5) = 0;

INSERT INTO repayments (customer_id, id, branch_id, officer_id, loan_id, amount_fen, paid_on, reference, principal_fen,
                        interest_fen, fee_fen, penalty_fen, excess_fen, funding_account_id, recorded_by, recorded_at)
SELECT customer_id, repayment_id, branch_id, officer_id, loan_id, principal_fen + interest_fen, due_on,
       'HK' || lpad(at::text, 9, '0') || lpad(number::text, 2, '0'), principal_fen, interest_fen, 0, 0, 0,
       (SELECT id FROM funding_accounts), officer_id, due_on::timestamptz
FROM received;

INSERT INTO loan_acts (customer_id, id, branch_id, officer_id, loan_id, number, kind, value_on, booked_on, amount_fen,
                       detail, recorded_by, recorded_at)
SELECT customer_id, repayment_id, branch_id, officer_id, loan_id, number + 1, 'repayment', due_on, due_on,
       principal_fen + interest_fen, '{}', officer_id, due_on::timestamptz
FROM received;

UPDATE loans SET acts = told.acts
FROM (SELECT customer_id, loan_id, max(number) AS acts FROM loan_acts GROUP BY customer_id, loan_id) told
WHERE loans.customer_id = told.customer_id AND loans.id = told.loan_id AND told.acts > 1;

INSERT INTO repayment_splits (customer_id, id, branch_id, officer_id, repayment_id, instalment_id, principal_fen,
                              interest_fen, fee_fen, penalty_fen)
SELECT customer_id, pg_temp.id_at(due_on::timestamptz, 'split ' || at || ' ' || number), branch_id, officer_id,
       repayment_id, id, principal_fen, interest_fen, 0, 0
FROM received;

UPDATE customer_exposures exposure SET outstanding_fen = owed.fen
FROM (SELECT customer_id, sum(outstanding_fen) AS fen FROM loans GROUP BY customer_id) owed
WHERE exposure.customer_id = owed.customer_id AND owed.fen > 0;
