"""Reads what a source said, member by member: what is missing or of another kind makes the whole answer unreadable.

A member that a source gives as null is not known to it and stays unknown; one that is not there at all is a fault of
the answer, but for members that not every such source has. Nothing is ever filled in.
"""

import json
from collections.abc import Collection
from datetime import date
from typing import Any, Final

from server.connectors.errors import AnswerMalformed, AnswerOfAnother

TEXT_MAX: Final = 200
ITEMS_MAX: Final = 1_000
ANSWERED: Final = "ANSWERED"
MISSING: Final = object()


class Reading:
    """An object of an answer and the place in it. Every method raises AnswerMalformed naming the member."""

    def __init__(self, content: Any, place: str = "") -> None:
        self._place = place
        if not isinstance(content, dict):
            raise AnswerMalformed(place=place or "answer")
        self._content: dict[str, Any] = content

    def at(self, name: str) -> "Reading":
        """The object under a name."""
        return Reading(self._content.get(name), self._of(name))

    def flag(self, name: str) -> bool:
        value = self._value(name)
        if not isinstance(value, bool):
            raise self._wrong(name)
        return value

    def number(self, name: str, most: int, least: int = 0) -> int:
        """A whole number within bounds; never a text, never a fraction."""
        value = self._value(name)
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise self._wrong(name)
        return value

    def text(self, name: str) -> str:
        value = self._value(name)
        if not isinstance(value, str) or not 0 < len(value) <= TEXT_MAX:
            raise self._wrong(name)
        return value

    def word(self, name: str, words: Collection[str]) -> str:
        """One of some words."""
        value = self._value(name)
        if not isinstance(value, str) or value not in words:
            raise self._wrong(name)
        return value

    def day(self, name: str, *, until: date | None = None) -> date:
        """A day in ISO text, not after `until`."""
        value = self._value(name)
        try:
            found = date.fromisoformat(value) if isinstance(value, str) else None
        except ValueError:
            found = None
        if found is None or (until is not None and found > until):
            raise self._wrong(name)
        return found

    def items(self, name: str, most: int = ITEMS_MAX) -> list["Reading"]:
        value = self._value(name)
        if not isinstance(value, list) or len(value) > most:
            raise self._wrong(name)
        return [Reading(each, f"{self._of(name)}.{at}") for at, each in enumerate(value)]

    def numbers(self, name: str, count: int) -> list[int]:
        """So many whole numbers, of either sign."""
        value = self._value(name)
        sound = isinstance(value, list) and len(value) == count
        if not sound or not all(isinstance(each, int) and not isinstance(each, bool) for each in value):
            raise self._wrong(name)
        return [int(each) for each in value]

    def knows(self, name: str) -> bool:
        """Whether the source says it: a null is "not known to us"."""
        return self._value(name) is not None

    def offers(self, name: str) -> bool:
        """Whether the source has a member that not every such source has, and knows it."""
        return self._content.get(name) is not None

    def _value(self, name: str) -> Any:
        value = self._content.get(name, MISSING)
        if value is MISSING:
            raise self._wrong(name)
        return value

    def _of(self, name: str) -> str:
        return f"{self._place}.{name}" if self._place else name

    def _wrong(self, name: str) -> AnswerMalformed:
        return AnswerMalformed(place=self._of(name))


def content_of(answer: bytes, number: str) -> Reading:
    """What an answer says of its number. Raises AnswerMalformed, AnswerOfAnother."""
    try:
        read = json.loads(answer)
    except (ValueError, RecursionError):
        raise AnswerMalformed(place="answer") from None
    envelope = Reading(read)
    if envelope.text("number") != number:
        raise AnswerOfAnother
    envelope.word("state", (ANSWERED,))
    return envelope.at("content")
