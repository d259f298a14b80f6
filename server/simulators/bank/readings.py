"""Reads what callers send and writes what they get: every member checked, every fault a coded refusal."""

import json
import re
from datetime import date, datetime
from typing import Any

from server.simulators.bank.books import Content, Order, State
from server.simulators.bank.faults import Operation

MAX_TEXT = 200
MAX_AMOUNT_FEN = 10**15
MAX_DIGITS = 32
OPENING_FEN = 100_000_000
ORDER_NUMBER = re.compile(r"[0-9A-Za-z_-]{1,64}")


class Refusal(Exception):
    """Answered as a coded 4xx or 5xx."""

    def __init__(self, status: int, code: str, field: str | None = None) -> None:
        super().__init__(code)
        self.status = status
        self.content = {"code": code, "field": field}


def read_json(body: bytes) -> Any:
    try:
        content = json.loads(body) if body else {}
    except (ValueError, RecursionError):
        raise Refusal(400, "MALFORMED") from None
    if not isinstance(content, dict):
        raise Refusal(400, "MALFORMED")
    return content


def _text(content: Any, name: str, limit: int = MAX_TEXT) -> str:
    value = content.get(name)
    if not (isinstance(value, str) and 0 < len(value) <= limit):
        raise Refusal(400, "MALFORMED", name)
    return value


def _order_number(content: Any) -> str:
    value = _text(content, "order_number")
    if not ORDER_NUMBER.fullmatch(value):
        raise Refusal(400, "MALFORMED", "order_number")
    return value


def _account_number(content: Any, name: str) -> str:
    value = _text(content, name, MAX_DIGITS)
    if not (value.isascii() and value.isdigit()):
        raise Refusal(400, "MALFORMED", name)
    return value


def _amount(content: Any, name: str = "amount_fen") -> int:
    value = content.get(name)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value < MAX_AMOUNT_FEN:
        raise Refusal(400, "MALFORMED", name)
    return value


def read_order(content: Any, operation: Operation) -> Content:
    return Content(
        operation=operation,
        order_number=_order_number(content),
        amount_fen=_amount(content),
        payer_account=_account_number(content, "payer_account"),
        payee_account=_account_number(content, "payee_account"),
        payee_name=_text(content, "payee_name"),
        purpose=_text(content, "purpose"),
    )


def read_identity(content: Any) -> dict[str, str]:
    """The four elements: name, account, phone, and the identity number or its SHA-256."""
    proof = "id_number_hash" if "id_number_hash" in content else "id_number"
    elements = {name: _text(content, name) for name in ("name", "phone", proof)}
    return elements | {"account": _account_number(content, "account")}


def read_accounts(content: Any) -> list[tuple[dict[str, str], int]]:
    """The four elements and the balance of each account to open."""
    accounts = content.get("accounts")
    if not (isinstance(accounts, list) and all(isinstance(item, dict) for item in accounts)):
        raise Refusal(400, "MALFORMED", "accounts")
    return [
        (read_identity(item), _amount(item, "balance_fen") if "balance_fen" in item else OPENING_FEN)
        for item in accounts
    ]


def read_transfer(content: Any, now: datetime) -> dict[str, Any]:
    """A transfer without an order here: payer, payee, amount, remark; `at` may be an instant before now.

    `order_number` and `transaction` are told of what reached the bank on another way than this API: a file, paper.
    """
    try:
        instant = datetime.fromisoformat(content.get("at", now.isoformat()))
    except (ValueError, TypeError):
        raise Refusal(400, "MALFORMED", "at") from None
    if instant.tzinfo is None:
        raise Refusal(400, "MALFORMED", "at")
    return {
        "payer_account": _account_number(content, "payer_account"),
        "payer_name": str(content.get("payer_name", ""))[:MAX_TEXT],
        "payee_account": _account_number(content, "payee_account"),
        "payee_name": str(content.get("payee_name", ""))[:MAX_TEXT],
        "amount_fen": _amount(content),
        "remark": str(content.get("remark", ""))[:MAX_TEXT],
        "order_number": _order_number(content) if content.get("order_number") else "",
        "transaction": str(content.get("transaction", ""))[:MAX_TEXT],
        "at": instant.isoformat(),
    }


def read_transfers(content: Any, now: datetime) -> list[dict[str, Any]]:
    """Many transfers of the past, in the order in which they happened."""
    transfers = content.get("transfers")
    if not (isinstance(transfers, list) and all(isinstance(item, dict) for item in transfers)):
        raise Refusal(400, "MALFORMED", "transfers")
    return [read_transfer(item, now) for item in transfers]


def read_span(parameters: Any) -> tuple[date, date]:
    """The days of a statement, both included."""
    try:
        first, last = (date.fromisoformat(parameters[name]) for name in ("first", "last"))
    except ValueError:
        raise Refusal(400, "MALFORMED", "day") from None
    if first > last:
        raise Refusal(400, "MALFORMED", "day")
    return first, last


def read_words(content: Any) -> list[dict[str, Any]]:
    """What is to be told of an order, message by message: message_id, state, and what else is to be spoilt."""
    words = content.get("words")
    if not (isinstance(words, list) and all(isinstance(word, dict) for word in words)):
        raise Refusal(400, "MALFORMED", "words")
    if any(word.get("state") not in set(State) or not isinstance(word.get("message_id"), str) for word in words):
        raise Refusal(400, "MALFORMED", "words")
    return words


def write_order(order: Order) -> dict[str, Any]:
    content = order.content
    return {
        "order_number": content.order_number,
        "operation": content.operation.value,
        "state": order.state.value,
        "amount_fen": content.amount_fen,
        "payer_account": content.payer_account,
        "payee_account": content.payee_account,
        "bank_reference": order.bank_reference,
        "reason": order.reason,
        "occurred_at": order.at,
    }
