"""Asking a source: what is sent to whom, on which consent, how often, and what becomes of answers good and bad."""

import asyncio
import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from server.applications.inquiries.asking import ask_source
from server.applications.inquiries.tasks import pursue_inquiry
from server.compliance.errors import Forbidden
from server.compliance.registers import service as registers
from server.connectors.errors import ConsentMissing, ElementMissing, SourceOfOthers, SourceUnknown
from server.connectors.models import Inquiry
from server.connectors.rules import InquiryState
from server.connectors.service import cell
from server.customers import service as customers
from server.customers.errors import NotRegistered
from server.kit import crypto
from server.kit.clock import FixedClock
from server.kit.errors import Denied, DomainError, NotFound
from server.kit.work import House
from tests.factories.connectors import (
    Sources,
    ask,
    authorise,
    inquiry_of,
    plant_consent,
    pursue,
    pursuits,
)
from tests.factories.customers import Planted, plant_customer, plant_prospect
from tests.fixtures.house import AsStaff

STORED = (
    "SELECT string_agg(t::text, '') FROM connector_inquiries AS t",
    "SELECT string_agg(t::text, '') FROM audit_records AS t",
    "SELECT string_agg(t::text, '') FROM procrastinate_jobs AS t",
)


async def count(owner: AsyncSession) -> int:
    await owner.rollback()
    return (await owner.execute(select(func.count()).select_from(Inquiry))).scalar_one()


def facts_of(inquiry: Inquiry) -> dict[str, Any]:
    return {each["code"]: each["value"] for each in inquiry.facts}


async def test_a_name_check_is_sent_by_the_worker_and_its_answer_kept_sealed_with_times_and_consent(
    as_staff: AsStaff, owner: AsyncSession, asking: House, sources: Sources, clock: FixedClock
) -> None:
    customer = await plant_customer(owner)
    officer = await as_staff("officer.east1")
    inquiry_id = await ask(officer, customer, "name_id")
    assert sources.asked("name_id") == 0
    clock.advance(timedelta(seconds=3))
    found = await pursue(asking, owner)
    assert (found.id, found.state, found.number) == (inquiry_id, InquiryState.ANSWERED, inquiry_id.hex)
    assert sources.desk.taken[found.number].subject == {
        "name": customer.name,
        "number": customer.number,
        "phone": customer.phone,
    }
    assert facts_of(found)["name_id_matched"] == "true"
    assert (found.consent_purpose, found.consent_id is not None) == ("personal_data", True)
    assert found.asked_at == found.opened_at + timedelta(seconds=3) == found.answered_at
    assert found.valid_until == clock.now().date() + timedelta(days=364)
    assert found.next_at is None
    assert found.answer_cipher is not None
    clear = json.loads(crypto.decrypt(customer.key, found.answer_cipher, cell("answer", found.id)))
    assert clear["content"]["matched"] is True
    await pursue(asking, owner)
    assert sources.asked("name_id") == 1
    for table in STORED:
        stored = (await owner.execute(text(table))).scalar_one()
        assert not [each for each in (customer.name, customer.number, customer.phone) if each in stored], table


async def test_without_consent_nothing_is_opened_or_sent_and_the_refusal_is_on_record(
    as_staff: AsStaff, owner: AsyncSession, sources: Sources
) -> None:
    customer = await plant_customer(owner)
    officer = await as_staff("officer.east1")
    with pytest.raises(ConsentMissing) as refusal:
        await ask(officer, customer, "tax")
    assert "data of third parties" in refusal.value.message_en
    assert (await count(owner), await pursuits(owner), sources.desk.taken) == (0, [], {})
    audited = "SELECT count(*) FROM audit_records WHERE operation = 'source:ask' AND outcome <> 'ok'"
    assert (await owner.execute(text(audited))).scalar_one() == 1


async def test_the_bureau_is_asked_only_under_consent_and_written_authorisation(
    as_staff: AsStaff, owner: AsyncSession, asking: House, sources: Sources
) -> None:
    customer = await plant_customer(owner)
    officer = await as_staff("officer.east1")
    with pytest.raises(ConsentMissing):
        await ask(officer, customer, "credit_bureau")
    await plant_consent(owner, customer, "bureau_query")
    with pytest.raises(Forbidden) as refusal:
        await ask(officer, customer, "credit_bureau")
    assert "CR-01" in refusal.value.message_en
    assert await count(owner) == 0
    await authorise(as_staff, customer)
    await ask(officer, customer, "credit_bureau")
    found = await pursue(asking, owner)
    assert (found.state, found.consent_purpose) == (InquiryState.ANSWERED, "bureau_query")
    assert sources.asked("credit_bureau") == 1


async def test_a_consent_taken_back_before_the_question_goes_out_stops_it(
    as_staff: AsStaff, owner: AsyncSession, asking: House, sources: Sources
) -> None:
    customer = await plant_customer(owner)
    await plant_consent(owner, customer, "data_sharing")
    officer = await as_staff("officer.east1")
    await ask(officer, customer, "tax")
    await customers.withdraw_consent(
        officer.keyed("w"), customer_id=customer.customer_id, purpose="data_sharing", reason="不再同意"
    )
    found = await pursue(asking, owner)
    assert (found.state, found.code, found.asked_at) == (InquiryState.CANCELLED, "connector.consent_missing", None)
    assert sources.desk.taken == {}
    with pytest.raises(ConsentMissing):
        await ask(officer, customer, "tax")


async def test_an_authorisation_that_ended_meanwhile_stops_the_question_too(
    as_staff: AsStaff, owner: AsyncSession, asking: House, sources: Sources
) -> None:
    customer = await plant_customer(owner)
    await plant_consent(owner, customer, "bureau_query")
    entry_id = await authorise(as_staff, customer)
    await ask(await as_staff("officer.east1"), customer, "credit_bureau")
    await registers.end((await as_staff("risk.hq")).keyed("e"), entry_id=entry_id, reason="客户撤回书面授权")
    found = await pursue(asking, owner)
    assert (found.state, found.code) == (InquiryState.CANCELLED, "compliance.forbidden")
    assert sources.desk.taken == {}


async def test_a_consent_taken_back_after_the_question_went_out_leaves_the_answer_lawful(
    as_staff: AsStaff, owner: AsyncSession, asking: House, sources: Sources, clock: FixedClock
) -> None:
    customer = await plant_customer(owner)
    await plant_consent(owner, customer, "data_sharing")
    officer = await as_staff("officer.east1")
    sources.fault("late", seconds=4)
    await ask(officer, customer, "tax")
    assert (await pursue(asking, owner)).state is InquiryState.ASKED
    await customers.withdraw_consent(
        officer.keyed("w"), customer_id=customer.customer_id, purpose="data_sharing", reason="不再同意"
    )
    clock.advance(timedelta(seconds=10))
    found = await pursue(asking, owner)
    assert (found.state, "tax_grade" in facts_of(found)) == (InquiryState.ANSWERED, True)


async def test_twenty_at_once_ask_once(as_staff: AsStaff, owner: AsyncSession, asking: House, sources: Sources) -> None:
    customer = await plant_customer(owner)
    officer = await as_staff("officer.east1")
    asked = await asyncio.gather(*(ask(officer, customer, "name_id") for _ in range(20)))
    assert len(set(asked)) == 1
    [job] = await pursuits(owner)
    await asyncio.gather(*(pursue_inquiry(asking, **job) for _ in range(5)))
    assert sources.asked("name_id") == 1
    assert (await inquiry_of(owner, asked[0])).state is InquiryState.ANSWERED
    assert await ask(officer, customer, "name_id") == asked[0]
    assert await count(owner) == 1


async def test_a_held_answer_is_asked_for_again_once_it_is_too_old_or_the_customer_has_changed(
    as_staff: AsStaff, owner: AsyncSession, asking: House, clock: FixedClock
) -> None:
    customer = await plant_customer(owner)
    officer = await as_staff("officer.east1")
    first = await ask(officer, customer, "name_id")
    await pursue(asking, owner)
    await customers.amend(officer.keyed("p"), customer_id=customer.customer_id, expected_version=1, phone="19900099999")
    second = await ask(officer, customer, "name_id")
    assert second != first
    await pursue(asking, owner)
    lists = await ask(officer, customer, "sanctions")
    await pursue(asking, owner)
    clock.advance(timedelta(days=1))
    assert await ask(officer, customer, "sanctions") != lists
    assert await ask(officer, customer, "name_id") == second


async def test_what_cannot_be_asked_is_refused_by_name_and_opens_nothing(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    person, bare = await plant_customer(owner), await plant_customer(owner, account=False)
    prospect = await plant_prospect(owner)
    await plant_consent(owner, person, "data_sharing")
    officer, stranger = await as_staff("officer.east1"), await as_staff("officer.west1")
    refused: list[tuple[type[DomainError], str, Planted, dict[str, Any]]] = [
        (SourceUnknown, "astrology", person, {}),
        (SourceOfOthers, "business_register", person, {}),
        (ElementMissing, "supply_chain", person, {}),
        (ElementMissing, "bank_card", bare, {}),
        (NotFound, "bank_card", bare, {"account_id": person.account_id}),
        (NotFound, "sanctions", person, {"application_id": uuid4()}),
        (NotRegistered, "sanctions", prospect, {}),
    ]
    for error, source, customer, more in refused:
        with pytest.raises(error):
            await ask(officer, customer, source, **more)
    with pytest.raises(NotFound):
        await ask(stranger, person, "sanctions")
    with pytest.raises(Denied):
        await ask_source(await as_staff("auditor.hq"), customer_id=person.customer_id, source="sanctions")
    assert (await count(owner), await pursuits(owner)) == (0, [])
