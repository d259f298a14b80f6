"""Root fields that write alerts and switches."""

from uuid import UUID

import strawberry

from schema.alerts import inputs
from schema.kit import ids
from schema.kit.context import Info
from schema.kit.fields import mutation
from schema.reading.descriptions import by_row_id
from schema.reading.read_back import ReadBack
from server.risk.alerts import service, switching


@strawberry.type
class AlertMutation:
    """Part of the root mutation."""

    @mutation(service.snooze)
    async def snooze_alert(self, info: Info, input: inputs.SnoozeAlertInput) -> inputs.AlertPayload:
        back = ReadBack(info, _alert)
        outcome = await service.snooze(
            back.caller(input.idempotency_key),
            alert_id=ids.decode_as("RiskAlert", input.alert_id, "alertId"),
            until=input.until,
            reason=input.reason,
            expected_version=input.expected_version,
        )
        return back.answer(outcome)

    @mutation(service.close)
    async def close_alert(self, info: Info, input: inputs.CloseAlertInput) -> inputs.AlertPayload:
        back = ReadBack(info, _alert)
        outcome = await service.close(
            back.caller(input.idempotency_key),
            alert_id=ids.decode_as("RiskAlert", input.alert_id, "alertId"),
            outcome=input.outcome,
            note=input.note,
            expected_version=input.expected_version,
        )
        return back.answer(outcome)

    @mutation(switching.turn)
    async def turn_indicator(self, info: Info, input: inputs.TurnIndicatorInput) -> inputs.TurnIndicatorPayload:
        caller = info.context.keyed(input.idempotency_key)
        code = await switching.turn(caller, code=input.code, on=input.on, reason=input.reason)
        return inputs.TurnIndicatorPayload(code=code, on=input.on)


def _alert(outcome: UUID) -> inputs.AlertPayload:
    return inputs.AlertPayload(alert=by_row_id(outcome))
