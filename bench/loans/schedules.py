"""Schedules of 36 rows, made on one core: rows alone, as a quote or a disbursement needs them."""

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from bench.wishes import Figure, Wishes
from server.terms.convention import PROFILES
from server.terms.model import Method, Terms
from server.terms.schedules import schedule

ROWS = 36
TARGET = ">= 5000"
BATCH = 200
METHODS = (Method.EQUAL_INSTALMENT, Method.EQUAL_PRINCIPAL, Method.INTEREST_ONLY)


def measure(wishes: Wishes) -> list[Figure]:
    """The median of rounds for level instalments, which has the target, and for two other methods beside it."""
    return [_one(wishes, method) for method in METHODS]


def _one(wishes: Wishes, method: Method) -> Figure:
    rates = []
    for number in range(wishes.rounds):
        wishes.say(f"schedules, {method.value}, round {number + 1}")
        made, seconds = _round(method, wishes.seconds / len(METHODS))
        rates.append(made / seconds)
        wishes.note({"part": "schedules", "method": method.value, "schedules": made, "seconds": round(seconds, 3)})
    target = TARGET if method is Method.EQUAL_INSTALMENT else None
    return Figure(f"36-row schedules, {method.value}", round(sorted(rates)[len(rates) // 2]), "/s a core", target)


def _round(method: Method, seconds: float) -> tuple[int, float]:
    """Make schedules for so long, no two of the same terms; the processor's time counts, not the clock's."""
    terms, made, rows = _terms(method), 0, 0
    began, until = time.process_time(), time.monotonic() + seconds
    while time.monotonic() < until:
        for _ in range(BATCH):
            rows += len(schedule(next(terms)))
        made += BATCH
    spent = time.process_time() - began
    assert rows == made * ROWS, "a row was left out"
    return made, spent


def _terms(method: Method) -> Iterator[Terms]:
    """Ordinary contracts: another amount, rate and day each time."""
    start, convention = date(2026, 1, 1), PROFILES["prc_360"]
    first = Terms(1_000_000, Decimal("0.144"), method, ROWS, start, convention=convention)
    number = 0
    while True:
        number += 1
        rate = Decimal(600 + number % 1800) / 10_000
        started = start + timedelta(days=number % 365)
        yield replace(first, principal_fen=1_000_000 + 137 * number, rate_annual=rate, start_on=started)
