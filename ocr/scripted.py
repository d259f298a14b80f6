"""A reader that answers from a script: for the tests and the demo of those who use readings."""

import hashlib
from collections.abc import Mapping

from ocr.model import Document, Field, Kind, Reading
from ocr.pictures import inspect

ENGINE_NAME = "scripted"


class ScriptedReader:
    """Gives the reading laid down for these bytes, by their SHA-256 in hex.

    Other pictures hold nothing, broken ones are refused as ever.
    """

    def __init__(self, readings: Mapping[str, Reading]) -> None:
        self._readings = dict(readings)

    def read(self, data: bytes, *, hint: Kind | None = None) -> Reading:  # noqa: ARG002 -- the protocol's; the script knows what it shows
        """Answer for the bytes.

        Raises:
            PictureError: the bytes are no picture and no script names them.

        """
        digest = hashlib.sha256(data).hexdigest()
        if digest in self._readings:
            return self._readings[digest]
        info = inspect(data)
        return Reading((), info.width, info.height, 0, (), ENGINE_NAME, 0.0)


def scripted_reading(
    kind: Kind, values: Mapping[str, str | None], *, doubtful: frozenset[str] = frozenset()
) -> Reading:
    """A reading of one document in which every value is sure, but for the missing ones and those named doubtful."""
    fields = tuple(
        Field(
            name=name,
            value=value,
            raw=value or "",
            confidence=0.0 if value is None else 0.6 if name in doubtful else 0.99,
            sure=value is not None and name not in doubtful,
            reason="not_found" if value is None else "doubtful_reading" if name in doubtful else None,
            box=((0.0, 0.0), (100.0, 0.0), (100.0, 30.0), (0.0, 30.0)),
        )
        for name, value in values.items()
    )
    return Reading((Document(kind, 1.0, fields, None, ()),), 1000, 630, 0, (), ENGINE_NAME, 0.0)
