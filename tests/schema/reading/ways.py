"""One document answered in both ways: by its plan, and field by field under graphql-core."""

import json
from dataclasses import dataclass
from typing import Any

import orjson

from schema.kit.context import Context
from schema.reading.binding import describe
from schema.reading.plans import Family
from schema.reading.reader import Reader
from schema.root import build
from schema.wire.documents import Judge, chosen_operation
from schema.wire.prepared import Prepared
from server.identity.answering import answer, may_answer
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
        self.schema = build([Prepared])
        self.judge = Judge(self.schema._schema)  # noqa: SLF001 - graphql-core's schema
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
        return BothAnswers(planned, _parsed(orjson.dumps(result.data)), errors)

    async def planned(self, caller: Caller, family: Family, variables: dict[str, Any]) -> Any:
        """The answer by plan; errors of the database come through."""
        ready = family.ready(caller, variables, describe)
        if ready is None or not may_answer(caller.actor, ready.plan.statement):
            return None
        return _parsed(await answer(caller, ready.plan.statement, ready.values))


def _parsed(body: bytes) -> Any:
    """Objects as lists of pairs, so that the order of keys counts."""
    return json.loads(body, object_pairs_hook=lambda pairs: pairs, parse_float=str, parse_int=str)
