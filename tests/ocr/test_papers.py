"""From characters with places to fields, without the models: layouts, rows, doubts and checks."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocr.engine.lines import Char, Floats, Line
from ocr.layouts.identity import BACK_LABELS, FRONT_LABELS, NUMBER_FIRST, NUMBER_LAST
from ocr.papers.identity_back import back_fields, recognise_back
from ocr.papers.identity_front import front_fields, recognise_front
from ocr.papers.licence import take_apart
from ocr.papers.licence_fields import licence_fields
from ocr.papers.proposals import confidence_of, half_width
from ocr.papers.rows import straighten
from ocr.papers.variants import simplified
from ocr.watermarks import without_watermarks
from tests.ocr.eyes import Told, eye_of

TODAY = date(2026, 1, 5)


def char(text: str, x: float = 0, y: float = 0, *, sure: float = 0.99, rival: str = "口") -> Char:
    return Char(text, sure, rival, 1 - sure, x, y)


def line(text: str, x: float, y: float, *, size: float = 36, step: float | None = None, sure: float = 0.99) -> Line:
    """A level line whose first character is centred at (x, y)."""
    pitch = size if step is None else step
    chars = tuple(char(one, x + index * pitch, y, sure=sure) for index, one in enumerate(text))
    right = x + (len(text) - 1) * pitch + size / 2
    quad = np.array([[x - size / 2, y - 22], [right, y - 22], [right, y + 22], [x - size / 2, y + 22]], np.float32)
    return Line(quad, chars)


def between(text: str, first: tuple[float, float], last: tuple[float, float]) -> Line:
    return line(text, first[0], first[1], step=(last[0] - first[0]) / (len(text) - 1))


def mapped(lines: Sequence[Line], matrix: Floats) -> list[Line]:
    """The lines as a slanted view shows them."""

    def through(points: Floats) -> Floats:
        spread = np.concatenate([points, np.ones((len(points), 1))], axis=1) @ matrix.T
        return np.asarray(spread[:, :2] / spread[:, 2:], np.float32)

    moved = []
    for one in lines:
        places = through(np.array([[item.x, item.y] for item in one.chars], np.float32))
        chars = tuple(
            Char(item.text, item.probability, item.rival, item.rival_probability, float(x), float(y))
            for item, (x, y) in zip(one.chars, places, strict=True)
        )
        moved.append(Line(through(one.quad), chars))
    return moved


def front(number: str = "31010119850228982X", **changed: str) -> list[Line]:
    values = {"name": "林瑜敏", "sex": "女", "nation": "汉", "birth": "1985年2月28日"} | changed
    labels = [between(label.text, label.first, label.last) for label in FRONT_LABELS]
    return [
        *labels,
        line(values["name"], 190, 90),
        line(values["sex"], 190, 170),
        line(values["nation"], 400, 170),
        line(values["birth"], 190, 243),
        line("上海市黄浦区人民东路1", 190, 324),
        line("2号3楼", 190, 373),
        between(number, NUMBER_FIRST, NUMBER_LAST),
    ]


def nothing(_: Floats) -> list[Char]:
    return []


def values_of(lines: Sequence[Line]) -> dict[str, tuple[str | None, str | None]]:
    anchored = recognise_front(lines, lambda: None)
    assert anchored is not None
    return {field.name: (field.value, field.reason) for field in front_fields(anchored, nothing, TODAY)}


def test_a_front_is_taken_apart_by_its_labels() -> None:
    assert values_of(front()) == {
        "name": ("林瑜敏", None),
        "sex": ("女", None),
        "nation": ("汉", None),
        "birth_date": ("1985-02-28", None),
        "address": ("上海市黄浦区人民东路12号3楼", None),
        "id_number": ("31010119850228982X", None),
    }


@settings(deadline=None, max_examples=40)  # the machine that runs it may be busy
@given(st.floats(-0.6, 0.6), st.floats(0.5, 2.5), st.floats(-1e-4, 1e-4), st.floats(-1e-4, 1e-4), st.integers(0, 2000))
def test_a_front_is_the_same_however_it_is_turned_scaled_and_slanted(
    angle: float, scale: float, across: float, down: float, shift: int
) -> None:
    cos, sin = scale * np.cos(angle), scale * np.sin(angle)
    turned = np.array([[cos, -sin, 0], [sin, cos, 0], [0, 0, 1]])
    slanted = np.array([[1, 0, 0], [0, 1, 0], [across / scale, down / scale, 1]])
    matrix = np.array([[1, 0, shift], [0, 1, shift], [0, 0, 1]]) @ slanted @ turned
    assert values_of(mapped(front(), matrix)) == values_of(front())


def test_a_lone_character_below_a_full_address_is_read_from_its_strip() -> None:
    full = [one for one in front() if one.text != "2号3楼"]
    full = [line("上海市黄浦区人民东路12", 190, 324) if one.text.startswith("上海市") else one for one in full]
    strips: list[Floats] = []

    def reread(corners: Floats) -> list[Char]:
        strips.append(corners)
        return [char("号", 0.3, 0.5, sure=0.9)]

    anchored = recognise_front(full, lambda: None)
    assert anchored is not None
    address = front_fields(anchored, reread, TODAY)[4]
    assert address.value == "上海市黄浦区人民东路12号"
    (strip,) = strips
    assert strip[:, 1].min() > 324
    short = recognise_front(front(), lambda: None)
    assert short is not None
    assert front_fields(short, reread, TODAY)[4].value == "上海市黄浦区人民东路12号3楼"
    assert len(strips) == 1


def test_words_laid_over_a_card_are_no_part_of_it() -> None:
    laid = [replace(line("仅供办理贷款使用", 60 + 320 * (row % 3), 60 + 70 * row), contrast=30.0) for row in range(8)]
    print_of = [replace(one, contrast=150.0) for one in front()]
    assert without_watermarks([*print_of, *laid]) == print_of
    assert without_watermarks(print_of) == print_of


def test_a_line_across_the_card_is_in_no_value() -> None:
    stamp = line("与原件一致", 420, 330)
    angle = np.radians(25)
    matrix = np.array([[np.cos(angle), -np.sin(angle), 260], [np.sin(angle), np.cos(angle), -150], [0, 0, 1]])
    assert values_of([*front(), *mapped([stamp], matrix)]) == values_of(front())


def test_a_number_with_a_wrong_check_digit_is_withheld_and_leaves_sex_and_birth_unconfirmed() -> None:
    found = values_of(front("310101198502289821"))
    assert found["id_number"] == (None, "number_check_digit")
    assert found["sex"] == ("女", "unchecked")
    assert found["birth_date"] == ("1985-02-28", "unchecked")


def test_a_sex_against_the_number_is_withheld_and_the_number_doubted() -> None:
    found = values_of(front(sex="男"))
    assert found["sex"] == (None, "disagrees_with_number")
    assert found["id_number"] == ("31010119850228982X", "disagrees_with_number")


def test_a_nation_outside_the_list_is_withheld() -> None:
    assert values_of(front(nation="火星"))["nation"] == (None, "nation_unknown")


def test_another_form_of_the_same_character_is_the_same_nation() -> None:
    assert values_of(front(nation="漢"))["nation"] == ("汉", None)


def test_a_name_with_a_dot_keeps_it_in_one_form() -> None:
    assert values_of(front(name="阿依古丽•买买提"))["name"] == ("阿依古丽·买买提", None)


def test_the_labels_of_a_front_in_another_order_are_no_card() -> None:
    rows = ["姓名林瑜敏", "性别女", "民族汉", "出生1985年2月28日", "住址上海市", "公民身份号码31010119850228982X"]
    form = [line(row, 100, 100 + 130 * index) for index, row in enumerate(rows)]
    assert recognise_front(form, lambda: None) is None


def test_a_card_whose_pale_labels_were_lost_is_known_by_its_edges() -> None:
    values = front()[len(FRONT_LABELS) :]
    edges = np.array([[0, 0], [1000, 0], [1000, 630], [0, 630]], np.float32)
    assert recognise_front(values, lambda: None) is None
    assert recognise_front(values, lambda: edges) is not None
    assert recognise_front(values, lambda: edges * 1.4) is None


def back(validity: str, authority: str = "黄浦区公安局") -> dict[str, tuple[str | None, str | None]]:
    labels = [between(label.text, label.first, label.last) for label in BACK_LABELS]
    anchored = recognise_back([*labels, line(authority, 410, 470), line(validity, 410, 553, step=22)])
    assert anchored is not None
    fields, warnings = back_fields(anchored, nothing, TODAY)
    found: dict[str, tuple[str | None, str | None]] = {field.name: (field.value, field.reason) for field in fields}
    return found | {"warnings": (",".join(warnings), None)}


@pytest.mark.parametrize(
    ("printed", "start", "end", "reason"),
    [
        ("2016.05.09-2036.05.09", "2016-05-09", "2036-05-09", None),
        ("2016.05.09-长期", "2016-05-09", "long-term", None),
        ("2016.05.09-2033.05.09", "2016-05-09", "2033-05-09", "term_unusual"),
        ("2036.05.09-2016.05.09", None, None, "date_order"),
        ("2016.13.09-2036.13.09", None, None, "date_unreadable"),
    ],
)
def test_a_validity_is_two_dates_in_order_and_of_a_lawful_length(
    printed: str, start: str | None, end: str | None, reason: str | None
) -> None:
    found = back(printed)
    assert found["valid_from"] == (start, reason)
    assert found["valid_until"] == (end, reason)


def test_a_card_past_its_end_is_called_expired() -> None:
    assert back("2005.05.09-2025.05.09")["warnings"][0] == "expired"
    assert back("2006.05.09-2026.05.09")["warnings"][0] == ""


def licence_lines() -> list[Line]:
    """A sheet of two columns with spread labels and wrapped values."""
    left, right = 100, 900
    return [
        line("营业执照", 500, 60, size=90),
        line("统一社会信用代码", 100, 180),
        line("91110105YYYYYY0535", 100, 230, step=20),
        line("名", left, 320),
        line("称", left + 108, 322),
        line("北京某某商贸有限公司", 280, 318),
        line("类", left, 380),
        line("型", left + 108, 380),
        line("有限责任公司", 280, 384),
        line("法定代表人", left, 440, step=27),
        line("林瑜敏", 280, 440),
        line("经营范围", left, 500),
        line("日用百货销售；五金产品零", 280, 498),
        line("售：办公用品销售", 280, 546),
        line("注册资本", right, 320),
        line("伍佰万元整", right + 180, 321),
        line("成立日期", right, 380),
        line("2012年03月05日", right + 180, 380, step=24),
        line("住所", right, 440, step=108),
        line("北京市朝阳区人民东路1", right + 180, 438),
        line("2号3楼", right + 180, 486),
        line("登记机关", 860, 700),
        line("朝阳区市场监督管理局", 1060, 700),
        line("2012年03月05日", 900, 800, step=24),
    ]


def test_a_licence_of_two_columns_is_put_together() -> None:
    sheet = take_apart(straighten(licence_lines(), lambda points: points))
    assert sheet is not None
    found = {field.name: field.value for field in licence_fields(sheet, eye_of(Told()), TODAY)}
    assert found == {
        "name": "北京某某商贸有限公司",
        "credit_code": "91110105YYYYYY0535",
        "registration_number": None,
        "licence_type": "有限责任公司",
        "legal_representative": "林瑜敏",
        "composition": None,
        "registered_capital_fen": "500000000",
        "established_on": "2012-03-05",
        "term": None,
        "address": "北京市朝阳区人民东路12号3楼",
        "business_scope": "日用百货销售；五金产品零售；办公用品销售",
        "authority": "朝阳区市场监督管理局",
        "registered_on": "2012-03-05",
    }


def test_a_code_of_another_class_than_the_type_is_doubted() -> None:
    lines = [one for one in licence_lines() if one.text != "有限责任公司"]
    sheet = take_apart(straighten([*lines, line("个体工商户", 280, 384)], lambda points: points))
    assert sheet is not None
    (code,) = (one for one in licence_fields(sheet, eye_of(Told()), TODAY) if one.name == "credit_code")
    assert (code.value, code.reason, code.sure) == ("91110105YYYYYY0535", "code_disagrees_with_type", False)


def test_another_permit_is_no_licence() -> None:
    lines = [one for one in licence_lines() if one.text not in {"营业执照", "统一社会信用代码"}]
    assert take_apart(straighten(lines, lambda points: points)) is None


def test_the_worst_character_decides_and_a_variant_is_no_rival() -> None:
    good, bad = char("林"), char("琳", sure=0.55, rival="林")
    assert confidence_of([good]) > 0.9
    assert confidence_of([good, bad]) < 0.4
    assert confidence_of([char("漢", sure=0.6, rival="汉")]) > 0.9
    assert confidence_of([]) == 0


def test_traditional_forms_give_way_to_a_simplified_runner_up() -> None:
    assert "".join(one.text for one in simplified([char("貨", sure=0.6, rival="货"), char("物")])) == "货物"
    assert simplified([char("喆", sure=0.99, rival="口")])[0].text == "喆"


def test_text_is_half_width_but_for_its_brackets() -> None:
    assert half_width("Ａ１２ (副 本)") == "A12（副本）"
