"""The verbs of documents, one module each; doors and building blocks for other subjects are gathered here.

Adapters take pictures in and give them out through `server.documents.intake`.
"""

from server.documents.service.confirming import confirm
from server.documents.service.looking import DocumentField, confirmed_fields, document, look_at_picture, proposed_fields
from server.documents.service.reading import begin_reading, fail_reading, read_again, store_reading
from server.documents.service.receiving import open_intake, receive

__all__ = [
    "DocumentField",
    "begin_reading",
    "confirm",
    "confirmed_fields",
    "document",
    "fail_reading",
    "look_at_picture",
    "open_intake",
    "proposed_fields",
    "read_again",
    "receive",
    "store_reading",
]
