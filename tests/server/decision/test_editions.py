"""Editions at their doors: one proposes, another publishes, a day begins them; a score stands in the decision."""

import json
from copy import deepcopy
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from server.decision import editions
from server.decision.errors import (
    EditionBeginsTooEarly,
    EditionDecided,
    EditionProposed,
    NoteMissing,
    PublishedByOneself,
    RuleUnsound,
    ScorecardUnsound,
)
from server.decision.models import Assessment, Edition, EditionState
from server.decision.queries import in_force
from server.kit.errors import Denied, NotFound
from server.kit.work import Caller
from tests.factories.applications import apply_for, plant_lender
from tests.factories.decision import FIRST, TABLE, plant_rules, plant_scorecard
from tests.factories.desk import scorecard_file
from tests.factories.documents import plant_borrower
from tests.fixtures.api import Api
from tests.fixtures.house import AsStaff, fresh

TODAY = date(2026, 3, 2)
CHANGED: dict[str, Any] = deepcopy(FIRST["content"])
CHANGED["rules"][1] |= {"expression": "debt_ratio > 0.6", "limit": "0.6"}


async def proposed(caller: Caller, begins: date = TODAY, content: dict[str, Any] = CHANGED) -> UUID:
    return await editions.propose_rules(fresh(caller), content=content, effective_from=begins, note="softer")


async def states(owner: AsyncSession) -> list[tuple[int, str]]:
    await owner.rollback()
    rows = await owner.execute(select(Edition.number, Edition.state).order_by(Edition.kind, Edition.number))
    return [(number, state.value) for number, state in rows]


async def test_a_rule_set_holds_once_a_second_person_has_published_it(as_staff: AsStaff, owner: AsyncSession) -> None:
    risk, committee = await as_staff("risk.hq"), await as_staff("committee1.hq")
    edition = await proposed(risk, TODAY + timedelta(days=3))
    assert await states(owner) == [(1, "published"), (2, "proposed")]
    await editions.publish(fresh(committee), edition_id=edition)
    assert await states(owner) == [(1, "published"), (2, "published")]
    held = [(await in_force(owner, TODAY + timedelta(days=days))).rules for days in (0, 2, 3)]
    assert [each.number for each in held if each] == [1, 1, 2]
    with pytest.raises(EditionDecided):
        await editions.publish(fresh(committee), edition_id=edition)
    with pytest.raises(EditionDecided):
        await editions.withdraw(fresh(risk), edition_id=edition)


async def test_nobody_publishes_what_he_proposed_neither_in_code_nor_in_the_database(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    risk = await as_staff("risk.hq")
    both = replace(risk, actor=replace(risk.actor, operations=risk.actor.operations | {"decision:publish"}))
    edition = await proposed(risk)
    with pytest.raises(PublishedByOneself):
        await editions.publish(fresh(both), edition_id=edition)
    assert await states(owner) == [(1, "published"), (2, "proposed")]
    with pytest.raises(IntegrityError, match="four_eyes"):
        await owner.execute(
            text(
                "UPDATE decision_editions SET state = 'published', decided_by = proposed_by, decided_at = now() "
                "WHERE number = 2"
            )
        )
    await owner.rollback()


async def test_what_may_not_be_proposed_leaves_nothing_behind(as_staff: AsStaff, owner: AsyncSession) -> None:
    risk = await as_staff("risk.hq")
    broken = deepcopy(CHANGED)
    broken["rules"][0]["expression"] = "age_years < nobody"
    with pytest.raises(RuleUnsound) as refusal:
        await proposed(risk, content=broken)
    assert (refusal.value.field, refusal.value.facts["rule"]) == ("rules[0].expression", "DE-01")
    with pytest.raises(EditionBeginsTooEarly):
        await proposed(risk, TODAY - timedelta(days=1))
    with pytest.raises(NoteMissing):
        await editions.propose_rules(fresh(risk), content=CHANGED, effective_from=TODAY, note=" ")
    with pytest.raises(Denied):
        await proposed(await as_staff("officer.east1"))
    with pytest.raises(Denied):
        await editions.publish(fresh(risk), edition_id=uuid4())
    with pytest.raises(NotFound):
        await editions.publish(fresh(await as_staff("committee1.hq")), edition_id=uuid4())
    assert await states(owner) == [(1, "published")]


async def test_the_same_content_waits_once_and_may_be_taken_back(as_staff: AsStaff, owner: AsyncSession) -> None:
    risk = await as_staff("risk.hq")
    edition = await proposed(risk)
    with pytest.raises(EditionProposed):
        await proposed(risk)
    await editions.withdraw(fresh(risk), edition_id=edition)
    await proposed(risk)
    assert await states(owner) == [(1, "published"), (2, "withdrawn"), (3, "proposed")]


async def test_an_edition_that_waited_too_long_begins_on_the_day_it_is_published(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    edition = await proposed(await as_staff("risk.hq"))
    await owner.execute(text("UPDATE decision_editions SET effective_from = '2026-02-01' WHERE number = 2"))
    await owner.commit()
    await editions.publish(fresh(await as_staff("committee1.hq")), edition_id=edition)
    await owner.rollback()
    row = await owner.get(Edition, edition)
    assert row is not None
    assert (row.effective_from, row.state) == (TODAY, EditionState.PUBLISHED)


@pytest.mark.parametrize("spoil", ["unknown", "score", "points", "edges", "groups", "none"])
async def test_a_scorecard_that_applications_cannot_answer_is_refused(
    spoil: str, as_staff: AsStaff, owner: AsyncSession
) -> None:
    table = deepcopy(TABLE)
    first = table["features"][0]
    match spoil:
        case "unknown":
            first["name"] = "shoe_size"
        case "score":
            first["name"] = "score"
        case "points":
            first["bins"][0]["points"] = 1.5
        case "edges":
            first["edges"] = [0.4, 0.2]
        case "groups":
            first["groups"] = {"a": 0}
        case _:
            table["features"] = []
    with pytest.raises(ScorecardUnsound):
        await editions.propose_scorecard(
            fresh(await as_staff("risk.hq")), table=table, card={}, effective_from=TODAY, note="first"
        )
    assert await states(owner) == [(1, "published")]


async def test_the_score_is_a_fact_for_the_rules_and_stands_in_the_decision_with_its_reasons(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    customer, version = await plant_borrower(owner), await plant_lender(owner)
    number = await plant_scorecard(owner, begins=TODAY)
    scored = deepcopy(FIRST["content"])
    low = {"code": "DE-10", "expression": "score < 600", "value": "score", "limit": "600", "applies_to": "any"}
    scored["rules"].append(
        scored["rules"][0] | low | {"unit": "count", "zh": "评分{value}低于{limit}", "en": "{value}"}
    )
    await plant_rules(owner, scored, begins=TODAY)
    application_id = await apply_for(await as_staff("officer.east1"), customer, version)
    await owner.rollback()
    kept = (await owner.execute(select(Assessment).where(Assessment.application_id == application_id))).scalar_one()
    assert number == 1
    assert kept.scorecard_id is not None
    assert kept.score == kept.facts["score"] == 300 + 200
    assert [(each["feature"], each["lost"]) for each in kept.reasons] == [("age_years", 130)]
    assert kept.reasons[0]["zh"].startswith("年龄：older")
    [finding] = [each for each in kept.results if each["code"] == "DE-10"]
    assert (finding["outcome"], finding["zh"], finding["version"]) == ("review", "评分500低于600", 2)


@pytest.mark.parametrize("spoil", ["text", "shape", "digest", "format"])
async def test_a_scorecards_file_is_taken_as_it_was_written_or_not_at_all(
    spoil: str, api: Api, owner: AsyncSession
) -> None:
    file = scorecard_file(20)
    if spoil == "digest":
        file["table"]["features"][0]["bins"][0]["points"] = 999
    if spoil == "format":
        file["format"] = "jiedai-scorecard/9"
    text_of = {"text": "{", "shape": "[]"}.get(spoil) or json.dumps(file, ensure_ascii=False)
    given = {"file": text_of, "effectiveFrom": "2026-03-02", "note": "按季重建"}
    answer = await api.do("risk.hq", "proposeScorecard", "edition { id }", **given)
    assert (answer.code, answer.field) == ("SCORECARD_UNSOUND", "file")
    assert await states(owner) == [(1, "published")]
