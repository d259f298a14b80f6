"""The rows of collection: worklist, case, contacts, promises, letters, visits, lawyers."""

from tests.schema.cells.form import Cell, Elsewhere, by_id, change, given, keyed, listed, look, nothing
from tests.schema.stage import COLLECTING_WEST

COLLECTOR = {"right": "collector.east1", "foreign": COLLECTING_WEST, "without": "officer.east1"}
LEADER = {"right": "branchmanager.east1", "foreign": COLLECTING_WEST, "without": "collector.east1"}
READER = COLLECTOR
CONTACT = "contact { channel state codes }"

COLLECTION: dict[str, Cell] = {
    "planCaseContact": change(
        "planCaseContact",
        CONTACT,
        given(keyed(caseId="debt_case"), channel="MESSAGE", script="firm_message"),
        good=lambda found, _: found["contact"] == {"channel": "MESSAGE", "state": "PLANNED", "codes": []},
        **COLLECTOR,
    ),
    "noteCaseContact": change(
        "noteCaseContact",
        CONTACT,
        given(keyed(contactId="planned_call"), reached=True, recorded=True, note="周五还款"),
        good=lambda found, _: found["contact"] == {"channel": "CALL", "state": "REACHED", "codes": []},
        **COLLECTOR,
    ),
    "readCaseContact": change(
        "readCaseContact",
        "text note number",
        lambda stage: {"contactId": stage["planned_call"]},
        good=lambda found, stage: (
            "示例小额贷款有限公司" in found["text"]
            and (found["note"], found["number"]) == ("", stage.customers["debt_debtor"].phone)
        ),
        **COLLECTOR,
    ),
    "takePromise": change(
        "takePromise",
        "case { promises { amount state } }",
        given(keyed(caseId="debt_case"), amount="200.00", dueOn="2026-03-06"),
        good=lambda found, _: (
            found["case"]["promises"]
            == [{"amount": "200.00", "state": "OPEN"}, {"amount": "100.00", "state": "REPLACED"}]
        ),
        **COLLECTOR,
    ),
    "writeCaseLetter": change(
        "writeCaseLetter",
        CONTACT,
        given(keyed(caseId="late_case"), delivery="POST", tracking="EMS-1"),
        good=lambda found, _: found["contact"] == {"channel": "LETTER", "state": "REACHED", "codes": []},
        **COLLECTOR,
    ),
    "recordCaseVisit": change(
        "recordCaseVisit",
        CONTACT,
        lambda stage: (
            given(keyed(contactId="planned_visit", companionId="officer"), met=True, summary="家中无人吵闹")(stage)
            | {"visitedAt": "2026-03-02T03:30:00Z", "address": "某市某路 8 号", "accuracyM": 20}
            | {"latitude": 30.57, "longitude": 104.06, "photoIds": [stage["visit_photo"]]}
        ),
        good=lambda found, _: found["contact"] == {"channel": "VISIT", "state": "REACHED", "codes": []},
        **COLLECTOR,
    ),
    "pauseCase": change(
        "pauseCase",
        "case { state pauseReason pausedUntil }",
        given(keyed(caseId="debt_case"), reason="HARDSHIP", until="2026-03-20"),
        good=lambda found, _: (
            found["case"] == {"state": "PAUSED", "pauseReason": "HARDSHIP", "pausedUntil": "2026-03-20"}
        ),
        **COLLECTOR,
    ),
    "resumeCase": change(
        "resumeCase",
        "case { state pauseReason }",
        keyed(caseId="resting_case"),
        good=lambda found, _: found["case"] == {"state": "OPEN", "pauseReason": None},
        **COLLECTOR,
    ),
    "recordCaseSignal": change(
        "recordCaseSignal",
        "case { willingness signals { source } }",
        given(keyed(caseId="debt_case"), source="通话", willingness="0.7"),
        good=lambda found, _: (
            found["case"]["signals"] == [{"source": "通话"}] and float(found["case"]["willingness"]) == 0.7
        ),
        **COLLECTOR,
    ),
    "assignCase": change(
        "assignCase",
        "case { assignee { login } }",
        keyed(caseId="debt_case", staffId="collector"),
        good=lambda found, _: found["case"] == {"assignee": {"login": "collector.east1"}},
        **LEADER,
    ),
    "handOverCase": change(
        "handOverCase",
        "case { state handOvers { firm } }",
        given(keyed(caseId="late_case"), firm="明德律师事务所", reason="多次协商无果"),
        good=lambda found, _: found["case"] == {"state": "WITH_LAWYERS", "handOvers": [{"firm": "明德律师事务所"}]},
        **LEADER,
    ),
    "withdrawCase": change(
        "withdrawCase",
        "case { state handOvers { withdrawalReason } }",
        given(keyed(caseId="sued_case"), reason="客户同意分期"),
        good=lambda found, _: found["case"] == {"state": "OPEN", "handOvers": [{"withdrawalReason": "客户同意分期"}]},
        **LEADER,
    ),
}
COLLECTION_QUERIES: dict[str, Cell] = {
    "collectionCases": listed("collectionCases", "debt_case", **READER),
    "collectionCase": by_id("collectionCase", "debt_case", **READER),
    "paymentPromises": listed("paymentPromises", "promise", **READER),
    "collectionOutlook": look(
        "query Look($id: ID!) { collectionOutlook(caseId: $id) { channel agent stops { code } words { code text } } }",
        lambda stage: {"id": stage["debt_case"]},
        lambda found, _: (
            (found["channel"], found["agent"], found["stops"]) == ("CALL", "COLLECTOR", [])
            and {each["code"] for each in found["words"]} == {"firm_call", "firm_message"}
            and not any("{" in each["text"] for each in found["words"])
        ),
        **READER,
    ),
    "collectionUplift": look(
        '{ collectionUplift(since: "2026-01-01", until: "2026-03-02") { withinDays cured { treatedCases clear } } }',
        nothing,
        lambda found, _: found == {"withinDays": 7, "cured": {"treatedCases": 0, "clear": False}},
        elsewhere=Elsewhere.OWN,
        **READER,
    ),
}
