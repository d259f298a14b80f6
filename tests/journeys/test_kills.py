"""Kill -9 of server, worker and database while loans are paid out and repaid: nothing is lost, nothing is doubled."""

import json
import os
import random
import time
from collections import Counter
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.kills_clients import REPAYMENTS, Life, Tally
from tests.journeys.kills_house import DATABASE_VICTIM, Contracted, Mortal, mortal_house
from tests.journeys.kills_judge import judge, require_whole
from tests.journeys.phones import Phone
from tests.journeys.running import ROOT

VICTIMS = ("server", "worker", DATABASE_VICTIM)
LIVES = 3
STEPS_OF_A_LIFE = 9
"""Disbursement and two repayments sent and answered, the loan seen active, and two lines of the bank's at least."""
ROUND_SECONDS = 300.0
KILLS = 100
SEED_VARIABLE = "JIEDAI_KILLS_SEED"
RESULTS = ROOT / "bench" / "results" / "kills.jsonl"


@dataclass
class Siege:
    """Rounds of one kill each over one house."""

    house: Mortal
    phone: Phone
    tally: Tally
    dice: random.Random
    lived: list[Life]

    def play(self, victim: str, contracted: list[Contracted]) -> None:
        """Some loans begin at once; at a drawn step of theirs the victim dies, stays away a moment, comes back."""
        lives = [Life(self.phone, each, self.tally) for each in contracted]
        step = self.dice.randrange(1, STEPS_OF_A_LIFE * len(lives) - REPAYMENTS)
        lag, absence = self.dice.uniform(0, 0.1), self.dice.uniform(0, 2)
        begun = self._steps()
        with ThreadPoolExecutor(len(lives)) as pool:
            running = [pool.submit(life.live) for life in lives]
            self._await_step(begun + step, running)
            time.sleep(lag)
            self.house.kill_part(victim)
            time.sleep(absence)
            self.house.start_part(victim)
            for future in running:
                future.result(ROUND_SECONDS)
        self.lived += lives

    def _steps(self) -> int:
        return self.tally.steps + self.house.journal_lines()

    def _await_step(self, step: int, running: list[Future[None]]) -> None:
        """Return when so much has happened; at the latest when all have ended, so that every round has its kill."""
        while self._steps() < step and not all(future.done() for future in running):
            time.sleep(0.002)


def besiege(folder: Path, rounds: int, seed: int) -> dict[str, Any]:
    """So many rounds; answers the figures. Prints the seed, which pytest shows when something fails."""
    print(f"{SEED_VARIABLE}={seed}")  # noqa: T201 - shown with a failure
    dice = random.Random(seed)
    began = time.monotonic()
    with mortal_house(folder, rounds * LIVES) as (house, contracted):
        siege = Siege(house, Phone(house.url, "finance.hq").log_in(), Tally(), dice, [])
        kills = [VICTIMS[number % len(VICTIMS)] for number in range(rounds)]
        dice.shuffle(kills)
        for number, victim in enumerate(kills):
            print(f"{time.monotonic() - began:.0f} s, round {number + 1}: the {victim}")  # noqa: T201 - as above
            siege.play(victim, contracted[number * LIVES : (number + 1) * LIVES])
        figures = judge(house, siege.tally, siege.lived)
        require_whole(house, figures, rounds * LIVES)
    return {
        "rounds": rounds,
        "seed": seed,
        **dict(Counter(kills)),
        **figures,
        "seconds": round(time.monotonic() - began),
    }


def seed_of_the_day() -> int:
    return int(os.environ.get(SEED_VARIABLE) or random.SystemRandom().randrange(1_000_000))


@pytest.mark.timeout(600)
def test_loans_outlive_a_kill_of_server_worker_and_database(tmp_path: Path) -> None:
    besiege(tmp_path, len(VICTIMS), seed_of_the_day())


@pytest.mark.long
@pytest.mark.timeout(4 * 3600)
def test_loans_outlive_a_hundred_kills(tmp_path: Path) -> None:
    figures = besiege(tmp_path, KILLS, seed_of_the_day())
    RESULTS.parent.mkdir(exist_ok=True)
    with RESULTS.open("a") as results:
        results.write(json.dumps(figures) + "\n")
