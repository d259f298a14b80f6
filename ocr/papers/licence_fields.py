"""What a licence's labels and values say, field by field, with the checks that tie them to each other."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from ocr.checks.amounts import capital_fen
from ocr.checks.dates import LONG_TERM, dates_in, is_long_term
from ocr.checks.identifiers import credit_problem, registration_problem
from ocr.checks.regions import region_known
from ocr.engine.lines import Char
from ocr.layouts.licence import COMPOSITIONS, NAME_ENDS, TYPES
from ocr.model import Field
from ocr.papers.closing import CLOSING, STOPS, full_row, mark_below, open_bracket
from ocr.papers.eye import Eye
from ocr.papers.foot import YEAR, registered_on
from ocr.papers.footing import Foot, foot_of
from ocr.papers.identity_front import Reread
from ocr.papers.licence import Sheet, authority_in
from ocr.papers.listed import capitals, days, firm, one_of, terms, type_like
from ocr.papers.offices import offices_of
from ocr.papers.proposals import CHECKED, SURE, box_of, confidence_of, half_width, propose
from ocr.papers.rows import Segment
from ocr.papers.sealed import authority_of, read_of
from ocr.papers.variants import simplified
from ocr.papers.wrapping import whole_rows

CODE = re.compile(r"(?<![0-9A-Z])[1-9ANY][0-9A-Z]{17}(?![0-9A-Z])")
REGISTRATION = re.compile(r"(?<![0-9])[0-9]{13}(?:[0-9]{2})?(?![0-9])")
PERSON = re.compile(r"[\u3400-\u9fff·]{2,16}")
# a partnership's managing partner may be a firm that sends somebody
PARTNER = re.compile(
    r"[\u3400-\u9fff·（）]{4,40}(?:公司|企业|中心|（有限合伙）|（普通合伙）)(?:（委派代表：[\u3400-\u9fff·]{2,16}）)?"
)
CODE_LENGTH = 18
UNBALANCED = 0.6  # a bracket that opens or closes alone: something was lost
LISTED, GUESSED, UNLISTED = 0.93, 0.7, 0.85
CLASS_BY_TYPE = (("个体", "2"), ("合作社", "3"), ("公司", "1"), ("合伙企业", "1"), ("独资企业", "1"))


def licence_fields(sheet: Sheet, eye: Eye, today: date) -> tuple[Field, ...]:
    """All fields of a licence, those that this form of business has not as None."""
    reread, foot = eye.reread, foot_of(sheet, eye)
    established = _established(sheet, eye, today)
    registered = registered_on(sheet, foot, _sure_day(established), today)
    if established.value and registered.value and registered.value < established.value:
        registered = replace(registered, value=None, sure=False, confidence=0.0, reason="date_order")
    kind = _type(sheet, eye)
    code, registration, address = _code(sheet, kind.value), _registration(sheet), _plain(sheet, "address", reread)
    return (
        _name(sheet, reread),
        code,
        registration,
        kind,
        _person(sheet),
        _composition(sheet),
        _capital(sheet, eye),
        established,
        _term(sheet, eye, _sure_day(established)),
        address,
        _scope(sheet, reread),
        _authority(sheet, foot, offices_of(_regions(code, registration), address.value)),
        registered,
    )


def _label_chars(sheet: Sheet, name: str) -> list[Char]:
    label = sheet.labels.get(name)
    return [] if label is None else label.chars


def _text(chars: Sequence[Char]) -> str:
    return half_width("".join(char.text for char in chars))


def _box(chars: Sequence[Char], sheet: Sheet) -> tuple[tuple[float, float], ...] | None:
    height = sheet.segments[0].height if sheet.segments else 1.0
    return box_of(((char.x, char.y) for char in chars), height)


def _plain(sheet: Sheet, name: str, reread: Reread) -> Field:
    rows = [row for row in sheet.labels[name].rows if row] if name in sheet.labels else []
    read, lost = whole_rows(rows, reread)
    chars = simplified(read)
    if open_bracket(chars):
        chars += mark_below(sheet, rows, reread, CLOSING)
    elif name == "business_scope" and full_row(rows) and chars[-1].text not in STOPS:
        chars += mark_below(sheet, rows, reread, STOPS)
    text = _text(chars)
    reason = "doubtful_reading" if lost or text.count("（") != text.count("）") else None
    surety = confidence_of(chars) if reason is None else min(UNBALANCED, confidence_of(chars))
    return propose(name, text or None, text, surety, reason=reason, box=_box(chars, sheet))


def _name(sheet: Sheet, reread: Reread) -> Field:
    found = _plain(sheet, "name", reread)
    if found.value is None or found.value.endswith(NAME_ENDS):
        return found
    return replace(found, sure=False, reason="doubtful_reading", confidence=min(found.confidence, 0.5))


def _person(sheet: Sheet) -> Field:
    chars = _label_chars(sheet, "legal_representative")
    text = _text(chars).replace(":", "：").replace("(", "（").replace(")", "）")
    value = text if PERSON.fullmatch(text) or PARTNER.fullmatch(text) else None
    reason = "name_unusual" if text and value is None else None
    return propose("legal_representative", value, text, confidence_of(chars), reason=reason, box=_box(chars, sheet))


def _composition(sheet: Sheet) -> Field:
    chars = _label_chars(sheet, "composition")
    text = _text(chars)
    reason = None if not text or text in COMPOSITIONS else "doubtful_reading"
    return propose("composition", text or None, text, confidence_of(chars), reason=reason, box=_box(chars, sheet))


def _runs(sheet: Sheet, pattern: re.Pattern[str]) -> list[tuple[str, tuple[Char, ...], Segment]]:
    found = []
    for segment in sheet.segments:
        text = segment.text.upper()
        found += [(match[0], segment.chars[match.start() : match.end()], segment) for match in pattern.finditer(text)]
    return found


def _code(sheet: Sheet, kind: str | None) -> Field:
    """The one 18-character code on the sheet; several that differ are as bad as none."""
    runs = [run for run in _runs(sheet, CODE) if not run[0].isdigit() or run[0].startswith("9")]
    sound = {text: chars for text, chars, _ in runs if credit_problem(text) is None}
    if len(sound) == 1:
        ((text, chars),) = sound.items()
        reason = None if _class_agrees(text, kind) else "code_disagrees_with_type"
        confidence = min(CHECKED, 0.5 + 0.5 * confidence_of(chars))
        return propose("credit_code", text, text, confidence, reason=reason, box=_box(chars, sheet))
    if runs:
        text, chars, _ = runs[0]
        return propose(
            "credit_code", None, text, 0, reason=credit_problem(text) or "code_shape", box=_box(chars, sheet)
        )
    return propose("credit_code", None, "", 0)


def _class_agrees(code: str, kind: str | None) -> bool:
    if kind is None or not code.startswith("9"):
        return True
    expected = next((digit for word, digit in CLASS_BY_TYPE if word in kind), None)
    return expected is None or code[1] == expected


def _registration(sheet: Sheet) -> Field:
    runs = [run for run in _runs(sheet, REGISTRATION) if "注册号" in "".join(item.text for item in sheet.segments)]
    for text, chars, _ in runs:
        problem = registration_problem(text)
        if problem is None:
            sure = min(CHECKED, 0.5 + 0.5 * confidence_of(chars)) if len(text) > 13 else 0.5  # noqa: PLR2004 -- 13 digits carry no check
            return propose("registration_number", text, text, sure, box=_box(chars, sheet))
    if runs:
        text, chars, _ = runs[0]
        return propose("registration_number", None, text, 0, reason=registration_problem(text), box=_box(chars, sheet))
    return propose("registration_number", None, "", 0)


def _capital(sheet: Sheet, eye: Eye) -> Field:
    """The amount; one in Chinese that cannot be read is held against those that are usual."""
    chars = _label_chars(sheet, "registered_capital")
    text, box = _text(chars), _box(chars, sheet)
    fen = capital_fen(text) if text else None
    if fen is not None or not text:
        value = None if fen is None else str(fen)
        return propose("registered_capital_fen", value, text, confidence_of(chars), box=box)
    rows = sheet.labels["registered_capital"].rows
    said = one_of(eye, rows[0], capitals()) if len(rows) == 1 and "万" in text else None
    if said is None:
        return propose("registered_capital_fen", None, text, 0, reason="amount_unreadable", box=box)
    fen = capital_fen(said.text)
    return propose("registered_capital_fen", str(fen), said.text, GUESSED, reason="doubtful_reading", box=box)


def _established(sheet: Sheet, eye: Eye, today: date) -> Field:
    """The one day beside its label; a doubtful one is spelt digit by digit."""
    chars = _label_chars(sheet, "established_on")
    text, box = _text(chars), _box(chars, sheet)
    found = dates_in(text)
    if len(found) == 1 and found[0] > today:
        return propose("established_on", None, text, 0, reason="date_in_future", box=box)
    surety = confidence_of(chars)
    if len(found) == 1 and surety >= SURE:
        return propose("established_on", found[0].isoformat(), text, surety, box=box)
    forms = days({int(year) for year in YEAR.findall(text)}, None, today)
    said = one_of(eye, sheet.labels["established_on"].rows[0], forms) if chars else None
    if said is None and len(found) != 1:
        reason = "date_unreadable" if text else "not_found"
        return propose("established_on", None, text, 0, reason=reason, box=box)
    day = found[0] if said is None else forms[said.text]
    if said is not None and firm(said) and found == [day]:
        return propose("established_on", day.isoformat(), text, max(surety, LISTED), box=box)
    surety = min(surety, GUESSED) if said is None or found != [day] else max(surety, GUESSED)
    return propose("established_on", day.isoformat(), text, surety, reason="doubtful_reading", box=box)


def _term(sheet: Sheet, eye: Eye, start: date | None) -> Field:
    """From when until when; a doubtful one is held against the terms that begin on the day of establishment."""
    read = _term_read(sheet)
    rows = sheet.labels["term"].rows if "term" in sheet.labels else []
    if read.sure or start is None or len(rows) != 1 or not rows[0]:
        return read
    forms = terms(start)
    said = one_of(eye, rows[0], forms)
    if said is None:
        return read
    meant = forms[said.text]
    value = f"{start}/{LONG_TERM}" if meant.endswith("/") else meant
    if read.value == value and firm(said):
        return propose("term", value, read.raw, max(read.confidence, LISTED), box=read.box)
    return propose("term", value, read.raw or said.text, GUESSED, reason="doubtful_reading", box=read.box)


def _term_read(sheet: Sheet) -> Field:
    chars = _label_chars(sheet, "term")
    text, box = _text(chars), _box(chars, sheet)
    found = dates_in(text)
    endless = is_long_term(text)
    if len(found) == 1 and endless:
        return propose("term", f"{found[0]}/{LONG_TERM}", text, confidence_of(chars), box=box)
    if len(found) == 2:  # noqa: PLR2004 -- from, until
        if found[1] <= found[0]:
            return propose("term", None, text, 0, reason="date_order", box=box)
        return propose("term", f"{found[0]}/{found[1]}", text, confidence_of(chars), box=box)
    if endless and not found:
        return propose("term", LONG_TERM, text, confidence_of(chars), box=box)
    return propose("term", None, text, 0, reason="date_unreadable" if text else "not_found", box=box)


def _type(sheet: Sheet, eye: Eye) -> Field:
    """The type without what stands before its first character, where sheets print tick boxes.

    One that is on no list is doubted; a doubtful one is held against the list.
    """
    found = _plain(sheet, "licence_type", eye.reread)
    value = None if found.value is None else re.sub(r"^[^\u3400-\u9fff]+", "", found.value) or None
    found = replace(found, value=value)
    if value is None or (value in TYPES and found.sure):
        return found
    rows = sheet.labels["licence_type"].rows
    said = one_of(eye, rows[0], {one: one for one in TYPES}) if len(rows) == 1 else None
    listed = said.text if said is not None else type_like(value)
    if said is not None and listed == value and firm(said):
        return replace(found, confidence=max(found.confidence, LISTED), sure=True, reason=None)
    if listed is not None and listed != value:
        return propose("licence_type", listed, found.raw, GUESSED, reason="doubtful_reading", box=found.box)
    return replace(found, confidence=min(found.confidence, UNLISTED), sure=False, reason="doubtful_reading")


def _scope(sheet: Sheet, reread: Reread) -> Field:
    """Items are parted by ；; a ： stands only after a heading such as 一般项目, elsewhere it is a misread ；."""
    found = _plain(sheet, "business_scope", reread)
    if found.value is None:
        return found
    value = found.value.replace(";", "；").replace(",", "，").replace(":", "：")
    return replace(found, value=re.sub(r"(?<!项目)(?<!范围)(?<!其中)(?<!如下)：", "；", value))


def _authority(sheet: Sheet, foot: Foot, offices: frozenset[str]) -> Field:
    found = authority_in(sheet)
    printed = None if found is None else read_of(found, _box(found, sheet))
    return authority_of(printed, foot, offices)


def _sure_day(established: Field) -> date | None:
    """The day of establishment, when it is safe to hold others against it."""
    return date.fromisoformat(established.value) if established.value and established.sure else None


def _regions(code: Field, registration: Field) -> list[str]:
    """Region codes inside the numbers; a number that failed its check can still be right in these six digits."""
    inside = [code.raw[2:8] if len(code.raw) == CODE_LENGTH else "", registration.raw[:6]]
    return [digits for digits in inside if region_known(digits)]
