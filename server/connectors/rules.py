"""States of an inquiry, and when it is taken up again. Pure."""

from enum import StrEnum
from typing import Final

from server.kit.ports import ReplyState


class InquiryState(StrEnum):
    """Where an inquiry stands.

    Waiting to be sent; asked and not answered yet; unknown (the source could not be reached, or said nothing clear);
    answered; wrong (answered in another shape than it should); cancelled before it was sent.
    """

    WAITING = "waiting"
    ASKED = "asked"
    UNKNOWN = "unknown"
    ANSWERED = "answered"
    WRONG = "wrong"
    CANCELLED = "cancelled"


FINAL: Final = frozenset({InquiryState.ANSWERED, InquiryState.WRONG, InquiryState.CANCELLED})
ATTEMPTS_MAX: Final = 24
PAUSE_SECONDS: Final = 5
PAUSE_SECONDS_MAX: Final = 3600


class Step(StrEnum):
    """What is done next: the question goes out, or its answer is fetched by number."""

    SEND = "send"
    FETCH = "fetch"


def pause_seconds(attempts: int) -> int:
    """How long to wait after so many attempts: doubled each time, an hour at most."""
    return int(min(PAUSE_SECONDS * 2**attempts, PAUSE_SECONDS_MAX))


def state_after(reply: ReplyState) -> InquiryState:
    """Where an inquiry stands after a reply without an answer; a source that never saw the number is told again."""
    match reply:
        case ReplyState.PENDING:
            return InquiryState.ASKED
        case ReplyState.NOT_FOUND:
            return InquiryState.WAITING
        case _:
            return InquiryState.UNKNOWN
