"""Stages, states, stops, promises, hold-outs, strategy and uplift, cell by cell."""

import json
from datetime import date, timedelta
from itertools import product
from pathlib import Path
from random import Random
from uuid import UUID

import pytest

from server.collection.legal.rules import may_go_to_lawyers
from server.collection.rules import (
    ALLOWED,
    STAGES,
    CaseState,
    PauseReason,
    PromiseState,
    Stage,
    Standing,
    Step,
    are_sound,
    held_out,
    is_rest,
    promise_outcome,
    stage_of,
    stops,
)
from server.collection.strategy import NOTHING, Agent, Bounds, Cell, Level, Scores, advise, willingness_of
from server.kit.uplift import Share, uplift, wilson

TODAY = date(2026, 3, 2)
CHART = json.loads(
    (Path(__file__).parents[3] / "migrations" / "charts" / "collection-2026-11.json").read_text(encoding="utf-8")
)
MATRIX = tuple(
    Cell(Level(row[0]), Level(row[1]), row[2], row[3], Agent(row[4]), *row[5:]) for row in CHART["strategies"]
)
CALL = Standing(TODAY, 14, "call", "demand")
# one letter a state: open, paused, with lawyers, closed
TABLE = {
    Step.ASSIGN: "opw-",
    Step.CONTACT: "o---",
    Step.HAND_OVER: "o---",
    Step.LETTER: "o---",
    Step.PAUSE: "o---",
    Step.PROMISE: "opw-",
    Step.RESUME: "-p--",
    Step.SIGNAL: "opw-",
    Step.VISIT: "o---",
    Step.WITHDRAW: "--w-",
}


@pytest.mark.parametrize(
    ("days", "code"),
    [
        (-31, None),
        (-30, "reminder"),
        (-1, "reminder"),
        (0, "reminder"),
        (1, "gentle"),
        (7, "gentle"),
        (8, "firm"),
        (30, "firm"),
        (31, "legal"),
        (4_000, "legal"),
    ],
)
def test_the_stages_are_those_of_the_field(days: int, code: str | None) -> None:
    stage = stage_of(days)
    assert (stage.code if stage else None) == code


def test_the_chart_says_what_the_first_stages_are() -> None:
    assert tuple(Stage(**each) for each in CHART["stages"]) == STAGES
    assert are_sound(STAGES)


@pytest.mark.parametrize(
    "stages",
    [
        (),
        (Stage("a", 1, 7),),
        (Stage("a", 1, 7), Stage("b", 9, None)),
        (Stage("a", 1, 8), Stage("b", 8, None)),
        (Stage("a", 1, None), Stage("b", 8, None)),
    ],
)
def test_stages_with_a_gap_an_overlap_or_an_end_are_not_sound(stages: tuple[Stage, ...]) -> None:
    assert not are_sound(stages)


@pytest.mark.parametrize(("step", "state"), list(product(Step, CaseState)))
def test_each_step_is_taken_in_its_states(step: Step, state: CaseState) -> None:
    assert (state in ALLOWED[step]) is (state.value[0] in TABLE[step] if state is not CaseState.CLOSED else False)


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({}, []),
        ({"money_on_the_way": True}, ["HC-01"]),
        ({"quiet": True}, ["HC-02"]),
        ({"tickets": ("complaint",)}, ["HC-03"]),
        ({"tickets": ("objection", "hardship")}, ["HC-03", "HC-04"]),
        ({"tickets": ("data_access",)}, []),
        ({"paused_for": PauseReason.CRISIS}, ["HC-05"]),
        ({"held_out_until": TODAY}, []),
        ({"held_out_until": TODAY + timedelta(days=1)}, ["HC-06"]),
        ({"call_free_until": TODAY}, ["HC-07"]),
        ({"call_free_until": TODAY - timedelta(days=1)}, []),
        ({"call_free_until": TODAY, "channel": "message"}, []),
        ({"channel": "letter", "days_past_due": 30}, ["HC-08"]),
        ({"channel": "letter", "days_past_due": 31}, []),
        ({"channel": "visit", "days_past_due": 60}, ["HC-09"]),
        ({"channel": "visit", "days_past_due": 61}, []),
        ({"days_past_due": 0}, ["HC-10"]),
        ({"days_past_due": 0, "message_kind": "reminder"}, []),
        ({"third_party": False}, ["HC-11"]),
        ({"third_party": True, "call_free_until": TODAY}, []),
        ({"third_party": True, "channel": "message"}, ["HC-13"]),
        ({"third_party": False, "channel": "message"}, ["HC-11", "HC-13"]),
    ],
)
def test_each_stop_of_the_house_bites_where_it_should(changes: dict[str, object], codes: list[str]) -> None:
    standing = Standing(**({name: getattr(CALL, name) for name in CALL.__slots__} | changes))
    assert [stop.code for stop in stops(standing)] == codes


def test_hours_of_rest_run_over_midnight() -> None:
    resting = [hour for hour in range(24) if is_rest(hour, from_hour=22, until_hour=8)]
    assert resting == [0, 1, 2, 3, 4, 5, 6, 7, 22, 23]


@pytest.mark.parametrize(
    ("paid_fen", "day", "grace", "state"),
    [
        (0, -1, 0, PromiseState.OPEN),
        (99, 0, 0, PromiseState.BROKEN),
        (99, 0, 2, PromiseState.OPEN),
        (99, 2, 2, PromiseState.BROKEN),
        (100, -3, 0, PromiseState.KEPT),
        (100, 9, 0, PromiseState.KEPT),
        (101, 0, 0, PromiseState.KEPT),
    ],
)
def test_a_promise_is_kept_by_money_and_broken_by_its_day(
    paid_fen: int, day: int, grace: int, state: PromiseState
) -> None:
    assert promise_outcome(100, paid_fen, TODAY, TODAY + timedelta(days=day), grace_days=grace) is state


def test_who_is_held_out_is_told_by_hash_and_is_the_share_that_was_asked() -> None:
    dice = Random(7)
    people = [UUID(int=dice.getrandbits(128)) for _ in range(20_000)]
    drawn = [each for each in people if held_out(each, TODAY, share=0.1, salt="a")]
    assert 0.09 < len(drawn) / len(people) < 0.11
    assert drawn == [each for each in people if held_out(each, TODAY, share=0.1, salt="a")]
    again = [each for each in drawn if held_out(each, TODAY + timedelta(days=40), share=0.1, salt="a")]
    assert 0.05 < len(again) / len(drawn) < 0.15, "another default is another draw"
    assert not any(held_out(each, TODAY, share=0, salt="a") for each in people[:100])
    assert all(held_out(each, TODAY, share=1, salt="a") for each in people[:100])


@pytest.mark.parametrize(
    ("willingness", "ability", "days", "channel", "agent"),
    [
        (0.6, 0.5, 1, "message", "system"),
        (0.9, 0.1, 20, "message", "system"),
        (0.59, 0.9, 1, "call", "collector"),
        (0.3, None, 8, "call", "collector"),
        (0.29, 0.9, 8, "call", "senior"),
        (0.1, 0.9, 61, "visit", "senior"),
        (0.1, 0.9, 60, "letter", "senior"),
        (0.1, 0.1, 60, "letter", "mediator"),
        (0.1, 0.1, 61, "visit", "mediator"),
        (None, None, 1, "message", "system"),
        (None, None, 8, "call", "collector"),
        (None, 0.9, 31, "letter", "collector"),
    ],
)
def test_the_matrix_chooses_channel_and_agent(
    willingness: float | None, ability: float | None, days: int, channel: str, agent: str
) -> None:
    advice = advise(days, Scores(willingness, ability), MATRIX, Bounds())
    assert (advice.channel, advice.agent.value) == (channel, agent)
    assert advice.reasons_zh
    assert len(advice.reasons_zh) == len(advice.reasons_en)


def test_every_cell_has_an_answer_from_the_first_day_on_and_none_before() -> None:
    scores = [None, *(step / 10 for step in range(11))]
    for will, able, days in product(scores, scores, (1, 7, 8, 30, 31, 60, 61, 400)):
        advice = advise(days, Scores(will, able), MATRIX, Bounds())
        assert advice is not NOTHING
        assert 8 <= advice.hour_from < advice.hour_until <= 22
        assert advice.channel != "visit" or days > 60
        assert advice.channel == "message" or days > 7 or will is not None, "nothing is known: write first"
    assert advise(0, Scores(0.1, 0.9), MATRIX, Bounds()) is NOTHING


def test_an_agitated_debtor_is_not_called_and_gets_another_agent() -> None:
    calm = advise(10, Scores(0.1, 0.9, 0.59), MATRIX, Bounds())
    agitated = advise(10, Scores(0.1, 0.9, 0.6), MATRIX, Bounds())
    assert (calm.channel, calm.agent) == ("call", Agent.SENIOR)
    assert (agitated.channel, agitated.agent) == ("message", Agent.MEDIATOR)


def test_scores_fade_towards_the_middle_and_are_forgotten() -> None:
    levels = [willingness_of(Scores(0.1, age=timedelta(days=days)), Bounds()) for days in (0, 13, 15, 90, 91)]
    assert levels == [Level.LOW, Level.LOW, Level.MIDDLE, Level.MIDDLE, Level.UNKNOWN]


def test_a_letter_has_its_days_before_lawyers() -> None:
    assert not may_go_to_lawyers(None, TODAY, days=7)
    assert not may_go_to_lawyers(TODAY - timedelta(days=6), TODAY, days=7)
    assert may_go_to_lawyers(TODAY - timedelta(days=7), TODAY, days=7)


def test_the_interval_of_the_uplift_is_the_published_one() -> None:
    # Newcombe 1998, table II, column (a): 56 of 70 less 48 of 80, method 10
    found = uplift(Share(56, 70), Share(48, 80))
    assert found.difference == pytest.approx(0.2)
    assert found.low == pytest.approx(0.0524, abs=5e-5)
    assert found.high == pytest.approx(0.3339, abs=5e-5)
    assert found.is_clear
    # column (e): 5 of 56 less none of 29
    small = uplift(Share(5, 56), Share(0, 29))
    assert small.low == pytest.approx(-0.0381, abs=5e-5)
    assert small.high == pytest.approx(0.1926, abs=5e-5)
    assert not small.is_clear


def test_an_empty_group_tells_nothing() -> None:
    found = uplift(Share(3, 9), Share(0, 0))
    assert (found.difference, found.low, found.high, found.is_clear) == (None, None, None, False)
    assert wilson(Share(0, 0)) == (0.0, 1.0)
