"""Profiles of tables, from the data beside this module."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final

DATA: Final = Path(__file__).with_name("profiles.toml")


@dataclass(frozen=True, slots=True)
class Profile:
    """How one kind of table is read: labels and column heads by what they mean, forms of days, words for sides.

    A CSV file ends with a line break or a trailer, so that one cut off in its last cell is noticed; `open_end` is for
    banks whose files have neither.
    """

    code: str
    zh: str
    en: str
    kind: str
    day_form: str
    currencies: Mapping[str, str]
    about: Mapping[str, str]
    columns: Mapping[str, str]
    encoding: str = "utf-8-sig"
    sides: Mapping[str, int] = field(default_factory=dict)
    trailers: tuple[str, ...] = ()
    open_end: bool = False


@cache
def profiles() -> tuple[Profile, ...]:
    """All of them, in the order in which they are tried."""
    told = tomllib.loads(DATA.read_text(encoding="utf-8"))["profile"]
    return tuple(Profile(**{**one, "trailers": tuple(one.get("trailers", ()))}) for one in told)
