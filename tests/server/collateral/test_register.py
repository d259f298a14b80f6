"""The register's doors: items, valuations, policies, counted shares; each denied try leaves nothing changed."""

import asyncio
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from server.applications.securing.charges import value_item
from server.collateral import queries
from server.collateral.errors import InsuranceUnsound, ItemKnown, ItemUnsound, ShareUnsound, ValuationUnsound
from server.collateral.models import CollateralInsurance, CollateralItem, CollateralValuation, CountedShare
from server.collateral.rules import ItemKind, ValuationMethod
from server.collateral.service import clear_certificate, enter_item, insure, set_share
from server.kit.database import Base
from server.kit.errors import Denied, DomainError, NotFound
from server.kit.work import Caller
from tests.factories.collateral import TODAY, plant_item, value
from tests.factories.customers import plant_customer
from tests.factories.documents import plant_document
from tests.fixtures.house import AsStaff, fresh
from tests.fixtures.rooms import room


async def enter(caller: Caller, owner_id: UUID, certificate: str = "BDC 2026-77", title: str = "商品房") -> object:
    return await enter_item(
        fresh(caller), owner_id=owner_id, kind=ItemKind.REAL_ESTATE, title=title, certificate=certificate
    )


async def insured(caller: Caller, item_id: UUID, **changes: object) -> object:
    told: dict[str, Any] = {
        "insurer": "人保财险",
        "policy_number": "P-1",
        "insured_fen": 90_000_000,
        "valid_from": TODAY,
        "valid_until": TODAY + timedelta(days=365),
        "beneficiary": "出借人",
    }
    return await insure(fresh(caller), item_id=item_id, **(told | changes))


async def rows(owner: AsyncSession, model: type[Base]) -> int:
    await owner.rollback()
    return int((await owner.execute(select(func.count()).select_from(model))).scalar_one())


async def test_an_item_is_known_by_its_certificate_which_lies_under_its_owners_key(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    officer = await as_staff("officer.east1")
    customer = await plant_customer(owner)
    item_id = await enter(officer, customer.customer_id)
    kept = (await owner.execute(select(CollateralItem))).scalar_one()
    assert kept.certificate_last4 == "6-77"
    assert b"2026" not in kept.certificate_cipher
    async with room(officer) as work:
        item = await queries.item_by_id(work.session, work.scope, kept.id)
        assert item is not None
        assert await clear_certificate(work, item) == "BDC2026-77"
    assert item_id == kept.id


async def test_a_thing_is_entered_once_in_the_house_and_who_has_it_is_not_told(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    east, west = await as_staff("officer.east1"), await as_staff("officer.west1")
    here, there = await plant_customer(owner), await plant_customer(owner, officer="officer.west1")
    await enter(east, here.customer_id, "bdc2026-77")
    with pytest.raises(ItemKnown) as refusal:
        await enter(west, there.customer_id, "BDC 2026-77")
    assert refusal.value.facts == {}
    assert await rows(owner, CollateralItem) == 1


async def test_of_twenty_who_enter_one_thing_at_once_one_does(as_staff: AsStaff, owner: AsyncSession) -> None:
    officer, customer = await as_staff("officer.east1"), await plant_customer(owner)
    tries = [enter(officer, customer.customer_id) for _ in range(20)]
    answers = await asyncio.gather(*tries, return_exceptions=True)
    assert sum(isinstance(each, ItemKnown) for each in answers) == 19
    assert await rows(owner, CollateralItem) == 1


async def test_what_cannot_be_is_refused_by_field_and_nothing_is_kept(as_staff: AsStaff, owner: AsyncSession) -> None:
    officer, customer = await as_staff("officer.east1"), await plant_customer(owner)
    for title, certificate, field in (("", "BDC1", "title"), ("房", "X", "certificate"), ("长" * 121, "BDC1", "title")):
        with pytest.raises(ItemUnsound) as refusal:
            await enter(officer, customer.customer_id, certificate, title)
        assert refusal.value.field == field
    assert await rows(owner, CollateralItem) == 0
    item_id = await plant_item(officer, customer, value_fen=None)
    late, nothing = TODAY + timedelta(days=1), 0
    for on, fen, field in ((late, 100, "valuedOn"), (TODAY, nothing, "value")):
        with pytest.raises(ValuationUnsound) as unsound:
            await value(officer, item_id, fen, on)
        assert unsound.value.field == field
    for changes in (
        {"valid_until": TODAY - timedelta(days=1)},
        {"insured_fen": 0},
        {"insurer": " "},
        {"policy_number": ""},
        {"beneficiary": "长" * 201},
    ):
        with pytest.raises(InsuranceUnsound):
            await insured(officer, item_id, **changes)
    assert (await rows(owner, CollateralValuation), await rows(owner, CollateralInsurance)) == (0, 0)


async def test_a_policy_is_noted_once(as_staff: AsStaff, owner: AsyncSession) -> None:
    officer, customer = await as_staff("officer.east1"), await plant_customer(owner)
    item_id = await plant_item(officer, customer)
    await insured(officer, item_id)
    with pytest.raises(InsuranceUnsound):
        await insured(officer, item_id)
    assert await rows(owner, CollateralInsurance) == 1


async def test_the_newest_valuation_that_still_holds_is_the_value(as_staff: AsStaff, owner: AsyncSession) -> None:
    officer, customer = await as_staff("officer.east1"), await plant_customer(owner)
    item_id = await plant_item(officer, customer, value_fen=None)
    for days, fen in ((400, 900), (300, 700), (10, 500)):
        await value(officer, item_id, fen, TODAY - timedelta(days=days))
    async with room(officer) as work:
        told = [
            (await queries.values_on(work.session, work.scope, {item_id}, TODAY + timedelta(days=days))).get(item_id)
            for days in (-60, 0, 340, 400)
        ]
    assert told == [700, 500, 500, None]


async def test_a_report_is_the_owners_own_paper(as_staff: AsStaff, owner: AsyncSession) -> None:
    officer = await as_staff("officer.east1")
    customer, other = await plant_customer(owner), await plant_customer(owner)
    item_id = await plant_item(officer, customer, value_fen=None)
    own, foreign = await plant_document(owner, customer), await plant_document(owner, other)
    for document_id in (foreign, uuid4()):
        with pytest.raises(NotFound):
            await value_with(officer, item_id, document_id)
    assert await rows(owner, CollateralValuation) == 0
    await value_with(officer, item_id, own)
    assert (await owner.execute(select(CollateralValuation.document_id))).scalar_one() == own


async def value_with(officer: Caller, item_id: UUID, document_id: UUID) -> None:
    await value_item(
        fresh(officer),
        item_id=item_id,
        valued_on=TODAY,
        valued_by="正衡评估",
        method=ValuationMethod.MARKET,
        value_fen=100,
        document_id=document_id,
    )


async def test_a_counted_share_holds_from_its_day_on_and_never_back_in_time(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    risk = await as_staff("risk.hq")
    told: dict[str, Any] = {"counted": "vehicle", "reason": "二手车价格下行"}
    next_week = TODAY + timedelta(days=7)
    await set_share(fresh(risk), **told, share=Decimal("0.4"), effective_from=next_week)
    before = await rows(owner, CountedShare)
    for changes in (
        {"effective_from": TODAY},
        {"effective_from": next_week},
        {"share": Decimal("1.01"), "effective_from": next_week + timedelta(days=1)},
        {"counted": "ship", "effective_from": next_week + timedelta(days=1)},
    ):
        with pytest.raises(ShareUnsound):
            await set_share(fresh(risk), **({**told, "share": Decimal("0.3")} | changes))
    assert await rows(owner, CountedShare) == before
    async with room(risk) as work:
        shares = [
            (await queries.shares_on(work.session, TODAY + timedelta(days=days)))["vehicle"] for days in (0, 6, 7, 100)
        ]
    assert shares == [Decimal("0.5"), Decimal("0.5"), Decimal("0.4"), Decimal("0.4")]


async def test_who_may_not_keep_the_register_leaves_it_as_it_is(as_staff: AsStaff, owner: AsyncSession) -> None:
    officer, customer = await as_staff("officer.east1"), await plant_customer(owner)
    item_id = await plant_item(officer, customer)
    tries = (
        ("reviewer.east1", Denied),
        ("auditor.hq", Denied),
        ("officer.west1", NotFound),
        ("officer2.east1", NotFound),
    )
    for login, refusal in tries:
        caller = await as_staff(login)
        for attempt in (
            enter(caller, customer.customer_id, "BDC-OTHER"),
            value(caller, item_id, 5, TODAY),
            insured(caller, item_id),
        ):
            with pytest.raises(refusal):
                await attempt
    with pytest.raises(DomainError):
        await set_share(
            fresh(officer), counted="vehicle", share=Decimal(1), effective_from=TODAY + timedelta(days=1), reason="x"
        )
    assert await rows(owner, CollateralItem) == 1
    assert await rows(owner, CollateralValuation) == 1
    assert await rows(owner, CollateralInsurance) == 0
