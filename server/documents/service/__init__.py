"""The verbs of documents, one module each; doors and building blocks for other subjects are gathered here.

Adapters take pictures in and give them out through `server.documents.intake`.
"""

from server.documents.service.confirming import confirm
from server.documents.service.looking import DocumentField, look_at_picture
from server.documents.service.reading import begin_reading, fail_reading, read_again, store_reading
from server.documents.service.receiving import open_intake, receive

__all__ = [
    "DocumentField",
    "begin_reading",
    "confirm",
    "fail_reading",
    "look_at_picture",
    "open_intake",
    "read_again",
    "receive",
    "store_reading",
]
