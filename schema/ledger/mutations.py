"""Root fields that close days and months."""

from datetime import date

import strawberry

from schema.kit.context import Info
from schema.kit.fields import KEY, described, mutation
from server.loans.closing.months import close_month, prepare_month
from server.reconciliation.day_end import ask_to_close

MONTH = "Like 2026-03."


@strawberry.input(description="A business day that is over.")
class CloseDayInput:
    """Input of closeDay."""

    idempotency_key: str = described(KEY)
    business_date: date = described("Which day; days that were missed before it are closed first.")


@strawberry.input(description="A month that is over.")
class PreparePeriodInput:
    """Input of preparePeriod."""

    idempotency_key: str = described(KEY)
    month: str = described(MONTH)


@strawberry.input(description="A month that somebody else has prepared.")
class ClosePeriodInput:
    """Input of closePeriod."""

    idempotency_key: str = described(KEY)
    month: str = described(MONTH)


@strawberry.type(description="The worker closes the day; `dayClosings` tells how far it is.")
class CloseDayPayload:
    """Answer of closeDay."""

    business_date: date = described("Which day.")


@strawberry.type(description="The month that it was about.")
class PeriodPayload:
    """Answer of preparePeriod and closePeriod."""

    month: str = described(MONTH)


@strawberry.type
class LedgerMutation:
    """Part of the root mutation."""

    @mutation(ask_to_close)
    async def close_day(self, info: Info, input: CloseDayInput) -> CloseDayPayload:
        caller = info.context.keyed(input.idempotency_key)
        return CloseDayPayload(business_date=await ask_to_close(caller, business_date=input.business_date))

    @mutation(prepare_month)
    async def prepare_period(self, info: Info, input: PreparePeriodInput) -> PeriodPayload:
        await prepare_month(info.context.keyed(input.idempotency_key), month=input.month)
        return PeriodPayload(month=input.month)

    @mutation(close_month)
    async def close_period(self, info: Info, input: ClosePeriodInput) -> PeriodPayload:
        await close_month(info.context.keyed(input.idempotency_key), month=input.month)
        return PeriodPayload(month=input.month)
