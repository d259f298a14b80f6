"""Root fields that read identity."""

import strawberry

from schema.identity.views import Branch, Viewer
from schema.kit.context import Info
from schema.kit.errors import ErrorCode
from schema.kit.fields import described, query
from server.identity import reads, sessions


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

    @query(reads.branches_in_sight)
    async def branches(self, info: Info) -> list[Branch]:
        return [Branch.of(row) for row in await reads.branches_in_sight(info.context.caller)]

    @query(sessions.request_outcome)
    async def request_outcome(self, info: Info, key: str) -> RequestOutcome | None:
        found = await sessions.request_outcome(info.context.caller, key=key)
        if found is None:
            return None
        state, code = found
        return RequestOutcome(state=state, code=ErrorCode(code) if code else None)
