"""Views of values, hits and thresholds."""

import json
from datetime import date, datetime
from typing import Any

import strawberry
from sqlalchemy import ColumnElement, Text, cast, func

from schema.customers.views import Customer
from schema.kit import ids
from schema.kit.fields import described
from schema.reading.declarations import column, embedded, on, one, reads
from schema.reading.nodes import Node
from schema.reading.terms import Terms
from server.risk.grading import Grade
from server.risk.grain import Grain
from server.risk.models import RiskThreshold, ThresholdState
from server.risk.thresholds.service import Told
from server.risk.values import HITS, Value

strawberry.enum(ThresholdState, description="Proposed, approved or refused.")


def _exact(hit: Any, _terms: Terms) -> ColumnElement[str]:
    return cast(func.trim_scale(hit.value), Text)


def _plain(number: Any) -> str | None:
    return None if number is None else f"{number:f}"


@strawberry.type(description="One figure that a value was reckoned from.")
class IndicatorInput:
    """Part of a value."""

    name: str = described("Its name in the formula.")
    value: str | None = described("The figure; null where there was none.")


@strawberry.type(description="An indicator of one subject, as it was measured last.")
class IndicatorValue:
    """View of a value."""

    code: str = described("Which indicator.")
    name_zh: str = described("What it is called, in Chinese.")
    name_en: str = described("What it is called, in English.")
    unit: str = described("In which unit the value is.")
    value: str | None = described("The value, exactly; null: a gap in our data, or nobody was asked.")
    grade: Grade = described("What it comes to.")
    inputs: list[IndicatorInput] = described("What it was reckoned from, where it has triggered.")
    version: int = described("Version of the formula.")
    as_of: date = described("Since which business date the values of this subject stand like this.")

    @classmethod
    def of(cls, found: Value) -> "IndicatorValue":
        return cls(
            code=found.indicator.code,
            name_zh=found.indicator.name_zh,
            name_en=found.indicator.name_en,
            unit=found.indicator.unit,
            value=_plain(found.value),
            grade=found.grade,
            inputs=[IndicatorInput(name=name, value=_text(each)) for name, each in found.inputs.items()],
            version=found.version,
            as_of=found.as_of,
        )


def _text(figure: Any) -> str | None:
    if figure is None or isinstance(figure, str):
        return figure
    return json.dumps(figure, ensure_ascii=False)


@strawberry.type(description="From which value on an indicator warns. Number 0 is the catalogue's.")
class IndicatorThreshold:
    """View of a threshold."""

    id: strawberry.ID | None = described("Null for the catalogue's.")
    code: str = described("Which indicator.")
    number: int = described("Of this indicator, in the order of proposals.")
    product_code: str | None = described("Only for this product.")
    region_id: strawberry.ID | None = described("Only for this region.")
    warn: str | None = described("From which value on it warns; null: never.")
    critical: str | None = described("From which value on it is critical; null: never.")
    operator: str = described("On which side of a threshold a value lies that triggers.")
    effective_from: date | None = described("From which day on it holds; null: from the beginning.")
    state: ThresholdState = described("Whether a second person has approved it.")
    reason: str | None = described("Why it was proposed.")
    in_force: bool = described("Whether it holds today for the subjects that it speaks of.")
    proposed_at: datetime | None = described("When it was proposed.")
    decided_at: datetime | None = described("When it was approved or refused.")

    @classmethod
    def of(cls, told: Told) -> "IndicatorThreshold":
        row: RiskThreshold | None = told.row
        return cls(
            id=ids.encode("IndicatorThreshold", row.id) if row else None,
            code=told.threshold.code,
            number=told.threshold.number,
            product_code=told.threshold.product_code,
            region_id=ids.encode("Branch", told.threshold.region_id) if told.threshold.region_id else None,
            warn=_plain(told.threshold.warn),
            critical=_plain(told.threshold.critical),
            operator=told.operator.value,
            effective_from=row.effective_from if row else None,
            state=row.state if row else ThresholdState.APPROVED,
            reason=row.reason if row else None,
            in_force=told.is_in_force,
            proposed_at=row.proposed_at if row else None,
            decided_at=row.decided_at if row else None,
        )


@strawberry.type(
    description="A change of grade that a sweep has found: to warn or critical, back, or a formula's fault."
)
@reads(HITS)
class RiskHit(Node):
    """View of a hit."""

    code: str = column("Which indicator.")
    day: date = column("Which business date was measured.")
    grain: Grain = column("What it is about.")
    label: str = column("What staff call it; of a person the masked name.")
    grade: Grade = column("What the value comes to; a gap about the house itself is a formula that failed.")
    value: str | None = column("The value, exactly.", _exact)
    inputs: strawberry.scalars.JSON = embedded("What the value was reckoned from, by name.", "inputs")
    version: int = column("Version of the formula.")
    found_at: datetime = column("When the sweep has found it.")
    customer: Customer | None = one("Of which customer; null where it belongs to none.", on(customer_id="customer_id"))
