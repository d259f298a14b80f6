"""The rows of rule sets, editions, allowed addresses, and of the way to a human."""

import itertools
from typing import Any

from tests.schema.cells.form import Cell, Elsewhere, Variables, change, given, keyed, look, nothing, one
from tests.schema.stage import DRAFTS, RISK_WEST, Stage

RISK: dict[str, Any] = {"foreign": RISK_WEST, "elsewhere": Elsewhere.OWN, "without": "officer.east1"}
ONE_AFTER_THE_OTHER = itertools.cycle(range(DRAFTS))
ANOTHER = itertools.count(23)
RULE = {
    "code": "DE-01",
    "nameZh": "借款人年龄",
    "nameEn": "Age of the borrower",
    "appliesTo": "person",
    "severity": "review",
    "value": "age_years",
    "unit": "years",
    "zh": "借款人年龄{value}周岁，不满{limit}周岁",
    "en": "The borrower is {value}, below {limit}",
}


def _an_edition(stage: Stage) -> dict[str, Any]:
    return keyed()(stage) | {"editionId": stage[f"edition{next(ONE_AFTER_THE_OTHER)}"]}


def _rules(stage: Stage) -> dict[str, Any]:
    years = next(ANOTHER)
    rules = [RULE | {"limit": str(years), "expression": f"age_years < {years}"}]
    return keyed()(stage) | {"rules": rules, "effectiveFrom": "2026-03-09", "note": "更严"}


REJECTED: Variables = given(keyed(applicationId="rejected"), expectedVersion=1, reason="收入证明可补充")

DECISIONS: dict[str, Cell] = {
    "proposeRules": change(
        "proposeRules",
        "edition { kind state rules { code expression limit } proposedBy { login } }",
        _rules,
        "risk.hq",
        good=lambda found, _: (
            found["edition"]["state"] == "PROPOSED"
            and found["edition"]["rules"][0]["expression"].startswith("age_years < ")
        ),
        **RISK,
    ),
    "publishEdition": change(
        "publishEdition",
        "edition { state effectiveFrom decidedAt }",
        _an_edition,
        "committee1.hq",
        good=lambda found, _: (
            found["edition"]["state"] == "PUBLISHED" and found["edition"]["effectiveFrom"] == "2026-03-09"
        ),
        **(RISK | {"foreign": "committee2.hq"}),
    ),
    "withdrawEdition": change(
        "withdrawEdition",
        "edition { state }",
        _an_edition,
        "risk.hq",
        good=lambda found, _: found["edition"]["state"] == "WITHDRAWN",
        **RISK,
    ),
    "allowAddress": change(
        "allowAddress",
        "allowed",
        given(keyed(), address="203.0.113.9", days=30, reason="批发市场"),
        "risk.hq",
        good=lambda found, _: found["allowed"] is True,
        **RISK,
    ),
    "requestHumanReview": change(
        "requestHumanReview",
        "application { state tier findings { code outcome reasonZh } case { state } }",
        REJECTED,
        "officer.east1",
        good=lambda found, _: (
            found["application"]["state"] == "IN_REVIEW"
            and found["application"]["findings"][-1]["code"] == "HUMAN-REVIEW"
        ),
    ),
}

DECISION_QUERIES: dict[str, Cell] = {
    "decisionEditions": look(
        "{ decisionEditions { kind number state rules { code zh en } } }",
        nothing,
        lambda found, _: (
            len(found) == DRAFTS + 1 and [rule["code"] for rule in found[-1]["rules"]][:2] == ["DE-01", "DE-02"]
        ),
        right="risk.hq",
        **RISK,
    ),
    "editionSimulation": look(
        "query Look($id: ID!) { editionSimulation(editionId: $id) { considered changed shifts { count } } }",
        one("edition0"),
        lambda found, _: found["considered"] > 0 and found["changed"] == found["considered"],
        right="risk.hq",
        foreign_good=lambda found, _: found == {"considered": 0, "changed": 0, "shifts": []},
        **RISK,
    ),
    "straightThrough": look(
        "{ straightThrough { considered approvedAtOnce refusedAtOnce referred share reasons { code zh en count } } }",
        nothing,
        lambda found, _: found["approvedAtOnce"] > 0 and found["share"] is not None,
        right="manager.east",
        foreign="manager.west",
        elsewhere=Elsewhere.OWN,
        foreign_good=lambda found, _: found["considered"] == 0 and found["share"] is None,
        without="officer.east1",
    ),
}
