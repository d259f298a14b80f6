"""The rows of what is proposed and published by four eyes beside rules, of the lender's figures and merged records."""

import itertools
import json
from typing import Any

from tests.factories.desk import TEXTS, scorecard_file
from tests.schema.cells.form import Cell, Elsewhere, change, given, keyed, listed, look, nothing
from tests.schema.stage import DRAFTS, RISK_WEST, Stage

RISK: dict[str, Any] = {"foreign": RISK_WEST, "elsewhere": Elsewhere.OWN, "without": "officer.east1"}
ONE_AFTER_THE_OTHER = itertools.count()
POINTS = itertools.count(11)


def _a_proposal(stage: Stage) -> dict[str, Any]:
    return keyed()(stage) | {"proposalId": stage[f"template{next(ONE_AFTER_THE_OTHER) % DRAFTS}"]}


def _a_scorecard(stage: Stage) -> dict[str, Any]:
    file = json.dumps(scorecard_file(next(POINTS)), ensure_ascii=False)
    return keyed()(stage) | {"file": file, "effectiveFrom": "2026-03-09", "note": "按季重建"}


TEXT = {"kind": "LOAN_CONTRACT", "title": "借款合同", "texts": TEXTS, "readingSeconds": 10}
FIGURE = {"code": "median_income_east", "amount": "4200.00", "effectiveFrom": "2026-01-01", "note": "省统计局，2026-01"}

DESK: dict[str, Cell] = {
    "proposeTemplate": change(
        "proposeTemplate",
        "proposal { state texts note proposedBy { login } }",
        given(keyed(), **TEXT, effectiveFrom="2027-06-01", note="条款更清楚"),
        "risk.hq",
        good=lambda found, _: (found["proposal"]["state"], found["proposal"]["texts"]) == ("PROPOSED", TEXTS),
        **RISK,
    ),
    "publishTemplate": change(
        "publishTemplate",
        "proposal { state decidedBy { login } }",
        _a_proposal,
        "committee1.hq",
        good=lambda found, _: found["proposal"]["state"] == "PUBLISHED",
        **(RISK | {"foreign": "committee2.hq"}),
    ),
    "withdrawTemplate": change(
        "withdrawTemplate",
        "proposal { state }",
        _a_proposal,
        "risk.hq",
        good=lambda found, _: found["proposal"]["state"] == "WITHDRAWN",
        **RISK,
    ),
    "proposeScorecard": change(
        "proposeScorecard",
        "edition { kind state digest }",
        _a_scorecard,
        "risk.hq",
        good=lambda found, _: (found["edition"]["kind"], found["edition"]["state"]) == ("SCORECARD", "PROPOSED"),
        **RISK,
    ),
    "setLenderFigure": change(
        "setLenderFigure",
        "figure { code amount effectiveFrom note }",
        given(keyed(), **FIGURE),
        "risk.hq",
        good=lambda found, _: found["figure"] == FIGURE,
        **RISK,
    ),
}

DESK_QUERIES: dict[str, Cell] = {
    "paperTemplates": look(
        "{ paperTemplates { kind number title texts effectiveFrom effectiveUntil } }",
        nothing,
        lambda found, _: {row["kind"] for row in found} >= {"LOAN_CONTRACT", "COST_DISCLOSURE"},
        right="risk.hq",
        **RISK,
    ),
    "templateProposals": look(
        "{ templateProposals { state note proposedBy { login } } }",
        nothing,
        lambda found, _: len(found) == DRAFTS,
        right="risk.hq",
        **RISK,
    ),
    "lenderFigures": look(
        "{ lenderFigures { code amount note setBy { login } } }",
        nothing,
        lambda found, _: "net_assets_last_year_end" in [row["code"] for row in found],
        right="risk.hq",
        **RISK,
    ),
    "customerMerges": listed("customerMerges", "merge"),
}
