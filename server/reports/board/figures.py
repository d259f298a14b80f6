"""The figures of a board in order, each with its list. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Final

from server.reports.board import definitions
from server.reports.board.periods import Span
from server.reports.books.measures import Sums, late

Value = int | Decimal | None
Filter = Mapping[str, int | str | tuple[str, ...]]


class Unit(StrEnum):
    """What a figure counts. Amounts are fen here and yuan outside."""

    COUNT = "count"
    FEN = "CNY"
    RATIO = "ratio"
    HOURS = "hours"
    SCORE = "score"


@dataclass(frozen=True, slots=True)
class Listing:
    """The list behind a figure: a field of the API with its filters, and the field that adds it up."""

    rows: str
    sums: str
    measure: str
    filters: Filter = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure. `former` is the same of the period before, or at its end."""

    key: str
    zh: str
    en: str
    unit: Unit
    value: Value
    former: Value
    about: str
    listing: Listing | None


@dataclass(frozen=True, slots=True)
class Stretch:
    """Sums of one stretch, with what stood then; None where nobody looked."""

    flows: Sums
    stocks: Sums | None


@dataclass(frozen=True, slots=True)
class Spec:
    """How a figure is called, reckoned and listed. `of_stock`: it is about what stands and not what happened."""

    key: str
    zh: str
    en: str
    unit: Unit
    reckon: Callable[[Sums], Value]
    list: Callable[[Span], Listing]
    of_stock: bool = False

    @property
    def about(self) -> str:
        """Its definition, as the function that reckons it tells it."""
        return " ".join((self.reckon.__doc__ or "").split())


def _measure(name: str, about: str) -> Callable[[Sums], Value]:
    def reckon(sums: Sums) -> Value:
        return sums[name]

    reckon.__doc__ = about
    return reckon


def _late(unit: str, beyond: int, about: str) -> Callable[[Sums], Value]:
    def reckon(sums: Sums) -> Value:
        return late(sums, unit, beyond)

    reckon.__doc__ = about
    return reckon


def _at_risk(beyond: int) -> Callable[[Sums], Value]:
    def reckon(sums: Sums) -> Value:
        return definitions.portfolio_at_risk(sums, beyond)

    reckon.__doc__ = (definitions.portfolio_at_risk.__doc__ or "").replace("`beyond`", str(beyond))
    return reckon


PAID_OUT: Final = ("ACTIVE", "CLOSED", "WRITTEN_OFF")
APPROVED: Final = ("APPROVED", "CONTRACTED", "DISBURSED")


def _applied(begin: str, *states: str) -> Callable[[Span], Listing]:
    def listing(span: Span) -> Listing:
        filters: dict[str, int | str | tuple[str, ...]] = {
            f"{begin}Since": span.first.isoformat(),
            f"{begin}Until": span.last.isoformat(),
        }
        return Listing("applications", "applicationFigures", "count", filters | ({"state": states} if states else {}))

    return listing


def _lent(measure: str) -> Callable[[Span], Listing]:
    def listing(span: Span) -> Listing:
        return Listing("loans", "loanFigures", measure, _days(span) | {"state": PAID_OUT})

    return listing


def _repaid(measure: str) -> Callable[[Span], Listing]:
    return lambda span: Listing("repayments", "repaymentFigures", measure, _days(span))


def _running(measure: str, beyond: int | None = None) -> Callable[[Span], Listing]:
    tests: Filter = {"state": ("ACTIVE",)} if beyond is None else {"pastDueOver": beyond}
    return lambda _span: Listing("loans", "loanFigures", measure, tests)


def _days(span: Span) -> dict[str, int | str | tuple[str, ...]]:
    return {"since": span.first.isoformat(), "until": span.last.isoformat()}


FIGURES: Final = (
    Spec(
        "submitted",
        "进件",
        "Submitted",
        Unit.COUNT,
        _measure("submitted", "Applications submitted in the period."),
        _applied("submitted"),
    ),
    Spec(
        "decided",
        "审结",
        "Decided",
        Unit.COUNT,
        _measure("decided", "Applications decided in the period."),
        _applied("decided"),
    ),
    Spec(
        "approval_rate",
        "通过率",
        "Approved of decided",
        Unit.RATIO,
        definitions.approval_rate,
        _applied("decided", *APPROVED),
    ),
    Spec(
        "approval_hours",
        "平均审批时长",
        "Hours to a decision",
        Unit.HOURS,
        definitions.approval_hours,
        _applied("decided"),
    ),
    Spec(
        "disbursed",
        "放款",
        "Paid out",
        Unit.FEN,
        _measure("disbursed_fen", "Principal paid out in the period."),
        _lent("principal"),
    ),
    Spec(
        "disbursed_loans",
        "放款笔数",
        "Loans paid out",
        Unit.COUNT,
        _measure("disbursed", "Loans paid out in the period."),
        _lent("count"),
    ),
    Spec("money_hours", "申请到放款时长", "Hours to the money", Unit.HOURS, definitions.money_hours, _lent("count")),
    Spec(
        "repaid",
        "回款",
        "Repaid",
        Unit.FEN,
        _measure("repaid_fen", "What came in by value date in the period, without what was taken back."),
        _repaid("amount"),
    ),
    Spec("recovered", "催回逾期", "Recovered", Unit.FEN, definitions.recovered_fen, _repaid("amount")),
    Spec("repeat_rate", "复贷率", "Repeat loans", Unit.RATIO, definitions.repeat_rate, _lent("count")),
    Spec(
        "loans_active",
        "在贷笔数",
        "Loans running",
        Unit.COUNT,
        _measure("loans", "Loans that run."),
        _running("count"),
        of_stock=True,
    ),
    Spec(
        "outstanding",
        "贷款余额",
        "Outstanding",
        Unit.FEN,
        _measure("outstanding_fen", "Principal that is out."),
        _running("outstanding"),
        of_stock=True,
    ),
    Spec(
        "overdue_loans",
        "逾期笔数",
        "Loans overdue",
        Unit.COUNT,
        _late("loans", 0, "Loans with an instalment past due."),
        _running("count", 0),
        of_stock=True,
    ),
    Spec(
        "overdue",
        "逾期贷款余额",
        "Outstanding, overdue",
        Unit.FEN,
        _late("fen", 0, "Principal out on loans with an instalment past due."),
        _running("outstanding", 0),
        of_stock=True,
    ),
    Spec("par1", "逾期率 PAR1", "PAR 1", Unit.RATIO, _at_risk(0), _running("outstanding", 0), of_stock=True),
    Spec("par30", "风险贷款率 PAR30", "PAR 30", Unit.RATIO, _at_risk(30), _running("outstanding", 30), of_stock=True),
    Spec("par90", "风险贷款率 PAR90", "PAR 90", Unit.RATIO, _at_risk(90), _running("outstanding", 90), of_stock=True),
    Spec(
        "npl",
        "不良率（逾期90天以上）",
        "NPL, over 90 days",
        Unit.RATIO,
        definitions.npl_ratio,
        _running("outstanding", 90),
        of_stock=True,
    ),
    Spec(
        "lifetime_value",
        "客均累计收益",
        "Earned per borrower",
        Unit.FEN,
        definitions.lifetime_value_fen,
        lambda _span: Listing("repayments", "repaymentFigures", "interest"),
        of_stock=True,
    ),
)  # fmt: skip - one figure a paragraph


def figures_of(this: Stretch, former: Stretch, span: Span, under: Filter) -> list[Figure]:
    """The figures of a place in a period; one whose denominator is nought is left out."""
    made = []
    for spec in FIGURES:
        part = this.stocks if spec.of_stock else this.flows
        value = spec.reckon(part) if part is not None else None
        if value is None:
            continue
        before = former.stocks if spec.of_stock else former.flows
        made.append(
            Figure(
                spec.key,
                spec.zh,
                spec.en,
                spec.unit,
                value,
                spec.reckon(before) if before is not None and spec.key != "lifetime_value" else None,
                spec.about,
                inside(spec.list(span), under),
            )
        )
    return made


def inside(listing: Listing, under: Filter) -> Listing:
    """The same list of one place only."""
    return Listing(listing.rows, listing.sums, listing.measure, {**listing.filters, **under})


def change(value: Value, former: Value) -> Decimal | None:
    """Against the former value, as a ratio with four places; None where there is none to compare with."""
    if value is None or not former:
        return None
    return ((Decimal(value) - Decimal(former)) / Decimal(former)).quantize(definitions.PLACES)
