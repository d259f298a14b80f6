"""The rows of alerts of risk, their digests and switches."""

from dataclasses import replace
from typing import Any

from tests.schema.cells.form import Cell, Elsewhere, by_id, change, given, keyed, listed, look, nothing
from tests.schema.stage import IDLE, RISK_WEST

SEEN = {"expectedVersion": 1}
RISK: dict[str, Any] = {"right": "risk.hq", "without": "officer.east1"}

ALERTS: dict[str, Cell] = {
    "snoozeAlert": change(
        "snoozeAlert",
        "alert { state snoozedUntil story { what by note } }",
        given(keyed(alertId="alert"), until="2026-03-05", reason="已约定还款", **SEEN),
        "officer.east1",
        good=lambda found, _: (
            found["alert"]["state"] == "SNOOZED"
            and found["alert"]["story"][-1] == {"what": "snooze", "by": "officer.east1", "note": "已约定还款"}
        ),
    ),
    "closeAlert": change(
        "closeAlert",
        "alert { state outcome closedBy { login } customer { id } }",
        given(keyed(alertId="other_alert"), outcome="RIGHT", note="已走访", **SEEN),
        "officer.east1",
        good=lambda found, stage: (
            found["alert"]
            == {
                "state": "CLOSED",
                "outcome": "RIGHT",
                "closedBy": {"login": "officer.east1"},
                "customer": {"id": stage["borrower"]},
            }
        ),
    ),
    "turnIndicator": change(
        "turnIndicator",
        "code on",
        given(keyed(), code="RB-07", on=True, reason="试运行一个月"),
        good=lambda found, _: found == {"code": "RB-07", "on": True},
        foreign=RISK_WEST,
        elsewhere=Elsewhere.REFUSED,
        **RISK,
    ),
}

ALERT_QUERIES: dict[str, Cell] = {
    "alerts": listed("alerts", "alert", "(state: [OPEN], severity: [CRITICAL], digest: false)", without=IDLE),
    "alert": replace(by_id("alert", "alert"), without=IDLE),
    "alertDigests": listed("alertDigests", "digest", without=IDLE),
    "indicatorSwitches": look(
        "{ indicatorSwitches { code on measured standing } }",
        nothing,
        lambda found, _: {row["code"]: row["standing"] for row in found}["RB-01"] == 1,
        foreign="manager.west",
        elsewhere=Elsewhere.OWN,
        foreign_good=lambda found, _: {row["code"]: row["standing"] for row in found}["RB-01"] == 0,
        **RISK,
    ),
}
