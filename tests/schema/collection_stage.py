"""What the stage knows of collection: cases for every step, contacts that wait, a letter, lawyers."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from server.collection.contacting.planning import Planned, plan_contact
from server.collection.legal.models import HandOver
from server.collection.promising import take_promise
from server.collection.rules import CaseState, PauseReason
from server.collection.signals.hearing import read_utterance
from server.collection.signals.models import CaseUtterance, SpeechFinding
from server.collection.signals.rules import Speaker
from server.compliance.contacts.models import ContactChannel
from server.custody.models import FundingAccount
from server.kit.clock import FixedClock, business_date
from server.kit.work import House
from tests.factories.collection import plant_case, plant_debt
from tests.factories.customers import plant_customer
from tests.factories.documents import plant_document
from tests.fixtures.house import NOON, fresh, staff_in
from tests.fixtures.world import id_of

if TYPE_CHECKING:
    from tests.schema.stage import Stage

TODAY = business_date(NOON)
CASES: dict[str, tuple[int, dict[str, Any]]] = {
    "debt": (14, {}),
    "resting": (20, {"state": CaseState.PAUSED, "pause_reason": PauseReason.AGREED, "paused_until": TODAY}),
    "late": (70, {"letter_on": TODAY - timedelta(days=10)}),
    "sued": (120, {"state": CaseState.WITH_LAWYERS}),
}


async def plant_collection(
    stage: "Stage", owner: AsyncSession, house: House, clock: FixedClock, version_id: UUID, *, officer: str
) -> None:
    """An open case with a promise and a planned call, one that rests, one ripe for lawyers, one that is with them."""
    account_id = (await owner.execute(select(FundingAccount.id).limit(1))).scalar_one()
    for name, (days, columns) in CASES.items():
        customer = stage.customers[f"{name}_debtor"] = await plant_customer(owner, officer=officer)
        debt = await plant_debt(owner, customer, version_id, account_id, days=days, today=TODAY)
        stage.keep(f"{name}_case", "CollectionCase", await plant_case(owner, debt, today=TODAY, **columns), customer)
    sued = stage.customers["sued_debtor"]
    handed = {"id": uuid4(), "case_id": stage.rows["sued_case"], "firm": "明德律师事务所", "reason": "拒不协商"}
    when = {"handed_by": id_of("branchmanager.east1"), "handed_at": NOON}
    await owner.execute(insert(HandOver).values(**sued.owner_columns, **handed, **when))
    await owner.commit()
    collector = await staff_in(house, clock, "collector.east1")
    for name, channel, script in (("debt", "call", "firm_call"), ("late", "visit", "visit")):
        planned = Planned(ContactChannel(channel), script=script)
        contact_id = await plan_contact(fresh(collector), case_id=stage.rows[f"{name}_case"], planned=planned)
        stage.keep(f"planned_{channel}", "CaseContact", contact_id, stage.customers[f"{name}_debtor"])
    debt_case = stage.rows["debt_case"]
    promise_id = await take_promise(fresh(collector), case_id=debt_case, amount_fen=10_000, due_on=TODAY)
    stage.keep("promise", "PaymentPromise", promise_id, stage.customers["debt_debtor"])
    late = stage.customers["late_debtor"]
    stage.keep("visit_photo", "Document", await plant_document(owner, late), late)
    stage.keep("collector", "Staff", id_of("collector.east1"))
    said = "你这个无赖"
    await read_utterance(fresh(collector), case_id=stage.rows["late_case"], text=said, speaker=Speaker.AGENT)
    finding = select(SpeechFinding.id).where(SpeechFinding.case_id == stage.rows["late_case"])
    stage.keep("speech_finding", "SpeechFinding", (await owner.execute(finding)).scalar_one(), late)
    utterance = select(CaseUtterance.id).where(CaseUtterance.case_id == stage.rows["late_case"])
    stage.keep("utterance", "CaseUtterance", (await owner.execute(utterance)).scalar_one(), late)
