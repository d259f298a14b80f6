"""The house's own rules, read once, and the exposures as they stood at any instant of the past."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from server.approvals.matrix import queries as matrices
from server.approvals.matrix.rules import Matrix
from server.compliance import rules as law
from server.compliance.models import ComplianceRule
from server.decision import queries as decisions
from server.decision.models import Edition, EditionKind
from server.decision.rulesets import RuleSet, read_rule_set
from server.kit.rulebook import ANYBODY, Rule
from server.seeds.borrowers import Borrower
from server.seeds.lender import LPR, Lender


class Law:
    """Rules of risk and of law by day, the same rows and the same choice as the subjects' queries; today's matrix."""

    def __init__(self, house: Lender, today: date, rows: dict[type[Any], Sequence[Any]], matrix: Matrix) -> None:
        self._house, self._today, self._rows = house, today, rows
        self.matrix = matrix
        self.risk_on = cache(self._risk_on)
        self._rule_sets: dict[int, RuleSet] = {}
        self.law_on = cache(self._law_on)
        self.figures_on = cache(self._figures_on)

    @classmethod
    async def read(cls, session: AsyncSession, house: Lender, today: date) -> "Law":
        """Read every version of every rule."""
        wanted = select(ComplianceRule).order_by(ComplianceRule.version)
        rows: dict[type[Any], Sequence[Any]] = {
            ComplianceRule: (await session.execute(wanted)).scalars().all(),
            Edition: await decisions.published(session, EditionKind.RULES),
        }
        return cls(house, today, rows, await matrices.matrix_on(session, today))

    def _in_force(self, model: type[Any], day: date) -> list[Any]:
        return [
            row
            for row in self._rows[model]
            if row.effective_from <= day and (row.effective_until is None or row.effective_until >= day)
        ]

    def _risk_on(self, day: date) -> tuple[Edition, RuleSet]:
        """The edition of the rules of risk in force, and what it says."""
        edition = max(
            (row for row in self._rows[Edition] if row.effective_from <= day),
            key=lambda row: (row.effective_from, row.number),
        )
        if edition.number not in self._rule_sets:
            self._rule_sets[edition.number] = read_rule_set(edition.content, edition.number)
        return edition, self._rule_sets[edition.number]

    def _law_on(self, day: date) -> tuple[Rule, ...]:
        found = [row for row in self._in_force(ComplianceRule, day) if law.Trigger.APPROVAL.value in row.triggers]
        return _latest([row for row in found if row.lender in law.LENDERS_USUAL | {ANYBODY}])

    def _figures_on(self, day: date) -> law.LenderFigures:
        lpr = max((row for row in LPR if row[0] <= day), default=None)
        net_assets = Decimal(self._house.net_assets_fen(day, self._today))
        return law.LenderFigures(net_assets, lpr[1] if lpr else None)


def _latest(rows: Sequence[Any]) -> tuple[Rule, ...]:
    newest = {row.code: row.as_rule for row in rows}
    return tuple(newest[code] for code in sorted(newest))


class Exposures:
    """What was lent and promised, by customer and by group, at an instant."""

    def __init__(self) -> None:
        self._changes: dict[UUID, list[tuple[datetime, UUID, int]]] = defaultdict(list)

    def change(self, borrower: Borrower, at: datetime, delta_fen: int) -> None:
        """Promised and lent (+) or given back (-)."""
        self._changes[borrower.party].append((at, borrower.id, delta_fen))

    def at(self, borrower: Borrower, instant: datetime) -> tuple[int, int]:
        """Of the customer himself, and of all that counts together with him."""
        past = [change for change in self._changes[borrower.party] if change[0] <= instant]
        return sum(fen for _, who, fen in past if who == borrower.id), sum(fen for _, _, fen in past)
