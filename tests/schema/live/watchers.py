"""Staff at open sockets, and the changes that they wait for."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from schema.wire.live import Live
from server.app import App
from server.identity import tokens
from server.kit.work import Caller
from server.loans.repaying import repay
from tests.fixtures.house import AsStaff, fresh
from tests.fixtures.sockets import PATIENCE_SECONDS, Socket, socket_to
from tests.fixtures.world import TOKEN_KEY
from tests.schema.stage import Stage

INBOX = "subscription { approvalInbox { totalCount nodes { id version } } }"
LOAN = "subscription Watch($id: ID!) { loan(id: $id) { version outstanding repayments { amount } } }"
LOAN_AND_CASE = "subscription Watch($id: ID!) { loan(id: $id) { version application { number } } }"
INSTALMENT_FEN = 50_000


@dataclass
class Watcher:
    """Somebody at a socket of the application."""

    socket: Socket
    caller: Caller

    async def watch(self, document: str, number: str = "1", **variables: Any) -> None:
        payload = {"query": document, "variables": variables}
        await self.socket.say("subscribe", id=number, payload=payload)

    async def event(self) -> dict[str, Any]:
        """The data of the next event; nothing else may come."""
        heard = await self.socket.hear()
        assert heard is not None
        assert heard["type"] == "next", heard
        assert "errors" not in heard["payload"], heard
        data: dict[str, Any] = heard["payload"]["data"]
        return data

    async def end(self) -> str:
        """The code with which the subscription ends; no event may come before."""
        heard = await self.socket.hear()
        assert heard is not None
        assert heard["type"] == "error", heard
        return str(heard["payload"][0]["extensions"]["code"])


@dataclass
class Room:
    """Opens sockets; each has a session of its own."""

    app: App
    as_staff: AsStaff

    @property
    def live(self) -> Live:
        return self.app.live

    @asynccontextmanager
    async def watcher(self, login: str, **how: Any) -> AsyncIterator[Watcher]:
        caller = await self.as_staff(login)
        async with socket_to(self.app.asgi, **how) as socket:
            assert await socket.greet(token_of(caller)) == {"type": "connection_ack"}
            yield Watcher(socket, caller)

    async def look_again(self) -> None:
        """Make every watch look, and wait until each has."""
        before = {watch: watch.looks for watch in self.live.watches.values()}
        for watch in before:
            watch.ring()
        async with asyncio.timeout(PATIENCE_SECONDS):
            while any(watch.looks == looks and watch.followers for watch, looks in before.items()):  # noqa: ASYNC110 - a count of the product
                await asyncio.sleep(0.01)


def token_of(caller: Caller) -> str:
    """An access token of the caller's session."""
    assert caller.actor.session_id is not None
    return tokens.new_access(
        TOKEN_KEY,
        staff_id=caller.actor.id,
        session_id=caller.actor.session_id,
        now=caller.house.ports.clock.now(),
        lifetime=timedelta(minutes=15),
    )


async def pay(caller: Caller, stage: Stage) -> UUID:
    """Take a repayment of the stage's loan: one change of one loan."""
    return await repay(
        fresh(caller),
        loan_id=stage.rows["loan"],
        amount_fen=INSTALMENT_FEN,
        paid_on=caller.house.ports.clock.now().date(),
        reference=uuid4().hex,
    )
