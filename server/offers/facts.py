"""What is known of customers on a day, set-based: one statement for a page of them.

Days late and on time are told as `loans.punctuality` tells them, over a window of the house's choice. Cases of
collection and alerts belong to subjects beside and above this one: their tables are read here, nothing of theirs is
called.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from sqlalchemy import text

from server.kit.work import Work
from server.loans.punctuality import PUNCTUALITY
from server.offers.models import OfferCampaign
from server.offers.rules import Behaviour
from server.terms.dates import add_months

POPULATION: Final = text("""
SELECT c.customer_id FROM customers c
 WHERE c.state = 'active' AND (CAST(:after AS uuid) IS NULL OR c.customer_id > :after)
   AND (cardinality(CAST(:branches AS uuid[])) = 0 OR c.branch_id = ANY (CAST(:branches AS uuid[])))
   AND EXISTS (SELECT FROM loans l JOIN product_versions v ON v.id = l.product_version_id
                WHERE l.customer_id = c.customer_id AND l.state IN ('active', 'closed', 'written_off')
                  AND (cardinality(CAST(:products AS text[])) = 0 OR v.product_code = ANY (CAST(:products AS text[]))))
 ORDER BY c.customer_id LIMIT :size
""")
"""The next customers of a campaign: active ones of its branches who have or had a loan of its products."""

FACTS: Final = text(f"""
WITH held AS (
  SELECT l.*, v.product_code, coalesce(l.brought_in_on, l.disbursed_on) AS served_from
    FROM loans l JOIN product_versions v ON v.id = l.product_version_id
   WHERE l.customer_id = ANY (CAST(:ids AS uuid[])) AND l.state IN ('active', 'closed', 'written_off')
), basis AS (
  SELECT DISTINCT ON (h.customer_id) h.*, a.purpose
    FROM held h LEFT JOIN applications a ON a.customer_id = h.customer_id AND a.id = h.application_id
   WHERE (CAST(:loan AS uuid) IS NULL OR h.id = :loan)
     AND (cardinality(CAST(:products AS text[])) = 0 OR h.product_code = ANY (CAST(:products AS text[])))
   ORDER BY h.customer_id, h.state = 'active' DESC, h.served_from DESC, h.id DESC
), summed AS (
  SELECT customer_id, coalesce(sum(outstanding_fen), 0)::bigint AS outstanding_fen,
         coalesce(sum(principal_fen) FILTER (WHERE state = 'active'), 0)::bigint AS granted_fen,
         coalesce(max(greatest(CAST(:today AS date) - next_due_on, 0)), 0) AS current_days,
         bool_or(state = 'written_off') AS is_written_off, min(served_from) AS first_on, max(closed_on) AS closed_on
    FROM held GROUP BY customer_id
), {PUNCTUALITY}
SELECT c.customer_id, c.branch_id, c.officer_id, c.kind, c.state = 'active' AS is_active,
       c.income_monthly_fen, c.debt_monthly_fen,
       e.outstanding_fen + e.committed_fen AS exposure_fen,
       coalesce(g.outstanding_fen + g.committed_fen, e.outstanding_fen + e.committed_fen) AS group_exposure_fen,
       b.id AS loan_id, b.state = 'active' AS loan_runs, b.principal_fen, b.outstanding_fen AS loan_outstanding_fen,
       b.rate_annual, b.term_months, b.product_code, b.purpose,
       s.outstanding_fen, s.granted_fen, s.current_days, s.is_written_off, s.first_on, s.closed_on AS last_closed_on,
       coalesce(i.due, 0) AS due, coalesce(i.on_time, 0) AS on_time, i.late_days,
       EXISTS (SELECT FROM held h LEFT JOIN loan_classes k ON k.customer_id = h.customer_id AND k.id = h.id
                WHERE h.customer_id = c.customer_id AND h.state <> 'closed'
                  AND (k.tier IS NULL OR k.tier <> 'normal')) AS has_bad_tier,
       EXISTS (SELECT FROM collection_cases x WHERE x.customer_id = c.customer_id AND x.state <> 'closed') AS has_case,
       EXISTS (SELECT FROM risk_alerts x WHERE x.customer_id = c.customer_id AND x.state <> 'closed') AS has_alert,
       EXISTS (SELECT FROM legal_holds x WHERE x.customer_id = c.customer_id AND x.lifted_at IS NULL) AS has_hold,
       ARRAY(SELECT DISTINCT x.kind::text FROM compliance_tickets x
              WHERE x.customer_id = c.customer_id AND x.state = 'open' ORDER BY 1) AS tickets,
       EXISTS (SELECT FROM consents x WHERE x.customer_id = c.customer_id AND x.purpose = 'marketing' AND NOT EXISTS (
                 SELECT FROM consent_withdrawals w WHERE w.customer_id = x.customer_id AND w.purpose = x.purpose
                    AND w.withdrawn_at >= x.given_at)) AS has_consent,
       EXISTS (SELECT FROM applications x WHERE x.customer_id = c.customer_id
                  AND x.state IN ('draft', 'in_review', 'approved', 'returned', 'contracted')) AS is_applying,
       EXISTS (SELECT FROM offers x WHERE x.customer_id = c.customer_id AND x.campaign_id <> :campaign
                  AND x.state IN ('drafted', 'approved', 'sent', 'opened')) AS has_other_offer,
       (SELECT max(timezone('Asia/Shanghai', x.sent_at))::date FROM offers x
         WHERE x.customer_id = c.customer_id AND x.campaign_id <> :campaign) AS last_sent_on
  FROM customers c
  JOIN basis b ON b.customer_id = c.customer_id
  JOIN summed s ON s.customer_id = c.customer_id
  JOIN customer_exposures e ON e.customer_id = c.customer_id
  LEFT JOIN group_exposures g ON g.id = e.group_id
  LEFT JOIN by_line i ON i.customer_id = c.customer_id
 WHERE c.customer_id = ANY (CAST(:ids AS uuid[]))
 ORDER BY c.customer_id
""")  # noqa: S608 - a fragment of ours


async def population(work: Work, campaign: OfferCampaign, size: int) -> Sequence[UUID]:
    """The next customers who belong to a campaign's population, after those who were looked at."""
    given = {"after": campaign.after, "branches": campaign.branches, "products": campaign.products, "size": size}
    return (await work.session.execute(POPULATION, given)).scalars().all()


async def behaviour_of(
    work: Work,
    campaign: OfferCampaign,
    customer_ids: Sequence[UUID],
    numbers: Mapping[str, Decimal],
    *,
    loan_id: UUID | None = None,
) -> Sequence[Behaviour]:
    """What is known of these customers today; with `loan_id`, the basis is that loan and no other."""
    given: dict[str, Any] = {
        "ids": list(customer_ids),
        "products": campaign.products if loan_id is None else [],
        "campaign": campaign.id,
        "loan": loan_id,
        "today": work.today,
        "since": window_start(work.today, int(numbers["late_months"])),
    }
    rows = (await work.session.execute(FACTS, given)).mappings()
    return [Behaviour(**{**row, "tickets": tuple(row["tickets"])}) for row in rows]


def window_start(today: date, months: int) -> date:
    """The first day of a window of so many months."""
    return add_months(today, -months)
