# ruff: noqa: S608 - statements are put together from constants of this folder; what comes from outside is bound
"""The house itself in the sweep: funding, registers, partners."""

from typing import Final

from server.jobs.sweeping.parts import HOUSE, Part, living

DAY: Final = "CAST(:day AS date)"
ENTRY: Final = "'register_entry', e.id, CAST(:hq AS uuid), NULL::uuid, NULL::uuid, 'any'"


def figure(code: str) -> str:
    """SQL: a figure of the lender on the day, as a whole number."""
    return (
        f"(SELECT f.value::bigint FROM lender_figures f WHERE f.code = '{code}' AND f.effective_from <= {DAY} "
        "ORDER BY f.effective_from DESC, f.id DESC LIMIT 1)"
    )


def named(role: str) -> str:
    """SQL: partners of one role that stand on the day, with their names."""
    return (
        "(SELECT coalesce(jsonb_agg(p.facts || jsonb_build_object('name', p.name)), '[]') FROM compliance_entries p "
        f"WHERE {living('partner', 'p')} AND p.facts ->> 'role' = '{role}')"
    )


FUNDING: Final = Part(
    "funding",
    ("MC-05", "MC-06"),
    f"""
SELECT v.code, {HOUSE}, v.facts FROM (VALUES
  ('MC-05', jsonb_build_object('funding_nonstandard_fen', {figure("funding_nonstandard_fen")},
     'net_assets_last_year_end', {figure("net_assets_last_year_end")})),
  ('MC-06', jsonb_build_object('funding_standard_fen', {figure("funding_standard_fen")},
     'net_assets_last_year_end', {figure("net_assets_last_year_end")}))
) AS v(code, facts)
""",
)

PARTNERS: Final = Part(
    "partners",
    ("MC-12", "CR-06", "PI-06", "CL-11"),
    f"""
SELECT v.code, {HOUSE}, v.facts FROM (VALUES
  ('MC-12', jsonb_build_object('event_date', {DAY}::text, 'partners', (SELECT coalesce(jsonb_agg(DISTINCT n.name), '[]')
     FROM (SELECT a.bank_name AS name FROM funding_accounts a WHERE a.state = 'open' AND a.is_bank_partner
     UNION SELECT t.name FROM client_teams t WHERE t.code LIKE 'partner%') AS n),
     'partner_list', (SELECT coalesce(jsonb_agg(jsonb_build_object('name', p.name, 'until', p.facts -> 'until')), '[]')
     FROM compliance_entries p WHERE {living("partner", "p")}))),
  ('CR-06', jsonb_build_object('data_sources', {named("data_source")})),
  ('PI-06', jsonb_build_object('processors', {named("processor")}, 'event_date', {DAY}::text)),
  ('CL-11', jsonb_build_object('agencies', {named("agency")}))
) AS v(code, facts)
""",
)

AGENCIES: Final = Part(
    "agencies",
    ("CL-10",),
    f"""
SELECT 'CL-10', {ENTRY}, jsonb_build_object('agency_since', e.facts ->> 'since',
  'last_review_on', coalesce(e.facts ->> 'last_review_on', ''), 'agreement_until', coalesce(e.facts ->> 'until', ''),
  'event_date', {DAY}::text)
FROM compliance_entries e WHERE {living("partner")} AND e.facts ->> 'role' = 'agency'
""",
)

MARKETING: Final = Part(
    "marketing",
    ("PR-06", "PR-08", "AP-05"),
    f"""
SELECT v.code, {ENTRY}, v.facts FROM compliance_entries e
CROSS JOIN LATERAL (SELECT e.facts || jsonb_build_object('name', e.name) AS told) AS m
CROSS JOIN LATERAL (VALUES
  ('PR-06', jsonb_build_object('materials', jsonb_build_array(m.told))),
  ('AP-05', jsonb_build_object('materials', jsonb_build_array(m.told))),
  ('PR-08', jsonb_build_object('rates_shown', jsonb_build_array(m.told)))
) AS v(code, facts) WHERE {living("marketing")}
""",
)

ENTRIES: Final = Part(
    "entries",
    ("CR-02", "PI-05", "PI-11", "PI-12", "PI-14"),
    f"""
SELECT v.code, {ENTRY}, v.facts FROM compliance_entries e CROSS JOIN LATERAL (VALUES
  ('CR-02', 'credit_report', jsonb_build_object('notice_on', coalesce(e.facts ->> 'notice_on', ''),
     'reported_on', coalesce(e.facts ->> 'reported_on', ''))),
  ('PI-05', 'sharing', jsonb_build_object('recipient', e.facts -> 'recipient',
     'consented_recipients', e.facts -> 'consented_recipients')),
  ('PI-11', 'incident', jsonb_build_object('detected_at', e.facts -> 'detected_at', 'notified_at',
     coalesce(e.facts ->> 'notified_at', ''), 'event_at',
     (({DAY} + 1)::timestamp AT TIME ZONE 'Asia/Shanghai')::text)),
  ('PI-12', 'transfer', jsonb_build_object('transfers',
     jsonb_build_array(e.facts || jsonb_build_object('name', e.name)))),
  ('PI-14', 'log_deletion', jsonb_build_object('deleted_log_days', e.facts -> 'youngest_days'))
) AS v(code, register, facts)
WHERE e.kind = v.register AND (e.ended_on IS NULL OR e.ended_on > {DAY})
""",
)

MODELS: Final = Part(
    "models",
    ("AP-09",),
    f"""
SELECT 'AP-09', {ENTRY}, jsonb_build_object('price_features', e.facts -> 'features')
FROM compliance_entries e WHERE {living("pricing_model")}
""",
)

ASSESSED: Final = Part(
    "assessed",
    ("PI-09", "PI-13"),
    f"""
SELECT v.code, {HOUSE}, v.facts FROM (VALUES
  ('PI-09', jsonb_build_object('event_date', {DAY}::text, 'activities', (SELECT coalesce(jsonb_agg(n.name), '[]') FROM (
     SELECT 'sensitive' AS name WHERE EXISTS (SELECT FROM bank_accounts)
     UNION SELECT 'automated_decision' WHERE EXISTS (SELECT FROM applications WHERE tier = 'automatic')
     UNION SELECT 'share' WHERE EXISTS (SELECT FROM compliance_entries WHERE kind = 'sharing')) AS n),
     'assessments', (SELECT coalesce(jsonb_object_agg(p.facts ->> 'activity', p.facts ->> 'made_on'), '{{}}')
     FROM (SELECT DISTINCT ON (p.facts ->> 'activity') p.facts FROM compliance_entries p
       WHERE {living("impact_assessment", "p")} ORDER BY p.facts ->> 'activity', p.facts ->> 'made_on' DESC) AS p))),
  ('PI-13', jsonb_build_object('persons', (SELECT count(*) FROM customers WHERE kind = 'person'),
     'event_date', {DAY}::text, 'last_audit_on', (SELECT max(p.facts ->> 'made_on') FROM compliance_entries p
     WHERE {living("privacy_audit", "p")})))
) AS v(code, facts)
""",
)

PARTS: Final = (FUNDING, PARTNERS, AGENCIES, MARKETING, ENTRIES, MODELS, ASSESSED)
