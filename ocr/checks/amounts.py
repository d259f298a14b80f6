"""Capital as licences print it: 伍佰万元整, 500万元人民币, 500.000000万人民币, 人民币伍拾万元整, 3,500万元; in fen."""

import re
from decimal import Decimal, InvalidOperation

_DIGITS = {
    **{character: value for value, character in enumerate("零壹贰叁肆伍陆柒捌玖")},
    **{character: value for value, character in enumerate("〇一二三四五六七八九")},
    "两": 2, "貳": 2, "參": 3, "陸": 6,
}  # fmt: skip
_UNITS = {"拾": 10, "十": 10, "佰": 100, "百": 100, "仟": 1000, "千": 1000}
_GROUPS = {"万": 10_000, "萬": 10_000, "亿": 100_000_000}
_FRAME = re.compile(r"人民币|整|正|（人民币）|\s|[（）()]")
# commas part groups of three: elsewhere one is a misread point, and the amount would be a million times too large
_ARABIC = re.compile(r"([0-9]+(?:\.[0-9]+)?|[0-9]{1,3}(?:[,，][0-9]{3})+(?:\.[0-9]+)?)(亿|万|萬)?(?:元|圆)?")
_WORDS = re.compile(rf"[{''.join(_DIGITS)}{''.join(_UNITS)}{''.join(_GROUPS)}]+(?:元|圆)?")
FOREIGN = ("美元", "港元", "港币", "欧元", "日元", "英镑", "万美", "澳元")
FEN_PER_YUAN = 100


def capital_fen(text: str) -> int | None:
    """The amount in fen; None for another currency and for what is no single amount."""
    if any(word in text for word in FOREIGN):
        return None
    flat = _FRAME.sub("", text)
    if match := _ARABIC.fullmatch(flat):
        return _arabic(match)
    if _WORDS.fullmatch(flat):
        yuan = _words(flat.rstrip("元圆"))
        return None if yuan is None else yuan * FEN_PER_YUAN
    return None


def _arabic(match: re.Match[str]) -> int | None:
    try:
        fen = Decimal(re.sub("[,，]", "", match[1])) * _GROUPS.get(match[2] or "", 1) * FEN_PER_YUAN
    except InvalidOperation:
        return None
    return int(fen) if fen == fen.to_integral_value() else None


def _words(text: str) -> int | None:
    """Whole yuan in Chinese numerals; None when the units do not descend."""
    total, group, digit = 0, 0, 0
    last_unit = 10_000
    for character in text:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character in _UNITS:
            unit = _UNITS[character]
            if unit >= last_unit:
                return None
            group += max(digit, 1) * unit if unit == 10 else digit * unit  # noqa: PLR2004 -- 拾万 is said for 壹拾万
            last_unit, digit = unit, 0
        else:
            scale, amount = _GROUPS[character], group + digit
            total = total + amount * scale if scale == _GROUPS["万"] else (total + amount) * scale
            group, digit, last_unit = 0, 0, 10_000
    return total + group + digit or None
