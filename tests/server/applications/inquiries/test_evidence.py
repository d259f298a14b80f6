"""Evidence of an application: facts with sources and times, confirmed receivables, and what an AI service is told."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from server.applications.inquiries.advising import advice
from server.applications.inquiries.facts import source_facts
from server.applications.inquiries.reading import evidence
from server.connectors.assistant import NullAssistant
from server.kit.errors import NotFound
from server.kit.ports import Advice
from server.kit.work import House
from server.products.models import ProductVersion
from tests.factories.applications import plant_application, plant_lender
from tests.factories.connectors import Sources, ask, consented, learn, plant_consent, pursue
from tests.factories.customers import plant_customer
from tests.factories.documents import plant_borrower
from tests.fixtures.house import AsStaff
from tests.fixtures.rooms import room


async def test_a_product_says_which_sources_count_and_the_evidence_shows_all_of_them(
    as_staff: AsStaff, owner: AsyncSession, asking: House, sources: Sources
) -> None:
    version_id = await plant_lender(owner)
    customer = await plant_borrower(owner)
    await consented(as_staff, owner, customer)
    officer = await as_staff("officer.east1")
    application_id = await plant_application(owner, customer, version_id)
    told = {"receivables": [receivable("YS1", 5_000_000), receivable("YS2", 7_000_000)]}
    sources.desk.tell("supply_chain", customer.number, told)
    await learn(asking, owner, officer, customer, "name_id", "tax", "social_security")
    await ask(officer, customer, "supply_chain", application_id=application_id)
    await pursue(asking, owner)
    found = await evidence(officer, application_id=application_id)
    incomes = {each.source: each for each in found.facts if each.code == "income_monthly_fen"}
    assert {source: each.verified for source, each in incomes.items()} == {"tax": True, "social_security": True}
    assert all(each.asked_at and each.answered_at >= each.asked_at and each.holds for each in incomes.values())
    assert ([each.reference for each in found.receivables], found.receivables_fen) == (["YS1", "YS2"], 12_000_000)
    only_tax = {"income_monthly_fen": ["tax"], "*": ["name_id", "supply_chain"]}
    await owner.execute(update(ProductVersion).values(verified_by=only_tax))
    await owner.commit()
    found = await evidence(officer, application_id=application_id)
    verified = {(each.code, each.source) for each in found.facts if each.verified}
    assert ("income_monthly_fen", "tax") in verified
    assert not {each for each in verified if each[1] == "social_security" or each == ("tax_grade", "tax")}
    async with room(officer) as work:
        facts = await source_facts(work, customer.customer_id, version_id, [application_id])
    assert facts == {"name_id_matched": True, "receivables_fen": 12_000_000}
    with pytest.raises(NotFound):
        await evidence(await as_staff("officer.west1"), application_id=application_id)


def receivable(reference: str, amount_fen: int) -> dict[str, Any]:
    days = {"due_on": "2026-06-01", "confirmed_on": "2026-02-20"}
    return {"reference": reference, "debtor": "东方装备制造有限公司", "amount_fen": amount_fen, **days}


async def test_an_invoice_is_evidence_of_one_application_in_the_whole_house(
    as_staff: AsStaff, owner: AsyncSession, asking: House, sources: Sources
) -> None:
    version_id = await plant_lender(owner)
    officer = await as_staff("officer.east1")
    totals = []
    for other in ("YS2", "YS3"):
        customer = await plant_customer(owner)
        await plant_consent(owner, customer, "data_sharing")
        told = {"receivables": [receivable("YS1", 5_000_000), receivable(other, 100)]}
        sources.desk.tell("supply_chain", customer.number, told)
        application_id = await plant_application(owner, customer, version_id)
        await ask(officer, customer, "supply_chain", application_id=application_id)
        await pursue(asking, owner)
        found = await evidence(officer, application_id=application_id)
        totals.append((found.receivables_fen, [each.taken_elsewhere for each in found.receivables]))
    assert totals == [(5_000_100, [False, False]), (100, [True, False])]


class Scripted:
    """An AI service that repeats what it was told."""

    def __init__(self) -> None:
        self.told: list[Mapping[str, str]] = []

    async def advise(self, facts: Sequence[Mapping[str, str]]) -> Advice | None:
        self.told.extend(facts)
        return Advice("scripted", f"{len(facts)}项", f"{len(facts)} facts")


async def test_an_ai_service_is_told_facts_without_names_and_a_house_without_one_says_nothing(
    as_staff: AsStaff, owner: AsyncSession, asking: House
) -> None:
    version_id = await plant_lender(owner)
    customer = await plant_borrower(owner)
    officer = await as_staff("officer.east1")
    application_id = await plant_application(owner, customer, version_id)
    await learn(asking, owner, officer, customer, "name_id")
    assert await advice(officer, application_id=application_id) is None
    for assistant in (NullAssistant(), Scripted()):
        house = replace(asking, ports=replace(asking.ports, assistant=assistant))
        said = await advice(replace(officer, house=house), application_id=application_id)
        assert (said is None) is isinstance(assistant, NullAssistant)
        if isinstance(assistant, Scripted):
            assert {each["fact"] for each in assistant.told} >= {"name_id_matched", "phone_months"}
            text = json.dumps(assistant.told, ensure_ascii=False)
            assert not [each for each in (customer.name, customer.number, customer.phone) if each in text]
    with pytest.raises(NotFound):
        await advice(await as_staff("officer.west1"), application_id=application_id)
