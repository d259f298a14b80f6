"""Root fields that read identity."""

from typing import Any

import strawberry
from sqlalchemy import ColumnElement, func, or_

from schema.identity.views import Branch, Viewer
from schema.kit.context import Info
from schema.kit.errors import ErrorCode
from schema.kit.fields import described, query
from schema.reading.descriptions import Test, rows
from schema.reading.terms import Terms
from server.identity import reads, sessions
from server.identity.colleagues import BRANCHES


@strawberry.type(description="What became of a request key.")
class RequestOutcome:
    """View of an idempotency key."""

    state: str = described("`applied` or `refused`.")
    code: ErrorCode | None = described("Why it was refused.")


@strawberry.type
class IdentityQuery:
    """Part of the root query."""

    @query(reads.me)
    async def viewer(self, info: Info) -> Viewer:
        return Viewer.of(await reads.me(info.context.caller))

    @query(BRANCHES, "The branches whose rows the caller may see, by code; officers see their own branch.")
    def branches(self) -> list[Branch]:
        return rows(Test("in sight", _in_sight), order=("code",), limit=BRANCHES_MAX)

    @query(sessions.request_outcome)
    async def request_outcome(self, info: Info, key: str) -> RequestOutcome | None:
        found = await sessions.request_outcome(info.context.caller, key=key)
        if found is None:
            return None
        state, code = found
        return RequestOutcome(state=state, code=ErrorCode(code) if code else None)


def _in_sight(branch: Any, terms: Terms) -> ColumnElement[bool]:
    return or_(terms.branches.is_(None), branch.id == func.any(terms.branches))


BRANCHES_MAX = 5_000
