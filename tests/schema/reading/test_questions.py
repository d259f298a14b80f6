"""Requests that were made before: what their variables came to is remembered, never whom they were made by."""

from typing import Any

import pytest

from schema.reading.binding import describe
from schema.reading.plans import Family
from schema.reading.questions import QUESTIONS_MAX, VARIABLES_BYTES_MAX
from schema.wire.documents import chosen_operation
from tests.fixtures.house import AsStaff, fresh
from tests.schema.reading.ways import Ways
from tests.schema.stage import Stage

pytestmark = pytest.mark.usefixtures("shares_database", "stage")

LOAN = "query ($id: ID!) { loan(id: $id) { id } }"
PAGE = "query ($first: Int) { loans(first: $first) { nodes { id } } }"


def _family(ways: Ways, text: str) -> Family:
    document = ways.judge.judged(text).document
    return ways.reader.family(document, chosen_operation(document, None))


def _counting(told: list[Any]) -> Any:
    def counted(*asked: Any) -> Any:
        told.append(asked)
        return describe(*asked)

    return counted


async def test_a_remembered_question_is_answered_by_the_rights_of_whoever_asks_it(
    as_staff: AsStaff, stage: Stage
) -> None:
    ways, told = Ways(), list[Any]()
    family = _family(ways, LOAN)
    variables = {"id": stage["loan"]}
    for login, seen in (
        ("officer.east1", True),
        ("manager.west", False),
        ("auditor.hq", True),
        ("officer.west1", False),
    ):
        answer = await ways.planned(fresh(await as_staff(login)), family, variables)
        assert (dict(answer)["loan"] is not None) is seen
        assert family.ready(fresh(await as_staff(login)), variables, _counting(told)) is not None
    assert told == []


async def test_pages_are_asked_anew_each_time(as_staff: AsStaff) -> None:
    ways, told = Ways(), list[Any]()
    family = _family(ways, PAGE)
    caller = fresh(await as_staff("manager.east"))
    for _ in range(2):
        assert family.ready(caller, {"first": 2}, _counting(told)) is not None
    assert len(told) == 2


async def test_the_memory_of_questions_is_bounded_in_number_and_in_size(as_staff: AsStaff) -> None:
    ways = Ways()
    family = _family(ways, LOAN)
    caller = fresh(await as_staff("manager.east"))
    ids = [f"Loan_{n:064x}" for n in range(QUESTIONS_MAX + 1)]
    for each in ids:
        family.ready(caller, {"id": each}, describe)
    told: list[Any] = []
    family.ready(caller, {"id": ids[-1]}, _counting(told))
    assert told == []
    family.ready(caller, {"id": ids[0]}, _counting(told))
    assert len(told) == 1
    wordy = {"id": ids[-1], "unused": "x" * VARIABLES_BYTES_MAX}
    for _ in range(2):
        family.ready(caller, wordy, _counting(told))
    assert len(told) == 3
