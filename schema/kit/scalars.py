"""Scalars: money as a decimal string in yuan, rates as decimal strings. Neither is ever a JSON number."""

import re
from decimal import Decimal
from typing import NewType

import strawberry
from strawberry.types.scalar import ScalarDefinition

from server.kit.errors import Invalid
from server.kit.money import Money as KitMoney
from server.kit.money import MoneyError

RATE = re.compile(r"-?[0-9]{1,6}(\.[0-9]{1,10})?", re.ASCII)

Money = NewType("Money", int)
Rate = NewType("Rate", Decimal)


def _write_money(fen: int) -> str:
    return str(KitMoney(fen))


def _read_money(value: object) -> Money:
    if not isinstance(value, str):
        raise Invalid(reason="Money")
    try:
        return Money(KitMoney.parse(value).fen)
    except MoneyError as error:
        raise Invalid(reason=str(error)) from error


def _write_rate(rate: Decimal) -> str:
    return format(rate.normalize(), "f")


def _read_rate(value: object) -> Rate:
    if not isinstance(value, str) or not RATE.fullmatch(value):
        raise Invalid(reason="Rate")
    return Rate(Decimal(value))


SCALARS: dict[object, ScalarDefinition] = {
    Money: strawberry.scalar(
        name="Money",
        description="An amount in yuan as a decimal string: at most two places in, always two out, e.g. `1234.50`.",
        serialize=_write_money,
        parse_value=_read_money,
    ),
    Rate: strawberry.scalar(
        name="Rate",
        description="A ratio as a decimal string: `0.144` is 14.4 %. Interest rates are a year's.",
        serialize=_write_rate,
        parse_value=_read_rate,
    ),
}
