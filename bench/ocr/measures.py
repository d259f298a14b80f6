"""The measures of the table, each with its target, by severity and over all."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bench.ocr import scoring
from bench.ocr.scoring import AUTHORITY, CHECKED, SCOPE, Outcome, Verdict, share

Outcomes = Sequence[Outcome]


@dataclass(frozen=True)
class Measure:
    """A figure of a group of outcomes; None where the group has nothing to measure."""

    name: str
    unit: str
    target: str | None
    of: Callable[[Outcomes], float | None]


def _of(outcomes: Outcomes, kind: str) -> list[Verdict]:
    return [verdict for outcome in outcomes if outcome.kind == kind for verdict in outcome.verdicts]


def _fields(kind: str, *, without: frozenset[str] = frozenset()) -> Callable[[Outcomes], float | None]:
    return lambda outcomes: scoring.fields_right(one for one in _of(outcomes, kind) if one.label not in without)


def _whole(kind: str) -> Callable[[Outcomes], float | None]:
    def whole(outcomes: Outcomes) -> float | None:
        found = [outcome for outcome in outcomes if outcome.kind == kind]
        return share(sum(outcome.whole for outcome in found), len(found))

    return whole


def _authority(*, printed: bool) -> Callable[[Outcomes], float | None]:
    def right(outcomes: Outcomes) -> float | None:
        found = [one for one in _of(outcomes, "business_licence") if one.label == AUTHORITY]
        return scoring.fields_right(one for one in found if one.authority_printed == printed)

    return right


def _everything(outcomes: Outcomes) -> list[Verdict]:
    return [verdict for outcome in outcomes for verdict in outcome.verdicts]


def _false_accepts(outcomes: Outcomes) -> float:
    return float(sum(one.label in CHECKED and one.state == "wrong" for one in _everything(outcomes)))


def _turned_down(outcomes: Outcomes) -> float | None:
    found = [outcome for outcome in outcomes if outcome.kind == "none"]
    return share(sum(outcome.taken_for == "none" for outcome in found), len(found))


def _refused(outcomes: Outcomes) -> float:
    return float(sum(outcome.error is not None for outcome in outcomes))


def _seconds(part: float) -> Callable[[Outcomes], float | None]:
    def at(outcomes: Outcomes) -> float | None:
        taken = sorted(outcome.seconds for outcome in outcomes)
        return taken[min(len(taken) - 1, int(part * len(taken)))] if taken else None

    return at


MEASURES = (
    Measure("ID fronts: fields right", "%", ">= 97.5", _fields("id_front")),
    Measure("ID fronts: whole", "%", ">= 90", _whole("id_front")),
    Measure("ID backs: fields right", "%", ">= 98", _fields("id_back")),
    Measure("ID backs: whole", "%", None, _whole("id_back")),
    Measure("A4 copies: fields right", "%", ">= 97", _fields("id_both")),
    Measure("A4 copies: whole", "%", None, _whole("id_both")),
    Measure(
        "licences: fields right without scope and authority", "%", ">= 94",
        _fields("business_licence", without=frozenset({SCOPE, AUTHORITY})),
    ),
    Measure("licences: whole", "%", None, _whole("business_licence")),
    Measure("business scope: character error", "%", "<= 3", lambda found: scoring.scope_error(_everything(found))),
    Measure("authority in print: right", "%", ">= 90", _authority(printed=True)),
    Measure("authority in the seal only: right", "%", ">= 60", _authority(printed=False)),
    Measure("wrong values on checksum fields", "values", "<= 0", _false_accepts),
    Measure("wrong among the sure", "%", "<= 1", lambda outcomes: scoring.sure_wrong(_everything(outcomes))),
    Measure("coverage of the sure", "%", ">= 85", lambda outcomes: scoring.coverage(_everything(outcomes))),
    Measure("look-alikes turned down", "%", ">= 100", _turned_down),
    Measure("pictures refused or fallen over", "pictures", "<= 0", _refused),
    Measure("seconds a picture, p50", "s", None, _seconds(0.5)),
    Measure("seconds a picture, p95", "s", None, _seconds(0.95)),
)  # fmt: skip


def table(columns: Mapping[str, Outcomes]) -> list[str]:
    """The readers side by side: easy, medium, hard and all of each."""
    groups = ("easy", "medium", "hard", "all")
    lines = [" " * 52 + "target   " + "   ".join(f"{name:^31}" for name in columns)]
    lines.append(" " * 61 + "   ".join("".join(f"{group:>8}" for group in groups)[1:] for _ in columns))
    for measure in MEASURES:
        cells = []
        for outcomes in columns.values():
            values = [measure.of([one for one in outcomes if group in {"all", one.severity}]) for group in groups]
            cells.append("".join(f"{'-' if value is None else f'{value:.1f}':>8}" for value in values)[1:])
        lines.append(f"{measure.name:<51}{measure.target or '':>8}  " + "   ".join(cells))
    return lines


def by_label(outcomes: Outcomes) -> list[str]:
    """Right, wrong and missing of each field of each kind."""
    lines = []
    for kind in dict.fromkeys(outcome.kind for outcome in outcomes):
        verdicts = _of(outcomes, kind)
        for label in dict.fromkeys(verdict.label for verdict in verdicts):
            states = [verdict.state for verdict in verdicts if verdict.label == label]
            counts = "  ".join(f"{state} {states.count(state):>3}" for state in ("right", "wrong", "missing"))
            lines.append(f"{kind:<17} {counts}  {label}")
    return lines


def by_effect(outcomes: Outcomes) -> list[str]:
    """How well photographs with each effect were read, against those without any."""
    effects = sorted({effect for outcome in outcomes for effect in outcome.effects} | {"none"})
    lines = []
    for effect in effects:
        found = [
            one
            for one in outcomes
            if one.kind != "none" and (effect in one.effects or (effect == "none" and not one.effects))
        ]
        right = scoring.fields_right(_everything(found))
        if right is not None:
            lines.append(f"{effect:<12} {len(found):>4} pictures  {right:>6.1f} % of fields right")
    return lines


def faults(outcomes: Outcomes) -> list[str]:
    """Every field that is not right, and every picture taken for what it is not."""
    lines = []
    for outcome in outcomes:
        about = f"{outcome.case} [{outcome.variant}; {' '.join(outcome.effects)}]"
        if outcome.error:
            lines.append(f"{about} {outcome.error}")
        if outcome.taken_for != outcome.kind:
            lines.append(f"{about} taken for {outcome.taken_for}")
        lines += [
            f"{about} {one.label} {one.state} ({one.confidence:.2f}): {one.got!r} for {one.wanted!r}"
            for one in outcome.verdicts
            if not one.right
        ]
    return lines
