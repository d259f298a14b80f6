"""What adapters call: a picture in, a picture out. Doors around what happens outside the database.

An upload asks for the right first, judges the picture by its header, draws it anew without what the camera wrote beside
it, encrypts it, puts it into the store and only then writes the row; a refusal anywhere leaves no row, and at most an
encrypted blob that nothing names.
"""

import asyncio
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final
from uuid import UUID

from ocr import PictureError, inspect
from server.documents import errors
from server.documents.models import DocumentKind
from server.documents.redrawing import CleanPicture, redraw
from server.documents.sealing import open_picture, picture_index, picture_trace, seal_picture
from server.documents.service.looking import look_at_picture
from server.documents.service.receiving import SealedPicture, open_intake, receive
from server.kit.errors import Invalid
from server.kit.work import Caller

REFUSALS: Final = MappingProxyType(
    {
        "picture.empty": errors.PictureEmpty,
        "picture.too_large": errors.PictureTooLarge,
        "picture.not_an_image": errors.NotAnImage,
        "picture.too_many_pixels": errors.TooManyPixels,
        "picture.too_small": errors.TooSmall,
        "picture.broken": errors.PictureBroken,
    }
)


@dataclass(frozen=True)
class Picture:
    """A picture in clear, for the answer to one request."""

    media_type: str
    data: bytes = field(repr=False)


async def upload(
    caller: Caller, *, customer_id: UUID, kind: DocumentKind, data: bytes, application_id: UUID | None = None
) -> UUID:
    """Take in a picture for a customer; answers the document's id. The caller carries the request key.

    It is judged by its header before anything is decoded, and kept drawn anew. Raises Denied, NotFound (field
    customerId), and by the field `file` PictureEmpty, PictureTooLarge, NotAnImage, TooManyPixels, TooSmall,
    PictureBroken: all before anything is stored.
    """
    intake = await open_intake(caller, customer_id=customer_id)
    master_key = caller.house.ports.master_key
    sealed = await asyncio.to_thread(_sealed, intake.key, customer_id, kind, data)
    digest = await caller.house.ports.storage.put(sealed.cipher)
    kept = sealed.clean
    picture = SealedPicture(
        digest,
        len(kept.data),
        kept.media_type,
        kept.width,
        kept.height,
        picture_index(master_key, customer_id, data),
        picture_trace(master_key, data),
    )
    return await receive(caller, customer_id=customer_id, kind=kind, picture=picture, application_id=application_id)


@dataclass(frozen=True)
class _Sealed:
    clean: CleanPicture
    cipher: bytes = field(repr=False)


def _sealed(key: bytes, customer_id: UUID, kind: DocumentKind, data: bytes) -> _Sealed:
    clean = clean_picture(data, kind)
    return _Sealed(clean, seal_picture(key, customer_id, clean.data))


def clean_picture(data: bytes, kind: DocumentKind) -> CleanPicture:
    """What would be kept of these bytes. Raises one of the refusals above, with the field `file`."""
    try:
        return redraw(data, inspect(data), kind)
    except PictureError as error:
        refusal: type[Invalid] = REFUSALS.get(error.code, errors.PictureBroken)
        raise refusal(field="file") from error


async def picture(caller: Caller, *, document_id: UUID) -> Picture:
    """A picture in clear; who looked is on record. Raises Denied, NotFound, PictureLost."""
    place = await look_at_picture(caller, document_id=document_id)
    try:
        sealed = await caller.house.ports.storage.get(place.digest)
    except KeyError as error:
        raise errors.PictureLost(field="documentId") from error
    data = await asyncio.to_thread(open_picture, place.key, place.customer_id, sealed)
    return Picture(place.media_type, data)
