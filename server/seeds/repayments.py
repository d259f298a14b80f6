"""How people pay: on the day, a little late, ahead of time, or not any more."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from enum import StrEnum
from random import Random
from typing import Final

from server.seeds.dice import round_amount
from server.terms.model import Row

ARREARS_DAYS: Final = 160


class Habit(StrEnum):
    """How somebody pays."""

    PUNCTUAL = "punctual"
    TARDY = "tardy"
    AHEAD = "ahead"
    LAPSED = "lapsed"


HABITS: Final = {Habit.PUNCTUAL: 72, Habit.TARDY: 12, Habit.AHEAD: 9, Habit.LAPSED: 7}
ROUNDS_UP_SHARE: Final = 0.03
PART_SHARE: Final = 0.4


def payments(dice: Random, rows: Sequence[Row], today: date) -> list[tuple[date, int]]:
    """What was paid before today: the day and the amount in fen, in order."""
    habit = dice.choices(list(HABITS), list(HABITS.values()))[0]
    match habit:
        case Habit.AHEAD:
            paid = _ahead(dice, rows)
        case Habit.LAPSED:
            paid = _lapsed(dice, rows, today)
        case _:
            paid = ((row.due_on + _delay(dice, habit), row.total_fen) for row in rows)
    done = sorted((day, fen) for day, fen in paid if day < today)
    if len(done) == len(rows) and dice.random() < ROUNDS_UP_SHARE:
        day, fen = done[-1]
        done[-1] = (day, fen + dice.randint(1, 99) * 100)
    return done


def _delay(dice: Random, habit: Habit) -> timedelta:
    days = dice.choice((-3, -2, -1, -1, 0, 0, 0, 0)) if habit is Habit.PUNCTUAL else dice.choice((0, 1, 2, 3, 5, 8, 12))
    return timedelta(days=days)


def _ahead(dice: Random, rows: Sequence[Row]) -> Iterator[tuple[date, int]]:
    """Some instalments, then all that is left at once."""
    kept = dice.randint(1, max(1, len(rows) - 1))
    for row in rows[: kept - 1]:
        yield row.due_on, row.total_fen
    yield rows[kept - 1].due_on, sum(row.total_fen for row in rows[kept - 1 :])


def _lapsed(dice: Random, rows: Sequence[Row], today: date) -> Iterator[tuple[date, int]]:
    """Paid until some day of the last months, then nothing or a part."""
    since = today - timedelta(days=dice.randint(1, ARREARS_DAYS))
    for row in rows:
        if row.due_on >= since:
            if dice.random() < PART_SHARE:
                part = round_amount(row.total_fen * dice.randint(20, 80) // 100)
                yield row.due_on + timedelta(days=dice.randint(0, 6)), max(10_000, part)
            return
        yield row.due_on, row.total_fen
