"""Tens of thousands of random operations by eight clients at once against a ledger in a dictionary.

After each burst the books of its customers are what the dictionary says, to the fen and the entry, and every refusal
has the code that was due; at the end the checks of `jiedai verify` run over all that was written. The long run makes a
million: `jiedai test --long tests/server/ledger/machine`, with `JIEDAI_LEDGER_SEED` and `JIEDAI_LEDGER_OPERATIONS`.
"""

import os
import random
import time
from collections import Counter
from collections.abc import Iterator
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from bench.machine import describe
from bench.records import keep
from server.kit.embedded.endpoint import Endpoint
from tests.server.ledger.machine.clients import CLIENTS, Hall
from tests.server.ledger.machine.model import APPLIED, Model
from tests.server.ledger.machine.traffic import ALREADY, REVERSED, Traffic

OPERATIONS = 20_000
OPERATIONS_LONG = 1_000_000
SEED_VARIABLE = "JIEDAI_LEDGER_SEED"
COUNT_VARIABLE = "JIEDAI_LEDGER_OPERATIONS"
STEPS = 8
seeds = st.integers(0, 2**32 - 1)


class Clients(RuleBasedStateMachine):
    """Customers of its own, so that examples do not see each other; the database and the tally are shared."""

    hall: ClassVar[Hall]
    tally: ClassVar[Counter[str]]

    @initialize(number=seeds, customers=st.integers(1, 6), loans=st.integers(1, 4))
    def open(self, number: int, customers: int, loans: int) -> None:
        self.traffic = Traffic(Model(), random.Random(number), customers, loans)

    @rule(number=seeds, size=st.integers(200, 500))
    def a_burst(self, number: int, size: int) -> None:
        """Everything mixed."""
        self.traffic.dice.seed(number)
        self._send(self.traffic.burst(size))

    @rule(number=seeds)
    def all_want_one_event(self, number: int) -> None:
        """Every client posts the same event, twice."""
        self.traffic.dice.seed(number)
        self._send(self.traffic.storm(2 * CLIENTS))

    @rule(number=seeds)
    def all_reverse_one_entry(self, number: int) -> None:
        """Every client reverses the same entry, twice."""
        self.traffic.dice.seed(number)
        self._send(self.traffic.reversals(2 * CLIENTS))

    def _send(self, attempts: list[Any]) -> None:
        self.hall.send(attempts)
        self.traffic.model.learn(attempts)
        for attempt in attempts:
            self.tally["operations"] += 1
            self.tally["posted" if attempt.outcome is APPLIED else attempt.outcome] += 1
            self.tally["entries"] += len(attempt.entries) if attempt.outcome is APPLIED else 0

    @invariant()
    def the_books_are_what_the_dictionary_says(self) -> None:
        if not hasattr(self, "traffic"):
            return
        balances, ids = self.hall.books(self.traffic.everybody())
        assert balances == self.traffic.model.standing()
        assert ids == self.traffic.model.ids
        assert sum(balances.values()) == 0


@pytest.fixture
def hall(endpoint: Endpoint, database_name: str) -> Iterator[Hall]:
    opened = Hall(endpoint, database_name)
    yield opened
    opened.close()


def run_operations(hall: Hall, wanted: int, number: int) -> Counter[str]:
    """Run examples until so many operations are done, then prove the whole book. Answers what came of them."""
    print(f"{SEED_VARIABLE}={number} {COUNT_VARIABLE}={wanted}")  # noqa: T201 - shown with a failure
    tally: Counter[str] = Counter()
    machine = type("ClientsHere", (Clients,), {"hall": hall, "tally": tally})
    steps = settings(
        max_examples=10,
        stateful_step_count=STEPS,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    round_number = number
    while tally["operations"] < wanted:
        run_state_machine_as_test(seed(round_number)(machine), settings=steps)
        round_number += 1
    assert hall.differences() == []
    entries, claims, claims_of_reversals, reversals, events, total = hall.counts()
    assert (entries, claims, events, total) == (tally["entries"], tally["entries"], tally["entries"], 0)
    assert claims_of_reversals == reversals
    return tally


def test_twenty_thousand_operations_of_eight_clients_leave_the_books_as_a_dictionary_says(hall: Hall) -> None:
    tally = run_operations(hall, OPERATIONS, _seed())
    assert tally["operations"] >= OPERATIONS
    # nothing was left out: doubled, bad and good ones in about their shares
    doubled = tally[ALREADY] + tally[REVERSED]
    refused = tally["operations"] - tally["posted"]
    assert doubled > OPERATIONS * 0.03
    assert refused - doubled > OPERATIONS * 0.03
    assert len(tally) >= 12, tally


@pytest.mark.long
@pytest.mark.timeout(4 * 3600)
def test_a_million_operations_of_eight_clients_leave_the_books_as_a_dictionary_says(hall: Hall) -> None:
    number, began, machine = _seed(), time.monotonic(), describe()
    tally = run_operations(hall, int(os.environ.get(COUNT_VARIABLE) or OPERATIONS_LONG), number)
    seconds = time.monotonic() - began
    keep("ledger_operations", {"machine": machine, "seed": number, "clients": CLIENTS, **_figures(tally, seconds)})


def _figures(tally: Counter[str], seconds: float) -> dict[str, Any]:
    """What a run amounts to. What differs would have ended it."""
    codes = {code: count for code, count in sorted(tally.items()) if "." in code}
    whole = {name: tally[name] for name in ("operations", "posted", "entries")}
    rate = round(tally["operations"] / seconds)
    return {**whole, "refused": codes, "imbalances": 0, "doubled": 0, "seconds": round(seconds), "per_second": rate}


def _seed() -> int:
    return int(os.environ.get(SEED_VARIABLE) or random.SystemRandom().randrange(1_000_000))
