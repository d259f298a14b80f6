"""Acts as a journal keeps them: a kind, an amount or none, and plain JSON for the rest."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from server.terms.prepayment import Choice
from server.terms.running.acts import (
    Act,
    BroughtIn,
    ChargedFee,
    Drawn,
    Holiday,
    NewRate,
    PayOff,
    Prepayment,
    Receipt,
    Recovered,
    Refunded,
    Rescheduled,
    Reversed,
    Waiver,
    WrittenOff,
)
from server.terms.running.errors import ActRefused
from server.terms.running.model import Line

_ACTS: Final[dict[str, type[Act]]] = {
    each.kind: each
    for each in (
        Receipt,
        Prepayment,
        PayOff,
        ChargedFee,
        Waiver,
        NewRate,
        Rescheduled,
        Holiday,
        Drawn,
        WrittenOff,
        Recovered,
        Refunded,
        Reversed,
        BroughtIn,
    )
}
_BESIDE: Final = ("number", "on", "amount_fen")


def detail_of(act: Act) -> dict[str, Any]:
    """What of an act is not its number, value date or amount, as plain JSON; what is as usual is left out."""
    told = {each.name: (getattr(act, each.name), each.default) for each in fields(act) if each.name not in _BESIDE}
    return {name: _plain(value) for name, (value, usual) in told.items() if value != usual}


def act_from(kind: str, number: int, on: date, *, amount_fen: int | None, detail: Mapping[str, Any]) -> Act:
    """The act that `detail_of` told this of. Raises ActRefused `running.unknown_value` with the field."""
    made = _ACTS.get(kind)
    if made is None:
        raise ActRefused("running.unknown_value", "kind")
    known = {each.name for each in fields(made)}
    given = {name: _read(name, value) for name, value in detail.items() if name in known and name not in _BESIDE}
    if "amount_fen" in known:
        given["amount_fen"] = amount_fen
    try:
        return made(number=number, on=on, **given)
    except TypeError:
        raise ActRefused("running.unknown_value", "detail") from None


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, Line):
        return {
            each.name: _plain(getattr(value, each.name))
            for each in fields(Line)
            if getattr(value, each.name) != each.default
        }
    return str(value) if isinstance(value, Decimal | date | Choice) else value


def _read(name: str, value: Any) -> Any:
    reader = _READERS.get(name)
    if reader is None or value is None:
        return value
    try:
        return reader(value)
    except (ValueError, TypeError, InvalidOperation):
        raise ActRefused("running.unknown_value", name) from None


def _line(value: Mapping[str, Any]) -> Line:
    given: dict[str, Any] = {name: date.fromisoformat(each) if name in _DATES else each for name, each in value.items()}
    return Line(**given)


_DATES: Final = ("from_on", "agreed_on", "due_on", "penalty_until")
_READERS: Final[dict[str, Callable[[Any], Any]]] = {
    "choice": Choice,
    "rate_annual": Decimal,
    "penalty_multiple": Decimal,
    "due_on": date.fromisoformat,
    "lines": lambda value: tuple(_line(each) for each in value),
}
