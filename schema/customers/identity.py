"""Identity reviews, merges, consents: who is who, and what he agreed to."""

from datetime import datetime
from typing import Any
from uuid import UUID

import strawberry
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import aliased

from schema.customers.mutations import CustomerPayload
from schema.customers.views import Customer
from schema.identity.views import Staff
from schema.kit import ids
from schema.kit.context import Info
from schema.kit.fields import KEY, described, mutation, query
from schema.kit.paging import FIRST_DEFAULT, Connection
from schema.reading.declarations import column, on, one, reads
from schema.reading.descriptions import by_row_id, page
from schema.reading.nodes import Node
from schema.reading.read_back import ReadBack
from schema.reading.terms import Terms
from server.customers import models, service
from server.customers.sights import IDENTITY_REVIEWS, MERGES

strawberry.enum(models.ClaimKind, name="IdentityKind", description="What can belong to one customer only.")
strawberry.enum(models.ReviewState, name="IdentityReviewState", description="Whether headquarters has settled it.")
strawberry.enum(
    models.ReviewOutcome,
    name="IdentityReviewOutcome",
    description="MERGED: one and the same; RELEASED: the phone was given up; REFUSED: not this customer's number.",
)


def _holder(review: Any, customer: Any, _terms: Terms) -> ColumnElement[bool]:
    """Who holds the number that is wanted."""
    claim = aliased(models.IdentityClaim)
    holder = select(claim.customer_id).where(claim.kind == review.kind, claim.value_index == review.value_index)
    matched: ColumnElement[bool] = customer.customer_id == holder.scalar_subquery()
    return matched


@strawberry.type(description="A customer's number was claimed by somebody out of his officer's sight.")
@reads(IDENTITY_REVIEWS)
class IdentityReview(Node):
    """View of a review: for headquarters."""

    kind: models.ClaimKind = column("Which kind of number.")
    state: models.ReviewState = column("Whether it is settled.")
    opened_at: datetime = column("Since when it waits.")
    outcome: models.ReviewOutcome | None = column("What it came to; null while it waits.")
    reason: str | None = column("Why.")
    settled_at: datetime | None = column("When it was settled.")
    customer: Customer | None = one("Who wants the number.", on(customer_id="id"))
    holder: Customer | None = one("Who holds it; null when nobody does any more.", _holder)


@strawberry.type(description="A record that went into another. Never changed.")
@reads(MERGES)
class CustomerMerge(Node):
    """View of a merge."""

    reason: str = column("Why they are the same.")
    merged_at: datetime = column("When.")
    merged_by: Staff = one("Who did it.", on(merged_by="id"))
    customer: Customer | None = one("The record that went; it keeps all its rows.", on(customer_id="customer_id"))
    into: Customer | None = one("The one that stays.", on(into_id="customer_id"))


@strawberry.input(description="Two records of one person or company.")
class MergeCustomersInput:
    """Input of mergeCustomers."""

    idempotency_key: str = described(KEY)
    customer_id: strawberry.ID = described("The record that goes.")
    into_id: strawberry.ID = described("The one that stays.")
    reason: str = described("Why they are the same; stays on record.")


@strawberry.input(description="What an identity review came to.")
class SettleIdentityReviewInput:
    """Input of settleIdentityReview."""

    idempotency_key: str = described(KEY)
    review_id: strawberry.ID = described("Which review.")
    outcome: models.ReviewOutcome = described("What it came to.")
    reason: str = described("Why; stays on record.")


@strawberry.input(description="Consent to one purpose.")
class GiveConsentInput:
    """Input of giveConsent."""

    idempotency_key: str = described(KEY)
    customer_id: strawberry.ID = described("Whose.")
    purpose: str = described("personal_data, bureau_query, data_sharing, marketing or bank_account.")


@strawberry.input(description="Consent to one purpose, taken back.")
class WithdrawConsentInput:
    """Input of withdrawConsent."""

    idempotency_key: str = described(KEY)
    customer_id: strawberry.ID = described("Whose.")
    purpose: str = described("personal_data, bureau_query, data_sharing, marketing or bank_account.")
    reason: str = described("In his words.")


@strawberry.type
class IdentityReviewQuery:
    """Part of the root query."""

    @query(MERGES, "Merged records in sight, the newest first.")
    def customer_merges(self, first: int = FIRST_DEFAULT, after: str | None = None) -> Connection[CustomerMerge]:
        return page(MERGES, ("-merged_at", "-id"), first=first, after=after)

    @query(IDENTITY_REVIEWS, "Identity reviews of the house, the newest first.")
    def identity_reviews(self, first: int = FIRST_DEFAULT, after: str | None = None) -> Connection[IdentityReview]:
        return page(IDENTITY_REVIEWS, ("-opened_at", "-id"), first=first, after=after)


@strawberry.type
class CustomerIdentityMutation:
    """Part of the root mutation."""

    @mutation(service.merge)
    async def merge_customers(self, info: Info, input: MergeCustomersInput) -> CustomerPayload:
        back = ReadBack(info, _payload)
        outcome = await service.merge(
            back.caller(input.idempotency_key),
            customer_id=ids.decode_as("Customer", input.customer_id, "customerId"),
            into_id=ids.decode_as("Customer", input.into_id, "intoId"),
            reason=input.reason,
        )
        return back.answer(outcome)

    @mutation(service.settle_review)
    async def settle_identity_review(self, info: Info, input: SettleIdentityReviewInput) -> CustomerPayload:
        back = ReadBack(info, _payload)
        outcome = await service.settle_review(
            back.caller(input.idempotency_key),
            review_id=ids.decode_as("IdentityReview", input.review_id, "reviewId"),
            outcome=input.outcome,
            reason=input.reason,
        )
        return back.answer(outcome)

    @mutation(service.give_consent)
    async def give_consent(self, info: Info, input: GiveConsentInput) -> CustomerPayload:
        back = ReadBack(info, _payload)
        outcome = await service.give_consent(
            back.caller(input.idempotency_key),
            customer_id=ids.decode_as("Customer", input.customer_id, "customerId"),
            purpose=input.purpose,
        )
        return back.answer(outcome)

    @mutation(service.withdraw_consent)
    async def withdraw_consent(self, info: Info, input: WithdrawConsentInput) -> CustomerPayload:
        back = ReadBack(info, _payload)
        outcome = await service.withdraw_consent(
            back.caller(input.idempotency_key),
            customer_id=ids.decode_as("Customer", input.customer_id, "customerId"),
            purpose=input.purpose,
            reason=input.reason,
        )
        return back.answer(outcome)


def _payload(customer_id: UUID) -> CustomerPayload:
    return CustomerPayload(customer=by_row_id(customer_id))
