"""Root fields that read dashboards."""

import strawberry

from schema.kit.context import Info
from schema.kit.fields import query
from schema.reports.views import Dashboard
from server.reports import figures


@strawberry.type
class ReportQuery:
    """Part of the root query."""

    @query(figures.dashboard)
    async def dashboard(self, info: Info) -> Dashboard:
        return Dashboard.of(await figures.dashboard(info.context.caller))
