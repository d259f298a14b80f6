"""The states of a visit and what moves it. Pure."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from server.applications.visiting.errors import VisitWrongState


class VisitState(StrEnum):
    """Where a visit stands."""

    DRAFT = "draft"
    WAITING = "waiting"
    STANDING = "standing"
    RETURNED = "returned"
    CORRECTED = "corrected"


class VisitVerb(StrEnum):
    """What moves a visit."""

    SAVE = "save"
    SUBMIT = "submit"
    AGREE = "agree"
    SEND_BACK = "send_back"
    CORRECT = "correct"


_S = VisitState

# (state, verb) -> states that it may lead to; what does not stand here is refused
MOVES: Final[Mapping[tuple[VisitState, VisitVerb], frozenset[VisitState]]] = {
    (_S.DRAFT, VisitVerb.SAVE): frozenset({_S.DRAFT}),
    (_S.DRAFT, VisitVerb.SUBMIT): frozenset({_S.WAITING, _S.STANDING}),
    (_S.WAITING, VisitVerb.AGREE): frozenset({_S.STANDING}),
    (_S.WAITING, VisitVerb.SEND_BACK): frozenset({_S.RETURNED}),
    (_S.WAITING, VisitVerb.CORRECT): frozenset({_S.CORRECTED}),
    (_S.STANDING, VisitVerb.CORRECT): frozenset({_S.CORRECTED}),
}

STATE_NAMES: Final[Mapping[VisitState, tuple[str, str]]] = {
    _S.DRAFT: ("草稿", "a draft"),
    _S.WAITING: ("待复核", "waiting for a second person"),
    _S.STANDING: ("有效", "standing"),
    _S.RETURNED: ("已退回", "sent back"),
    _S.CORRECTED: ("已更正", "corrected by a later one"),
}


def moved(state: VisitState, verb: VisitVerb, to: VisitState) -> VisitState:
    """The new state. Raises VisitWrongState; a target that the verb does not lead to is a mistake in the code."""
    allowed = MOVES.get((state, verb))
    if allowed is None:
        zh, en = STATE_NAMES[state]
        raise VisitWrongState(field="applicationId", state_zh=zh, state_en=en)
    if to not in allowed:
        message = f"{verb} does not lead from {state} to {to}"
        raise ValueError(message)
    return to
