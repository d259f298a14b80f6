# ruff: noqa: S608 - statements are put together from constants of this folder; what comes from outside is bound
"""Loans, payments and contracts in the sweep."""

from typing import Final

from server.jobs.sweeping.parts import HOUSE, Part, living, local

LOAN: Final = "'loan', l.id, l.branch_id, l.customer_id, l.officer_id, c.kind"
DAY: Final = "CAST(:day AS date)"
EVIDENCE_WINDOW_DAYS: Final = 120
"""Older loans are the post-loan inspection's; the evidence of use is asked for in the first months."""

PAYOUTS: Final = Part(
    "payouts",
    ("PR-01", "MC-11"),
    f"""
SELECT v.code, {LOAN}, v.facts FROM payment_orders o
JOIN loans l ON l.customer_id = o.customer_id AND l.id = o.loan_id
JOIN customers c ON c.customer_id = l.customer_id AND c.id = l.customer_id
JOIN funding_accounts a ON a.id = o.funding_account_id
CROSS JOIN LATERAL (VALUES
  ('PR-01', jsonb_build_object('principal_fen', l.principal_fen, 'paid_out_fen', o.amount_fen, 'fees_withheld_fen', 0)),
  ('MC-11', jsonb_build_object('money_accounts', jsonb_build_array(a.account_number), 'registered_accounts',
     (SELECT coalesce(jsonb_agg(f.account_number), '[]') FROM funding_accounts f WHERE f.state = 'open')))
) AS v(code, facts)
WHERE o.kind = 'disbursement' AND o.state = 'settled' AND {local("o.finished_at")} = {DAY}
""",
    of_day=True,
)

USE: Final = Part(
    "use",
    ("MC-09", "MC-10"),
    f"""
SELECT v.code, {LOAN}, v.facts FROM loans l
JOIN customers c ON c.customer_id = l.customer_id AND c.id = l.customer_id
JOIN applications a ON a.customer_id = l.customer_id AND a.id = l.application_id
LEFT JOIN contracts k ON k.customer_id = l.customer_id AND k.id = l.contract_id
CROSS JOIN LATERAL (
  SELECT coalesce(jsonb_agg(e.facts ->> 'payee_kind'), '[]') AS payees, count(*) AS seen FROM compliance_entries e
  WHERE {living("fund_use")} AND e.customer_id = l.customer_id AND e.facts ->> 'loan_id' = l.id::text
) AS used
CROSS JOIN LATERAL (
  SELECT count(*) AS seen FROM entrusted_payees p
  WHERE p.customer_id = l.customer_id AND p.application_id = l.application_id
) AS supplier
CROSS JOIN LATERAL (VALUES
  ('MC-09', jsonb_build_object('purpose', a.purpose, 'payee_kinds', used.payees)),
  ('MC-10', jsonb_build_object('contract_purpose', coalesce(k.terms ->> 'purpose', ''),
     'days_since_disbursement', {DAY} - l.disbursed_on, 'use_evidence', used.seen + supplier.seen))
) AS v(code, facts)
WHERE l.state = 'active' AND l.disbursed_on > {DAY} - {EVIDENCE_WINDOW_DAYS}
""",
)

RUNNING: Final = Part(
    "running",
    ("PR-13", "PR-14", "CT-07"),
    f"""
SELECT v.code, {LOAN}, v.facts FROM loans l
JOIN customers c ON c.customer_id = l.customer_id AND c.id = l.customer_id
CROSS JOIN LATERAL (VALUES
  ('PR-13', jsonb_build_object('penalty_multiple', l.penalty_multiple::text, 'penalty_reason', 'overdue'),
     l.penalty_multiple NOT BETWEEN 1.3 AND 1.5),
  ('PR-14', jsonb_build_object('penalty_rate', l.penalty_rate::text, 'late_fee_rate', CASE WHEN EXISTS (
       SELECT FROM loan_acts t WHERE t.customer_id = l.customer_id AND t.loan_id = l.id AND t.kind = 'fee'
       AND t.detail ->> 'late' = 'true') THEN NULL ELSE '0' END),
     l.penalty_rate > 0.24 OR EXISTS (SELECT FROM loan_acts t WHERE t.customer_id = l.customer_id
       AND t.loan_id = l.id AND t.kind = 'fee' AND t.detail ->> 'late' = 'true')),
  ('CT-07', jsonb_build_object('allocation_order', coalesce(l.servicing -> 'order', '[]'), 'agreed_order',
     jsonb_build_array('fee', 'penalty', 'interest', 'principal')),
     l.servicing -> 'order' IS DISTINCT FROM jsonb_build_array('fee', 'penalty', 'interest', 'principal'))
) AS v(code, facts, looked_at)
WHERE l.state = 'active' AND v.looked_at
""",
)

CAPITALISED: Final = Part(
    "capitalised",
    ("PR-15",),
    f"""
SELECT 'PR-15', {LOAN}, jsonb_build_object(
  'capitalised_interest_fen', s.fen - l.principal_fen, 'rate_annual', l.rate_annual::text,
  'lpr_1y', (SELECT r.rate::text FROM lpr_rates r WHERE r.tenor = '1y' AND r.effective_from <= l.disbursed_on
     ORDER BY r.effective_from DESC LIMIT 1))
FROM loans l JOIN customers c ON c.customer_id = l.customer_id AND c.id = l.customer_id
JOIN (SELECT i.customer_id, i.loan_id, sum(i.principal_fen) AS fen FROM instalments i
  WHERE (i.customer_id, i.loan_id) IN (SELECT t.customer_id, t.loan_id FROM loan_acts t WHERE t.kind = 'reschedule')
  GROUP BY 1, 2) AS s ON s.customer_id = l.customer_id AND s.loan_id = l.id
WHERE l.state = 'active' AND s.fen > l.principal_fen
""",
)

SIGNED: Final = Part(
    "signed",
    ("CT-04", "PR-09", "PR-10"),
    f"""
SELECT v.code, 'contract', k.id, k.branch_id, k.customer_id, k.officer_id, c.kind, v.facts FROM contracts k
JOIN customers c ON c.customer_id = k.customer_id AND c.id = k.customer_id
LEFT JOIN disclosures d ON d.customer_id = k.customer_id AND d.contract_id = k.id
CROSS JOIN LATERAL (VALUES
  ('CT-04', jsonb_build_object('signature_proofs', jsonb_build_object(
     'exclusive', k.evidence ->> 'link_id' IS NOT NULL AND EXISTS (SELECT FROM signing_links s
        WHERE s.customer_id = k.customer_id AND s.contract_id = k.id AND s.used_at IS NOT NULL),
     'sole_control', k.evidence ->> 'code_sent_at' IS NOT NULL,
     'signature', k.sealed_blob IS NOT NULL,
     'document_unchanged', k.evidence ->> 'pdf_digest' = k.pdf_digest))),
  ('PR-09', jsonb_build_object('contract_at', k.signed_at::text, 'confirmed_at', coalesce(d.confirmed_at::text, ''),
     'disclosure_parts', (SELECT coalesce(jsonb_agg(p.name), '[]') FROM (VALUES
        ('principal', d.form ? 'principal_fen'), ('items', d.form ? 'items'),
        ('method', d.form #> '{{items,0}}' ? 'method'), ('standard', d.form #> '{{items,0}}' ? 'standard'),
        ('collector', d.form #> '{{items,0}}' ? 'collector'), ('apr_normal', d.form ? 'apr'),
        ('contingent', d.form ? 'contingent'), ('no_other_fee', d.form ->> 'no_other_fee' = 'true')
        ) AS p(name, there) WHERE p.there))),
  ('PR-10', jsonb_build_object('signed_online', k.template_id IS NOT NULL, 'form_popped_up', d.opened_at IS NOT NULL,
     'form_read_seconds', coalesce(floor(extract(epoch FROM d.confirmed_at - d.opened_at)), 0)))
) AS v(code, facts)
WHERE k.state = 'signed' AND {local("k.signed_at")} = {DAY}
""",
    of_day=True,
)

FEES: Final = Part(
    "fees",
    ("PR-11",),
    f"""
SELECT 'PR-11', {LOAN}, jsonb_build_object(
  'fee_codes', jsonb_agg(DISTINCT CASE WHEN t.detail ->> 'late' = 'true' THEN 'late_fee' ELSE 'charged_fee' END),
  'disclosed_fees', CASE WHEN jsonb_array_length(coalesce(k.terms -> 'fees', '[]')) > 0
     THEN jsonb_build_array('charged_fee') ELSE '[]'::jsonb END)
FROM loan_acts t JOIN loans l ON l.customer_id = t.customer_id AND l.id = t.loan_id
JOIN customers c ON c.customer_id = l.customer_id AND c.id = l.customer_id
JOIN contracts k ON k.customer_id = l.customer_id AND k.id = l.contract_id
WHERE t.kind = 'fee' AND {local("t.recorded_at")} = {DAY} AND NOT EXISTS (SELECT FROM loan_acts b
  WHERE b.customer_id = t.customer_id AND b.loan_id = t.loan_id AND b.reverses = t.id)
GROUP BY l.id, l.branch_id, l.customer_id, l.officer_id, c.kind, k.terms
""",
    of_day=True,
)

ONLINE: Final = Part(
    "online",
    ("MC-08",),
    f"""
SELECT 'MC-08', {LOAN}, jsonb_build_object('steps_online', jsonb_build_object(
  'apply', l.import_id IS NULL, 'review', l.import_id IS NULL, 'approve', l.application_id IS NOT NULL,
  'disburse', EXISTS (SELECT FROM payment_orders o WHERE o.customer_id = l.customer_id AND o.loan_id = l.id
     AND o.kind = 'disbursement' AND o.channel = 'api'),
  'collect', NOT EXISTS (SELECT FROM cash_receipts r WHERE r.customer_id = l.customer_id AND r.loan_id = l.id
     AND r.state = 'confirmed')))
FROM loans l JOIN customers c ON c.customer_id = l.customer_id AND c.id = l.customer_id WHERE l.state = 'active'
""",
)

REPAID: Final = Part(
    "repaid",
    ("CU-03",),
    f"""
SELECT 'CU-03', 'repayment', r.id, r.branch_id, r.customer_id, r.officer_id, c.kind, jsonb_build_object(
  'paid_fen', r.amount_fen, 'shared_fen', jsonb_build_object('principal', s.principal, 'interest', s.interest,
     'fee', s.fee, 'penalty', s.penalty, 'excess', r.excess_fen))
FROM repayments r JOIN customers c ON c.customer_id = r.customer_id AND c.id = r.customer_id
CROSS JOIN LATERAL (SELECT coalesce(sum(p.principal_fen), 0) AS principal, coalesce(sum(p.interest_fen), 0) AS interest,
  coalesce(sum(p.fee_fen), 0) AS fee, coalesce(sum(p.penalty_fen), 0) AS penalty FROM repayment_splits p
  WHERE p.customer_id = r.customer_id AND p.repayment_id = r.id) AS s
WHERE r.reversed_by IS NULL AND {local("r.recorded_at")} = {DAY}
""",
    of_day=True,
)

APPROVED: Final = (
    "'repayment_received', 'repayment_reshared', 'excess_refunded', 'recovered', 'reversal', 'loan_brought_in', "
    "'cash_taken'"
)
"""Events by which clients' money may stand in one entry with the lender's own."""

MIXED: Final = Part(
    "mixed",
    ("CU-01",),
    f"""
SELECT 'CU-01', {HOUSE}, jsonb_build_object('unapproved_mixed_entries', (
  SELECT count(*) FROM ledger_entries e WHERE e.booked_on = CAST(:day AS date) AND e.reverses IS NULL
  AND e.event_type NOT IN ({APPROVED})
  AND EXISTS (SELECT FROM ledger_postings p JOIN ledger_accounts a ON a.code = p.account_code
     WHERE p.customer_id = e.customer_id AND p.entry_id = e.id AND p.account_code = CAST(:suspense AS text))
  AND EXISTS (SELECT FROM ledger_postings p JOIN ledger_accounts a ON a.code = p.account_code
     WHERE p.customer_id = e.customer_id AND p.entry_id = e.id AND a.kind IN ('income', 'expense', 'equity'))))
""",
)

PARTS: Final = (PAYOUTS, USE, RUNNING, CAPITALISED, SIGNED, FEES, ONLINE, REPAID, MIXED)
