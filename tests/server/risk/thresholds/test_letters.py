"""The grade in a statement is the grade of the pure function, under thresholds of products and regions."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from server.risk.catalogue import Operator
from server.risk.grading import grade
from server.risk.sweeping.letters import letter
from server.risk.thresholds.rules import Threshold, holding, in_force, is_in_order

DAY = date(2026, 9, 30)
PRODUCTS = (None, "working_capital", "it's: odd")
REGIONS = (None, uuid4(), uuid4())
ROUNDS = 150


def draw(dice: Random) -> list[Threshold]:
    """A general threshold from the beginning, and up to six others with days before and after the one measured."""
    return [drawn(dice, 0)] + [drawn(dice, number) for number in range(1, dice.randrange(8))]


def drawn(dice: Random, number: int) -> Threshold:
    warn, critical = (dice.choice((None, number_of(dice))) for _ in range(2))
    if not number:
        return Threshold("RB-02", 0, warn, critical)
    begins = DAY + timedelta(days=dice.randrange(-5, 3))
    return Threshold("RB-02", number, warn, critical, begins, dice.choice(PRODUCTS), dice.choice(REGIONS))


def number_of(dice: Random) -> Decimal:
    return Decimal(dice.randrange(-20, 20)) / 4


def newest(thresholds: list[Threshold], product: str | None, region: UUID | None) -> Threshold:
    """A second computation: the most special one, and of equals the last that has begun."""
    speaking = [
        one
        for one in thresholds
        if one.effective_from <= DAY and one.product_code in (None, product) and one.region_id in (None, region)
    ]
    special = max((one.product_code is not None, one.region_id is not None) for one in speaking)
    equals = [one for one in speaking if (one.product_code is not None, one.region_id is not None) == special]
    return max(equals, key=lambda one: (one.effective_from, one.number))


async def test_the_letter_in_a_statement_is_the_grade_of_the_pure_function(owner: AsyncSession) -> None:
    dice, seen = Random(20260930), set[str]()
    for _ in range(ROUNDS):
        thresholds, how, external = draw(dice), dice.choice(list(Operator)), dice.random() < 0.5
        forced = in_force(thresholds, DAY)
        subjects = [
            (dice.choice((None, number_of(dice))), dice.choice(PRODUCTS), dice.choice(REGIONS)) for _ in range(8)
        ]
        given = {
            "values": [value for value, _, _ in subjects],
            "products": [product for _, product, _ in subjects],
            "regions": [region for _, _, region in subjects],
        }
        statement = text(
            f"SELECT {letter('value', how, forced, external=external)} FROM unnest("  # noqa: S608 - a test's
            "CAST(:values AS numeric[]), CAST(:products AS text[]), CAST(:regions AS uuid[])) "
            "WITH ORDINALITY s(value, product, region, n) ORDER BY n"
        )
        told = list((await owner.execute(statement, given)).scalars())
        for letters, (value, product, region) in zip(told, subjects, strict=True):
            holds = holding(forced, product, region)
            assert holds == newest(thresholds, product, region)
            expected = grade(value, how, warn=holds.warn, critical=holds.critical, external=external)
            assert letters == expected.value, (value, how, holds)
        seen |= set(told)
    assert seen == {".", "w", "c", "n", "?"}


@pytest.mark.parametrize(
    ("how", "warn", "critical", "sound"),
    [
        (Operator.AT_LEAST, 1, 2, True),
        (Operator.AT_LEAST, 2, 1, False),
        (Operator.BELOW, 2, 1, True),
        (Operator.BELOW, 1, 2, False),
        (Operator.AT_MOST, 1, 1, True),
        (Operator.ABOVE, 1, 1, True),
        (Operator.EQUAL, 1, 0, True),
        (Operator.BELOW, None, 2, True),
        (Operator.BELOW, 2, None, True),
    ],
)
def test_what_is_critical_has_been_warned_of(
    how: Operator, warn: int | None, critical: int | None, *, sound: bool
) -> None:
    bounds = [None if each is None else Decimal(each) for each in (warn, critical)]
    assert is_in_order(how, *bounds) is sound
