"""Two houses that differ in region West only, asked by staff of East with generated documents: byte-equal answers.

`pytest --long tests/schema/reading/test_generated_worlds.py` asks five thousand documents in each of eight roles, of
both houses, five hundred at a time, and keeps the counts in bench/results/two_worlds.jsonl.
"""

import asyncio
import time
from collections import Counter
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.pool import NullPool

from bench.machine import describe
from bench.records import keep
from server.kit.embedded.endpoint import OWNER_ROLE, Endpoint
from tests.fixtures.api import Api
from tests.schema.reading.book import OFFICERS, plant_book
from tests.schema.reading.facts import gather
from tests.schema.reading.generated import Generated, Generator
from tests.schema.reading.ways import Ways
from tests.schema.stage import Stage
from tests.schema.test_two_worlds import EAST, Comparison, Worlds, both, settle_west, west_only

__all__ = ["both"]

DOCUMENTS, DOCUMENTS_LONG, SLICES = 30, 500, 10
SEES_ALL = ("auditor.hq", "committee1.hq", "admin1.hq")


@pytest.fixture(scope="module")
def worlds(endpoint: Endpoint, stage_template: tuple[str, Stage]) -> Iterator[Worlds]:
    """Two copies of the stage with East's book; in the second West has a stage and a book as well."""
    template, stage = stage_template
    without, with_west = f"rich_east_{template}", f"rich_both_{template}"
    endpoint.create_database(without, template=template)
    asyncio.run(plant_book(endpoint, without, stage, OFFICERS[:3]))
    endpoint.create_database(with_west, template=without)
    west, _ = asyncio.run(settle_west(endpoint, with_west, stage))
    asyncio.run(plant_book(endpoint, with_west, stage, OFFICERS[3:]))
    canaries = asyncio.run(_canaries(endpoint, with_west))
    yield Worlds(without, with_west, west, canaries)
    for name in (without, with_west):
        endpoint.drop_database(name)


async def _canaries(endpoint: Endpoint, database: str) -> frozenset[str]:
    engine = create_async_engine(endpoint.dsn(OWNER_ROLE, database), poolclass=NullPool)
    async with AsyncSession(engine) as owner:
        found = await west_only(owner)
    await engine.dispose()
    return found


class Asking:
    """Generated documents asked of both houses in every role of East."""

    def __init__(self, both: tuple[Api, Api], worlds: Worlds, generator: Generator) -> None:
        self.comparisons = {login: Comparison(both, worlds, login) for login in EAST}
        self.generator = generator
        self.asked: Counter[str] = Counter()
        self.answered = self.differences = 0

    async def everybody(self, made: Generated) -> None:
        for login, comparison in self.comparisons.items():
            try:
                told = await comparison.ask(made.text, **made.variables)
            except AssertionError:
                self.differences += 1
                raise
            self.asked[login] += 1
            self.answered += "errors" not in told

    async def run(self, count: int) -> None:
        """So many documents, written in turn for each of them, whose own ids they ask for beside foreign ones."""
        loop = asyncio.get_running_loop()
        api = next(iter(self.comparisons.values())).both[1]
        scopes = {login: (await api.as_staff(login)).actor.scope for login in EAST}
        documents = st.sampled_from(EAST).flatmap(lambda who: self.generator.documents(who, scopes[who]))

        @settings(max_examples=count, phases=(Phase.generate,), database=None, suppress_health_check=list(HealthCheck))
        @given(documents)
        def check(made: Generated) -> None:
            asyncio.run_coroutine_threadsafe(self.everybody(made), loop).result()

        await asyncio.to_thread(check)


@pytest.fixture
async def asking(both: tuple[Api, Api], worlds: Worlds, endpoint: Endpoint, stage: Stage) -> Asking:
    ways = Ways()
    everybody = {login: await both[1].as_staff(login) for login in SEES_ALL}
    engine = create_async_engine(endpoint.dsn(OWNER_ROLE, worlds.with_west), poolclass=NullPool)
    async with AsyncSession(engine) as owner:
        facts = await gather(ways, owner, stage, everybody)
    await engine.dispose()
    return Asking(both, worlds, Generator(ways.schema.catalogue, ways.judge, facts))


async def test_generated_documents_cannot_tell_the_houses_apart(asking: Asking) -> None:
    await asking.run(DOCUMENTS)
    assert set(asking.asked) == set(EAST)
    assert asking.answered


@pytest.mark.long
@pytest.mark.timeout(4 * 3600)
@pytest.mark.parametrize("slice_number", range(1, SLICES + 1))
async def test_five_thousand_generated_documents_in_each_role_cannot_either(asking: Asking, slice_number: int) -> None:
    began = time.monotonic()
    try:
        await asking.run(DOCUMENTS_LONG)
    finally:
        share = round(asking.answered / max(asking.asked.total(), 1), 4)
        told = {
            "asked_by_role": dict(asking.asked),
            "without_error": share,
            "differences": asking.differences,
            "slice": slice_number,
        }
        keep("two_worlds", told | {"seconds": round(time.monotonic() - began), "machine": describe()})
    assert min(asking.asked[login] for login in EAST) >= DOCUMENTS_LONG
