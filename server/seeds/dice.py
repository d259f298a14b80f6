"""Chance and time: everything drawn from the seed, nothing from the machine."""

import math
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from uuid import UUID

from server.kit.clock import SHANGHAI
from server.kit.ids import NUMBER_DIGITS, RANDOM_BITS_A, RANDOM_BITS_B, check_digit, uuid7

SATURDAY = 5
STEPS = ((10_000_000, 1_000_000), (3_000_000, 500_000), (500_000, 100_000), (0, 10_000))
OPENS, CLOSES = time(9), time(18)
WORKING_SECONDS = (CLOSES.hour - OPENS.hour) * 3600


def dice_of(seed: int, what: str) -> Random:
    """Dice of their own for each part of the house, so that a change in one leaves the others as they were."""
    return Random(f"{seed}/{what}")  # noqa: S311 - the same seed must give the same house; no secret is drawn


class Ids:
    """Keys and public numbers as the house would have made them at those instants."""

    def __init__(self, dice: Random) -> None:
        self._dice = dice
        self._numbers: set[str] = set()

    def at(self, instant: datetime, position: int = 0) -> UUID:
        """A key of that instant; later positions of one instant sort behind."""
        milliseconds = int(instant.timestamp()) * 1000 + position
        return uuid7(milliseconds, self._dice.getrandbits(RANDOM_BITS_A), self._dice.getrandbits(RANDOM_BITS_B))

    def number(self) -> str:
        """A public number that was not given before."""
        while True:
            body = str(self._dice.randrange(10 ** (NUMBER_DIGITS - 1), 10**NUMBER_DIGITS))
            if body not in self._numbers:
                self._numbers.add(body)
                return body + check_digit(body)


def working_day(day: date) -> date:
    """The day itself, or the Friday before a weekend."""
    return day - timedelta(days=max(0, day.weekday() - SATURDAY + 1))


def moment(dice: Random, day: date) -> datetime:
    """An instant within the opening hours of a day, in UTC."""
    opening = datetime.combine(day, OPENS, SHANGHAI).astimezone(UTC)
    return opening + timedelta(seconds=dice.randrange(WORKING_SECONDS - 3 * 3600))


def later(dice: Random, instant: datetime, *, days: int = 0, minutes: tuple[int, int] = (5, 90)) -> datetime:
    """Some minutes later, after up to so many days; what would fall into the night waits for the morning."""
    waited = timedelta(days=dice.randint(0, days), minutes=dice.randint(*minutes), seconds=dice.randrange(60))
    local = (instant + waited).astimezone(SHANGHAI)
    if OPENS <= local.time() < CLOSES:
        return instant + waited
    morning = local.date() + timedelta(days=local.time() >= CLOSES)
    return datetime.combine(morning, OPENS, SHANGHAI).astimezone(UTC) + timedelta(seconds=dice.randrange(3600))


def spread(dice: Random, median_fen: int, sigma: float) -> int:
    """An amount in fen, log-normally spread around its median, in whole hundreds of yuan."""
    factor = int(1000 * math.exp(dice.gauss(0, sigma)))
    return max(10_000, median_fen * factor // 1000 // 10_000 * 10_000)


def round_amount(amount_fen: int) -> int:
    """Cut an amount to what people ask for: whole thousands, and five or ten of them the larger it is."""
    step = next(step for least, step in STEPS if amount_fen >= least)
    return amount_fen // step * step
