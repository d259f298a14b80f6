"""The verbs of minutes: what they tell, keeping the paper, and fetching it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from server.applications import queries as applications
from server.applications.minutes import queries
from server.applications.minutes.setting import Held, values
from server.approvals import queries as approvals
from server.approvals.models import ApprovalAct, ApprovalCase, Condition, Minutes, Vote
from server.approvals.rules import CaseState
from server.customers import service as customers
from server.identity.guard import read, use_case
from server.identity.operations import Operation
from server.kit import data_keys
from server.kit.crypto import decrypt
from server.kit.errors import NotFound
from server.kit.work import Work
from server.products import service as products


@dataclass(frozen=True)
class Manuscript:
    """What the worker needs to set the minutes."""

    values: dict[str, Any]
    key: bytes


@read(Operation.APPROVAL_MINUTES)
async def manuscript(work: Work, *, case_id: UUID) -> Manuscript | None:
    """The values of the minutes of a settled case; None when they are written already. Raises NotFound."""
    case = await approvals.case_by_id(work.session, work.scope, case_id)
    if case is None or case.state is CaseState.OPEN:
        raise NotFound(field="caseId")
    application = await applications.application_by_id(work.session, work.scope, case.subject_id)
    if application is None:
        raise NotFound(field="caseId")
    if await queries.minutes_of(work.session, work.scope, case_id) is not None:
        return None
    votes = await approvals.votes_on(work.session, work.scope, case)
    acts = await approvals.acts_in(work.session, work.scope, case)
    conditions = await approvals.conditions_of(work.session, work.scope, case)
    customer = await customers.customer_of(work, case.customer_id)
    version = await products.version_of(work, application.product_version_id)
    held = Held(
        case,
        votes,
        acts,
        conditions,
        await queries.names_of(work.session, _people(votes, acts, conditions)),
        application.number,
        customer.name_masked or "",
        version.product_code,
    )
    told = values(held, lender=work.settings.lender_name)
    return Manuscript(told, await data_keys.data_key(work, case.customer_id))


@use_case(Operation.APPROVAL_MINUTES, keyed=False)
async def keep(work: Work, *, case_id: UUID, digest: str, blob: str) -> UUID:
    """The minutes are set: remember their digest and where their encrypted bytes lie. The first paper stays."""
    case = await approvals.case_for_update(work.session, work.scope, case_id)
    if case is None:
        raise NotFound(field="caseId")
    if await queries.minutes_of(work.session, work.scope, case_id) is None:
        work.session.add(_minutes(work, case, digest, blob))
        work.touch("case", case_id, minutes=digest)
    return case_id


@read(Operation.APPROVAL_READ)
async def paper_of(work: Work, *, case_id: UUID) -> tuple[str, bytes]:
    """Blob and data key of a case's minutes. Raises NotFound."""
    minutes = await queries.minutes_of(work.session, work.scope, case_id)
    if minutes is None:
        raise NotFound(field="caseId")
    return minutes.blob, await data_keys.data_key(work, minutes.customer_id)


def open_paper(sealed: bytes, key: bytes, case_id: UUID) -> bytes:
    """The clear bytes of the minutes from the store."""
    return decrypt(key, sealed, place(case_id))


def place(case_id: UUID) -> str:
    """Where minutes belong, as additional authenticated data."""
    return f"approval_minutes|pdf|{case_id}"


def _minutes(work: Work, case: ApprovalCase, digest: str, blob: str) -> Minutes:
    return Minutes(
        customer_id=case.customer_id,
        id=work.new_id(),
        branch_id=case.branch_id,
        officer_id=case.officer_id,
        case_id=case.id,
        digest=digest,
        blob=blob,
        written_at=work.now,
    )


def _people(votes: Sequence[Vote], acts: Sequence[ApprovalAct], conditions: Sequence[Condition]) -> set[UUID]:
    colleagues = {act.colleague for act in acts if act.colleague is not None}
    voters = {vote.decided_by for vote in votes} | {vote.voice for vote in votes}
    return colleagues | voters | {act.done_by for act in acts} | {each.laid_by for each in conditions}
