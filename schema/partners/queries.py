"""Root field that reads trusted documents."""

import strawberry

from schema.kit.context import Info
from schema.kit.fields import query
from schema.kit.paging import FIRST_DEFAULT, Connection, connection, instant_and_id, page_size
from schema.partners.views import TrustedDocument
from server.partners import service


@strawberry.type
class PartnerQuery:
    """Part of the root query."""

    @query(service.published)
    async def trusted_documents(
        self, info: Info, first: int = FIRST_DEFAULT, after: str | None = None, team: str | None = None
    ) -> Connection[TrustedDocument]:
        found = await service.published(
            info.context.caller, team=team, after=instant_and_id(info.context, after), limit=page_size(first)
        )
        return connection(
            info.context,
            found.rows,
            first=first,
            after=after,
            total=found.total,
            view=TrustedDocument.of,
            key=lambda row: (row[0].published_at, row[0].id),
        )
