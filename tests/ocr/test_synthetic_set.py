"""The reader on the first careful photograph of each kind of the invented set, so that neither drifts unseen."""

import pytest

from bench.ocr.cases import Case
from bench.ocr.pictures import drawn
from bench.ocr.scoring import judge
from ocr import Reader
from ocr.records import record_of

pytestmark = pytest.mark.ocr


@pytest.mark.parametrize("kind", ["id_front", "id_back", "id_both", "business_licence", "none"])
def test_a_careful_photograph_is_taken_for_what_it_is_and_nothing_checked_is_wrong(kind: str, reader: Reader) -> None:
    told, data = drawn(Case("2026", kind, 0))
    outcome = judge(told, record_of(told["name"], reader.read(data)))
    assert outcome.taken_for == kind
    assert [one.label for one in outcome.verdicts if one.state == "wrong" and one.confidence >= 0.9] == []
    assert sum(one.right for one in outcome.verdicts) >= 0.7 * len(outcome.verdicts)
