"""The set-based statements of classifying: who is looked at, what is known of them, and what is written of them."""

from typing import Final

from sqlalchemy import text

# Who may have moved: arrears of the day, whoever is not plainly normal, loans that are new or have ended, and people of
# whom something was recorded since the last run. Records that were merged into one person go together.
CHOOSE: Final = text("""
WITH moved AS (
  SELECT l.customer_id FROM loan_accruals a JOIN loans l ON l.id = a.loan_id
   WHERE a.accrued_on = :on AND a.days_past_due > 0
  UNION
  SELECT customer_id FROM loan_classes WHERE done_on IS NULL AND (tier <> 'normal' OR clear_since IS NULL)
  UNION
  SELECT l.customer_id FROM loans l LEFT JOIN loan_classes c ON c.customer_id = l.customer_id AND c.id = l.id
   WHERE l.state = 'active' AND l.disbursed_on <= :on AND (c.id IS NULL OR c.done_on IS NOT NULL)
  UNION
  SELECT c.customer_id FROM loan_classes c JOIN loans l ON l.customer_id = c.customer_id AND l.id = c.id
   WHERE c.done_on IS NULL AND l.state <> 'active'
  UNION
  SELECT customer_id FROM loan_acts
   WHERE recorded_at >= :since AND kind IN ('reschedule', 'holiday', 'rate_change', 'reversal')
  UNION
  SELECT customer_id FROM loan_grounds WHERE greatest(noted_at, lifted_at) >= :since
  UNION
  SELECT customer_id FROM connector_inquiries WHERE answered_at >= :since
  UNION
  SELECT customer_id FROM compliance_entries
   WHERE kind = 'fund_use' AND customer_id IS NOT NULL AND entered_at >= :since
), people AS (
  SELECT DISTINCT coalesce(c.merged_into, c.customer_id) AS person_id
    FROM moved m JOIN customers c ON c.customer_id = m.customer_id
), together AS (
  SELECT c.customer_id, p.person_id, c.branch_id, c.officer_id
    FROM people p JOIN customers c ON c.customer_id = p.person_id
  UNION
  SELECT c.customer_id, p.person_id, c.branch_id, c.officer_id
    FROM customers c JOIN people p ON p.person_id = c.merged_into
)
INSERT INTO classification_queue (customer_id, person_id, branch_id, officer_id)
SELECT customer_id, person_id, branch_id, officer_id FROM together ON CONFLICT DO NOTHING
""")

NEXT_PEOPLE: Final = text("""
DELETE FROM classification_queue WHERE person_id IN (
  SELECT DISTINCT person_id FROM classification_queue ORDER BY person_id LIMIT :size
) RETURNING customer_id, person_id
""")

# A customer and all whose records were merged into the same person.
PERSON: Final = text("""
SELECT c.customer_id, coalesce(c.merged_into, c.customer_id) AS person_id FROM customers c
 WHERE c.customer_id IN (
   SELECT coalesce(merged_into, customer_id) FROM customers WHERE customer_id = :customer
 ) OR c.merged_into IN (SELECT coalesce(merged_into, customer_id) FROM customers WHERE customer_id = :customer)
""")

# A standing for every loan that has none, so that whoever classifies can lock it.
STAND: Final = text("""
INSERT INTO loan_classes (customer_id, id, branch_id, officer_id, tier, own_tier, clear_since, restructures_passed,
                          causes, classified_on)
SELECT l.customer_id, l.id, l.branch_id, l.officer_id, 'normal', 'normal', NULL, 0, '{}', :on
  FROM loans l WHERE l.customer_id = ANY (CAST(:ids AS uuid[])) AND l.state = 'active' AND l.disbursed_on <= :on
 ORDER BY l.id ON CONFLICT DO NOTHING
""")
LOCK: Final = text("""
SELECT c.id FROM loan_classes c
 WHERE c.customer_id = ANY (CAST(:ids AS uuid[])) ORDER BY c.id FOR UPDATE
""")

# All that `rules` looks at, a row for each loan with a standing: days past due by the day's closing (for a judgement
# during the day by the calendar), acts that restructured it and were not reversed, how many due dates it has been clear
# for, grounds by hand, and the newest word of each source.
FACTS: Final = text("""
WITH told AS MATERIALIZED (
  SELECT DISTINCT ON (q.customer_id, fact->>'code') q.customer_id, fact->>'code' AS code, fact->>'value' AS value
    FROM connector_inquiries q, LATERAL jsonb_array_elements(q.facts) AS fact
   WHERE q.customer_id = ANY (CAST(:ids AS uuid[])) AND q.answered_at IS NOT NULL
     AND fact->>'code' IN ('court_record', 'bureau_overdue_now', 'register_active')
   ORDER BY q.customer_id, fact->>'code', q.answered_at DESC, q.id DESC
)
SELECT c.customer_id, c.id, c.branch_id, c.officer_id, l.state = 'active' AND l.disbursed_on <= :on AS runs, c.done_on,
       l.outstanding_fen AS balance_fen, CASE WHEN :closed THEN coalesce(a.days_past_due, 0)
            WHEN l.next_due_on < :on THEN :on - l.next_due_on ELSE 0 END AS days_past_due,
       c.tier, c.own_tier, c.clear_since, c.restructures_passed, c.causes,
       r.restructures, r.restructured_on, r.purpose_changed, d.resumed_on,
       CASE WHEN n.looked THEN n.dues_clear ELSE 0 END AS dues_clear,
       CASE WHEN n.looked THEN n.dues_resumed ELSE 0 END AS dues_resumed,
       g.kinds AS ground_kinds, g.tiers AS ground_tiers,
       EXISTS (SELECT FROM told t WHERE t.customer_id = c.customer_id AND t.code = 'court_record'
                  AND t.value = 'dishonest') AS dishonest,
       EXISTS (SELECT FROM told t WHERE t.customer_id = c.customer_id AND t.code = 'bureau_overdue_now'
                  AND t.value = 'true') AS overdue_elsewhere,
       EXISTS (SELECT FROM told t WHERE t.customer_id = c.customer_id AND t.code = 'register_active'
                  AND t.value = 'false') AS out_of_business,
       EXISTS (SELECT FROM compliance_entries u WHERE u.customer_id = c.customer_id AND u.kind = 'fund_use'
                  AND u.facts->>'loan_id' = c.id::text AND u.ended_on IS NULL
                  AND u.facts->>'payee_kind' = ANY (:forbidden)) AS misused,
       p.id AS present_id,
       coalesce(p.from_on, (SELECT max(e.until_on) FROM loan_tiers e
                             WHERE e.customer_id = c.customer_id AND e.loan_id = c.id)) AS not_before
  FROM loan_classes c
  JOIN loans l ON l.customer_id = c.customer_id AND l.id = c.id
  LEFT JOIN loan_accruals a ON a.accrued_on = :on AND a.loan_id = c.id
  LEFT JOIN loan_tiers p ON p.customer_id = c.customer_id AND p.loan_id = c.id AND p.until_on IS NULL
  LEFT JOIN LATERAL (
    SELECT count(*) FILTER (WHERE t.kind <> 'rate_change') AS restructures,
           max(t.value_on) FILTER (WHERE t.kind <> 'rate_change') AS restructured_on,
           coalesce(bool_or(t.kind = 'rate_change' AND t.detail->>'penalty_multiple' IS NOT NULL), false)
             AS purpose_changed
      FROM loan_acts t
     WHERE t.customer_id = c.customer_id AND t.loan_id = c.id AND t.booked_on <= :on AND l.acts > 1
       AND t.kind IN ('reschedule', 'holiday', 'rate_change')
       AND NOT EXISTS (SELECT FROM loan_acts b WHERE b.customer_id = t.customer_id AND b.reverses = t.id
                          AND b.booked_on <= :on)
  ) AS r ON true
  LEFT JOIN LATERAL (
    SELECT min(i.due_on) AS resumed_on FROM instalments i
     WHERE r.restructured_on IS NOT NULL AND i.customer_id = c.customer_id AND i.loan_id = c.id
       AND i.due_on > r.restructured_on
  ) AS d ON true
  LEFT JOIN LATERAL (
    -- of loans alone that wait to rise: nobody else is observed
    SELECT true AS looked, count(*) FILTER (WHERE i.due_on >= c.clear_since) AS dues_clear,
           count(*) FILTER (WHERE i.due_on >= greatest(c.clear_since, d.resumed_on)) AS dues_resumed
      FROM instalments i
     WHERE (c.tier <> 'normal' OR r.restructures > c.restructures_passed) AND c.clear_since IS NOT NULL
       AND i.customer_id = c.customer_id AND i.loan_id = c.id AND i.due_on < :on
  ) AS n ON true
  LEFT JOIN LATERAL (
    SELECT array_agg(h.kind ORDER BY h.noted_at, h.id) AS kinds, array_agg(h.tier ORDER BY h.noted_at, h.id) AS tiers
      FROM loan_grounds h WHERE h.customer_id = c.customer_id AND h.loan_id = c.id AND h.state <> 'lifted'
  ) AS g ON true
 WHERE c.customer_id = ANY (CAST(:ids AS uuid[])) ORDER BY c.id
""")

STANDINGS: Final = text("""
UPDATE loan_classes AS c
   SET tier = n.tier, own_tier = n.own_tier, clear_since = n.clear_since, restructures_passed = n.passed,
       causes = string_to_array(n.causes, ','), classified_on = :on, done_on = NULL,
       late_30_on = coalesce(c.late_30_on, CASE WHEN n.days > 30 THEN CAST(:on AS date) END),
       late_90_on = coalesce(c.late_90_on, CASE WHEN n.days > 90 THEN CAST(:on AS date) END)
  FROM unnest(CAST(:customers AS uuid[]), CAST(:loans AS uuid[]), CAST(:tiers AS text[]), CAST(:own_tiers AS text[]),
              CAST(:clear AS date[]), CAST(:passed AS bigint[]), CAST(:causes AS text[]), CAST(:days AS bigint[]))
       AS n (customer_id, id, tier, own_tier, clear_since, passed, causes, days)
 WHERE c.customer_id = n.customer_id AND c.id = n.id
""")
ENDED: Final = text("""
UPDATE loan_classes AS c SET done_on = :on, classified_on = :on
  FROM unnest(CAST(:customers AS uuid[]), CAST(:loans AS uuid[])) AS n (customer_id, id)
 WHERE c.customer_id = n.customer_id AND c.id = n.id
""")
# The tier before ends where the next begins; a loan that ended keeps its tier through the day on which that was seen.
END_TIERS: Final = text("""
UPDATE loan_tiers AS t SET until_on = greatest(t.from_on, n.until_on)
  FROM unnest(CAST(:customers AS uuid[]), CAST(:loans AS uuid[]), CAST(:ends AS date[]))
       AS n (customer_id, id, until_on)
 WHERE t.customer_id = n.customer_id AND t.loan_id = n.id AND t.until_on IS NULL
""")
BEGIN_TIERS: Final = text("""
INSERT INTO loan_tiers (customer_id, id, branch_id, officer_id, loan_id, tier, from_on, reasons, edition, decided_by,
                        decided_at)
SELECT n.customer_id, n.id, n.branch_id, n.officer_id, n.loan_id, n.tier, n.from_on, CAST(n.reasons AS jsonb),
       :edition, :decided_by, :decided_at
  FROM unnest(CAST(:customers AS uuid[]), CAST(:ids AS uuid[]), CAST(:branches AS uuid[]), CAST(:officers AS uuid[]),
              CAST(:loans AS uuid[]), CAST(:tiers AS text[]), CAST(:begins AS date[]), CAST(:reasons AS text[]))
       AS n (customer_id, id, branch_id, officer_id, loan_id, tier, from_on, reasons)
""")
