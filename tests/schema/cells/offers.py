"""The rows of campaigns, offers and surveys."""

import itertools
from typing import Any

from tests.schema.cells.form import Cell, Elsewhere, Variables, by_id, change, given, keyed, listed, look
from tests.schema.offers_stage import CAMPAIGNS
from tests.schema.stage import RISK_WEST, Stage

COUNTS = {name: itertools.count() for name in ("drafted", "approved", "running")}
HOUSE: dict[str, Any] = {"elsewhere": Elsewhere.OWN, "without": "officer.east1"}
RISK: dict[str, Any] = {"right": "risk.hq", "foreign": RISK_WEST, **HOUSE}
COMMITTEE: dict[str, Any] = {"right": "committee1.hq", "foreign": "committee2.hq", **HOUSE}
DECLARED: Variables = given(
    keyed(),
    name="春季续贷",
    kind="RENEWAL",
    text="您可申请续贷，详情：{link}",
    productCode="biz_equal",
    startsOn="2026-03-02",
    endsOn="2026-03-31",
    budget="1000000.00",
    amountMax="100000.00",
)


def _a(state: str) -> Variables:
    def values(stage: Stage) -> dict[str, Any]:
        number = next(COUNTS[state]) % CAMPAIGNS
        return keyed()(stage) | {"campaignId": stage[f"{state}{number}"], "expectedVersion": 1}

    return values


def _is(state: str) -> Any:
    return lambda found, _: found["campaign"]["state"] == state


OFFERS: dict[str, Cell] = {
    "declareCampaign": change("declareCampaign", "campaign { state }", DECLARED, good=_is("DRAWING"), **RISK),
    "changeCampaign": change(
        "changeCampaign",
        "campaign { state name version }",
        given(_a("drafted"), name="春季续贷（改）"),
        good=lambda found, _: found["campaign"] == {"state": "DRAFTED", "name": "春季续贷（改）", "version": 2},
        **RISK | {"elsewhere": Elsewhere.REFUSED},
    ),
    "approveCampaign": change(
        "approveCampaign", "campaign { state }", _a("drafted"), good=_is("APPROVED"), **COMMITTEE
    ),
    "startCampaign": change("startCampaign", "campaign { state }", _a("approved"), good=_is("RUNNING"), **COMMITTEE),
    "withdrawCampaign": change(
        "withdrawCampaign",
        "campaign { state }",
        given(_a("running"), reason="文案有误"),
        good=_is("WITHDRAWN"),
        **RISK,
    ),
    "grantLowerRate": change(
        "grantLowerRate",
        "offer { state rateAnnual }",
        given(keyed(offerId="offer"), expectedVersion=1),
        "manager.east",
        foreign="manager.west",
        without="officer.east1",
        good=lambda found, _: found["offer"] == {"state": "ACCEPTED", "rateAnnual": "0.175"},
    ),
    "readSurveyWords": change(
        "readSurveyWords",
        "words",
        lambda stage: {"surveyId": stage["survey"]},
        "officer.east1",
        without="admin1.hq",
        good=lambda found, _: found["words"] == "很好",
    ),
}
OFFER_QUERIES: dict[str, Cell] = {
    "offerCampaigns": look(
        "{ offerCampaigns(first: 100) { totalCount nodes { id } } }",
        lambda _: {},
        lambda found, stage: stage["campaign"] in [node["id"] for node in found["nodes"]],
        **RISK,
    ),
    "offerCampaign": by_id("offerCampaign", "campaign", **RISK),
    "campaignReport": look(
        "query Look($id: ID!) { campaignReport(id: $id) { population treated control out applied { clear } } }",
        lambda stage: {"id": stage["campaign"]},
        lambda found, _: found == {"population": 1, "treated": 1, "control": 0, "out": 0, "applied": None},
        foreign_good=lambda found, _: found["population"] == 0,
        **RISK,
    ),
    "offers": listed("offers", "offer"),
    "loanSurveys": listed("loanSurveys", "survey"),
}
