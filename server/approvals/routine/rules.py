"""Whether an approval is routine for a person. Pure: named facts in, bars out."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, Self


@dataclass(frozen=True, slots=True)
class Clause:
    """What a row of the matrix takes for routine: an exposure up to this, a grade among these."""

    until_fen: int
    grades: frozenset[str]

    @property
    def as_json(self) -> dict[str, Any]:
        """As it lies in a JSONB column."""
        return {"until_fen": self.until_fen, "grades": sorted(self.grades)}

    @classmethod
    def from_json(cls, told: dict[str, Any] | None) -> Self | None:
        return None if told is None else cls(told["until_fen"], frozenset(told["grades"]))

    def covers(self, exposure_after_fen: int, grade: str | None) -> bool:
        """Whether exposure and grade are within it; nobody who has no grade is."""
        return exposure_after_fen <= self.until_fen and grade in self.grades


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper that has to be looked at. `opened`: by this person, since the case stands before its deciders."""

    kind: str
    confirmed: bool
    doubtful: bool
    opened: bool


@dataclass(frozen=True, slots=True)
class Facts:
    """What counts of a case for one person.

    `committee`: of a tier or step of a committee, or handed up since. `rule_hits` None: no submission is known.
    `identified`: the paper that the customer's kind is told by is there. `changed`: votes have laid down other terms.
    """

    clause: Clause | None
    committee: bool
    changed: bool
    exposure_after_fen: int
    grade: str | None
    rule_hits: int | None
    identified: bool
    papers: Sequence[Paper]


class Bar(StrEnum):
    """Why an approval is not routine."""

    NO_CLAUSE = "no_clause"
    COMMITTEE = "committee"
    TERMS_CHANGED = "terms_changed"
    EXPOSURE = "exposure"
    GRADE = "grade"
    RULE_HIT = "rule_hit"
    OCR_DOUBT = "ocr_doubt"
    PAPER_MISSING = "paper_missing"
    PAPER_UNOPENED = "paper_unopened"


SENTENCES: Final[dict[Bar, tuple[str, str]]] = {
    Bar.NO_CLAUSE: ("审批矩阵未允许快捷同意", "the matrix has no routine here"),
    Bar.COMMITTEE: ("委员会审批或已升级的业务须逐件审批", "the committee and what was handed up have no routine"),
    Bar.TERMS_CHANGED: ("批复条件已变更", "other terms were laid down"),
    Bar.EXPOSURE: ("敞口超过快捷同意上限", "the exposure is above the routine"),
    Bar.GRADE: ("客户评级不足或未评级", "the customer's grade is too low, or he has none"),
    Bar.RULE_HIT: ("有规则命中", "a rule was hit"),
    Bar.OCR_DOUBT: ("证件识别有疑点或未确认", "a paper is doubtful or not confirmed"),
    Bar.PAPER_MISSING: ("缺少必需的证件", "a required paper is missing"),
    Bar.PAPER_UNOPENED: ("您还没有打开全部资料", "you have not opened every paper"),
}


def bars_of(facts: Facts) -> tuple[Bar, ...]:
    """Everything that keeps a case from being routine, in the order of `Bar`; none means that it is."""
    clause = facts.clause
    found = {
        Bar.NO_CLAUSE: clause is None,
        Bar.COMMITTEE: facts.committee,
        Bar.TERMS_CHANGED: facts.changed,
        Bar.EXPOSURE: clause is not None and facts.exposure_after_fen > clause.until_fen,
        Bar.GRADE: clause is not None and facts.grade not in clause.grades,
        Bar.RULE_HIT: facts.rule_hits != 0,
        Bar.OCR_DOUBT: any(paper.doubtful or not paper.confirmed for paper in facts.papers),
        Bar.PAPER_MISSING: not facts.identified,
        Bar.PAPER_UNOPENED: not all(paper.opened for paper in facts.papers),
    }
    return tuple(bar for bar in Bar if found[bar])
