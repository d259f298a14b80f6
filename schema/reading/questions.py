"""Questions: what the variables of a request come to, before anything is said about who asks."""

from collections import OrderedDict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

from graphql import ArgumentNode, GraphQLField, Visitor, visit
from graphql.execution.collect_fields import FieldDetailsList
from graphql.execution.values import VariableValues

from schema.reading.descriptions import Description, Page
from schema.reading.inner import NO_PAGES, Inner

QUESTIONS_MAX = 2_000
VARIABLES_BYTES_MAX = 400
SAME = "jiedai-same"
"""Under this key a root field says that its resolver looks at nothing but its arguments."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a root field is described as: the description, its shape and its values under their names in the plan."""

    description: Description
    shape: Hashable
    values: Mapping[str, Any]


class Root:
    """A field of the operation itself, after merging.

    `pure`: it is told the same way for the same arguments; `constant`: in every request, as no variable stands in them.
    """

    def __init__(self, place: int, key: str, field: GraphQLField | None, details: FieldDetailsList) -> None:
        self.place = place
        self.key = key
        self.field = field
        self.details = details
        arguments = details[0].node.arguments or ()
        self.pure = field is None or SAME in field.extensions
        self.constant = field is not None and self.pure and not any(map(_varies, arguments))
        self.told: Told | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """What the variables of a request come to: the choice among plans but for the scope's shape, and the roots as told.

    `lasting`: the same variables come to the same question whoever asks and whenever.
    """

    roots: Sequence[Root]
    switched: Hashable
    told: Sequence[Told | None]
    coerced: VariableValues
    inner: Inner = NO_PAGES

    @property
    def lasting(self) -> bool:
        """Pages are not: their cursors are proved in each request."""
        pure = all(root.pure for root in self.roots) and not self.inner.pages
        return pure and not any(each is not None and isinstance(each.description, Page) for each in self.told)


class Questions:
    """Lasting questions of late, of all operations, by the variables' JSON. Bounded, and blind to whose plans they are.

    A phone asks for the same loan again and again: coercing its variables and telling its fields is an eighth of what
    a short read costs the server.
    """

    def __init__(self) -> None:
        self._known: OrderedDict[tuple[int, bytes], Question] = OrderedDict()
        self._families = count()

    def number(self) -> int:
        """A number for an operation, used for no other."""
        return next(self._families)

    def found(self, key: tuple[int, bytes]) -> Question | None:
        """The question of these variables, if they were asked lately."""
        question = self._known.get(key)
        if question is not None:
            self._known.move_to_end(key)
        return question

    def keep(self, key: tuple[int, bytes], question: Question) -> None:
        """Remember it when it lasts."""
        if question.lasting and len(key[1]) <= VARIABLES_BYTES_MAX:
            self._known[key] = question
            if len(self._known) > QUESTIONS_MAX:
                self._known.popitem(last=False)


def _varies(argument: ArgumentNode) -> bool:
    """Whether a variable stands in an argument."""
    found: list[Any] = []

    class Finder(Visitor):
        def enter_variable(self, node: Any, *_: Any) -> None:
            found.append(node)

    visit(argument, Finder())
    return bool(found)
