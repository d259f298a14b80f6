"""The rows of the house's own desk: staff and rights, the audit chain, feedback on the app."""

from tests.schema.cells.form import Cell, Elsewhere, about_oneself, change, given, keyed, look, nothing, one
from tests.schema.stage import ADMIN_WEST, AUDITOR_WEST

HOUSE_QUERIES: dict[str, Cell] = {
    "staff": about_oneself(
        '{ staff(first: 100, operation: "application:start") { totalCount nodes { login positions { code } } } }',
        lambda found, _: [row["login"] for row in found["nodes"]] == ["officer.east1", "officer2.east1"],
        right="officer.east1",
        foreign_good=lambda found, _: [row["login"] for row in found["nodes"]] == ["officer.west1"],
    ),
    "staffMember": about_oneself(
        "query Look($id: ID!) { staffMember(id: $id) { id state } }",
        lambda found, stage: found == {"id": stage["officer"], "state": "ACTIVE"},
        one("officer"),
    ),
    "positions": about_oneself(
        "{ positions { code scopeKind operations } }",
        lambda found, _: "application:start" in {row["code"]: row["operations"] for row in found}["loan_officer"],
    ),
    "operationNames": about_oneself(
        "{ operationNames { code nameZh nameEn } }",
        lambda found, _: "loan:disburse" in {row["code"] for row in found},
    ),
    "auditChain": look(
        "{ auditChain(links: 20000) { number checked unseen unsealed broken } }",
        nothing,
        lambda found, _: found["broken"] == [] and found["unseen"] == 0 and found["unsealed"] > 0,
        right="auditor.hq",
        foreign=AUDITOR_WEST,
        elsewhere=Elsewhere.OWN,
        foreign_good=lambda found, _: found["broken"] == [] and found["unsealed"] < 20,
    ),
    "feedback": look(
        "{ feedback(state: [OPEN]) { totalCount nodes { id toldBy { login } pictureUrl } } }",
        nothing,
        lambda found, stage: (
            found["nodes"] == [{"id": stage["feedback"], "toldBy": {"login": "officer.east1"}, "pictureUrl": None}]
        ),
        right="admin1.hq",
        foreign=ADMIN_WEST,
        without="officer.east1",
        elsewhere=Elsewhere.EMPTY,
    ),
    "ownFeedback": about_oneself(
        "{ ownFeedback { totalCount nodes { text state } } }",
        lambda found, _: found["nodes"] == [{"text": "还款页打不开", "state": "OPEN"}],
        right="officer.east1",
        foreign_good=lambda found, _: found == {"totalCount": 0, "nodes": []},
    ),
}
HOUSE: dict[str, Cell] = {
    "answerFeedback": change(
        "answerFeedback",
        "feedback { state answer answeredBy { login } }",
        given(keyed(feedbackId="feedback"), state="DONE", answer="已修复", expectedVersion=1),
        "admin1.hq",
        good=lambda found, _: (
            found["feedback"] == {"state": "DONE", "answer": "已修复", "answeredBy": {"login": "admin1.hq"}}
        ),
        foreign=ADMIN_WEST,
        without="officer.east1",
    ),
    "endLeave": change(
        "endLeave",
        "staff { login state }",
        keyed(staffId="officer"),
        "admin1.hq",
        good=lambda found, _: found["staff"] == {"login": "officer.east1", "state": "ACTIVE"},
        foreign=ADMIN_WEST,
        without="officer.east1",
    ),
}
