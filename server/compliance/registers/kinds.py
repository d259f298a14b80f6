"""Which registers there are, and which facts an entry of each tells. Pure.

A fact is a text, a number, a yes or no, a day or an instant in ISO text, or a list of texts.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final


class RegisterKind(StrEnum):
    """The registers."""

    MARKETING = "marketing"
    PARTNER = "partner"
    PRICING_MODEL = "pricing_model"
    COLLECTION_FORM = "collection_form"
    IMPACT_ASSESSMENT = "impact_assessment"
    PRIVACY_AUDIT = "privacy_audit"
    INCIDENT = "incident"
    TRANSFER = "transfer"
    LOG_DELETION = "log_deletion"
    WATCH_LIST = "watch_list"
    SUSPICIOUS_CASE = "suspicious_case"
    BENEFICIAL_OWNER = "beneficial_owner"
    AUTHORISATION = "authorisation"
    CREDIT_REPORT = "credit_report"
    LARGE_REPORT = "large_report"
    SHARING = "sharing"
    FUND_USE = "fund_use"
    POLICY = "policy"


class Kind(StrEnum):
    """What a fact is."""

    TEXT = "text"
    TEXTS = "texts"
    NUMBER = "number"
    YES_NO = "yes_no"
    DAY = "day"
    INSTANT = "instant"


@dataclass(frozen=True, slots=True)
class Shape:
    """The facts of a register: what each is, which may be left out, and whether an entry is of one customer."""

    zh: str
    en: str
    facts: Mapping[str, Kind]
    optional: frozenset[str] = frozenset()
    of_customer: bool = False
    confidential: bool = False


_K = Kind
LINE_LENGTH_MAX: Final = 200
SHAPES: Final[Mapping[RegisterKind, Shape]] = {
    RegisterKind.MARKETING: Shape(
        "营销材料",
        "Marketing materials",
        {
            "apr_shown": _K.YES_NO,
            "apr_method": _K.TEXT,
            "label": _K.TEXT,
            "apr_prominence": _K.NUMBER,
            "daily_prominence": _K.NUMBER,
            "segments": _K.TEXTS,
            "place": _K.TEXT,
        },
        frozenset({"label", "apr_prominence", "daily_prominence", "segments", "place"}),
    ),
    RegisterKind.PARTNER: Shape(
        "合作机构",
        "Partners",
        {
            "role": _K.TEXT,
            "since": _K.DAY,
            "until": _K.DAY,
            "licence_no": _K.TEXT,
            "published": _K.YES_NO,
            "last_review_on": _K.DAY,
        },
        frozenset({"until", "licence_no", "published", "last_review_on"}),
    ),
    RegisterKind.PRICING_MODEL: Shape("定价模型", "Pricing models", {"features": _K.TEXTS}),
    RegisterKind.COLLECTION_FORM: Shape("采集表单", "Collection forms", {"fields": _K.TEXTS}),
    RegisterKind.IMPACT_ASSESSMENT: Shape("影响评估", "Impact assessments", {"activity": _K.TEXT, "made_on": _K.DAY}),
    RegisterKind.PRIVACY_AUDIT: Shape("个保审计", "Privacy audits", {"made_on": _K.DAY}),
    RegisterKind.INCIDENT: Shape(
        "泄露事件", "Incidents", {"detected_at": _K.INSTANT, "notified_at": _K.INSTANT}, frozenset({"notified_at"})
    ),
    RegisterKind.TRANSFER: Shape(
        "数据存储与出境",
        "Where data lies and goes",
        {"region": _K.TEXT, "export_basis": _K.TEXT, "separate_consent": _K.YES_NO},
        frozenset({"export_basis", "separate_consent"}),
    ),
    RegisterKind.LOG_DELETION: Shape("日志删除", "Deletions of logs", {"youngest_days": _K.NUMBER}),
    RegisterKind.WATCH_LIST: Shape(
        "特别预防措施名单", "Special-prevention lists", {"list_code": _K.TEXT, "number_index": _K.TEXT}
    ),
    RegisterKind.SUSPICIOUS_CASE: Shape(
        "可疑交易",
        "Suspicious cases",
        {"confirmed_on": _K.DAY, "filed_on": _K.DAY},
        frozenset({"filed_on"}),
        of_customer=True,
        confidential=True,
    ),
    RegisterKind.BENEFICIAL_OWNER: Shape(
        "受益所有人", "Beneficial owners", {"share_percent": _K.NUMBER, "identified": _K.YES_NO}, of_customer=True
    ),
    RegisterKind.AUTHORISATION: Shape(
        "征信授权",
        "Bureau authorisations",
        {"signed": _K.YES_NO, "scopes": _K.TEXTS, "from": _K.DAY, "until": _K.DAY},
        frozenset({"until"}),
        of_customer=True,
    ),
    RegisterKind.CREDIT_REPORT: Shape(
        "不良信息报送",
        "Reports of bad information",
        {"notice_on": _K.DAY, "reported_on": _K.DAY},
        frozenset({"notice_on", "reported_on"}),
        of_customer=True,
    ),
    RegisterKind.LARGE_REPORT: Shape(
        "大额交易报告", "Large-transaction reports", {"day": _K.DAY, "filed_on": _K.DAY}, of_customer=True
    ),
    RegisterKind.SHARING: Shape(
        "向第三方提供",
        "Sharing with third parties",
        {"recipient": _K.TEXT, "consented_recipients": _K.TEXTS},
        of_customer=True,
    ),
    RegisterKind.FUND_USE: Shape(
        "资金用途", "Use of funds", {"loan_id": _K.TEXT, "payee_kind": _K.TEXT, "seen_on": _K.DAY}, of_customer=True
    ),
    RegisterKind.POLICY: Shape(
        "政策与公告",
        "Policies and notices",
        {
            "kind": _K.TEXT,
            "published_on": _K.DAY,
            "effective_on": _K.DAY,
            "implemented_on": _K.DAY,
            "branch_code": _K.TEXT,
            "trade": _K.TEXT,
        },
        frozenset({"implemented_on", "branch_code", "trade"}),
    ),
}


def faults(kind: RegisterKind, facts: Mapping[str, Any]) -> list[str]:
    """Names of facts that are missing, unknown to this register, or not what they have to be."""
    shape = SHAPES[kind]
    missing = [name for name in shape.facts if name not in facts and name not in shape.optional]
    wrong = [name for name, value in facts.items() if name not in shape.facts or not _is(shape.facts[name], value)]
    return sorted({*missing, *wrong})


def _is(kind: Kind, value: object) -> bool:
    match kind:
        case Kind.TEXT:
            return isinstance(value, str) and 0 < len(value) <= LINE_LENGTH_MAX
        case Kind.TEXTS:
            return isinstance(value, list) and all(isinstance(each, str) and each for each in value)
        case Kind.NUMBER:
            return isinstance(value, int) and not isinstance(value, bool) and value >= 0
        case Kind.YES_NO:
            return isinstance(value, bool)
        case Kind.DAY:
            return isinstance(value, str) and _reads(date.fromisoformat, value) and len(value) == len("2026-01-01")
        case Kind.INSTANT:
            return isinstance(value, str) and _reads(_instant, value)


def _instant(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError(text)
    return at


def _reads(read: Any, text: str) -> bool:
    try:
        read(text)
    except ValueError:
        return False
    return True
