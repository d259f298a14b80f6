"""The worker's side of minutes. It may run twice: the second time changes nothing."""

import hashlib
from pathlib import Path
from typing import Final
from uuid import UUID

from server.applications.minutes import service
from server.identity.actors import WORKER
from server.kit.crypto import encrypt
from server.kit.typesetting import typeset
from server.kit.work import Caller, House

TEMPLATE: Final = Path(__file__).parent / "templates" / "minutes.typ"


async def write_minutes(house: House, case_id: str) -> None:
    """Set the minutes of a committee's decision and keep them encrypted with the customer's key."""
    caller, wanted = Caller(house, WORKER, request_id=f"case:{case_id}"), UUID(case_id)
    manuscript = await service.manuscript(caller, case_id=wanted)
    if manuscript is None:
        return
    pdf = await typeset(TEMPLATE, manuscript.values, house.ports.clock.now())
    blob = await house.ports.storage.put(encrypt(manuscript.key, pdf, service.place(wanted)))
    await service.keep(caller, case_id=wanted, digest=hashlib.sha256(pdf).hexdigest(), blob=blob)
