# ruff: noqa: S608 - statements are put together from constants; what comes from outside is bound
"""What the law is about: questions to sources, consents, money that moved, registers, findings, signatures, prices."""

from typing import Final

from server.risk.formula import Relation
from server.risk.grain import Grain
from server.risk.relations.moments import DAY, ENDS, local, within, workdays

DISCLOSED_SINCE: Final = "2026-08-01"
"""From this day on a cost disclosure is confirmed before a contract (综合融资成本明示表, CP-18)."""
OWNER_PERCENT: Final = 25
LPR: Final = (
    f"(SELECT y.rate FROM lpr_rates y WHERE y.tenor = '1y' AND y.effective_from <= {DAY} "
    "ORDER BY y.effective_from DESC LIMIT 1)"
)
"""SQL: the prime rate of the day; null where none is known."""


def living(kind: str, name: str = "e", on: str = DAY) -> str:
    """SQL: entries of a register that stand on a day."""
    return (
        f"{name}.kind = '{kind}' AND {name}.entered_on <= {on} AND ({name}.ended_on IS NULL OR {name}.ended_on > {on})"
    )


_IN_FORCE: Final = """x.kind = 'authorisation' AND x.customer_id = q.customer_id AND x.facts ->> 'signed' = 'true'
   AND x.facts ->> 'from' <= q.asked_on::text AND coalesce(x.facts ->> 'until', '9999') >= q.asked_on::text
   AND (x.ended_on IS NULL OR x.ended_on > q.asked_on)"""

QUERIES: Final = Relation(
    "law_queries",
    Grain.CUSTOMER,
    f"""
SELECT q.customer_id AS subject, q.id, q.consented, bool_or(x.id IS NOT NULL) AS authorised,
       coalesce(bool_or(x.facts -> 'scopes' @> to_jsonb(q.reason)), false) AS in_scope
  FROM (SELECT i.customer_id, i.id, i.reason, i.consent_id IS NOT NULL AS consented, {local("i.asked_at")} AS asked_on
          FROM connector_inquiries i JOIN connector_sources c ON c.code = i.source AND c.needs_authorisation
         WHERE i.asked_at < {ENDS} AND i.customer_id IN (SELECT id FROM subjects)) q
  LEFT JOIN compliance_entries x ON {_IN_FORCE}
 GROUP BY q.customer_id, q.id, q.consented""",
    ("compliance_entries", "connector_inquiries", "connector_sources"),
)
"""Questions for which the law wants a written authorisation: whether one was in force, and whether for this reason."""

_WITHDRAWN: Final = """EXISTS (SELECT FROM consent_withdrawals w WHERE w.customer_id = s.customer_id
   AND w.purpose = s.purpose AND w.withdrawn_at >= s.given_at)"""

UNCONSENTED: Final = Relation(
    "law_sensitive",
    Grain.CUSTOMER,
    f"""
SELECT b.customer_id AS subject, 'account' AS what
  FROM (SELECT DISTINCT customer_id FROM bank_accounts WHERE customer_id IN (SELECT id FROM subjects)) b
 WHERE NOT EXISTS (SELECT FROM consents s WHERE s.customer_id = b.customer_id AND s.purpose = 'bank_account'
                      AND s.given_at < {ENDS} AND NOT {_WITHDRAWN})
UNION ALL
SELECT i.customer_id, 'face' FROM connector_inquiries i JOIN connector_sources c ON c.code = i.source
 WHERE c.kind = 'liveness' AND i.consent_id IS NULL AND i.asked_at < {ENDS}
   AND i.customer_id IN (SELECT id FROM subjects)
 GROUP BY i.customer_id""",
    ("bank_accounts", "connector_inquiries", "connector_sources", "consent_withdrawals", "consents"),
)
"""Kinds of sensitive data of a customer that are held without a consent of their own (个保法 29)."""

AFTER_WITHDRAWAL: Final = Relation(
    "law_withdrawn",
    Grain.CUSTOMER,
    f"""
SELECT i.customer_id AS subject, i.id
  FROM connector_inquiries i
  JOIN consent_withdrawals w ON w.customer_id = i.customer_id AND w.purpose = i.consent_purpose
   AND w.withdrawn_at < i.asked_at
 WHERE i.asked_at < {ENDS} AND i.customer_id IN (SELECT id FROM subjects)
   AND NOT EXISTS (SELECT FROM consents s WHERE s.customer_id = w.customer_id AND s.purpose = w.purpose
                      AND s.given_at >= w.withdrawn_at AND s.given_at <= i.asked_at)""",
    ("connector_inquiries", "consent_withdrawals", "consents"),
)
"""Questions that went out although the consent they stood on had been taken back and not been given again."""

SUSPICIONS: Final = Relation(
    "law_suspicions",
    Grain.CUSTOMER,
    f"""
SELECT e.customer_id AS subject,
       {workdays("(e.facts ->> 'confirmed_on')::date", f"coalesce((e.facts ->> 'filed_on')::date, {DAY})")} AS days
  FROM compliance_entries e
 WHERE {living("suspicious_case")} AND e.customer_id IN (SELECT id FROM subjects)
   AND coalesce(e.facts ->> 'filed_on', '9999') > ({DAY} - 30)::text""",
    ("calendar_days", "compliance_entries"),
)
"""Confirmed suspicions that are not reported, or were in the last thirty days, with the working days it took."""

MOVED: Final = Relation(
    "law_moved",
    Grain.CUSTOMER,
    f"""
SELECT c.customer_id AS subject, 'cash' AS way, c.amount_fen FROM cash_receipts c
 WHERE c.state = 'confirmed' AND {within("c.taken_at", 1)} AND c.customer_id IN (SELECT id FROM subjects)
UNION ALL
SELECT t.customer_id, 'in', t.amount_fen FROM repayments t
 WHERE t.reversed_by IS NULL AND t.paid_on = {DAY} AND t.customer_id IN (SELECT id FROM subjects)
   AND NOT EXISTS (SELECT FROM cash_receipts c WHERE c.customer_id = t.customer_id AND c.repayment_id = t.id)
UNION ALL
SELECT o.customer_id, 'out', o.amount_fen FROM payment_orders o
 WHERE o.state = 'settled' AND {within("o.finished_at", 1)} AND o.customer_id IN (SELECT id FROM subjects)""",
    ("cash_receipts", "payment_orders", "repayments"),
)
"""Money of the day: cash over the counter, transfers from him and to him (令〔2016〕第3号 counts each way apart)."""

LISTED: Final = Relation(
    "law_listed",
    Grain.CUSTOMER,
    f"""
SELECT c.id AS subject FROM compliance_entries e
  JOIN customers c ON encode(c.number_index, 'hex') = e.facts ->> 'number_index'
 WHERE {living("watch_list")} AND c.id IN (SELECT id FROM subjects)""",
    ("compliance_entries", "customers"),
)

OWNERS: Final = Relation(
    "law_owners",
    Grain.CUSTOMER,
    f"""
SELECT e.customer_id AS subject, e.facts ->> 'identified' = 'true' AS identified
  FROM compliance_entries e
 WHERE {living("beneficial_owner")} AND (e.facts ->> 'share_percent')::numeric >= {OWNER_PERCENT}
   AND e.customer_id IN (SELECT id FROM subjects)""",
    ("compliance_entries",),
)

PRICED: Final = Relation(
    "law_priced",
    Grain.APPLICATION,
    """
SELECT a.id AS subject, coalesce(a.apr, a.rate_annual, v.rate_annual) AS cost
  FROM applications a JOIN product_versions v ON v.id = a.product_version_id
 WHERE a.id IN (SELECT id FROM subjects)""",
    ("applications", "product_versions"),
)
"""The whole cost of credit a year, fees and all; until it was worked out, the rate of the product."""

OFFERED: Final = Relation(
    "law_offered",
    Grain.PRODUCT,
    f"""
SELECT md5(v.product_code)::uuid AS subject, coalesce(v.rate_annual_max, v.rate_annual) AS cost
  FROM product_versions v
 WHERE v.effective_from <= {DAY} AND (v.effective_until IS NULL OR v.effective_until >= {DAY})
UNION ALL
SELECT md5(v.product_code)::uuid, max(a.apr)
  FROM applications a JOIN product_versions v ON v.id = a.product_version_id
 WHERE {within("a.submitted_at", 30)} AND a.apr IS NOT NULL GROUP BY v.product_code""",
    ("applications", "product_versions"),
)
"""What a product costs a year at most: by its versions in force, and as it was priced in the last thirty days."""

PAID_OUT: Final = Relation(
    "law_paid_out",
    Grain.HOUSE,
    f"""
SELECT s.id AS subject, b.* FROM subjects s CROSS JOIN (
  SELECT sum(l.principal_fen)::numeric AS fen,
         CASE WHEN bool_and(y.rate IS NOT NULL)
              THEN coalesce(sum(l.principal_fen) FILTER (WHERE coalesce(a.apr, l.rate_annual) > 4 * y.rate), 0)::numeric
         END AS dear_fen
    FROM loans l LEFT JOIN applications a ON a.customer_id = l.customer_id AND a.id = l.application_id
    LEFT JOIN LATERAL (SELECT r.rate FROM lpr_rates r WHERE r.tenor = '1y' AND r.effective_from <= l.disbursed_on
                        ORDER BY r.effective_from DESC LIMIT 1) y ON true
   WHERE l.disbursed_on <= {DAY} AND l.disbursed_on > {DAY} - interval '1 month' AND l.import_id IS NULL) b""",
    ("applications", "loans", "lpr_rates"),
)
"""Loans of a month, and those that cost more than four times the prime rate of their day."""

BLOCKED: Final = Relation(
    "law_blocked",
    Grain.HOUSE,
    f"""
SELECT s.id AS subject, b.* FROM subjects s CROSS JOIN (
  SELECT count(*)::numeric AS blocked, count(*) FILTER (WHERE f.waiver_agreed_by IS NOT NULL) AS overturned
    FROM compliance_findings f
   WHERE f.severity = 'block' AND f.found_on <= {DAY} AND f.found_on > {DAY} - 30) b""",
    ("compliance_findings",),
)
"""What broke a rule that blocks, in thirty days, and what of it two people have let stand."""

UNMENDED: Final = Relation(
    "law_unmended",
    Grain.POLICY,
    f"""
SELECT md5(f.rule_code)::uuid AS subject, {DAY} - f.due_on AS days FROM compliance_findings f
 WHERE f.found_on <= {DAY} AND f.due_on < {DAY} AND (f.state = 'open' OR f.mended_on > {DAY})""",
    ("compliance_findings",),
)

CLASSED: Final = Relation(
    "law_classed",
    Grain.LOAN,
    f"""
SELECT x.id AS subject, x.lags, count(*) FILTER (WHERE x.lags) OVER (PARTITION BY x.customer_id) AS lagging
  FROM (SELECT l.id, l.customer_id,
               CASE c.tier WHEN 'normal' THEN 1 WHEN 'special_mention' THEN 2 WHEN 'substandard' THEN 3
                           WHEN 'doubtful' THEN 4 ELSE 5 END
               < CASE WHEN {DAY} - l.next_due_on > 360 THEN 5 WHEN {DAY} - l.next_due_on > 270 THEN 4
                      WHEN {DAY} - l.next_due_on > 90 THEN 3 WHEN {DAY} - l.next_due_on > 0 THEN 2 ELSE 1 END AS lags
          FROM loans l JOIN loan_classes c ON c.customer_id = l.customer_id AND c.id = l.id
         WHERE l.state = 'active' AND c.done_on IS NULL
           AND l.customer_id IN (SELECT customer_id FROM subjects)) x""",
    ("loan_classes", "loans"),
)
"""Running loans whose tier is better than their days past due allow (金融资产风险分类办法 10 to 13), each with how many
of its borrower's are so."""

UNDISCLOSED: Final = Relation(
    "law_undisclosed",
    Grain.LOAN,
    f"""
SELECT l.id AS subject
  FROM loans l JOIN contracts k ON k.customer_id = l.customer_id AND k.id = l.contract_id
  LEFT JOIN disclosures d ON d.customer_id = k.customer_id AND d.contract_id = k.id AND d.confirmed_at <= k.signed_at
 WHERE l.id IN (SELECT id FROM subjects) AND d.id IS NULL AND {local("k.signed_at")} >= '{DISCLOSED_SINCE}'""",
    ("contracts", "disclosures", "loans"),
)

UNSOUND_SIGNATURES: Final = Relation(
    "law_signatures",
    Grain.LOAN,
    """
SELECT l.id AS subject
  FROM loans l JOIN contracts k ON k.customer_id = l.customer_id AND k.id = l.contract_id
 WHERE l.id IN (SELECT id FROM subjects) AND k.template_id IS NOT NULL AND k.signed_at IS NOT NULL
   AND (k.sealed_blob IS NULL OR k.evidence ->> 'pdf_digest' IS DISTINCT FROM k.pdf_digest
        OR k.evidence ->> 'link_id' IS NULL OR k.evidence ->> 'code_sent_at' IS NULL)
UNION ALL
SELECT l.id FROM loans l
  JOIN contract_signers g ON g.customer_id = l.customer_id AND g.contract_id = l.contract_id
 WHERE l.id IN (SELECT id FROM subjects) AND g.signed_at IS NULL""",
    ("contract_signers", "contracts", "loans"),
)
"""Electronic signatures that do not hold: no sealed paper, another paper than was signed, or no proof of who signed."""
