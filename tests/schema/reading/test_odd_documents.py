"""Documents on the edge of what SQL can say: both ways to answer still agree, or there is no plan."""

import pytest

from tests.fixtures.house import AsStaff, fresh
from tests.schema.reading.ways import Ways, first_difference

pytestmark = pytest.mark.usefixtures("shares_database", "stage")

PLANNED = {
    "keys that are names of sub-selects": "{ answer: products { x1: code x2: code t1: nameZh } x1: branches { id } }",
    "keys that mean something to SQL": "{ select: loans { from: nodes { order: number NULL: state _: id } } }",
    "a title without a figure": '{ loanFigures { title } none: loanFigures(since: "2099-01-01") { key title } }',
    "keys that differ in case alone": "{ loans { nodes { Number: number number NUMBER: number } } }",
    "a key of 63 bytes": f"{{ loans {{ nodes {{ {'k' * 63}: number }} }} }}",
    "a field under two names of one row": "{ loans { nodes { a: customer { id } b: customer { kind } } } }",
    "halves that merge": "{ loans { nodes { customer { id } number customer { state id } } } loans { totalCount } }",
    "a list of states without a state": "{ loans(state: []) { totalCount } }",
    "variables left out": "query ($from: Date, $by: GroupBy! = STATE) { loanFigures(by: $by, since: $from) { key } }",
}
UNPLANNED = {
    "a key of 64 bytes": f"{{ loans {{ nodes {{ {'k' * 64}: number }} }} }}",
    "an object cut down to nothing": "{ loans { nodes { customer { id @skip(if: true) } number } } }",
    "a page cut down to nothing": "{ loans { totalCount @skip(if: true) } }",
    "more rows than a page holds": "{ loans(first: 101) { totalCount } }",
}


@pytest.fixture(scope="module")
def ways() -> Ways:
    return Ways()


@pytest.mark.parametrize("name", PLANNED)
async def test_an_odd_document_has_one_answer(ways: Ways, as_staff: AsStaff, name: str) -> None:
    found = await ways.both(fresh(await as_staff("manager.east")), PLANNED[name])
    assert found.errors == ()
    assert found.planned is not None
    assert first_difference(found.planned, found.interpreted) is None


@pytest.mark.parametrize("name", UNPLANNED)
async def test_what_a_statement_cannot_say_has_no_plan(ways: Ways, as_staff: AsStaff, name: str) -> None:
    found = await ways.both(fresh(await as_staff("manager.east")), UNPLANNED[name])
    assert found.planned is None
