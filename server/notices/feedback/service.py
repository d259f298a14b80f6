"""Telling and answering. A picture is drawn anew and sealed before the row that names it is written."""

import asyncio
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from sqlalchemy import insert, select, update

from server.identity.guard import read, use_case
from server.identity.operations import Operation
from server.kit.errors import NotFound
from server.kit.work import Caller, House, Work
from server.notices.feedback import sealing
from server.notices.feedback.errors import AnswerMissing, FeedbackMoved, TextUnsound
from server.notices.feedback.models import Feedback, FeedbackState

TEXT_LENGTHS: Final = range(2, 2001)
SCREEN_LENGTH_MAX: Final = 200
MEDIA_TYPE: Final = "image/jpeg"


@dataclass(frozen=True)
class Told:
    """What somebody tells: in his words, on which screen."""

    text: str
    screen: str = ""
    picture: bytes | None = field(default=None, repr=False)


async def tell(caller: Caller, told: Told) -> UUID:
    """Take in what somebody tells; answers its id. The caller carries the request key.

    Raises Denied, TextUnsound, PictureUnsound: all before anything is stored.
    """
    await may_tell(caller)
    if len(told.text.strip()) not in TEXT_LENGTHS:
        raise TextUnsound(field="text")
    name = None if told.picture is None else await _kept(caller.house, told.picture)
    return await lay_down(caller, text=told.text.strip(), screen=told.screen[:SCREEN_LENGTH_MAX], picture=name)


@read(Operation.FEEDBACK_TELL)
async def may_tell(work: Work) -> None:
    """Whether the caller may tell anything: asked before a picture is looked at."""


@use_case(Operation.FEEDBACK_TELL)
async def lay_down(work: Work, *, text: str, screen: str, picture: str | None) -> UUID:
    """Put what somebody tells on the list of those who look after the app."""
    feedback_id = work.new_id()
    row = {
        "id": feedback_id,
        "branch_id": work.actor.branch_id,
        "told_by": work.actor.id,
        "told_at": work.now,
        "text": text,
        "screen": screen,
        "device": work.caller.device or "",
        "picture": picture,
        "state": FeedbackState.OPEN,
        "version": 1,
    }
    await work.session.execute(insert(Feedback).values(row))
    work.touch("feedback", feedback_id)
    return feedback_id


@use_case(Operation.FEEDBACK_ANSWER)
async def answer(
    work: Work, *, feedback_id: UUID, state: FeedbackState, text: str | None, expected_version: int
) -> UUID:
    """Say what becomes of it; what is declined says why. Raises NotFound, AnswerMissing, FeedbackMoved."""
    said = (text or "").strip() or None
    if state is FeedbackState.DECLINED and said is None:
        raise AnswerMissing(field="answer")
    if said is not None and len(said) not in TEXT_LENGTHS:
        raise TextUnsound(field="answer")
    found = await _in_sight(work, feedback_id)
    if found.version != expected_version:
        raise FeedbackMoved
    by = None if state is FeedbackState.OPEN else work.actor.id
    at = None if state is FeedbackState.OPEN else work.now
    change = update(Feedback).where(Feedback.id == feedback_id)
    columns = {"state": state, "answer": said, "answered_by": by, "answered_at": at, "version": expected_version + 1}
    await work.session.execute(change.values(columns))
    work.touch("feedback", feedback_id, state=state.value)
    return feedback_id


@use_case(Operation.FEEDBACK_ANSWER, keyed=False)
async def look_at_picture(work: Work, *, feedback_id: UUID) -> str:
    """Where the picture lies; who looked is on record, because a screen may show personal data. Raises NotFound."""
    found = await _in_sight(work, feedback_id)
    if found.picture is None:
        raise NotFound(field="id")
    work.touch("feedback", feedback_id)
    return found.picture


async def picture(caller: Caller, *, feedback_id: UUID) -> bytes:
    """The picture in clear, a JPEG. Raises Denied, NotFound."""
    name = await look_at_picture(caller, feedback_id=feedback_id)
    try:
        sealed = await caller.house.ports.storage.get(name)
    except KeyError as error:
        raise NotFound(field="id") from error
    return sealing.unseal(caller.house.ports.master_key, sealed)


async def _in_sight(work: Work, feedback_id: UUID) -> Feedback:
    wanted = select(Feedback).where(Feedback.id == feedback_id).with_for_update()
    found = (await work.session.execute(wanted)).scalar_one_or_none()
    if found is None or not work.scope.allows_branch(found.branch_id):
        raise NotFound(field="feedbackId")
    return found


async def _kept(house: House, data: bytes) -> str:
    sealed = await asyncio.to_thread(lambda: sealing.seal(house.ports.master_key, sealing.drawn_anew(data)))
    return await house.ports.storage.put(sealed)
