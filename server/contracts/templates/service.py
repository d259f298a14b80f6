"""The doors of new texts: propose, publish as the second person, take back."""

from collections.abc import Sequence
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import insert, select

from server.contracts import wording
from server.contracts.models import TemplateKind
from server.contracts.publishing import enter_template, require_later
from server.contracts.templates.errors import NoteMissing, ProposalDecided, PublishedByOneself
from server.contracts.templates.models import ProposalState, TemplateProposal
from server.identity.guard import use_case
from server.identity.operations import Operation
from server.kit.errors import NotFound
from server.kit.work import Work

NOTE_LENGTH_MAX: Final = 500


@use_case(Operation.TEMPLATE_PROPOSE)
async def propose_template(
    work: Work,
    *,
    kind: TemplateKind,
    title: str,
    texts: Sequence[str],
    reading_seconds: int,
    effective_from: date,
    note: str,
) -> UUID:
    """Propose the next text of a paper, which a second person publishes. Returns the proposal.

    Raises TemplateUnsound (a text that names a value which no such paper has, among others), TemplateTooEarly,
    NoteMissing.
    """
    wording.check_template(kind, title, texts, reading_seconds)
    said = note.strip()
    if not 0 < len(said) <= NOTE_LENGTH_MAX:
        raise NoteMissing(field="note", length=NOTE_LENGTH_MAX)
    await require_later(work, kind, effective_from)
    proposal_id = work.new_id()
    new = insert(TemplateProposal).values(
        id=proposal_id,
        kind=kind,
        state=ProposalState.PROPOSED,
        title=title.strip(),
        texts=[text.strip() for text in texts],
        reading_seconds=reading_seconds,
        effective_from=effective_from,
        note=said,
        proposed_by=work.actor.id,
        proposed_at=work.now,
    )
    await work.session.execute(new)
    work.touch("template_proposal", proposal_id, template=kind.value, effective_from=str(effective_from))
    return proposal_id


@use_case(Operation.TEMPLATE_PUBLISH)
async def publish_template(work: Work, *, proposal_id: UUID) -> UUID:
    """Publish what another person proposed: the version before ends the day before. Returns the proposal.

    It holds from its first day on, or from today when that has passed. Papers that stand keep the version they were
    set from. Raises NotFound, ProposalDecided, PublishedByOneself, TemplateTooEarly (a later version was published
    meanwhile).
    """
    proposal = await _waiting(work, proposal_id)
    if proposal.proposed_by == work.actor.id:
        raise PublishedByOneself(field="proposalId")
    proposal.effective_from = max(proposal.effective_from, work.today)
    proposal.template_id = await enter_template(
        work,
        kind=proposal.kind,
        title=proposal.title,
        texts=proposal.texts,
        reading_seconds=proposal.reading_seconds,
        effective_from=proposal.effective_from,
    )
    _decide(work, proposal, ProposalState.PUBLISHED)
    return proposal.id


@use_case(Operation.TEMPLATE_PROPOSE)
async def withdraw_template(work: Work, *, proposal_id: UUID) -> UUID:
    """Take back what nobody has published yet. Raises NotFound, ProposalDecided."""
    proposal = await _waiting(work, proposal_id)
    _decide(work, proposal, ProposalState.WITHDRAWN)
    return proposal.id


async def _waiting(work: Work, proposal_id: UUID) -> TemplateProposal:
    wanted = select(TemplateProposal).where(TemplateProposal.id == proposal_id).with_for_update()
    proposal = (await work.session.execute(wanted)).scalar_one_or_none()
    if proposal is None:
        raise NotFound(field="proposalId")
    if proposal.state is not ProposalState.PROPOSED:
        raise ProposalDecided(field="proposalId")
    return proposal


def _decide(work: Work, proposal: TemplateProposal, state: ProposalState) -> None:
    proposal.state, proposal.decided_by, proposal.decided_at = state, work.actor.id, work.now
    work.touch("template_proposal", proposal.id, state=state.value, effective_from=str(proposal.effective_from))
