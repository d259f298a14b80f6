"""Which rows a licence prints, in which order and under which labels, and what is true of it."""

import random
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bench.ocr.companies import Company

Layout = Literal["landscape", "portrait", "old"]
Rows = list[tuple[str, str]]
HEADS = {"company": "法定代表人", "sole_trader": "经营者", "partnership": "执行事务合伙人", "branch": "负责人"}
PLACES = {"company": "住所", "sole_trader": "经营场所", "partnership": "主要经营场所", "branch": "营业场所"}
NO_TERM_FROM = date(2022, 9, 1)  # since then licences print no term
CHINESE_DIGITS = str.maketrans("0123456789", "〇一二三四五六七八九")


@dataclass(frozen=True)
class Sheet:
    """One licence: its rows in one or two columns, and the truth under the labels of `jiedai ocr`."""

    layout: Layout
    left: Rows
    right: Rows
    truth: dict[str, str | None]
    authority_printed: bool


def spoken(day: date, form: str) -> str:
    """A date as licences print it: padded, plain, or in Chinese numerals."""
    if form == "chinese":
        words = {count: "".join(_count(count)) for count in (day.month, day.day)}
        return f"{str(day.year).translate(CHINESE_DIGITS)}年{words[day.month]}月{words[day.day]}日"
    if form == "padded":
        return f"{day.year}年{day.month:02d}月{day.day:02d}日"
    return f"{day.year}年{day.month}月{day.day}日"


def _count(number: int) -> tuple[str, str, str]:
    tens, ones = divmod(number, 10)
    head = "" if tens <= 1 else str(tens).translate(CHINESE_DIGITS)
    return head, "十" if tens else "", str(ones).translate(CHINESE_DIGITS) if ones else ""


def sheet(firm: Company, layout: Layout, dice: random.Random, *, printed: bool) -> Sheet:
    """Choose the rows; `printed` says whether the authority stands in print or in the seal alone."""
    style = dice.choice(("padded", "padded", "plain", "chinese" if layout == "old" else "padded"))
    termless = firm.form == "sole_trader" or (
        layout == "landscape" and (firm.registered >= NO_TERM_FROM or dice.random() < 0.3)
    )
    head = HEADS[firm.form] + ("姓名" if layout == "old" and firm.form in {"company", "sole_trader"} else "")
    row = {
        "name": ("字号名称" if layout == "old" and firm.form == "sole_trader" else "名称", firm.name),
        "kind": ("公司类型" if layout == "old" and firm.form == "company" else "类型", firm.kind),
        "head": (head, firm.representative),
        "place": (PLACES[firm.form], firm.address),
        "scope": ("经营范围及方式" if layout == "old" and firm.form == "sole_trader" else "经营范围", firm.scope),
        "start": ("注册日期" if firm.form == "sole_trader" else "成立日期", spoken(firm.established, style)),
    }
    if firm.capital:
        row["capital"] = ("出资额" if firm.form == "partnership" else "注册资本", firm.capital)
        if layout == "old" and firm.form == "company":
            row["paid"] = ("实收资本", firm.capital)
    if firm.composition:
        row["composition"] = ("组成形式", firm.composition)
    if not termless:
        row["term"] = ("合伙期限" if firm.form == "partnership" else "营业期限", _term(firm, style, dice))
    left, right = _order(layout, dice)
    truth = _truth(firm, layout, termless=termless)
    if layout == "old" and firm.form == "sole_trader":
        row.pop("kind")  # the older ones of sole traders print 组成形式 only
        truth["类型"] = None
    if firm.form == "sole_trader" and layout == "old" and dice.random() < 0.5:
        row.pop("start")
        truth["成立日期"] = None
    return Sheet(
        layout, [row[key] for key in left if key in row], [row[key] for key in right if key in row], truth, printed
    )


def _order(layout: Layout, dice: random.Random) -> tuple[list[str], list[str]]:
    if layout == "landscape":
        return ["name", "kind", "head", "scope"], ["capital", "composition", "start", "term", "place"]
    if layout == "portrait":
        return ["name", "kind", "composition", "place", "head", "capital", "start", "term", "scope"], []
    first = ["name", "place", "head", "composition", "capital", "paid", "kind", "scope", "start", "term"]
    second = ["name", "kind", "place", "head", "composition", "capital", "paid", "start", "term", "scope"]
    return dice.choice((first, second)), []


def _term(firm: Company, style: str, dice: random.Random) -> str:
    start = spoken(firm.established, style)
    if firm.until is None:
        return dice.choice((f"{start}至长期", f"{start}至长期", f"{start}至无固定期限"))
    return dice.choice((f"{start}至{spoken(firm.until, style)}", f"自{start}至{spoken(firm.until, style)}"))


def _truth(firm: Company, layout: Layout, *, termless: bool) -> dict[str, str | None]:
    end = "长期" if firm.until is None else firm.until.isoformat()
    return {
        "统一社会信用代码": None if layout == "old" else firm.code,
        "注册号": firm.registration if layout == "old" else None,
        "名称": firm.name,
        "类型": firm.kind,
        "法定代表人": firm.representative,
        "组成形式": firm.composition,
        "经营范围": firm.scope,
        "注册资本": firm.capital,
        "成立日期": firm.established.isoformat(),
        "营业期限": None if termless else f"{firm.established.isoformat()}/{end}",
        "住所": firm.address,
        "登记机关": firm.authority,
        "登记日期": firm.registered.isoformat(),
    }
