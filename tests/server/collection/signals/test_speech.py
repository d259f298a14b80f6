"""What agents may not say: each fault is found with its rule and place; what is lawful is left alone."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from server.collection.signals.checking import wording_stops
from server.collection.signals.rules import UtteranceSource
from server.collection.signals.speech import SpeechFault, SpeechSeverity, faults_in

CHARTS = Path(__file__).parents[4] / "migrations" / "charts"
FORBIDDEN = [
    ("再不还钱就带人上门堵你家门", SpeechFault.THREAT, "CL-08"),
    ("后果自负，走着瞧", SpeechFault.THREAT, "CL-08"),
    ("你这个老赖，死皮赖脸", SpeechFault.INSULT, "CL-08"),
    ("我是公安局的，案子已经立案", SpeechFault.AUTHORITY, "CL-08"),
    ("这里是某某法院，再不还就刑事拘留", SpeechFault.AUTHORITY, "CL-08"),
    ("不还的话你孩子以后不能上学", SpeechFault.FABRICATION, "CL-08"),
    ("今天不还就通知你的单位领导", SpeechFault.SHAME, "CL-08"),
    ("我会爆通讯录，让全村都知道", SpeechFault.SHAME, "CL-08"),
    ("你儿子欠的你必须替他还", SpeechFault.THIRD_PARTY, "CL-04"),
    ("先去别的平台借一点还上", SpeechFault.NEW_DEBT, "CL-12"),
    ("花呗借出来还也可以", SpeechFault.NEW_DEBT, "CL-12"),
    ("转到我个人的微信就行", SpeechFault.PRIVATE_ACCOUNT, "CL-08"),
]
LAWFUL = [
    "您好，这里是示例小额贷款有限公司，您的贷款有500元逾期，请及时还款",
    "我们不会通知您的单位，请放心",
    "请不要通过以贷养贷的方式归还",
    "逾期信息会依法报送征信系统",
    "如有困难可以申请延期，请拨打客服电话",
    "请转告本人方便时与我们联系，谢谢",
]


@pytest.mark.parametrize(("text", "kind", "rule"), FORBIDDEN)
def test_a_forbidden_saying_is_found_with_rule_and_place(text: str, kind: SpeechFault, rule: str) -> None:
    found = [fault for fault in faults_in(text, UtteranceSource.MESSAGE) if fault.kind is kind]
    assert found
    assert all(fault.rule == rule and text[fault.start : fault.end] == fault.words for fault in found)
    assert all(fault.severity is SpeechSeverity.BLOCK and fault.words in fault.zh for fault in found)
    assert [stop.code for stop in wording_stops(found)] == ["HC-14"]


@pytest.mark.parametrize("text", LAWFUL)
def test_what_is_lawful_is_left_alone(text: str) -> None:
    assert faults_in(text, UtteranceSource.MESSAGE) == []
    assert wording_stops([]) == []


def test_the_words_of_the_house_are_lawful() -> None:
    scripts = [row for path in CHARTS.glob("collection-*.json") for row in json.loads(path.read_text())["scripts"]]
    words = [cell for row in scripts for cell in row if isinstance(cell, str)]
    assert any("{lender}" in each for each in words)
    assert [each for each in words if faults_in(each, UtteranceSource.MESSAGE)] == []


def test_in_a_note_the_customers_own_words_are_his() -> None:
    note = "客户情绪激动，骂我们是骗子"
    assert faults_in("客户说再打电话就弄死我", UtteranceSource.NOTE) == []
    assert faults_in(note, UtteranceSource.NOTE) == []
    own = faults_in("已告知客户再不还就通知他单位；我骂他是老赖", UtteranceSource.NOTE)
    assert [fault.kind for fault in own] == [SpeechFault.INSULT]
    assert own[0].severity is SpeechSeverity.REVIEW


@given(some.text(max_size=200), some.sampled_from(UtteranceSource))
@settings(max_examples=150, deadline=None)
def test_no_text_at_all_breaks_the_check(text: str, source: UtteranceSource) -> None:
    for fault in faults_in(text, source):
        assert 0 <= fault.start < fault.end <= len(text)


@given(some.sampled_from([text for text, _, _ in FORBIDDEN]), some.sampled_from([" ", "\u200b", "\u3000", "\ufeff"]))
@settings(deadline=None)
def test_spaces_and_unseen_signs_between_the_signs_hide_nothing(text: str, noise: str) -> None:
    kinds = {fault.kind for fault in faults_in(text, UtteranceSource.CALL)}
    assert {fault.kind for fault in faults_in(noise.join(text), UtteranceSource.CALL)} == kinds
