"""Applications that came together from one address: one alert about all of them, for the desk of risk.

It is opened as soon as the address is full, by the worker: who applies may not write what is said of him. The sweep
that measures the same applications later opens no further alert about any of them.
"""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from server.applications.models import Application
from server.decision import queries as arrivals
from server.decision.events import AddressFilled
from server.identity.actors import WORKER
from server.identity.guard import use_case
from server.identity.operations import Operation
from server.kit.database import within
from server.kit.work import Caller, House, Work
from server.risk.alerts.opening import open_for
from server.risk.grading import Grade
from server.risk.grain import Grain
from server.risk.hits import Hit
from server.risk.registry import registry

CODE = "DV-01"


async def on_address_filled(work: Work, event: AddressFilled) -> None:
    """Leave it to the worker to put the cluster before the desk of risk (a reaction)."""
    work.defer("open_cluster", block_id=str(event.block_id), since=event.since.isoformat())


async def open_cluster(house: House, block_id: str, since: str) -> None:
    """What the worker does when an address is full. Begun again it opens nothing twice."""
    caller = Caller(house, WORKER, request_id=f"cluster {block_id}")
    await gather(caller, block_id=UUID(block_id), since=datetime.fromisoformat(since))


@use_case(Operation.ALERT_RAISE, keyed=False)
async def gather(work: Work, *, block_id: UUID, since: datetime) -> int:
    """Open one alert about the applications that have filled an address since an instant. Returns how many they are."""
    cluster = await arrivals.arrived_from(work.session, block_id, since)
    wanted = select(Application).where(Application.id == cluster[-1], within(Application, work.scope))
    last = (await work.session.execute(wanted)).scalar_one()
    hit = Hit(
        id=work.new_id(),
        code=CODE,
        grain=Grain.APPLICATION,
        subject_id=last.id,
        label=last.number,
        customer_id=last.customer_id,
        branch_id=last.branch_id,
        officer_id=last.officer_id,
        grade=Grade.CRITICAL,
        former=Grade.NOTHING,
        value=Decimal(len(cluster)),
        version=registry()[CODE].version,
        day=work.today,
        inputs={"applications": len(cluster)},
    )
    await open_for(work, [hit], clusters={last.id: cluster})
    return len(cluster)
