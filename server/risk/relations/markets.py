# ruff: noqa: S608 - statements are put together from constants; what comes from outside is bound
"""The world outside: figures of the market as headquarters enters them, the prime rate, policies, trades of the book.

Figures of the market are figures of the lender whose code begins with `market_`; those of a trade or a city end with
it (`market_npl_catering`). What nobody has entered is unknown.
"""

from typing import Final

from server.risk.formula import Relation
from server.risk.grain import Grain
from server.risk.relations.book import figure
from server.risk.relations.moments import DAY

_ENTERED: Final = f"""
SELECT DISTINCT ON (f.code, f.effective_from) f.code, f.effective_from, f.value FROM lender_figures f
 WHERE f.code LIKE 'market\\_%' AND f.effective_from <= {DAY} AND f.effective_from > {DAY} - interval '2 years'
 ORDER BY f.code, f.effective_from, f.id DESC"""
MARKET_FIGURES: Final = Relation(
    "market_figures",
    Grain.MARKET,
    f"""
SELECT s.id AS subject, e.code, e.value, row_number() OVER newest AS position,
       CASE WHEN bool_and(e.value < 50) OVER newest THEN row_number() OVER newest ELSE 0 END AS below_50
  FROM subjects s CROSS JOIN ({_ENTERED}) e
WINDOW newest AS (PARTITION BY e.code ORDER BY e.effective_from DESC)""",
    ("lender_figures",),
)
"""All figures, the newest of each first; `below_50` is for how many in a row, with this one, it was below 50."""
MARKET_PRICES: Final = Relation(
    "market_prices",
    Grain.MARKET,
    f"""
SELECT s.id AS subject, c.code, stddev_samp(c.change) AS deviation FROM subjects s CROSS JOIN (
  SELECT e.code, e.effective_from, e.value / nullif(lag(e.value) OVER earlier, 0) - 1 AS change
    FROM ({_ENTERED}) e WHERE e.code LIKE 'market\\_price\\_index\\_%'
  WINDOW earlier AS (PARTITION BY e.code ORDER BY e.effective_from)) c
 WHERE c.effective_from > {DAY} - 60 GROUP BY s.id, c.code""",
    ("lender_figures",),
)
"""By how much the price index of each trade swings from one figure to the next, over 60 days."""


def _rate(on: str) -> str:
    """SQL: the one-year prime rate that holds on a day."""
    return (
        f"(SELECT p.rate FROM lpr_rates p WHERE p.tenor = '1y' AND p.effective_from <= {on} "
        "ORDER BY p.effective_from DESC LIMIT 1)"
    )


MARKET_PRIME: Final = Relation(
    "prime_rate",
    Grain.MARKET,
    f"""
SELECT s.id AS subject, {_rate(DAY)} AS now, {_rate(f"({DAY} - interval '3 months')::date")} AS before
  FROM subjects s""",
    ("lpr_rates",),
)
PRODUCT_RATES: Final = Relation(
    "rates",
    Grain.PRODUCT,
    f"""
SELECT md5(v.product_code)::uuid AS subject, l.apr, {_rate(DAY)} AS prime
  FROM (SELECT k.product_version_id, max(greatest(k.rate_annual, a.apr)) AS apr
          FROM loans k LEFT JOIN applications a ON a.customer_id = k.customer_id AND a.id = k.application_id
         WHERE k.state = 'active' AND k.disbursed_on <= {DAY} GROUP BY k.product_version_id) l
  JOIN product_versions v ON v.id = l.product_version_id""",
    ("loans", "applications", "product_versions", "lpr_rates"),
)
"""The dearest running loan of each version: all it costs a year, or its rate where that was not worked out."""
HOUSE_COST: Final = Relation(
    "funding_cost",
    Grain.HOUSE,
    f"""
SELECT s.id AS subject, {figure("funding_cost_annual")} AS now,
       (SELECT f.value FROM lender_figures f
         WHERE f.code = 'funding_cost_annual' AND f.effective_from <= {DAY} - interval '3 months'
         ORDER BY f.effective_from DESC, f.id DESC LIMIT 1) AS before
  FROM subjects s""",
    ("lender_figures",),
)
"""What the house pays a year for its own money, as it has entered it: now and three months ago."""
HOUSE_YIELD: Final = Relation(
    "loan_yield",
    Grain.HOUSE,
    f"""
SELECT s.id AS subject, b.* FROM subjects s CROSS JOIN (
  SELECT sum(l.outstanding_fen)::numeric AS balance_fen, sum(l.outstanding_fen * l.rate_annual) AS yearly_fen
    FROM loans l WHERE l.state = 'active' AND l.disbursed_on <= {DAY}) b""",
    ("loans",),
)
_TRADES: Final = f"""
  SELECT v.trade, l.branch_id, sum(l.outstanding_fen)::numeric AS fen,
         coalesce(sum(l.outstanding_fen) FILTER (WHERE {DAY} - l.next_due_on > 90), 0)::numeric AS bad_fen
    FROM loans l LEFT JOIN visits v
      ON v.customer_id = l.customer_id AND v.application_id = l.application_id AND v.state = 'standing'
   WHERE l.state = 'active' AND l.disbursed_on <= {DAY} GROUP BY v.trade, l.branch_id"""


def _of_trade(kind: str) -> str:
    """SQL: the last figure of a kind for the trade `b.trade`."""
    return (
        f"(SELECT f.value FROM lender_figures f WHERE f.code = 'market_{kind}_' || b.trade "
        f"AND f.effective_from <= {DAY} ORDER BY f.effective_from DESC, f.id DESC LIMIT 1)"
    )


HOUSE_TRADES: Final = Relation(
    "trade_quality",
    Grain.HOUSE,
    f"""
SELECT s.id AS subject, b.trade, b.fen, b.bad_fen, {_of_trade("npl")} AS market_npl,
       coalesce({_of_trade("restricted")}, 0) > 0 AS is_restricted
  FROM subjects s CROSS JOIN (
  SELECT t.trade, sum(t.fen) AS fen, sum(t.bad_fen) AS bad_fen FROM ({_TRADES}) t GROUP BY t.trade) b""",
    ("loans", "visits", "lender_figures"),
)
"""The book by the trade that was seen on the spot (null: nobody went), what of it is bad, and the trade outside."""
_NOTICES: Final = f"""
SELECT e.id, e.facts ->> 'kind' AS kind, e.facts ->> 'branch_code' AS branch_code, e.facts ->> 'trade' AS trade,
       (e.facts ->> 'effective_on')::date AS effective_on, (e.facts ->> 'implemented_on')::date AS implemented_on
  FROM compliance_entries e
 WHERE e.kind = 'policy' AND e.entered_on <= {DAY} AND (e.ended_on IS NULL OR e.ended_on > {DAY})"""
POLICY_BOOK: Final = Relation(
    "touched_book",
    Grain.POLICY,
    f"""
SELECT n.id AS subject, b.fen, b.trade = n.trade OR n.branch_code IN (o.code, p.code) AS touched
  FROM ({_NOTICES}) n CROSS JOIN ({_TRADES}) b
  JOIN branches o ON o.id = b.branch_id LEFT JOIN branches p ON p.id = o.parent_id
 WHERE n.id IN (SELECT id FROM subjects)""",
    ("compliance_entries", "loans", "visits", "branches"),
)
"""The book by trade and branch, and whether a policy is about that trade, that branch or its region."""
POLICY_OPEN: Final = Relation(
    "open_policies",
    Grain.POLICY,
    f"""
SELECT s.id AS subject, n.id FROM subjects s CROSS JOIN ({_NOTICES}) n
 WHERE n.effective_on <= {DAY} AND (n.implemented_on IS NULL OR n.implemented_on > {DAY})""",
    ("compliance_entries",),
)
"""Policies that hold and that the house has not carried out."""
REGION_DISASTERS: Final = Relation(
    "disasters",
    Grain.REGION,
    f"""
SELECT CASE o.kind WHEN 'region' THEN o.id ELSE o.parent_id END AS subject, b.fen, sum(b.fen) OVER () AS house_fen,
       EXISTS (SELECT FROM ({_NOTICES}) n WHERE n.kind = 'disaster' AND n.effective_on <= {DAY}
                  AND n.branch_code IN (o.code, p.code)) AS stricken
  FROM (SELECT l.branch_id, sum(l.outstanding_fen)::numeric AS fen FROM loans l
         WHERE l.state = 'active' AND l.disbursed_on <= {DAY} GROUP BY l.branch_id) b
  JOIN branches o ON o.id = b.branch_id LEFT JOIN branches p ON p.id = o.parent_id""",
    ("loans", "branches", "compliance_entries"),
)
"""The book by branch, and whether a notice of disaster is out for the branch or its region."""
