"""The worker's side of uploads."""

from server.documents.uploading.service import sweep_uploads
from server.identity.actors import WORKER
from server.kit.work import Caller, House


async def destroy_late_uploads(house: House) -> int:
    """Destroy what was not finished in its time."""
    return await sweep_uploads(Caller(house, WORKER, request_id="uploads"))
