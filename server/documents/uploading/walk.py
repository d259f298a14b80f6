"""What adapters call: a piece in, and with the last one the document.

The finish stands outside every transaction, as judging and storing do. It may be asked for any number of times, by
several at once: request key and picture lead to the same document.
"""

from uuid import UUID

from server.documents.intake import REFUSALS, upload
from server.documents.uploading.service import Standing, gather, look_at_upload, settle_upload, take_piece
from server.kit.errors import Invalid, NotFound
from server.kit.work import Caller

BY_CODE = {refusal.code: refusal for refusal in REFUSALS.values()}


async def add_piece(caller: Caller, *, upload_id: UUID, offset_bytes: int, data: bytes) -> Standing:
    """Take a piece (an empty one asks for the finish); the whole upload becomes a document.

    Raises what `take_piece` raises, and by the field `file` what `server.documents.intake.upload` raises of the
    picture, at every asking.
    """
    standing = await take_piece(caller, upload_id=upload_id, offset_bytes=offset_bytes, data=data)
    if standing.is_whole and standing.document_id is None:
        standing = await _finish(caller, upload_id, standing)
    return standing


async def _finish(caller: Caller, upload_id: UUID, standing: Standing) -> Standing:
    if standing.code is not None:
        raise BY_CODE[standing.code](field="file")
    whole = await gather(caller, upload_id=upload_id)
    if len(whole.data) != standing.length_bytes:  # another request was faster, and its pieces are gone already
        return await look_at_upload(caller, upload_id=upload_id)
    try:
        document_id = await upload(
            caller.keyed(f"upload:{upload_id}"),
            customer_id=whole.customer_id,
            kind=whole.kind,
            data=whole.data,
            application_id=whole.application_id,
        )
    except Invalid as refusal:
        if refusal.code not in BY_CODE:
            raise
        await settle_upload(caller, upload_id=upload_id, code=refusal.code)
        raise
    try:
        return await settle_upload(caller, upload_id=upload_id, document_id=document_id)
    except NotFound:  # ended by its owner meanwhile: the document stands all the same
        return Standing(
            standing.customer_id, standing.length_bytes, standing.length_bytes, standing.expires_at, document_id
        )
