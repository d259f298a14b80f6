"""A source that is late, wrong or down: the inquiry stays open or says so by code, and no fact comes of it."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from server.connectors.errors import SourceUnknown
from server.connectors.models import ConnectorSource
from server.connectors.rules import ATTEMPTS_MAX, InquiryState, pause_seconds
from server.kit.clock import FixedClock
from server.kit.work import House
from tests.factories.connectors import (
    Sources,
    ask,
    pursue,
)
from tests.factories.customers import plant_customer
from tests.fixtures.house import AsStaff

STORED = (
    "SELECT string_agg(t::text, '') FROM connector_inquiries AS t",
    "SELECT string_agg(t::text, '') FROM audit_records AS t",
    "SELECT string_agg(t::text, '') FROM procrastinate_jobs AS t",
)


async def test_a_late_answer_is_fetched_by_number_with_growing_pauses_and_never_asked_again(
    as_staff: AsStaff, owner: AsyncSession, asking: House, sources: Sources, clock: FixedClock
) -> None:
    customer = await plant_customer(owner)
    sources.fault("late", seconds=100)
    await ask(await as_staff("officer.east1"), customer, "name_id")
    for attempt in (1, 2, 3):
        found = await pursue(asking, owner)
        assert (found.state, found.attempts, found.facts) == (InquiryState.ASKED, attempt, [])
        assert found.next_at == clock.now() + timedelta(seconds=pause_seconds(attempt))
        clock.advance(timedelta(seconds=pause_seconds(attempt)))
    clock.advance(timedelta(seconds=100))
    assert (await pursue(asking, owner)).state is InquiryState.ANSWERED
    assert sources.asked("name_id") == 1


@pytest.mark.parametrize("kind", ["down", "not_received"])
async def test_a_source_that_is_down_is_unknown_and_gets_the_same_question_once_it_is_back(
    as_staff: AsStaff, owner: AsyncSession, asking: House, sources: Sources, kind: str
) -> None:
    customer = await plant_customer(owner)
    sources.fault(kind, seconds=0)
    inquiry_id = await ask(await as_staff("officer.east1"), customer, "sanctions")
    found = await pursue(asking, owner)
    assert (found.state, found.facts, found.valid_until) == (InquiryState.UNKNOWN, [], None)
    assert found.trouble in {"UNAVAILABLE", "HTTP_504"}
    sources.desk.clear_faults()
    assert (await pursue(asking, owner)).state is InquiryState.WAITING
    found = await pursue(asking, owner)
    assert (found.state, found.number) == (InquiryState.ANSWERED, inquiry_id.hex)
    assert sources.asked("sanctions") == 1


async def test_a_source_that_never_comes_back_is_given_up_and_may_be_asked_anew(
    as_staff: AsStaff, owner: AsyncSession, asking: House, sources: Sources
) -> None:
    customer = await plant_customer(owner)
    officer = await as_staff("officer.east1")
    sources.fault("down")
    inquiry_id = await ask(officer, customer, "sanctions")
    for _ in range(ATTEMPTS_MAX + 1):
        found = await pursue(asking, owner)
    assert (found.state, found.next_at, found.code) == (InquiryState.UNKNOWN, None, "connector.no_answer")
    assert found.facts == []
    assert await ask(officer, customer, "sanctions") != inquiry_id


WRONG = [
    ("malformed", {"content": {"hits": "none"}}, "connector.answer_malformed", "content.hits"),
    ("malformed", {"content": {"hits": None}}, "connector.answer_malformed", "content.hits"),
    ("malformed", {"content": {"hits": [{"list_code": 7}]}}, "connector.answer_malformed", "content.hits.0.list_code"),
    ("malformed", {"content": {"lists_of": "2999-01-01"}}, "connector.answer_malformed", "content.lists_of"),
    ("garbage", {}, "connector.answer_malformed", "answer"),
    ("other_number", {}, "connector.answer_of_another", "number"),
]


@pytest.mark.parametrize(("kind", "members", "code", "place"), WRONG)
async def test_an_answer_in_a_wrong_shape_is_kept_with_its_coded_error_and_makes_no_fact(
    as_staff: AsStaff,
    owner: AsyncSession,
    asking: House,
    sources: Sources,
    kind: str,
    members: dict[str, Any],
    code: str,
    place: str,
) -> None:
    customer = await plant_customer(owner)
    sources.fault(kind, **members)
    await ask(await as_staff("officer.east1"), customer, "sanctions")
    found = await pursue(asking, owner)
    assert (found.state, found.code, found.trouble) == (InquiryState.WRONG, code, place)
    assert (found.facts, found.valid_until, found.next_at) == ([], None, None)
    assert found.answer_cipher is not None
    assert found.answered_at is not None


async def test_a_house_without_links_leaves_the_question_unknown(
    as_staff: AsStaff, owner: AsyncSession, house: House
) -> None:
    await ask(await as_staff("officer.east1"), await plant_customer(owner), "sanctions")
    found = await pursue(house, owner)
    assert (found.state, found.trouble, found.facts) == (InquiryState.UNKNOWN, "no_link", [])


async def test_a_source_that_is_switched_off_meanwhile_is_not_asked(
    as_staff: AsStaff, owner: AsyncSession, asking: House, sources: Sources
) -> None:
    customer = await plant_customer(owner)
    officer = await as_staff("officer.east1")
    await ask(officer, customer, "sanctions")
    await owner.execute(update(ConnectorSource).where(ConnectorSource.code == "sanctions").values(is_on=False))
    await owner.commit()
    found = await pursue(asking, owner)
    assert (found.state, found.code, found.next_at) == (InquiryState.CANCELLED, "connector.source_unknown", None)
    assert sources.desk.taken == {}
    with pytest.raises(SourceUnknown):
        await ask(officer, customer, "sanctions")
