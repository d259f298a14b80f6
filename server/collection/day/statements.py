"""The set-based statements of the end of a day. `as_of` is the morning after: what fell due by then is overdue."""

from typing import Final

from sqlalchemy import TextClause, text

OWED: Final = (
    "i.principal_fen + i.interest_fen + i.fee_fen + i.penalty_fen"
    " - i.paid_principal_fen - i.paid_interest_fen - i.paid_fee_fen - i.paid_penalty_fen"
    " - i.waived_interest_fen - i.waived_fee_fen - i.waived_penalty_fen"
)
IN_DEFAULT: Final = "((l.state = 'active' AND l.next_due_on < :as_of) OR l.state = 'written_off')"

NEXT: Final[TextClause] = text(
    f"SELECT DISTINCT l.customer_id FROM loans l WHERE l.customer_id > :after AND {IN_DEFAULT} "  # noqa: S608 - constants
    "ORDER BY l.customer_id LIMIT :size"
)
"""The next customers with something overdue, or with a claim that is written off."""

LOCK: Final[TextClause] = text(
    "SELECT id FROM collection_cases WHERE customer_id = ANY (CAST(:ids AS uuid[])) AND state <> 'closed' "
    "ORDER BY id FOR UPDATE"
)

DEBTS: Final[TextClause] = text(
    f"""
WITH late AS (
  SELECT l.customer_id, l.id, d.since, d.fen,
         CASE WHEN l.state = 'active' THEN l.outstanding_fen ELSE l.written_off_fen END AS at_risk_fen
    FROM loans l CROSS JOIN LATERAL (
      SELECT sum({OWED}) AS fen, min(i.due_on) AS since FROM instalments i
       WHERE i.customer_id = l.customer_id AND i.loan_id = l.id
         AND (i.due_on < :as_of OR l.state = 'written_off') AND {OWED} > 0
    ) AS d
   WHERE l.customer_id = ANY (CAST(:ids AS uuid[])) AND {IN_DEFAULT} AND d.fen > 0
), debts AS (
  SELECT customer_id, min(since) AS since, sum(fen)::bigint AS overdue_fen, sum(at_risk_fen)::bigint AS at_risk_fen,
         count(*) AS loans, (array_agg(id ORDER BY since, id))[1] AS worst_loan_id
    FROM late GROUP BY customer_id
)
SELECT d.*, k.branch_id, k.officer_id, c.id AS case_id, c.version, c.assigned_to, c.stage AS stage_before
  FROM debts d JOIN customer_keys k ON k.customer_id = d.customer_id
  LEFT JOIN collection_cases c ON c.customer_id = d.customer_id AND c.state <> 'closed'
 ORDER BY d.customer_id
"""  # noqa: S608 - put together from constants of this module
)
"""Customers' arrears added up, with the living case of each where there is one."""

CURED: Final[TextClause] = text(
    f"""
SELECT c.id FROM collection_cases c
 WHERE c.state <> 'closed' AND c.id > :after AND NOT EXISTS (
   SELECT FROM loans l WHERE l.customer_id = c.customer_id AND {IN_DEFAULT} AND EXISTS (
     SELECT FROM instalments i WHERE i.customer_id = l.customer_id AND i.loan_id = l.id
        AND (i.due_on < :as_of OR l.state = 'written_off') AND {OWED} > 0))
 ORDER BY c.id LIMIT :size
"""  # noqa: S608 - put together from constants of this module
)
"""Cases whose customers owe nothing that is overdue."""
