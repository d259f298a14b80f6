"""Visits of the demonstration: somebody went there for open applications; the sheets add up, the photos are drawn."""

import hashlib
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING, Final
from uuid import UUID

from server.applications.rules import ApplicationState
from server.applications.visiting.crosschecks import Known, cross_check, kept, norm_codes
from server.applications.visiting.figures import Figures, figures_of
from server.applications.visiting.keeping import line_columns, photo_columns, sheet_hash, visit_columns
from server.applications.visiting.models import Visit, VisitLine, VisitPhoto
from server.applications.visiting.recording import SHOWN
from server.applications.visiting.sheet import Line, LinePart, Photo, PhotoSource, Position, Sheet, Trade, VisitPlace
from server.applications.visiting.states import VisitState
from server.documents.models import Document, DocumentKind, DocumentState
from server.documents.sealing import seal_picture
from server.kit.clock import business_date, start_of
from server.kit.rulebook import Finding, FindingOutcome, Rule
from server.reference.models import LenderFigure
from server.seeds import pictures
from server.seeds.borrowers import Borrower
from server.seeds.copying import Rows
from server.seeds.dice import Ids

if TYPE_CHECKING:
    from server.seeds.telling import File

P = LinePart
OPEN: Final = frozenset({ApplicationState.DRAFT, ApplicationState.IN_REVIEW, ApplicationState.RETURNED})
VISITED_PERCENT: Final = 55
DOUBTFUL_PERCENT: Final = 40
HOME_OWNED_PERCENT: Final = 60
MONTHS: Final = 3
LEFT_A_HEAD_FEN: Final = 100_000
STEP_FEN: Final = 10_000
# least and most gross margin, least and most turns of the stock a year; of the demonstration alone
NORMS: Final[dict[Trade, tuple[str, str, str, str]]] = {
    Trade.RETAIL: ("0.12", "0.35", "4", "24"),
    Trade.WHOLESALE: ("0.06", "0.20", "6", "30"),
    Trade.CATERING: ("0.45", "0.70", "20", "150"),
    Trade.APPAREL: ("0.30", "0.60", "2", "8"),
    Trade.MANUFACTURING: ("0.15", "0.40", "3", "14"),
}
SEEN: Final = (
    "店铺正常营业，货架充实，工作日下午客流稳定，账本与银行流水一致",
    "库存与进货单相符，员工在岗，主要客户为周边商户，回款及时",
    "经营场所为自有，设备运转正常，老板对进销数据熟悉",
)
SHOTS: Final = ("经营场所外景", "店内与库存")
CENTRE: Final = (Decimal("30.572800"), Decimal("104.066800"))


def write_norms(rows: Rows, ids: Ids, begins: date, set_by: UUID) -> None:
    """What trades usually earn and turn over, as headquarters has entered it for the demonstration."""
    for trade, bounds in NORMS.items():
        for code, value in zip(norm_codes(trade).values(), bounds, strict=True):
            at = start_of(begins)
            figure = {"id": ids.at(at), "code": code, "effective_from": begins, "value": Decimal(value)}
            rows.add(LenderFigure, figure | {"note": "演示值，须以本机构数据校准", "set_by": set_by, "set_at": at})


@dataclass
class Visits:
    """Writes visits down, from dice of their own."""

    dice: Random
    ids: Ids
    rules: tuple[Rule, ...]
    photos: tuple[bytes, ...] = field(repr=False)

    def write(self, rows: Rows, blobs: list[bytes], file: "File") -> None:
        """A visit of an open application, for some of them; one that waits for a decision has left no doubt."""
        state, borrower = file.row["state"], file.borrower
        known = borrower.income_fen is not None and borrower.debt_fen is not None
        if state not in OPEN or not known or self.dice.randrange(100) >= VISITED_PERCENT:
            return
        at: datetime = file.row["created_at"] + timedelta(minutes=8)
        papers = [self.ids.at(at, position) for position in range(3)]
        is_doubtful = state is ApplicationState.DRAFT and self.dice.randrange(100) < DOUBTFUL_PERCENT
        sheet = self._sheet(borrower, at, papers, is_doubtful=is_doubtful)
        if sheet is None:
            return
        figures, findings = self._checked(borrower, sheet)
        if state is ApplicationState.IN_REVIEW and any(each.outcome is not FindingOutcome.PASS for each in findings):
            return
        self._papers(rows, blobs, borrower, at, papers)
        self._visit(rows, file, sheet, (figures, findings), at)

    def _sheet(self, borrower: Borrower, at: datetime, papers: list[UUID], *, is_doubtful: bool) -> Sheet | None:
        """What somebody who earns so much may show; None for who has too little left to live on."""
        income, debt = borrower.income_fen or 0, borrower.debt_fen or 0
        left = income * 7 // 10 - debt
        if left < 2 * LEFT_A_HEAD_FEN:
            return None
        size = 3 if left >= 3 * LEFT_A_HEAD_FEN else 2
        trade = self.dice.choice(tuple(NORMS))
        here = self._near(CENTRE, at, 0)
        photos = [
            Photo(paper, at + timedelta(minutes=3 * n), PhotoSource.PHONE, self._near(CENTRE, at, 1), SHOTS[n])
            for n, paper in enumerate(papers[1:])
        ]
        if is_doubtful:
            away = Position(CENTRE[0] + Decimal("0.031"), CENTRE[1], 30, at)
            photos[1] = Photo(papers[2], at - timedelta(hours=5), PhotoSource.FILE, away, SHOTS[1])
        return Sheet(
            place=VisitPlace.SHOP,
            trade=trade,
            visited_at=at,
            address=borrower.address,
            position=here,
            household_size=size,
            dependants=size - 1,
            earners=1,
            home_owned=self.dice.randrange(100) < HOME_OWNED_PERCENT,
            residence_months=self.dice.randint(8, 220),
            summary=self.dice.choice(SEEN),
            lines=tuple(self._lines(borrower, trade, business_date(at), papers[0])),
            photos=tuple(photos),
        )

    def _lines(self, borrower: Borrower, trade: Trade, day: date, proof: UUID) -> list[Line]:
        """Three months of a shop and a household, what is owed and owned."""
        income, debt = borrower.income_fen or 0, borrower.debt_fen or 0
        low, high, turn_low, turn_high = (Decimal(each) for each in NORMS[trade])
        margin, turn = (low + high) / 2, (turn_low + turn_high) / 2
        sales = _round(Decimal(income) * 9 / 10 / (margin * 2 / 3))
        purchases, costs = _round(sales * (1 - margin)), _round(sales * margin / 3)
        wage = max(income - (sales - purchases - costs), STEP_FEN)
        monthly = (
            (P.SHOP_INCOME, "sales", sales, proof),
            (P.SHOP_EXPENSE, "purchases", purchases, proof),
            (P.SHOP_EXPENSE, "rent", costs, None),
            (P.EVIDENCE, "bank_inflow", _round(sales * Decimal("0.97")), proof),
            (P.HOUSEHOLD_INCOME, "wage", wage, proof),
            (P.HOUSEHOLD_EXPENSE, "food", max(income // 4, STEP_FEN), None),
            (P.HOUSEHOLD_EXPENSE, "housing", max(income // 20, STEP_FEN), None),
        )
        lines = [
            Line(part, kind, amount, month, None, "", paper)
            for part, kind, amount, paper in monthly
            for month in _months(day)
        ]
        lines.append(Line(P.EVIDENCE, "stock", _round(purchases * 12 / turn)))
        if borrower.outstanding_fen > 0:
            lines.append(Line(P.DEBT, "own_house", borrower.outstanding_fen, None, 0))
        if debt > 0:
            lines.append(Line(P.DEBT, "bank", debt * 18, None, debt))
        value = self.dice.randint(30, 180) * 1_000_000
        lines.append(Line(P.ASSET, "real_estate", value, None, None, "住宅", proof))
        return lines

    def _near(self, centre: tuple[Decimal, Decimal], at: datetime, metres: int) -> Position:
        step = Decimal(self.dice.randint(0, 30) * metres) / 100_000
        return Position(centre[0] + step, centre[1], self.dice.randint(6, 40), at)

    def _checked(self, borrower: Borrower, sheet: Sheet) -> tuple[Figures, tuple[Finding, ...]]:
        assert sheet.trade is not None
        norms = dict(zip(norm_codes(sheet.trade), map(Decimal, NORMS[sheet.trade]), strict=True))
        told = (borrower.income_fen, borrower.debt_fen, borrower.outstanding_fen)
        figures = figures_of(sheet)
        return figures, cross_check(self.rules, sheet, figures, Known(borrower.kind.value, *told, norms))

    def _papers(self, rows: Rows, blobs: list[bytes], borrower: Borrower, at: datetime, papers: list[UUID]) -> None:
        """The proof and the photos, sealed with the customer's key."""
        for paper, picture in zip(papers, (self.photos[0], *self.photos), strict=True):
            sealed = seal_picture(borrower.key, borrower.id, picture)
            blobs.append(sealed)
            document = {
                "id": paper,
                "kind": DocumentKind.OTHER,
                "state": DocumentState.RECEIVED,
                "digest": hashlib.sha256(sealed).hexdigest(),
                "size_bytes": len(picture),
                "media_type": pictures.PHOTO_TYPE,
                "width": pictures.PHOTO_SIZE[0],
                "height": pictures.PHOTO_SIZE[1],
                "attempts": 0,
                "received_by": borrower.officer.id,
                "received_at": at + timedelta(minutes=6),
                "version": 1,
            }
            rows.add(Document, borrower.owner | document)

    def _visit(
        self, rows: Rows, file: "File", sheet: Sheet, found: tuple[Figures, tuple[Finding, ...]], at: datetime
    ) -> None:
        borrower, (figures, findings) = file.borrower, found
        visit_id, officer = self.ids.at(at, 3), borrower.officer.id
        shown = {name: getattr(figures, name) for name in SHOWN}
        row = {
            "id": visit_id,
            "application_id": file.id,
            "state": VisitState.STANDING,
            "figures": dict(figures.as_json),
            "findings": kept(findings),
            "content_hash": sheet_hash(sheet),
            "visited_by": officer,
            "editors": [officer],
            "saved_at": at + timedelta(minutes=8),
            "submitted_at": at + timedelta(minutes=9),
            "version": 2,
        }
        rows.add(Visit, borrower.owner | visit_columns(sheet, borrower.key, visit_id) | shown | row)
        own = borrower.owner | {"visit_id": visit_id}
        for n, line in enumerate(sheet.lines):
            rows.add(VisitLine, own | {"id": self.ids.at(at, 10 + n), "position": n} | line_columns(line))
        for n, photo in enumerate(sheet.photos):
            photo_id = self.ids.at(at, 200 + n)
            columns = photo_columns(photo, sheet, borrower.key, photo_id)
            rows.add(VisitPhoto, own | {"id": photo_id, "position": n} | columns)


def _months(day: date) -> list[date]:
    """The first days of the last whole months."""
    first, months = day.replace(day=1), []
    for _ in range(MONTHS):
        first = (first - timedelta(days=1)).replace(day=1)
        months.append(first)
    return months[::-1]


def _round(amount: Decimal) -> int:
    return max(int(amount) // STEP_FEN * STEP_FEN, STEP_FEN)
