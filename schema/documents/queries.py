"""Root fields that read and watch documents."""

import strawberry

from schema.documents.views import Document, PictureFinding
from schema.kit import ids
from schema.kit.context import Info
from schema.kit.fields import query, subscription
from schema.kit.paging import FIRST_DEFAULT, Connection
from schema.reading.descriptions import by_global_id, page
from server.documents import watching
from server.documents.sights import DOCUMENTS, PICTURE_FINDINGS
from server.identity.passage import WatchPassage


@strawberry.type
class DocumentQuery:
    """Part of the root query."""

    @query(DOCUMENTS, "A document by its id; null when it is missing or out of sight.")
    def document(self, id: strawberry.ID) -> Document | None:
        return by_global_id(id, "Document")

    @query(PICTURE_FINDINGS, "Pictures that were shown of several customers, newest first.")
    def picture_findings(self, first: int = FIRST_DEFAULT, after: str | None = None) -> Connection[PictureFinding]:
        return page(PICTURE_FINDINGS, ("-found_at", "-id"), first=first, after=after)


@strawberry.type
class DocumentSubscription:
    """Part of the root subscription."""

    @subscription(watching.watch_document, Document | None)
    async def document(self, info: Info, id: strawberry.ID) -> WatchPassage:
        return watching.watch_document(info.context.caller, document_id=ids.decode_as("Document", id, "id"))
