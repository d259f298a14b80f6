"""Dates as Chinese papers print them: 2019年03月05日, 2019.3.5, 20190305, 二〇〇八年十二月三十一日, 长期."""

import re
from datetime import date

LONG_TERM = "long-term"
_LONG_WORDS = ("长期", "永久", "无固定期限", "永续")
_DIGITS = {
    **{character: index for index, character in enumerate("零一二三四五六七八九")},
    **{character: index for index, character in enumerate("零壹贰叁肆伍陆柒捌玖")},
    **dict.fromkeys("〇○Oo０", 0),
    "两": 2,
}
_TENS = {"十": 10, "拾": 10, "廿": 20, "卅": 30}
_NUMERAL = "".join(_DIGITS) + "".join(_TENS)
_ARABIC = re.compile(
    r"(?<![0-9])([12][0-9]{3})\s*[年.\-/·,，。]\s*([0-9]{1,2})\s*[月.\-/·,，。]\s*([0-9]{1,2})(?![0-9])\s*[日号]?"
)
_SOLID = re.compile(r"(?<![0-9])([12][0-9]{3})([01][0-9])([0-3][0-9])(?![0-9])")
_CHINESE = re.compile(rf"([{_NUMERAL}]{{4}})年([{_NUMERAL}]{{1,4}})月([{_NUMERAL}]{{1,4}})日?")


def _numeral(text: str) -> int | None:
    """A month or a day in Chinese numerals: 十二, 廿, 三十一, 零壹, 壹拾伍."""
    total, digit = 0, 0
    for character in text:
        if character in _TENS:
            tens = _TENS[character]
            total += max(digit, 1) * tens if tens == _TENS["十"] else tens
            digit = 0
        else:
            digit = digit * 10 + _DIGITS[character]
    return total + digit


def _chinese(match: re.Match[str]) -> date | None:
    year_text, month, day = match.groups()
    if any(character in _TENS for character in year_text):
        return None
    year = int("".join(str(_DIGITS[character]) for character in year_text))
    return _date(year, _numeral(month), _numeral(day))


def _date(year: int, month: int | None, day: int | None) -> date | None:
    if month is None or day is None:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def dates_in(text: str) -> list[date]:
    """Every date in the text, in order; what only looks like one (month 13) is left out."""
    flat = re.sub(r"\s+", "", text)
    found: list[tuple[int, date | None]] = []
    for pattern in (_ARABIC, _SOLID):
        for match in pattern.finditer(flat):
            year, month, day = (int(part) for part in match.groups())
            found.append((match.start(), _date(year, month, day)))
    found += [(match.start(), _chinese(match)) for match in _CHINESE.finditer(flat)]
    return [value for _, value in sorted(found, key=lambda item: item[0]) if value is not None]


def date_in(text: str) -> date | None:
    """The one date in the text; None when there is none or more than one."""
    found = dates_in(text)
    return found[0] if len(found) == 1 else None


def is_long_term(text: str) -> bool:
    """Whether the text says that there is no end."""
    return any(word in text for word in _LONG_WORDS)


def years_between(start: date, end: date) -> int | None:
    """Whole years from start to end when end falls on the same day of the year, give or take a day; else None."""
    years = end.year - start.year
    try:
        anniversary = start.replace(year=end.year)
    except ValueError:  # 29 February
        anniversary = date(end.year, 2, 28)
    return years if abs((end - anniversary).days) <= 1 else None


def age_on(born: date, day: date) -> int:
    """Completed years of age."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
