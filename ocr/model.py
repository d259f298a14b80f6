"""What a reader answers: documents found in a picture, their fields, and how far each can be trusted."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

Quad = tuple[tuple[float, float], ...]


class Kind(StrEnum):
    """The papers that are read; everything else is NONE."""

    ID_FRONT = "id_front"
    ID_BACK = "id_back"
    BUSINESS_LICENCE = "business_licence"
    NONE = "none"


@dataclass(frozen=True)
class Field:
    """One proposed fact.

    `value` is normalised (ISO dates, half-width digits, no spaces) or None with a `reason` code (`ocr.reasons`);
    `raw` is the text as read; `confidence` is the chance from 0 to 1 that the value is right; `sure` says that nobody
    need look; `box` is the place in pixels of the upright picture.
    """

    name: str
    value: str | None
    raw: str
    confidence: float
    sure: bool
    reason: str | None
    box: Quad | None


@dataclass(frozen=True)
class Document:
    """One paper in the picture with all fields of its kind; `outline` in pixels of the upright picture."""

    kind: Kind
    confidence: float
    fields: tuple[Field, ...]
    outline: Quad | None
    warnings: tuple[str, ...]

    def field(self, name: str) -> Field | None:
        """The field of that name."""
        return next((field for field in self.fields if field.name == name), None)

    @property
    def values(self) -> Mapping[str, str | None]:
        """Field name -> value."""
        return {field.name: field.value for field in self.fields}


@dataclass(frozen=True)
class Reading:
    """All that was seen in one picture.

    `width` and `height` are those of the upright picture, `rotation` the clockwise degrees (0, 90, 180, 270) that made
    it upright after its EXIF orientation, `seconds` the time without loading the models.
    """

    documents: tuple[Document, ...]
    width: int
    height: int
    rotation: int
    warnings: tuple[str, ...]
    engine: str
    seconds: float


class Reader(Protocol):
    """Reads pictures. `read` raises `PictureError` for bytes that are no sound picture.

    `hint` says what the sender means to show.
    """

    def read(self, data: bytes, *, hint: Kind | None = None) -> Reading: ...
