"""What half of the people of a place earn more than in a month: a figure of headquarters' for a branch of the tree.

Nobody's income is measured on a figure that nobody entered. The nearest figure up the tree counts: a branch's own, its
region's, the house's. Its code is `median_income_` and the branch's code; its note says where it was published.
"""

from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession

from server.identity.models import Branch
from server.reference.models import LenderFigure

PREFIX: Final = "median_income_"


def figure_code(branch_code: str) -> str:
    """The code of the figure of a branch, in fen a month."""
    return f"{PREFIX}{branch_code.replace('-', '_')}"


async def medians_on(session: AsyncSession, day: date) -> dict[UUID, Decimal]:
    """The figure that counts for each branch on a day; a branch without one is not in it."""
    order = (LenderFigure.code, LenderFigure.effective_from.desc(), LenderFigure.id.desc())
    wanted = (
        select(LenderFigure.code, LenderFigure.value)
        .ext(distinct_on(LenderFigure.code))
        .where(
            LenderFigure.code.startswith(PREFIX, autoescape=True),
            LenderFigure.effective_from <= day,
            LenderFigure.value > 0,
        )
        .order_by(*order)
    )
    entered = {row.code: row.value for row in await session.execute(wanted)}
    if not entered:
        return {}
    rows = (await session.execute(select(Branch.id, Branch.parent_id, Branch.code))).all()
    parents = {row.id: row.parent_id for row in rows}
    own = {row.id: entered[code] for row in rows if (code := figure_code(row.code)) in entered}
    found = {branch: _nearest(branch, parents, own) for branch in parents}
    return {branch: value for branch, value in found.items() if value is not None}


def _nearest(branch: UUID, parents: dict[UUID, UUID | None], own: dict[UUID, Decimal]) -> Decimal | None:
    at: UUID | None = branch
    while at is not None and at not in own:
        at = parents[at]
    return None if at is None else own[at]
