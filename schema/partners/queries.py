"""Root field that reads trusted documents."""

from typing import Any

import strawberry
from sqlalchemy import ColumnElement, Text

from schema.kit.fields import query
from schema.kit.paging import FIRST_DEFAULT, Connection
from schema.partners.views import TrustedDocument
from schema.reading.descriptions import Test, page
from schema.reading.terms import Terms
from server.partners.sights import TRUSTED_DOCUMENTS

ORDER = ("-published_at", "-id")


@strawberry.type
class PartnerQuery:
    """Part of the root query."""

    @query(TRUSTED_DOCUMENTS, "What was published, newest first, with what became of it; of one team or of all.")
    def trusted_documents(
        self, first: int = FIRST_DEFAULT, after: str | None = None, team: str | None = None
    ) -> Connection[TrustedDocument]:
        tests = () if team is None else (Test("team", _of_team, {"code": team}),)
        return page(TRUSTED_DOCUMENTS, ORDER, *tests, first=first, after=after)


def _of_team(document: Any, terms: Terms) -> ColumnElement[bool]:
    found: ColumnElement[bool] = document.team_code == terms.own("code", Text())
    return found
