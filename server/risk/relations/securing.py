# ruff: noqa: S608 - statements are put together from constants; what comes from outside is bound
"""What loans are secured with: charges with the items' values and policies, guarantees, who values what."""

from typing import Final

from server.risk.formula import Relation
from server.risk.grain import Grain
from server.risk.relations.moments import DAY

_LIVING: Final = "c.state IN ('agreed', 'registered')"

LOAN_CHARGES: Final = Relation(
    "charges",
    Grain.LOAN,
    f"""
SELECT s.id AS subject, c.rank + (c.prior_fen > 0)::int AS rank, c.registered_on, v.value_fen, v.valued_on,
       i.insured_until
  FROM subjects s JOIN collateral_charges c ON c.application_id = s.application_id AND {_LIVING}
  LEFT JOIN LATERAL (SELECT w.value_fen, w.valued_on FROM collateral_valuations w
                      WHERE w.item_id = c.item_id AND w.valued_on <= {DAY}
                      ORDER BY w.valued_on DESC, w.recorded_at DESC, w.id DESC LIMIT 1) v ON true
  LEFT JOIN LATERAL (SELECT max(n.valid_until) AS insured_until FROM collateral_insurances n
                      WHERE n.item_id = c.item_id AND n.valid_from <= {DAY}) i ON true""",
    ("collateral_charges", "collateral_valuations", "collateral_insurances"),
)
"""Charges that stand for a loan, with the item's last value and until when it is insured."""
LOAN_SHARED: Final = Relation(
    "shared_items",
    Grain.LOAN,
    f"""
SELECT s.id AS subject, c.item_id, count(DISTINCT l.id) AS loans
  FROM subjects s JOIN collateral_charges c ON c.application_id = s.application_id AND {_LIVING}
  JOIN collateral_charges o ON o.item_id = c.item_id AND o.state IN ('agreed', 'registered')
  JOIN loans l ON l.customer_id = o.customer_id AND l.application_id = o.application_id AND l.state = 'active'
   AND l.disbursed_on <= {DAY}
 GROUP BY s.id, c.item_id""",
    ("collateral_charges", "loans"),
)
"""Items that secure a loan, and how many running loans each of them secures."""
LOAN_GUARANTEES: Final = Relation(
    "guarantors",
    Grain.LOAN,
    """
SELECT s.id AS subject,
       (s.disbursed_on + make_interval(months => (s.term_months + p.months_after_due)::int))::date AS until
  FROM subjects s JOIN application_parties p
    ON p.customer_id = s.customer_id AND p.application_id = s.application_id
 WHERE p.role = 'guarantor' AND p.state = 'bound'""",
    ("application_parties",),
)
"""Until when guarantors of a loan can be held to it: so many months after its last instalment was due."""
REGION_VALUERS: Final = Relation(
    "valuers",
    Grain.REGION,
    f"""
SELECT CASE n.kind WHEN 'region' THEN n.id ELSE n.parent_id END AS subject, v.valued_by, count(*) AS valuations
  FROM collateral_valuations v JOIN branches n ON n.id = v.branch_id
 WHERE v.valued_on <= {DAY} AND v.valued_on > {DAY} - 90 GROUP BY 1, 2""",
    ("collateral_valuations", "branches"),
)
"""How often each valuer was asked in ninety days."""
