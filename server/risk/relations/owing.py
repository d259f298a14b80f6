# ruff: noqa: S608 - statements are put together from constants; what comes from outside is bound
"""What a customer owes the house, alone and with his group, and the lender's net assets that it is measured on."""

from typing import Final

from server.risk.formula import Relation
from server.risk.grain import Grain
from server.risk.relations.book import figure


def _purposes(code: str) -> str:
    """SQL: the purposes that a rule of law names on the day."""
    return (
        f"(SELECT r.parameters -> 'purposes' FROM compliance_rules r WHERE r.code = '{code}' "
        "AND r.effective_from <= :day AND (r.effective_until IS NULL OR r.effective_until >= :day) "
        "ORDER BY r.version DESC LIMIT 1)"
    )


CUSTOMER_OWING: Final = Relation(
    "owing",
    Grain.CUSTOMER,
    f"""
SELECT l.customer_id AS subject, l.outstanding_fen::numeric AS fen,
       coalesce(jsonb_exists({_purposes("MC-03")}, a.purpose), false) AS consumes,
       coalesce(jsonb_exists({_purposes("MC-04")}, a.purpose), false) AS trades
  FROM loans l LEFT JOIN applications a ON a.customer_id = l.customer_id AND a.id = l.application_id
 WHERE l.state = 'active' AND l.disbursed_on <= :day AND l.customer_id IN (SELECT id FROM subjects)""",
    ("loans", "applications", "compliance_rules"),
)
"""Running loans; whether they are for consumption or for trade is as the rules MC-03 and MC-04 have it."""
CUSTOMER_GROUP: Final = Relation(
    "group_owing",
    Grain.CUSTOMER,
    """
SELECT e.customer_id AS subject, l.outstanding_fen::numeric AS fen
  FROM customer_exposures e JOIN customer_exposures m ON m.group_id = e.group_id
  JOIN loans l ON l.customer_id = m.customer_id AND l.state = 'active' AND l.disbursed_on <= :day
 WHERE e.group_id IS NOT NULL AND e.customer_id IN (SELECT id FROM subjects)""",
    ("customer_exposures", "loans"),
)
"""Running loans of everybody in his group, himself among them; who is in none has none."""
CUSTOMER_LENDER: Final = Relation(
    "lender",
    Grain.CUSTOMER,
    f"""
SELECT s.id AS subject, f.net_assets_fen FROM subjects s
 CROSS JOIN (SELECT {figure("net_assets_last_year_end")} AS net_assets_fen) f""",
    ("lender_figures",),
)
