"""A case about an application, opened before whoever decides."""

from server.applications.assessing import approved_content_hash, editors_of
from server.applications.deciding import SUBJECT_KIND
from server.applications.models import Application
from server.applications.rules import ApplicationState, Step, moved
from server.approvals import service as approvals
from server.approvals.matrix.rules import Route
from server.kit.work import Work


async def open_case(work: Work, application: Application, route: Route, step: Step) -> None:
    """Open a case along a route; the application is in review from then on (a building block)."""
    assert application.exposure_after_fen is not None
    case = await approvals.open_case(
        work,
        subject_kind=SUBJECT_KIND,
        subject_id=application.id,
        customer_id=application.customer_id,
        branch_id=application.branch_id,
        officer_id=application.officer_id,
        route=route,
        amount_fen=application.amount_fen,
        exposure_after_fen=application.exposure_after_fen,
        content_hash=await approved_content_hash(work, application),
        editors=await editors_of(work, application),
    )
    application.case_id = case.id
    application.state = moved(application.state, step, ApplicationState.IN_REVIEW)
