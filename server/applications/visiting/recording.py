"""The officer's verbs: save a draft as often as he likes, submit it once."""

from typing import Any, Final
from uuid import UUID

from sqlalchemy import delete, insert

from server.applications import queries as applications
from server.applications.models import Application
from server.applications.rules import Step, check_move, with_editor
from server.applications.visiting import queries
from server.applications.visiting.completeness import check_complete
from server.applications.visiting.crosschecks import Known, cross_check, kept, norm_codes
from server.applications.visiting.errors import VisitWrongState
from server.applications.visiting.figures import Figures, figures_of
from server.applications.visiting.keeping import (
    address_index,
    line_columns,
    photo_columns,
    sheet_hash,
    sheet_of,
    visit_columns,
)
from server.applications.visiting.models import Visit, VisitLine, VisitPhoto
from server.applications.visiting.sheet import Sheet, check, with_known_places
from server.applications.visiting.states import VisitState, VisitVerb, moved
from server.applications.visiting.telling import tell_rating
from server.customers import service as customers
from server.documents.queries import documents_by_ids
from server.identity.guard import use_case
from server.identity.operations import Operation
from server.kit.data_keys import data_key
from server.kit.errors import NotFound, Stale
from server.kit.rulebook import Finding
from server.kit.work import Work
from server.products import service as products
from server.products.visits import visit_policy
from server.reference import service as reference

NOT_YET: Final = 0
SHOWN: Final = (
    "verified_income_fen",
    "turnover_fen",
    "surplus_fen",
    "debt_monthly_fen",
    "assets_fen",
    "gross_margin",
    "net_margin",
    "debt_ratio",
)


@use_case(Operation.VISIT_RECORD)
async def save(work: Work, *, application_id: UUID, expected_version: int, sheet: Sheet) -> UUID:
    """Save the draft of an application's visit, whole. Returns the application.

    `expected_version` is the version of the draft that the caller has seen, 0 where he has seen none: so a phone that
    was out of reach says what its copy was made from. The same request key saves once. A place that the draft has and
    the caller does not tell stays: places are sealed, and a phone that opens the draft anew does not know them. While
    the application may be edited only. Raises NotFound (applicationId, a document), WrongState, Stale,
    VisitValueUnsound, LineUnsound.
    """
    check(sheet, work.now, work.today)
    application = await _editable(work, application_id)
    await _require_papers(work, application, sheet)
    draft = await queries.draft_of(work.session, work.scope, application_id)
    if expected_version != (draft.version if draft else NOT_YET):
        raise Stale(field="expectedVersion")
    known = await read_sheet(work, draft) if draft else Sheet()
    draft = draft or await _begin(work, application)
    await _write(work, draft, with_known_places(sheet, known))
    work.touch("application", application_id, visit=str(draft.id), version=draft.version)
    return application_id


@use_case(Operation.VISIT_RECORD)
async def submit_visit(work: Work, *, application_id: UUID, expected_version: int) -> UUID:
    """Submit the draft: from then on it is not changed. Returns the application.

    It is cross-checked by the rules of the day; what follows from it becomes facts of the customer's rating and of the
    decision. An earlier visit of the application is corrected by it. Where the product asks for four eyes it waits for
    a second person. Raises NotFound, WrongState, Stale, VisitWrongState (there is no draft), VisitIncomplete.
    """
    application = await _editable(work, application_id)
    draft = await queries.draft_of(work.session, work.scope, application_id)
    if draft is None:
        zh, en = "没有草稿", "not begun"
        raise VisitWrongState(field="applicationId", state_zh=zh, state_en=en)
    if draft.version != expected_version:
        raise Stale(field="expectedVersion")
    sheet = await read_sheet(work, draft)
    check_complete(sheet)
    await _correct_earlier(work, draft)
    figures, findings = await _checked(work, application, sheet)
    _settle(draft, figures, findings)
    version = await products.version_of(work, application.product_version_id)
    waits = visit_policy(version.visit).wants_four_eyes(application.amount_fen)
    draft.state = moved(draft.state, VisitVerb.SUBMIT, VisitState.WAITING if waits else VisitState.STANDING)
    draft.submitted_at, draft.content_hash = work.now, sheet_hash(sheet)
    draft.editors = with_editor(draft.editors, work.actor.id)
    draft.version += 1
    for editor in draft.editors:
        application.editors = with_editor(application.editors, editor)
    await work.session.flush()
    if draft.state is VisitState.STANDING:
        await tell_rating(work, draft)
    work.touch("application", application_id, visit=str(draft.id), visit_state=draft.state.value)
    return application_id


async def read_sheet(work: Work, visit: Visit) -> Sheet:
    """A visit as it was filled in, places in clear (a building block)."""
    lines = await queries.lines_of(work.session, work.scope, visit)
    photos = await queries.photos_of(work.session, work.scope, visit)
    return sheet_of(visit, lines, photos, await data_key(work, visit.customer_id))


async def _editable(work: Work, application_id: UUID) -> Application:
    """The application, locked, in a state in which it may be edited."""
    application = await applications.application_for_update(work.session, work.scope, application_id)
    if application is None:
        raise NotFound(field="applicationId")
    check_move(application.state, Step.AMEND)
    return application


async def _require_papers(work: Work, application: Application, sheet: Sheet) -> None:
    """Every paper that the sheet names is one of this customer's. Raises NotFound naming where it stands."""
    named = sheet.documents
    found = await documents_by_ids(work.session, work.scope, list(named)) if named else []
    own = {document.id for document in found if document.customer_id == application.customer_id}
    for document_id, field in named.items():
        if document_id not in own:
            raise NotFound(field=field)


async def _begin(work: Work, application: Application) -> Visit:
    own = {name: getattr(application, name) for name in ("customer_id", "branch_id", "officer_id")}
    draft = Visit(
        **own,
        id=work.new_id(),
        application_id=application.id,
        state=VisitState.DRAFT,
        summary="",
        figures={},
        findings=[],
        visited_by=work.actor.id,
        editors=[work.actor.id],
        saved_at=work.now,
        version=NOT_YET,
    )
    work.session.add(draft)
    await work.session.flush()
    return draft


async def _write(work: Work, draft: Visit, sheet: Sheet) -> None:
    """The draft becomes what the sheet says."""
    key = await data_key(work, draft.customer_id)
    draft.state = moved(draft.state, VisitVerb.SAVE, VisitState.DRAFT)
    for name, value in visit_columns(sheet, key, draft.id).items():
        setattr(draft, name, value)
    draft.address_index = address_index(work.ports.master_key, sheet.address)
    draft.editors, draft.saved_at = with_editor(draft.editors, work.actor.id), work.now
    draft.version += 1
    await work.session.flush()
    own = {name: getattr(draft, name) for name in ("customer_id", "branch_id", "officer_id")} | {"visit_id": draft.id}
    lines = [_row(work, own, at) | line_columns(line) for at, line in enumerate(sheet.lines)]
    photos = [row | photo_columns(photo, sheet, key, row["id"]) for photo, row in _placed(work, own, sheet)]
    for model, rows in ((VisitLine, lines), (VisitPhoto, photos)):
        gone = delete(model).where(model.customer_id == draft.customer_id, model.visit_id == draft.id)
        await work.session.execute(gone)
        if rows:
            await work.session.execute(insert(model), rows)


def _row(work: Work, own: dict[str, Any], at: int) -> dict[str, Any]:
    return own | {"id": work.new_id(), "position": at}


def _placed(work: Work, own: dict[str, Any], sheet: Sheet) -> list[tuple[Any, dict[str, Any]]]:
    return [(photo, _row(work, own, at)) for at, photo in enumerate(sheet.photos)]


async def _correct_earlier(work: Work, draft: Visit) -> None:
    earlier = await queries.living_of(work.session, work.scope, draft.application_id, lock=True)
    if earlier is None:
        return
    earlier.state = moved(earlier.state, VisitVerb.CORRECT, VisitState.CORRECTED)
    earlier.version += 1
    draft.corrects = earlier.id
    await work.session.flush()


async def _checked(work: Work, application: Application, sheet: Sheet) -> tuple[Figures, tuple[Finding, ...]]:
    """The figures, and what the rules of today say of them beside what is known of the customer."""
    customer = await customers.customer_of(work, application.customer_id)
    exposure = await customers.exposure(work, customer.id)
    norms = {}
    for name, code in norm_codes(sheet.trade).items() if sheet.trade else ():
        entered = await reference.figure(work, code, work.today)
        if entered is not None:
            norms[name] = entered
    known = Known(
        customer.kind.value,
        customer.income_monthly_fen,
        customer.debt_monthly_fen,
        exposure.customer_outstanding_fen,
        norms,
    )
    figures = figures_of(sheet)
    rules = await queries.rules_in_force(work.session, work.today)
    return figures, cross_check(rules, sheet, figures, known)


def _settle(draft: Visit, figures: Figures, findings: tuple[Finding, ...]) -> None:
    for name in SHOWN:
        setattr(draft, name, getattr(figures, name))
    draft.figures, draft.findings = dict(figures.as_json), kept(findings)
