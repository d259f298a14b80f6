"""What waits for a second person at the desk of risk: proposed texts, merged records, a scorecard in its file."""

from copy import deepcopy
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import insert, update
from sqlalchemy.ext.asyncio import AsyncSession

from server.contracts.models import TemplateKind
from server.contracts.templates.models import ProposalState, TemplateProposal
from server.customers.models import Customer, CustomerState
from server.customers.trails.models import CustomerMerge
from server.decision.scorecards.canonical import digest
from server.decision.scorecards.card import FORMAT
from tests.factories.customers import Planted
from tests.factories.decision import TABLE
from tests.fixtures.house import NOON
from tests.fixtures.world import id_of

TEXTS = ["{lender}与{borrower}约定：借款{amount}元，年化综合成本{apr}。"]


async def plant_template_proposal(owner: AsyncSession, n: int) -> UUID:
    """A proposed text of contracts; each of them begins a day later than the one before."""
    proposal_id = uuid4()
    row = {"id": proposal_id, "kind": TemplateKind.LOAN_CONTRACT, "state": ProposalState.PROPOSED, "texts": TEXTS}
    row |= {"title": "借款合同", "reading_seconds": 10, "effective_from": date(2027, 1, 1 + n), "note": "更清楚"}
    await owner.execute(insert(TemplateProposal).values(**row, proposed_by=id_of("risk.hq"), proposed_at=NOON))
    return proposal_id


async def plant_merge(owner: AsyncSession, going: Planted, staying: Planted) -> UUID:
    """A record that went into another."""
    gone = {"state": CustomerState.MERGED, "merged_into": staying.customer_id}
    await owner.execute(update(Customer).where(Customer.customer_id == going.customer_id).values(**gone))
    merge_id = uuid4()
    said = {
        "into_id": staying.customer_id,
        "reason": "同一人重复建档",
        "merged_by": id_of("risk.hq"),
        "merged_at": NOON,
    }
    await owner.execute(insert(CustomerMerge).values(id=merge_id, **going.owner_columns, **said))
    return merge_id


def scorecard_file(points: int) -> dict[str, Any]:
    """The smallest scorecard there is, in the shape of its file; `points` of its first bin tell one from another."""
    table = deepcopy(TABLE)
    table["features"][0]["bins"][0]["points"] = points
    return {"format": FORMAT, "digest": digest(table), "table": table, "card": {"code": table["code"]}}
