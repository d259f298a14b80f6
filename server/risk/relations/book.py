# ruff: noqa: S608 - statements are put together from constants; what comes from outside is bound
"""The book as it stands: what is out, by house, region, product and officer. One scan of the running loans each.

Past due counts from the day after the oldest unpaid instalment fell due. Of what ended nothing stands in the book.
"""

from typing import Final

from server.risk.formula import Relation
from server.risk.grain import Grain

_DAY: Final = "CAST(:day AS date)"
_SUMS: Final = f"""sum(l.outstanding_fen)::numeric AS balance_fen, count(*) AS loans,
       sum(l.outstanding_fen) FILTER (WHERE {_DAY} - l.next_due_on > 30)::numeric AS late_30_fen,
       sum(l.outstanding_fen) FILTER (WHERE {_DAY} - l.next_due_on > 90)::numeric AS late_90_fen,
       count(*) FILTER (WHERE l.principal_fen > 50000000) AS large"""
_RUNNING: Final = "l.state = 'active' AND l.disbursed_on <= :day"


def figure(code: str) -> str:
    """SQL: a figure of the lender that holds on the day; null when nobody has entered one."""
    return (
        f"(SELECT f.value FROM lender_figures f WHERE f.code = '{code}' AND f.effective_from <= :day "
        "ORDER BY f.effective_from DESC, f.id DESC LIMIT 1)"
    )


HOUSE_BOOK: Final = Relation(
    "book",
    Grain.HOUSE,
    f"""
SELECT s.id AS subject, b.* FROM subjects s CROSS JOIN (SELECT {_SUMS} FROM loans l WHERE {_RUNNING}) b""",
    ("loans",),
)
HOUSE_TOP: Final = Relation(
    "top_borrowers",
    Grain.HOUSE,
    f"""
SELECT s.id AS subject, b.fen FROM subjects s CROSS JOIN (
  SELECT sum(l.outstanding_fen)::numeric AS fen FROM loans l WHERE {_RUNNING}
   GROUP BY l.customer_id ORDER BY 1 DESC LIMIT 10) b""",
    ("loans",),
)
"""The ten customers who owe most, a row each."""
HOUSE_TRADES: Final = Relation(
    "trades",
    Grain.HOUSE,
    f"""
SELECT s.id AS subject, b.fen, sum(b.fen) OVER () AS known_fen FROM subjects s CROSS JOIN (
  SELECT v.trade, sum(l.outstanding_fen)::numeric AS fen FROM visits v
    JOIN loans l ON l.customer_id = v.customer_id AND l.application_id = v.application_id
   WHERE v.state = 'standing' AND v.trade IS NOT NULL AND {_RUNNING} GROUP BY v.trade) b""",
    ("visits", "loans"),
)
"""What is out by the trade that was seen on the spot; loans without a visit have none."""
HOUSE_CHANNELS: Final = Relation(
    "channels",
    Grain.HOUSE,
    f"""
SELECT s.id AS subject, b.fen, sum(b.fen) OVER () AS paid_out_fen FROM subjects s CROSS JOIN (
  SELECT coalesce(a.channel, CASE WHEN l.import_id IS NOT NULL THEN 'import' ELSE 'staff' END) AS channel,
         sum(l.principal_fen)::numeric AS fen
    FROM loans l LEFT JOIN decision_arrivals a ON a.application_id = l.application_id
   WHERE l.disbursed_on <= :day AND l.disbursed_on > {_DAY} - interval '1 month' GROUP BY 1) b""",
    ("loans", "decision_arrivals"),
)
"""What was paid out in a month, by the way in which it was asked for; what nobody noted was typed in by staff."""
HOUSE_MATURITIES: Final = Relation(
    "maturities",
    Grain.HOUSE,
    f"""
SELECT s.id AS subject, b.fen FROM subjects s CROSS JOIN (
  SELECT sum(l.outstanding_fen)::numeric AS fen FROM loans l
   WHERE {_RUNNING} AND l.disbursed_on + make_interval(months => l.term_months::int) >= {_DAY}
     AND l.disbursed_on + make_interval(months => l.term_months::int) < {_DAY} + interval '1 year'
   GROUP BY date_trunc('month', l.disbursed_on + make_interval(months => l.term_months::int))) b""",
    ("loans",),
)
"""What is out on loans that mature within a year, a row for each month in which they do."""
HOUSE_FIGURES: Final = Relation(
    "figures",
    Grain.HOUSE,
    f"""
SELECT s.id AS subject, {figure("net_assets_last_year_end")} AS net_assets_fen,
       {figure("funding_nonstandard_fen")} AS nonstandard_fen, {figure("funding_standard_fen")} AS standard_fen,
       {figure("funding_due_30_days_fen")} AS funding_due_fen,
       (SELECT sum(h.allotted_fen - h.held_fen - h.paid_fen) FROM funding_holds h) AS cash_fen,
       (SELECT sum(e.committed_fen) FROM customer_exposures e) AS committed_fen
  FROM subjects s""",
    ("lender_figures", "funding_holds", "customer_exposures"),
)
"""What the house has told of itself, what lies ready in its funding accounts, and what it has promised to pay out."""
REGION_BOOK: Final = Relation(
    "book",
    Grain.REGION,
    f"""
SELECT CASE n.kind WHEN 'region' THEN n.id ELSE n.parent_id END AS subject, b.*,
       sum(b.balance_fen) OVER () AS house_fen, sum(b.late_30_fen) OVER () AS house_late_30_fen
  FROM (SELECT l.branch_id, {_SUMS} FROM loans l WHERE {_RUNNING} GROUP BY l.branch_id) b
  JOIN branches n ON n.id = b.branch_id""",
    ("loans", "branches"),
)
PRODUCT_BOOK: Final = Relation(
    "book",
    Grain.PRODUCT,
    f"""
SELECT md5(v.product_code)::uuid AS subject, b.*, sum(b.balance_fen) OVER () AS house_fen, t.value / 10000 AS target_npl
  FROM (SELECT l.product_version_id, {_SUMS} FROM loans l WHERE {_RUNNING} GROUP BY l.product_version_id) b
  JOIN product_versions v ON v.id = b.product_version_id
  LEFT JOIN (SELECT DISTINCT ON (f.code) f.code, f.value FROM lender_figures f
              WHERE f.code LIKE 'target\\_npl\\_bp\\_%' AND f.effective_from <= :day
              ORDER BY f.code, f.effective_from DESC, f.id DESC) t ON t.code = 'target_npl_bp_' || v.product_code""",
    ("loans", "product_versions", "lender_figures"),
)
"""By version; `target_npl` is the share of bad loans that a product was made for: a figure in basis points."""
OFFICER_BOOK: Final = Relation(
    "book",
    Grain.OFFICER,
    f"""
SELECT b.officer_id AS subject, b.*, p.* FROM (
  SELECT l.officer_id, {_SUMS} FROM loans l WHERE {_RUNNING} GROUP BY l.officer_id) b
CROSS JOIN (
  SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY o.rate)::numeric AS median_rate, avg(o.rate) AS mean_rate FROM (
    SELECT coalesce(sum(l.outstanding_fen) FILTER (WHERE {_DAY} - l.next_due_on > 30), 0)::numeric
             / sum(l.outstanding_fen) AS rate
      FROM loans l WHERE {_RUNNING} GROUP BY l.officer_id) o) p""",
    ("loans",),
)
"""An officer's book beside the middle and the mean of all officers' shares that are more than 30 days late."""
