"""What a decision was taken on, fact by fact, as people read it in both languages. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from server.decision.facts import FACTS, SCORE_FACTS, FactType, labels_of

UNKNOWN: Final = ("未知", "not known")
UNSCORED: Final = ("当时没有评分卡", "no scorecard was in force")
IN_FEN: Final = ("（分）", " in fen")
"""What labels of amounts end with, which are told in yuan here."""
RATIOS: Final = frozenset({"debt_ratio", "default_probability"})
WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "person": ("自然人", "a natural person"),
    "sole_trader": ("个体工商户", "a sole trader"),
    "company": ("企业", "a company"),
    "staff": ("员工录入", "typed in by staff"),
    "self_service": ("客户自助", "by the applicant himself"),
    "True": ("是", "yes"),
    "False": ("否", "no"),
}
TENTH: Final = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class KnownFact:
    """A fact by its name in the catalogue; `value` exactly as it was kept, None where it was not known."""

    name: str
    name_zh: str
    name_en: str
    value: str | None
    zh: str
    en: str


def facts_told(kept: Mapping[str, Any]) -> list[KnownFact]:
    """All facts of an assessment, in the order of the catalogue; what the catalogue lost since comes last."""
    order = [name for name in FACTS if name in kept] + sorted(name for name in kept if name not in FACTS)
    return [_told(name, kept[name]) for name in order]


def _told(name: str, value: Any) -> KnownFact:
    zh, en = labels_of(name) if name in FACTS else (name, name)
    zh, en = zh.removesuffix(IN_FEN[0]), en.removesuffix(IN_FEN[1])
    if value is None:
        return KnownFact(name, zh, en, None, *(UNSCORED if name in SCORE_FACTS else UNKNOWN))
    return KnownFact(name, zh, en, str(value), *_shown(name, value))


def _shown(name: str, value: Any) -> tuple[str, str]:
    fact = FACTS.get(name)
    if fact is None or not fact.is_number:
        return WORDS.get(str(value), (str(value), str(value)))
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return str(value), str(value)
    if name.endswith("_fen"):
        yuan = f"{number / 100:,.2f}"
        return f"{yuan}元", f"{yuan} yuan"
    if name in RATIOS:
        percent = f"{(number * 100).quantize(TENTH)}%"
        return percent, percent
    plain = f"{number:,.0f}" if fact.type is FactType.INT else f"{number.normalize():f}"
    return plain, plain
