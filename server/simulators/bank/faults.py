"""Scripted misbehaviour: which orders it meets is decided by number or by a seeded die, never by the time of day."""

import hashlib
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

FOREVER_SECONDS = 86_400.0
DIE_SIDES = 2**64


class FaultKind(StrEnum):
    """What goes wrong. `seconds`, `code`, `times`, `amount_delta_fen` and `position` of the fault fill in the rest."""

    NOT_RECEIVED = "not_received"  # the request never reaches the books, and there is no answer
    NO_ANSWER = "no_answer"  # the books take it, the answer never comes
    LATE_ANSWER = "late_answer"  # the answer comes after `seconds`
    SERVER_ERROR = "server_error"  # the books take it, the answer is 503
    FAIL = "fail"  # the order fails with `code`
    LATE_SETTLEMENT = "late_settlement"  # PROCESSING for `seconds`
    WRONG_AMOUNT = "wrong_amount"  # answers and callbacks are off by `amount_delta_fen`
    CALLBACK_LOST = "callback_lost"
    CALLBACK_TWICE = "callback_twice"
    CALLBACK_LATE = "callback_late"
    CALLBACK_REORDERED = "callback_reordered"  # the outcome first, then a stale PROCESSING
    CALLBACK_FORGED = "callback_forged"  # one with a wrong signature before the true one
    CALLBACK_CONTRADICTED = "callback_contradicted"  # the outcome first, then its opposite under another message id
    CALLBACK_EARLY = "callback_early"  # the outcome is told before the call that ordered it is answered
    ACCOUNT_MISMATCH = "account_mismatch"  # the four-element check says no
    LINE_MISSING = "line_missing"  # the statement leaves out the line at `position`, balances stay
    LINE_DOUBLED = "line_doubled"  # the statement has the line at `position` twice
    LINE_OFF = "line_off"  # the line at `position` is off by `amount_delta_fen`


class Operation(StrEnum):
    """The calls that a fault can meet."""

    PAY = "pay"
    COLLECT = "collect"
    QUERY = "query"
    VERIFY = "verify"
    STATEMENT = "statement"


@dataclass(frozen=True)
class Fault:
    """One rule: without `order_number` it meets every call of its operation with the given probability."""

    fault_id: int
    kind: FaultKind
    operation: Operation = Operation.PAY
    order_number: str | None = None
    probability: float = 1.0
    seconds: float = FOREVER_SECONDS
    times: int | None = None
    code: str = "REFUSED_BY_BANK"
    amount_delta_fen: int = 1
    position: int = 0

    def meets(self, operation: Operation, key: str, seed: int) -> bool:
        if operation is not self.operation or self.order_number not in {None, key}:
            return False
        return throw(seed, self.fault_id, key) < self.probability


def throw(seed: int, fault_id: int, key: str) -> float:
    """A number in [0, 1) that depends on these three alone: the order in which calls arrive does not matter."""
    digest = hashlib.sha256(f"{seed}|{fault_id}|{key}".encode()).digest()
    return int.from_bytes(digest[:8], "big") / DIE_SIDES


def read_fault(fault_id: int, content: Any) -> Fault:
    """A fault from JSON. Raises ValueError or TypeError for an unknown or ill-typed member."""
    if not isinstance(content, dict):
        raise TypeError("a fault is an object")
    members = {**content, "kind": FaultKind(content.get("kind", ""))}
    if "operation" in members:
        members["operation"] = Operation(members["operation"])
    members.pop("fault_id", None)
    fault = Fault(fault_id=fault_id, **members)
    if not 0 <= float(fault.probability) <= 1 or float(fault.seconds) < 0:
        raise ValueError("probability or seconds")
    return fault


def write_fault(fault: Fault) -> dict[str, Any]:
    return asdict(fault)
