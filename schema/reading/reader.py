"""The reader: one operation answered in one statement, if it has a plan."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import structlog
from asyncpg import PostgresError
from graphql import DocumentNode, GraphQLError, OperationDefinitionNode

from schema.reading.binding import describe
from schema.reading.catalogue import Catalogue
from schema.reading.plans import Family
from schema.reading.questions import Questions
from server.identity.answering import RightsMoved, answer, may_answer
from server.kit.errors import DomainError, Unavailable
from server.kit.work import Caller

TURNS_MAX = 3

_log = structlog.get_logger()


class Reader:
    """Answers operations of judged documents through plans."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._questions = Questions()

    def family(self, document: DocumentNode, operation: OperationDefinitionNode) -> Family:
        """The plans of an operation, for its document to keep."""
        return Family(self._catalogue, document, operation, self._questions)

    async def answer(self, caller: Caller, family: Family, variables: Mapping[str, Any]) -> bytes | None:
        """The JSON of `data`, or None where graphql-core has to answer: no plan, not every right, or any refusal."""
        for _ in range(TURNS_MAX):
            try:
                ready = family.ready(caller, variables, describe)
                if ready is None or not may_answer(caller.actor, ready.plan.statement):
                    return None
                return await answer(caller, ready.plan.statement, ready.values)
            except RightsMoved as moved:
                caller = replace(caller, actor=moved.actor)
            except Unavailable:
                raise
            except (DomainError, GraphQLError):
                return None
            except PostgresError as error:
                _log.warning("plan_failed", request_id=caller.request_id, sqlstate=error.sqlstate)
                return None
        return None
