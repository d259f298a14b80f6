"""Documents, as they may be looked at: what stands on them is opened elsewhere."""

from server.documents.models import Document
from server.identity.operations import Operation
from server.identity.sights import sight

DOCUMENTS = sight(Document, Operation.DOCUMENT_READ, "Documents of customers in sight, without what stands on them.")
