"""The doors of thresholds: proposed by one person, approved or refused by another."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from sqlalchemy import select

from server.identity.guard import read, use_case
from server.identity.operations import Operation
from server.kit.errors import NotFound
from server.kit.work import Work
from server.risk.catalogue import Operator, catalogue
from server.risk.errors import (
    IndicatorNotMeasured,
    ThresholdApprovedByOneself,
    ThresholdBeginsTooEarly,
    ThresholdDecided,
    ThresholdElsewhere,
    ThresholdReasonMissing,
    ThresholdUndated,
    ThresholdUnsound,
)
from server.risk.formula import Formula
from server.risk.models import RiskThreshold, ThresholdState
from server.risk.registry import registry
from server.risk.sweeping.writing import PRODUCTS, WITHOUT_REGION
from server.risk.thresholds import queries
from server.risk.thresholds.rules import Threshold, is_in_order, of_catalogue

REASON_LENGTH_MAX: Final = 500


@dataclass(frozen=True, slots=True)
class Bounds:
    """From which value on an indicator warns and is critical; None: never."""

    warn: Decimal | None
    critical: Decimal | None


@dataclass(frozen=True, slots=True)
class Where:
    """For which product and region; None: for all of them."""

    product_code: str | None = None
    region_id: UUID | None = None


@use_case(Operation.THRESHOLD_PROPOSE)
async def propose(
    work: Work, *, code: str, bounds: Bounds, effective_from: date | None, reason: str, where: Where | None = None
) -> UUID:
    """Propose a threshold, which a second person approves. Returns it.

    Raises IndicatorNotMeasured, ThresholdUndated (a threshold has a day), ThresholdBeginsTooEarly, ThresholdUnsound,
    ThresholdElsewhere, ThresholdReasonMissing.
    """
    formula = registry().get(code)
    if formula is None:
        raise IndicatorNotMeasured(field="code")
    if effective_from is None:
        raise ThresholdUndated(field="effectiveFrom")
    if effective_from < work.today:
        raise ThresholdBeginsTooEarly(field="effectiveFrom", today=work.today)
    said = reason.strip()
    if not 0 < len(said) <= REASON_LENGTH_MAX:
        raise ThresholdReasonMissing(field="reason", length=REASON_LENGTH_MAX)
    _require_sound(code, bounds)
    place = where or Where()
    await _require_place(work, formula, place)
    row = RiskThreshold(
        id=work.new_id(),
        code=code,
        number=await queries.next_number(work.session, code),
        product_code=place.product_code,
        region_id=place.region_id,
        warn=bounds.warn,
        critical=bounds.critical,
        effective_from=effective_from,
        reason=said,
        state=ThresholdState.PROPOSED,
        proposed_by=work.actor.id,
        proposed_at=work.now,
    )
    work.session.add(row)
    work.touch("risk_threshold", row.id, code=code, number=row.number)
    return row.id


@use_case(Operation.THRESHOLD_APPROVE)
async def approve(work: Work, *, threshold_id: UUID) -> UUID:
    """Approve what another person proposed: it holds from its day on, or from today when that has passed.

    Raises NotFound, ThresholdDecided, ThresholdApprovedByOneself.
    """
    row = await _decided(work, threshold_id, ThresholdState.APPROVED)
    row.effective_from = max(row.effective_from, work.today)
    return row.id


@use_case(Operation.THRESHOLD_APPROVE)
async def refuse(work: Work, *, threshold_id: UUID) -> UUID:
    """Refuse what another person proposed. Raises NotFound, ThresholdDecided, ThresholdApprovedByOneself."""
    return (await _decided(work, threshold_id, ThresholdState.REFUSED)).id


@dataclass(frozen=True, slots=True)
class Told:
    """A threshold with its proposal (None: the catalogue's), and whether it holds today."""

    threshold: Threshold
    row: RiskThreshold | None
    operator: Operator
    is_in_force: bool


@read(Operation.THRESHOLD_READ)
async def thresholds_of(work: Work, *, code: str | None = None) -> Sequence[Told]:
    """The thresholds of one indicator or of all that are measured, by code: the catalogue's, and what was proposed."""
    rows = (await work.session.execute(select(RiskThreshold).order_by(RiskThreshold.number))).scalars()
    proposed: dict[str, list[RiskThreshold]] = defaultdict(list)
    for row in rows:
        proposed[row.code].append(row)
    forced = await queries.forced_on(work.session, work.today)
    told = []
    for one in [each for each in registry() if code in (None, each)]:
        indicator = catalogue()[one]
        numbers = {each.number for each in forced[one]}
        told.append(Told(of_catalogue(indicator), None, indicator.operator, 0 in numbers))
        told += [
            Told(queries.as_threshold(row), row, indicator.operator, row.number in numbers) for row in proposed[one]
        ]
    return told


async def _decided(work: Work, threshold_id: UUID, state: ThresholdState) -> RiskThreshold:
    row = await queries.by_id(work.session, threshold_id)
    if row is None:
        raise NotFound(field="thresholdId")
    if row.state is not ThresholdState.PROPOSED:
        raise ThresholdDecided(field="thresholdId")
    if row.proposed_by == work.actor.id:
        raise ThresholdApprovedByOneself(field="thresholdId")
    row.state, row.decided_by, row.decided_at = state, work.actor.id, work.now
    work.touch("risk_threshold", row.id, code=row.code, number=row.number, state=state.value)
    return row


def _require_sound(code: str, bounds: Bounds) -> None:
    if bounds.warn is None and bounds.critical is None:
        raise ThresholdUnsound(field="warn", reason_zh="预警与严重至少填一项", reason_en="neither warn nor critical")
    numbers = [each for each in (bounds.warn, bounds.critical) if each is not None]
    if not all(each.is_finite() for each in numbers):
        raise ThresholdUnsound(field="warn", reason_zh="不是有限数", reason_en="not a finite number")
    if not is_in_order(catalogue()[code].operator, bounds.warn, bounds.critical):
        raise ThresholdUnsound(
            field="critical", reason_zh="严重阈值应比预警阈值更严", reason_en="critical is reached before warn"
        )


async def _require_place(work: Work, formula: Formula, place: Where) -> None:
    code, region = place.product_code, place.region_id
    if code is not None and (formula.grain not in PRODUCTS or not await queries.is_product(work.session, code)):
        raise ThresholdElsewhere(field="productCode", what_zh="产品", what_en="product")
    if region is not None and (formula.grain in WITHOUT_REGION or not await queries.is_region(work.session, region)):
        raise ThresholdElsewhere(field="regionId", what_zh="区域", what_en="region")
