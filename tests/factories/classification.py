"""Classes of loans, grounds by hand and a month of the book, planted as rows."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncSession

from server.classification.models import ClassificationMonth, GroundState, LoanClass, LoanGround, LoanTier
from server.classification.vocabulary import Bucket, GroundKind, Tier
from tests.factories.customers import PLANTED_AT, Planted
from tests.fixtures.world import id_of

ON = date(2026, 2, 28)
BALANCE_FEN = 3_000_000


async def plant_class(owner: AsyncSession, customer: Planted, loan_id: UUID, funding_id: UUID) -> None:
    """A loan of special mention since the end of February, and its row in that month's book."""
    own = customer.owner_columns
    standing: dict[str, Any] = {"own_tier": Tier.SPECIAL_MENTION, "restructures_passed": 0, "causes": ["ground"]}
    standing |= {"tier": Tier.SPECIAL_MENTION, "clear_since": ON, "classified_on": ON}
    await owner.execute(insert(LoanClass).values(**own, id=loan_id, **standing))
    reasons = [{"code": "ground", "tier": "special_mention", "zh": "人工认定", "en": "found by hand"}]
    stretch = {"tier": Tier.SPECIAL_MENTION, "from_on": ON, "reasons": reasons, "edition": 1, "decided_at": PLANTED_AT}
    decided = {"decided_by": id_of("risk.hq"), "loan_id": loan_id}
    await owner.execute(insert(LoanTier).values(**own, id=uuid4(), **stretch, **decided))
    amounts = {"balance_fen": BALANCE_FEN, "secured_fen": 0, "expected_fen": 182_250, "least_fen": 60_000}
    row: dict[str, Any] = {
        "month": ON.replace(day=1),
        "loan_id": loan_id,
        "funding_account_id": funding_id,
        "product_code": "P",
        "disbursed_on": date(2026, 2, 16),
        "days_past_due": 0,
        "bucket": Bucket.M0,
        "tier": Tier.SPECIAL_MENTION,
        "stage": 2,
        "default_rate": "0.135",
        "provision_fen": 182_250,
    }
    await owner.execute(insert(ClassificationMonth).values(**own, **row, **amounts))


async def plant_ground(
    owner: AsyncSession, customer: Planted, loan_id: UUID, kind: GroundKind, *, proposed_by: str | None = None
) -> UUID:
    """A ground that holds, or whose lifting somebody has proposed."""
    ground_id = uuid4()
    row: dict[str, Any] = {"kind": kind, "tier": Tier.LOSS, "reason": "走访所见", "state": GroundState.HOLDING}
    if proposed_by is not None:
        row |= {"state": GroundState.LIFT_PROPOSED, "proposed_by": id_of(proposed_by), "proposed_at": PLANTED_AT}
        row |= {"lift_reason": "已和解"}
    noted = {"noted_by": id_of("risk.hq"), "noted_at": PLANTED_AT, "version": 1, "loan_id": loan_id}
    await owner.execute(insert(LoanGround).values(**customer.owner_columns, id=ground_id, **row, **noted))
    return ground_id
