"""Views of classes of loans: the present one, the history, grounds by hand."""

from datetime import date, datetime
from typing import Any

import strawberry
from sqlalchemy import ColumnElement, or_

from schema.identity.views import Staff
from schema.reading.declarations import column, embedded, many, on, one, reads
from schema.reading.nodes import Node
from schema.reading.terms import Terms
from server.classification.models import GroundState
from server.classification.sights import LOAN_CLASSES, LOAN_GROUNDS, LOAN_TIERS
from server.classification.vocabulary import Bucket, Cause, GroundKind, Tier

strawberry.enum(Tier, name="LoanTier", description="The five tiers, best first: 正常, 关注, 次级, 可疑, 损失.")
strawberry.enum(Cause, name="TierCause", description="Why a loan is in its tier.")
strawberry.enum(Bucket, name="LateBucket", description="Days past due: none, 1-30, 31-60 … 151-180, more.")
strawberry.enum(GroundKind, description="What a person may find of a loan that no figure tells.")
strawberry.enum(GroundState, description="Where a ground stands; lifting it takes two people.")


@strawberry.type(description="One thing that speaks against a loan, and the best tier that it allows.")
class TierReason:
    """Part of a stretch."""

    code: Cause = strawberry.field(description="What it is.")
    tier: Tier = strawberry.field(description="The best tier that it allows.")
    zh: str = strawberry.field(description="The sentence in Chinese.")
    en: str = strawberry.field(description="The sentence in English.")


@strawberry.type(description="A tier that a loan has or had, and why.")
@reads(LOAN_TIERS)
class TierStretch:
    """View of a stretch."""

    tier: Tier = column("The tier.")
    from_on: date = column("Its first day.")
    until_on: date | None = column("The day on which it ended; null for the present.")
    reasons: list[TierReason] = embedded("Why, each with the tier that it allows.", "reasons")
    edition: int = column("Version of the rules that decided.")
    decided_at: datetime = column("When it was decided.")
    decided_by: Staff | None = one("Who decided by hand; null for the end of the day.", on(decided_by="id"))


@strawberry.type(description="A ground entered by hand that holds a loan down until two people have lifted it.")
@reads(LOAN_GROUNDS)
class LoanGround(Node):
    """View of a ground."""

    kind: GroundKind = column("What was found.")
    tier: Tier = column("The best tier that it allows.")
    reason: str = column("What was found, in words.")
    state: GroundState = column("Where it stands.")
    noted_at: datetime = column("When it was entered.")
    noted_by: Staff | None = one("Who entered it.", on(noted_by="id"))
    lift_reason: str | None = column("Why it should hold no more; null while nobody has said so.")
    proposed_by: Staff | None = one("Who proposed to lift it.", on(proposed_by="id"))
    lifted_at: datetime | None = column("When it was lifted.")
    lifted_by: Staff | None = one("Who agreed.", on(lifted_by="id"))
    version: int = column("Rises with every change.")


def _was_held(_class: Any, stretch: Any, _terms: Terms) -> ColumnElement[bool]:
    """Stretches of no day were superseded on the day on which they began."""
    return or_(stretch.until_on.is_(None), stretch.until_on > stretch.from_on)


@strawberry.type(description="The class of a loan.")
@reads(LOAN_CLASSES)
class LoanClass:
    """View of a standing."""

    tier: Tier = column("The present tier.")
    own_tier: Tier = column("The tier that it would have if its owner had no other loan.")
    clear_since: date | None = column("Since when nothing is past due; null while something is.")
    classified_on: date = column("The business date that was classified last.")
    done_on: date | None = column("When the loan was seen to have ended; null while it runs.")
    late_30_on: date | None = column("When it was more than 30 days past due for the first time.")
    late_90_on: date | None = column("When it was more than 90 days past due for the first time.")
    history: list[TierStretch] = many(
        "Every tier that it has had, newest first.",
        on(_was_held, customer_id="customer_id", id="loan_id"),
        order=("-from_on", "-id"),
    )
    grounds: list[LoanGround] = many(
        "Grounds by hand, newest first.", on(customer_id="customer_id", id="loan_id"), order=("-noted_at", "-id")
    )
