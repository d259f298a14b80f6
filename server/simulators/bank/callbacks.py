"""Tells the lender how orders ended, signed, again and again until it answers 2xx; scripted to lie where asked.

What has not been taken yet stands in the books, so a bank that was killed goes on telling after its restart.
"""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx

from server.custody.bank import CALLBACK_TARGET, SIGNATURE_HEADER, TIMESTAMP_HEADER, sign
from server.kit.clock import Clock
from server.simulators.bank.books import Books, Order, State
from server.simulators.bank.faults import FaultKind

MAX_PAUSE_SECONDS = 30.0
WATCH_SECONDS = 0.01
OPPOSITE = {State.SETTLED: State.FAILED, State.FAILED: State.SETTLED}


def message(order: Order, *, message_id: str, state: State) -> bytes:
    """The body of a callback: the outcome, and which call the order came by."""
    wrong = order.fault(FaultKind.WRONG_AMOUNT)
    content = {
        "message_id": message_id,
        "order_number": order.content.order_number,
        "operation": order.content.operation.value,
        "state": state.value,
        "amount_fen": order.content.amount_fen + (wrong.amount_delta_fen if wrong else 0),
        "payee_account": order.content.payee_account,
        "bank_reference": order.bank_reference,
        "reason": order.reason if state is State.FAILED else None,
        "occurred_at": order.at,
    }
    return json.dumps(content, ensure_ascii=False).encode()


@dataclass
class Callbacks:
    """One task an undelivered message; all of them end with `stop`."""

    books: Books
    client: httpx.AsyncClient
    url: str
    secret: str
    retry_seconds: float
    clock: Clock
    tasks: set[asyncio.Task[None]] = field(default_factory=set)
    telling: set[str] = field(default_factory=set)

    def tell(self, order: Order) -> None:
        """Begin to deliver the outcome of a finished order, unless it is told already or scripted to get lost."""
        if order.message_id not in self.books.undelivered or order.message_id in self.telling or not self.url:
            return
        if order.fault(FaultKind.CALLBACK_LOST):
            self.books.delivered(order.message_id)
            return
        self.telling.add(order.message_id)
        task = asyncio.create_task(self._deliver(order, order.message_id))
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    def resume(self) -> None:
        """After a start: everything that the lender has not taken yet."""
        for number in list(self.books.undelivered.values()):
            self.tell(self.books.orders[number])

    async def await_told(self, order: Order, seconds: float) -> None:
        """Wait until the lender has taken the outcome, or for so long."""
        try:
            async with asyncio.timeout(seconds):
                while order.message_id in self.books.undelivered:  # noqa: ASYNC110 - the books are plain data, read after a restart too
                    await asyncio.sleep(WATCH_SECONDS)
        except TimeoutError:
            return

    async def say(self, order: Order, words: Sequence[dict[str, Any]]) -> list[int]:
        """Tell the lender of an order exactly this, one after the other, true or not. Answers how it took each."""
        taken = []
        for word in words:
            known = json.loads(message(order, message_id=word["message_id"], state=State(word["state"])))
            body = json.dumps(known | word, ensure_ascii=False).encode()
            taken.append(await self._status(body, secret=self.secret))
        return taken

    async def stop(self) -> None:
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)

    async def _deliver(self, order: Order, message_id: str) -> None:
        late = order.fault(FaultKind.CALLBACK_LATE)
        if late:
            await asyncio.sleep(late.seconds)
        body = message(order, message_id=message_id, state=order.state)
        if order.fault(FaultKind.CALLBACK_FORGED):
            await self._post(body.replace(b'"FAILED"', b'"SETTLED"'), secret=self.secret + "forged")
        pause = self.retry_seconds
        while not await self._post(body, secret=self.secret):
            await asyncio.sleep(pause)
            pause = min(pause * 2, MAX_PAUSE_SECONDS)
        self.books.delivered(message_id)
        if order.fault(FaultKind.CALLBACK_TWICE):
            await self._post(body, secret=self.secret)
        if order.fault(FaultKind.CALLBACK_REORDERED):
            stale = message(order, message_id=message_id + "-stale", state=State.PROCESSING)
            await self._post(stale, secret=self.secret)
        if order.fault(FaultKind.CALLBACK_CONTRADICTED):
            other = message(order, message_id=message_id + "-other", state=OPPOSITE[order.state])
            await self._post(other, secret=self.secret)

    async def _post(self, body: bytes, *, secret: str) -> bool:
        """Whether the lender has taken it."""
        return httpx.codes.is_success(await self._status(body, secret=secret))

    async def _status(self, body: bytes, *, secret: str) -> int:
        """How the lender answers; 0 when it does not. Signed anew each time: the timestamp must be fresh."""
        timestamp = str(int(self.clock.now().timestamp()))
        headers = {
            "Content-Type": "application/json",
            TIMESTAMP_HEADER: timestamp,
            SIGNATURE_HEADER: sign(secret, timestamp, CALLBACK_TARGET, body),
        }
        try:
            response = await self.client.post(self.url, content=body, headers=headers)
        except httpx.HTTPError:
            return 0
        return response.status_code
