"""Guarantees of running loans whose period is about to lapse, or is as good as none (民法典 692, 693)."""

from typing import Final

from server.jobs.sweeping.parts import Part

GUARANTEES: Final = Part(
    "guarantees",
    ("CT-05",),
    """
SELECT 'CT-05', 'application', l.application_id, l.branch_id, l.customer_id, l.officer_id, c.kind,
       jsonb_build_object('guarantee_ends', g.ends, 'debt_due', d.due_on, 'event_date', CAST(:day AS date))
  FROM loans l
  JOIN customers c ON c.customer_id = l.customer_id AND c.id = l.customer_id
  CROSS JOIN LATERAL (
    SELECT max(i.due_on) AS due_on FROM instalments i WHERE i.customer_id = l.customer_id AND i.loan_id = l.id
  ) AS d
  CROSS JOIN LATERAL (
    SELECT jsonb_agg((d.due_on + make_interval(months => p.months_after_due::int))::date ORDER BY p.id) AS ends,
           min(p.months_after_due) AS shortest
      FROM application_parties p
     WHERE p.customer_id = l.customer_id AND p.application_id = l.application_id
       AND p.role = 'guarantor' AND p.state = 'bound'
  ) AS g
 WHERE l.state IN ('active', 'written_off') AND g.ends IS NOT NULL
   AND (d.due_on + make_interval(months => g.shortest::int))::date - 60 < CAST(:day AS date)
""",
)
"""What ends in more than sixty days plainly keeps the rule."""
