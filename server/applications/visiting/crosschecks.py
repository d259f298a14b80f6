"""The sheet against itself and against what else is known: the measures that the visit's rules compare. Pure.

Which measure, which limit and which sentence is data (`visit_rules`, dated and versioned). What a trade usually earns
and turns over are dated figures of the lender (`norm_codes`), entered with their source; a trade without them cannot be
judged, and then somebody looks.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from server.applications.visiting.figures import Figures
from server.applications.visiting.sheet import Sheet, Trade
from server.kit.rulebook import Finding, FindingOutcome, Labels, Measure, Rule, examine

MARGIN_LOW, MARGIN_HIGH, TURN_LOW, TURN_HIGH = "margin_low", "margin_high", "turn_low", "turn_high"
NORMS: Final = (MARGIN_LOW, MARGIN_HIGH, TURN_LOW, TURN_HIGH)
MINUTES_AN_HOUR: Final = 60

LABELS: Final[Labels] = {
    "claimed_income": ("客户申报的月收入", "the income that the customer has told"),
    "claimed_debt": ("客户申报的月还款额", "the monthly debt that the customer has told"),
    "verified_income": ("有凭证或流水佐证的收入", "an income that papers or bank flow prove"),
    "surplus": ("家庭收支明细", "lines of income and expense"),
    "household": ("家庭人口、供养人数与收入人数", "size, dependants and earners of the household"),
    "turnover": ("销售与进货明细", "lines of sales and purchases"),
    "stock": ("库存金额", "the stock on hand"),
    "norm": ("该行业的毛利率与库存周转参考值", "what the trade usually earns and turns over"),
    "photo_place": ("照片拍摄位置", "where the photos were taken"),
    "photo_time": ("照片拍摄时间", "when the photos were taken"),
    "income_proof": ("收入明细", "lines of income"),
}


@dataclass(frozen=True, slots=True)
class Known:
    """What is known beside the sheet. `norms`: figures of the trade by their names, those that somebody has entered."""

    kind: str
    claimed_income_fen: int | None
    claimed_debt_fen: int | None
    owed_here_fen: int
    norms: Mapping[str, Decimal]


def norm_codes(trade: Trade) -> dict[str, str]:
    """The lender's figures about a trade: name here -> code there. Margins are fractions, turns are times a year."""
    return {name: f"trade_{trade.value}_{name}" for name in NORMS}


def cross_check(rules: Sequence[Rule], sheet: Sheet, figures: Figures, known: Known) -> tuple[Finding, ...]:
    """What the rules say of a visit, in their order."""
    return examine(rules, measures_of(sheet, figures, known), applies_to=known.kind, labels=LABELS)


def measures_of(sheet: Sheet, figures: Figures, known: Known) -> dict[str, Measure]:
    """Every measure that a rule may name, worked out or with what is missing for it."""
    return {
        **_of_income(sheet, figures, known),
        **_of_trade(figures, known),
        **_of_debts(figures, known),
        **_of_photos(sheet, figures),
        "has_bank_inflow": _flag(figures.bank_inflow_fen is not None and bool(figures.turnover_fen)),
        "has_tax_turnover": _flag(figures.tax_turnover_fen is not None and bool(figures.turnover_fen)),
        "has_shop": _flag(figures.profit_fen is not None),
        "has_stock": _flag(figures.stock_turn is not None),
        "has_assets": _flag(figures.assets_fen > 0),
        "owed_here_fen": Measure(Decimal(known.owed_here_fen)),
        "residence_months": _measure(_number(sheet.residence_months), "household"),
    }


def _of_income(sheet: Sheet, figures: Figures, known: Known) -> dict[str, Measure]:
    claimed, verified = known.claimed_income_fen or None, figures.verified_income_fen
    gap = None if claimed is None or verified is None else Decimal(claimed - verified) / claimed
    lacking = [name for name, value in (("claimed_income", claimed), ("verified_income", verified)) if value is None]
    people = (sheet.household_size, sheet.dependants, sheet.earners)
    size, dependants, earners = people
    counted = None
    if size is not None and dependants is not None and earners is not None:
        counted = Decimal(abs(size - dependants - earners))
    per_head = None if figures.surplus_fen is None or not size else Decimal(figures.surplus_fen) / size
    return {
        "income_gap": Measure(gap, () if gap is not None else tuple(lacking)),
        "income_proof_share": _measure(figures.income_proof_share, "income_proof"),
        "household_gap": _measure(counted, "household"),
        "residual_per_head_fen": Measure(
            per_head,
            ()
            if per_head is not None
            else tuple(n for n, v in (("surplus", figures.surplus_fen), ("household", size)) if not v),
        ),
    }


def _of_trade(figures: Figures, known: Known) -> dict[str, Measure]:
    turnover = figures.turnover_fen
    return {
        "bank_gap": _measure(_gap(turnover, figures.bank_inflow_fen), "turnover"),
        "tax_gap": _measure(_gap(turnover, figures.tax_turnover_fen), "turnover"),
        "margin_outside": _outside(figures.gross_margin, known.norms, (MARGIN_LOW, MARGIN_HIGH), "turnover"),
        "turn_outside": _outside(figures.stock_turn, known.norms, (TURN_LOW, TURN_HIGH), "stock", relative=True),
    }


def _of_debts(figures: Figures, known: Known) -> dict[str, Measure]:
    hidden = Decimal(max(known.owed_here_fen - figures.debt_balance_fen, 0))
    told, seen = known.claimed_debt_fen, figures.debt_monthly_fen
    most = max(told or 0, seen)
    gap = None if told is None else Decimal(abs(told - seen)) / most if most else Decimal(0)
    return {
        "hidden_debt": Measure(hidden / known.owed_here_fen if known.owed_here_fen else Decimal(0)),
        "debt_gap": _measure(gap, "claimed_debt"),
        "asset_proof_share": Measure(figures.asset_proof_share or Decimal(0)),
    }


def _of_photos(sheet: Sheet, figures: Figures) -> dict[str, Measure]:
    hours = None if figures.photo_minutes is None else Decimal(figures.photo_minutes) / MINUTES_AN_HOUR
    silent = sum(1 for photo in sheet.photos if photo.position is None or photo.taken_at is None)
    return {
        "photo_distance_m": _measure(_number(figures.photo_distance_m), "photo_place"),
        "photo_hours": _measure(hours, "photo_time"),
        "photos_silent": Measure(Decimal(silent)),
        "accuracy_m": _measure(_number(sheet.position.accuracy_m if sheet.position else None), "photo_place"),
    }


def _outside(
    value: Decimal | None,
    norms: Mapping[str, Decimal],
    bounds: tuple[str, str],
    lacking: str,
    *,
    relative: bool = False,
) -> Measure:
    """How far a value lies outside its usual range, nothing inside; relative to the bound that it passes."""
    low, high = (norms.get(name) for name in bounds)
    if value is None:
        return Measure(None, (lacking,))
    if low is None or high is None:
        return Measure(None, ("norm",))
    bound = low if value < low else high
    beyond = max(low - value, value - high, Decimal(0))
    return Measure(beyond / bound if relative and bound else beyond, (), f"{value:.2f}")


def _gap(told: int | None, seen: int | None) -> Decimal | None:
    return None if not told or seen is None else Decimal(abs(told - seen)) / told


def _measure(value: Decimal | None, lacking: str) -> Measure:
    return Measure(None, (lacking,)) if value is None else Measure(value)


def _number(value: int | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def _flag(*holds: bool) -> Measure:
    return Measure(Decimal(int(all(holds))))


def kept(findings: Sequence[Finding]) -> list[dict[str, Any]]:
    """Findings as a visit keeps them: exact numbers as text, and both sentences."""
    return [{**each.as_facts, "zh": each.zh, "en": each.en} for each in findings]


def restored(rows: Sequence[Mapping[str, Any]]) -> tuple[Finding, ...]:
    """What a visit has kept, as findings again."""
    return tuple(
        Finding(
            row["code"],
            row["version"],
            FindingOutcome(row["outcome"]),
            violated=row["violated"],
            value=None if row["value"] is None else Decimal(row["value"]),
            limit=Decimal(row["limit"]),
            zh=row["zh"],
            en=row["en"],
            missing=tuple(row["missing"]),
        )
        for row in rows
    )
