"""A process of tellers: so many clients in one event loop, each taking one repayment after another.

`python -m bench.loans.tellers CLIENTS SECONDS SHARE OF` reads its settings from the environment like any process of the
house and prints what it did as one line of JSON. Each loan is repaid once, by its next instalment.
"""

import asyncio
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import uvloop
from sqlalchemy import select, text

from server.commands.console import load_settings
from server.identity.actors import load_staff
from server.identity.models import Staff, StaffSession
from server.identity.passage import enter
from server.kit.clock import business_date
from server.kit.errors import DomainError
from server.kit.scope import Scope
from server.kit.work import Actor, ActorKind, Caller, House
from server.loans.repaying import repay
from server.opening import open_house

TELLER = "teller"
MOST = 5_000
WARM_UP = 5
"""Repayments of each client that do not count."""
DUE = text(
    "SELECT l.id, i.open FROM loans l, LATERAL (SELECT principal_fen + interest_fen + fee_fen + penalty_fen "
    "- paid_principal_fen - paid_interest_fen - paid_fee_fen - paid_penalty_fen AS open FROM instalments i "
    "WHERE i.customer_id = l.customer_id AND i.loan_id = l.id AND i.due_on = l.next_due_on LIMIT 1) AS i "
    "WHERE l.state = 'active' AND i.open > 0 AND abs(hashtext(l.id::text)::bigint) % :of = :share "
    "ORDER BY md5(l.id::text) LIMIT :most"
)
Due = tuple[UUID, int]


async def main(clients: int, seconds: float, share: int, of: int) -> dict[str, Any]:
    """Work for so long on one's share of the loans; answers what was done."""
    house = open_house(load_settings())
    try:
        teller, waiting = await _who(house), iter(await _due(house, share, of))
        caller, today = Caller(house, teller, request_id="bench"), business_date(house.ports.clock.now(), 24)
        outcomes: Counter[str] = Counter()
        waits: list[float] = []
        await asyncio.gather(*(_warm_up(caller, waiting, today) for _ in range(clients)))
        began, spent = time.monotonic(), time.process_time()
        until = began + seconds
        work = (_client(caller, waiting, (today, until), (outcomes, waits)) for _ in range(clients))
        await asyncio.gather(*work)
        took = time.monotonic() - began
        waits.sort()
        return {
            "warmed_up": clients * WARM_UP,
            "repaid": outcomes.pop("repaid", 0),
            "refused": dict(outcomes),
            "seconds": took,
            "python_seconds": time.process_time() - spent,
            "p50_ms": 1000 * waits[len(waits) // 2] if waits else None,
            "p99_ms": 1000 * waits[int(len(waits) * 0.99)] if waits else None,
        }
    finally:
        await house.database.close()


async def _warm_up(caller: Caller, waiting: Iterator[Due], today: date) -> None:
    """Before the clock: connections are made and statements prepared on each of them."""
    for _ in range(WARM_UP):
        await _one(caller, next(waiting), today, Counter())


async def _client(
    caller: Caller, waiting: Iterator[Due], when: tuple[date, float], found: tuple[Counter[str], list[float]]
) -> None:
    today, until = when
    outcomes, waits = found
    for due in waiting:
        at = time.monotonic()
        if at >= until:
            return
        await _one(caller, due, today, outcomes)
        waits.append(time.monotonic() - at)


async def _one(caller: Caller, due: Due, today: date, outcomes: Counter[str]) -> None:
    """One repayment, with a key and a reference of its own, as an API call would make it."""
    loan_id, open_fen = due
    key = uuid4().hex
    own = Caller(caller.house, caller.actor, request_id="bench", idempotency_key=key)
    try:
        await repay(own, loan_id=loan_id, amount_fen=open_fen, paid_on=today, reference=key)
    except DomainError as error:
        outcomes[error.code] += 1
    else:
        outcomes["repaid"] += 1


async def _who(house: House) -> Actor:
    wanted = select(StaffSession).join(Staff, Staff.id == StaffSession.staff_id).where(Staff.login == TELLER)
    async with house.database.session() as session:
        row = (await session.execute(wanted)).scalar_one()
        return await load_staff(session, row, house.ports.clock.now(), house.settings.cut_off_hour)


async def _due(house: House, share: int, of: int) -> Sequence[Due]:
    looker = Actor(UUID(int=9), ActorKind.STAFF, "bench", frozenset(), Scope.everywhere())
    async with house.database.session() as session:
        await enter(session, looker)
        rows = await session.execute(DUE, {"share": share, "of": of, "most": MOST})
        return [(row[0], int(row[1])) for row in rows]


if __name__ == "__main__":
    given = sys.argv[1:]
    # the loop that the server runs on
    told = uvloop.run(main(int(given[0]), float(given[1]), int(given[2]), int(given[3])))
    sys.stdout.write(json.dumps(told) + "\n")
