"""Decisions and photographs through bad luck of every kind, in Chromium: none lost, none doubled, conflicts named.

Twenty faults over a few of them, and a thousand over two hundred decisions and fifty photographs.
"""

import asyncio
import json
import random
import time
from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import Any
from uuid import UUID

import pytest
from playwright.async_api import Browser, FilePayload
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from schema.kit.ids import encode
from server.approvals.models import Vote
from server.documents.models import Document
from tests.factories.customers import plant_prospect
from tests.factories.photographs import photographed
from tests.fixtures.world import PASSWORD, id_of
from tests.journeys.browser_phone import phone_in
from tests.journeys.phones import Phone
from tests.journeys.running import ROOT, Running
from tests.journeys.steps import apply_for, decide
from tests.journeys.storm import Storm
from tests.journeys.stormy_phone import PATIENCE_MS, StormyPhone
from tests.journeys.test_tiers import borrower

pytestmark = pytest.mark.browser
REVIEWER, COLLEAGUE = "officer2.east1", "reviewer.east1"
CONFLICT_EVERY = 10
SEED = 20261123
HARD, MILD = 0.7, 0.35
PHONES = 4
RESULTS = ROOT / "bench" / "results" / "faults.jsonl"
CARD: FilePayload = {
    "name": "card.jpg",
    "mimeType": "image/jpeg",
    "buffer": photographed("id_front", "storm").data,
}


@dataclass(frozen=True)
class Extent:
    """How much is done, and how many faults are thrown at it."""

    decisions: int
    photographs: int
    faults: int
    phones: int = 1


async def cases(owner: AsyncSession, running: Running, count: int) -> list[dict[str, Any]]:
    """Applications that wait for a reviewer of the branch."""
    officer = Phone(running.url, "officer.east1").log_in()
    customers = [await borrower(owner, "officer.east1", income_fen=300_000) for _ in range(count)]
    return [apply_for(officer, customer, "30000.00") for customer in customers]


@dataclass
class Work:
    """What one phone has to do, and what came of it."""

    storm: Storm
    cases: list[dict[str, Any]]
    prospects: list[UUID]
    faults: int
    contested: list[str] = field(default_factory=list)
    shown: str = ""


async def weathered(browser: Browser, running: Running, owner: AsyncSession, extent: Extent) -> dict[str, Any]:
    """Do it all, then judge by what the database holds and by what each phone shows; answers the figures."""
    todo = await cases(owner, running, extent.decisions)
    prospects = [(await plant_prospect(owner, officer=REVIEWER)).customer_id for _ in range(extent.photographs)]
    await owner.commit()
    began = time.monotonic()
    works = [
        Work(
            Storm(random.Random(SEED + phone)),
            todo[phone :: extent.phones],
            prospects[phone :: extent.phones],
            extent.faults // extent.phones,
        )
        for phone in range(extent.phones)
    ]
    await asyncio.gather(*(on_a_phone(browser, running, work) for work in works))
    await judge(owner, todo, [one for work in works for one in work.contested])
    for work in works:
        assert work.shown.count("有冲突") == len(work.contested), work.shown
        assert work.shown.count(COLLEAGUE) >= len(work.contested), "who was first is named"
        assert "被拒绝" not in work.shown, work.shown
        assert work.storm.of_the_network >= work.faults, work.storm.faults
    await judge_photographs(owner, prospects)
    kinds = sum((work.storm.faults for work in works), Counter())
    return {
        **asdict(extent),
        "faults": sum(work.storm.of_the_network for work in works),
        "by_kind": dict(kinds.most_common()),
        "conflicts": sum(len(work.contested) for work in works),
        "seconds": round(time.monotonic() - began),
    }


async def on_a_phone(browser: Browser, running: Running, work: Work) -> None:
    """Decide and photograph in turn, under a storm that blows harder while it is behind."""
    storm, began = work.storm, time.monotonic()
    every = max(1, len(work.cases) // max(1, len(work.prospects)))
    async with phone_in(browser, running.url) as phone:
        await phone.log_in(REVIEWER, PASSWORD)
        hands = StormyPhone(browser, running, storm, REVIEWER, COLLEAGUE, phone)
        await storm.blow(phone.context)
        for number, application in enumerate(work.cases):
            storm.share = HARD if storm.of_the_network * len(work.cases) < work.faults * (number + 1) else MILD
            if number % CONFLICT_EVERY == CONFLICT_EVERY // 2:
                await contest(hands, running, application)
                work.contested.append(application["id"])
            else:
                await hands.decide(application["id"])
            if number % every == 0 and number // every < len(work.prospects):
                customer = work.prospects[number // every]
                await hands.photograph(str(encode("Customer", customer, customer)), CARD)
            await hands.misfortune()
            print(f"{time.monotonic() - began:.0f} s, {number + 1}: {dict(storm.faults)}")  # noqa: T201 - if it fails
        work.shown = await hands.drained()


async def contest(hands: StormyPhone, running: Running, application: dict[str, Any]) -> None:
    """The colleague returns the case elsewhere while this phone, without a network, approves it."""
    await hands.until(hands.open_case, application["id"])
    hands.patience_ms = PATIENCE_MS
    with hands.storm.held_back():
        await hands.phone.context.set_offline(offline=True)
        await hands.press_approve()
        decide(Phone(running.url, COLLEAGUE).log_in(), application["case"], "RETURN")
        await hands.phone.context.set_offline(offline=False)


async def judge(owner: AsyncSession, todo: list[dict[str, Any]], contested: list[str]) -> None:
    """Each case has one vote: the reviewer's, or where the colleague was first, his alone."""
    await owner.rollback()
    rows = (await owner.execute(select(Vote.case_id, Vote.decided_by, Vote.decision))).all()
    votes: dict[str, list[tuple[UUID, str]]] = {}
    for row in rows:
        votes.setdefault(str(row.case_id), []).append((row.decided_by, row.decision.name))
    assert len(rows) == len(todo), "one vote a case"
    assert all(len(given) == 1 for given in votes.values())
    count = Counter(given[0] for given in votes.values())
    assert count == Counter(
        {
            (id_of(REVIEWER), "APPROVE"): len(todo) - len(contested),
            (id_of(COLLEAGUE), "RETURN"): len(contested),
        }
    )


async def judge_photographs(owner: AsyncSession, customers: list[UUID]) -> None:
    """Each customer has the one photograph that was taken."""
    found = (await owner.execute(select(Document.customer_id).where(Document.customer_id.in_(customers)))).scalars()
    count = Counter(found)
    assert [number for number, customer in enumerate(customers) if count[customer] != 1] == []
    assert len(count) == len(customers)


@pytest.mark.long
@pytest.mark.timeout(1800)
async def test_a_few_decisions_and_photographs_come_through_twenty_faults_once_each(
    browser: Browser, running: Running, owner: AsyncSession
) -> None:
    await weathered(browser, running, owner, Extent(decisions=6, photographs=2, faults=20))


@pytest.mark.long
@pytest.mark.timeout(4 * 3600)
async def test_two_hundred_decisions_and_fifty_photographs_come_through_a_thousand_faults_once_each(
    browser: Browser, running: Running, owner: AsyncSession
) -> None:
    figures = await weathered(
        browser, running, owner, Extent(decisions=200, photographs=50, faults=1000, phones=PHONES)
    )
    with RESULTS.open("a") as results:
        results.write(json.dumps(figures) + "\n")
