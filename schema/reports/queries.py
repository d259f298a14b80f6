"""Root fields that read boards."""

from uuid import UUID

import strawberry

from schema.kit.fields import query
from schema.reports.board import Dashboard
from server.kit import global_ids
from server.kit.errors import Invalid
from server.reports.board import service
from server.reports.board.periods import Period
from server.reports.board.places import GroupedBy

PLACES = ("Branch", "Staff")
NAMED = {"tiles", "by_branch", "trends", "funnel", "comparison", "recoveries", "approval_times"}


@strawberry.type
class ReportQuery:
    """Part of the root query."""

    @query(service.dashboard)
    async def dashboard(
        self,
        info: strawberry.Info,
        under: strawberry.ID | None = None,
        period: Period = Period.MONTH,
        by: GroupedBy = GroupedBy.REGION,
    ) -> Dashboard:
        place = _place(under)
        filters = {} if under is None else {"officerId" if place and place[0] == "Staff" else "under": str(under)}
        board = await service.dashboard(
            info.context.caller, under=place, period=period, by=by, parts=_wanted(info), filters=filters
        )
        return Dashboard.of(board)


def _place(under: str | None) -> tuple[str, UUID] | None:
    if under is None:
        return None
    found = global_ids.decode(under, "under")
    if found.kind not in PLACES:
        raise Invalid(field="under", reason=" / ".join(PLACES))
    return found.kind, found.id


def _wanted(info: strawberry.Info) -> frozenset[str]:
    """Which parts of the board the document asks for, whatever it calls them."""
    found: set[str] = set()
    waiting = [selection for field in info.selected_fields for selection in field.selections]
    while waiting:
        one = waiting.pop()
        name = getattr(one, "name", None)
        if hasattr(one, "type_condition"):
            waiting.extend(one.selections)
        elif name:
            found.add("".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name))
    return frozenset(found & NAMED)
