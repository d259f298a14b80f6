"""Documents, as they may be looked at: what stands on them is opened elsewhere."""

from server.documents.models import Document, PictureFinding
from server.identity.operations import Operation
from server.identity.sights import sight

DOCUMENTS = sight(Document, Operation.DOCUMENT_READ, "Documents of customers in sight, without what stands on them.")
PICTURE_FINDINGS = sight(
    PictureFinding, Operation.DOCUMENT_COMPARE, "Pictures that were shown of another customer before."
)
