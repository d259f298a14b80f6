"""A table of rows as a statement, by a profile: labels above the columns, then one row a line."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Final

from server.reconciliation.errors import StatementUnreadable
from server.reconciliation.formats.model import ReadLine, ReadStatement
from server.reconciliation.formats.profiles import Profile
from server.reconciliation.formats.values import count_of, day_of, fen_of, text_of

ROWS_MAX: Final = 100_050
CELLS_MAX: Final = 100
HEAD_ROWS_MAX: Final = 30
REFERENCE_MAX: Final = 64
Row = Sequence[object]


def fits(profile: Profile, rows: Iterable[Row]) -> bool:
    """Whether the first rows hold the profile's column heads."""
    wanted = set(profile.columns.values())
    return any(wanted <= set(map(text_of, row)) for _, row in zip(range(HEAD_ROWS_MAX), rows, strict=False))


def read(profile: Profile, rows: Iterable[Row]) -> ReadStatement:
    """Raises StatementUnreadable with the row."""
    counted = _limited(rows)
    about, heads = _head(profile, counted)
    lines = tuple(_lines(profile, heads, counted))
    currency = text_of(about.get("currency", ""))
    return ReadStatement(
        form=profile.code,
        bank_id="",
        account=text_of(about.get("account")),
        currency=profile.currencies.get(currency, currency or "CNY"),
        first_on=_day(profile, about, "first"),
        last_on=_day(profile, about, "last"),
        opening_fen=fen_of(about.get("opening", ""), profile.about["opening"]),
        closing_fen=fen_of(about.get("closing", ""), profile.about["closing"]),
        lines=lines,
        **{name: count_of(about[name], profile.about[name]) for name in about if name.startswith("count")},
    )


def _limited(rows: Iterable[Row]) -> Iterator[tuple[int, Row]]:
    for number, row in enumerate(rows, 1):
        if number > ROWS_MAX or len(row) > CELLS_MAX:
            raise StatementUnreadable(field="file", reason=f"row {number}: too many")
        yield number, row


def _head(profile: Profile, rows: Iterator[tuple[int, Row]]) -> tuple[dict[str, object], dict[str, int]]:
    """What stands above the columns, and at which position each column is."""
    labels = {label: name for name, label in profile.about.items()}
    about: dict[str, object] = {}
    for _, row in rows:
        texts = [text_of(cell) for cell in row]
        if set(profile.columns.values()) <= set(texts):
            return about, {name: texts.index(head) for name, head in profile.columns.items()}
        for label, value in pairwise([*row, ""]):
            name = labels.get(text_of(label).rstrip(":："))
            if name is not None:
                about.setdefault(name, value)
    raise StatementUnreadable(field="file", reason="columns")


def _lines(profile: Profile, heads: Mapping[str, int], rows: Iterator[tuple[int, Row]]) -> Iterator[ReadLine]:
    for number, row in rows:
        cells = {name: row[at] if at < len(row) else None for name, at in heads.items()}
        if not any(text_of(cell) for cell in row):
            continue
        if text_of(row[0]).startswith(profile.trailers or ("\0",)):
            continue
        if profile.kind == "csv" and len(row) <= max(heads.values()):
            raise StatementUnreadable(field="file", reason=f"row {number}: cut off")
        yield _line(profile, cells, f"row {number}")


def _line(profile: Profile, cells: Mapping[str, object], place: str) -> ReadLine:
    day = day_of(cells["day"], profile.day_form, place)
    reference = text_of(cells["reference"])
    if not 0 < len(reference) <= REFERENCE_MAX:
        raise StatementUnreadable(field="file", reason=f"{place}: reference")
    balance = cells.get("balance")
    return ReadLine(
        reference=reference,
        transaction=text_of(cells.get("transaction"))[:REFERENCE_MAX],
        order_number=text_of(cells.get("order_number"))[:REFERENCE_MAX],
        booked_on=day,
        value_on=day,
        amount_fen=_amount(profile, cells, place),
        other_account=text_of(cells.get("other_account")),
        other_name=text_of(cells.get("other_name")),
        remark=text_of(cells.get("remark")),
        balance_fen=fen_of(balance, place) if text_of(balance) else None,
    )


def _amount(profile: Profile, cells: Mapping[str, object], place: str) -> int:
    """Money in is positive. One of two columns is filled, or a column with its side."""
    if "amount" in cells:
        side = profile.sides.get(text_of(cells["side"]))
        fen = fen_of(cells["amount"], place)
        if side is None or fen < 0:
            raise StatementUnreadable(field="file", reason=f"{place}: side")
        return side * fen
    out, come = (fen_of(cell, place) if text_of(cell) else 0 for cell in (cells["out"], cells["in"]))
    # zero on the other side is how some banks write nothing
    if bool(out) == bool(come) or min(out, come) < 0:
        raise StatementUnreadable(field="file", reason=f"{place}: amount")
    return come - out


def _day(profile: Profile, about: Mapping[str, object], name: str) -> date:
    return day_of(about.get(name, ""), profile.day_form, profile.about[name])
