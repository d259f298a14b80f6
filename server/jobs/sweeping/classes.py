# ruff: noqa: S608 - statements are put together from constants of this folder; what comes from outside is bound
"""The tiers of the book against what they rest on, as of the newest day that is classified."""

from typing import Final

from server.jobs.sweeping.lending import LOAN
from server.jobs.sweeping.parts import Part

SEEN: Final = """
WITH seen AS (SELECT max(r.business_date) AS day FROM classification_runs r
               WHERE r.state = 'done' AND r.business_date <= CAST(:day AS date))
"""
"""Tiers and days past due are those of one evening: of a day that is not classified yet nothing is said."""

TIERS: Final = Part(
    "tiers",
    ("AS-01", "AS-03", "AS-06"),
    f"""{SEEN}
SELECT v.code, {LOAN}, v.facts
  FROM loans l
  JOIN customers c ON c.customer_id = l.customer_id AND c.id = l.customer_id
  JOIN loan_classes k ON k.customer_id = l.customer_id AND k.id = l.id AND k.done_on IS NULL
  CROSS JOIN seen
  JOIN loan_tiers t ON t.customer_id = l.customer_id AND t.loan_id = l.id AND t.from_on <= seen.day
       AND (t.until_on IS NULL OR t.until_on > seen.day)
  LEFT JOIN loan_accruals a ON a.accrued_on = seen.day AND a.loan_id = l.id
  CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE x.kind <> 'rate_change') AS restructures,
           coalesce(bool_or(x.kind = 'rate_change' AND x.detail->>'penalty_multiple' IS NOT NULL), false) AS misused
      FROM loan_acts x
     WHERE x.customer_id = l.customer_id AND x.loan_id = l.id AND x.booked_on <= seen.day
       AND x.kind IN ('reschedule', 'holiday', 'rate_change')
       AND NOT EXISTS (SELECT FROM loan_acts b WHERE b.customer_id = x.customer_id AND b.reverses = x.id
                          AND b.booked_on <= seen.day)
  ) AS x
  CROSS JOIN LATERAL (VALUES
    ('AS-01', jsonb_build_object('tier', t.tier, 'days_past_due', coalesce(a.days_past_due, 0)),
     t.tier <> 'loss' AND a.days_past_due > 0),
    ('AS-03', jsonb_build_object('tier', t.tier, 'restructures_observed', x.restructures - k.restructures_passed),
     x.restructures > k.restructures_passed),
    ('AS-06', jsonb_build_object('tier', t.tier, 'purpose_changed', x.misused), x.misused)
  ) AS v(code, facts, looked_at)
 WHERE v.looked_at AND l.state = 'active' AND l.disbursed_on <= seen.day
""",
)

UPGRADES: Final = Part(
    "upgrades",
    ("AS-04",),
    f"""
SELECT 'AS-04', {LOAN}, jsonb_build_object(
         'tier_before', b.tier, 'tier', t.tier, 'clear_since',
         CASE WHEN k.clear_since <= t.from_on THEN k.clear_since::text
           WHEN k.classified_on = t.from_on THEN '' END,
         'dues_clear', (SELECT count(*) FROM instalments i WHERE i.customer_id = l.customer_id AND i.loan_id = l.id
                           AND i.due_on >= k.clear_since AND i.due_on < t.from_on), 'event_date', t.from_on)
  FROM loan_tiers t
  JOIN loan_tiers b ON b.customer_id = t.customer_id AND b.loan_id = t.loan_id AND b.until_on = t.from_on
       AND b.from_on < b.until_on
  JOIN loans l ON l.customer_id = t.customer_id AND l.id = t.loan_id
  JOIN loan_classes k ON k.customer_id = l.customer_id AND k.id = l.id
  JOIN customers c ON c.customer_id = l.customer_id AND c.id = l.customer_id
 WHERE t.from_on = CAST(:day AS date) AND (t.until_on IS NULL OR t.until_on > t.from_on)
   AND b.tier IN ('substandard', 'doubtful', 'loss') AND t.tier IN ('normal', 'special_mention')
""",
    of_day=True,
)

IMPAIRED: Final = Part(
    "impaired",
    ("AS-05",),
    f"""
SELECT 'AS-05', {LOAN}, jsonb_build_object(
         'tier', m.tier, 'expected_loss_fen', m.expected_fen, 'balance_fen', m.balance_fen)
  FROM classification_months m
  JOIN loans l ON l.customer_id = m.customer_id AND l.id = m.loan_id
  JOIN customers c ON c.customer_id = l.customer_id AND c.id = l.customer_id
 WHERE m.month = (SELECT max(x.month) FROM classification_months x WHERE x.month < CAST(:day AS date))
   AND m.expected_fen * 2 >= m.balance_fen AND m.tier <> 'loss' AND l.state = 'active'
""",
)

PARTS: Final = (TIERS, UPGRADES, IMPAIRED)
