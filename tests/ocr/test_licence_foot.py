"""A licence's authority, its date under the seal, brackets that wrap alone, and room behind lines."""

from datetime import date

import cv2
import numpy as np
import pytest

from ocr.engine.lines import Line
from ocr.looking import widened
from ocr.papers.foot import registered_on
from ocr.papers.footing import Foot, foot_of
from ocr.papers.ink import evened, print_of, red_light, seal_of
from ocr.papers.licence import Sheet, take_apart
from ocr.papers.licence_fields import PARTNER, PERSON, licence_fields
from ocr.papers.offices import offices_of
from ocr.papers.rows import straighten
from ocr.papers.seal import Seal, grey_seals, red_seal, rimmed, unroll
from ocr.papers.sealed import Read, authority_of, read_of
from tests.ocr.eyes import Told, chars_of, eye_of
from tests.ocr.test_papers import TODAY, licence_lines, line

CHAOYANG = offices_of(["110105"], "北京市朝阳区建国路1号")
ESTABLISHED = date(2012, 3, 5)


def sheet_of(lines: list[Line]) -> Sheet:
    sheet = take_apart(straighten(lines, lambda points: points))
    assert sheet is not None
    return sheet


def foot_told(*texts: str, lines: tuple[Line, ...] = (), sealed: bool = False) -> Foot:
    """A foot on which every row says the next of the texts."""
    foot = foot_of(sheet_of(licence_lines()), eye_of(Told(*texts, lines=lines)))
    foot.__dict__["seals"] = (Seal((200, 200), (90, 90), 0.0),) if sealed else ()
    return foot


def printed(text: str) -> Read:
    return read_of(chars_of(text), None)


def test_the_ring_is_held_against_the_offices_of_the_place() -> None:
    field = authority_of(None, foot_told("朝阳区市场监督管理局", sealed=True), CHAOYANG)
    assert (field.value, field.sure) == ("朝阳区市场监督管理局", True)
    worn = authority_of(None, foot_told("朝区市场监督理局", sealed=True), CHAOYANG)
    assert (worn.value, worn.sure) == ("朝阳区市场监督管理局", False)
    assert authority_of(None, foot_told("专动证理", sealed=True), CHAOYANG).value is None
    assert authority_of(None, foot_told("朝阳区市场监督管理局"), CHAOYANG).value is None


def test_strangers_round_the_name_do_not_matter_and_strangers_in_it_do() -> None:
    beside = authority_of(None, foot_told("21朝阳区市场监督管理局出", sealed=True), CHAOYANG)
    assert (beside.value, beside.sure) == ("朝阳区市场监督管理局", True)
    inside = authority_of(None, foot_told("朝阳区高新市场监督管理局", sealed=True), CHAOYANG)
    assert not inside.sure


def test_print_that_names_no_office_of_the_place_gives_way_to_the_seal_that_does() -> None:
    wrong, right = printed("明阳区市场监督管理局"), printed("朝阳区市场监督管理局")
    assert authority_of(right, foot_told(), CHAOYANG).sure
    sealed = authority_of(wrong, foot_told("朝阳区市场监督管理局", sealed=True), CHAOYANG)
    assert (sealed.value, sealed.sure) == ("朝阳区市场监督管理局", False)
    elsewhere = authority_of(printed("海淀区市场监督管理局"), foot_told("", sealed=True), CHAOYANG)
    assert (elsewhere.value, elsewhere.reason) == ("海淀区市场监督管理局", "place_unknown")


def test_an_office_can_be_a_branch_of_the_one_above() -> None:
    assert "广州市工商行政管理局天河分局" in offices_of(["440106"], None)
    assert "重庆市荣昌区市场监督管理局" in offices_of([], "重庆市荣昌区学府乡1号")


def test_a_date_under_the_seal_is_spelt_digit_by_digit() -> None:
    lines = [one for one in licence_lines() if not (one.text.startswith("2012年03月05") and one.quad[0, 0] < 900)]
    sheet = sheet_of(lines)
    row = (line("2012年3月7日", 200, 250),)
    whole = registered_on(sheet, foot_told("2012年3月17日", lines=row), ESTABLISHED, TODAY)
    assert (whole.value, whole.sure) == ("2012-03-17", False)  # the first look said another day
    assert registered_on(sheet, foot_told("2012年3月17日"), None, TODAY).value is None
    early = registered_on(sheet, foot_told("2012年3月1日", lines=row), ESTABLISHED, TODAY)
    assert early.value != "2012-03-01"
    same = registered_on(
        sheet, foot_told("2012年3月17日", lines=(line("2012年3月17日", 200, 250),)), ESTABLISHED, TODAY
    )
    assert (same.value, same.sure) == ("2012-03-17", True)


def stamped(ink: tuple[int, int, int]) -> np.ndarray:
    """Dim tinted paper with black print and a ring of that ink."""
    paper = np.full((480, 700, 3), (120, 150, 160), np.uint8)
    cv2.circle(paper, (350, 240), 110, ink, 8, cv2.LINE_AA)
    for angle in np.linspace(0, 2 * np.pi, 12, endpoint=False):
        cv2.circle(paper, (round(350 + 84 * np.cos(angle)), round(240 + 84 * np.sin(angle))), 10, ink, -1, cv2.LINE_AA)
    cv2.putText(paper, "2012 03 05", (150, 300), cv2.FONT_HERSHEY_SIMPLEX, 1.8, (30, 30, 30), 4, cv2.LINE_AA)
    return paper


def test_a_red_seal_is_found_on_dim_paper_and_parted_from_print() -> None:
    even = evened(stamped((45, 40, 150)))
    seal = red_seal(even, 30)
    assert seal is not None
    assert seal.centre == pytest.approx((350, 240), abs=4)
    assert seal.radius == pytest.approx(113, abs=5)
    print_alone, seal_alone = print_of(red_light(even), 1.0)[:, :, 0], seal_of(even)[:, :, 0]
    assert print_alone[240, 240] > 200  # a place on the ring
    assert print_alone[270:300, 160:180].min() < 80  # a digit
    assert seal_alone[240, 240] < 120
    row = unroll(seal_of(even), seal, np.pi / 2)
    assert row.shape[1] > 10 * row.shape[0]
    assert row[row.shape[0] // 2].min() < 120


def test_a_grey_seal_is_found_by_its_rim() -> None:
    even = evened(stamped((60, 60, 60)))
    assert red_seal(even, 30) is None
    (first, *_) = grey_seals(even, 30)
    seal = rimmed(np.ascontiguousarray(even[:, :, 1]), first)
    assert seal.centre == pytest.approx((350, 240), abs=4)
    assert seal.radius == pytest.approx(114, abs=5)


def test_a_bracket_that_wraps_alone_is_looked_for_beneath_its_row() -> None:
    lines = [line("有限责任公司（国有独资", 280, 384) if one.text == "有限责任公司" else one for one in licence_lines()]
    found = {one.name: one for one in licence_fields(sheet_of(lines), eye_of(Told("）")), TODAY)}
    assert (found["licence_type"].value, found["licence_type"].reason) == ("有限责任公司（国有独资）", None)
    found = {one.name: one for one in licence_fields(sheet_of(lines), eye_of(Told()), TODAY)}
    # nothing was read there: the list of types has it
    assert (found["licence_type"].value, found["licence_type"].sure) == ("有限责任公司（国有独资）", False)


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
