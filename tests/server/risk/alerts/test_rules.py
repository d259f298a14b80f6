"""States, desks, measures and precision of alerts, cell by cell."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import product

import pytest

from server.risk.alerts.rules import (
    NEW_A_DAY_MAX,
    SNOOZE_DAYS_MAX,
    AlertState,
    Desk,
    Step,
    Verdicts,
    desk_of,
    escalates_to,
    is_sound_snooze,
    may_answer,
    next_state,
    told_singly,
)
from server.risk.alerts.switching import first_on
from server.risk.catalogue import catalogue

OPEN, SNOOZED, ESCALATED, CLOSED = AlertState.OPEN, AlertState.SNOOZED, AlertState.ESCALATED, AlertState.CLOSED
ALLOWED = {
    (OPEN, Step.SNOOZE): SNOOZED,
    (OPEN, Step.WORSEN): OPEN,
    (OPEN, Step.ESCALATE): ESCALATED,
    (OPEN, Step.CLOSE): CLOSED,
    (SNOOZED, Step.SNOOZE): SNOOZED,
    (SNOOZED, Step.WAKE): OPEN,
    (SNOOZED, Step.WORSEN): OPEN,
    (SNOOZED, Step.CLOSE): CLOSED,
    (ESCALATED, Step.WORSEN): ESCALATED,
    (ESCALATED, Step.CLOSE): CLOSED,
}


@pytest.mark.parametrize(("state", "step"), list(product(AlertState, Step)))
def test_every_step_leads_where_the_table_says_or_nowhere(state: AlertState, step: Step) -> None:
    assert next_state(state, step) is ALLOWED.get((state, step))


def test_an_alert_belongs_to_the_officer_of_the_customer_or_to_the_desk_of_its_group() -> None:
    asked = {"RB-01": True, "RB-12": True, "DV-01": True, "CP-12": True, "CU-01": False, "DA-01": False, "DQ-14": False}
    assert {code: desk_of(code, has_officer=officer) for code, officer in asked.items()} == {
        "RB-01": Desk.OFFICER,
        "RB-12": Desk.COMPLIANCE,
        "DV-01": Desk.RISK,
        "CP-12": Desk.COMPLIANCE,
        "CU-01": Desk.FINANCE,
        "DA-01": Desk.TECHNOLOGY,
        "DQ-14": Desk.RISK,
    }
    without_officer = {desk_of(code, has_officer=False) for code in catalogue()}
    assert Desk.OFFICER not in without_officer


def test_what_was_handed_up_is_answered_by_the_position_above_and_no_longer_by_the_officer() -> None:
    assert escalates_to(Desk.OFFICER) == "regional_manager"
    assert {escalates_to(desk) for desk in Desk if desk is not Desk.OFFICER} == {"committee_member"}
    officer, manager = frozenset({"loan_officer"}), frozenset({"regional_manager"})
    assert may_answer(Desk.OFFICER, OPEN, None, officer)
    assert not may_answer(Desk.OFFICER, ESCALATED, "regional_manager", officer)
    assert may_answer(Desk.OFFICER, ESCALATED, "regional_manager", manager)
    assert not may_answer(Desk.RISK, OPEN, None, officer)
    assert not may_answer(Desk.FINANCE, OPEN, None, frozenset({"risk_officer"}))


def test_a_snooze_ends_on_a_later_day_within_a_month() -> None:
    today = date(2026, 3, 2)
    days = (-1, 0, 1, SNOOZE_DAYS_MAX, SNOOZE_DAYS_MAX + 1)
    sound = [is_sound_snooze(today + timedelta(days=day), today) for day in days]
    assert sound == [False, False, True, True, False]


def test_a_day_has_a_measure_and_precision_counts_only_what_somebody_could_tell() -> None:
    assert [told_singly(12, already=done) for done in (0, 7, 10, 30)] == [NEW_A_DAY_MAX, 3, 0, 0]
    assert Verdicts(2, 1, 40).precision == Decimal("0.6667")
    assert Verdicts(0, 5, 0).precision == 0
    assert Verdicts(0, 0, 9).precision is None


def test_some_forty_indicators_tell_from_the_start_each_with_its_reason() -> None:
    told = first_on()
    assert 38 <= len(told) <= 45
    assert set(told) <= set(catalogue())
    assert {"RB-01", "DV-01"} <= set(told)
    assert [code for code, reasons in told.items() if not all(reasons)] == []
