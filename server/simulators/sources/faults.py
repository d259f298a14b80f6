"""Scripted misbehaviour of a source: which calls it meets is said by source and number, never by the time of day."""

from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

FOREVER_SECONDS = 86_400.0


class FaultKind(StrEnum):
    """What goes wrong; `seconds`, `times` and `content` of the fault fill in the rest."""

    DOWN = "down"  # 503, and nothing is taken
    NOT_RECEIVED = "not_received"  # the question never arrives, and there is no answer
    SILENT = "silent"  # the question is taken, the answer to this call never comes
    LATE = "late"  # taken and pending until `seconds` have passed
    GARBAGE = "garbage"  # 200 with something that is no JSON
    MALFORMED = "malformed"  # the members of `content` stand in the answer, of whatever shape; null takes one out
    OTHER_NUMBER = "other_number"  # the answer is about another number
    SAYS = "says"  # the members of `content` stand in the answer: a mismatch, a hit


@dataclass(frozen=True)
class Fault:
    """One rule: without source, subject or call it meets every one of them. `times` None: for ever."""

    fault_id: int
    kind: FaultKind
    source: str | None = None
    subject: str | None = None
    call: str | None = None
    seconds: float = FOREVER_SECONDS
    times: int | None = None
    content: dict[str, Any] = field(default_factory=dict)

    def meets(self, source: str, subject: str, call: str) -> bool:
        """Whether it is about this call: `ask` or `fetch`, of a source, about somebody's number."""
        pairs = ((self.source, source), (self.subject, subject), (self.call, call))
        return all(wanted in (None, found) for wanted, found in pairs)


def read_fault(fault_id: int, content: Any) -> Fault:
    """A fault from JSON. Raises ValueError or TypeError for an unknown or ill-typed member."""
    if not isinstance(content, dict):
        raise TypeError("a fault is an object")
    members = {**content, "kind": FaultKind(content.get("kind", ""))}
    members.pop("fault_id", None)
    fault = Fault(fault_id=fault_id, **members)
    if float(fault.seconds) < 0 or not isinstance(fault.content, dict):
        raise ValueError("seconds or content")
    return fault


def write_fault(fault: Fault) -> dict[str, Any]:
    return asdict(fault)
