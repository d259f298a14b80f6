"""Who is measured: one SELECT for each grain, with whose he is, for scopes and for whoever is told.

Every SELECT gives `id` (UUID), `label` (what staff call him), `customer_id`, `branch_id`, `officer_id` (null where he
has none) and whatever formulas read of him. What has a code and no number, like a product, is numbered by the
MD5 of its code. `:low` and `:high` bound the span, `:day` is the business date.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final
from uuid import UUID

from server.risk.formula import Subjects
from server.risk.grain import Grain
from server.risk.relations.moments import within

LOWEST: Final = UUID(int=0)
HIGHEST: Final = UUID(int=2**128 - 1)
"""Between these lies every id."""

LOANS: Final = Subjects(
    Grain.LOAN,
    """SELECT l.id, l.number AS label, l.customer_id, l.branch_id, l.officer_id, l.application_id, l.contract_id,
       l.product_version_id, l.principal_fen, l.outstanding_fen, l.disbursed_on, l.closed_on, l.state, l.rate_annual,
       l.term_months, l.next_due_on
  FROM loans l WHERE l.disbursed_on <= :day AND l.id > :low AND l.id <= :high""",
    ("loans",),
)
CUSTOMERS: Final = Subjects(
    Grain.CUSTOMER,
    """SELECT c.id, c.name_masked AS label, c.id AS customer_id, c.branch_id, c.officer_id, c.kind,
       c.income_monthly_fen, c.debt_monthly_fen, c.birth_year
  FROM customers c WHERE c.state = 'active' AND c.id > :low AND c.id <= :high""",
    ("customers",),
)
APPLICATIONS: Final = Subjects(
    Grain.APPLICATION,
    f"""SELECT a.id, a.number AS label, a.customer_id, a.branch_id, a.officer_id, a.product_version_id, a.state, a.tier,
       a.requested_amount_fen, a.amount_fen, a.term_months, a.purpose, a.account_id, a.case_id,
       a.created_at, a.submitted_at, a.decided_at
  FROM applications a
 WHERE {within("a.created_at", 91)}
   AND a.id > :low AND a.id <= :high""",  # noqa: S608 - a constant between constants
    ("applications",),
)
"""Applications of the last ninety days: an older one is a loan, or is over."""
OFFICERS: Final = Subjects(
    Grain.OFFICER,
    """SELECT s.id, s.name AS label, CAST(NULL AS uuid) AS customer_id, s.branch_id, s.id AS officer_id
  FROM staff s WHERE s.state = 'active' AND s.id > :low AND s.id <= :high""",
    ("staff",),
)
PRODUCTS: Final = Subjects(
    Grain.PRODUCT,
    """SELECT md5(p.code)::uuid AS id, p.code AS label, CAST(NULL AS uuid) AS customer_id,
       CAST(NULL AS uuid) AS branch_id, CAST(NULL AS uuid) AS officer_id, p.code
  FROM products p WHERE md5(p.code)::uuid > :low AND md5(p.code)::uuid <= :high""",
    ("products",),
)
REGIONS: Final = Subjects(
    Grain.REGION,
    """SELECT b.id, b.name AS label, CAST(NULL AS uuid) AS customer_id, b.id AS branch_id,
       CAST(NULL AS uuid) AS officer_id
  FROM branches b WHERE b.kind = 'region' AND b.id > :low AND b.id <= :high""",
    ("branches",),
)
HOUSE: Final = Subjects(
    Grain.HOUSE,
    """SELECT b.id, b.name AS label, CAST(NULL AS uuid) AS customer_id, b.id AS branch_id,
       CAST(NULL AS uuid) AS officer_id
  FROM branches b WHERE b.kind = 'headquarters' AND b.id > :low AND b.id <= :high""",
    ("branches",),
)
MARKET: Final = Subjects(
    Grain.MARKET,
    """SELECT b.id, '市场' AS label, CAST(NULL AS uuid) AS customer_id, b.id AS branch_id,
       CAST(NULL AS uuid) AS officer_id
  FROM branches b WHERE b.kind = 'headquarters' AND b.id > :low AND b.id <= :high""",
    ("branches",),
)
"""One market: what headquarters sees of it."""
POLICIES: Final = Subjects(
    Grain.POLICY,
    """SELECT p.*, CAST(NULL AS uuid) AS customer_id, CAST(NULL AS uuid) AS branch_id, CAST(NULL AS uuid) AS officer_id
  FROM (SELECT md5(r.code)::uuid AS id, r.code AS label, 'rule' AS kind, CAST(NULL AS jsonb) AS facts
          FROM (SELECT c.code FROM compliance_rules c
                 UNION SELECT x.rule ->> 'code' FROM decision_editions d
                   CROSS JOIN LATERAL jsonb_array_elements(d.rules) AS x (rule) WHERE d.kind = 'rules') r
        UNION ALL
        SELECT e.id, e.name, 'policy', e.facts FROM compliance_entries e
         WHERE e.kind = 'policy' AND e.entered_on <= :day AND (e.ended_on IS NULL OR e.ended_on > :day)) p
 WHERE p.id > :low AND p.id <= :high""",
    ("compliance_entries", "compliance_rules", "decision_editions"),
)
"""Rules of law and of risk by their codes, and policies that the register of compliance knows."""

SUBJECTS: Final[Mapping[Grain, Subjects]] = MappingProxyType(
    {one.grain: one for one in (CUSTOMERS, APPLICATIONS, LOANS, OFFICERS, PRODUCTS, REGIONS, HOUSE, MARKET, POLICIES)}
)
