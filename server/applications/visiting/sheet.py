"""What a visit holds, before it is stored: values in, sound values or a refusal out. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Final
from uuid import UUID

from server.applications.visiting.errors import LineUnsound, VisitValueUnsound
from server.kit.money import LIMIT_FEN

LINES_MAX: Final = 200
PHOTOS_MAX: Final = 24
NOTE_LENGTH_MAX: Final = 100
TEXT_LENGTH_MAX: Final = 2_000
ADDRESS_LENGTH_MAX: Final = 120
PEOPLE_MAX: Final = 50
RESIDENCE_MONTHS_MAX: Final = 1_200
MONTHS_BACK: Final = 36
SKEW: Final = timedelta(minutes=10)
"""A phone's clock may be ahead of ours by so much."""
LATITUDE_MAX, LONGITUDE_MAX, ACCURACY_MAX_M = 90, 180, 100_000


class VisitPlace(StrEnum):
    """Where somebody went."""

    HOME = "home"
    SHOP = "shop"
    FARM = "farm"
    OTHER = "other"


class Trade(StrEnum):
    """What a shop lives on, as figures of the trade are kept."""

    RETAIL = "retail"
    WHOLESALE = "wholesale"
    CATERING = "catering"
    APPAREL = "apparel"
    SERVICES = "services"
    MANUFACTURING = "manufacturing"
    FARMING = "farming"
    TRANSPORT = "transport"
    OTHER = "other"


class LinePart(StrEnum):
    """Which part of the sheet a line belongs to. `evidence` says from another side what was sold."""

    HOUSEHOLD_INCOME = "household_income"
    HOUSEHOLD_EXPENSE = "household_expense"
    SHOP_INCOME = "shop_income"
    SHOP_EXPENSE = "shop_expense"
    EVIDENCE = "evidence"
    DEBT = "debt"
    ASSET = "asset"


class PhotoSource(StrEnum):
    """Who says where and when: the phone's camera and position, what the camera wrote into the file, or nobody."""

    PHONE = "phone"
    FILE = "file"
    NONE = "none"


KINDS: Final[Mapping[LinePart, tuple[str, ...]]] = {
    LinePart.HOUSEHOLD_INCOME: ("wage", "pension", "rent", "remittance", "other"),
    LinePart.HOUSEHOLD_EXPENSE: ("food", "housing", "education", "transport", "utilities", "insurance", "other"),
    LinePart.SHOP_INCOME: ("sales", "other"),
    LinePart.SHOP_EXPENSE: ("purchases", "rent", "wages", "utilities", "transport", "tax", "other"),
    LinePart.EVIDENCE: ("bank_inflow", "tax_turnover", "stock"),
    LinePart.DEBT: ("own_house", "bank", "online", "card", "private", "other"),
    LinePart.ASSET: (
        "real_estate",
        "vehicle",
        "equipment",
        "stock",
        "deposit",
        "receivable",
        "securities",
        "other",
    ),
}
STOCK: Final = "stock"
BY_MONTH: Final = frozenset(LinePart) - {LinePart.DEBT, LinePart.ASSET}


@dataclass(frozen=True, slots=True)
class Line:
    """One line. `month` is the first day of its month; a debt has no month, but what is paid on it each month."""

    part: LinePart
    kind: str
    amount_fen: int
    month: date | None = None
    monthly_fen: int | None = None
    note: str = ""
    document_id: UUID | None = None

    @property
    def wants_month(self) -> bool:
        return self.part in BY_MONTH and (self.part, self.kind) != (LinePart.EVIDENCE, STOCK)


@dataclass(frozen=True, slots=True)
class Position:
    """Where a phone was: degrees north and east (WGS 84), how sure it is in metres, and when it knew."""

    latitude: Decimal = field(repr=False)
    longitude: Decimal = field(repr=False)
    accuracy_m: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture that was taken there."""

    document_id: UUID
    taken_at: datetime | None = None
    source: PhotoSource = PhotoSource.NONE
    position: Position | None = None
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A visit as the officer fills it in; what he has not come to is None."""

    place: VisitPlace | None = None
    trade: Trade | None = None
    visited_at: datetime | None = None
    address: str = field(default="", repr=False)
    position: Position | None = None
    household_size: int | None = None
    dependants: int | None = None
    earners: int | None = None
    home_owned: bool | None = None
    residence_months: int | None = None
    summary: str = ""
    lines: tuple[Line, ...] = ()
    photos: tuple[Photo, ...] = ()

    @property
    def documents(self) -> dict[UUID, str]:
        """The papers that it names, with the field that names each first."""
        named: dict[UUID, str] = {}
        for at, line in enumerate(self.lines):
            if line.document_id is not None:
                named.setdefault(line.document_id, f"visit.lines.{at}.documentId")
        for at, photo in enumerate(self.photos):
            named.setdefault(photo.document_id, f"visit.photos.{at}.documentId")
        return named


def with_known_places(sheet: Sheet, known: Sheet) -> Sheet:
    """The sheet with the positions of the one before where it tells none: of the visit, and of the same photos."""
    places = {photo.document_id: photo.position for photo in known.photos}
    photos = (
        replace(photo, position=places.get(photo.document_id))
        if photo.position is None and photo.source is not PhotoSource.NONE
        else photo
        for photo in sheet.photos
    )
    return replace(sheet, position=sheet.position or known.position, photos=tuple(photos))


def check(sheet: Sheet, now: datetime, today: date) -> None:
    """Whether what is there makes sense; a draft may lack anything. Raises VisitValueUnsound, LineUnsound."""
    _check_times(sheet, now)
    numbers = {
        "householdSize": (sheet.household_size, PEOPLE_MAX),
        "dependants": (sheet.dependants, PEOPLE_MAX),
        "earners": (sheet.earners, PEOPLE_MAX),
        "residenceMonths": (sheet.residence_months, RESIDENCE_MONTHS_MAX),
    }
    for name, (number, most) in numbers.items():
        _require(name, (f"应为 0 至 {most}", f"it is 0 to {most}"), holds=number is None or 0 <= number <= most)
    lengths = {
        "summary": (len(sheet.summary), TEXT_LENGTH_MAX),
        "address": (len(sheet.address), ADDRESS_LENGTH_MAX),
        "lines": (len(sheet.lines), LINES_MAX),
        "photos": (len(sheet.photos), PHOTOS_MAX),
    }
    for name, (length, most) in lengths.items():
        _require(name, (f"不能超过 {most}", f"there are at most {most}"), holds=length <= most)
    documents = [photo.document_id for photo in sheet.photos]
    _require("photos", ("同一照片重复", "a photo stands there twice"), holds=len(set(documents)) == len(documents))
    for at, line in enumerate(sheet.lines):
        _check_line(at, line, today)


def _check_times(sheet: Sheet, now: datetime) -> None:
    latest = now + SKEW
    later = ("时间晚于现在", "it lies after now")
    _require("visitedAt", later, holds=sheet.visited_at is None or sheet.visited_at <= latest)
    _check_position(sheet.position, "position", latest)
    for at, photo in enumerate(sheet.photos):
        _require(f"photos.{at}.takenAt", later, holds=photo.taken_at is None or photo.taken_at <= latest)
        _require(
            f"photos.{at}.caption",
            ("不超过 100 字", "at most 100 characters"),
            holds=len(photo.caption) <= NOTE_LENGTH_MAX,
        )
        is_told = photo.taken_at is not None or photo.position is not None
        _require(
            f"photos.{at}.source",
            ("照片来源与时间地点不符", "source and what it says do not belong together"),
            holds=is_told == (photo.source is not PhotoSource.NONE),
        )
        _check_position(photo.position, f"photos.{at}.position", latest)


def _check_position(position: Position | None, name: str, latest: datetime) -> None:
    if position is None:
        return
    sound = (
        abs(position.latitude) <= LATITUDE_MAX
        and abs(position.longitude) <= LONGITUDE_MAX
        and 0 <= position.accuracy_m <= ACCURACY_MAX_M
    )
    _require(name, ("坐标或精度超出范围", "degrees or accuracy are out of range"), holds=sound)
    _require(f"{name}.at", ("时间晚于现在", "it lies after now"), holds=position.at <= latest)


def _check_line(at: int, line: Line, today: date) -> None:
    least, latest = _months_before(today), today.replace(day=1)
    is_debt = line.part is LinePart.DEBT
    wrong: Sequence[tuple[str, bool, tuple[str, str]]] = (
        ("kind", line.kind not in KINDS[line.part], ("类别不适用", "there is no such kind in this part")),
        ("amount", not 0 < line.amount_fen <= LIMIT_FEN, ("金额须大于 0", "its amount is above nought")),
        ("month", line.wants_month != (line.month is not None), ("月份缺失或多余", "a month is missing or too many")),
        (
            "month",
            line.month is not None and (line.month.day != 1 or not least <= line.month <= latest),
            ("月份应为近三年内某月的 1 日", "a month is told by its first day and lies in the last three years"),
        ),
        (
            "monthly",
            (line.monthly_fen is not None) != is_debt or not 0 <= (line.monthly_fen or 0) <= LIMIT_FEN,
            ("月还款额仅用于负债且不能缺失", "what is paid a month is told of debts, and of each"),
        ),
        ("note", len(line.note) > NOTE_LENGTH_MAX, ("说明不超过 100 字", "a note has at most 100 characters")),
    )
    for name, is_wrong, (zh, en) in wrong:
        if is_wrong:
            raise LineUnsound(field=f"visit.lines.{at}.{name}", line=at + 1, reason_zh=zh, reason_en=en)


def _months_before(today: date) -> date:
    months = today.year * 12 + today.month - 1 - MONTHS_BACK
    return date(months // 12, months % 12 + 1, 1)


def _require(name: str, reason: tuple[str, str], *, holds: bool) -> None:
    if not holds:
        raise VisitValueUnsound(field=f"visit.{name}", reason_zh=reason[0], reason_en=reason[1])
