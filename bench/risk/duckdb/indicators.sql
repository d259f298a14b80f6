-- RB-01
SELECT b.id, m.value FROM borrowers b LEFT JOIN (
  SELECT customer_id, coalesce(min(position) FILTER (WHERE kept), count(*) + 1) - 1 AS value FROM months GROUP BY 1) m
    ON m.customer_id = b.id;
-- RB-02
SELECT l.id, d.paid_fen / nullif(d.owed_fen, 0) AS value FROM lent l
  LEFT JOIN due d ON d.loan_id = l.id AND d.is_due AND d.of_loan = 1;
-- RB-03
SELECT b.id, m.value FROM borrowers b LEFT JOIN (
  SELECT customer_id, avg(paid_fen / nullif(owed_fen, 0)) AS value FROM due WHERE is_due AND of_customer <= 6 GROUP BY 1) m
    ON m.customer_id = b.id;
-- RB-04
SELECT l.id, greatest(coalesce(d.settled_on, getvariable('day')) - d.due_on, 0) AS value FROM lent l
  LEFT JOIN due d ON d.loan_id = l.id AND d.is_due AND d.number = 1
 WHERE d.loan_id IS NOT NULL UNION ALL
SELECT l.id, NULL FROM lent l WHERE NOT EXISTS (FROM due d WHERE d.loan_id = l.id AND d.is_due AND d.number = 1);
-- RB-05
SELECT l.id, m.value FROM lent l LEFT JOIN (
  SELECT loan_id, count(*) FILTER (WHERE number <= 3 AND due_on < coalesce(settled_on, getvariable('day'))) AS value
    FROM due GROUP BY 1) m ON m.loan_id = l.id;
-- RB-06
SELECT b.id, m.value FROM borrowers b LEFT JOIN (
  SELECT customer_id, avg(settled_on - due_on) FILTER (WHERE of_customer <= 3)
                    - avg(settled_on - due_on) FILTER (WHERE of_customer BETWEEN 4 AND 6) AS value
    FROM due WHERE is_due AND settled_on IS NOT NULL GROUP BY 1) m ON m.customer_id = b.id;
-- RB-07
SELECT b.id, m.value FROM borrowers b LEFT JOIN (
  SELECT customer_id, count(*) FILTER (WHERE settled_on = due_on) / nullif(count(*), 0) AS value
    FROM due WHERE is_due AND settled_on IS NOT NULL AND due_on > getvariable('day') - INTERVAL 12 MONTH
   GROUP BY 1) m ON m.customer_id = b.id;
-- RB-08
SELECT b.id, m.value FROM borrowers b LEFT JOIN (
  SELECT customer_id, count(*) FILTER (WHERE state = 'failed') / count(*) AS value
    FROM answered WHERE due_on > getvariable('day') - 90 GROUP BY 1) m ON m.customer_id = b.id;
-- RB-09
SELECT l.id, m.value FROM lent l LEFT JOIN (
  SELECT loan_id, coalesce(min(position) FILTER (WHERE failure IS DISTINCT FROM 'insufficient_funds'), count(*) + 1) - 1
         AS value FROM answered GROUP BY 1) m ON m.loan_id = l.id;
-- RB-11
SELECT l.id, m.value FROM lent l LEFT JOIN (
  SELECT loan_id, max(payments) AS value FROM due WHERE is_due AND of_loan <= 3 GROUP BY 1) m ON m.loan_id = l.id;
-- RB-12
SELECT id, CASE WHEN state = 'closed' THEN closed_on - disbursed_on END AS value FROM lent;
-- RB-13
SELECT b.id, m.value FROM borrowers b LEFT JOIN (
  SELECT customer_id, count(*) FILTER (WHERE reversed_by IS NOT NULL) / count(*) AS value
    FROM repayments WHERE paid_on > getvariable('day') - 90 GROUP BY 1) m ON m.customer_id = b.id;
-- RB-14
SELECT l.id, coalesce(m.value, 0) AS value FROM lent l LEFT JOIN (
  SELECT a.loan_id, count(*) FILTER (WHERE a.kind IN ('reschedule', 'holiday')) AS value FROM loan_acts a
   WHERE a.value_on <= getvariable('day') AND NOT EXISTS (FROM loan_acts b WHERE b.reverses = a.id) GROUP BY 1) m
    ON m.loan_id = l.id;
-- RB-15
SELECT b.id, coalesce(m.value, 0) AS value FROM borrowers b LEFT JOIN (
  SELECT customer_id, count(*) FILTER (WHERE disbursed_on > getvariable('day') - INTERVAL 12 MONTH
           AND disbursed_on - former_closed_on BETWEEN 0 AND 3 AND principal_fen >= former_fen) AS value
    FROM (SELECT customer_id, disbursed_on, principal_fen, lag(closed_on) OVER earlier AS former_closed_on,
                 lag(principal_fen) OVER earlier AS former_fen
            FROM lent WINDOW earlier AS (PARTITION BY customer_id ORDER BY disbursed_on, id)) GROUP BY 1) m
    ON m.customer_id = b.id;
-- DQ-01
SELECT b.id, coalesce(m.value, 0) AS value FROM borrowers b LEFT JOIN (
  SELECT customer_id, max(getvariable('day') - due_on) AS value FROM due
   WHERE due_on < getvariable('day') AND settled_on IS NULL GROUP BY 1) m ON m.customer_id = b.id;
-- DQ-02
SELECT b.id, greatest(coalesce(m.value, 0), 0) AS value FROM borrowers b LEFT JOIN (
  SELECT customer_id, max(coalesce(settled_on, getvariable('day')) - due_on) AS value FROM due
   WHERE is_due AND due_on > getvariable('day') - INTERVAL 12 MONTH GROUP BY 1) m ON m.customer_id = b.id;
-- DQ-03
SELECT b.id, coalesce(m.value, 0) AS value FROM borrowers b LEFT JOIN (
  SELECT customer_id, count(*) AS value FROM due
   WHERE is_due AND coalesce(settled_on, getvariable('day')) - due_on > 30
     AND due_on > getvariable('day') - INTERVAL 24 MONTH GROUP BY 1) m ON m.customer_id = b.id;
-- DQ-04
SELECT b.id, m.value FROM borrowers b LEFT JOIN (
  SELECT customer_id, late[1] - late[2] AS value
    FROM (SELECT customer_id, list(due_on ORDER BY due_on DESC) AS late FROM due
           WHERE is_due AND coalesce(settled_on, getvariable('day')) - due_on > 0
             AND due_on > getvariable('day') - INTERVAL 12 MONTH GROUP BY 1)) m ON m.customer_id = b.id;
-- CN-05
SELECT (SELECT id FROM sheets WHERE code = 'CN-05' LIMIT 1) AS id, top.fen / whole.fen AS value
  FROM (SELECT sum(outstanding_fen) AS fen FROM lent WHERE state = 'active') whole, (
  SELECT sum(fen) AS fen FROM (SELECT sum(outstanding_fen) AS fen FROM lent WHERE state = 'active'
                                GROUP BY customer_id ORDER BY 1 DESC LIMIT 10)) top;
-- CN-15
SELECT (SELECT id FROM sheets WHERE code = 'CN-15' LIMIT 1) AS id,
       count(*) FILTER (WHERE principal_fen > 50000000) / nullif(count(*), 0) AS value FROM lent WHERE state = 'active'
