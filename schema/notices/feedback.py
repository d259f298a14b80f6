"""Feedback on the app: the list of those who look after it, and one's own."""

from datetime import datetime
from typing import Any
from uuid import UUID

import strawberry
from sqlalchemy import ColumnElement, Text, case, cast, func, literal_column, null, or_

from schema.identity.views import Branch, Staff
from schema.kit import ids
from schema.kit.context import Info
from schema.kit.fields import KEY, SEEN, described, mutation, query
from schema.kit.paging import FIRST_DEFAULT, Connection
from schema.reading.declarations import column, on, one, reads
from schema.reading.descriptions import Test, by_row_id, page
from schema.reading.filters import in_states
from schema.reading.nodes import Node
from schema.reading.read_back import ReadBack
from schema.reading.terms import Terms
from server.notices.feedback import service
from server.notices.feedback.models import FeedbackState
from server.notices.feedback.sights import FEEDBACK, OWN_FEEDBACK

NEWEST = ("-told_at", "-id")
strawberry.enum(FeedbackState, description="Where what was told stands.")


def _picture_url(row: Any, _terms: Terms) -> ColumnElement[str | None]:
    beside = literal_column("'/api/feedback/'").op("||")(cast(row.id, Text)).op("||")(literal_column("'/picture'"))
    return case((row.picture.is_not(None), beside), else_=null())


@strawberry.type(description="Something that a member of staff tells about the app.")
@reads(FEEDBACK)
class Feedback(Node):
    """View of feedback."""

    text: str = column("What he tells.")
    screen: str = column("On which screen: a path of the app.")
    device: str = column("With which browser.")
    told_at: datetime = column("When.")
    told_by: Staff = one("Who.", on(told_by="id"))
    branch: Branch = one("Of which branch.", on(branch_id="id"))
    picture_url: str | None = column(
        "Where the picture of the screen can be fetched with the bearer token; null where there is none.", _picture_url
    )
    state: FeedbackState = column("Where it stands.")
    answer: str | None = column("What was answered.")
    answered_by: Staff | None = one("Who answered last.", on(answered_by="id"))
    answered_at: datetime | None = column("When it was answered last.")
    version: int = column("Rises with every change; hand it back as expectedVersion.")


@strawberry.type(description="Something that the caller has told about the app.")
@reads(OWN_FEEDBACK)
class OwnFeedback(Node):
    """View of one's own feedback."""

    text: str = column("What he told.")
    told_at: datetime = column("When.")
    state: FeedbackState = column("Where it stands.")
    answer: str | None = column("What was answered.")
    answered_at: datetime | None = column("When it was answered last.")


@strawberry.input(description="What becomes of something that was told.")
class AnswerFeedbackInput:
    """Input of answerFeedback."""

    idempotency_key: str = described(KEY)
    feedback_id: strawberry.ID = described("Which.")
    state: FeedbackState = described("Where it stands from now on.")
    answer: str | None = strawberry.field(default=None, description="What its teller reads; said where it is declined.")
    expected_version: int = described(SEEN)


@strawberry.type(description="Feedback after the change.")
class FeedbackPayload:
    """Answer of answerFeedback."""

    feedback: Feedback = described("As it stands now.")


@strawberry.type
class FeedbackQuery:
    """Part of the root query."""

    @query(FEEDBACK, "What staff of the branches in sight tell about the app, the newest first.")
    def feedback(
        self, first: int = FIRST_DEFAULT, after: str | None = None, *, state: list[FeedbackState] | None = None
    ) -> Connection[Feedback]:
        return page(FEEDBACK, NEWEST, Test("in sight", _in_sight), *in_states(state), first=first, after=after)

    @query(OWN_FEEDBACK, "What the caller himself has told about the app, the newest first.")
    def own_feedback(self, first: int = FIRST_DEFAULT, after: str | None = None) -> Connection[OwnFeedback]:
        return page(OWN_FEEDBACK, NEWEST, Test("own", _is_own), first=first, after=after)


@strawberry.type
class FeedbackMutation:
    """Part of the root mutation."""

    @mutation(service.answer)
    async def answer_feedback(self, info: Info, input: AnswerFeedbackInput) -> FeedbackPayload:
        back = ReadBack(info, _payload)
        done = await service.answer(
            back.caller(input.idempotency_key),
            feedback_id=ids.decode_as("Feedback", input.feedback_id, "feedbackId"),
            state=input.state,
            text=input.answer,
            expected_version=input.expected_version,
        )
        return back.answer(done)


def _payload(feedback_id: UUID) -> FeedbackPayload:
    return FeedbackPayload(feedback=by_row_id(feedback_id))


def _in_sight(row: Any, terms: Terms) -> ColumnElement[bool]:
    return or_(terms.branches.is_(None), row.branch_id == func.any(terms.branches))


def _is_own(row: Any, terms: Terms) -> ColumnElement[bool]:
    found: ColumnElement[bool] = row.told_by == terms.actor_id
    return found
