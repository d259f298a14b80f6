# ruff: noqa: S608 - statements are put together from constants; what comes from outside is bound
"""The books of month's ends as classification keeps them: how loans roll between buckets, tiers, vintages.

The present month is the last one that was booked and is over on the day.
"""

from typing import Final

from server.risk.formula import Relation
from server.risk.grain import Grain

_LAST: Final = (
    "(SELECT max(month) FROM classification_months WHERE month < date_trunc('month', CAST(:day AS date) + 1)::date)"
)
_MOB: Final = (
    "((extract(year FROM m.month) - extract(year FROM m.disbursed_on)) * 12"
    " + extract(month FROM m.month) - extract(month FROM m.disbursed_on))::int"
)

HOUSE_ROLLS: Final = Relation(
    "rolls",
    Grain.HOUSE,
    f"""
SELECT s.id AS subject, b.* FROM subjects s CROSS JOIN (
  SELECT before.bucket AS former, now.bucket AS present, sum(before.balance_fen)::numeric AS former_fen,
         sum(now.balance_fen)::numeric AS present_fen
    FROM classification_months before
    LEFT JOIN classification_months now ON now.month = {_LAST} AND now.loan_id = before.loan_id
   WHERE before.month = ({_LAST} - interval '1 month')::date
   GROUP BY 1, 2) b""",
    ("classification_months",),
)
"""From the bucket of a month earlier to the present one, null for what has ended; what was and what is out."""
HOUSE_MONTH: Final = Relation(
    "month_book",
    Grain.HOUSE,
    f"""
SELECT s.id AS subject, b.* FROM subjects s CROSS JOIN (
  SELECT m.month, sum(m.balance_fen)::numeric AS balance_fen, sum(m.provision_fen)::numeric AS provision_fen,
         sum(m.balance_fen) FILTER (WHERE m.tier IN ('substandard', 'doubtful', 'loss'))::numeric AS bad_fen,
         sum(m.balance_fen) FILTER (WHERE m.tier = 'special_mention')::numeric AS watched_fen,
         sum(m.balance_fen) FILTER (WHERE m.days_past_due > 90)::numeric AS late_90_fen,
         m.month = {_LAST} AS is_present
    FROM classification_months m
   WHERE m.month IN ({_LAST}, ({_LAST} - interval '1 month')::date) GROUP BY m.month) b""",
    ("classification_months",),
)
"""The present month and the one before it."""
HOUSE_RESTRUCTURED: Final = Relation(
    "restructured",
    Grain.HOUSE,
    """
SELECT s.id AS subject, b.* FROM subjects s CROSS JOIN (
  SELECT count(*) AS loans,
         count(*) FILTER (WHERE l.state = 'active' AND CAST(:day AS date) - l.next_due_on > 30) AS late
    FROM loans l
   WHERE (l.customer_id, l.id) IN (
     SELECT a.customer_id, a.loan_id FROM loan_acts a
      WHERE a.kind = 'reschedule' AND a.value_on <= :day AND a.value_on > CAST(:day AS date) - interval '6 months'
        AND NOT EXISTS (SELECT FROM loan_acts b WHERE b.customer_id = a.customer_id AND b.reverses = a.id))) b""",
    ("loans", "loan_acts"),
)
"""Loans that were put on another schedule within six months, and how many of them are late again."""
HOUSE_LOSSES: Final = Relation(
    "losses",
    Grain.HOUSE,
    """
SELECT s.id AS subject, b.* FROM subjects s CROSS JOIN (
  SELECT coalesce(sum(a.amount_fen) FILTER (WHERE a.kind = 'write_off'), 0)::numeric AS written_off_fen,
         coalesce(sum(a.amount_fen) FILTER (WHERE a.kind = 'recovery'), 0)::numeric AS recovered_fen
    FROM loan_acts a
   WHERE a.kind IN ('write_off', 'recovery') AND a.value_on <= :day
     AND a.value_on > CAST(:day AS date) - interval '1 month'
     AND NOT EXISTS (SELECT FROM loan_acts b WHERE b.customer_id = a.customer_id AND b.reverses = a.id)) b""",
    ("loan_acts",),
)
"""What was written off and what came in on written-off loans in a month."""
PRODUCT_VINTAGES: Final = Relation(
    "vintages",
    Grain.PRODUCT,
    f"""
SELECT md5(v.product_code)::uuid AS subject, v.age, v.principal_fen,
       CASE WHEN EXISTS (SELECT FROM classification_months k WHERE k.month = (v.vintage + interval '3 months')::date)
            THEN coalesce(b.mob_3_late_30_fen, 0) END AS mob_3_late_30_fen,
       coalesce(b.mob_6_late_30_fen, 0) AS mob_6_late_30_fen,
       coalesce(b.mob_12_late_90_fen, 0) AS mob_12_late_90_fen
  FROM (SELECT p.product_code, date_trunc('month', l.disbursed_on)::date AS vintage,
               ((extract(year FROM {_LAST}) - extract(year FROM l.disbursed_on)) * 12
                 + extract(month FROM {_LAST}) - extract(month FROM l.disbursed_on))::int AS age,
               sum(l.principal_fen)::numeric AS principal_fen
          FROM loans l JOIN product_versions p ON p.id = l.product_version_id
         WHERE l.disbursed_on >= {_LAST} - interval '12 months' AND l.disbursed_on <= :day AND l.state <> 'void'
         GROUP BY 1, 2, 3) v
  LEFT JOIN (
    SELECT m.product_code, date_trunc('month', m.disbursed_on)::date AS vintage,
           sum(m.balance_fen) FILTER (WHERE {_MOB} = 3)::numeric AS mob_3_late_30_fen,
           sum(m.balance_fen) FILTER (WHERE {_MOB} = 6)::numeric AS mob_6_late_30_fen,
           sum(m.balance_fen) FILTER (WHERE {_MOB} = 12 AND m.days_past_due > 90)::numeric AS mob_12_late_90_fen
      FROM classification_months m
     WHERE m.month > {_LAST} - interval '5 months' AND m.month <= {_LAST} AND m.days_past_due > 30
       AND {_MOB} IN (3, 6, 12)
     GROUP BY 1, 2) b ON b.product_code = v.product_code AND b.vintage = v.vintage""",
    ("classification_months", "loans", "product_versions"),
)
"""Months of disbursement, `age` months before the present one, with what of them was late at 3, 6 and 12 months."""
