"""Views of cases and votes."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import strawberry
from sqlalchemy import ColumnElement, case, func, literal_column, not_

from schema.applications.views import Application
from schema.identity.views import Staff
from schema.kit.scalars import Money
from schema.reading.declarations import column, many, on, one, part, reads
from schema.reading.nodes import Node
from schema.reading.rendering import text_literal
from schema.reading.terms import Terms
from server.approvals.queries import Asker, bars, decidable_by
from server.approvals.rules import CaseDecision, CaseState, Tier
from server.approvals.sights import CASES, VOTES
from server.kit.errors import DomainError

strawberry.enum(CaseState, description="Where a case stands.")
strawberry.enum(CaseDecision, description="What can be decided: approve, return to the officer, reject.")


@strawberry.type(description="One person's decision on a case.")
@reads(VOTES)
class Vote:
    """View of a vote."""

    decision: CaseDecision = column("What he decided.")
    reason: str = column("Why.")
    at: datetime = column("When.", "decided_at")
    by: Staff = one("Who decided.", on(decided_by="id"))


def asker(terms: Terms) -> Asker:
    """The caller, as somebody who wants to decide."""
    return Asker(terms.actor_id, terms.positions, terms.region, terms.today, terms.within)


def may_decide(row: Any, terms: Terms) -> ColumnElement[bool]:
    """Whether nothing keeps the caller from deciding a case."""
    return decidable_by(row, asker(terms))


def _first_bar(told: Callable[[type[DomainError]], str]) -> Callable[[Any, Terms], ColumnElement[str]]:
    """What the first bar says; a sentence may name the position that the case wants."""

    def expression(row: Any, terms: Terms) -> ColumnElement[str]:
        sentences = [(bar, text_literal(told(error))) for bar, error in bars(row, asker(terms))]
        return func.replace(case(*sentences), literal_column("'{position}'"), row.position)

    return expression


@strawberry.type(description="Why the caller may not decide a case now.")
@reads(CASES)
class Hindrance:
    """View of a refusal in advance."""

    code: str = column(
        "Code of the refusal that deciding would meet.", _first_bar(lambda error: error.code.upper().replace(".", "_"))
    )
    message_zh: str = column("In Chinese.", _first_bar(lambda error: error.zh))
    message_en: str = column("In English.", _first_bar(lambda error: error.en))


@strawberry.type(description="A question to be decided by people.")
@reads(CASES)
class ApprovalCase(Node):
    """View of a case."""

    tier: Tier = column("Who decides.")
    state: CaseState = column("Where it stands.")
    amount: Money = column("Amount of the loan.", "amount_fen")
    exposure_after: Money = column("What customer and group would owe with this loan.", "exposure_after_fen")
    votes_needed: int = column("How many approvals it takes.")
    step_up_needed: bool = column("Whether deciding wants a fresh second factor.", "step_up")
    opened_at: datetime = column("When it was opened.")
    version: int = column("Hand it back as expectedVersion.")
    application: Application | None = one("What is decided on.", on(customer_id="customer_id", subject_id="id"))
    votes: list[Vote] = many(
        "The votes so far, the earliest first.",
        on(customer_id="customer_id", id="case_id"),
        order=("decided_at", "id"),
    )
    may_decide: bool = column("Whether the caller may decide it now.", may_decide)
    why_not: Hindrance | None = part(
        "What keeps the caller from deciding it; null when nothing does.",
        lambda row, terms: not_(may_decide(row, terms)),
    )
