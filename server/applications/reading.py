"""The guarded reads of applications: one, a page, its findings, and what a loan would cost."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from server.applications import queries
from server.applications.deciding import SUBJECT_KIND
from server.applications.errors import NumberMalformed
from server.applications.models import Application, ApplicationFinding, Opinion
from server.applications.queries import NUMBER_LENGTH, Cursor
from server.applications.rules import ApplicationState, Quote, quote
from server.approvals import queries as approval_queries
from server.approvals.models import ApprovalCase
from server.identity.guard import read
from server.identity.operations import Operation
from server.kit.errors import Invalid, NotFound
from server.kit.work import Work
from server.products import service as products
from server.products.rules import check_terms

LIMIT_MAX = 100


@dataclass(frozen=True)
class ApplicationView:
    """An application with the opinion and findings of its present submission, and its cases, the latest first."""

    application: Application
    opinion: Opinion | None
    findings: Sequence[ApplicationFinding]
    cases: Sequence[ApprovalCase]


@dataclass(frozen=True)
class ApplicationPage:
    """One page, the newest first. `total` counts all that match."""

    applications: Sequence[Application]
    has_next: bool
    total: int


@read(Operation.APPLICATION_READ)
async def application_view(work: Work, *, application_id: UUID) -> ApplicationView:
    """One application in sight. Raises NotFound."""
    application = await _in_sight(work, application_id)
    return ApplicationView(
        application,
        await queries.opinion_of(work.session, work.scope, application),
        await queries.findings_of(work.session, work.scope, application),
        await approval_queries.cases_about(work.session, work.scope, SUBJECT_KIND, application.id),
    )


@read(Operation.APPLICATION_READ)
async def page(
    work: Work,
    *,
    states: Sequence[ApplicationState] = (),
    search: str = "",
    after: Cursor | None = None,
    limit: int = 20,
) -> ApplicationPage:
    """Applications in sight, newest first; `search` is the beginning of a number, `after` creation time and id.

    Raises NumberMalformed, Invalid (a page has 1 to 100 rows).
    """
    number = search.strip()
    if number and not (number.isascii() and number.isdigit() and len(number) <= NUMBER_LENGTH):
        raise NumberMalformed(field="search")
    if not 1 <= limit <= LIMIT_MAX:
        raise Invalid(field="first", reason=f"1-{LIMIT_MAX}")
    wanted = queries.listed(work.scope, states=states, number=number, after=after, limit=limit + 1)
    found = (await work.session.execute(wanted)).scalars().all()
    total = (await work.session.execute(queries.counted(work.scope, states=states, number=number))).scalar_one()
    return ApplicationPage(found[:limit], len(found) > limit, total)


@read(Operation.APPLICATION_READ)
async def findings(work: Work, *, application_id: UUID) -> Sequence[ApplicationFinding]:
    """What the rules found at the present submission of an application in sight. Raises NotFound."""
    application = await _in_sight(work, application_id)
    return await queries.findings_of(work.session, work.scope, application)


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


async def _in_sight(work: Work, application_id: UUID) -> Application:
    application = await queries.application_by_id(work.session, work.scope, application_id)
    if application is None:
        raise NotFound(field="applicationId")
    return application
