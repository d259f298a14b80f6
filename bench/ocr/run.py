"""The run: every picture of the set read by ours and by the plain reader, counted, told in one table.

`--only` takes kinds (`id_front`), severities (`hard`) and readers (`plain`); `--scale small` every fourth picture.
Pictures and answers are kept below the bench's folder: a run that was stopped goes on where it was, answers are asked
anew when the reader's sources have changed. Faults stand in `faults-ours.txt` there, with each photograph's effects.
"""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bench.ocr import fonts
from bench.ocr.cases import PLANS, SEED, Case, cases
from bench.ocr.measures import MEASURES, by_effect, by_label, faults, table
from bench.ocr.photos import SEVERITIES
from bench.ocr.pictures import gallery, made, state_of_reader
from bench.ocr.readers import NAMES
from bench.ocr.scoring import Outcome, judge
from bench.ocr.workers import answered
from bench.wishes import Figure, Wishes

SAMPLE = 4  # neither a multiple of three nor of the layouts in turn: all severities and layouts come in


def run(wishes: Wishes) -> list[Figure]:
    """Read the set, print the table, answer its figures."""
    home = wishes.folder / "ocr"
    home.mkdir(parents=True, exist_ok=True)
    fonts.fetch(home, wishes.say)
    chosen = _chosen(wishes)
    readers = [name for name in NAMES if name in wishes.only] or list(NAMES)
    folder = gallery(home)
    wishes.say(f"{len(chosen)} pictures, seed {SEED}, in {folder}")
    outcomes = {name: _outcomes(name, chosen, folder, wishes) for name in readers}
    for line in table(outcomes):
        wishes.say(line)
    for name, found in outcomes.items():
        (home / f"faults-{name}.txt").write_text("\n".join([*faults(found), ""]), encoding="utf-8")
        for line in (*by_label(found), *by_effect(found)) if name == "ours" else ():
            wishes.say(line)
        for measure in MEASURES:
            shares = {str(group): measure.of([one for one in found if one.severity == group]) for group in SEVERITIES}
            wishes.note({"reader": name, "measure": measure.name, **shares})
    return [figure for name, found in outcomes.items() for figure in _figures(name, found)]


def _figures(name: str, outcomes: Sequence[Outcome]) -> list[Figure]:
    """A reader's figures over all severities; only ours has targets."""
    figures = []
    for measure in MEASURES:
        value = measure.of(outcomes)
        if value is not None:
            figures.append(
                Figure(
                    f"{name}: {measure.name}", round(value, 2), measure.unit, measure.target if name == "ours" else None
                )
            )
    return figures


def _chosen(wishes: Wishes) -> list[Case]:
    kinds = set(wishes.only) & PLANS.keys() or PLANS.keys()
    severities = set(wishes.only) & set(SEVERITIES) or set(SEVERITIES)
    step = SAMPLE if wishes.scale == "small" else 1
    return [case for case in cases()[::step] if case.kind in kinds and case.severity in severities]


def _outcomes(reader: str, chosen: Sequence[Case], folder: Path, wishes: Wishes) -> list[Outcome]:
    """The cases' outcomes in their order; what was answered before is not asked again."""
    answers = folder / f"answers-{reader}-{state_of_reader(reader)}.jsonl"
    known = {record["file"]: record for record in _lines(answers)}
    open_cases = [case for case in chosen if case.name not in known]
    names = [case.name for case in open_cases]
    for number, record in enumerate(answered(reader, names, folder, folder.parent / "models"), 1):
        known[record["file"]] = record
        with answers.open("a", encoding="utf-8") as file:
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
        if number % 20 == 0:
            wishes.say(f"{reader}: {number} of {len(open_cases)} pictures")
    return [judge(made(case, folder)[0], known[case.name]) for case in chosen]


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    if path.exists():
        for line in path.read_text(encoding="utf-8").splitlines():
            yield json.loads(line)
