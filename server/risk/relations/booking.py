# ruff: noqa: S608 - statements are put together from constants; what comes from outside is bound
"""The books beside the bank and beside the loans: balances, a day's entries, what is unmatched, suspended, reversed.

The house has one row of subjects, so each relation is one scan put beside it. Accounts are those of the chart of
`server.ledger.rules`.
"""

from typing import Final

from server.risk.formula import Relation
from server.risk.grain import Grain
from server.risk.relations.house import of_house
from server.risk.relations.moments import DAY, local, within

BANK: Final = "'1002'"
SUSPENSE: Final = "('224101', '224102')"
MIXED_BY_LAW: Final = (
    "('repayment_received', 'repayment_reshared', 'excess_refunded', 'recovered', 'reversal', 'loan_brought_in', "
    "'cash_taken')"
)
"""Events by which clients' money may stand in one entry with the lender's own (CU-01 of the law)."""


BALANCES: Final = of_house(
    "bank_balances",
    f"""
  WITH told AS (SELECT t.funding_account_id, least(max(t.last_on), {DAY}) AS until,
                       (array_agg(t.opening_fen ORDER BY t.first_on, t.imported_at, t.id))[1] AS opening_fen
                  FROM bank_statements t WHERE t.first_on <= {DAY} GROUP BY t.funding_account_id),
       lines AS (SELECT n.funding_account_id, sum(n.amount_fen) AS fen FROM statement_lines n
                   JOIN told ON told.funding_account_id = n.funding_account_id AND n.booked_on <= told.until
                  GROUP BY n.funding_account_id),
       later AS (SELECT e.customer_id, e.id, e.value_on FROM ledger_entries e
                  WHERE e.value_on > (SELECT min(until) FROM told)),
       books AS (SELECT p.funding_account_id, sum(p.amount_fen) FILTER (
                          WHERE later.id IS NULL OR later.value_on <= told.until) AS fen
                   FROM ledger_postings p JOIN told ON told.funding_account_id = p.funding_account_id
                   LEFT JOIN later ON later.customer_id = p.customer_id AND later.id = p.entry_id
                  WHERE p.account_code = {BANK} GROUP BY p.funding_account_id)
  SELECT told.opening_fen + coalesce(lines.fen, 0) AS bank_fen, coalesce(books.fen, 0) AS books_fen
    FROM told LEFT JOIN lines USING (funding_account_id) LEFT JOIN books USING (funding_account_id)""",
    "bank_statements",
    "ledger_entries",
    "ledger_postings",
    "statement_lines",
)
"""What the bank says of each account on the last day that its statements reach, and what the books say of that day."""

_FIRST_SHARED: Final = """SELECT DISTINCT ON (x.customer_id, x.repayment_id) x.customer_id, x.repayment_id,
       x.before_principal_fen, x.before_interest_fen, x.before_fee_fen, x.before_penalty_fen
  FROM resharings x ORDER BY x.customer_id, x.repayment_id, x.recorded_at, x.id"""

POOLS: Final = of_house(
    "bank_pools",
    f"""
  SELECT p.account_code AS account, -p.amount_fen AS fen FROM ledger_entries e
    JOIN ledger_postings p ON p.customer_id = e.customer_id AND p.entry_id = e.id
   WHERE e.booked_on = {DAY} AND e.event_type = 'repayment_received'
  UNION ALL
  SELECT v.account, -v.fen FROM repayments t
    LEFT JOIN ({_FIRST_SHARED}) x ON x.customer_id = t.customer_id AND x.repayment_id = t.id
   CROSS JOIN LATERAL (VALUES ('130301', coalesce(x.before_principal_fen, t.principal_fen)),
                              ('113201', coalesce(x.before_interest_fen, t.interest_fen)),
                              ('113202', coalesce(x.before_penalty_fen, t.penalty_fen)),
                              ('122101', coalesce(x.before_fee_fen, t.fee_fen))) AS v (account, fen)
   WHERE {within("t.recorded_at", 1)} AND NOT EXISTS (
     SELECT FROM loan_acts y WHERE y.customer_id = t.customer_id AND y.id = t.id AND y.kind = 'recovery')""",
    "ledger_entries",
    "ledger_postings",
    "loan_acts",
    "repayments",
    "resharings",
)
"""A day's repayments by account: as the books took them, less as they were shared out when they were entered. What is
recovered of a loan that was written off goes another way."""

UNMATCHED: Final = of_house(
    "bank_unmatched",
    f"""
  SELECT count(*) AS lines FROM statement_lines n WHERE n.state = 'open' AND n.booked_on < {DAY} - 1""",
    "statement_lines",
)

SUSPENDED: Final = of_house(
    "bank_suspended",
    f"""
  SELECT {DAY} - min(x.booked_on) AS days
    FROM (SELECT e.booked_on, p.amount_fen,
                 sum(-least(p.amount_fen, 0)) OVER (PARTITION BY p.account_code, p.loan_id, p.funding_account_id
                                                        ORDER BY e.booked_on, p.entry_id, p.line) AS credited_fen,
                 sum(greatest(p.amount_fen, 0)) OVER (PARTITION BY p.account_code, p.loan_id, p.funding_account_id)
                 AS cleared_fen
            FROM ledger_postings p JOIN ledger_entries e ON e.customer_id = p.customer_id AND e.id = p.entry_id
           WHERE p.account_code IN {SUSPENSE} AND e.booked_on <= {DAY}) x
   WHERE x.amount_fen < 0 AND x.credited_fen > x.cleared_fen""",
    "ledger_entries",
    "ledger_postings",
)
"""How long the oldest money stands in suspense that nothing has cleared; what came first is cleared first."""

ONE_SIDED: Final = of_house(
    "bank_one_sided",
    f"""
  SELECT sum(abs(k.amount_fen)) AS fen FROM statement_breaks k
   WHERE k.kind = 'missing_in_bank' AND k.noticed_on <= {DAY}
     AND (k.state <> 'resolved' OR {local("k.resolved_at")} > {DAY})""",
    "statement_breaks",
)

CREDITED_TWICE: Final = of_house(
    "bank_twice",
    f"""
  SELECT sum(x.times - 1) AS entries
    FROM (SELECT count(*) AS times FROM repayments t
           WHERE t.reversed_by IS NULL AND {within("t.recorded_at", 1)}
           GROUP BY t.funding_account_id, t.reference) x""",
    "repayments",
)
"""Credits of a day beyond the first for one reference of a channel."""

MIXED: Final = of_house(
    "bank_mixed",
    f"""
  SELECT count(DISTINCT e.id) AS entries
    FROM ledger_postings p
    JOIN ledger_entries e ON e.customer_id = p.customer_id AND e.id = p.entry_id
    JOIN ledger_postings o ON o.customer_id = e.customer_id AND o.entry_id = e.id
    JOIN ledger_accounts a ON a.code = o.account_code AND a.kind IN ('income', 'expense', 'equity')
   WHERE p.account_code IN {SUSPENSE} AND e.booked_on <= {DAY} AND e.reverses IS NULL
     AND e.event_type NOT IN {MIXED_BY_LAW}
     AND NOT EXISTS (SELECT FROM ledger_entries v WHERE v.customer_id = e.customer_id AND v.reverses = e.id)""",
    "ledger_accounts",
    "ledger_entries",
    "ledger_postings",
)
"""Entries that mix clients' money with the lender's own and that no business event allows; those taken back not."""

ENTRIES: Final = of_house(
    "bank_entries",
    f"""
  SELECT count(*)::numeric AS entries, count(*) FILTER (WHERE e.event_type = 'reversal') AS reversals
    FROM ledger_entries e WHERE e.booked_on = {DAY}""",
    "ledger_entries",
)

PLANNED: Final = of_house(
    "bank_planned",
    """
  SELECT sum(a.amount_fen)::numeric AS fen FROM applications a WHERE a.state = 'contracted'""",
    "applications",
)
"""What is signed and waits to be paid out."""

PAID_FROM: Final = Relation(
    "bank_paid_from",
    Grain.LOAN,
    f"""
SELECT p.loan_id AS subject
  FROM ledger_entries e
  JOIN ledger_postings p ON p.customer_id = e.customer_id AND p.entry_id = e.id
  JOIN loans l ON l.customer_id = p.customer_id AND l.id = p.loan_id
 WHERE e.event_type = 'loan_disbursed' AND e.customer_id IN (SELECT customer_id FROM subjects) AND p.amount_fen < 0
   AND (p.account_code <> {BANK} OR p.funding_account_id IS DISTINCT FROM l.funding_account_id)""",
    ("ledger_entries", "ledger_postings", "loans"),
)
"""Money of a loan that was paid out from anything else than the custody account it belongs to."""

ARRIVED: Final = Relation(
    "bank_arrived",
    Grain.LOAN,
    f"""
SELECT t.loan_id AS subject,
       greatest(extract(epoch FROM t.recorded_at - coalesce(m.occurred_at,
                (t.paid_on + 1)::timestamp AT TIME ZONE 'Asia/Shanghai')) / 3600, 0) AS hours
  FROM repayments t
  LEFT JOIN debit_orders d ON d.customer_id = t.customer_id AND d.repayment_id = t.id
  LEFT JOIN bank_messages m ON m.order_number = d.number AND m.verdict = 'taken' AND m.state = 'settled'
 WHERE {within("t.recorded_at", 1)} AND t.loan_id IN (SELECT id FROM subjects)""",
    ("bank_messages", "debit_orders", "repayments"),
)
"""Repayments that were entered on the day, and how long after the bank had them: by its message where it sent one,
else from the end of the day on which it was paid."""
