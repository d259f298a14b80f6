"""Samples: columns of a CSV or Parquet file, or of the company's own loans, and which rows went bad."""

import csv
import io
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from server.decision.errors import SampleUnusable
from server.decision.scorecards.forbidden import refuse_forbidden
from server.decision.scorecards.table import as_number

MISSING: Final = frozenset({"", "na", "nan", "null", "none", "?", "缺失"})
ROWS_MAX: Final = 2_000_000
LEVELS_MAX: Final = 1_000

Numbers = NDArray[np.float64]
Column = Numbers | tuple[str | None, ...]


@dataclass(frozen=True)
class Sample:
    """Columns by name (numbers with NaN for missing, categories with None), `bad` 0 or 1 a row, dates where known."""

    columns: Mapping[str, Column]
    bad: NDArray[np.int64]
    source: str
    dates: tuple[date, ...] | None = None

    def __len__(self) -> int:
        return len(self.bad)

    @property
    def defaults(self) -> int:
        return int(self.bad.sum())

    def take(self, rows: NDArray[np.int64]) -> "Sample":
        """Some of its rows."""
        columns = {name: _taken(column, rows) for name, column in self.columns.items()}
        dates = None if self.dates is None else tuple(self.dates[row] for row in rows)
        return replace(self, columns=columns, bad=self.bad[rows], dates=dates)

    def row(self, at: int) -> dict[str, Any]:
        """One row as facts: None for what is missing."""
        return {name: _value(column[at]) for name, column in self.columns.items()}


def _taken(column: Column, rows: NDArray[np.int64]) -> Column:
    return tuple(column[row] for row in rows) if isinstance(column, tuple) else column[rows]


def _value(found: Any) -> Any:
    return None if found is None or (isinstance(found, float) and math.isnan(found)) else found


@dataclass(frozen=True)
class Reading:
    """How a file is read: which column tells who went bad and by what value, what is left out, where dates stand."""

    target: str
    bad_value: str = "1"
    drop: frozenset[str] = frozenset()
    date_column: str | None = None


def read_file(path: Path, how: Reading) -> Sample:
    """A sample out of a .csv (UTF-8 or GB 18030) or .parquet file. Raises SampleUnusable, ForbiddenFeature."""
    try:
        raw = _parquet(path) if path.suffix.lower() == ".parquet" else _csv(path)
    except OSError as error:
        raise SampleUnusable(field=str(path), reason_zh="无法读取文件", reason_en=str(error.strerror)) from None
    return sample_of(raw, how, source=path.name)


def sample_of(raw: Mapping[str, Sequence[Any]], how: Reading, *, source: str) -> Sample:
    """A sample out of raw columns. Raises SampleUnusable, ForbiddenFeature."""
    for wanted in filter(None, (how.target, how.date_column, *how.drop)):
        if wanted not in raw:
            raise _unusable(wanted, "没有这一列", "there is no such column")
    labels = ["" if each is None else _text(each) for each in raw[how.target]]
    kinds = set(labels)
    if "" in kinds or len(kinds - {how.bad_value}) != 1 or how.bad_value not in kinds:
        said = ", ".join(sorted(kinds)[:5])
        raise _unusable(how.target, f"目标列须恰有两种取值且含坏值{how.bad_value}", f"two values wanted, found: {said}")
    left_out = {how.target, how.date_column, *how.drop}
    kept = {name: values for name, values in raw.items() if name not in left_out}
    refuse_forbidden(kept)
    dates = None if how.date_column is None else tuple(_day(each, how.date_column) for each in raw[how.date_column])
    bad = np.array([label == how.bad_value for label in labels], dtype=np.int64)
    return Sample({name: _column(name, values) for name, values in kept.items()}, bad, source, dates)


def _csv(path: Path) -> dict[str, list[str]]:
    text = _decoded(path.read_bytes(), path)
    try:
        rows = iter(csv.reader(io.StringIO(text), strict=True))
        header = [name.strip() for name in next(rows, [])]
        if not header or "" in header or len(set(header)) != len(header):
            raise _unusable(path.name, "表头缺失或有重名", "the header is missing, or names a column twice")
        columns: dict[str, list[str]] = {name: [] for name in header}
        for number, row in enumerate(rows, 2):
            if len(row) != len(header) or number > ROWS_MAX:
                raise _unusable(
                    f"{path.name}:{number}", "列数与表头不符或行数过多", "wrong number of cells, or too many"
                )
            for name, cell in zip(header, row, strict=True):
                columns[name].append(cell)
    except csv.Error as error:
        raise _unusable(path.name, "不是 CSV", f"no CSV: {error}") from None
    return columns


def _decoded(data: bytes, path: Path) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _unusable(path.name, "编码既非 UTF-8 也非 GB 18030", "neither UTF-8 nor GB 18030")


def _parquet(path: Path) -> dict[str, list[Any]]:
    from pyarrow import ArrowException, parquet

    try:
        table = parquet.read_table(path)
    except (ArrowException, ValueError) as error:
        raise _unusable(path.name, "不是 Parquet", f"no Parquet: {str(error).splitlines()[0]}") from None
    found: dict[str, list[Any]] = table.to_pydict()
    return found


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _column(name: str, values: Iterable[Any]) -> Column:
    """Numbers where everything that is there is one, else categories."""
    texts = [None if each is None or _text(each).lower() in MISSING else _text(each) for each in values]
    numbers = [None if each is None else as_number(each) for each in texts]
    if all(number is not None for number, text in zip(numbers, texts, strict=True) if text is not None):
        return np.array([np.nan if each is None else each for each in numbers], dtype=np.float64)
    if len(set(texts)) > LEVELS_MAX:
        raise _unusable(name, f"取值超过{LEVELS_MAX}种，请删除该列", f"over {LEVELS_MAX} different values: drop it")
    return tuple(texts)


def _day(value: Any, column: str) -> date:
    try:
        parts = str(value).strip()[:10].replace("/", "-").split("-")
        year, month, day = (int(part) for part in parts)
        return date(year, month, day)
    except ValueError:
        raise _unusable(column, f"不是日期：{value}", f"no date: {value}") from None


def _unusable(field: str, zh: str, en: str) -> SampleUnusable:
    return SampleUnusable(field=field, reason_zh=zh, reason_en=en)
