"""Generated documents: what the compiler answers is what graphql-core answers.

`pytest --long -s tests/schema/reading/test_equal_answers.py` holds ten thousand against each other, a thousand at a
time, prints the shares of documents without error, with rows and with a plan, and keeps them for each thousand in
bench/results/equal_answers.jsonl.
"""

import asyncio
import time

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy.ext.asyncio import AsyncSession

from server.kit.work import Caller
from tests.fixtures.house import AsStaff
from tests.schema.reading.facts import gather
from tests.schema.reading.generated import Generated, Generator
from tests.schema.reading.tally import Tally
from tests.schema.reading.ways import Ways, first_difference
from tests.schema.stage import Stage

LOGINS = (
    "officer.east1",
    "officer2.east1",
    "officer.west1",
    "reviewer.east1",
    "branchmanager.east1",
    "manager.east",
    "manager.west",
    "committee1.hq",
    "finance.hq",
    "collector.east1",
    "auditor.hq",
    "admin1.hq",
)
DOCUMENTS, DOCUMENTS_LONG, SLICES = 250, 1_000, 10
WITHOUT_ERROR, WITH_ROWS, WITH_PLAN = 0.9, 0.7, 0.75


@pytest.fixture
def database_name(book_database: str) -> str:
    return book_database


class Comparing:
    """Both ways over the book, and everybody who asks."""

    def __init__(self, ways: Ways, generator: Generator, everybody: dict[str, Caller]) -> None:
        self.ways, self.generator, self.everybody = ways, generator, everybody
        self.tally = Tally()

    def examples(self) -> st.SearchStrategy[tuple[str, Generated]]:
        """Somebody, and a document for him."""
        scopes = {login: caller.actor.scope for login, caller in self.everybody.items()}
        logins = st.sampled_from(LOGINS)
        return logins.flatmap(lambda who: st.tuples(st.just(who), self.generator.documents(who, scopes[who])))

    async def compare(self, login: str, made: Generated) -> None:
        """Fails where the answers differ, and where a plan answers what graphql-core refuses."""
        found = await self.ways.both(self.everybody[login], made.text, made.variables)
        self.tally.count(login, made, found)
        if found.planned is None:
            return
        told = f"refused: {found.errors}" if found.errors else first_difference(found.planned, found.interpreted)
        if told is not None:
            self.tally.differences += 1
            pytest.fail(f"{told}\n{login}\n{made.text}\n{made.variables}")

    async def run(self, count: int) -> None:
        """So many examples. Hypothesis is not asynchronous: it draws in a thread, the answers come from this loop."""
        loop = asyncio.get_running_loop()

        # a document found is told as it is: to make it smaller takes minutes, and the difference names its place
        @settings(
            max_examples=count,
            deadline=None,
            phases=(Phase.generate,),
            database=None,
            suppress_health_check=list(HealthCheck),
        )
        @given(self.examples())
        def check(example: tuple[str, Generated]) -> None:
            asyncio.run_coroutine_threadsafe(self.compare(*example), loop).result()

        await asyncio.to_thread(check)


@pytest.fixture
async def comparing(as_staff: AsStaff, owner: AsyncSession, stage: Stage) -> Comparing:
    ways = Ways()
    everybody = {login: await as_staff(login) for login in LOGINS}
    facts = await gather(ways, owner, stage, everybody)
    return Comparing(ways, Generator(ways.schema.catalogue, ways.judge, facts), everybody)


async def test_generated_documents_have_one_answer(comparing: Comparing) -> None:
    await comparing.run(DOCUMENTS)
    print(comparing.tally.told())  # noqa: T201 - what the run was worth
    assert comparing.tally.documents >= DOCUMENTS / 2


@pytest.mark.long
@pytest.mark.timeout(4 * 3600)
@pytest.mark.parametrize("thousand", range(1, SLICES + 1))
async def test_ten_thousand_generated_documents_have_one_answer(comparing: Comparing, thousand: int) -> None:
    began = time.monotonic()
    try:
        await comparing.run(DOCUMENTS_LONG)
    finally:
        comparing.tally.keep(time.monotonic() - began, thousand=thousand)
        print(comparing.tally.told())  # noqa: T201 - what the run was worth
    shares = comparing.tally.shares()
    assert comparing.tally.documents >= DOCUMENTS_LONG
    assert shares["without_error"] >= WITHOUT_ERROR
    assert shares["with_rows"] >= WITH_ROWS
    assert shares["with_plan"] >= WITH_PLAN
