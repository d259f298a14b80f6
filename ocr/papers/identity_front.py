"""The portrait side: name, sex, nation, birth date, address, identity number, checked against each other."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from ocr.checks.dates import dates_in
from ocr.checks.identifiers import identity_birth, identity_problem, identity_sex
from ocr.checks.nations import nation_named
from ocr.checks.regions import begins_with_place, region_known, region_path
from ocr.engine.lines import Char, Floats, Line, moved
from ocr.layouts.identity import FRONT_CELLS, FRONT_LABELS, Cell
from ocr.model import Field
from ocr.papers.anchors import Anchored, anchor, anchor_by_outline
from ocr.papers.proposals import CHECKED, CONTRADICTED, box_of, confidence_of, half_width, propose, quad_of
from ocr.papers.settling import IDENTITY_SYMBOLS, SETTLED_MOST, Spell, settled
from ocr.papers.variants import exchanged, simplified

Reread = Callable[[Floats], Sequence[Char]]

Placed = tuple[Char, float, float]
CELLS = {cell.name: cell for cell in FRONT_CELLS}
ROW_PITCH = 49.0
LEAST_LABELS = 3
NAME = re.compile(r"[\u3400-\u9fff\U00020000-\U000323af]{1,15}(?:·[\u3400-\u9fff\U00020000-\U000323af]{1,15}){0,3}")
DOTS = str.maketrans(dict.fromkeys("•・.‧∙⋅●", "·"))
DIGITS = frozenset("0123456789X")
GUESSED, READ, DOUBTED = 0.2, 0.5, 0.8  # a lone character below an address: seen at all, read, the doubt it leaves
CHARACTER, FULL_ROW, LONE_ROOM, SPARE = 38.0, 520.0, 110.0, 20.0
GUESTS = ("81", "82", "83")
TRUSTED = 0.8  # from here on a printed sex or birth date is held against a number


def recognise_front(lines: Sequence[Line], edges: Callable[[], Floats | None]) -> Anchored | None:
    """The front's layout fitted to the picture, or None when this is no identity card's front.

    Three printed labels must stand where the law's card has them, one of them the number or its label; or else the
    number must, within the card's own edges, which `edges` looks for.
    """
    anchored = anchor(lines, FRONT_LABELS, FRONT_CELLS, with_number=True)
    numbered = anchored is not None and anchored.labels & {"公民身份号码", "number"}
    if anchored is not None and numbered and len(anchored.labels) >= LEAST_LABELS:
        return None if _of_a_guest(anchored) else anchored
    corners = edges()
    return None if corners is None else anchor_by_outline(lines, corners, FRONT_LABELS, FRONT_CELLS)


def _of_a_guest(anchored: Anchored) -> bool:
    """Whether it is the like card of people from Hong Kong, Macau and Taiwan: their codes, and no nation."""
    text = _text(_cell_chars(anchored, CELLS["id_number"]))
    return text.startswith(GUESTS) and "民族" not in anchored.labels


def front_fields(anchored: Anchored, reread: Reread, today: date, spell: Spell | None = None) -> tuple[Field, ...]:
    """All six fields; what was not read in the first pass is cut out by its cell and read once more.

    With `spell` a number that fails its check is read several times more, digit by digit.
    """
    sex, birth = _sex(anchored, reread), _birth(anchored, reread)
    number = _number(anchored, reread, today)
    if number.value is None and spell is not None:
        number = _spelt(anchored, number, (sex, birth), spell, today)
    fields = [_name(anchored, reread), sex, _nation(anchored, reread), birth]
    region = number.value[:6] if number.value is not None else ""
    fields.append(_address(anchored, reread, region))
    checked = [_against(field, number) for field in fields]
    return (*checked, _supported(number, checked))


def _cell_chars(anchored: Anchored, cell: Cell) -> list[Char]:
    """Characters of a one-row cell from left to right."""
    return [char for char, _, _ in sorted(anchored.inside(cell.reach), key=lambda item: item[1])]


def _once_more(anchored: Anchored, cell: Cell, reread: Reread) -> list[Char]:
    """The cell's strip cut out of the picture and read on its own."""
    assert cell.strip is not None
    left, top, right, bottom = cell.strip
    chars = reread(anchored.corners(cell.strip))
    return [moved(char, left + (right - left) * char.x, top + (bottom - top) * char.y) for char in chars]


def _box(anchored: Anchored, cell: Cell) -> tuple[tuple[float, float], ...]:
    return quad_of(anchored.corners(cell.strip or cell.reach))


def _text(chars: Sequence[Char]) -> str:
    return half_width("".join(char.text for char in chars))


def _number(anchored: Anchored, reread: Reread, today: date) -> Field:
    cell = CELLS["id_number"]
    first = [char for char in _cell_chars(anchored, cell) if char.text.upper() in DIGITS]
    text = _text(first).upper()
    problem = identity_problem(text, today)
    if problem is not None:
        again = [char for char in _once_more(anchored, cell, reread) if char.text.upper() in DIGITS]
        if len(again) == len(DIGITS) + 7 or not first:
            first, text = again, _text(again).upper()
            problem = identity_problem(text, today)
    box = _box(anchored, cell)
    if problem is not None:
        return propose("id_number", None, text, 0, reason="not_found" if not text else problem, box=box)
    known = region_known(text[:6])
    confidence = min(CHECKED, 0.5 + 0.5 * confidence_of(first))
    return propose("id_number", text, text, confidence, reason=None if known else "number_region", box=box)


def _spelt(anchored: Anchored, number: Field, printed: tuple[Field, Field], spell: Spell, today: date) -> Field:
    """The number settled by the network's probabilities, the check digit, the region, and the printed sex and birth."""
    sex, birth = (field.value if field.confidence >= TRUSTED else None for field in printed)

    def sound(text: str) -> bool:
        if identity_problem(text, today) is not None or not region_known(text[:6]):
            return False
        born = identity_birth(text)
        return sex in {None, identity_sex(text)} and (birth is None or (born is not None and birth == str(born)))

    cell = CELLS["id_number"]
    assert cell.strip is not None
    found = settled(spell(anchored.corners(cell.strip), IDENTITY_SYMBOLS), sound)
    if found is None:
        return number
    reason = None if found.as_read else "number_settled"
    return propose("id_number", found.text, number.raw or found.text, SETTLED_MOST, reason=reason, box=number.box)


def _name(anchored: Anchored, reread: Reread) -> Field:
    cell = CELLS["name"]
    chars = _cell_chars(anchored, cell)
    if not NAME.fullmatch(_text(chars).translate(DOTS)):
        chars = _once_more(anchored, cell, reread)
    text = _text(chars).translate(DOTS)
    value = text if NAME.fullmatch(text) and len(text) > 1 else None
    reason = "name_unusual" if value is None and text else None
    return propose("name", value, text, confidence_of(chars), reason=reason, box=_box(anchored, cell))


def _sex(anchored: Anchored, reread: Reread) -> Field:
    cell = CELLS["sex"]
    chars = [char for char in _cell_chars(anchored, cell) if char.text in "男女"]
    if len(chars) != 1:
        chars = [char for char in _once_more(anchored, cell, reread) if char.text in "男女"]
    value = chars[0].text if len(chars) == 1 else None
    return propose(
        "sex",
        value,
        _text(chars),
        confidence_of(chars),
        reason=None if value else "sex_unreadable",
        box=_box(anchored, cell),
    )


def _nation(anchored: Anchored, reread: Reread) -> Field:
    cell = CELLS["nation"]
    chars = _cell_chars(anchored, cell)
    if nation_named(_text(chars)) is None:
        again = _once_more(anchored, cell, reread)
        chars = again if again or not chars else chars
    text = _text(chars)
    value = nation_named(text)
    reason = None if value else ("nation_unknown" if text else "not_found")
    return propose("nation", value, text, confidence_of(chars), reason=reason, box=_box(anchored, cell))


def _birth(anchored: Anchored, reread: Reread) -> Field:
    cell = CELLS["birth_date"]
    chars = _cell_chars(anchored, cell)
    found = dates_in(_text(chars))
    if len(found) != 1:
        again = _once_more(anchored, cell, reread)
        if again:
            chars, found = again, dates_in(_text(again))
    text = _text(chars)
    value = found[0].isoformat() if len(found) == 1 else None
    reason = None if value else ("date_unreadable" if text else "not_found")
    return propose("birth_date", value, text, confidence_of(chars), reason=reason, box=_box(anchored, cell))


def _address(anchored: Anchored, reread: Reread, region: str) -> Field:
    """Rows of the address cell by height, each from left to right, joined; a lone last character is looked for.

    Where the network wavered, the names of the number's `region` may decide for its second choice: with doubt.
    """
    rows = _rows(anchored)
    chars = simplified([char for row in rows for char, _, _ in row])
    surety = confidence_of(chars)
    if rows:
        last = [char for char in _last_row(anchored, rows, reread) if char.probability >= GUESSED]
        chars += simplified([char for char in last if char.probability >= READ])
        surety = min(confidence_of(chars), DOUBTED if any(char.probability < READ for char in last) else 1.0)
    for name in region_path(region):
        other = exchanged(chars, _holding(name))
        chars, surety = (other, min(surety, DOUBTED)) if other is not None else (chars, surety)
    text = _text(chars)
    box = box_of(((char.x, char.y) for char in chars), 1) if chars else None
    if not text:
        return propose("address", None, "", 0, box=box)
    known = begins_with_place(text)
    return propose("address", text, text, surety, reason=None if known else "place_unknown", box=box)


def _holding(name: str) -> Callable[[str], bool]:
    return lambda text: name in text


def _rows(anchored: Anchored) -> list[list[Placed]]:
    """The characters of the address, row by row."""
    rows: list[list[Placed]] = []
    for item in sorted(anchored.inside(CELLS["address"].reach), key=lambda item: item[2]):
        if rows and item[2] - sum(other[2] for other in rows[-1]) / len(rows[-1]) < ROW_PITCH / 2:
            rows[-1].append(item)
        else:
            rows.append([item])
    return [sorted(row, key=lambda item: item[1]) for row in rows]


def _last_row(anchored: Anchored, rows: Sequence[Sequence[Placed]], reread: Reread) -> list[Char]:
    """What stands below an address whose last row is full: detectors overlook a single character."""
    heights = [sum(item[2] for item in row) / len(row) for row in rows]
    pitch = (heights[-1] - heights[0]) / (len(rows) - 1) if len(rows) > 1 else ROW_PITCH
    left, right = min(row[0][1] for row in rows), max(row[-1][1] for row in rows)
    top = heights[-1] + 0.5 * pitch
    full = rows[-1][-1][1] > max(right - CHARACTER, FULL_ROW)
    if not full or top + pitch > CELLS["address"].reach[3] + SPARE:
        return []
    strip = anchored.corners((left - CHARACTER, top, left + LONE_ROOM, top + pitch))
    wide = CHARACTER + LONE_ROOM
    ends = anchored.corners((left, top + pitch / 2, left + 1, top + pitch / 2))[0]
    return [moved(char, *(float(x) for x in ends)) for char in reread(strip) if char.x * wide < LONE_ROOM]


def _against(field: Field, number: Field) -> Field:
    """Sex and birth must equal what the number says; without a number they stay doubtful."""
    if field.name not in {"sex", "birth_date"} or field.value is None:
        return field
    if number.value is None:
        return replace(field, sure=False, reason=field.reason or "unchecked", confidence=min(field.confidence, 0.89))
    born = identity_birth(number.value)
    said = identity_sex(number.value) if field.name == "sex" else born.isoformat() if born else None
    if field.value == said:
        return replace(field, sure=True, reason=None, confidence=max(field.confidence, CHECKED))
    return replace(field, value=None, sure=False, reason="disagrees_with_number", confidence=0.0)


def _supported(number: Field, others: Sequence[Field]) -> Field:
    """A number contradicted by the birth date or the sex beside it is not sure, however sound its check digit."""
    if number.value is not None and any(field.reason == "disagrees_with_number" for field in others):
        return replace(
            number, sure=False, reason="disagrees_with_number", confidence=min(number.confidence, CONTRADICTED)
        )
    return number
