"""A reading as one plain record under the papers' own Chinese labels: the shape of `jiedai ocr --jsonl`."""

from typing import Any

from ocr.checks.dates import LONG_TERM
from ocr.model import Document, Field, Kind, Reading

LONG_TERM_PRINTED = "长期"
FRONT = {
    "姓名": "name",
    "性别": "sex",
    "民族": "nation",
    "出生": "birth_date",
    "住址": "address",
    "公民身份号码": "id_number",
}
LICENCE = {
    "统一社会信用代码": "credit_code",
    "注册号": "registration_number",
    "名称": "name",
    "类型": "licence_type",
    "法定代表人": "legal_representative",
    "组成形式": "composition",
    "经营范围": "business_scope",
    "注册资本": "registered_capital_fen",
    "成立日期": "established_on",
    "营业期限": "term",
    "住所": "address",
    "登记机关": "authority",
    "登记日期": "registered_on",
}
ERRORS = {
    "picture.empty": "文件是空的",
    "picture.too_large": "文件过大",
    "picture.not_an_image": "不是可以识别的图片",
    "picture.too_many_pixels": "图片超过五千万像素",
    "picture.too_small": "图片太小",
    "picture.broken": "图片已损坏",
    "picture.unreadable_file": "文件无法读取",
    "picture.unreadable": "图片无法识别",
}


def record_of(name: str, reading: Reading) -> dict[str, Any]:
    """`file, kind, fields, confidence, warnings, error, seconds`; both sides of a card in one picture are merged."""
    papers = {document.kind: document for document in reversed(reading.documents)}
    both = {Kind.ID_FRONT, Kind.ID_BACK} <= papers.keys()
    told = [Kind.ID_FRONT, Kind.ID_BACK] if both else [document.kind for document in reading.documents[:1]]
    fields: dict[str, str | None] = {}
    confidence: dict[str, float] = {}
    for kind in told:
        for label, (value, sureness) in _labelled(kind, papers[kind]).items():
            fields[label] = value
            if value is not None:
                confidence[label] = round(sureness, 3)
    warnings = [*reading.warnings, *(warning for document in reading.documents for warning in document.warnings)]
    return {
        "file": name,
        "kind": "id_both" if both else str(told[0] if told else Kind.NONE),
        "fields": fields,
        "confidence": confidence,
        "warnings": list(dict.fromkeys(warnings)),
        "error": None,
        "seconds": round(reading.seconds, 3),
    }


def refusal_of(name: str, code: str, seconds: float) -> dict[str, Any]:
    """The record of a file that could not be read."""
    error = {"code": code, "message": ERRORS.get(code, code)}
    empty: dict[str, Any] = {"fields": {}, "confidence": {}, "warnings": []}
    return {"file": name, "kind": str(Kind.NONE), **empty, "error": error, "seconds": round(seconds, 3)}


def _labelled(kind: Kind, document: Document) -> dict[str, tuple[str | None, float]]:
    if kind == Kind.ID_FRONT:
        return {label: _plain(document.field(name)) for label, name in FRONT.items()}
    if kind == Kind.ID_BACK:
        return {"签发机关": _plain(document.field("authority")), "有效期限": _span(document)}
    pairs = {label: _plain(document.field(name)) for label, name in LICENCE.items()}
    capital, term = document.field("registered_capital_fen"), document.field("term")
    pairs["注册资本"] = (capital.raw or None, _printed_confidence(capital)) if capital else (None, 0.0)
    pairs["营业期限"] = _term(term, document.field("established_on"))
    return pairs


def _plain(field: Field | None) -> tuple[str | None, float]:
    return (None, 0.0) if field is None else (field.value, field.confidence)


def _printed_confidence(field: Field) -> float:
    """An amount that was read but not understood is still what is printed, with little trust."""
    return field.confidence if field.value is not None else 0.3


def _span(document: Document) -> tuple[str | None, float]:
    start, end = document.field("valid_from"), document.field("valid_until")
    if start is None or end is None or start.value is None or end.value is None:
        return None, 0.0
    return f"{start.value}/{_printed(end.value)}", min(start.confidence, end.confidence)


def _term(field: Field | None, established: Field | None) -> tuple[str | None, float]:
    """`start/end` or `start/长期`; a bare 长期 runs from the day of establishment, as the law has it."""
    if field is None or field.value is None:
        return None, 0.0
    if "/" in field.value:
        start, end = field.value.split("/")
        return f"{start}/{_printed(end)}", field.confidence
    if established is None or established.value is None:
        return None, 0.0
    return f"{established.value}/{_printed(field.value)}", min(field.confidence, established.confidence)


def _printed(end: str) -> str:
    return LONG_TERM_PRINTED if end == LONG_TERM else end
