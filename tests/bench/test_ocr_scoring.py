"""Counting what a reader answered: right, wrong, missing, invented, sure."""

from typing import Any

import pytest

from bench.ocr import scoring
from bench.ocr.measures import MEASURES, faults, table
from bench.ocr.plain import Row, recognised
from bench.ocr.scoring import Outcome, judge

FIRM = "青岛恒瑞商贸有限公司"


def told(kind: str = "business_licence", *, printed: bool = True, **truth: str | None) -> dict[str, Any]:
    return {
        "name": f"{kind}-000-easy",
        "kind": kind,
        "severity": "easy",
        "variant": "plain",
        "effects": ["blur"],
        "authority_printed": printed,
        "truth": truth,
    }


def record(kind: str, sure: float = 0.95, **fields: str | None) -> dict[str, Any]:
    known = {label: sure for label, value in fields.items() if value is not None}
    return {"file": "x", "kind": kind, "fields": fields, "confidence": known, "error": None, "seconds": 1.0}


def value(name: str, *outcomes: Outcome) -> float | None:
    return next(measure for measure in MEASURES if measure.name == name).of(outcomes)


def test_a_field_is_right_wrong_or_missing_and_an_invented_one_is_wrong() -> None:
    outcome = judge(
        told(名称=FIRM, 类型="有限责任公司", 住所="青岛市", 组成形式=None),
        record("business_licence", 名称=FIRM, 类型="有限责任公同", 住所=None, 组成形式="个人经营"),
    )
    assert {one.label: one.state for one in outcome.verdicts} == {
        "名称": "right",
        "类型": "wrong",
        "住所": "missing",
        "组成形式": "wrong",
    }
    assert not outcome.whole
    assert len(faults([outcome])) == 3


def test_a_paper_taken_for_another_kind_is_not_whole() -> None:
    assert judge(told(名称=FIRM), record("business_licence", 名称=FIRM)).whole
    assert not judge(told(名称=FIRM), record("id_front", 名称=FIRM)).whole


def test_a_wrong_number_is_a_false_accept_and_a_missing_one_is_not() -> None:
    wrong = judge(
        told(统一社会信用代码="91110105YYYYYY0535"), record("business_licence", 统一社会信用代码="91310115YYYYYY0532")
    )
    missing = judge(told(统一社会信用代码="91110105YYYYYY0535"), record("business_licence", 统一社会信用代码=None))
    assert value("wrong values on checksum fields", wrong, missing) == 1


def test_the_sure_are_counted_apart_from_the_doubtful() -> None:
    sure = judge(told(名称=FIRM, 住所="青岛市"), record("business_licence", 名称=FIRM, 住所="青鸟市"))
    doubtful = judge(told(名称=FIRM, 住所="青岛市"), record("business_licence", 0.5, 名称=FIRM, 住所="青鸟市"))
    assert value("wrong among the sure", sure, doubtful) == 50
    assert value("coverage of the sure", sure, doubtful) == 50


def test_an_authority_in_print_is_counted_apart_from_one_in_the_seal() -> None:
    printed = judge(told(登记机关="利通区市场监督管理局"), record("business_licence", 登记机关="利通区市场监督管理局"))
    sealed = judge(told(printed=False, 登记机关="利通区市场监督管理局"), record("business_licence", 登记机关=None))
    assert value("authority in print: right", printed, sealed) == 100
    assert value("authority in the seal only: right", printed, sealed) == 0


def test_character_error_counts_edits_and_a_missing_scope_is_all_wrong() -> None:
    near = judge(told(经营范围="餐饮服务；食品销售"), record("business_licence", 经营范围="餐饮服务:食品销"))
    gone = judge(told(经营范围="餐饮服务；食品销售"), record("business_licence", 经营范围=None))
    assert value("business scope: character error", near) == pytest.approx(100 * 2 / 9)
    assert value("business scope: character error", near, gone) == pytest.approx(100 * 11 / 18)
    assert scoring.distance("市场监督", "市场监督管理局") == 3


def test_a_look_alike_is_turned_down_only_as_none() -> None:
    down, taken = judge(told("none"), record("none")), judge(told("none"), record("id_front", 姓名="王芳"))
    assert value("look-alikes turned down", down, taken) == 50
    assert len(table({"ours": [down, taken], "plain": [down]})) == len(MEASURES) + 2


def test_the_plain_reader_goes_by_labels_and_withholds_a_number_with_a_wrong_check_digit() -> None:
    rows = [
        Row(60, 70, 200, 110, "姓名林瑜敏", 0.99),
        Row(60, 150, 300, 190, "性别女民族汉", 0.98),
        Row(60, 230, 500, 270, "出生1985年2月28日", 0.97),
        Row(60, 310, 120, 350, "住址", 0.99),
        Row(180, 310, 500, 350, "上海市黄浦区人民东路", 0.96),
        Row(180, 360, 300, 400, "12号3楼", 0.95),
        Row(60, 540, 900, 580, "公民身份号码31010119850228982X", 0.99),
    ]
    kind, fields = recognised(rows)
    assert kind == "id_front"
    assert fields["姓名"] == ("林瑜敏", 0.99)
    assert fields["住址"] == ("上海市黄浦区人民东路12号3楼", 0.95)
    assert fields["出生"] == ("1985-02-28", 0.97)
    assert fields["公民身份号码"] == ("31010119850228982X", 0.99)
    spoilt = [*rows[:-1], Row(60, 540, 900, 580, "公民身份号码310101198502289821", 0.99)]
    assert recognised(spoilt)[1].get("公民身份号码") is None
