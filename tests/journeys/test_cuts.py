"""Connections break while loans are paid out and repaid: between staff and server, and between worker and bank.

Nobody who lost an answer knows what became of his request, so he asks by its key and sends again under the same key; a
worker who lost the bank's answer asks by the order's number. Nothing is lost and nothing is doubled by the bank's own
books. Then the bank is away for a while: every order that is in doubt is settled by its number when it is back.
"""

import json
import os
import random
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bench.machine import describe
from server.commands.supervision.surroundings import listens
from server.kit.embedded.endpoint import Endpoint
from tests.journeys.cutting import BreakingWire
from tests.journeys.kills_clients import Life, Tally
from tests.journeys.kills_house import Mortal, lending_house
from tests.journeys.kills_judge import judge, require_whole
from tests.journeys.phones import Phone
from tests.journeys.running import READY_SECONDS, ROOT

SEED_VARIABLE = "JIEDAI_CUTS_SEED"
RESULTS = ROOT / "bench" / "results" / "cuts.jsonl"
AT_ONCE = 4
SHARE = 0.3
"""Of all pieces that pass, so many break their connection."""
IN_DOUBT = 4
"""Loans whose orders are on their way when the bank goes away."""
SETTLED_SECONDS = 10.0


@dataclass
class Wires:
    """Both wires of a house."""

    to_server: BreakingWire
    to_bank: BreakingWire

    @property
    def cut(self) -> int:
        return self.to_server.cut + self.to_bank.cut

    def break_now(self, share: float) -> None:
        self.to_server.share = self.to_bank.share = share

    def stop(self) -> None:
        self.to_server.stop()
        self.to_bank.stop()


@dataclass(frozen=True)
class Place:
    """Where the house stands: its folder, and a database of its own with the test world in it."""

    folder: Path
    endpoint: Endpoint
    database: str


@pytest.fixture
def place(tmp_path: Path, endpoint: Endpoint, database_name: str) -> Place:
    return Place(tmp_path, endpoint, database_name)


def cut_connections(place: Place, wanted: int, most_loans: int, number: int) -> dict[str, Any]:
    """Pay out and repay until so many connections were cut; answers the figures."""
    print(f"{SEED_VARIABLE}={number}")  # noqa: T201 - shown with a failure
    dice, began, found = random.Random(number), time.monotonic(), []

    def dress(house: Mortal) -> None:
        bank = BreakingWire(house.bank_port, random.Random(dice.random()))
        found.append(Wires(BreakingWire(house.port, random.Random(dice.random())), bank))
        house.settings |= {
            "JIEDAI_BANK_URL": bank.url,
            "JIEDAI_RATE_LIMIT_STAFF_PER_MINUTE": "0",
            "JIEDAI_RATE_LIMIT_ADDRESS_PER_MINUTE": "0",
        }

    loans = most_loans + IN_DOUBT
    with lending_house(place.folder, place.endpoint, place.database, loans, dress=dress) as (house, contracted):
        wires = found[0]
        try:
            tally, phone = Tally(), Phone(wires.to_server.url, "finance.hq").log_in()
            lives = [Life(phone, each, tally) for each in contracted]
            lived = _live_until(lives[:-IN_DOUBT], wires, wanted)
            seconds = _settle_in_doubt(house, lives[-IN_DOUBT:])
            lived += lives[-IN_DOUBT:]
            figures = judge(house, tally, lived)
            require_whole(house, figures, len(lived))
        finally:
            wires.stop()
    cuts = {"to_server": wires.to_server.cuts, "to_bank": wires.to_bank.cuts}
    about = {"seed": number, "loans": len(lived), "cut": wires.cut, "cuts": cuts, **figures}
    return about | {"settled_after_return_seconds": seconds, "seconds": round(time.monotonic() - began)}


def _live_until(lives: list[Life], wires: Wires, wanted: int) -> list[Life]:
    """Some loans at a time, with breaking wires, until so many connections were cut."""
    lived: list[Life] = []
    wires.break_now(SHARE)
    while wires.cut < wanted:
        now = lives[len(lived) : len(lived) + AT_ONCE]
        assert now, f"{wires.cut} cuts in {len(lived)} loans"
        with ThreadPoolExecutor(len(now)) as pool:
            list(pool.map(Life.live, now))
        lived += now
    wires.break_now(0)
    return lived


def _settle_in_doubt(house: Mortal, lives: list[Life]) -> float:
    """The bank dies, orders go out to nobody, the bank comes back: how long until the last of their loans runs."""
    house.kill_part("bank")
    with ThreadPoolExecutor(len(lives)) as pool:
        running = [pool.submit(life.live) for life in lives]
        while not all(life.loan for life in lives):
            assert not any(future.done() for future in running), "a loan ended before its order was asked for"
            time.sleep(0.05)
        time.sleep(2)  # so that orders are sent, and asked about, in vain
        house.start_part("bank")
        deadline = time.monotonic() + READY_SECONDS
        while not listens(house.bank_port):
            assert time.monotonic() < deadline, house.log("bank")
            time.sleep(0.01)
        back = time.monotonic()
        numbers = {life.contracted.amount_fen for life in lives}
        while not numbers <= set(house.paid_out()):
            assert time.monotonic() < deadline, house.books()["orders"]
            time.sleep(0.05)
        seconds = time.monotonic() - back
        for future in running:
            future.result(READY_SECONDS)
    return round(seconds, 2)


def seed_of_the_day() -> int:
    return int(os.environ.get(SEED_VARIABLE) or random.SystemRandom().randrange(1_000_000))


@pytest.mark.timeout(900)
def test_loans_outlive_cut_connections_and_a_bank_that_was_away(place: Place) -> None:
    figures = cut_connections(place, 20, 24, seed_of_the_day())
    assert figures["cut"] >= 20
    assert figures["in_doubt"] > 0


@pytest.mark.long
@pytest.mark.timeout(4 * 3600)
def test_loans_outlive_a_thousand_cut_connections(place: Place) -> None:
    machine = describe()
    figures = cut_connections(place, 1_000, 600, seed_of_the_day())
    with RESULTS.open("a", encoding="utf-8") as results:
        results.write(json.dumps({"machine": machine, **figures}) + "\n")
    assert figures["settled_after_return_seconds"] <= SETTLED_SECONDS
