"""What must hold between loans, their schedules and repayments, exposures, applications and the books."""

from typing import Final

from server.kit.checks import Check

# what acts did beside sharing money out, those that were taken back left out
STANDING_ACTS = """
  SELECT a.* FROM loan_acts a WHERE a.kind <> 'opening' AND NOT EXISTS (
    SELECT FROM loan_acts r WHERE r.customer_id = a.customer_id AND r.reverses = a.id)
"""
TOLD = """
  SELECT a.loan_id, part.account, part.sign * (a.detail->>part.name)::bigint AS fen
  FROM standing_acts a, LATERAL (VALUES
    ('122101', 1, 'charged_fee_fen'), ('602101', -1, 'charged_fee_fen'),
    ('601101', 1, 'waived_interest_fen'), ('113201', -1, 'waived_interest_fen'),
    ('601102', 1, 'waived_penalty_fen'), ('113202', -1, 'waived_penalty_fen'),
    ('602101', 1, 'waived_fee_fen'), ('122101', -1, 'waived_fee_fen'),
    ('130401', 1, 'lost_principal_fen'),
    ('601101', 1, 'lost_interest_fen'), ('113201', -1, 'lost_interest_fen'),
    ('601102', 1, 'lost_penalty_fen'), ('113202', -1, 'lost_penalty_fen'),
    ('602101', 1, 'lost_fee_fen'), ('122101', -1, 'lost_fee_fen')) AS part (account, sign, name)
  WHERE a.detail ? part.name
"""

# by loan and account: what the ledger must hold
EXPECTED_POOLS = f"""
  SELECT id AS loan_id, '130301' AS account, outstanding_fen AS fen FROM loans WHERE state <> 'pending_disbursement'
  UNION ALL
  SELECT loan_id, part.account, -part.fen FROM received, LATERAL (VALUES
    ('113201', CASE WHEN recovered THEN 0 ELSE interest_fen END),
    ('122101', CASE WHEN recovered THEN 0 ELSE fee_fen END),
    ('113202', CASE WHEN recovered THEN 0 ELSE penalty_fen END),
    ('130401', CASE WHEN recovered THEN amount_fen - excess_fen ELSE 0 END),
    ('224101', excess_fen), ('1002', -amount_fen)) AS part (account, fen)
  UNION ALL {TOLD}
  UNION ALL SELECT id, '1002', -principal_fen FROM loans WHERE disbursed_on IS NOT NULL AND import_id IS NULL
  UNION ALL SELECT id, part.account, part.fen FROM opened, LATERAL (VALUES ('113201', interest_fen),
    ('113202', penalty_fen), ('122101', fee_fen), ('224101', -excess_fen)) AS part (account, fen)
  UNION ALL SELECT loan_id, part.account, part.fen FROM payment_orders, LATERAL (
    VALUES ('1002', -amount_fen), ('224101', amount_fen)) AS part (account, fen)
  WHERE kind = 'refund' AND state = 'settled'
"""  # noqa: S608 - texts of this file
RECEIVED = """
  SELECT r.*, coalesce(a.kind = 'recovery', false) AS recovered FROM repayments r
  LEFT JOIN loan_acts a ON a.customer_id = r.customer_id AND a.id = r.id WHERE r.reversed_by IS NULL
"""

# loans brought in from elsewhere, what is receivable of each and held for it, those of batches undone left out
OPENED = """
  SELECT r.* FROM loan_import_rows r JOIN loans l ON l.customer_id = r.customer_id AND l.id = r.id AND l.state <> 'void'
"""
# what was paid of their instalments elsewhere
PAID_BEFORE = """
  SELECT a.customer_id, a.loan_id, (line->>'number')::bigint AS number,
         coalesce((line->>'paid_principal_fen')::bigint, 0) AS principal,
         coalesce((line->>'paid_interest_fen')::bigint, 0) AS interest,
         coalesce((line->>'paid_fee_fen')::bigint, 0) AS fee,
         coalesce((line->>'paid_penalty_fen')::bigint, 0) AS penalty
    FROM loan_acts a, jsonb_array_elements(a.detail->'lines') AS line WHERE a.kind = 'opening'
"""

EVENTS = """
  SELECT id, CASE kind WHEN 'refund' THEN 'excess_refunded' ELSE 'loan_disbursed' END AS kind, loan_id, amount_fen
    FROM payment_orders WHERE state = 'settled'
  UNION ALL
  SELECT r.id, CASE a.kind WHEN 'recovery' THEN 'recovered' ELSE 'repayment_received' END, r.loan_id, r.amount_fen
    FROM repayments r LEFT JOIN loan_acts a ON a.customer_id = r.customer_id AND a.id = r.id
  UNION ALL
  SELECT a.id, part.kind, a.loan_id, part.fen FROM loan_acts a, LATERAL (VALUES
    ('fee_charged', (detail->>'charged_fee_fen')::bigint),
    ('waived', coalesce((detail->>'waived_interest_fen')::bigint, 0) + coalesce((detail->>'waived_fee_fen')::bigint, 0)
       + coalesce((detail->>'waived_penalty_fen')::bigint, 0)),
    ('written_off', coalesce((detail->>'lost_principal_fen')::bigint, 0)
       + coalesce((detail->>'lost_interest_fen')::bigint, 0) + coalesce((detail->>'lost_fee_fen')::bigint, 0)
       + coalesce((detail->>'lost_penalty_fen')::bigint, 0))) AS part (kind, fen)
  WHERE a.kind <> 'opening' AND part.fen > 0
  UNION ALL
  SELECT id, 'repayment_reshared', loan_id,
         greatest(before_principal_fen - after_principal_fen, 0) + greatest(before_interest_fen - after_interest_fen, 0)
       + greatest(before_fee_fen - after_fee_fen, 0) + greatest(before_penalty_fen - after_penalty_fen, 0)
       + greatest(before_excess_fen - after_excess_fen, 0) FROM resharings
  UNION ALL SELECT id, 'funds_allotted', NULL, amount_fen FROM funding_allotments
  UNION ALL SELECT id, 'cash_taken', NULL, amount_fen FROM cash_receipts WHERE state = 'confirmed'
  UNION ALL SELECT id, 'cash_banked', NULL, amount_fen FROM cash_deposits WHERE state = 'confirmed'
  UNION ALL SELECT id, 'cash_counted', NULL, abs(opening_difference_fen) FROM tills WHERE opening_difference_fen <> 0
  UNION ALL SELECT closing_event_id, 'cash_counted', NULL, abs(difference_fen)
    FROM tills WHERE state = 'closed' AND difference_fen <> 0
  UNION ALL SELECT id, kind || '_accrued', NULL, abs(amount_fen) FROM day_accruals
  UNION ALL SELECT act_id, 'loan_brought_in', id, principal_fen + greatest(interest_fen, 0) + penalty_fen + fee_fen
       + greatest(excess_fen - principal_fen - interest_fen - penalty_fen - fee_fen, 0) FROM loan_import_rows
  UNION ALL SELECT id, 'provisioned', NULL, abs(amount_fen) FROM month_provisions WHERE amount_fen <> 0
  UNION ALL SELECT m.event_id, 'bank_line_booked', NULL, abs(l.amount_fen)
    FROM statement_matches m JOIN statement_lines l ON l.id = m.line_id WHERE m.found_by = 'booked'
"""

CHECKS: Final = (
    Check(
        "loan.pool_differs",
        "总账资金池与贷款不一致",
        "a pool of the ledger is not the sum of its loans (loan and account)",
        f"WITH standing_acts AS ({STANDING_ACTS}), received AS ({RECEIVED}), opened AS ({OPENED}) "  # noqa: S608 - texts of this file
        "SELECT coalesce(w.loan_id, l.loan_id) || ' ' || coalesce(w.account, l.account) AS subject, "
        "coalesce(w.fen, 0) AS expected, coalesce(l.fen, 0) AS found "
        f"FROM (SELECT loan_id, account, sum(fen) AS fen FROM ({EXPECTED_POOLS}) AS each GROUP BY 1, 2) AS w "
        "FULL JOIN (SELECT loan_id, account_code AS account, sum(amount_fen) AS fen FROM ledger_postings "
        "WHERE loan_id IS NOT NULL GROUP BY 1, 2) AS l ON l.loan_id = w.loan_id AND l.account = w.account "
        "WHERE coalesce(w.fen, 0) <> coalesce(l.fen, 0)",
    ),
    Check(
        "loan.event_not_booked",
        "业务未记账或记账金额不符",
        "a business event has no entry, or one over another amount",
        f"SELECT b.kind || ' ' || b.id AS subject, b.amount_fen AS expected, e.debit_fen AS found FROM ({EVENTS}) AS b "  # noqa: S608 - texts of this file
        "LEFT JOIN ledger_entries e ON e.event_id = b.id AND e.event_type = b.kind "
        "WHERE e.id IS NULL OR e.debit_fen <> b.amount_fen",
    ),
    Check(
        "loan.entry_without_event",
        "分录没有对应业务",
        "an entry belongs to no business event",
        f"SELECT e.id AS subject, e.event_type AS expected, 'none' AS found FROM ledger_entries e "  # noqa: S608 - texts of this file
        f"LEFT JOIN ({EVENTS}) AS b ON b.id = e.event_id AND b.kind = e.event_type "
        "WHERE b.id IS NULL AND e.event_type <> 'reversal'",
    ),
    Check(
        "loan.schedule_differs",
        "还款计划与贷款本金不一致",
        "the principal of a schedule is not the loan's (lent / outstanding)",
        "SELECT l.id AS subject, l.principal_fen || ' / ' || l.outstanding_fen AS expected, "
        "coalesce(sum(i.principal_fen), 0) || ' / ' || coalesce(sum(i.principal_fen - i.paid_principal_fen), 0) "
        "AS found FROM loans l LEFT JOIN instalments i ON i.customer_id = l.customer_id AND i.loan_id = l.id "
        "WHERE l.state NOT IN ('pending_disbursement', 'void') GROUP BY l.customer_id, l.id "
        "HAVING coalesce(sum(i.principal_fen), 0) <> l.principal_fen "
        "OR coalesce(sum(i.principal_fen - i.paid_principal_fen), 0) <> l.outstanding_fen + l.written_off_fen",
    ),
    Check(
        "loan.next_due_differs",
        "贷款状态或下一还款日与还款计划不一致",
        "state or next due date of a loan is not what its schedule says",
        "SELECT l.id AS subject, coalesce(i.next_due_on::text, 'closed') AS expected, "
        "coalesce(l.next_due_on::text, l.state) AS found FROM loans l LEFT JOIN ("
        "SELECT customer_id, loan_id, min(due_on) AS next_due_on FROM instalments "
        "WHERE principal_fen + interest_fen + fee_fen + penalty_fen "
        "> paid_principal_fen + paid_interest_fen + paid_fee_fen + paid_penalty_fen "
        "+ waived_interest_fen + waived_fee_fen + waived_penalty_fen GROUP BY 1, 2"
        ") AS i ON i.customer_id = l.customer_id AND i.loan_id = l.id WHERE l.state IN ('active', 'closed') "
        "AND (i.next_due_on IS DISTINCT FROM l.next_due_on OR (i.next_due_on IS NULL) <> (l.state = 'closed'))",
    ),
    Check(
        "loan.repayment_split_differs",
        "还款拆分与还款金额不一致",
        "the splits of a repayment are not its parts (principal / interest / fee / penalty)",
        "SELECT r.id AS subject, concat_ws(' / ', r.principal_fen, r.interest_fen, r.fee_fen, r.penalty_fen) "
        "AS expected, concat_ws(' / ', s.principal, s.interest, s.fee, s.penalty) AS found FROM repayments r "
        "LEFT JOIN (SELECT customer_id, repayment_id, sum(principal_fen) AS principal, sum(interest_fen) AS interest, "
        "sum(fee_fen) AS fee, sum(penalty_fen) AS penalty FROM repayment_splits GROUP BY 1, 2"
        ") AS s ON s.customer_id = r.customer_id AND s.repayment_id = r.id "
        "WHERE (r.reversed_by IS NULL OR s.repayment_id IS NOT NULL) "
        "AND (r.principal_fen, r.interest_fen, r.fee_fen, r.penalty_fen) IS DISTINCT FROM "
        "(coalesce(s.principal, 0), coalesce(s.interest, 0), coalesce(s.fee, 0), coalesce(s.penalty, 0))",
    ),
    Check(
        "loan.instalment_paid_differs",
        "期次已还金额与还款拆分不一致",
        "what is paid of an instalment is not the sum of its splits (principal / interest / fee / penalty)",
        "SELECT i.id AS subject, concat_ws(' / ', coalesce(s.principal, 0), coalesce(s.interest, 0), "  # noqa: S608 - texts of this file
        "coalesce(s.fee, 0), coalesce(s.penalty, 0)) AS expected, concat_ws(' / ', i.paid_principal_fen, "
        "i.paid_interest_fen, i.paid_fee_fen, i.paid_penalty_fen) AS found FROM instalments i LEFT JOIN ("
        "SELECT customer_id, instalment_id, sum(principal_fen) AS principal, sum(interest_fen) AS interest, "
        "sum(fee_fen) AS fee, sum(penalty_fen) AS penalty FROM (SELECT customer_id, instalment_id, principal_fen, "
        "interest_fen, fee_fen, penalty_fen FROM repayment_splits UNION ALL SELECT i.customer_id, i.id, b.principal, "
        f"b.interest, b.fee, b.penalty FROM ({PAID_BEFORE}) AS b JOIN instalments i "
        "ON i.customer_id = b.customer_id AND i.loan_id = b.loan_id AND i.number = b.number) AS each GROUP BY 1, 2"
        ") AS s ON s.customer_id = i.customer_id AND s.instalment_id = i.id "
        "WHERE (i.paid_principal_fen, i.paid_interest_fen, i.paid_fee_fen, i.paid_penalty_fen) IS DISTINCT FROM "
        "(coalesce(s.principal, 0), coalesce(s.interest, 0), coalesce(s.fee, 0), coalesce(s.penalty, 0))",
    ),
    Check(
        "loan.act_differs",
        "贷款流水与贷款、还款不一致",
        "the journal of a loan is not numbered through, or a repayment is not what its act says",
        "SELECT l.id AS subject, l.acts::text AS expected, coalesce(max(a.number), 0) || ' / ' || count(a.id) AS found "
        "FROM loans l LEFT JOIN loan_acts a ON a.customer_id = l.customer_id AND a.loan_id = l.id "
        "GROUP BY l.customer_id, l.id HAVING coalesce(max(a.number), 0) <> l.acts OR count(a.id) <> l.acts UNION ALL "
        "SELECT coalesce(r.id, a.id), coalesce(a.amount_fen || ' ' || a.value_on, 'no act'), "
        "coalesce(r.amount_fen || ' ' || r.paid_on, 'no repayment') FROM repayments r FULL JOIN (SELECT * FROM "
        "loan_acts WHERE kind IN ('repayment', 'prepayment', 'pay_off', 'recovery')) AS a "
        "ON a.customer_id = r.customer_id AND a.id = r.id AND a.loan_id = r.loan_id "
        "WHERE (r.amount_fen, r.paid_on) IS DISTINCT FROM (a.amount_fen, a.value_on)",
    ),
    Check(
        "loan.excess_differs",
        "挂账金额与还款、退款不一致",
        "what stands in suspense for a loan is not what was paid beyond all that was owed, less refunds",
        f"WITH standing_acts AS ({STANDING_ACTS}) "  # noqa: S608 - texts of this file
        "SELECT l.id AS subject, coalesce(r.fen, 0) - coalesce(a.fen, 0) AS expected, l.excess_fen AS found "
        "FROM loans l LEFT JOIN (SELECT loan_id, sum(excess_fen) AS fen FROM ("
        "SELECT loan_id, excess_fen FROM repayments WHERE reversed_by IS NULL "
        f"UNION ALL SELECT id, excess_fen FROM ({OPENED}) AS opened) AS each GROUP BY 1) AS r "
        "ON r.loan_id = l.id LEFT JOIN (SELECT loan_id, sum(amount_fen) AS fen FROM standing_acts "
        "WHERE kind = 'refund' GROUP BY 1) AS a ON a.loan_id = l.id "
        "WHERE l.excess_fen <> coalesce(r.fen, 0) - coalesce(a.fen, 0)",
    ),
    Check(
        "loan.waived_differs",
        "减免金额与贷款流水不一致",
        "what is waived of a loan is not the sum of its waivers (interest / fee / penalty)",
        f"WITH standing_acts AS ({STANDING_ACTS}) "  # noqa: S608 - texts of this file
        "SELECT i.loan_id AS subject, concat_ws(' / ', coalesce(a.interest, 0), coalesce(a.fee, 0), "
        "coalesce(a.penalty, 0)) AS expected, concat_ws(' / ', i.interest, i.fee, i.penalty) AS found FROM ("
        "SELECT loan_id, sum(waived_interest_fen) AS interest, sum(waived_fee_fen) AS fee, "
        "sum(waived_penalty_fen) AS penalty FROM instalments GROUP BY 1) AS i LEFT JOIN ("
        "SELECT loan_id, sum((detail->>'waived_interest_fen')::bigint) AS interest, "
        "sum((detail->>'waived_fee_fen')::bigint) AS fee, sum((detail->>'waived_penalty_fen')::bigint) AS penalty "
        "FROM standing_acts WHERE kind = 'waiver' GROUP BY 1) AS a ON a.loan_id = i.loan_id "
        "WHERE (i.interest, i.fee, i.penalty) "
        "<> (coalesce(a.interest, 0), coalesce(a.fee, 0), coalesce(a.penalty, 0))",
    ),
    Check(
        "loan.payment_differs",
        "贷款状态与付款指令不一致",
        "a loan runs without a settled payment of its principal, or is paid and does not run",
        "SELECT coalesce(l.id, o.loan_id) AS subject, coalesce(o.amount_fen::text, 'no settled order') AS expected, "
        "coalesce(l.principal_fen || ' ' || l.state, 'no loan') AS found FROM loans l "
        "FULL JOIN (SELECT * FROM payment_orders WHERE kind = 'disbursement' AND state = 'settled') AS o "
        "ON o.customer_id = l.customer_id AND o.loan_id = l.id "
        "WHERE l.id IS NULL OR o.amount_fen <> l.principal_fen "
        "OR (o.id IS NULL) <> (l.disbursed_on IS NULL OR l.import_id IS NOT NULL)",
    ),
    Check(
        "loan.application_differs",
        "申请状态与贷款不一致",
        "an application is disbursed without a running loan, or the other way round",
        "SELECT a.id AS subject, coalesce(l.state, 'no loan') AS expected, a.state AS found FROM applications a "
        "LEFT JOIN loans l ON l.customer_id = a.customer_id AND l.application_id = a.id "
        "WHERE (a.state = 'disbursed') <> (l.disbursed_on IS NOT NULL)",
    ),
    Check(
        "exposure.customer_differs",
        "客户敞口与贷款、批复不一致",
        "a customer's exposure is not what he owes and was promised (outstanding / committed)",
        "SELECT e.customer_id AS subject, coalesce(l.fen, 0) || ' / ' || coalesce(a.fen, 0) AS expected, "
        "e.outstanding_fen || ' / ' || e.committed_fen AS found FROM customer_exposures e "
        "LEFT JOIN (SELECT customer_id, sum(outstanding_fen) AS fen FROM loans GROUP BY 1) AS l "
        "ON l.customer_id = e.customer_id "
        "LEFT JOIN (SELECT customer_id, sum(amount_fen) AS fen FROM applications "
        "WHERE state IN ('approved', 'contracted') GROUP BY 1) AS a ON a.customer_id = e.customer_id "
        "WHERE (coalesce(l.fen, 0), coalesce(a.fen, 0)) <> (e.outstanding_fen, e.committed_fen)",
    ),
    Check(
        "exposure.group_differs",
        "集团敞口与成员不一致",
        "the exposure of a group is not the sum of its members (outstanding / committed)",
        "SELECT g.id AS subject, coalesce(sum(e.outstanding_fen), 0) || ' / ' || coalesce(sum(e.committed_fen), 0) "
        "AS expected, g.outstanding_fen || ' / ' || g.committed_fen AS found FROM group_exposures g "
        "LEFT JOIN customer_exposures e ON e.group_id = g.id GROUP BY g.id "
        "HAVING (coalesce(sum(e.outstanding_fen), 0), coalesce(sum(e.committed_fen), 0)) "
        "<> (g.outstanding_fen, g.committed_fen)",
    ),
)
