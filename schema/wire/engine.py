"""The one place where an operation is executed, whatever brought it here."""

from dataclasses import dataclass
from typing import Any

import orjson
from graphql import GraphQLFormattedError

from schema.kit.context import Context
from schema.kit.errors import coded
from schema.reading.reader import Reader
from schema.wire.documents import ERRORS_MAX, Judged, chosen_operation
from server.kit.errors import Unavailable
from server.kit.work import Caller


@dataclass(frozen=True, slots=True)
class Answer:
    """`body` is the whole JSON object: data, errors, extensions. Without `executed` there is no data in it."""

    body: bytes
    executed: bool


class Engine:
    """Runs operations of judged documents."""

    def __init__(self, schema: Any, reader: Reader) -> None:
        self._schema = schema
        self._reader = reader

    async def run(
        self, caller: Caller, judged: Judged, operation_name: str | None, variables: dict[str, Any]
    ) -> Answer:
        """One operation, run for the caller. Refusals stand in the answer, coded; nothing is raised for them.

        Reads that have a plan are one statement; everything else, and every refusal, is graphql-core's.
        """
        data = await self._planned(caller, judged, operation_name, variables)
        if data is not None:
            return Answer(b'{"data":' + data + b',"extensions":' + judged.extensions + b"}", executed=True)
        result = await self._schema.execute(
            judged.text,
            variable_values=variables,
            context_value=Context(caller, judged.document),
            operation_name=operation_name,
        )
        errors = sorted((coded(error, caller.request_id).formatted for error in result.errors or ()), key=_place)
        executed = result.data is not None or not errors or any("path" in error for error in errors)
        body: dict[str, Any] = {"errors": errors if executed else errors[:ERRORS_MAX]} if errors else {}
        if executed:
            body["data"] = result.data
        body["extensions"] = orjson.Fragment(judged.extensions)
        return Answer(orjson.dumps(body), executed)

    async def _planned(
        self, caller: Caller, judged: Judged, operation_name: str | None, variables: dict[str, Any]
    ) -> bytes | None:
        """The data by way of a plan; None where there is none."""
        family = judged.families.get(operation_name)
        if family is None:
            operation = chosen_operation(judged.document, operation_name)
            family = judged.families[operation_name] = self._reader.family(judged.document, operation)
        try:
            return await self._reader.answer(caller, family, variables)
        except Unavailable:
            # told by graphql-core like every refusal
            return None


def _place(error: GraphQLFormattedError) -> tuple[bool, list[tuple[int, int]], list[tuple[bool, int, str]]]:
    """Where an error stands in the document and in the answer: fields that fail side by side fail in no order."""
    places = [(place["line"], place["column"]) for place in error.get("locations", [])]
    path = [(True, 0, part) if isinstance(part, str) else (False, part, "") for part in error.get("path", [])]
    return not places, places, path
