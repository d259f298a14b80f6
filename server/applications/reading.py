"""The guarded read of what a loan would cost."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from server.applications.rules import Quote, check_start, priced, quote
from server.identity.guard import read
from server.identity.operations import Operation
from server.kit.work import Work
from server.products import service as products
from server.products.rules import check_terms


@read(Operation.PRODUCT_READ)
async def preview(
    work: Work,
    *,
    product_version_id: UUID,
    amount_fen: int,
    term_months: int,
    start_on: date | None = None,
    rate_annual: Decimal | None = None,
) -> Quote:
    """What a loan under a product version would cost: schedule, annual rate, interest in all; from today by default.

    At the version's rate, where an approval has not laid down another.

    Raises NotFound, AmountOutOfRange, TermOutOfRange, QuoteDateOutOfRange.
    """
    version = await products.version_of(work, product_version_id)
    check_terms(version, amount_fen, term_months)
    begins = start_on or work.today
    check_start(begins, term_months)
    off = await products.days_off(work, version, begins, term_months)
    return replace(
        quote(priced(version, rate_annual), amount_fen, term_months, begins, off.days), weekends_only=off.weekends_only
    )
