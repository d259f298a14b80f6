"""One picture, several customers: who takes it in learns nothing, who looks after fraud finds it.

The claim is an INSERT that does nothing on conflict, like that of a number in `customers`: it tells that the picture
was shown before, and nothing of whom.
"""

from uuid import UUID

from sqlalchemy import insert as plain_insert
from sqlalchemy.dialects.postgresql import insert

from server.documents import queries
from server.documents.models import PictureClaim, PictureFinding
from server.kit.data_keys import Ownership
from server.kit.database import rows_written
from server.kit.work import Work


async def compare(work: Work, owner: Ownership, document_id: UUID, trace: bytes) -> None:
    """Claim a picture for its customer; a picture that another one holds leaves a finding and is no refusal."""
    own = {"customer_id": owner.customer_id, "branch_id": owner.branch_id, "officer_id": owner.officer_id}
    claim = insert(PictureClaim).values(**own, trace=trace, document_id=document_id, claimed_at=work.now)
    if await rows_written(work.session, claim.on_conflict_do_nothing()):
        return
    if await queries.shown_of(work.session, trace) == owner.customer_id:
        return
    finding = {"id": work.new_id(), "document_id": document_id, "trace": trace, "found_at": work.now}
    await work.session.execute(plain_insert(PictureFinding).values(**own, **finding))
