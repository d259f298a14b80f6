"""What must hold between accruals, standings, days, months and the books, recomputed from their rows."""

from typing import Final

from server.kit.checks import Check

CHECKS: Final = (
    Check(
        "closing.entry_differs",
        "日计提分录与逐笔计提不一致",
        "the accruals of a day's loans do not add up to what is booked (day, branch, product, kind)",
        "SELECT concat_ws(' ', coalesce(r.accrued_on, d.accrued_on), coalesce(r.branch_id, d.branch_id), "
        "coalesce(r.product_code, d.product_code), coalesce(r.kind, d.kind)) AS subject, r.fen AS expected, "
        "d.amount_fen AS found FROM ("
        "SELECT a.accrued_on, a.branch_id, l.funding_account_id, v.product_code, part.kind, sum(part.fen) AS fen "
        "FROM loan_accruals a JOIN loans l ON l.id = a.loan_id JOIN product_versions v ON v.id = l.product_version_id, "
        "LATERAL (VALUES ('interest', a.interest_fen), ('penalty', a.penalty_fen), ('fee', a.fee_fen)) "
        "AS part (kind, fen) WHERE part.fen <> 0 "
        "AND a.accrued_on IN (SELECT business_date FROM day_closings WHERE state IN ('reminding', 'closed')) "
        "GROUP BY 1, 2, 3, 4, 5 HAVING sum(part.fen) <> 0) AS r FULL JOIN day_accruals d "
        "ON d.accrued_on = r.accrued_on AND d.branch_id = r.branch_id AND d.kind = r.kind "
        "AND d.funding_account_id = r.funding_account_id AND d.product_code = r.product_code "
        "WHERE r.fen IS DISTINCT FROM d.amount_fen",
    ),
    Check(
        "closing.standing_differs",
        "贷款累计计提与逐日计提不一致",
        "what has accrued of a loan is not the sum of its days (interest / penalty / fee)",
        "SELECT coalesce(s.id, a.loan_id) AS subject, concat_ws(' / ', coalesce(a.interest, 0), "
        "coalesce(a.penalty, 0), coalesce(a.fee, 0)) AS expected, "
        "coalesce(concat_ws(' / ', s.interest_fen, s.penalty_fen, s.fee_fen), 'none') AS found "
        "FROM loan_standings s FULL JOIN (SELECT loan_id, sum(interest_fen) AS interest, sum(penalty_fen) AS penalty, "
        "sum(fee_fen) AS fee FROM (SELECT loan_id, interest_fen, penalty_fen, fee_fen FROM loan_accruals UNION ALL "
        "SELECT r.id, r.accrued_interest_fen, r.accrued_penalty_fen, 0 FROM loan_import_rows r JOIN loans l "
        "ON l.customer_id = r.customer_id AND l.id = r.id AND l.state <> 'void') AS each "
        "GROUP BY loan_id) AS a ON a.loan_id = s.id "
        "WHERE s.id IS NULL OR (s.interest_fen, s.penalty_fen, s.fee_fen) "
        "<> (coalesce(a.interest, 0), coalesce(a.penalty, 0), coalesce(a.fee, 0))",
    ),
    Check(
        "closing.day_missing",
        "日终日期不连续",
        "a day between two that are closed was never closed",
        "SELECT business_date AS subject, business_date - 1 AS expected, before AS found FROM ("
        "SELECT business_date, lag(business_date) OVER (ORDER BY business_date) AS before FROM day_closings) AS days "
        "WHERE before <> business_date - 1",
    ),
    Check(
        "ledger.period_changed",
        "已结账月份的分录与结账时不同",
        "a closed month holds other entries than when it was closed (entries / debit)",
        "SELECT p.month AS subject, concat_ws(' / ', p.entries, p.debit_fen) AS expected, "
        "concat_ws(' / ', count(e.id), coalesce(sum(e.debit_fen), 0)) AS found FROM ledger_periods p "
        "LEFT JOIN ledger_entries e ON e.booked_on >= p.month AND e.booked_on < p.month + interval '1 month' "
        "GROUP BY p.month, p.entries, p.debit_fen "
        "HAVING (count(e.id), coalesce(sum(e.debit_fen), 0)) <> (p.entries, p.debit_fen)",
    ),
)
