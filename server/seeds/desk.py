"""What the risk desk has and what waits there: a scorecard in force, drafts for a second person, local incomes."""

import json
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from statistics import median_low
from typing import Any, Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from server.approvals.matrix.models import ApprovalMatrix, MatrixRow, MatrixState
from server.approvals.rules import Tier
from server.contracts import queries as papers
from server.contracts.models import TemplateKind
from server.contracts.templates.models import ProposalState, TemplateProposal
from server.customers.rating.medians import figure_code
from server.decision import queries as decisions
from server.decision.models import Edition, EditionKind, EditionState
from server.decision.scorecards.canonical import digest
from server.identity import catalogue as posts
from server.kit.clock import start_of
from server.reference.models import LenderFigure
from server.seeds.borrowers import Borrower
from server.seeds.copying import Rows
from server.seeds.dice import Ids
from server.seeds.places import REGIONS
from server.seeds.staff import holders

SCORECARD: Final = Path(__file__).with_name("scorecard.json")
RATIO_ABOVE: Final = "debt_ratio > "
STRICTER_RATIO: Final = "0.45"
WIDER_FEN: Final = 7_999_999
GOOD_GRADES: Final = ["AAA", "AA"]
NOTICE_DAYS: Final = 7
NOT_OFFICIAL: Final = "演示数据：本区域存量客户月收入中位数，并非官方统计"


def write_incomes(rows: Rows, ids: Ids, borrowers: Sequence[Borrower], today: date) -> None:
    """The median of what the house's own persons of each region earn, entered by headquarters when it opened."""
    first_day = date(today.year - 1, 1, 1)
    for region in REGIONS:
        incomes = [
            each.income_fen
            for each in borrowers
            if each.is_person and each.income_fen is not None and each.place.parent == region.code
        ]
        if not incomes:
            continue
        figure = {"id": ids.at(start_of(first_day)), "code": figure_code(region.code), "effective_from": first_day}
        told = {"value": Decimal(median_low(incomes)), "note": NOT_OFFICIAL, "set_by": _risk()}
        rows.add(LenderFigure, figure | told | {"set_at": start_of(first_day)})


async def write(session: AsyncSession, rows: Rows, ids: Ids, today: date) -> None:
    """A scorecard that holds from today, and three drafts: rules, a matrix, a text of contracts."""
    last_week = start_of(today - timedelta(days=NOTICE_DAYS)) + timedelta(hours=2)
    _scorecard(rows, ids, today)
    await _rules(session, rows, ids, today)
    await _matrix(session, rows, ids.at(last_week), last_week)
    newest = await papers.newest_template(session, TemplateKind.LOAN_CONTRACT)
    assert newest is not None, "migrations write the first"
    text: dict[str, Any] = {"kind": newest.kind, "title": newest.title, "texts": list(newest.texts)}
    text |= {"reading_seconds": newest.reading_seconds + 5, "state": ProposalState.PROPOSED}
    begins = max(today + timedelta(days=NOTICE_DAYS), newest.effective_from + timedelta(days=1))
    when = {"effective_from": begins, "proposed_by": _risk(), "proposed_at": last_week}
    nobody = {"template_id": None, "decided_by": None, "decided_at": None}
    rows.add(TemplateProposal, {"id": ids.at(last_week)} | text | when | nobody | {"note": "延长阅读时间"})


def _scorecard(rows: Rows, ids: Ids, today: date) -> None:
    file = json.loads(SCORECARD.read_text(encoding="utf-8"))
    proposed_at = start_of(today - timedelta(days=NOTICE_DAYS)) + timedelta(hours=3)
    edition = _edition(EditionKind.SCORECARD, 1, file["table"], file["card"])
    decided = {"decided_by": holders(posts.COMMITTEE)[0].id, "decided_at": start_of(today) - timedelta(hours=8)}
    when = {"effective_from": today, "proposed_by": _risk(), "proposed_at": proposed_at}
    said = {"state": EditionState.PUBLISHED, "note": "演示评分卡：以公开数据训练，只作参考事实"}
    rows.add(Edition, {"id": ids.at(proposed_at)} | edition | decided | when | said)


async def _rules(session: AsyncSession, rows: Rows, ids: Ids, today: date) -> None:
    """The rules in force with a stricter debt ratio."""
    held = await decisions.in_force(session, today)
    assert held.rules is not None, "migrations write the first"
    content = json.loads(json.dumps(held.rules.content))
    for rule in content["rules"]:
        if rule["expression"].startswith(RATIO_ABOVE):
            rule |= {"limit": STRICTER_RATIO, "expression": f"{RATIO_ABOVE}{STRICTER_RATIO}"}
    proposed_at = start_of(today - timedelta(days=2)) + timedelta(hours=3)
    number = 1 + (await session.execute(select(func.max(Edition.number)).where(Edition.kind == "rules"))).scalar_one()
    when = {"effective_from": today + timedelta(days=NOTICE_DAYS), "proposed_by": _risk(), "proposed_at": proposed_at}
    said = {"state": EditionState.PROPOSED, "note": "负债收入比收紧至45%", "decided_by": None, "decided_at": None}
    rows.add(Edition, {"id": ids.at(proposed_at)} | _edition(EditionKind.RULES, number, content, {}) | when | said)


def _edition(kind: EditionKind, number: int, content: dict[str, Any], card: dict[str, Any]) -> dict[str, Any]:
    told = {"kind": kind, "code": str(content.get("code", kind.value)), "number": number, "content": content}
    return told | {"rules": content.get("rules", []), "card": card, "digest": digest(content)}


async def _matrix(session: AsyncSession, rows: Rows, matrix_id: UUID, drafted_at: datetime) -> None:
    """The matrix in force, and before it a row that leaves more to the rules for the best grades."""
    newest = select(ApprovalMatrix).order_by(ApprovalMatrix.version.desc()).limit(1)
    held = (await session.execute(newest)).scalar_one()
    found = select(MatrixRow).where(MatrixRow.matrix_id == held.id).order_by(MatrixRow.number)
    names = [column.name for column in MatrixRow.__table__.columns]
    told = [{name: getattr(row, name) for name in names} for row in (await session.execute(found)).scalars()]
    wider = {"tier": Tier.AUTOMATIC, "from_fen": 1, "until_fen": WIDER_FEN, "referred": False, "steps": []}
    wider |= {"products": [], "grades": GOOD_GRADES, "regions": []}
    draft = {"id": matrix_id, "version": held.version + 1, "name": "优质客户自动审批扩至8万元", "drafted_by": _risk()}
    undecided = {"effective_from": None, "published_by": None, "published_at": None, "state": MatrixState.DRAFT}
    rows.add(ApprovalMatrix, draft | undecided | {"drafted_at": drafted_at})
    for number, row in enumerate([wider, *told], 1):
        rows.add(MatrixRow, row | {"matrix_id": matrix_id, "number": number})


def _risk() -> Any:
    return holders(posts.RISK)[0].id
