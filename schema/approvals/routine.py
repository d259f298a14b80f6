"""Routine approvals: whether a case is routine for the caller, and the gesture that approves it."""

from typing import Final
from uuid import UUID

import strawberry

from schema.approvals.words import CaseDecision
from schema.kit.fields import described
from schema.kit.scalars import Money
from server.applications.routine.errors import NotRoutine
from server.applications.routine.queries import Shown
from server.applications.routine.service import Verdict
from server.approvals.routine.rules import SENTENCES, Bar, Clause
from server.documents.models import DocumentKind
from server.kit import global_ids

ROUTINE: Final = "A gesture: counts only while the case is routine for the caller; approves, and lays nothing down."
GESTURE: Final = ("快捷操作只能按原条件同意", "a gesture only approves, as it was asked for")

strawberry.enum(Bar, name="RoutineBar", description="What keeps a case from being routine.")


@strawberry.type(description="What a row of the matrix takes for routine.")
class RoutineClause:
    """Part of a row of the matrix and of a verdict."""

    exposure_until: Money = described("Up to which exposure after the loan.")
    grades: list[str] = described("Of customers with these grades.")

    @classmethod
    def of(cls, clause: Clause | None) -> "RoutineClause | None":
        return cls(exposure_until=Money(clause.until_fen), grades=sorted(clause.grades)) if clause else None


@strawberry.input(description="What a row of the matrix takes for routine.")
class RoutineClauseInput:
    """Part of draftMatrix."""

    exposure_until: Money = described("Up to which exposure after the loan.")
    grades: list[str] = described("Of customers with these grades.")

    @property
    def told(self) -> Clause:
        return Clause(self.exposure_until, frozenset(self.grades))


@strawberry.type(description="Something that keeps a case from being routine for the caller.")
class RoutineHindrance:
    """Part of a verdict."""

    bar: Bar = described("What it is.")
    message_zh: str = described("In Chinese.")
    message_en: str = described("In English.")


@strawberry.type(description="A paper that the caller has to have opened.")
class RoutinePaper:
    """Part of a verdict."""

    document_id: strawberry.ID = described("Which document.")
    kind: DocumentKind = described("What it shows.")
    doubtful: bool = described("Whether it is not confirmed, fails a check, or points to another customer.")
    opened: bool = described("Whether the caller has opened it since the case stands before its deciders.")


@strawberry.type(description="Whether the caller may approve a case with a gesture, as it is now.")
class RoutineVerdict:
    """View of a verdict."""

    allowed: bool = described("Whether nothing keeps it from being routine.")
    clause: RoutineClause | None = described("What the matrix takes for routine here; null: nothing.")
    grade: str | None = described("The customer's grade; null: nobody has rated him.")
    reasons: list[RoutineHindrance] = described("Everything that keeps it from being routine.")
    papers: list[RoutinePaper] = described("The papers that count.")

    @classmethod
    def of(cls, verdict: Verdict, customer_id: UUID) -> "RoutineVerdict":
        told = [(bar, *SENTENCES[bar]) for bar in verdict.bars]
        return cls(
            allowed=not told,
            clause=RoutineClause.of(verdict.clause),
            grade=verdict.grade,
            reasons=[RoutineHindrance(bar=bar, message_zh=zh, message_en=en) for bar, zh, en in told],
            papers=[_paper(shown, customer_id) for shown in verdict.papers],
        )


def _paper(shown: Shown, customer_id: UUID) -> RoutinePaper:
    paper = shown.paper
    return RoutinePaper(
        document_id=strawberry.ID(global_ids.encode("Document", shown.document_id, customer_id)),
        kind=DocumentKind(paper.kind),
        doubtful=paper.doubtful or not paper.confirmed,
        opened=paper.opened,
    )


def check_gesture(decision: CaseDecision, *, changes: bool = False) -> None:
    """Raises NotRoutine for anything but a plain approval."""
    if decision is not CaseDecision.APPROVE or changes:
        zh, en = GESTURE
        raise NotRoutine(field="routine", reason_zh=zh, reason_en=en)
