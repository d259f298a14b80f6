"""The board: every figure is what the list behind it says, parts add up to the whole, and no place sees another's."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import text

from server.kit import global_ids
from server.kit.errors import NotFound
from server.kit.work import Caller
from server.reports.board import reading
from server.reports.books import queries
from server.reports.books.keeping import keep_books, keep_open_days
from tests.factories.closing import plant_closed_day
from tests.fixtures.asking import ask
from tests.fixtures.world import id_of
from tests.server.loans.conftest import TODAY, Lender

TILES = "tiles { key value unit change former about list behind { rows sums measure } }"
PARTS = "comparison { key title under loansActive outstanding disbursed repaid par30 }"


async def board(caller: Caller, parts: str = TILES, arguments: str = "") -> Any:
    return (await ask(caller, f"{{ dashboard{arguments} {{ source standsOn {parts} }} }}"))["dashboard"]


def by_key(rows: Any) -> dict[str, Any]:
    return {row["key"]: row for row in rows}


async def behind(caller: Caller, tile: Any) -> str:
    """What the list behind a tile adds up to."""
    listed = tile["behind"]
    measure = listed["measure"]
    found = await ask(
        caller, f"{{ rows: {listed['rows']} {{ totalCount }} sums: {listed['sums']} {{ {measure} count }} }}"
    )
    sums = found["sums"][0]
    assert sums["count"] == found["rows"]["totalCount"]
    return str(sums[measure])


SAME = ("submitted", "decided", "disbursed", "disbursed_loans", "repaid", "loans_active", "outstanding", "overdue")
"""Figures that are a count or a sum of their list; ratios are shares of such."""


@pytest.mark.parametrize("login", ["branchmanager.east1", "manager.east", "committee1.hq"])
async def test_the_list_behind_a_figure_adds_up_to_it(lending: Lender, login: str) -> None:
    caller = await lending.caller(login)
    for arguments in ("", "(period: YEAR)"):
        tiles = by_key((await board(caller, arguments=arguments))["tiles"])
        for key in (*SAME, "overdue_loans", "in_review"):
            assert await behind(caller, tiles[key]) == tiles[key]["value"], key
        whole = Decimal(tiles["outstanding"]["value"])
        for key in ("par1", "par30", "par90", "npl"):
            late = Decimal(await behind(caller, tiles[key]))
            assert Decimal(tiles[key]["value"]) == (late / whole).quantize(Decimal("0.0001"))
        assert all(tile["about"] for tile in tiles.values())
        alerts = tiles["alerts_open"]
        listed = (await ask(caller, f"{{ rows: {alerts['behind']['rows']} {{ totalCount }} }}"))["rows"]
        assert str(listed["totalCount"]) == alerts["value"]
    assert Decimal(tiles["overdue"]["value"]) > 0


@pytest.mark.parametrize("login", ["manager.east", "committee1.hq"])
async def test_groups_add_up_to_the_whole_whatever_they_are_grouped_by(lending: Lender, login: str) -> None:
    caller = await lending.caller(login)
    tiles = by_key((await board(caller))["tiles"])
    for by in ("REGION", "BRANCH", "OFFICER", "PRODUCT"):
        rows = (await board(caller, PARTS, f"(by: {by})"))["comparison"]
        assert str(sum(row["loansActive"] for row in rows)) == tiles["loans_active"]["value"]
        for name in ("outstanding", "disbursed", "repaid"):
            assert sum((Decimal(row[name]) for row in rows), Decimal(0)) == Decimal(tiles[name]["value"])


async def test_two_regions_never_see_each_other(lending: Lender) -> None:
    east, west, house = [await lending.caller(login) for login in ("manager.east", "manager.west", "committee1.hq")]
    seen = {}
    for name, caller in (("east", east), ("west", west), ("house", house)):
        seen[name] = by_key((await board(caller, PARTS, "(by: OFFICER)"))["comparison"])
    assert set(seen["east"]) == {"officer.east1", "officer2.east1", "officer.east2"}
    assert set(seen["west"]) == {"officer.west1"}
    assert seen["house"] == seen["east"] | seen["west"]
    for place in ("west", "west-1"):
        under = global_ids.encode("Branch", id_of(place))
        assert (await board(house, arguments=f'(under: "{under}")'))["tiles"]
        with pytest.raises(NotFound):
            await board(east, arguments=f'(under: "{under}")')
    with pytest.raises(NotFound):
        await board(east, arguments=f'(under: "{global_ids.encode("Staff", id_of("officer.west1"))}")')


async def test_a_place_shows_what_its_own_people_see_and_its_lists_are_its_own(lending: Lender) -> None:
    house = await lending.caller("committee1.hq")
    own = by_key((await board(await lending.caller("manager.east")))["tiles"])
    for kind, name in (("Branch", "east"), ("Branch", "hq"), ("Staff", "officer2.east1")):
        tiles = by_key((await board(house, arguments=f'(under: "{global_ids.encode(kind, id_of(name))}")'))["tiles"])
        for key in SAME:
            assert await behind(house, tiles[key]) == tiles[key]["value"]
            if name == "east":
                assert tiles[key]["value"] == own[key]["value"]
        if kind == "Staff":
            assert tiles["loans_active"]["value"] == "2"


async def test_a_figure_without_a_denominator_is_left_out_and_not_nought(lending: Lender) -> None:
    tiles = by_key((await board(await lending.caller("manager.west"), arguments="(period: DAY)"))["tiles"])
    assert tiles["submitted"]["value"] == "0"
    assert not {"approval_hours", "approval_rate", "money_hours", "repeat_rate"} & set(tiles)
    house = by_key((await board(await lending.caller("committee1.hq"), arguments="(period: MONTH)"))["tiles"])
    assert house["repeat_rate"]["value"] == "1.0000"


async def test_a_board_from_books_says_what_one_from_the_loans_says(
    lending: Lender, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = await lending.caller("committee1.hq")
    others = "trends { key points { on value } } funnel { key count } recoveries { recovered loans }"
    parts = f"{TILES} {PARTS} {others}"
    live = await board(house, parts)
    await plant_closed_day(lending.owner, TODAY)
    await lending.owner.commit()
    assert await keep_books(lending.house) == [TODAY]
    kept = await board(house, parts)
    monkeypatch.setattr(reading, "MANY_LOANS", 0)
    written = await board(house, parts)
    assert (live["source"], kept["source"], written["source"]) == ("LIVE", "LIVE", "BOOKS")
    for name in ("tiles", "comparison", "funnel", "recoveries", "trends"):
        assert live[name] == kept[name] == written[name], name
    assert sum(Decimal(point["value"]) for point in by_key(live["trends"])["disbursed"]["points"]) > 0


FLOWING = {"submitted", "decided", "approval_hours", "disbursed", "repaid", "recovered", "money_hours", "repeat_rate"}


async def test_a_board_of_many_loans_tells_today_from_what_was_drawn_lately_and_else_from_the_rows(
    lending: Lender, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = await lending.caller("committee1.hq")
    parts = f"{TILES} funnel {{ key count }} recoveries {{ recovered }} approvalTimes {{ tier decided hours }}"
    live = await board(house, parts)
    await plant_closed_day(lending.owner, TODAY - timedelta(days=1))
    await lending.owner.commit()
    await keep_books(lending.house)
    for module in (reading, queries):
        monkeypatch.setattr(module, "MANY_LOANS", 0)
    assert await keep_open_days(lending.house) == [TODAY]
    assert await repaid_of(house, parts, live) == Decimal(by_key(live["tiles"])["repaid"]["value"])
    await lending.owner.execute(text("UPDATE report_branches SET repaid_fen = repaid_fen + 100 WHERE loans IS NULL"))
    await lending.owner.commit()
    drawn = await board(house)
    assert Decimal(by_key(drawn["tiles"])["repaid"]["value"]) > Decimal(by_key(live["tiles"])["repaid"]["value"])
    await lending.owner.execute(text("UPDATE report_books SET drawn_at = drawn_at - interval '11 minutes'"))
    await lending.owner.commit()
    assert await repaid_of(house, parts, live) == Decimal(by_key(live["tiles"])["repaid"]["value"])


async def repaid_of(house: Caller, parts: str, live: Any) -> Decimal:
    """What came in, of a board from books whose flows are those of another."""
    found = await board(house, parts)
    assert found["source"] == "BOOKS"
    for name in ("funnel", "recoveries", "approvalTimes"):
        assert found[name] == live[name], name
    tiles, before = by_key(found["tiles"]), by_key(live["tiles"])
    assert {key: tiles[key]["value"] for key in FLOWING & set(tiles)} == {
        key: before[key]["value"] for key in FLOWING & set(before)
    }
    return Decimal(tiles["repaid"]["value"])
