"""The rows of measured values, hits of sweeps, and thresholds."""

import itertools
from typing import Any

from tests.schema.cells.form import Cell, Elsewhere, Variables, change, given, keyed, listed, look, nothing, one
from tests.schema.risk_stage import THRESHOLDS
from tests.schema.stage import RISK_WEST, Stage

ONE_AFTER_THE_OTHER = itertools.cycle(range(THRESHOLDS))
HOUSE: dict[str, Any] = {"elsewhere": Elsewhere.OWN, "without": "officer.east1"}
PROPOSED: Variables = given(
    keyed(), code="RB-03", warn="0.97", critical="0.9", effectiveFrom="2026-03-09", reason="更早预警"
)


def _a_threshold(stage: Stage) -> dict[str, Any]:
    return keyed()(stage) | {"thresholdId": stage[f"threshold{next(ONE_AFTER_THE_OTHER)}"]}


def _is_one(found: Any, _: Stage) -> bool:
    return bool(found["id"].startswith("IndicatorThreshold_"))


RISK: dict[str, Cell] = {
    "proposeThreshold": change("proposeThreshold", "id", PROPOSED, "risk.hq", good=_is_one, foreign=RISK_WEST, **HOUSE),
    "approveThreshold": change(
        "approveThreshold", "id", _a_threshold, "committee1.hq", good=_is_one, foreign="committee2.hq", **HOUSE
    ),
    "refuseThreshold": change(
        "refuseThreshold", "id", _a_threshold, "committee1.hq", good=_is_one, foreign="committee2.hq", **HOUSE
    ),
}

RISK_QUERIES: dict[str, Cell] = {
    "indicators": look(
        "query Look($id: ID!) { indicators(id: $id, grades: [WARN, CRITICAL]) "
        "{ code value grade inputs { name value } version asOf } }",
        one("borrower"),
        lambda found, _: (
            found
            == [
                {
                    "code": "RB-01",
                    "value": "2",
                    "grade": "WARN",
                    "inputs": [{"name": "months", "value": "2"}],
                    "version": 1,
                    "asOf": "2026-03-01",
                }
            ]
        ),
        elsewhere=Elsewhere.OWN,
        foreign_good=lambda found, _: found == [],
    ),
    "thresholds": look(
        '{ thresholds(code: "RB-02") { number warn critical state inForce effectiveFrom } }',
        nothing,
        lambda found, _: (
            [row["number"] for row in found] == list(range(THRESHOLDS + 1))
            and found[0]
            == {
                "number": 0,
                "warn": "1.00",
                "critical": "0.50",
                "state": "APPROVED",
                "inForce": True,
                "effectiveFrom": None,
            }
        ),
        right="risk.hq",
        foreign=RISK_WEST,
        **HOUSE,
    ),
    "riskHits": listed(
        "riskHits",
        "hit",
        '(code: "RB-01", grades: [WARN])',
        right="risk.hq",
        foreign=RISK_WEST,
        without="officer.east1",
    ),
}
