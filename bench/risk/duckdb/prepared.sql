CREATE TABLE reckoned (code VARCHAR, id VARCHAR, value DOUBLE);

CREATE TABLE paid AS
SELECT x.instalment_id, max(t.paid_on) AS last_on, count(*) AS payments
  FROM repayment_splits x JOIN repayments t ON t.id = x.repayment_id
 WHERE t.reversed_by IS NULL GROUP BY 1;

CREATE TABLE due AS
SELECT i.customer_id, i.loan_id, i.number, i.due_on, i.principal_fen + i.interest_fen AS owed_fen,
       i.paid_principal_fen + i.paid_interest_fen AS paid_fen, coalesce(p.payments, 0) AS payments,
       CASE WHEN i.paid_principal_fen = i.principal_fen
             AND i.paid_interest_fen + i.waived_interest_fen = i.interest_fen
             AND i.paid_fee_fen + i.waived_fee_fen = i.fee_fen
             AND i.paid_penalty_fen + i.waived_penalty_fen = i.penalty_fen
            THEN coalesce(p.last_on, i.due_on) END AS settled_on,
       i.due_on <= getvariable('day') AS is_due,
       row_number() OVER (PARTITION BY i.loan_id, i.due_on <= getvariable('day')
                              ORDER BY i.due_on DESC, i.number DESC) AS of_loan,
       row_number() OVER (PARTITION BY i.customer_id, i.due_on <= getvariable('day')
                              ORDER BY i.due_on DESC, i.loan_id, i.number DESC) AS of_customer
  FROM instalments i LEFT JOIN paid p ON p.instalment_id = i.id;

CREATE TABLE lent AS SELECT * FROM loans WHERE disbursed_on <= getvariable('day');

CREATE TABLE borrowers AS SELECT DISTINCT customer_id AS id FROM loans;

CREATE TABLE months AS
SELECT customer_id, month, row_number() OVER (PARTITION BY customer_id ORDER BY month DESC) AS position,
       100 * paid_fen >= 80 * owed_fen AS kept
  FROM (SELECT customer_id, date_trunc('month', due_on) AS month,
               sum(principal_fen + interest_fen + fee_fen) AS owed_fen,
               sum(paid_principal_fen + paid_interest_fen + paid_fee_fen) AS paid_fen
          FROM instalments
         WHERE due_on < date_trunc('month', getvariable('day') + 1)
           AND due_on >= date_trunc('month', getvariable('day') + 1) - INTERVAL 12 MONTH
         GROUP BY 1, 2);

CREATE TABLE answered AS
SELECT *, row_number() OVER (PARTITION BY loan_id ORDER BY finished_at DESC, id DESC) AS position
  FROM debit_orders WHERE finished_at IS NOT NULL AND due_on <= getvariable('day');
