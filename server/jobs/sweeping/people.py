# ruff: noqa: S608 - statements are put together from constants of this folder; what comes from outside is bound
"""Decisions, identities, money-laundering watch, personal data and tickets in the sweep."""

from typing import Final

from server.jobs.sweeping.parts import HOUSE, Part, living, local, workdays

DAY: Final = "CAST(:day AS date)"
LARGE_WINDOW_DAYS: Final = 60
TABLES_OF_CUSTOMERS: Final = (
    "SELECT x.table_name FROM information_schema.columns x WHERE x.table_schema = 'public' "
    "AND x.column_name = 'customer_id'"
)

MATRIX_TIER: Final = f"""
SELECT r.tier FROM approval_matrices x JOIN approval_matrix_rows r ON r.matrix_id = x.id
JOIN product_versions v ON v.id = a.product_version_id
WHERE x.version = coalesce(
  (SELECT k.tier_version FROM approval_cases k WHERE k.customer_id = a.customer_id AND k.subject_id = a.id
   ORDER BY k.opened_at DESC, k.id DESC LIMIT 1),
  (SELECT y.version FROM approval_matrices y WHERE y.state = 'published'
   AND y.effective_from <= {local("a.decided_at")} ORDER BY y.effective_from DESC, y.version DESC LIMIT 1))
AND r.from_fen <= a.exposure_after_fen AND (r.until_fen IS NULL OR a.exposure_after_fen <= r.until_fen)
AND (r.referred IS NULL OR r.referred = EXISTS (SELECT FROM application_findings f
  WHERE f.customer_id = a.customer_id AND f.application_id = a.id AND f.submission = a.submission
  AND f.outcome <> 'pass'))
AND (cardinality(r.products) = 0 OR v.product_code = ANY (r.products))
AND (cardinality(r.grades) = 0 OR coalesce((SELECT g.grade FROM customer_ratings g
  WHERE g.customer_id = a.customer_id AND g.rated_at <= a.submitted_at
  ORDER BY g.rated_at DESC, g.id DESC LIMIT 1), 'unrated') = ANY (r.grades))
AND (cardinality(r.regions) = 0 OR coalesce((WITH RECURSIVE up AS (
  SELECT b.id, b.parent_id, b.kind FROM branches b WHERE b.id = a.branch_id
  UNION SELECT b.id, b.parent_id, b.kind FROM branches b JOIN up ON b.id = up.parent_id)
  SELECT up.id FROM up WHERE up.kind = 'region' LIMIT 1), a.branch_id) = ANY (r.regions))
ORDER BY r.number LIMIT 1
"""
"""The tier of the row of the matrix that fits an application `a` as decided: `approvals.matrix.rules` in SQL."""

DECIDED: Final = Part(
    "decided",
    ("AP-06", "AP-07", "AP-08", "PI-04"),
    f"""
SELECT v.code, 'application', a.id, a.branch_id, a.customer_id, a.officer_id, c.kind, v.facts FROM applications a
JOIN customers c ON c.customer_id = a.customer_id AND c.id = a.customer_id
CROSS JOIN LATERAL (SELECT count(*) AS reasons, coalesce(jsonb_agg(DISTINCT f.code), '[]') AS codes
  FROM application_findings f WHERE f.customer_id = a.customer_id AND f.application_id = a.id
  AND f.submission = a.submission) AS f
CROSS JOIN LATERAL (SELECT coalesce(jsonb_agg(DISTINCT w.decided_by), '[]') AS deciders FROM approval_votes w
  JOIN approval_cases k ON k.customer_id = w.customer_id AND k.id = w.case_id
  WHERE k.customer_id = a.customer_id AND k.subject_id = a.id) AS w
LEFT JOIN LATERAL ({MATRIX_TIER}) AS m ON true
CROSS JOIN LATERAL (VALUES
  ('AP-06', jsonb_build_object('exposure_after_fen', a.exposure_after_fen, 'decided_tier', a.tier,
     'matrix_tier', m.tier), a.state IN ('approved', 'contracted', 'disbursed')),
  ('AP-07', jsonb_build_object('editors', to_jsonb(a.editors), 'deciders', w.deciders), true),
  ('AP-08', jsonb_build_object('decided_by_rules', a.tier = 'automatic', 'reason_count', f.reasons, 'human_route',
     EXISTS (SELECT FROM role_operations o WHERE o.operation = 'ticket:file')), a.state = 'rejected'),
  ('PI-04', jsonb_build_object('refusal_codes', f.codes), a.state = 'rejected')
) AS v(code, facts, looked_at)
WHERE v.looked_at AND a.decided_at IS NOT NULL AND {local("a.decided_at")} = {DAY}
""",
    of_day=True,
)

OWN_DECISIONS: Final = Part(
    "own_decisions",
    ("MC-13",),
    f"""
SELECT 'MC-13', {HOUSE}, jsonb_build_object(
  'decided_count', count(*), 'own_decided_count', count(*) FILTER (WHERE EXISTS (SELECT FROM decision_assessments d
     WHERE d.customer_id = a.customer_id AND d.application_id = a.id)))
FROM applications a WHERE a.state IN ('approved', 'contracted', 'disbursed')
AND a.decided_at > {DAY} - interval '91 days' AND {local("a.decided_at")} <= {DAY}
""",
)

IDENTITIES: Final = Part(
    "identities",
    ("KY-02", "KY-03"),
    f"""
SELECT v.code, 'customer', c.id, c.branch_id, c.customer_id, c.officer_id, c.kind, v.facts FROM customers c
LEFT JOIN LATERAL (SELECT k.facts ->> 'id_valid_until' AS until, true AS held FROM compliance_checks k
  WHERE k.customer_id = c.customer_id AND k.trigger = 'application' AND k.facts ? 'id_valid_until'
  ORDER BY k.recorded_at DESC, k.id DESC LIMIT 1) AS paper ON true
CROSS JOIN LATERAL (SELECT jsonb_agg(e.facts) AS told FROM compliance_entries e
  WHERE {living("beneficial_owner")} AND e.customer_id = c.customer_id) AS owners
CROSS JOIN LATERAL (VALUES
  ('KY-02', jsonb_build_object('id_valid_until', paper.until, 'event_date', {DAY}::text),
     c.kind = 'person' AND paper.held
     AND (paper.until IS NULL OR paper.until ~ '^[0-9]' AND paper.until < {DAY}::text)),
  ('KY-03', jsonb_build_object('owners', coalesce(owners.told, '[]')), c.kind = 'company')
) AS v(code, facts, looked_at)
WHERE v.looked_at AND EXISTS (SELECT FROM loans l WHERE l.customer_id = c.customer_id AND l.state = 'active')
""",
)

LISTED: Final = Part(
    "listed",
    ("KY-04",),
    f"""
SELECT 'KY-04', 'customer', c.id, c.branch_id, c.customer_id, c.officer_id, c.kind, jsonb_build_object(
  'watch_list_hits', jsonb_agg(DISTINCT e.facts ->> 'list_code'))
FROM compliance_entries e JOIN customers c ON c.number_index = decode(e.facts ->> 'number_index', 'hex')
WHERE {living("watch_list")} GROUP BY c.id, c.branch_id, c.customer_id, c.officer_id, c.kind
""",
)

LARGE: Final = Part(
    "large",
    ("KY-05", "KY-06", "KY-07"),
    f"""
SELECT CASE WHEN m.cash THEN 'KY-05' WHEN c.kind = 'person' THEN 'KY-06' ELSE 'KY-07' END, 'customer', c.id,
  c.branch_id, c.customer_id, c.officer_id, c.kind, jsonb_build_object('day_total_fen', m.fen,
  'workdays_since', {workdays("m.day")}, 'day', m.day::text, 'reported', EXISTS (SELECT FROM compliance_entries e
     WHERE e.kind = 'large_report' AND e.customer_id = c.customer_id AND e.facts ->> 'day' = m.day::text))
FROM (
  SELECT DISTINCT ON (customer_id, cash) customer_id, cash, day, fen FROM (
    SELECT customer_id, cash, way, day, sum(fen) AS fen FROM (
      SELECT r.customer_id, true AS cash, 'in' AS way, {local("r.taken_at")} AS day, r.amount_fen AS fen
      FROM cash_receipts r WHERE r.state = 'confirmed'
      UNION ALL
      SELECT p.customer_id, false, 'in', p.paid_on, p.amount_fen FROM repayments p WHERE p.reversed_by IS NULL
      AND NOT EXISTS (SELECT FROM cash_receipts r WHERE r.customer_id = p.customer_id AND r.repayment_id = p.id)
      UNION ALL
      SELECT o.customer_id, false, 'out', {local("o.finished_at")}, o.amount_fen FROM payment_orders o
      WHERE o.state = 'settled'
    ) AS moved WHERE day BETWEEN {DAY} - {LARGE_WINDOW_DAYS} AND {DAY} GROUP BY 1, 2, 3, 4
  ) AS sums WHERE fen >= CASE WHEN cash THEN 5000000 ELSE 50000000 END
  AND NOT EXISTS (SELECT FROM compliance_entries e WHERE e.kind = 'large_report'
     AND e.customer_id = sums.customer_id AND e.facts ->> 'day' = sums.day::text)
  ORDER BY customer_id, cash, day
) AS m JOIN customers c ON c.customer_id = m.customer_id AND c.id = m.customer_id
""",
)

SUSPICIONS: Final = Part(
    "suspicions",
    ("KY-08",),
    f"""
SELECT 'KY-08', 'register_entry', e.id, CAST(:hq AS uuid), NULL::uuid, NULL::uuid, 'any',
  jsonb_build_object('suspicion_workdays', CASE WHEN e.facts ? 'filed_on' THEN 0
     ELSE {workdays("(e.facts ->> 'confirmed_on')::date")} END)
FROM compliance_entries e WHERE {living("suspicious_case")}
""",
)

TICKETS: Final = Part(
    "tickets",
    ("KY-10", "PI-07"),
    f"""
SELECT CASE WHEN t.kind = 'objection' THEN 'KY-10' ELSE 'PI-07' END, 'ticket', t.id, t.branch_id, t.customer_id,
  t.officer_id, c.kind, jsonb_build_object('opened_on', t.opened_on::text, 'answered_on', '',
  'event_date', {DAY}::text, 'storage_only', false)
FROM compliance_tickets t JOIN customers c ON c.customer_id = t.customer_id AND c.id = t.customer_id
WHERE t.state = 'open' AND t.kind IN ('objection', 'withdrawal', 'erasure') AND t.due_on < {DAY}
""",
)

SENSITIVE: Final = Part(
    "sensitive",
    ("PI-02",),
    """
SELECT 'PI-02', 'customer', c.id, c.branch_id, c.customer_id, c.officer_id, c.kind, jsonb_build_object(
  'sensitive_fields', jsonb_build_array('bank_account'), 'separate_consents', '[]'::jsonb)
FROM customers c WHERE c.kind = 'person'
AND EXISTS (SELECT FROM bank_accounts b WHERE b.customer_id = c.customer_id)
AND NOT EXISTS (SELECT FROM erasures d WHERE d.customer_id = c.customer_id AND d.done_at IS NOT NULL)
AND NOT EXISTS (SELECT FROM consents s WHERE s.customer_id = c.customer_id AND s.purpose = 'bank_account'
  AND NOT EXISTS (SELECT FROM consent_withdrawals w WHERE w.customer_id = s.customer_id AND w.purpose = s.purpose
  AND w.withdrawn_at >= s.given_at))
""",
)

INCOME: Final = Part(
    "income",
    ("CR-05",),
    """
SELECT 'CR-05', 'customer', c.id, c.branch_id, c.customer_id, c.officer_id, c.kind, jsonb_build_object(
  'collected_fields', jsonb_build_array('income'), 'written_consent', s.given, 'adverse_notice', s.given)
FROM customers c CROSS JOIN LATERAL (SELECT EXISTS (SELECT FROM consents s WHERE s.customer_id = c.customer_id
  AND s.purpose = 'income_written') AS given) AS s WHERE c.income_monthly_fen IS NOT NULL AND NOT s.given
""",
)

KEPT: Final = Part(
    "kept",
    ("PI-08",),
    f"""
SELECT 'PI-08', 'customer', c.id, c.branch_id, c.customer_id, c.officer_id, c.kind, jsonb_build_object(
  'ended_on', r.ended_on::text, 'event_date', {DAY}::text, 'on_hold', EXISTS (SELECT FROM legal_holds h
     WHERE h.customer_id = c.customer_id AND h.lifted_at IS NULL))
FROM customers c CROSS JOIN LATERAL (SELECT greatest(
  (SELECT max(coalesce(l.closed_on, l.written_off_on)) FROM loans l WHERE l.customer_id = c.customer_id),
  (SELECT max({local("coalesce(a.decided_at, a.created_at)")}) FROM applications a WHERE a.customer_id = c.customer_id),
  {local("c.created_at")}) AS ended_on) AS r
WHERE r.ended_on < {DAY} - interval '10 years' AND NOT EXISTS (SELECT FROM erasures d
  WHERE d.customer_id = c.customer_id AND d.done_at IS NOT NULL)
AND NOT EXISTS (SELECT FROM loans l WHERE l.customer_id = c.customer_id
  AND l.state IN ('active', 'pending_disbursement'))
""",
)

LOOKED_AT: Final = Part(
    "looked_at",
    ("PI-10",),
    f"""
SELECT 'PI-10', 'audit_record', r.id, coalesce(r.branch_id, CAST(:hq AS uuid)), NULL::uuid, NULL::uuid, 'any',
  jsonb_build_object(
  'viewer_operations', jsonb_build_array('customer:reveal'), 'needed_operation', 'customer:reveal',
  'reason', r.changes ->> 'reason')
FROM audit_records r WHERE r.operation = 'customer:reveal' AND r.outcome = 'done' AND {local("r.at")} = {DAY}
AND btrim(coalesce(r.changes ->> 'reason', '')) = ''
""",
    of_day=True,
)

CALLS: Final = Part(
    "calls",
    ("CL-09",),
    f"""
SELECT 'CL-09', 'contact', k.id, k.branch_id, k.customer_id, k.officer_id, 'any', jsonb_build_object(
  'recorded', k.recorded, 'called_on', k.local_date::text,
  'recording_deleted_on', coalesce(k.recording_deleted_on::text, ''))
FROM collection_contacts k WHERE k.channel = 'call' AND k.connected AND (k.local_date = {DAY}
  OR k.recording_deleted_on = {DAY})
""",
    of_day=True,
)

COLUMNS: Final = Part(
    "columns",
    ("CR-04", "PI-03"),
    f"""
SELECT v.code, {HOUSE}, jsonb_build_object('collected_fields', f.names)
FROM (VALUES ('CR-04'), ('PI-03')) AS v(code) CROSS JOIN (SELECT jsonb_agg(DISTINCT n.name) AS names FROM (
  SELECT x.column_name::text AS name FROM information_schema.columns x WHERE x.table_name IN ({TABLES_OF_CUSTOMERS})
  UNION SELECT jsonb_array_elements_text(e.facts -> 'fields') FROM compliance_entries e
  WHERE {living("collection_form")}) AS n) AS f
""",
)

PARTS: Final = (
    DECIDED,
    OWN_DECISIONS,
    IDENTITIES,
    LISTED,
    LARGE,
    SUSPICIONS,
    TICKETS,
    SENSITIVE,
    INCOME,
    KEPT,
    LOOKED_AT,
    CALLS,
    COLUMNS,
)
