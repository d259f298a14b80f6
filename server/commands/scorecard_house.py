"""The part of `jiedai scorecard` that opens the house: learning from its own loans, and publishing by two people."""

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID, uuid4

import typer

from server.commands.console import ExitCode, fail, load_settings

if TYPE_CHECKING:
    from server.decision.scorecards.sample import Sample
    from server.kit.work import Caller, House

T = TypeVar("T")
PASSWORD, SECOND_PASSWORD = "JIEDAI_PASSWORD", "JIEDAI_SECOND_PASSWORD"

Person = tuple[str | None, str | None]
"""A log-in and its one-time code."""


def own_loans(login: str | None, code: str | None, drop: frozenset[str]) -> "tuple[Sample, dict[str, str]]":
    """The company's own loans as a sample, and the window in which they could go bad."""
    from server.decision.errors import TooFewDefaults
    from server.decision.scorecards.sample import Reading, sample_of
    from server.loans import learning

    columns = asyncio.run(_in_house(lambda house: _as(house, (login, code), PASSWORD, learning.outcomes)))
    if len(set(columns["bad"])) <= 1:
        raise TooFewDefaults(found=sum(columns["bad"]), wanted=1)
    reading = Reading("bad", drop=drop, date_column="disbursed_on")
    window = {"zh": learning.WINDOW_ZH, "en": learning.WINDOW_EN}
    return sample_of(columns, reading, source="own loans 本公司已到期贷款"), window


def publish(
    file: dict[str, Any], people: tuple[Person, Person | None], effective_from: date | None, note: str
) -> dict[str, Any]:
    """Propose as the first person, or publish what another proposed; then as the second, where one is named."""

    async def both(house: "House") -> dict[str, Any]:
        first, second = people
        told = await _as(house, first, PASSWORD, lambda caller: _step(caller, file, effective_from, note))
        if second is not None and told["state"] == "proposed":
            told = await _as(house, second, SECOND_PASSWORD, lambda caller: _step(caller, file, effective_from, note))
        return told

    return asyncio.run(_in_house(both))


async def _step(caller: "Caller", file: dict[str, Any], effective_from: date | None, note: str) -> dict[str, Any]:
    from server.decision import editions, reading
    from server.kit.clock import business_date

    house = caller.house
    found = await reading.waiting_scorecard(caller, digest=file["digest"])
    if found is not None:
        await editions.publish(caller, edition_id=found)
        return {"edition": str(found), "state": "published"}
    today = business_date(house.ports.clock.now(), house.settings.cut_off_hour)
    edition: UUID = await editions.propose_scorecard(
        caller, table=file["table"], card=file["card"], effective_from=effective_from or today, note=note
    )
    return {"edition": str(edition), "state": "proposed"}


async def _in_house(work: Callable[["House"], Awaitable[T]]) -> T:
    from server.opening import open_house

    house = open_house(load_settings())
    try:
        return await work(house)
    finally:
        await house.database.close()


async def _as(house: "House", person: Person, variable: str, act: Callable[["Caller"], Awaitable[T]]) -> T:
    async with _session(house, person, variable) as caller:
        return await act(caller)


@asynccontextmanager
async def _session(house: "House", person: Person, variable: str) -> "AsyncIterator[Caller]":
    """A living session of a person, which ends here."""
    from server.identity import sessions
    from server.identity.actors import NOBODY, Sessions
    from server.kit.work import Caller

    login, code = person
    if login is None:
        fail(ExitCode.USAGE, "who acts? name a --login")
    password = os.environ.get(variable) or typer.prompt(f"password of {login}", hide_input=True, err=True)
    nobody = Caller(house, NOBODY, request_id=f"scorecard-{uuid4().hex[:12]}")
    opened = await sessions.log_in(nobody, login=login, password=password, code=code, device="jiedai scorecard")
    assert isinstance(opened, sessions.Tokens), "a refused log-in is raised"
    assert isinstance(house.actors, Sessions)
    caller = replace(nobody, actor=await house.actors.actor_of(house, opened.access), idempotency_key=uuid4().hex)
    try:
        yield caller
    finally:
        await sessions.log_out(caller)
