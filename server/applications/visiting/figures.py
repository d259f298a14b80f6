"""What follows from a sheet: monthly means, what is verified of them, margins, debts, assets, distances. Pure.

Amounts are whole fen, rounded down; ratios are exact fractions. A mean is over the months that the lines of its part
name. What cannot be worked out is None.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from decimal import ROUND_FLOOR, Decimal
from math import asin, cos, radians, sin, sqrt
from typing import Any, Final

from server.applications.visiting.sheet import STOCK, Line, LinePart, Photo, Position, Sheet

EARTH_RADIUS_M: Final = 6_371_009
MONTHS_A_YEAR: Final = 12
SALES: Final = "sales"
PURCHASES: Final = "purchases"
MINUTE_SECONDS: Final = 60


@dataclass(frozen=True, slots=True)
class Figures:
    """Monthly amounts unless said otherwise; balances and values as of the visit."""

    income_fen: int | None
    verified_income_fen: int | None
    expense_fen: int | None
    surplus_fen: int | None
    turnover_fen: int | None
    verified_turnover_fen: int | None
    profit_fen: int | None
    bank_inflow_fen: int | None
    tax_turnover_fen: int | None
    debt_monthly_fen: int
    debt_balance_fen: int
    assets_fen: int
    assets_proven_fen: int
    gross_margin: Decimal | None
    net_margin: Decimal | None
    stock_turn: Decimal | None
    debt_ratio: Decimal | None
    income_proof_share: Decimal | None
    asset_proof_share: Decimal | None
    photo_distance_m: int | None
    photo_minutes: int | None

    @property
    def as_json(self) -> Mapping[str, Any]:
        """As they are kept: fractions as text, so that none loses a digit."""
        found = {each.name: getattr(self, each.name) for each in fields(self)}
        return {name: str(value) if isinstance(value, Decimal) else value for name, value in found.items()}


def figures_of(sheet: Sheet) -> Figures:
    """Work the figures out.

    Verified is of the household's income what a paper proves; of the shop's profit the part that the least of what was
    told and what bank flow and tax say leaves; without any such evidence it is not known.
    """
    of = {part: [line for line in sheet.lines if line.part is part] for part in LinePart}
    household, sold = _mean(of[LinePart.HOUSEHOLD_INCOME]), _mean(of[LinePart.SHOP_INCOME])
    costs, expense = _mean(of[LinePart.SHOP_EXPENSE]), _mean(of[LinePart.HOUSEHOLD_EXPENSE])
    turnover = _mean(_kind(of[LinePart.SHOP_INCOME], SALES))
    purchases = _mean(_kind(of[LinePart.SHOP_EXPENSE], PURCHASES))
    bank = _mean(_kind(of[LinePart.EVIDENCE], "bank_inflow"))
    tax = _mean(_kind(of[LinePart.EVIDENCE], "tax_turnover"))
    profit = None if sold is None else sold - (costs or Decimal(0))
    earned = [each for each in (household, profit) if each is not None]
    income = sum(earned, Decimal(0)) if earned else None
    seen = _least(turnover, bank, tax)
    verified = _verified(of[LinePart.HOUSEHOLD_INCOME], household, profit, turnover, seen)
    debt = sum(line.monthly_fen or 0 for line in of[LinePart.DEBT])
    assets, proven = _sum(of[LinePart.ASSET]), _sum(line for line in of[LinePart.ASSET] if line.document_id)
    stock = _sum(_kind(of[LinePart.EVIDENCE], STOCK)) or None
    earning = [*of[LinePart.HOUSEHOLD_INCOME], *of[LinePart.SHOP_INCOME]]
    far, apart = _distances(sheet)
    return Figures(
        income_fen=_whole(income),
        verified_income_fen=_whole(verified),
        expense_fen=_whole(expense),
        surplus_fen=None if income is None or expense is None else _whole(income - expense - debt),
        turnover_fen=_whole(turnover),
        verified_turnover_fen=_whole(seen),
        profit_fen=_whole(profit),
        bank_inflow_fen=_whole(bank),
        tax_turnover_fen=_whole(tax),
        debt_monthly_fen=debt,
        debt_balance_fen=_sum(of[LinePart.DEBT]),
        assets_fen=assets,
        assets_proven_fen=proven,
        gross_margin=None if purchases is None else _ratio((turnover or 0) - purchases, turnover),
        net_margin=_ratio(profit, turnover),
        stock_turn=None if purchases is None else _ratio(purchases * MONTHS_A_YEAR, stock),
        debt_ratio=_ratio(Decimal(debt), verified) if verified is not None and verified > 0 else None,
        income_proof_share=_ratio(Decimal(_sum(line for line in earning if line.document_id)), _sum(earning)),
        asset_proof_share=_ratio(Decimal(proven), assets),
        photo_distance_m=max(far, default=None),
        photo_minutes=max(apart, default=None),
    )


def distance_m(one: Position, other: Position) -> int:
    """Metres between two positions on the mean sphere (haversine); the error is below half a percent."""
    north, south = radians(float(one.latitude)), radians(float(other.latitude))
    east = radians(float(other.longitude) - float(one.longitude))
    half = sin((south - north) / 2) ** 2 + cos(north) * cos(south) * sin(east / 2) ** 2
    return round(2 * EARTH_RADIUS_M * asin(min(1.0, sqrt(half))))


def photo_distance_m(photo: Photo, place: Position | None) -> int | None:
    """How far from the place of the visit a photo was taken; None where one of the two is not known."""
    return None if photo.position is None or place is None else distance_m(photo.position, place)


def photo_minutes(photo: Photo, visited_at: datetime | None) -> int | None:
    """How many minutes before or after the visit a photo was taken, begun minutes counted."""
    if photo.taken_at is None or visited_at is None:
        return None
    return -(-int(abs((photo.taken_at - visited_at).total_seconds())) // MINUTE_SECONDS)


def _distances(sheet: Sheet) -> tuple[list[int], list[int]]:
    far = (photo_distance_m(photo, sheet.position) for photo in sheet.photos)
    apart = (photo_minutes(photo, sheet.visited_at) for photo in sheet.photos)
    return [each for each in far if each is not None], [each for each in apart if each is not None]


def _verified(
    household_lines: list[Line],
    household: Decimal | None,
    profit: Decimal | None,
    turnover: Decimal | None,
    seen: Decimal | None,
) -> Decimal | None:
    if household is None and profit is None:
        return None
    proven, all_of_it = _sum(line for line in household_lines if line.document_id), _sum(household_lines)
    of_household = Decimal(0) if household is None or not all_of_it else household * proven / all_of_it
    if profit is None:
        return of_household
    if turnover is None or seen is None:
        return None  # a shop lives on what nobody has seen
    return of_household + (profit * seen / turnover if profit > 0 else profit)


def _least(turnover: Decimal | None, bank: Decimal | None, tax: Decimal | None) -> Decimal | None:
    """The least of what was told and what was seen; None where nothing was seen."""
    if turnover is None or (bank is None and tax is None):
        return None
    return min(each for each in (turnover, bank, tax) if each is not None)


def _kind(lines: Iterable[Line], kind: str) -> list[Line]:
    return [line for line in lines if line.kind == kind]


def _sum(lines: Iterable[Line]) -> int:
    return sum(line.amount_fen for line in lines)


def _mean(lines: list[Line]) -> Decimal | None:
    months = {line.month for line in lines}
    return Decimal(_sum(lines)) / len(months) if months else None


def _ratio(part: Decimal | None, whole: Decimal | int | None) -> Decimal | None:
    return None if part is None or not whole else part / Decimal(whole)


def _whole(amount: Decimal | None) -> int | None:
    return None if amount is None else int(amount.to_integral_value(ROUND_FLOOR))
