"""One document answered in both ways: by its plan, and field by field under graphql-core."""

import json
from dataclasses import dataclass
from typing import Any

import orjson
from graphql import GraphQLError

from schema.kit.context import Context
from schema.reading.binding import describe
from schema.reading.plans import Family
from schema.reading.reader import Reader
from schema.root import schema
from schema.wire.documents import Judge, chosen_operation
from server.identity.answering import answer, may_answer
from server.kit.errors import DomainError
from server.kit.work import Caller


@dataclass(frozen=True)
class BothAnswers:
    """`planned` is None where the document has no plan for this caller."""

    planned: Any
    interpreted: Any
    errors: tuple[str, ...]


class Ways:
    """A schema with both ways to answer."""

    def __init__(self) -> None:
        self.schema = schema
        self.judge = Judge(self.schema.catalogue.schema)
        self.reader = Reader(self.schema.catalogue)

    async def both(self, caller: Caller, text: str, variables: dict[str, Any] | None = None) -> BothAnswers:
        """Both answers to a document, parsed, key order kept, numbers as text."""
        judged = self.judge.judged(text)
        family = self.reader.family(judged.document, chosen_operation(judged.document, None))
        planned = await self.planned(caller, family, variables or {})
        result = await self.schema.execute(
            text, variable_values=variables or {}, context_value=Context(caller, judged.document)
        )
        errors = tuple(str(error.message) for error in result.errors or ())
        return BothAnswers(planned, parsed(orjson.dumps(result.data)), errors)

    async def planned(self, caller: Caller, family: Family, variables: dict[str, Any]) -> Any:
        """The answer by plan, None where the way there is refused; errors of the database come through."""
        try:
            ready = family.ready(caller, variables, describe)
        except (DomainError, GraphQLError):
            return None
        if ready is None or not may_answer(caller.actor, ready.plan.statement):
            return None
        return parsed(await answer(caller, ready.plan.statement, ready.values))


def parsed(body: bytes) -> Any:
    """Objects as tuples of pairs, so that the order of keys counts, and numbers as their text."""
    return json.loads(body, object_pairs_hook=tuple, parse_float=_Number, parse_int=_Number)


class _Number(str):
    """A number's text, which no string of the same letters equals."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Number) and str(self) == str(other)

    def __hash__(self) -> int:
        return hash(("number", str(self)))


def first_difference(one: Any, other: Any, path: str = "data") -> str | None:
    """Where two answers part, and what stands there in each; None where they are the same."""
    if isinstance(one, tuple) and isinstance(other, tuple) and [k for k, _ in one] == [k for k, _ in other]:
        pairs = [(f"{path}.{key}", value, their) for (key, value), (_, their) in zip(one, other, strict=True)]
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        pairs = [(f"{path}.{place}", *both) for place, both in enumerate(zip(one, other, strict=True))]
    else:
        return None if one == other else f"{path}: {one!r} / {other!r}"
    return next((told for at, value, their in pairs if (told := first_difference(value, their, at))), None)
