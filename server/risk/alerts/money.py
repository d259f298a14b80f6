"""Money at risk: what is outstanding of whatever an alert is about. Set-based, one statement for any number of hits."""

from collections.abc import Collection, Mapping
from typing import Final
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from server.risk.grain import Grain

STATEMENT: Final = text("""
WITH RECURSIVE asked AS (
  SELECT DISTINCT grain, id FROM unnest(CAST(:grains AS text[]), CAST(:ids AS uuid[])) AS u(grain, id)
), below AS (
  SELECT id AS region, id FROM asked WHERE grain = 'region'
  UNION ALL SELECT w.region, b.id FROM below w JOIN branches b ON b.parent_id = w.id
)
SELECT a.grain, a.id, sum(l.outstanding_fen) FROM asked a
  JOIN loans l ON l.customer_id = a.id WHERE a.grain = 'customer' GROUP BY 1, 2
UNION ALL SELECT a.grain, a.id, l.outstanding_fen FROM asked a JOIN loans l ON l.id = a.id WHERE a.grain = 'loan'
UNION ALL SELECT a.grain, a.id, coalesce(p.amount_fen, p.requested_amount_fen) FROM asked a
  JOIN applications p ON p.id = a.id WHERE a.grain = 'application'
UNION ALL SELECT a.grain, a.id, sum(l.outstanding_fen) FROM asked a
  JOIN loans l ON l.officer_id = a.id WHERE a.grain = 'officer' GROUP BY 1, 2
UNION ALL SELECT a.grain, a.id, sum(l.outstanding_fen) FROM asked a
  JOIN below w ON w.region = a.id JOIN loans l ON l.branch_id = w.id WHERE a.grain = 'region' GROUP BY 1, 2
UNION ALL SELECT a.grain, a.id, sum(l.outstanding_fen) FROM asked a
  JOIN product_versions v ON md5(v.product_code)::uuid = a.id
  JOIN loans l ON l.product_version_id = v.id WHERE a.grain = 'product' GROUP BY 1, 2
UNION ALL SELECT a.grain, a.id, (SELECT sum(outstanding_fen) FROM loans) FROM asked a
 WHERE a.grain IN ('house', 'market', 'policy')
""")


async def at_risk(session: AsyncSession, subjects: Collection[tuple[Grain, UUID]]) -> Mapping[tuple[Grain, UUID], int]:
    """Fen outstanding by grain and subject; an application's is what it asks for, the house's is the whole book."""
    ordered = sorted(set(subjects))
    given = {"grains": [str(grain) for grain, _ in ordered], "ids": [subject for _, subject in ordered]}
    rows = (await session.execute(STATEMENT, given)).all()
    return {(Grain(grain), subject): int(fen or 0) for grain, subject, fen in rows}
