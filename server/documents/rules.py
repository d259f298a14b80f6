"""Which fields a paper has, and what an officer may confirm of it. Pure."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Final

from server.documents.errors import FieldUnknown, ValueMissing, ValueUnsound
from server.kit.crypto import mask_name, mask_tail
from server.reference import number_formats

VALUE_LENGTH_MAX: Final = 2000
LONG_TERM: Final = "long-term"
REGION_DIGITS: Final = 6
HIDDEN: Final = "****"


class Paper(StrEnum):
    """The papers that are read; the same words as the kinds of documents."""

    ID_FRONT = "id_front"
    ID_BACK = "id_back"
    BUSINESS_LICENCE = "business_licence"


FIELDS: Final[Mapping[Paper, tuple[str, ...]]] = {
    Paper.ID_FRONT: ("name", "sex", "nation", "birth_date", "address", "id_number"),
    Paper.ID_BACK: ("authority", "valid_from", "valid_until"),
    Paper.BUSINESS_LICENCE: (
        "name",
        "credit_code",
        "registration_number",
        "licence_type",
        "legal_representative",
        "composition",
        "registered_capital_fen",
        "established_on",
        "term",
        "address",
        "business_scope",
        "authority",
        "registered_on",
    ),
}
REQUIRED: Final[Mapping[Paper, tuple[str, ...]]] = {
    Paper.ID_FRONT: ("name", "id_number"),
    Paper.ID_BACK: ("valid_until",),
    Paper.BUSINESS_LICENCE: ("name",),
}
DATES: Final = frozenset({"birth_date", "valid_from", "established_on", "registered_on"})

# why a document could not be read, in Chinese and English
FAILURES: Final[Mapping[str, tuple[str, str]]] = {
    "picture_broken": ("图片已损坏，请重新拍摄", "The picture is damaged; photograph it anew"),
    "picture_lost": ("图片已丢失，请重新拍摄", "The picture is lost; photograph it anew"),
    "reader_absent": ("识别服务未启用，请手工填写", "There is no reader here; type the values in"),
    "reader_crashed": ("识别程序因该图片中断，请重拍或手工填写", "The reader broke down over it; photograph it anew"),
    "reader_timeout": (
        "识别超时，请重拍或手工填写",
        "The reader took too long; photograph it anew",
    ),
    "reader_failed": ("识别失败，请重试或手工填写", "The reader failed; try again or type the values in"),
}

_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}", re.ASCII)


def is_read(kind: str) -> bool:
    """Whether papers of this kind are read by machine."""
    return kind in set(Paper)


def sound_values(kind: str, values: Mapping[str, str], today: date) -> dict[str, str]:
    """The values without outer spaces and empty ones, numbers normalised.

    Raises FieldUnknown, ValueMissing, ValueUnsound; the refusal's field is `fields.<name>`.
    """
    paper = Paper(kind) if is_read(kind) else None
    given: dict[str, str] = {}
    for name, value in values.items():
        if (paper and name not in FIELDS[paper]) or not _NAME.fullmatch(name):
            raise FieldUnknown(field="fields")
        plain = value.strip()
        if len(plain) > VALUE_LENGTH_MAX or any(ord(character) < ord(" ") for character in plain if character != "\n"):
            raise ValueUnsound(field=f"fields.{name}", reason="text")
        if plain:
            given[name] = _sound(name, plain, today)
    for name in REQUIRED[paper] if paper else ():
        if name not in given:
            raise ValueMissing(field=f"fields.{name}")
    if paper is Paper.ID_FRONT:
        _check_birth(given)
    return given


def _sound(name: str, value: str, today: date) -> str:
    if name == "id_number":
        return _checked(name, number_formats.normalise(value), lambda n: number_formats.identity_problem(n, today))
    if name == "credit_code":
        return _checked(name, number_formats.normalise(value), number_formats.credit_code_problem)
    if name in DATES or (name == "valid_until" and value != LONG_TERM):
        return _checked(name, value, _date_problem)
    return value


def _checked(name: str, value: str, problem_of: Callable[[str], str | None]) -> str:
    problem = problem_of(value)
    if problem:
        raise ValueUnsound(field=f"fields.{name}", reason=problem)
    return value


def _date_problem(text: str) -> str | None:
    try:
        date.fromisoformat(text)
    except ValueError:
        return "date"
    return None


def _check_birth(given: Mapping[str, str]) -> None:
    """The card's birth date is the one inside its number."""
    told, inside = given.get("birth_date"), number_formats.birth_date(given["id_number"])
    if told is not None and inside is not None and told != inside.isoformat():
        raise ValueUnsound(field="fields.birth_date", reason="disagrees_with_number")


def corrected(confirmed: Mapping[str, str], proposed: Mapping[str, str | None]) -> list[str]:
    """Names of the fields that the officer set otherwise than the machine had read them, or left out."""
    names = {*confirmed, *(name for name, value in proposed.items() if value)}
    return sorted(name for name in names if confirmed.get(name) != (proposed.get(name) or None))


def identifying_number(kind: str, confirmed: Mapping[str, str]) -> tuple[str, str] | None:
    """Kind and value of the number by which this paper identifies its holder; None when it shows none."""
    name = "id_number" if kind == Paper.ID_FRONT else "credit_code" if kind == Paper.BUSINESS_LICENCE else None
    return (name, confirmed[name]) if name and name in confirmed else None


def masked(kind: str, name: str, value: str | None) -> str | None:
    """What others than the customer's own officer see of a value. A licence is public but for its person's name."""
    if value is None:
        return None
    if name == "legal_representative" or (name == "name" and kind == Paper.ID_FRONT):
        return mask_name(value)
    if kind != Paper.ID_FRONT or name in {"sex", "nation"}:
        return value
    return mask_tail(value, head=REGION_DIGITS) if name == "id_number" else HIDDEN


def corners_of(box: Sequence[tuple[float, float]], upright: tuple[int, int], rotation: int) -> tuple[float, ...]:
    """Corners in pixels of the upright picture as shares of the picture as it is stored: x, y, x, y...

    `rotation` is by how many degrees clockwise the stored picture was turned to stand upright.
    """
    width, height = upright
    shares = [(x / width, y / height) for x, y in box]
    return tuple(round(share, 5) for corner in shares for share in _turned_back(*corner, rotation))


def _turned_back(x: float, y: float, rotation: int) -> tuple[float, float]:
    """Where a place of the picture that was turned clockwise lay before."""
    match rotation:
        case 90:
            return y, 1 - x
        case 180:
            return 1 - x, 1 - y
        case 270:
            return 1 - y, x
        case _:
            return x, y
