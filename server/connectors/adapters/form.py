"""What every adapter is."""

from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from server.connectors.reading import Reading
from server.connectors.vocabulary import Fact


@dataclass(frozen=True, slots=True)
class ConfirmedReceivable:
    """An invoice that a buyer owes the customer, as a platform confirms it."""

    reference: str
    debtor: str
    amount_fen: int
    due_on: date
    confirmed_on: date


@dataclass(frozen=True, slots=True)
class Answer:
    """What an answer comes to: facts as of a day, and receivables."""

    observed_on: date
    facts: tuple[Fact, ...]
    receivables: tuple[ConfirmedReceivable, ...] = field(default=())


class Adapter(Protocol):
    """`needs` names the elements that the source is told: all of them have to be known, and it is told no others."""

    @property
    def needs(self) -> tuple[str, ...]: ...

    def read(self, content: Reading, today: date) -> Answer:
        """The facts of an answer. Raises AnswerMalformed."""
        ...
