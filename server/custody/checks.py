"""What must hold between funding accounts, their holds, and payment orders."""

from typing import Final

from server.kit.checks import Check

CHECKS: Final = (
    Check(
        "custody.hold_differs",
        "资金账户占用与付款指令不一致",
        "what a funding account holds is not what its orders ask for (allotted / held / paid)",
        "SELECT h.id AS subject, coalesce(a.fen, 0) || ' / ' || coalesce(o.held, 0) || ' / ' || coalesce(o.paid, 0) "
        "AS expected, h.allotted_fen || ' / ' || h.held_fen || ' / ' || h.paid_fen AS found FROM funding_holds h "
        "LEFT JOIN (SELECT funding_account_id, sum(amount_fen) AS fen FROM funding_allotments GROUP BY 1) AS a "
        "ON a.funding_account_id = h.id "
        "LEFT JOIN (SELECT funding_account_id, sum(amount_fen) FILTER (WHERE state = 'settled') AS paid, "
        "sum(amount_fen) FILTER (WHERE state IN ('created', 'sent', 'unknown')) AS held "
        "FROM payment_orders GROUP BY 1) AS o ON o.funding_account_id = h.id "
        "WHERE (coalesce(a.fen, 0), coalesce(o.held, 0), coalesce(o.paid, 0)) "
        "<> (h.allotted_fen, h.held_fen, h.paid_fen)",
    ),
    Check(
        "custody.number_differs",
        "付款指令编号未登记或重复",
        "a payment number is not claimed, or two orders carry it",
        "SELECT o.number AS subject, '1 order, claimed' AS expected, "
        "count(*) || CASE WHEN bool_and(n.number IS NULL) THEN ' unclaimed' ELSE '' END AS found "
        "FROM payment_orders o LEFT JOIN payment_numbers n ON n.number = o.number "
        "GROUP BY o.number HAVING count(*) > 1 OR bool_or(n.number IS NULL)",
    ),
    Check(
        "custody.paid_twice",
        "同一贷款有多笔有效付款指令",
        "a loan has more than one order that is on its way or settled",
        "SELECT loan_id AS subject, 1 AS expected, count(*) AS found FROM payment_orders "
        "WHERE kind = 'disbursement' AND state <> 'failed' GROUP BY customer_id, loan_id HAVING count(*) > 1",
    ),
    Check(
        "custody.till_differs",
        "现金科目与现金箱不一致",
        "the cash account of a branch is not what must lie in its last till",
        "SELECT coalesce(t.branch_id, l.branch_id) AS subject, coalesce(t.fen, 0) AS expected, coalesce(l.fen, 0) "
        "AS found FROM (SELECT DISTINCT ON (branch_id) branch_id, CASE state WHEN 'closed' THEN counted_fen "
        "ELSE opening_fen + taken_fen - banked_fen END AS fen FROM tills ORDER BY branch_id, business_date DESC) AS t "
        "FULL JOIN (SELECT branch_id, sum(amount_fen) AS fen FROM ledger_postings WHERE account_code = '1001' "
        "GROUP BY branch_id) AS l ON l.branch_id = t.branch_id WHERE coalesce(t.fen, 0) <> coalesce(l.fen, 0)",
    ),
    Check(
        "custody.debit_differs",
        "代扣成功与还款不一致",
        "a debit that the bank has taken is not a repayment under its number, of its amount",
        "SELECT d.id AS subject, d.number || ' ' || d.amount_fen AS expected, "
        "coalesce(r.reference || ' ' || r.amount_fen, 'none') AS found FROM debit_orders d "
        "LEFT JOIN repayments r ON r.customer_id = d.customer_id AND r.id = d.repayment_id WHERE d.state = 'settled' "
        "AND (r.reference, r.amount_fen, r.loan_id) IS DISTINCT FROM (d.number, d.amount_fen, d.loan_id)",
    ),
)
