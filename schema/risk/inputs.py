"""What mutations of thresholds take and answer."""

from datetime import date

import strawberry

from schema.kit.fields import KEY, described


@strawberry.input(description="A threshold that a second person shall approve.")
class ProposeThresholdInput:
    """Input of proposeThreshold."""

    idempotency_key: str = described(KEY)
    code: str = described("Code of the indicator.")
    warn: str | None = strawberry.field(default=None, description="From which value on it warns; null: never.")
    critical: str | None = strawberry.field(default=None, description="From which value on it is critical.")
    effective_from: date | None = strawberry.field(
        default=None, description="From which day on it holds, today or later; without it, it is refused."
    )
    product_code: str | None = strawberry.field(default=None, description="Only for this product.")
    region_id: strawberry.ID | None = strawberry.field(default=None, description="Only for this region.")
    reason: str = described("Why; stays on record.")


@strawberry.input(description="A proposed threshold that is approved.")
class ApproveThresholdInput:
    """Input of approveThreshold."""

    idempotency_key: str = described(KEY)
    threshold_id: strawberry.ID = described("Which threshold.")


@strawberry.input(description="A proposed threshold that is refused.")
class RefuseThresholdInput:
    """Input of refuseThreshold."""

    idempotency_key: str = described(KEY)
    threshold_id: strawberry.ID = described("Which threshold.")


@strawberry.type(description="The threshold that was proposed, approved or refused.")
class ThresholdPayload:
    """Answer of the mutations of thresholds."""

    id: strawberry.ID = described("Its id; thresholds tells how it stands.")
