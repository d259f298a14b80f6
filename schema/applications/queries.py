"""Root fields that read applications."""

import strawberry

from schema.applications.views import Application
from schema.kit import ids
from schema.kit.context import Info
from schema.kit.fields import query
from schema.kit.paging import FIRST_DEFAULT, Connection, connection, instant_and_id, page_size
from server.applications import batches, reading
from server.applications.rules import ApplicationState


@strawberry.type
class ApplicationQuery:
    """Part of the root query."""

    @query(batches.applications_by_ids)
    async def application(self, info: Info, id: strawberry.ID) -> Application | None:
        row = await info.context.loader(batches.applications_by_ids).load(ids.decode_as("Application", id, "id"))
        return Application.of(row) if row else None

    @query(reading.page)
    async def applications(
        self,
        info: Info,
        first: int = FIRST_DEFAULT,
        after: str | None = None,
        state: list[ApplicationState] | None = None,
        search: str = "",
    ) -> Connection[Application]:
        found = await reading.page(
            info.context.caller,
            states=tuple(state or ()),
            search=search,
            after=instant_and_id(info.context, after),
            limit=page_size(first),
        )
        return connection(
            info.context,
            found.applications,
            first=first,
            after=after,
            total=found.total,
            view=Application.of,
            key=lambda row: (row.created_at, row.id),
            has_next=found.has_next,
        )
