"""The guarded read of the values on many documents: one statement for all siblings, in the order of the keys."""

from collections.abc import Sequence
from uuid import UUID

from server.documents import queries
from server.documents.service.looking import DocumentField, fields_of
from server.identity.guard import read
from server.identity.operations import Operation
from server.kit.work import Work


@read(Operation.DOCUMENT_READ)
async def fields_by_documents(work: Work, *, keys: Sequence[UUID]) -> list[Sequence[DocumentField]]:
    """The values of each document; nothing for those out of sight."""
    found = await fields_of(work, await queries.documents_by_ids(work.session, work.scope, keys))
    return [found.get(key, ()) for key in keys]
