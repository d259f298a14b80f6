"""The bank link over HTTP: signed requests, and UNKNOWN for everything that is not a clear answer.

A time-out, a cut connection, a 5xx, an answer about another number or in another form: each of them leaves open
whether the bank has the order, so none of them is a refusal. The caller asks again by the same number.
"""

import json
from datetime import date
from typing import Any

import httpx

from server.custody.bank import SIGNATURE_HEADER, TIMESTAMP_HEADER, read_answer, sign
from server.kit.clock import Clock, SystemClock
from server.kit.ports import AccountCheck, PaymentAnswer, PaymentOrder, PaymentState

TIMEOUT_SECONDS = 10.0
CONNECT_SECONDS = 3.0
MAX_ANSWER_BYTES = 100_000
MAX_STATEMENT_BYTES = 100_000_000
NOT_FOUND = 404


class HttpBank:
    """The adapter of `server.kit.ports.Bank`. Signatures carry the time of `clock`: the bank's must be on that date."""

    def __init__(
        self,
        url: str,
        secret: str,
        *,
        clock: Clock | None = None,
        timeout_seconds: float = TIMEOUT_SECONDS,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self._secret = secret
        self._clock = clock or SystemClock()
        timeout = httpx.Timeout(timeout_seconds, connect=min(timeout_seconds, CONNECT_SECONDS))
        self._client = httpx.AsyncClient(base_url=url, timeout=timeout, transport=transport, trust_env=False)

    async def aclose(self) -> None:
        await self._client.aclose()

    async def pay(self, order: PaymentOrder) -> PaymentAnswer:
        """Send the order; sending it again under its number is harmless."""
        return await self._order("/v1/payments", order)

    async def collect(self, order: PaymentOrder) -> PaymentAnswer:
        """Pull a repayment: the payer is the customer's account, the payee the lender's."""
        return await self._order("/v1/collections", order)

    async def query(self, number: str) -> PaymentAnswer:
        """What the bank knows of a number. NOT_FOUND only when the bank itself says so."""
        status, content = await self._call("GET", f"/v1/payments/{number}", None)
        if status == NOT_FOUND and content == {"order_number": number, "state": "NOT_FOUND"}:
            return PaymentAnswer(number, PaymentState.NOT_FOUND)
        return _answer_about(number, status, content)

    async def verify_account(self, *, account: str, name: str, id_number: str, phone: str) -> AccountCheck:
        """The four-element check. `matches` is None when there was no clear answer."""
        wanted = {"account": account, "name": name, "id_number": id_number, "phone": phone}
        status, content = await self._call("POST", "/v1/accounts/verify", wanted)
        matches = content.get("matches") if status == httpx.codes.OK else None
        if not isinstance(matches, bool):
            return AccountCheck(matches=None, reason=_trouble(status, content))
        reason = content.get("reason")
        return AccountCheck(matches=matches, reason=None if reason is None else str(reason))

    async def statement(self, *, account: str, day: date) -> bytes | None:
        """A day's statement as the bank wrote it (camt.053). None when there was no clear answer."""
        path = f"/v1/statements/{account}/{day}/{day}/camt.053"
        status, answer = await self._exchange("GET", path, b"", limit=MAX_STATEMENT_BYTES)
        return bytes(answer) if status == httpx.codes.OK else None

    async def _order(self, path: str, order: PaymentOrder) -> PaymentAnswer:
        wanted = {
            "order_number": order.number,
            "amount_fen": order.amount_fen,
            "payer_account": order.payer_account,
            "payee_account": order.payee_account,
            "payee_name": order.payee_name,
            "purpose": order.purpose,
        }
        status, content = await self._call("POST", path, wanted)
        return _answer_about(order.number, status, content)

    async def _call(self, method: str, path: str, content: object) -> tuple[int, dict[str, Any]]:
        """Status and JSON object; status 0 and the kind of trouble where there was no answer."""
        body = b"" if content is None else json.dumps(content, ensure_ascii=False).encode()
        status, answer = await self._exchange(method, path, body, limit=MAX_ANSWER_BYTES)
        if not status:
            return 0, {"code": answer.decode()}
        try:
            read = json.loads(answer)
        except (ValueError, RecursionError):
            read = None
        return status, read if isinstance(read, dict) else {}

    async def _exchange(self, method: str, path: str, body: bytes, *, limit: int) -> tuple[int, bytes]:
        """Status and bytes of an answer; status 0 and the kind of trouble where there was none."""
        timestamp = str(int(self._clock.now().timestamp()))
        signature = sign(self._secret, timestamp, f"{method} {path}", body)
        headers = {"Content-Type": "application/json", TIMESTAMP_HEADER: timestamp, SIGNATURE_HEADER: signature}
        try:
            async with self._client.stream(method, path, content=body, headers=headers) as response:
                answer = bytearray()
                async for piece in response.aiter_bytes():
                    answer += piece
                    if len(answer) > limit:
                        return 0, b"ANSWER_TOO_LARGE"
        except httpx.HTTPError as error:
            return 0, type(error).__name__.encode()
        return response.status_code, bytes(answer)


def _answer_about(number: str, status: int, content: dict[str, Any]) -> PaymentAnswer:
    """The bank's answer if it is one about this number, UNKNOWN with the reason otherwise."""
    if status in {httpx.codes.OK, httpx.codes.CREATED, httpx.codes.ACCEPTED}:
        try:
            answer = read_answer(content)
        except (ValueError, KeyError, TypeError):
            return PaymentAnswer(number, PaymentState.UNKNOWN, reason="UNREADABLE")
        if answer.number == number:
            return answer
    return PaymentAnswer(number, PaymentState.UNKNOWN, reason=_trouble(status, content))


def _trouble(status: int, content: dict[str, Any]) -> str:
    return str(content.get("code") or f"HTTP_{status}")[:100]
