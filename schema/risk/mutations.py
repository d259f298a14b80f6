"""Root fields that write thresholds."""

from decimal import Decimal, InvalidOperation
from uuid import UUID

import strawberry

from schema.kit import ids
from schema.kit.context import Info
from schema.kit.fields import mutation
from schema.risk import inputs
from server.kit.errors import Invalid
from server.risk.thresholds import service


@strawberry.type
class RiskMutation:
    """Part of the root mutation."""

    @mutation(service.propose)
    async def propose_threshold(self, info: Info, input: inputs.ProposeThresholdInput) -> inputs.ThresholdPayload:
        region = ids.decode_as("Branch", input.region_id, "regionId") if input.region_id else None
        found = await service.propose(
            info.context.keyed(input.idempotency_key),
            code=input.code,
            bounds=service.Bounds(_number(input.warn, "warn"), _number(input.critical, "critical")),
            effective_from=input.effective_from,
            reason=input.reason,
            where=service.Where(input.product_code, region),
        )
        return _told(found)

    @mutation(service.approve)
    async def approve_threshold(self, info: Info, input: inputs.ApproveThresholdInput) -> inputs.ThresholdPayload:
        wanted = ids.decode_as("IndicatorThreshold", input.threshold_id, "thresholdId")
        return _told(await service.approve(info.context.keyed(input.idempotency_key), threshold_id=wanted))

    @mutation(service.refuse)
    async def refuse_threshold(self, info: Info, input: inputs.RefuseThresholdInput) -> inputs.ThresholdPayload:
        wanted = ids.decode_as("IndicatorThreshold", input.threshold_id, "thresholdId")
        return _told(await service.refuse(info.context.keyed(input.idempotency_key), threshold_id=wanted))


def _number(text: str | None, field: str) -> Decimal | None:
    try:
        return None if text is None else Decimal(text)
    except InvalidOperation:
        raise Invalid(field=field, reason="decimal") from None


def _told(threshold_id: UUID) -> inputs.ThresholdPayload:
    return inputs.ThresholdPayload(id=ids.encode("IndicatorThreshold", threshold_id))
