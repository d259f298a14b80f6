"""The rows of the compliance desk, and of what the caller himself is told."""

from typing import Any

from tests.factories.compliance import ASKED
from tests.schema.cells.form import TOTAL, Cell, Elsewhere, about_oneself, change, given, keyed, listed, look, one
from tests.schema.stage import COMPLYING_WEST, IDLE

DESK: dict[str, Any] = {"foreign": COMPLYING_WEST, "without": "officer.east1"}
LISTED: dict[str, Any] = {"right": "risk.hq", "foreign": COMPLYING_WEST, "without": "officer.east1"}
HIMSELF: dict[str, Any] = {"elsewhere": Elsewhere.OWN, "without": IDLE}
SEEN = {"expectedVersion": 1}

FINDING = """query Look($id: ID!) { lawFinding(id: $id) { id late subjectKind version foundOn dueOn
  rule { source nameEn } loan { id } customer { id } owner { login } branch { code } waiver { until } } }"""

COMPLIANCE: dict[str, Cell] = {
    "mendLawFinding": change(
        "mendLawFinding",
        "finding { state note mendedOn }",
        given(keyed(findingId="law_finding"), note="已更正", **SEEN),
        "risk.hq",
        good=lambda found, _: found["finding"] == {"state": "MENDED", "note": "已更正", "mendedOn": "2026-03-02"},
        **DESK,
    ),
    "proposeWaiver": change(
        "proposeWaiver",
        "finding { state waiver { reason until agreedAt proposedBy { login } } }",
        given(keyed(findingId="law_finding"), reason="等待银行更正", until="2026-03-20", **SEEN),
        "risk.hq",
        good=lambda found, _: found["finding"]["waiver"]["proposedBy"] == {"login": "risk.hq"},
        **DESK,
    ),
    "decideWaiver": change(
        "decideWaiver",
        "finding { state waiver { agreedBy { login } } }",
        given(keyed(findingId="waiver"), agree=True, note="已核实", **SEEN),
        "risk.hq",
        good=lambda found, _: found["finding"] == {"state": "WAIVED", "waiver": {"agreedBy": {"login": "risk.hq"}}},
        **DESK,
    ),
    "fileTicket": change(
        "fileTicket",
        "ticket { kind state dueOn late customer { id } }",
        given(keyed(customerId="borrower"), kind="HARDSHIP", text="生意受影响", source="电话"),
        "officer.east1",
        good=lambda found, stage: (
            found["ticket"]
            == {
                "kind": "HARDSHIP",
                "state": "OPEN",
                "dueOn": "2026-03-12",
                "late": False,
                "customer": {"id": stage["borrower"]},
            }
        ),
    ),
    "answerTicket": change(
        "answerTicket",
        "ticket { state outcome answeredBy { login } }",
        given(keyed(ticketId="ticket"), text="已逐项说明", outcome="upheld", **SEEN),
        "risk.hq",
        good=lambda found, _: (
            found["ticket"] == {"state": "ANSWERED", "outcome": "upheld", "answeredBy": {"login": "risk.hq"}}
        ),
        **DESK,
    ),
    "readTicket": change(
        "readTicket",
        "question answer",
        lambda stage: {"ticketId": stage["ticket"]},
        "risk.hq",
        good=lambda found, _: found == {"question": ASKED, "answer": None},
        **DESK,
    ),
    "placeHold": change(
        "placeHold",
        "hold { liftedAt placedBy { login } }",
        given(keyed(customerId="borrower"), reason="法院调取", orderedBy="某区人民法院"),
        "risk.hq",
        good=lambda found, _: found["hold"] == {"liftedAt": None, "placedBy": {"login": "risk.hq"}},
        **DESK,
    ),
    "liftHold": change(
        "liftHold",
        "hold { id liftReason }",
        given(keyed(customerId="clean"), reason="已结案"),
        "risk.hq",
        good=lambda found, stage: found["hold"] == {"id": stage["hold"], "liftReason": "已结案"},
        **DESK,
    ),
    "proposeErasure": change(
        "proposeErasure",
        "erasure { doneAt customer { id } }",
        given(keyed(customerId="old"), reason="客户请求"),
        "risk.hq",
        good=lambda found, stage: found["erasure"] == {"doneAt": None, "customer": {"id": stage["old"]}},
        **DESK,
    ),
    "carryOutErasure": change(
        "carryOutErasure",
        "erasure { doneBy { login } }",
        keyed(customerId="older"),
        "committee1.hq",
        good=lambda found, _: found["erasure"] == {"doneBy": {"login": "committee1.hq"}},
        **DESK,
    ),
    "orderDossier": change(
        "orderDossier",
        "dossier { state url expiresOn }",
        given(keyed(), firstOn="2026-01-01", lastOn="2026-01-31"),
        "risk.hq",
        good=lambda found, _: found["dossier"] == {"state": "ORDERED", "url": None, "expiresOn": "2026-03-09"},
        foreign_good=lambda found, _: found["dossier"]["state"] == "ORDERED",
        **DESK | {"elsewhere": Elsewhere.OWN},
    ),
    "markNoticesRead": change(
        "markNoticesRead",
        "marked",
        keyed(),
        "officer.east1",
        good=lambda found, _: found == {"marked": 1},
        foreign_good=lambda found, _: found == {"marked": 0},
        **HIMSELF,
    ),
}

COMPLIANCE_QUERIES: dict[str, Cell] = {
    "complianceReport": look(
        "{ complianceReport { code implemented whyEn open } }",
        lambda _: {},
        lambda found, _: {row["code"]: row["open"] for row in found}["CU-03"] == 2,
        elsewhere=Elsewhere.OWN,
        foreign_good=lambda found, _: {row["code"]: row["open"] for row in found}["CU-03"] == 0,
        **LISTED,
    ),
    "lawFindings": listed("lawFindings", "law_finding", "(state: [OPEN])", **LISTED),
    "lawFinding": look(
        FINDING,
        one("law_finding"),
        lambda found, stage: found["customer"] == {"id": stage["borrower"]} and found["rule"]["source"] != "",
        **LISTED,
    ),
    "tickets": listed("tickets", "ticket", "(state: [OPEN], kind: [COMPLAINT])"),
    "legalHolds": listed("legalHolds", "hold", "(standing: true)", **LISTED),
    "erasures": listed("erasures", "erasure", **LISTED),
    "dossiers": listed("dossiers", "dossier", **LISTED),
    "notices": about_oneself(
        f"{{ notices(unread: true) {TOTAL} }}",
        lambda found, stage: [node["id"] for node in found["nodes"]] == [stage["notice"]],
        foreign_good=lambda found, _: found == {"totalCount": 0, "nodes": []},
    ),
}
