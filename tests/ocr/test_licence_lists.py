"""Values of which all that are possible are known, and the second look at a licence with gaps."""

from dataclasses import replace
from datetime import date

import pytest

from ocr.checks.amounts import capital_fen
from ocr.engine.lines import Line
from ocr.layouts.licence import TYPES
from ocr.papers.licence_fields import licence_fields
from ocr.papers.listed import capitals, days, terms, type_like
from ocr.papers.second_look import gaps, licence_in
from ocr.papers.wrapping import whole_rows
from tests.ocr.eyes import Told, chars_of, eye_of
from tests.ocr.test_licence_foot import sheet_of
from tests.ocr.test_papers import TODAY, licence_lines, line


def replaced(old: str, new: Line) -> list[Line]:
    return [new if one.text == old else one for one in licence_lines()]


def test_a_type_off_the_list_is_doubted_and_a_doubtful_one_is_held_against_it() -> None:
    unclear = replaced("有限责任公司", line("其然有限责任公司", 280, 384, sure=0.6))
    found = {one.name: one for one in licence_fields(sheet_of(unclear), eye_of(Told("其他有限责任公司")), TODAY)}
    assert (found["licence_type"].value, found["licence_type"].sure) == ("其他有限责任公司", False)
    silent = {one.name: one for one in licence_fields(sheet_of(unclear), eye_of(Told()), TODAY)}
    assert silent["licence_type"].value == "其他有限责任公司"
    assert not silent["licence_type"].sure
    strange = replaced("有限责任公司", line("火星殖民公司", 280, 384))
    found = {one.name: one for one in licence_fields(sheet_of(strange), eye_of(Told()), TODAY)}
    assert (found["licence_type"].value, found["licence_type"].sure) == ("火星殖民公司", False)


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("有限责任公司自然人投资或控股）", "有限责任公司（自然人投资或控股）"),
        ("个体工商卢", "个体工商户"),
        ("有限责任公司", "有限责任公司"),
        ("有限责任", None),
    ],
)
def test_one_character_off_is_near_enough_to_a_type(read: str, meant: str | None) -> None:
    assert type_like(read) == meant
    assert meant is None or meant in TYPES


def test_a_doubtful_day_of_establishment_is_spelt_and_the_term_follows_it() -> None:
    lines = replaced("2012年03月05日", line("2012年03月06日", 1080, 380, step=24, sure=0.7))
    told = eye_of(Told("2012年03月05日"))
    found = {one.name: one for one in licence_fields(sheet_of(lines), told, TODAY)}
    assert (found["established_on"].value, found["established_on"].sure) == ("2012-03-05", False)
    cut = line("2012年03月05日至2032年03月0", 1080, 560, step=20, sure=0.7)
    sure = [*licence_lines(), line("营业期限", 900, 560), cut]
    told = eye_of(Told("2012年03月05日至2032年03月04日"))
    found = {one.name: one for one in licence_fields(sheet_of(sure), told, TODAY)}
    assert (found["term"].value, found["term"].sure) == ("2012-03-05/2032-03-04", False)


def test_an_amount_that_cannot_be_read_is_held_against_the_usual_ones() -> None:
    unclear = replaced("伍佰万元整", line("伍佰万儿整", 1080, 321, sure=0.6))
    told = eye_of(Told("伍佰万元整"))
    found = {one.name: one for one in licence_fields(sheet_of(unclear), told, TODAY)}["registered_capital_fen"]
    assert (found.value, found.raw, found.sure) == ("500000000", "伍佰万元整", False)
    silent = {one.name: one for one in licence_fields(sheet_of(unclear), eye_of(Told()), TODAY)}
    assert silent["registered_capital_fen"].value is None
    assert silent["registered_capital_fen"].reason == "amount_unreadable"
    assert all(capital_fen(amount) for amount in capitals())


def test_days_and_terms_are_listed_as_they_may_be_printed() -> None:
    listed = days({2012}, date(2012, 12, 30), date(2012, 12, 31))
    assert listed == {"2012年12月30日": date(2012, 12, 30), "2012年12月31日": date(2012, 12, 31)}
    leap = terms(date(2012, 2, 29))
    assert leap["2012年02月29日至2022年03月01日"] == "2012-02-29/2022-03-01"
    assert leap["自2012年2月29日至2022年2月28日"] == "2012-02-29/2022-02-28"
    assert leap["2012年2月29日至长期"] == "2012-02-29/"


def test_a_mark_before_a_wrapped_row_is_read_again_or_doubted() -> None:
    lines = [*licence_lines(), line("经相关部门批准", 316, 594)]
    rows = sheet_of(lines).labels["business_scope"].rows
    assert len(rows) == 3
    chars, lost = whole_rows(rows, lambda _: chars_of("，经相关"))
    assert "".join(one.text for one in chars).endswith("办公用品销售，经相关部门批准")
    assert not lost
    chars, lost = whole_rows(rows, lambda _: chars_of("经相关"))
    assert "".join(one.text for one in chars).endswith("办公用品销售经相关部门批准")
    assert lost


def test_an_entry_of_two_letters_is_two_characters() -> None:
    lines = licence_lines()
    place = next(index for index, one in enumerate(lines) if one.text == "统一社会信用代码")
    doubled = replace(lines[place], chars=(replace(lines[place].chars[0], text="统一"), *lines[place].chars[2:]))
    short = Line(lines[-2].quad, (replace(lines[-2].chars[0], text="登记机关"),))
    sheet = sheet_of([*lines[:place], doubled, *lines[place + 1 : -2], short, lines[-1]])
    assert sheet.labels["name"].value == "北京某某商贸有限公司"
    assert all(len(piece.text) == len(piece.chars) for piece in sheet.segments)


def test_a_label_that_lost_its_last_character_at_the_rows_end_is_still_a_label() -> None:
    sheet = sheet_of(replaced("登记机关", line("登记机", 1300, 640)))
    assert sheet.labels["authority"].text == "登记机关"


def test_a_sheet_with_gaps_is_looked_at_again() -> None:
    whole = licence_lines()
    assert not gaps(sheet_of(whole))
    lost = ("住所", "北京市朝阳区", "2号3楼")
    first = [one for one in whole if not one.text.startswith(lost)]
    assert gaps(sheet_of(first))
    seen = Told(lines=[one for one in whole if one.text.startswith(lost)])
    again = licence_in(eye_of(seen), first)
    assert again is not None
    assert again.labels["address"].value == "北京市朝阳区人民东路12号3楼"
    blind = licence_in(eye_of(Told()), first)
    assert blind is not None
    assert "address" not in blind.labels
