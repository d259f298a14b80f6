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
)
