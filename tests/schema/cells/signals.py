"""The rows of signals: words that are read, and findings on agents' words."""

from tests.schema.cells.collection import COLLECTOR, LEADER
from tests.schema.cells.form import Cell, change, given, keyed, listed

SIGNALS: dict[str, Cell] = {
    "readUtterance": change(
        "readUtterance",
        "case { state utterances { intent evidence { words } } signals { reasons { code } } }",
        given(keyed(caseId="debt_case"), text="明天一定还，我保证", source="MESSAGE"),
        good=lambda found, _: (
            (found["case"]["state"], found["case"]["utterances"][0]["intent"]) == ("OPEN", "PROMISE")
            and found["case"]["signals"][0]["reasons"] == [{"code": "promise"}]
        ),
        **COLLECTOR,
    ),
    "settleSpeechFinding": change(
        "settleSpeechFinding",
        "finding { state settledNote }",
        given(keyed(findingId="speech_finding"), upheld=True, note="录音属实"),
        good=lambda found, _: found["finding"] == {"state": "UPHELD", "settledNote": "录音属实"},
        **LEADER,
    ),
    "revealUtterance": change(
        "revealUtterance",
        "text",
        lambda stage: {"utteranceId": stage["utterance"], "reason": "复核沟通内容"},
        good=lambda found, _: found == {"text": "你这个无赖"},
        **COLLECTOR,
    ),
    "revealSpeechFinding": change(
        "revealSpeechFinding",
        "text",
        lambda stage: {"findingId": stage["speech_finding"], "reason": "核对质检发现"},
        good=lambda found, _: found == {"text": "你这个无赖"},
        **COLLECTOR,
    ),
}
SIGNALS_QUERIES: dict[str, Cell] = {"speechFindings": listed("speechFindings", "speech_finding", **LEADER)}
