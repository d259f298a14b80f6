"""Why somebody does something with an application, as he writes it. Pure."""

from typing import Final

from server.applications.errors import TextTooLong
from server.kit.errors import Invalid

TEXT_LENGTH_MAX: Final = 2_000


def checked_reason(reason: str, missing: type[Invalid], field: str) -> str:
    """A reason without blanks around it. Raises `missing` where nothing is left, TextTooLong."""
    said = reason.strip()
    if not said:
        raise missing(field=field)
    if len(said) > TEXT_LENGTH_MAX:
        raise TextTooLong(field=field, length=TEXT_LENGTH_MAX)
    return said
