"""A licence's authority, its date under the seal, brackets that wrap alone, and room behind lines."""

import pytest

from ocr.engine.lines import Char, Floats
from ocr.looking import widened
from ocr.papers.foot import registered_on
from ocr.papers.licence import take_apart
from ocr.papers.licence_fields import PARTNER, PERSON, licence_fields
from ocr.papers.rows import straighten
from ocr.papers.sealed import Read, authority_of, offices_of, read_of
from tests.ocr.test_papers import TODAY, char, licence_lines, line, nothing


def ring_of(text: str) -> Read:
    return read_of([char(one) for one in text], None)


def test_a_ring_read_in_part_is_completed_from_the_region_and_never_sure() -> None:
    offices = offices_of(["110105"], None)
    field = authority_of(None, lambda: ring_of("朝区市场监管理局"), offices)
    assert (field.value, field.sure) == ("朝阳区市场监督管理局", False)
    assert authority_of(None, lambda: ring_of("专动证理"), offices).value is None


def test_print_that_names_no_office_of_the_place_gives_way_to_the_seal_that_does() -> None:
    offices = offices_of([], "北京市朝阳区建国路1号")
    printed, sealed = ring_of("明阳区市场监督管理局"), ring_of("朝阳区市场监督管理局")
    assert authority_of(printed, lambda: sealed, offices).sure
    unread = authority_of(printed, lambda: ring_of(""), offices)
    assert (unread.value, unread.sure) == ("朝阳区市场监督管理局", False)
    elsewhere = authority_of(ring_of("海淀区市场监督管理局"), lambda: ring_of(""), offices)
    assert (elsewhere.value, elsewhere.reason) == ("海淀区市场监督管理局", "place_unknown")


def test_a_date_under_the_seal_is_put_to_the_vote_and_stays_doubtful() -> None:
    lines = [one for one in licence_lines() if not one.text.startswith("2012年03月05")]
    foot = max(one.quad[:, 1].max() for one in lines) + 60
    sheet = take_apart(straighten([*lines, line("2012年", 900, foot), line("05日", 1200, foot)], lambda points: points))
    assert sheet is not None
    whole = registered_on(sheet, lambda _: [char(one) for one in "2012年03月05日"], TODAY)
    assert (whole.value, whole.sure, whole.reason) == ("2012-03-05", False, "doubtful_reading")
    assert registered_on(sheet, nothing, TODAY).value is None
    days = iter(("2012年03月05日", "2012年03月06日", ""))
    assert registered_on(sheet, lambda _: [char(one) for one in next(days)], TODAY).value is None


def test_a_bracket_that_wraps_alone_is_looked_for_beneath_its_row() -> None:
    lines = [line("有限责任公司（独资", 280, 384) if one.text == "有限责任公司" else one for one in licence_lines()]
    sheet = take_apart(straighten(lines, lambda points: points))
    assert sheet is not None
    asked: list[float] = []

    def bracket(corners: Floats) -> list[Char]:
        asked.append(float(corners[:, 1].mean()))
        return [char("）", 0.5, 0.5)]

    found = {one.name: one for one in licence_fields(sheet, lambda _: ((), None), bracket, TODAY)}
    assert (found["licence_type"].value, found["licence_type"].reason) == ("有限责任公司（独资）", None)
    assert 384 < min(asked) < 384 + 2 * 44
    found = {one.name: one for one in licence_fields(sheet, lambda _: ((), None), nothing, TODAY)}
    assert (found["licence_type"].value, found["licence_type"].sure) == ("有限责任公司（独资", False)


def test_a_line_gets_room_behind_it_but_not_a_neighbour() -> None:
    label, value = line("住址", 100, 300), line("上海市黄浦区", 180, 300)
    alone, beside = widened([value.quad]), widened([label.quad, value.quad])
    assert alone[0][:, 0].max() > value.quad[:, 0].max() + 10
    assert (beside[0] == label.quad).all()
    assert (alone[0][:, 0].min() == value.quad[:, 0].min()).all()


@pytest.mark.parametrize("name", ["康明投资有限公司（委派代表：林瑜敏）", "林瑜敏", "海新企业管理中心（有限合伙）"])
def test_a_partnership_is_led_by_a_person_or_by_a_firm(name: str) -> None:
    assert PERSON.fullmatch(name) or PARTNER.fullmatch(name)
    assert not PARTNER.fullmatch("林瑜敏类型有限责任")


def test_labels_without_values_are_the_head_of_a_table() -> None:
    labels = ("名称", "类型", "法定代表人", "住所", "注册资本", "成立日期", "统一社会信用代码")
    heads = [line(text, 100 + 260 * place, 300) for place, text in enumerate(labels)]
    assert take_apart(straighten(heads, lambda points: points)) is None
