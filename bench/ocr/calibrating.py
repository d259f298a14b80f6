"""`jiedai bench ocr-calibrating`: what chance stands behind a score, counted on invented papers of several seeds.

Reads them with scores left as they are, lays a rising curve through each group of fields, and writes
`ocr/calibration.json`. The seeds are none of those by which the reader is judged. `--only licences` or `cards` halves
the work; what was read once is kept below the bench's folder for as long as the reader's sources stay the same.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.ocr import fonts
from bench.ocr.cases import Case
from bench.ocr.pictures import drawn, state_of_scores
from bench.wishes import Figure, Wishes
from ocr.calibration import TABLE, Knots, group_of
from ocr.model import Kind, Reading
from ocr.reader import PaddleReader
from ocr.records import FRONT, LICENCE, record_of

SEEDS = ("calibration 1", "calibration 2", "calibration 3")
COUNTS = {"id_front": 30, "id_back": 15, "id_both": 12, "business_licence": 30}
SMALL = 4  # every so many of the cases for a small scale
LICENCES = frozenset({"business_licence"})
SAME_SCORE, PRIOR = 1e-4, 0.5
STEPS = 8  # knots of a curve at most
NAMES = {
    Kind.ID_FRONT: FRONT,
    Kind.ID_BACK: {"签发机关": "authority", "有效期限": "valid_until"},
    Kind.BUSINESS_LICENCE: LICENCE | {"营业期限": "term", "注册资本": "registered_capital_fen"},
}
Seen = tuple[float, bool]


def run(wishes: Wishes) -> list[Figure]:
    """Read, fit, write, and answer how sure the reader may now be."""
    home = wishes.folder / "ocr"
    home.mkdir(parents=True, exist_ok=True)
    fonts.fetch(home, wishes.say)
    kept = home / f"scores-{state_of_scores()}.jsonl"
    rows = _rows(kept)
    cases = _cases(wishes)
    for number, row in enumerate(_read([case for case in cases if _name(case) not in rows], home / "models"), 1):
        rows[row["case"]] = row
        with kept.open("a", encoding="utf-8") as file:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
        if number % 10 == 0:
            wishes.say(f"{number} pictures read")
    seen = grouped(rows.values())
    knots = {group: fitted(values) for group, values in sorted(seen.items())}
    provenance = f"{len(rows)} invented papers, seeds {', '.join(SEEDS)}, {datetime.now(UTC):%Y-%m-%d}"
    write(knots, {group: len(values) for group, values in seen.items()}, provenance)
    for group, curve in knots.items():
        wishes.say(f"{group:20} {len(seen[group]):5} values  {curve}")
    return [
        Figure("papers read", len(rows), "papers"),
        Figure("values counted", sum(map(len, seen.values())), "values"),
    ]


def grouped(rows: Iterable[dict[str, Any]]) -> dict[str, list[Seen]]:
    """Group -> (score, right) of every value of every row."""
    found: dict[str, list[Seen]] = {}
    for row in rows:
        for group, score, right in row["values"]:
            found.setdefault(group, []).append((float(score), bool(right)))
    return found


def fitted(values: Sequence[Seen]) -> Knots:
    """A rising curve through the shares of right values, by pooling neighbours that fall (pool adjacent violators).

    Half a wrong value (Jeffreys' prior) is added at the best score, so that no group is ever said to be certain.
    """
    ordered = sorted(values)
    blocks: list[list[float]] = []  # sum of scores, right values, values
    for score, right, weight in [*((score, right, 1.0) for score, right in ordered), (ordered[-1][0], False, PRIOR)]:
        blocks.append([score * weight, weight * right, weight])
        while len(blocks) > 1 and _falls(blocks[-2], blocks[-1]):
            last = blocks.pop()
            blocks[-1] = [one + other for one, other in zip(blocks[-1], last, strict=True)]
    curve = [(round(total / count, 4), round(right / count, 4)) for total, right, count in blocks]
    while len(curve) > STEPS:  # the smallest step goes
        steps = [curve[at + 1][1] - curve[at][1] for at in range(len(curve) - 1)]
        del curve[1 + min(range(len(steps) - 1), key=steps.__getitem__) if len(steps) > 1 else 0]
    return tuple(curve)


def _falls(left: Sequence[float], right: Sequence[float]) -> bool:
    """Whether two neighbours have to be pooled: the same score, or no higher a share of right values."""
    same = abs(left[0] / left[2] - right[0] / right[2]) < SAME_SCORE
    return same or left[1] / left[2] >= right[1] / right[2]


def write(knots: dict[str, Knots], counts: dict[str, int], provenance: str, path: Path = TABLE) -> None:
    """The table, for `ocr.calibration`."""
    told = {"provenance": provenance, "values": counts, "knots": knots}
    path.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def values_of(truth: dict[str, str | None], reading: Reading) -> list[tuple[str, float, bool]]:
    """Group, score and whether it is right, of every value read that nothing speaks against."""
    told = record_of("", reading)["fields"]
    found = []
    for document in reading.documents:
        for label, name in NAMES[document.kind].items():
            field = document.field(name)
            if field is not None and field.value is not None and field.reason in {None, "doubtful_reading"}:
                right = told.get(label) == truth.get(label)
                found.append((group_of(document.kind, name), field.confidence, right))
    return found


def _read(cases: Sequence[Case], models: Path) -> Iterator[dict[str, Any]]:
    """A row a case; scores come as they are."""
    if not cases:
        return
    reader = PaddleReader(models, 1, lambda: datetime.now(UTC).date(), calibrate=lambda document: document)
    for case in cases:
        told, data = drawn(case)
        yield {"case": _name(case), "values": values_of(told["truth"], reader.read(data))}


def _name(case: Case) -> str:
    return f"{case.seed} {case.name}"


def _cases(wishes: Wishes) -> list[Case]:
    kinds = [kind for kind in COUNTS if not wishes.only or ("licences" in wishes.only) == (kind in LICENCES)]
    found = [Case(seed, kind, index) for seed in SEEDS for kind in kinds for index in range(COUNTS[kind])]
    return found[::SMALL] if wishes.scale == "small" else found


def _rows(path: Path) -> dict[str, dict[str, Any]]:
    if not path.exists():
        return {}
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return {row["case"]: row for row in lines}
