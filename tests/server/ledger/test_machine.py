"""A ledger in a dictionary against the ledger in PostgreSQL, through hundreds of random operations.

Right entries, doubled events, reversals and every kind of bad entry come in arrays of any mixture; after each step the
books must be what the dictionary says: the same balances, the same entries, nothing of a refused array.
"""

import asyncio
import json
from collections import Counter
from typing import Any
from uuid import UUID, uuid4

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

from server.ledger.errors import BY_SQLSTATE
from server.ledger.rules import Account, EventType, Place
from server.ledger.service import POST
from tests.factories.ledger import SPOILT, entry, place, plain, spoil

SEE_ALL = text(
    "SELECT set_config('jiedai.' || name, '*', true) FROM unnest(ARRAY['branches', 'officers', 'customers']) AS name"
)
POOLS = [account for account in Account if account is not Account.BANK]
BALANCES = text(
    "SELECT account_code, sum(amount_fen) FROM ledger_postings WHERE customer_id = :customer GROUP BY account_code"
)
ENTRIES = text(
    "SELECT count(*), coalesce(bool_and(total = 0 AND lines = posting_count), true) FROM ledger_entries e, LATERAL "
    "(SELECT sum(amount_fen) AS total, count(*) AS lines FROM ledger_postings p WHERE p.customer_id = e.customer_id "
    "AND p.entry_id = e.id) AS s WHERE customer_id = :customer"
)
amounts = st.one_of(st.integers(1, 1000), st.integers(1, 10**14))


class Books(RuleBasedStateMachine):
    """One customer's part of the books, so that examples do not see each other."""

    url = ""
    posted = Bundle("posted")

    @initialize()
    def open(self) -> None:
        self.runner = asyncio.Runner()
        self.engine: AsyncEngine = create_async_engine(self.url, poolclass=NullPool)
        self.connection: AsyncConnection = self.runner.run(self._connect())
        self.at: Place = place()
        self.balances: Counter[str] = Counter()
        self.entries: dict[UUID, dict[str, Any]] = {}
        self.reversed: set[UUID] = set()

    async def _connect(self) -> AsyncConnection:
        return await self.engine.connect()

    def teardown(self) -> None:
        if hasattr(self, "runner"):
            self.runner.run(self.connection.close())
            self.runner.run(self.engine.dispose())
            self.runner.close()

    def send(self, *given: dict[str, Any]) -> str | None:
        """Post an array; returns the code of the refusal."""
        return self.runner.run(self._send(given))

    async def _send(self, given: tuple[dict[str, Any], ...]) -> str | None:
        try:
            await self.connection.execute(POST, {"entries": json.dumps(given)})
            await self.connection.commit()
        except DBAPIError as error:
            await self.connection.rollback()
            return BY_SQLSTATE[getattr(error.orig, "sqlstate", "")].code
        for one in given:
            self.entries[UUID(one["id"])] = one
            for posting in one["postings"]:
                self.balances[posting["account"]] += posting["amount_fen"]
        return None

    def good(self, parts: list[tuple[Account, int]], event_type: EventType) -> dict[str, Any]:
        lines = [*parts, (Account.BANK, -sum(amount for _, amount in parts))]
        return plain(entry(*lines, at=self.at, event_type=event_type))

    lists = st.lists(st.tuples(st.sampled_from(POOLS), amounts), min_size=1, max_size=5)
    types = st.sampled_from([kind for kind in EventType if kind is not EventType.REVERSAL])

    @rule(target=posted, parts=lists, event_type=types)
    def post_one(self, parts: list[tuple[Account, int]], event_type: EventType) -> dict[str, Any]:
        one = self.good(parts, event_type)
        assert self.send(one) is None
        return one

    @rule(many=st.lists(lists, min_size=2, max_size=6), event_type=types)
    def post_many(self, many: list[list[tuple[Account, int]]], event_type: EventType) -> None:
        assert self.send(*(self.good(parts, event_type) for parts in many)) is None

    @rule(parts=lists, event_type=types, how=st.sampled_from(sorted(SPOILT)), bad_first=st.booleans())
    def post_a_bad_one(
        self, parts: list[tuple[Account, int]], event_type: EventType, how: str, *, bad_first: bool
    ) -> None:
        one = self.good(parts, event_type)
        bad = spoil(self.good(parts, event_type), how)
        assert self.send(*((bad, one) if bad_first else (one, bad))) == SPOILT[how]

    @rule(before=posted)
    def post_an_event_again(self, before: dict[str, Any]) -> None:
        assert self.send(before | {"id": str(uuid4())}) == "ledger.already_posted"
        assert self.send(before) == "ledger.already_posted"

    @rule(before=posted)
    def reverse(self, before: dict[str, Any]) -> None:
        entry_id = UUID(before["id"])
        undo = plain(entry(at=self.at, event_type=EventType.REVERSAL, reverses=entry_id))
        undo["postings"] = [line | {"amount_fen": -line["amount_fen"]} for line in before["postings"]]
        expected = "ledger.already_reversed" if entry_id in self.reversed else None
        assert self.send(undo) == expected
        self.reversed.add(entry_id)

    @invariant()
    def the_books_are_what_the_dictionary_says(self) -> None:
        if not hasattr(self, "runner"):
            return
        balances, count, whole = self.runner.run(self._look())
        assert balances == dict(self.balances)
        assert (count, whole) == (len(self.entries), True)
        assert sum(balances.values()) == 0

    async def _look(self) -> tuple[dict[str, int], int, bool]:
        mine = {"customer": self.at.customer_id}
        await self.connection.execute(SEE_ALL)
        balances = {code: int(total) for code, total in await self.connection.execute(BALANCES, mine)}
        count, whole = (await self.connection.execute(ENTRIES, mine)).one()
        await self.connection.rollback()
        return balances, int(count), bool(whole)


def test_the_books_follow_a_dictionary_through_random_operations(app_url: str) -> None:
    machine = type("BooksHere", (Books,), {"url": app_url})
    steps = settings(max_examples=20, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(machine, settings=steps)
