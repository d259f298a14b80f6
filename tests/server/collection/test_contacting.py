"""A contact is asked of the house and of the law, goes out or does not, and is noted."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from server.collection.contacting.noting import note_contact
from server.collection.contacting.planning import Planned, plan_contact
from server.collection.errors import CaseNotInState, ContactDone, NobodyToCall
from server.collection.rules import ALLOWED, CaseState, ContactState, PauseReason, Step
from server.compliance.contacts.models import ContactChannel, MessageKind
from server.compliance.tickets.models import TicketKind
from server.custody.debits.rules import DebitState
from server.kit.errors import Denied, NotFound
from tests.factories.collection import plant_debit_on_the_way
from tests.factories.compliance import plant_ticket
from tests.factories.relations import plant_contact
from tests.fixtures.house import RecordingMessenger, fresh
from tests.server.collection.conftest import CALL, Desk

NIGHT = datetime(2026, 3, 2, 14, 30, tzinfo=UTC)
MESSAGE = Planned(ContactChannel.MESSAGE, script="firm_message")


async def test_a_message_goes_out_once_with_the_figures_of_the_case(desk: Desk) -> None:
    debt, case_id = await desk.opened(14)
    planned = await desk.plan(await desk.collector(), case_id, MESSAGE)
    assert (planned.state, planned.stage, planned.codes) == (ContactState.PLANNED, "firm", [])
    assert await desk.notices() == []
    assert await desk.work() == 1
    sent = await desk.contact(planned.id)
    [notice] = await desk.notices()
    assert (sent.state, sent.notice_id) == (ContactState.SENT, notice.id)
    case = await desk.case(case_id)
    assert (case.contacts, case.last_contact_at) == (1, desk.clock.now())
    assert debt.customer.phone[-4:] == notice.to_masked[-4:]


async def test_outside_the_legal_hours_a_contact_is_refused_with_the_rules_name_and_nothing_goes_out(
    desk: Desk, messenger: RecordingMessenger
) -> None:
    _, case_id = await desk.opened(14)
    collector = await desk.collector()
    desk.clock.instant = NIGHT
    for planned in (CALL, MESSAGE):
        refused = await desk.plan(collector, case_id, planned)
        assert (refused.state, refused.codes) == (ContactState.REFUSED, ["CL-01"])
        assert refused.reasons_zh == ["催收禁止时段：22:00至次日8:00未经同意不得催收"]
        assert refused.reasons_en == ["Quiet hours: No collection between 22:00 and 8:00 without consent"]
    assert await desk.work() == 0
    assert await desk.notices() == []
    assert messenger.sent == []
    with pytest.raises(ContactDone):
        await note_contact(fresh(collector), contact_id=refused.id, reached=True, recorded=True)


async def test_the_house_has_stops_of_its_own(desk: Desk) -> None:
    collector = await desk.collector()
    debt, case_id = await desk.opened(14)
    await plant_debit_on_the_way(desk.owner, debt, DebitState.CREATED)
    assert (await desk.plan(collector, case_id)).codes == ["HC-01"]
    for kind, code in (
        (TicketKind.COMPLAINT, "HC-03"),
        (TicketKind.OBJECTION, "HC-03"),
        (TicketKind.HARDSHIP, "HC-04"),
    ):
        debt, case_id = await desk.opened(14)
        await plant_ticket(desk.owner, debt.customer, kind=kind)
        await desk.owner.commit()
        assert (await desk.plan(collector, case_id)).codes == [code]
    held: dict[str, Any] = {"arm": "held_out", "held_out_until": desk.today + timedelta(days=1)}
    _, case_id = await desk.opened(3, **held)
    assert (await desk.plan(collector, case_id)).codes == ["HC-06"]
    _, case_id = await desk.opened(14, call_free_until=desk.today)
    assert (await desk.plan(collector, case_id)).codes == ["HC-07"]
    assert (await desk.plan(collector, case_id, MESSAGE)).codes == []
    assert (await desk.plan(collector, case_id, Planned(ContactChannel.LETTER, script="letter"))).codes == ["HC-08"]
    _, case_id = await desk.opened(40)
    assert (await desk.plan(collector, case_id, Planned(ContactChannel.VISIT, script="visit"))).codes == ["HC-09"]
    assert (await desk.plan(collector, case_id, Planned(ContactChannel.LETTER, script="letter"))).codes == []


async def test_other_people_are_called_only_when_he_is_lost_and_has_agreed(desk: Desk) -> None:
    collector = await desk.collector()
    debt, case_id = await desk.opened(14)
    person = await plant_contact(desk.owner, debt.customer)
    stranger = await plant_contact(desk.owner, debt.customer, phone="19900990100", agreed_on=None)
    back = Planned(ContactChannel.CALL, MessageKind.CALL_BACK, script="call_back", person_id=person)
    assert (await desk.plan(collector, case_id, back)).codes == ["CL-05"]
    assert (await desk.plan(collector, case_id, back, person_id=stranger)).codes == ["HC-11"]
    written = Planned(ContactChannel.MESSAGE, MessageKind.CALL_BACK, script="call_back", person_id=person)
    assert (await desk.plan(collector, case_id, written)).codes == ["HC-13"]
    await desk.work()
    assert await desk.notices() == []
    lost = await desk.plan(collector, case_id, back, lost=("number_invalid",))
    assert lost.state is ContactState.PLANNED
    told = {"lost": ("number_invalid",), "message_kind": MessageKind.DEMAND, "text": "他欠款3000元", "script": None}
    assert (await desk.plan(collector, case_id, back, **told)).codes == ["CL-04", "CL-06", "CL-07"]
    other, _ = await desk.opened(14)
    foreign = await plant_contact(desk.owner, other.customer, phone="19900990101")
    before = await desk.everything()
    with pytest.raises(NobodyToCall):
        await desk.plan(collector, case_id, back, person_id=foreign)
    assert await desk.everything() == before


async def test_the_fourth_effective_call_of_a_day_is_refused(desk: Desk) -> None:
    collector = await desk.collector()
    _, case_id = await desk.opened(14)
    for _ in range(3):
        planned = await desk.plan(collector, case_id)
        await note_contact(fresh(collector), contact_id=planned.id, reached=True, recorded=True, note="约定周五还款")
    assert (await desk.plan(collector, case_id)).codes == ["CL-02"]
    first = (await desk.contacts(case_id))[0]
    assert (first.state, first.note_cipher is not None) == (ContactState.REACHED, True)
    with pytest.raises(ContactDone):
        await note_contact(fresh(collector), contact_id=first.id, reached=True, recorded=True)


@pytest.mark.parametrize("state", CaseState)
async def test_contacts_are_planned_in_open_cases_alone(desk: Desk, state: CaseState) -> None:
    columns: dict[str, Any] = {
        CaseState.OPEN: {},
        CaseState.PAUSED: {"pause_reason": PauseReason.AGREED, "paused_until": desk.today + timedelta(days=3)},
        CaseState.WITH_LAWYERS: {},
        CaseState.CLOSED: {"closed_on": desk.today, "closed_reason": "cured"},
    }[state]
    _, case_id = await desk.opened(14, state=state, **columns)
    collector, before = await desk.collector(), await desk.everything()
    if state in ALLOWED[Step.CONTACT]:
        assert (await desk.plan(collector, case_id)).state is ContactState.PLANNED
        return
    with pytest.raises(CaseNotInState):
        await desk.plan(collector, case_id)
    assert await desk.everything() == before


async def test_others_may_not_and_cases_out_of_sight_are_not_found(desk: Desk) -> None:
    _, case_id = await desk.opened(14)
    _, elsewhere = await desk.opened(14, officer="officer.west1")
    before = await desk.everything()
    for login in ("officer.east1", "branchmanager.east1", "finance.hq", "auditor.hq"):
        with pytest.raises(Denied):
            await desk.plan(await desk.as_staff(login), case_id)
    for missing in (elsewhere, uuid4()):
        with pytest.raises(NotFound):
            await desk.plan(await desk.collector(), missing)
    assert await desk.everything() == before


async def test_a_key_has_one_effect(desk: Desk) -> None:
    _, case_id = await desk.opened(14)
    collector = fresh(await desk.collector())
    first = await plan_contact(collector, case_id=case_id, planned=MESSAGE)
    assert await plan_contact(collector, case_id=case_id, planned=MESSAGE) == first
    assert await desk.work() == 1
    assert len(await desk.contacts(case_id)) == 1
