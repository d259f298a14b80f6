"""The guarded read of what a loan would cost."""

from datetime import date
from uuid import UUID

from server.applications.rules import Quote, quote
from server.identity.guard import read
from server.identity.operations import Operation
from server.kit.work import Work
from server.products import service as products
from server.products.rules import check_terms


@read(Operation.PRODUCT_READ)
async def preview(
    work: Work, *, product_version_id: UUID, amount_fen: int, term_months: int, start_on: date | None = None
) -> Quote:
    """What a loan under a product version would cost: schedule, annual rate, interest in all; from today by default.

    Raises NotFound, AmountOutOfRange, TermOutOfRange, QuoteDateOutOfRange.
    """
    version = await products.version_of(work, product_version_id)
    check_terms(version, amount_fen, term_months)
    return quote(version, amount_fen, term_months, start_on or work.today)
