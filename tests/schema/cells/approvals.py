"""The rows of what is done in a case beside one decision, of delegations and of the matrix."""

import itertools
from typing import Any

from tests.schema.cells.form import Cell, Elsewhere, Variables, change, given, keyed, look, nothing, one
from tests.schema.stage import DRAFTS, RISK_WEST, Stage

SIGNED = {"reason": "已核实", "expectedVersion": 1}
EAST: dict[str, Any] = {"right": "manager.east", "foreign": "manager.west"}
RISK: dict[str, Any] = {"foreign": RISK_WEST, "elsewhere": Elsewhere.OWN, "without": "officer.east1"}
STEP = {"position": "committee_member", "mode": "COMMITTEE", "votesNeeded": 2, "quorum": 3, "slaHours": 18}
ROWS = [
    {"tier": "AUTOMATIC", "exposureFrom": "0.01", "exposureUntil": "9999.99", "referred": False},
    {"tier": "COMMITTEE", "exposureFrom": "0.01", "steps": [STEP]},
]
ONE_AFTER_THE_OTHER = itertools.cycle(range(DRAFTS))


def _one_decision(stage: Stage) -> dict[str, Any]:
    decision = {"caseId": stage["case"], "decision": "APPROVE", "reason": "已核实", "expectedVersion": 1}
    return keyed()(stage) | {"decisions": [decision]}


def _a_draft(stage: Stage) -> dict[str, Any]:
    return keyed()(stage) | {"matrixId": stage[f"matrix{next(ONE_AFTER_THE_OTHER)}"], "effectiveFrom": "2026-03-02"}


def _lent(stage: Stage) -> dict[str, Any]:
    days = {"validFrom": "2026-03-02", "validUntil": "2026-03-06", "reason": "出差"}
    return keyed(to="member")(stage) | {"positions": ["regional_manager"], **days}


ASKED: Variables = lambda stage: {"caseId": stage["case"]}  # noqa: E731 - a row among rows

APPROVALS: dict[str, Cell] = {
    "decideCases": change(
        "decideCases",
        "counted results { caseId code }",
        _one_decision,
        elsewhere=Elsewhere.OWN,
        good=lambda found, _: found["counted"] == 1,
        foreign_good=lambda found, _: [row["code"] for row in found["results"]] == ["OBJECT_NOT_FOUND"],
        **EAST,
    ),
    "fulfilCondition": change(
        "fulfilCondition",
        "case { conditions { note metAt } }",
        given(keyed(conditionId="condition"), note="抵押登记已办妥"),
        "officer.east1",
        good=lambda found, _: [row["note"] for row in found["case"]["conditions"]] == ["抵押登记已办妥"],
    ),
    "acceptTerms": change(
        "acceptTerms",
        "application { acceptedAt acceptance }",
        given(keyed(applicationId="offered"), acceptance="客户当面确认", expectedVersion=1),
        "officer.east1",
        good=lambda found, _: found["application"]["acceptance"] == "客户当面确认",
    ),
    "transferCase": change(
        "transferCase",
        "case { assignee { login } }",
        given(keyed(caseId="review_case", to="colleague"), **SIGNED),
        "reviewer.east1",
        foreign="reviewer.west1",
        good=lambda found, _: found["case"]["assignee"]["login"] == "officer2.east1",
    ),
    "addSigner": change(
        "addSigner",
        "case { route { position } }",
        given(keyed(caseId="case", signer="member"), place="AFTER", **SIGNED),
        good=lambda found, _: len(found["case"]["route"]) == 2,
        **EAST,
    ),
    "urgeCase": change(
        "urgeCase",
        "case { urges }",
        given(keyed(caseId="case"), reason="客户着急"),
        "officer.east1",
        good=lambda found, _: found["case"]["urges"] == 1,
    ),
    "recuseFromCase": change(
        "recuseFromCase",
        "case { acts { kind } whyNot { code } }",
        given(keyed(caseId="case"), reason="与客户相识"),
        good=lambda found, _: found["case"] == {"acts": [{"kind": "RECUSED"}], "whyNot": {"code": "APPROVAL_RECUSED"}},
        **EAST,
    ),
    "delegateApproval": change(
        "delegateApproval",
        "delegation { delegate { login } positions }",
        _lent,
        elsewhere=Elsewhere.OWN,
        good=lambda found, _: found["delegation"]["delegate"]["login"] == "committee1.hq",
        **EAST,
    ),
    "endDelegation": change(
        "endDelegation",
        "delegation { endedAt }",
        keyed(delegationId="delegation"),
        good=lambda found, _: found["delegation"]["endedAt"] is not None,
        **EAST,
    ),
    "draftMatrix": change(
        "draftMatrix",
        "matrix { state rows { tier steps { quorum slaHours stepUp } } }",
        given(keyed(), name="草案", rows=ROWS),
        "risk.hq",
        good=lambda found, _: (
            found["matrix"]["state"] == "DRAFT"
            and found["matrix"]["rows"][1]["steps"] == [{"quorum": 3, "slaHours": 18, "stepUp": True}]
        ),
        **RISK,
    ),
    "publishMatrix": change(
        "publishMatrix",
        "matrix { state effectiveFrom }",
        _a_draft,
        "committee1.hq",
        good=lambda found, _: found["matrix"] == {"state": "PUBLISHED", "effectiveFrom": "2026-03-02"},
        **(RISK | {"foreign": "committee2.hq"}),
    ),
}

APPROVAL_QUERIES: dict[str, Cell] = {
    "ableColleagues": look(
        "query Look($caseId: ID!) { ableColleagues(caseId: $caseId) { name takesOver } }",
        ASKED,
        lambda found, _: {"name": "committee1.hq", "takesOver": False} in found,
        elsewhere=Elsewhere.NOT_FOUND,
        without="auditor.hq",
        **EAST,
    ),
    "delegations": look(
        "{ delegations { principal { login } validUntil } }",
        nothing,
        lambda found, _: found == [{"principal": {"login": "manager.east"}, "validUntil": "2026-06-05"}],
        elsewhere=Elsewhere.OWN,
        foreign_good=lambda found, _: found == [],
        **EAST,
    ),
    "approvalMatrices": look(
        "{ approvalMatrices { versionNumber state rows { exposureFrom steps { position votesNeeded } } } }",
        nothing,
        lambda found, _: len(found) == DRAFTS + 1 and found[-1]["rows"][0]["steps"][0]["votesNeeded"] == 1,
        right="risk.hq",
        **RISK,
    ),
    "matrixSimulation": look(
        "query Look($id: ID!) { matrixSimulation(matrixId: $id) { considered moved shifts { count } } }",
        one("matrix0"),
        lambda found, _: found["considered"] > 0 and found["moved"] == found["considered"],
        right="risk.hq",
        foreign_good=lambda found, _: found == {"considered": 0, "moved": 0, "shifts": []},
        **RISK,
    ),
}
