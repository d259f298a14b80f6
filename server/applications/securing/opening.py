"""An application whose security is about to change: locked, where its state allows it, and as the caller saw it."""

from uuid import UUID

from server.applications import queries
from server.applications.models import Application
from server.applications.rules import Step, check_move, with_editor
from server.kit.errors import NotFound, Stale
from server.kit.work import Work


async def opened(work: Work, application_id: UUID, step: Step, expected_version: int) -> Application:
    """Raises NotFound, WrongState, Stale."""
    application = await queries.application_for_update(work.session, work.scope, application_id)
    if application is None:
        raise NotFound(field="applicationId")
    check_move(application.state, step)
    if application.version != expected_version:
        raise Stale(field="expectedVersion")
    return application


async def changed(work: Work, application: Application) -> None:
    """Who changes it stands among its editors. What was approved is told by its hash: a change voids it."""
    application.editors = with_editor(application.editors, work.actor.id)
    application.version += 1
    await work.session.flush()
    work.touch("application", application.id)
