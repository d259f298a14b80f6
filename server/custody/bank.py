"""The bank link without a network: signatures, callbacks, and a bank that follows a script.

The link's port and its values are those of `server.kit.ports`. Both sides sign in the same way: hexadecimal
HMAC-SHA256 over `timestamp LF target LF body`, where the timestamp is in Unix seconds and the target is the request
line's `METHOD /path` or the word `callback`, so that a message of one kind cannot be replayed as another.
"""

import hashlib
import hmac
import json
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from typing import Any

from server.custody.errors import CallbackRefused
from server.kit.ports import AccountCheck, PaymentAnswer, PaymentOrder, PaymentState

TIMESTAMP_HEADER = "X-Bank-Timestamp"
SIGNATURE_HEADER = "X-Bank-Signature"
CALLBACK_TARGET = "callback"
WINDOW_SECONDS = 300
MAX_NUMBER = 64
MAX_AMOUNT_FEN = 10**15
REPORTED = {
    "ACCEPTED": PaymentState.ACCEPTED,
    "PROCESSING": PaymentState.PROCESSING,
    "SETTLED": PaymentState.SETTLED,
    "FAILED": PaymentState.FAILED,
}


@dataclass(frozen=True)
class PaymentCallback:
    """What the bank reports of one order. `message_id` is the bank's: the same one may come again."""

    message_id: str
    answer: PaymentAnswer
    payee_account: str
    occurred_at: datetime


def sign(secret: str, timestamp: str, target: str, body: bytes) -> str:
    """The signature of one message in hexadecimal."""
    message = b"\n".join((timestamp.encode(), target.encode(), body))
    return hmac.new(secret.encode(), message, hashlib.sha256).hexdigest()


def is_signed(secret: str, headers: Mapping[str, str], *, target: str, body: bytes, now: datetime) -> bool:
    """Whether the two headers sign this message and the timestamp lies within five minutes of now.

    An empty secret signs nothing: a link that was not configured takes no message.
    """
    given = {name.lower(): value for name, value in headers.items()}
    timestamp = given.get(TIMESTAMP_HEADER.lower(), "")
    signature = given.get(SIGNATURE_HEADER.lower(), "")
    if not secret or not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= len("9999999999")):
        return False
    if abs(now.timestamp() - int(timestamp)) > WINDOW_SECONDS:
        return False
    return hmac.compare_digest(sign(secret, timestamp, target, body).encode(), signature.encode())


def verify_callback(secret: str, headers: Mapping[str, str], body: bytes, now: datetime) -> PaymentCallback:
    """The content of a callback whose signature, timestamp and form are right. Raises CallbackRefused."""
    if not is_signed(secret, headers, target=CALLBACK_TARGET, body=body, now=now):
        raise CallbackRefused(reason="signature")
    try:
        content = json.loads(body)
        return _read_callback(content)
    except (ValueError, KeyError, TypeError, RecursionError):
        raise CallbackRefused(reason="content") from None


def _read_callback(content: Any) -> PaymentCallback:
    answer = read_answer(content)
    if answer.amount_fen is None:
        raise ValueError(content)
    occurred_at = datetime.fromisoformat(_text(content, "occurred_at"))
    if occurred_at.tzinfo is None:
        raise ValueError(content)
    return PaymentCallback(_text(content, "message_id"), answer, _text(content, "payee_account"), occurred_at)


def read_answer(content: Any) -> PaymentAnswer:
    """An answer or a callback of the bank as our value. Raises ValueError, KeyError or TypeError."""
    amount = content["amount_fen"]
    if isinstance(amount, bool) or not isinstance(amount, int) or not 0 < amount < MAX_AMOUNT_FEN:
        raise ValueError(content)
    reference, reason = content.get("bank_reference"), content.get("reason")
    return PaymentAnswer(
        number=_text(content, "order_number"),
        state=REPORTED[content["state"]],
        amount_fen=amount,
        bank_reference=None if reference is None else str(reference)[:MAX_NUMBER],
        reason=None if reason is None else str(reason)[:200],
    )


def _text(content: Any, name: str) -> str:
    value = content[name]
    if not (isinstance(value, str) and 0 < len(value) <= MAX_NUMBER):
        raise ValueError(name)
    return value


class Unanswered(Enum):
    """How a scripted bank stays silent: the order never arrived, or it arrived and the answer was lost."""

    NOT_RECEIVED = "not received"
    RECEIVED = "received"


Scripted = PaymentState | Unanswered


@dataclass
class ScriptedBank:
    """A bank in memory for tests: it answers as the script says, and its books pay one number once.

    The script is consumed by `pay`, one line a call; without a line the order settles at once. `query` tells what the
    books say. `verified` is what the four-element check answers.
    """

    script: deque[Scripted] = field(default_factory=deque)
    books: dict[str, PaymentOrder] = field(default_factory=dict)
    states: dict[str, PaymentState] = field(default_factory=dict)
    sent: list[PaymentOrder] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    verified: AccountCheck = field(default_factory=lambda: AccountCheck(matches=True))
    is_down: bool = False
    statements: dict[tuple[str, date], bytes] = field(default_factory=dict)

    async def pay(self, order: PaymentOrder) -> PaymentAnswer:
        self.sent.append(order)
        line: Scripted = self.script.popleft() if self.script else PaymentState.SETTLED
        if self.is_down or line in {Unanswered.NOT_RECEIVED, PaymentState.UNKNOWN}:
            return PaymentAnswer(order.number, PaymentState.UNKNOWN)
        if self.books.setdefault(order.number, order) != order:
            return PaymentAnswer(order.number, PaymentState.UNKNOWN, reason="ORDER_CONFLICT")
        self.states.setdefault(order.number, PaymentState.SETTLED if isinstance(line, Unanswered) else line)
        if isinstance(line, Unanswered):
            return PaymentAnswer(order.number, PaymentState.UNKNOWN)
        return self.answer(order.number)

    async def collect(self, order: PaymentOrder) -> PaymentAnswer:
        return await self.pay(order)

    async def query(self, number: str) -> PaymentAnswer:
        self.asked.append(number)
        return PaymentAnswer(number, PaymentState.UNKNOWN) if self.is_down else self.answer(number)

    async def verify_account(self, *, account: str, name: str, id_number: str, phone: str) -> AccountCheck:
        complete = all((account, name, id_number, phone))
        if self.is_down:
            return AccountCheck(matches=None)
        return self.verified if complete else AccountCheck(matches=False, reason="INCOMPLETE")

    async def statement(self, *, account: str, day: date) -> bytes | None:
        return None if self.is_down else self.statements.get((account, day))

    def answer(self, number: str) -> PaymentAnswer:
        """What the books say of a number."""
        if number not in self.books:
            return PaymentAnswer(number, PaymentState.NOT_FOUND)
        return PaymentAnswer(number, self.states[number], self.books[number].amount_fen, f"S{number}")

    def turn(self, number: str, state: PaymentState) -> None:
        """The bank has finished an order that it had only accepted."""
        self.states[number] = state
