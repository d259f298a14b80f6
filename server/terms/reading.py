"""Terms from plain data, as they stand in JSON files, product versions and requests."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, Final, TypeVar

from server.kit.money import Money, MoneyError, Rounding
from server.terms.convention import (
    Convention,
    Count,
    InstalmentBasis,
    LastRow,
    MonthEnd,
    PartPeriod,
    Roll,
    SubPeriod,
    Year,
    named,
)
from server.terms.errors import TermsError
from server.terms.model import Fee, FeeBasis, Method, PeriodUnit, RateChange, Terms, Tranche

Word = TypeVar("Word", bound=StrEnum)
Reader = Callable[[object, str], Any]

NEEDED: Final = ("principal", "rate_annual", "method", "periods", "start_on")


def terms_from(data: object) -> Terms:
    """Terms from a mapping with the names of `Terms`.

    Amounts are decimal strings in yuan under the name without unit (`principal`) or whole fen under the full name
    (`principal_fen`); rates are decimal strings; dates are ISO strings; the convention is a profile's name, or a
    mapping of a `profile` and what differs from it. Raises TermsError with the field that is missing or wrong.
    """
    given = _with_fen(_mapping(data, "terms"))
    missing = [name for name in NEEDED if name not in given and f"{name}_fen" not in given]
    if missing:
        raise TermsError("terms.missing", missing[0])
    return Terms(**_read(given, _TERMS))


def convention_from(value: object, field: str = "convention") -> Convention:
    """A convention from a profile's name or a mapping. Raises TermsError."""
    if isinstance(value, str):
        return named(value)
    given = dict(_mapping(value, field))
    base = named(str(given.pop("profile", "prc_360")))
    return replace(base, **_read(given, _CONVENTION))


def _mapping(value: object, field: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping) or not all(isinstance(key, str) for key in value):
        raise TermsError("terms.unknown_value", field)
    return value


def _with_fen(given: Mapping[str, Any]) -> dict[str, Any]:
    """The same data with amounts in yuan turned into fen."""
    turned = dict(given)
    for name in ("principal", "balloon", "amount"):
        if name in turned and f"{name}_fen" in turned:
            raise TermsError("terms.given_twice", name)
        if name in turned:
            turned[f"{name}_fen"] = _yuan(turned.pop(name), name)
    return turned


def _read(given: Mapping[str, Any], readers: Mapping[str, Reader]) -> dict[str, Any]:
    unknown = next((name for name in given if name not in readers), None)
    if unknown is not None:
        raise TermsError("terms.unknown_field", unknown)
    return {name: readers[name](value, name) for name, value in given.items()}


def _yuan(value: object, field: str) -> int:
    try:
        return Money.parse(value).fen
    except MoneyError as refusal:
        raise TermsError("terms.not_a_number", field, f"{field}: {refusal}") from None


def _whole(value: object, field: str) -> int:
    if type(value) is not int:
        raise TermsError("terms.not_a_number", field)
    return value


def _decimal(value: object, field: str) -> Decimal:
    """A decimal string, or a whole number; never a float."""
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        raise TermsError("terms.not_a_number", field)
    try:
        return Decimal(value)
    except InvalidOperation:
        raise TermsError("terms.not_a_number", field) from None


def _day(value: object, field: str) -> date:
    try:
        return date.fromisoformat(value if isinstance(value, str) else "")
    except ValueError:
        raise TermsError("terms.unknown_value", field) from None


def _word(kind: type[Word]) -> Reader:
    def read(value: object, field: str) -> Word:
        try:
            return kind(value)  # type: ignore[arg-type]  # any other type is no value of it either
        except ValueError:
            raise TermsError("terms.unknown_value", field) from None

    return read


def _list(one: Reader) -> Reader:
    def read(value: object, field: str) -> tuple[Any, ...]:
        if not isinstance(value, list | tuple):
            raise TermsError("terms.unknown_value", field)
        return tuple(one(each, field) for each in value)

    return read


def _or_none(one: Reader) -> Reader:
    def read(value: object, field: str) -> Any:
        return None if value is None else one(value, field)

    return read


def _made(kind: Callable[..., Any], readers: Mapping[str, Reader]) -> Reader:
    def read(value: object, field: str) -> Any:
        try:
            return kind(**_read(_with_fen(_mapping(value, field)), readers))
        except TypeError:
            raise TermsError("terms.missing", field) from None

    return read


_FEE: Final[dict[str, Reader]] = {"basis": _word(FeeBasis), "amount_fen": _whole, "share": _decimal}
_TERMS: Final[dict[str, Reader]] = {
    "principal_fen": _whole,
    "rate_annual": _decimal,
    "method": _word(Method),
    "periods": _whole,
    "start_on": _day,
    "first_due_on": _or_none(_day),
    "period_unit": _word(PeriodUnit),
    "every": _whole,
    "convention": convention_from,
    "grace_principal": _whole,
    "grace_interest": _whole,
    "interest_free": _whole,
    "balloon_fen": _whole,
    "principal_share": _or_none(_decimal),
    "tranches": _list(_made(Tranche, {"on": _day, "amount_fen": _whole})),
    "rate_changes": _list(_made(RateChange, {"from_on": _day, "rate_annual": _decimal})),
    "fees": _list(_made(Fee, _FEE)),
    "due_on": _list(_day),
    "non_working": lambda value, field: frozenset(_list(_day)(value, field)),
    "drawn_on": _or_none(_day),
}
_PLAN: Final[dict[str, Reader]] = {
    **{name: _TERMS[name] for name in ("period_unit", "every", "grace_principal", "grace_interest", "interest_free")},
    "balloon_share": _decimal,
    "principal_share": _or_none(_decimal),
    "due_day": _or_none(_whole),
    "first_period_days": _whole,
    "month_end": _or_none(_word(MonthEnd)),
    "roll": _word(Roll),
    "rounding": _or_none(_word(Rounding)),
    "instalment_rounding": _or_none(_word(Rounding)),
    "instalment_multiple_fen": _or_none(_whole),
    "amount_multiple_fen": _or_none(_whole),
    "fees": _TERMS["fees"],
}
_CONVENTION: Final[dict[str, Reader]] = {
    "name": lambda value, _: str(value),
    "count": _word(Count),
    "year": _word(Year),
    "part_period": _word(PartPeriod),
    "rounding": _word(Rounding),
    "instalment_rounding": _or_none(_word(Rounding)),
    "instalment_multiple_fen": _whole,
    "amount_multiple_fen": _whole,
    "instalment_basis": _word(InstalmentBasis),
    "even_out": lambda value, _: value is True,
    "last_row": _word(LastRow),
    "month_end": _word(MonthEnd),
    "roll": _word(Roll),
    "sub_period": _word(SubPeriod),
}


def plan_fields(data: object) -> dict[str, Any]:
    """The fields of a `Plan` from plain data. Raises TermsError with the field that is wrong."""
    return _read(_mapping(data, "plan"), _PLAN)


def field_names() -> tuple[str, ...]:
    """Names of all fields of terms, in order."""
    return tuple(each.name for each in fields(Terms))
