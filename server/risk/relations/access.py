# ruff: noqa: S608 - statements are put together from constants; what comes from outside is bound
"""Who saw whose data: what the audit trail has of looks at personal data in clear, and of data that left the house."""

from typing import Final

from server.audit.looks import LOOKS, TAKEN_OUT
from server.risk.formula import Relation
from server.risk.grain import Grain
from server.risk.relations.moments import within

DAY_HOURS: Final = (8, 20)


def _listed(operations: tuple[str, ...]) -> str:
    return ", ".join(f"'{operation}'" for operation in operations)


READS: Final = Relation(
    "officer_reads",
    Grain.OFFICER,
    f"""
SELECT r.actor_id AS subject, r.at, extract(hour FROM r.at AT TIME ZONE 'Asia/Shanghai') AS hour
  FROM audit_records r
 WHERE r.actor_kind = 'staff' AND r.outcome = 'done' AND r.operation IN ({_listed(LOOKS)})
   AND {within("r.at", 7)}""",
    ("audit_records",),
)

EXPORTS: Final = Relation(
    "officer_exports",
    Grain.OFFICER,
    f"""
SELECT r.actor_id AS subject, coalesce((r.changes ->> 'rows')::bigint, b.order_count, 1) AS rows
  FROM audit_records r
  LEFT JOIN bank_batches b ON r.operation = 'payment:download'
   AND r.subjects @> jsonb_build_array(jsonb_build_object('kind', 'bank_batch', 'id', b.id::text))
 WHERE r.actor_kind = 'staff' AND r.outcome = 'done' AND r.operation IN ({_listed(TAKEN_OUT)})
   AND {within("r.at", 1)}
UNION ALL
SELECT x.ordered_by, x.rows_done FROM exports x WHERE x.state = 'ready' AND {within("x.finished_at", 1)}""",
    ("audit_records", "bank_batches", "exports"),
)
"""Files of a day with the rows in them: as the record of each tells, one row where it tells none, and reports that
were drawn in the background."""
