"""The worker's side of dossiers that were ordered. Run twice, it keeps the first archive."""

import tempfile
from dataclasses import replace
from pathlib import Path
from uuid import UUID

from server.compliance.dossiers import service
from server.kit.errors import DomainError, Unavailable
from server.kit.work import Caller, House
from server.reports.dossier import archive, drawing


async def draw_dossier(house: House, *, order_id: str) -> None:
    """Draw a dossier from what its orderer saw, seal the archive and keep it; or keep why it could not be drawn."""
    caller, wanted_id = drawing.inspector(house), UUID(order_id)
    wanted = await service.waiting(caller, order_id=wanted_id)
    if wanted is None:
        return
    sighted = replace(caller, actor=replace(caller.actor, scope=wanted.scope))
    try:
        drawn = await _drawn(sighted, wanted)
    except Unavailable:
        raise
    except DomainError as refusal:
        await service.keep(caller, order_id=wanted_id, archive=None, code=refusal.code)
        return
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "dossier.zip"
        told = await archive.write(house, drawn, out)
        clear = out.read_bytes()
    sealed, wrapped = service.seal(house.ports.master_key, wanted_id, clear)
    blob = await house.ports.storage.put(sealed)
    made = service.Archive(blob, drawing.digest(clear), len(clear), len(told["files"]), wrapped)
    await service.keep(caller, order_id=wanted_id, archive=made)


async def destroy_old_dossiers(house: House) -> int:
    """Destroy the keys of archives whose days are over."""
    return await service.let_expire(drawing.inspector(house))


async def _drawn(caller: Caller, wanted: service.Wanted) -> drawing.Drawn:
    if wanted.span is None:
        assert wanted.loan_number is not None
        return await drawing.draw_loan(caller, number=wanted.loan_number)
    first, last = wanted.span
    return await drawing.draw_period(caller, first=first, last=last)
