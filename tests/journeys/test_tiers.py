"""Every path of a decision over HTTP: by the rules, by a reviewer, by a region's manager, by the committee."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from schema.kit.ids import encode
from tests.factories.documents import plant_borrower
from tests.factories.photographs import photographed
from tests.journeys.phones import Phone
from tests.journeys.running import Running
from tests.journeys.steps import apply_for, decide, refused

pytestmark = pytest.mark.timeout(600)

LANDINGS = [
    ("49999.99", "AUTOMATIC", "APPROVED"),
    ("50000.00", "REGIONAL", "IN_REVIEW"),
    ("500000.00", "REGIONAL", "IN_REVIEW"),
    ("500000.01", "COMMITTEE", "IN_REVIEW"),
]


async def borrower(owner: AsyncSession, officer: str, **over: Any) -> str:
    """A customer who is ready to apply, as a global id."""
    planted = await plant_borrower(
        owner, officer=officer, income_monthly_fen=over.pop("income_fen", 20_000_000), **over
    )
    return str(encode("Customer", planted.customer_id, planted.customer_id))


async def test_decisions_fall_where_amount_and_rules_send_them(running: Running, owner: AsyncSession) -> None:
    officer = Phone(running.url, "officer.east1").log_in()
    for amount, tier, state in LANDINGS:
        landed = apply_for(officer, await borrower(owner, "officer.east1"), amount, 36)
        assert (amount, landed["tier"], landed["state"]) == (amount, tier, state), landed["findings"]
        if tier == "AUTOMATIC":
            assert landed["findings"] == []

    clean = apply_for(officer, await borrower(owner, "officer.east1"), "30000.00")
    assert (clean["state"], clean["findings"]) == ("APPROVED", [])
    await by_a_second_officer(running, owner, officer)
    await by_two_of_the_committee(running, owner, officer)
    await only_one_of_two_at_once_is_automatic(officer, owner)


async def by_a_second_officer(running: Running, owner: AsyncSession, officer: Phone) -> None:
    """A referred 30,000 is decided by another officer of the branch who holds the reviewer's position."""
    referred = apply_for(officer, await borrower(owner, "officer.east1", income_fen=300_000), "30000.00")
    assert (referred["tier"], referred["state"]) == ("MANUAL_REVIEW", "IN_REVIEW")
    assert [finding["outcome"] for finding in referred["findings"]] == ["REVIEW"]
    second = Phone(running.url, "officer2.east1").log_in()
    own = apply_for(second, await borrower(owner, "officer2.east1", income_fen=300_000), "30000.00")
    assert refused(decide, second, own["case"]) in {"APPROVAL_OWN_CUSTOMER", "APPROVAL_OWN_ENTRY"}
    elsewhere = Phone(running.url, "reviewer.west1").log_in()
    assert refused(decide, elsewhere, referred["case"]) == "OBJECT_NOT_FOUND"
    assert decide(second, referred["case"])["application"]["state"] == "APPROVED"


async def by_two_of_the_committee(running: Running, owner: AsyncSession, officer: Phone) -> None:
    """Above 500,000 two members of the committee agree; the region's manager has no vote."""
    large = apply_for(officer, await borrower(owner, "officer.east1"), "600000.00", 36)
    manager = Phone(running.url, "manager.east").log_in()
    assert refused(decide, manager, large["case"]) == "APPROVAL_WRONG_POSITION"
    first = Phone(running.url, "committee1.hq").log_in()
    assert decide(first, large["case"])["application"]["state"] == "IN_REVIEW"
    assert refused(decide, first, large["case"]) == "APPROVAL_ALREADY_DECIDED"
    other = Phone(running.url, "committee2.hq").log_in()
    assert decide(other, large["case"])["application"]["state"] == "APPROVED"


async def only_one_of_two_at_once_is_automatic(officer: Phone, owner: AsyncSession) -> None:
    customer = await borrower(owner, "officer.east1")
    with ThreadPoolExecutor(2) as pool:
        landed = list(pool.map(lambda _: apply_for(officer, customer, "40000.00"), range(2)))
    assert sorted(one["tier"] for one in landed) == ["AUTOMATIC", "REGIONAL"]


async def test_bad_input_is_refused_with_its_field_and_leaves_nothing(running: Running, owner: AsyncSession) -> None:
    officer = Phone(running.url, "officer.east1").log_in()
    customer = await borrower(owner, "officer.east1")
    before = officer.ask("{ applications { totalCount } }")
    for amount in ("-1.00", "0.00", "100.001", "1e5", "１００"):
        assert refused(apply_for, officer, customer, amount) != ""
    assert officer.ask("{ applications { totalCount } }") == before
    for picture, code in (
        (b"no picture at all", "document.not_an_image"),
        (photographed("id_front", "tiers").data[:500], "document.broken"),
        (b"\xff\xd8" + bytes(20_500_000), "document.too_large"),
    ):
        answer = officer.upload(customer, "id_front", picture)
        assert (answer.status_code // 100, answer.json()["field"]) == (4, "file"), (code, answer.text)
    other = Phone(running.url, "officer.west1").log_in()
    assert other.upload(customer, "id_front", photographed("id_front", "tiers").data).status_code == 404
