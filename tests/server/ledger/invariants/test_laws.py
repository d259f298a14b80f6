"""The ledger keeps all fifteen laws, and each law is shown a ledger that breaks it and no other."""

from collections.abc import AsyncIterator

import pytest

from server.kit.embedded.endpoint import Endpoint
from tests.fixtures.house import AsStaff
from tests.server.ledger.invariants.books import Books, connect
from tests.server.ledger.invariants.laws import LAWS
from tests.server.ledger.invariants.mutants import MUTANTS, Mutant


@pytest.fixture
async def books(endpoint: Endpoint, database_name: str, as_staff: AsStaff) -> AsyncIterator[Books]:
    owner, apps = await connect(endpoint, database_name)
    yield Books(owner, apps, await as_staff("finance.hq"))
    for connection in (owner, *apps):
        await connection.close()


async def broken(books: Books) -> dict[str, str]:
    """The laws that do not hold, with what they found."""
    found = {law.__name__: await law(books) for law in LAWS}
    return {name: finding for name, finding in found.items() if finding}


async def test_the_ledger_keeps_all_fifteen_laws(books: Books) -> None:
    assert await broken(books) == {}


@pytest.mark.parametrize("mutant", MUTANTS, ids=[mutant.breaks.__name__ for mutant in MUTANTS])
async def test_a_ledger_with_one_defect_breaks_its_law_and_no_other(
    books: Books, monkeypatch: pytest.MonkeyPatch, mutant: Mutant
) -> None:
    await mutant.plant(books.owner, monkeypatch)
    assert list(await broken(books)) == [mutant.breaks.__name__], mutant.defect


def test_every_law_has_its_mutant() -> None:
    assert [mutant.breaks for mutant in MUTANTS] == list(LAWS)
    assert len(LAWS) == 15
